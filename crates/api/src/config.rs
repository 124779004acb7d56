//! Settings: built-in defaults, then `cairn.toml`, then the environment. `.env.example` lists them all.

use anyhow::Context as _;
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Everything that can be set. The environment name is `CAIRN_` and the field in capitals; `PORT` and `DATABASE_URL` also work bare.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address to listen on.
    pub host: String,
    pub port: u16,
    /// `sqlite://var/cairn.db?mode=rwc` or `postgres://…`.
    pub database_url: String,
    /// Most database connections; 0 means 8 on SQLite and 16 on PostgreSQL.
    pub database_connections: u32,
    /// Where files of this installation live: database, keys, mail.
    pub var_dir: PathBuf,
    /// How people reach this server, without a slash at the end. Links in mail start with it.
    pub public_url: String,
    /// Show demo sign-ins and the mail that would have been sent. Never on a real installation.
    pub demo: bool,
    /// `smtp://user:password@host:587` or `smtps://…`. Empty: mail is written to `var/mail/`.
    pub smtp_url: String,
    pub mail_from: String,
    /// `text` or `json`.
    pub log_format: String,
    /// `error`, `warn`, `info`, `debug`, or a tracing filter.
    pub log: String,
    /// HTTP worker threads; 0 means one per core.
    pub workers: usize,
    /// Set the `Secure` flag on cookies: on wherever people use https.
    pub secure_cookies: bool,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Sign-in attempts an address may make in a minute.
    pub sign_ins_per_minute: u32,
    /// Requests an address may make in a second.
    pub requests_per_second: u32,
    /// Largest import file, in megabytes.
    pub import_limit_mb: usize,
    /// Run the job queue in this process.
    pub run_jobs: bool,
    pub institution: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".into(),
            port: 8080,
            database_url: String::new(),
            database_connections: 0,
            var_dir: "var".into(),
            public_url: String::new(),
            demo: false,
            smtp_url: String::new(),
            mail_from: "Cairn <cairn@localhost>".into(),
            log_format: "text".into(),
            log: "info,actix_web_prom=error,sqlx=warn".into(),
            workers: 0,
            secure_cookies: false,
            trusted_proxies: Vec::new(),
            sign_ins_per_minute: 20,
            requests_per_second: 100,
            import_limit_mb: 64,
            run_jobs: true,
            institution: "Your university".into(),
        }
    }
}

impl Config {
    /// Reads `cairn.toml` (if there is one) and the environment.
    ///
    /// # Errors
    /// When a value can't be read: the message names the setting and where it came from.
    pub fn load() -> anyhow::Result<Self> {
        let mut config: Self = Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file("cairn.toml"))
            .merge(Env::raw().only(&["PORT", "DATABASE_URL"]))
            .merge(Env::prefixed("CAIRN_"))
            .extract()
            .context("A setting can't be read. See .env.example for what each one takes.")?;
        if config.database_url.is_empty() {
            config.database_url = format!("sqlite://{}?mode=rwc", config.var_dir.join("cairn.db").display());
        }
        if config.public_url.is_empty() {
            config.public_url = format!("http://{}:{}", config.host, config.port);
        }
        config.public_url = config.public_url.trim_end_matches('/').to_owned();
        Ok(config)
    }

    pub fn is_sqlite(&self) -> bool {
        self.database_url.starts_with("sqlite:")
    }
}

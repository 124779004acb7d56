//! An installation of its own, gone when it is dropped.

use anyhow::Context as _;
use cairn::config::Config;
use cairn::ctx::{App, Ctx};
use cairn_domain::cohorts::{FheqLevel, GroupSizes, SchemeDates, SchemeInput};
use cairn_domain::ids::SchemeId;
use chrono::{Days, NaiveDate};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait as _, Database, Set};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

pub struct Installation {
    pub config: Config,
    _home: tempfile::TempDir,
}

/// The kind of database that is measured.
pub fn database() -> &'static str {
    match std::env::var("TEST_DATABASE_URL") {
        Ok(_) => "PostgreSQL",
        Err(_) => "SQLite",
    }
}

impl Installation {
    /// # Errors
    /// When there is no room for files or the database server can't be reached.
    pub async fn new() -> anyhow::Result<Self> {
        let home = tempfile::tempdir()?;
        let config = Config {
            var_dir: home.path().to_owned(),
            database_url: database_url(home.path()).await?,
            public_url: "http://localhost".into(),
            // All requests of a load run come from one address.
            requests_per_second: 10_000_000,
            sign_ins_per_minute: 100_000_000,
            // As on a real installation, without a greeting from each server.
            log: "info,actix_server=warn,sea_orm_migration=warn,actix_web_prom=error,sqlx=warn".into(),
            ..Config::default()
        };
        Ok(Self { config, _home: home })
    }

    /// # Errors
    /// When the database can't be opened.
    pub async fn open(&self) -> anyhow::Result<Arc<App>> {
        cairn::app::open(self.config.clone()).await
    }
}

/// A database of its own, in a file or on the server that the environment names.
async fn database_url(home: &Path) -> anyhow::Result<String> {
    let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
        return Ok(format!("sqlite://{}?mode=rwc", home.join("speed.db").display()));
    };
    let name = format!("speed_{}", Uuid::now_v7().simple());
    let db = Database::connect(&server).await?;
    db.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
    let (head, query) = match server.split_once('?') {
        Some((head, query)) => (head, format!("?{query}")),
        None => (server.as_str(), String::new()),
    };
    let (head, _) = head
        .rsplit_once('/')
        .context("TEST_DATABASE_URL names no database")?;
    Ok(format!("{head}/{name}{query}"))
}

/// An empty scheme to import into.
///
/// # Errors
/// When the database refuses.
pub async fn scheme(ctx: &Ctx, name: &str) -> anyhow::Result<SchemeId> {
    let today = ctx.today();
    let day = |n: u64| -> Option<NaiveDate> { today.checked_add_days(Days::new(n)) };
    let level = |n| FheqLevel::new(n).map_err(|e| anyhow::anyhow!("{e}"));
    let input = SchemeInput {
        name: name.to_owned(),
        academic_year: "2026/27".into(),
        intake: "September".into(),
        mentor_level: level(5)?,
        mentee_levels: vec![level(3)?, level(4)?],
        dates: SchemeDates {
            recruitment_opens: Some(today),
            pre_enrolment_opens: Some(today),
            enrolment: day(14),
            census: day(56),
            ends: day(270),
        },
        sizes: GroupSizes::default(),
        time_zone: "Europe/London".into(),
        programme_ids: vec![],
    };
    let work = ctx.begin_as(None).await?;
    let id = Uuid::now_v7();
    let mut row = cairn::cohorts::store::scheme::columns(&input, work.now);
    row.id = Set(id);
    row.created_at = Set(work.now);
    row.version = Set(1);
    row.insert(work.tx()).await?;
    work.commit().await?;
    Ok(SchemeId(id))
}

//! A server with a database of its own, gone when the test ends.

use crate::client::Client;
use cairn::config::Config;
use cairn::ctx::App;
use sea_orm::{ConnectionTrait as _, Database};
use std::sync::Arc;

/// Times in a row that the queue may refuse: each has waited ten seconds for its turn already.
const REFUSALS: u32 = 6;

/// How long jobs that the server took may take, on a busy machine.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(120);

pub struct TestApp {
    pub app: Arc<App>,
    pub base: String,
    _var: tempfile::TempDir,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts with other settings than the usual.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let var = tempfile::tempdir().unwrap();
        let mut config = Config {
            var_dir: var.path().to_owned(),
            database_url: database_url(var.path()).await,
            database_connections: 4,
            demo: true,
            requests_per_second: 10_000,
            sign_ins_per_minute: 10_000,
            workers: 1,
            log: "error".into(),
            ..Config::default()
        };
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        config.port = listener.local_addr().unwrap().port();
        config.public_url = format!("http://127.0.0.1:{}", config.port);
        change(&mut config);
        let app = cairn::app::open(config).await.unwrap();
        let base = format!("http://127.0.0.1:{}", app.config.port);
        let serving = app.clone();
        // The server has threads of its own; it ends with the process.
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(cairn::app::serve_on(serving, listener))
        });
        let this = Self { app, base, _var: var };
        this.wait_until_ready().await;
        this
    }

    async fn wait_until_ready(&self) {
        for _ in 0..200 {
            if reqwest::get(format!("{}/readyz", self.base))
                .await
                .is_ok_and(|r| r.status().is_success())
            {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("the server did not get ready");
    }

    /// A caller that isn't signed in.
    pub fn client(&self) -> Client {
        Client::new(&self.base)
    }

    /// A token that lets somebody in without a password.
    pub fn token_for(&self, person: cairn_domain::ids::PersonId) -> String {
        cairn::identity::token::issue(&self.app, person, None, self.app.clock.now()).unwrap()
    }

    /// How often the database is asked while something is done. The server may ask on its own account meanwhile: the least of
    /// a few times counts.
    pub async fn queries_of<T>(&self, request: impl AsyncFn() -> T) -> u64 {
        use std::sync::atomic::Ordering::SeqCst;
        let mut least = u64::MAX;
        for _ in 0..4 {
            let before = self.app.queries.load(SeqCst);
            request().await;
            least = least.min(self.app.queries.load(SeqCst) - before);
        }
        least
    }

    /// Runs every job that is due, and waits for those that the server took for itself.
    ///
    /// # Panics
    /// When the queue is broken, or a job doesn't come to an end.
    pub async fn run_jobs(&self) {
        use cairn::jobs::entity::{Column, Entity};
        use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
        let started = std::time::Instant::now();
        let mut refused = 0;
        loop {
            match cairn::jobs::run_due(&self.app).await {
                Ok(0) => {}
                Ok(_) => {
                    refused = 0;
                    continue;
                }
                // SQLite has one writer, and on a busy machine its turn may be long: the server asks again too, but not for ever.
                Err(error) => {
                    refused += 1;
                    assert!(refused < REFUSALS, "the queue is broken: {error}");
                    continue;
                }
            }
            let open = Entity::find()
                .filter(Column::DeadAt.is_null())
                .filter(Column::RunAt.lte(self.app.clock.now()));
            if open.count(&self.app.db).await.unwrap() == 0 {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "a job doesn't come to an end");
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    /// The text of the newest letter to an address.
    pub async fn newest_mail_to(&self, address: &str) -> String {
        use cairn::mail::entity;
        use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
        entity::Entity::find()
            .filter(entity::Column::ToAddress.eq(address))
            .order_by_desc(entity::Column::CreatedAt)
            .one(&self.app.db)
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("no mail to {address}"))
            .body_text
    }
}

/// A database of its own, on the server that the tests are told of or in a file.
pub async fn database_url(var: &std::path::Path) -> String {
    let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
        return format!("sqlite://{}?mode=rwc", var.join("test.db").display());
    };
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    let db = Database::connect(&server).await.unwrap();
    db.execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    let (head, query) = server
        .split_once('?')
        .map_or((server.as_str(), String::new()), |(h, q)| (h, format!("?{q}")));
    let (head, _) = head.rsplit_once('/').unwrap();
    format!("{head}/{name}{query}")
}

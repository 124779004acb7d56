//! Connecting, and the one way to open a write transaction.

use crate::config::Config;
use crate::files;
use cairn_migrations::Migrator;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait as _,
};
use sea_orm_migration::MigratorTrait as _;
use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Opens the pool. SQLite gets WAL, foreign keys and a busy time-out; PostgreSQL a statement time-out.
///
/// # Errors
/// When the database can't be reached.
pub async fn connect(config: &Config) -> Result<DatabaseConnection, DbErr> {
    let mut o = ConnectOptions::new(&config.database_url);
    o.sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(10))
        .connect_timeout(Duration::from_secs(10))
        .min_connections(1);
    let connections = config.database_connections;
    if config.is_sqlite() {
        make_file(&config.database_url);
        o.max_connections(if connections == 0 { 8 } else { connections })
            .test_before_acquire(false);
        o.map_sqlx_sqlite_opts(|c| {
            c.create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .busy_timeout(Duration::from_secs(10))
                .pragma("cache_size", "-16000")
                .pragma("temp_store", "memory")
                .statement_cache_capacity(256)
                .optimize_on_close(true, None)
        });
    } else {
        o.max_connections(if connections == 0 { 16 } else { connections })
            .test_before_acquire_if_idle_for(Duration::from_secs(30))
            .set_application_name("cairn")
            .statement_timeout(Duration::from_secs(120));
    }
    Database::connect(o).await
}

/// Makes the file of a new database, so that only its owner may read it: SQLite's other files take after it. Where that can't
/// be done, connecting says why.
fn make_file(url: &str) {
    let in_memory = url.contains(":memory:") || url.contains("mode=memory");
    if let Ok(options) = SqliteConnectOptions::from_str(url)
        && !in_memory
    {
        let _ = files::private_file(options.get_filename());
    }
}

/// Watches every query: counts it, and says in the log when one was slow. The statement is logged without its values.
pub fn watch(db: &mut DatabaseConnection) -> Arc<AtomicU64> {
    let count = Arc::new(AtomicU64::new(0));
    let counted = count.clone();
    db.set_metric_callback(move |query| {
        counted.fetch_add(1, Ordering::Relaxed);
        if query.elapsed > SLOW {
            tracing::warn!(milliseconds = query.elapsed.as_millis(), sql = %query.statement.sql.chars().take(300).collect::<String>(), "slow query");
        }
    });
    count
}

/// A query that takes longer than this is worth a look.
const SLOW: Duration = Duration::from_millis(500);

/// Brings the schema up to date.
///
/// # Errors
/// When a change can't be applied; nothing of that change is left behind.
pub async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    Migrator::up(db, None).await
}

/// A transaction that may write. On SQLite it takes the write lock at once: a deferred one would fail half-way under load.
///
/// # Errors
/// When the lock can't be had in time.
pub async fn write_tx(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    db.begin_with_options(TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    })
    .await
}

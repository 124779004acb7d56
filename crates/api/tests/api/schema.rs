//! The tables that migrations make are those that the code believes in: made once from each, and compared.

use crate::app::{TestApp, database_url};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use std::collections::BTreeSet;

const SQLITE: &str = "SELECT t.name || '.' || c.name || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN '' ELSE '?' END AS it \
     FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
const POSTGRES: &str = "SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END AS it \
     FROM information_schema.columns WHERE table_schema = 'public'";

/// Every column as `table.column`, with a question mark where it may be empty.
async fn columns(db: &DatabaseConnection) -> BTreeSet<String> {
    let backend = db.get_database_backend();
    let ask = if backend == DbBackend::Sqlite {
        SQLITE
    } else {
        POSTGRES
    };
    let rows = db
        .query_all_raw(Statement::from_string(backend, ask))
        .await
        .unwrap();
    rows.iter()
        .map(|row| row.try_get::<String>("", "it").unwrap())
        .filter(|it| !it.starts_with("seaql_migrations."))
        .collect()
}

#[tokio::test]
async fn migrations_and_entities_agree() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let from_entities = Database::connect(database_url(folder.path()).await)
        .await
        .unwrap();
    from_entities
        .get_schema_registry("cairn::*")
        .sync(&from_entities)
        .await
        .unwrap();
    let (migrated, believed) = (columns(&app.app.db).await, columns(&from_entities).await);
    assert!(migrated.contains("person.given_name"), "{migrated:#?}");
    let missing: Vec<_> = believed.difference(&migrated).collect();
    assert!(missing.is_empty(), "no migration makes {missing:#?}");
    let unknown: Vec<_> = migrated.difference(&believed).collect();
    assert!(unknown.is_empty(), "no entity knows {unknown:#?}");
}

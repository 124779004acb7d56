//! Cairn's schema. One file a change, applied in order, the same on SQLite and PostgreSQL.
//!
//! Each runs in a transaction of its own on both databases, so a change that fails leaves nothing behind.

use sea_orm_migration::prelude::*;

mod m20261123_000001_identity;
mod m20261123_000002_cohorts;
mod m20261123_000003_groups;
mod m20261123_000004_operations;
mod m20261125_000005_search;
mod m20261126_000006_training;
mod m20261126_000007_recognition;
mod m20261126_000008_recruitment;
mod m20261126_000009_what_was_given;
mod m20261127_000010_asked;
mod m20261127_000011_selection;
mod m20261127_000012_interviews;
mod m20261127_000013_decided;

/// Everything there is to apply.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_identity::Migration),
            Box::new(m20261123_000002_cohorts::Migration),
            Box::new(m20261123_000003_groups::Migration),
            Box::new(m20261123_000004_operations::Migration),
            Box::new(m20261125_000005_search::Migration),
            Box::new(m20261126_000006_training::Migration),
            Box::new(m20261126_000007_recognition::Migration),
            Box::new(m20261126_000008_recruitment::Migration),
            Box::new(m20261126_000009_what_was_given::Migration),
            Box::new(m20261127_000010_asked::Migration),
            Box::new(m20261127_000011_selection::Migration),
            Box::new(m20261127_000012_interviews::Migration),
            Box::new(m20261127_000013_decided::Migration),
        ]
    }
}

/// Creates a table and its indexes: `(name, columns, unique)`.
pub(crate) async fn create(
    m: &SchemaManager<'_>,
    table: &'static str,
    columns: Vec<ColumnDef>,
    indexes: &[(&'static str, &[&'static str], bool)],
) -> Result<(), DbErr> {
    let mut t = Table::create();
    t.table(table);
    for column in columns {
        t.col(column);
    }
    m.create_table(t).await?;
    for (name, columns, unique) in indexes {
        let mut index = Index::create();
        index.name(*name).table(table);
        for column in *columns {
            index.col(*column);
        }
        if *unique {
            index.unique();
        }
        m.create_index(index).await?;
    }
    Ok(())
}

/// Drops tables, last made first.
pub(crate) async fn drop_all(m: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables.iter().rev() {
        m.drop_table(Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}

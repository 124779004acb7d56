//! What a search for a person looks at. The server fills what is empty when it starts: it alone knows how letters are folded.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(
            Table::alter()
                .table("person")
                .drop_column("search_key")
                .to_owned(),
        )
        .await
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(
            Table::alter()
                .table("person")
                .add_column(text("search_key").default(""))
                .to_owned(),
        )
        .await
    }
}

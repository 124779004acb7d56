//! What was given stays as it was: an award keeps the name that its certificate is made out to and its tier, and a claim for credit
//! the outcomes that it was signed off with.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Of what was given before this, the name is that of the day of the change.
const NAMES: &str = "UPDATE award_grant SET name = (SELECT COALESCE(NULLIF(p.preferred_name, ''), p.given_name) || ' ' || p.family_name \
     FROM person p WHERE p.id = award_grant.person_id) WHERE EXISTS (SELECT 1 FROM person p WHERE p.id = award_grant.person_id)";
/// SQLite and PostgreSQL read a field of JSON alike.
const TIERS: &str = "UPDATE award_grant SET tier = award ->> 'tier'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [
            ("award_grant", "name"),
            ("award_grant", "tier"),
            ("wbl_claim", "signed_outcomes"),
        ] {
            let mut change = Table::alter();
            change.table(table).drop_column(column);
            m.alter_table(change).await?;
        }
        Ok(())
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            ("award_grant", string("name").default("").to_owned()),
            ("award_grant", string_null("tier")),
            ("wbl_claim", json_binary_null("signed_outcomes")),
        ];
        for (table, column) in columns {
            let mut change = Table::alter();
            change.table(table).add_column(column);
            m.alter_table(change).await?;
        }
        let db = m.get_connection();
        db.execute_unprepared(NAMES).await?;
        db.execute_unprepared(TIERS).await?;
        Ok(())
    }
}

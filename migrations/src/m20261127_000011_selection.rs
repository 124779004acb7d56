//! Scorers and what they give, and what was decided with it.

use crate::{create, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &["call_scorer", "scoring"];
const COLUMNS: [&str; 4] = ["scoring", "rubric_sum", "agreed", "is_calibration"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let mut change = Table::alter();
            change.table("application").drop_column(column);
            m.alter_table(change).await?;
        }
        drop_all(m, TABLES).await
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create(
            m,
            "call_scorer",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                uuid("call_id"),
                uuid("person_id"),
                timestamp_with_time_zone("created_at"),
            ],
            &[("ux_call_scorer", &["call_id", "person_id"], true)],
        )
        .await?;
        create(
            m,
            "scoring",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                uuid("call_id"),
                uuid("application_id"),
                uuid("person_id"),
                // Counts a scorer's own applications, so that it says nothing about an applicant.
                integer("number"),
                string("state"),
                boolean("is_calibration"),
                json_binary("scores"),
                text("note"),
                text_null("conflict"),
                timestamp_with_time_zone_null("done_at"),
                timestamp_with_time_zone("created_at"),
                integer("version"),
            ],
            &[
                ("ux_scoring", &["application_id", "person_id"], true),
                ("ix_scoring_call", &["call_id"], false),
                ("ix_scoring_person", &["person_id"], false),
            ],
        )
        .await?;
        // Worked out whenever a scoring changes, so that lists can be ordered by it.
        let columns = [
            string("scoring").default("not_given").to_owned(),
            // In hundredths.
            integer_null("rubric_sum"),
            json_binary_null("agreed"),
            boolean("is_calibration").default(false).to_owned(),
        ];
        for column in columns {
            let mut change = Table::alter();
            change.table("application").add_column(column);
            m.alter_table(change).await?;
        }
        Ok(())
    }
}

//! Calls for mentors, and who answered them.

use crate::{create, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &["recruitment_call", "application"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, TABLES).await
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create(
            m,
            "recruitment_call",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                string("slug"),
                string("title"),
                json_binary("content"),
                // The wall clock's times of the content, as moments.
                timestamp_with_time_zone("opens_at"),
                timestamp_with_time_zone("closes_at"),
                integer("conduct_version"),
                timestamp_with_time_zone_null("published_at"),
                timestamp_with_time_zone_null("put_away_at"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
                integer("version"),
            ],
            &[
                ("ux_recruitment_call_slug", &["slug"], true),
                ("ix_recruitment_call_scheme", &["scheme_id"], false),
            ],
        )
        .await?;
        create(
            m,
            "application",
            vec![
                pk_uuid("id"),
                uuid("call_id"),
                uuid("scheme_id"),
                uuid("person_id"),
                string("state"),
                json_binary("draft"),
                // Of the draft, so that lists need not read the answers.
                uuid_null("programme_id"),
                integer_null("level"),
                string_null("mode"),
                // What was agreed to.
                integer_null("conduct_version"),
                timestamp_with_time_zone_null("submitted_at"),
                timestamp_with_time_zone_null("decided_at"),
                text_null("feedback"),
                timestamp_with_time_zone_null("offer_until"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
                integer("version"),
            ],
            &[
                ("ux_application_person", &["call_id", "person_id"], true),
                ("ix_application_call", &["call_id", "state", "id"], false),
                ("ix_application_person", &["person_id"], false),
            ],
        )
        .await
    }
}

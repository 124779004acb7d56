//! Jobs, live updates, mail, the audit trail and idempotency keys.

use crate::{create, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    "job",
    "live_event",
    "mail",
    "audit_event",
    "idempotency_key",
    "event_ticket",
];

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
            "job",
            vec![
                pk_uuid("id"),
                string("kind"),
                json_binary("payload"),
                timestamp_with_time_zone("run_at"),
                integer("attempts"),
                timestamp_with_time_zone_null("locked_until"),
                string_null("dedupe_key"),
                text_null("last_error"),
                timestamp_with_time_zone_null("dead_at"),
                timestamp_with_time_zone("created_at"),
            ],
            &[
                ("ux_job_dedupe", &["dedupe_key"], true),
                ("ix_job_due", &["dead_at", "run_at"], false),
            ],
        )
        .await?;
        create(
            m,
            "live_event",
            vec![
                big_pk_auto("seq"),
                string("topic"),
                uuid("subject_id"),
                uuid_null("scheme_id"),
                timestamp_with_time_zone("at"),
            ],
            &[],
        )
        .await?;
        create(
            m,
            "mail",
            vec![
                pk_uuid("id"),
                string("to_address"),
                string("subject"),
                text("body_text"),
                text_null("body_html"),
                uuid_null("scheme_id"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone_null("sent_at"),
                text_null("failure"),
            ],
            &[("ix_mail_created", &["created_at"], false)],
        )
        .await?;
        create(
            m,
            "audit_event",
            vec![
                pk_uuid("id"),
                timestamp_with_time_zone("at"),
                uuid_null("actor_id"),
                uuid_null("scheme_id"),
                string("verb"),
                uuid_null("subject_id"),
                text("sentence"),
                json_binary("detail"),
                string_null("request_id"),
            ],
            &[("ix_audit_scheme", &["scheme_id", "at"], false)],
        )
        .await?;
        create(
            m,
            "idempotency_key",
            vec![
                pk_uuid("id"),
                uuid("person_id"),
                string("operation"),
                string("key"),
                string("fingerprint"),
                integer("status"),
                text("body"),
                timestamp_with_time_zone("created_at"),
            ],
            &[("ux_idempotency", &["person_id", "operation", "key"], true)],
        )
        .await?;
        create(
            m,
            "event_ticket",
            vec![
                pk_uuid("id"),
                string("ticket_hash"),
                uuid("person_id"),
                timestamp_with_time_zone("expires_at"),
            ],
            &[("ux_event_ticket", &["ticket_hash"], true)],
        )
        .await
    }
}

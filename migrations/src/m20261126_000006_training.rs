//! Training modules and their versions, who did what, and settings that people change in the browser.

use crate::{create, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    "institution_setting",
    "training_settings",
    "training_module",
    "training_module_version",
    "training_path_item",
    "training_progress",
    "training_completion",
    "quiz_attempt",
    "quiz_answer",
    "conduct_signature",
    "training_post",
    "training_post_report",
    "training_notice",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, TABLES).await?;
        for column in ["reference_seen_on", "clearance_reason", "clearance_by"] {
            let mut table = Table::alter();
            table.table("participant").drop_column(column);
            m.alter_table(table).await?;
        }
        Ok(())
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // Clearances that were set before this came from staff.
        let columns = [
            string("clearance_by").default("staff").to_owned(),
            string_null("clearance_reason"),
            date_null("reference_seen_on"),
        ];
        for column in columns {
            let mut table = Table::alter();
            table.table("participant").add_column(column);
            m.alter_table(table).await?;
        }
        create(
            m,
            "institution_setting",
            vec![
                string("name").primary_key().to_owned(),
                json_binary("value"),
                timestamp_with_time_zone("updated_at"),
                integer("version"),
            ],
            &[],
        )
        .await?;
        create(
            m,
            "training_settings",
            vec![pk_uuid("scheme_id"), json_binary("value"), integer("version")],
            &[],
        )
        .await?;
        modules(m).await?;
        learning(m).await?;
        talking(m).await
    }
}

async fn modules(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "training_module",
        vec![
            pk_uuid("id"),
            // The scheme's id, or `central`: what makes a key unique.
            string("owner"),
            string("key"),
            uuid_null("scheme_id"),
            uuid_null("programme_id"),
            integer("position"),
            boolean("is_compulsory"),
            json_binary("prerequisites"),
            integer_null("valid_months"),
            json_binary_null("draft"),
            // Of what is published, so that lists need not read the content.
            string("title"),
            integer("minutes"),
            integer("parts"),
            integer_null("published"),
            timestamp_with_time_zone_null("archived_at"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("updated_at"),
            integer("version"),
        ],
        &[("ux_training_module_key", &["owner", "key"], true)],
    )
    .await?;
    create(
        m,
        "training_module_version",
        vec![
            pk_uuid("id"),
            uuid("module_id"),
            integer("number"),
            json_binary("content"),
            string("note"),
            uuid_null("published_by"),
            timestamp_with_time_zone("published_at"),
        ],
        &[("ux_training_module_version", &["module_id", "number"], true)],
    )
    .await?;
    create(
        m,
        "training_path_item",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("module_id"),
            integer("position"),
            boolean("is_compulsory"),
            boolean("is_included"),
        ],
        &[("ux_training_path_item", &["scheme_id", "module_id"], true)],
    )
    .await
}

async fn learning(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "training_progress",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("participant_id"),
            uuid("module_id"),
            // The version that this learner started and keeps; none where the completion came from elsewhere.
            integer_null("content_version"),
            json_binary("progress"),
            timestamp_with_time_zone("started_at"),
            timestamp_with_time_zone("last_step_at"),
            // Of the completion that counts longest.
            date_null("completed_on"),
            date_null("expires_on"),
            string_null("source"),
        ],
        &[
            ("ux_training_progress", &["participant_id", "module_id"], true),
            (
                "ix_training_progress_module",
                &["scheme_id", "module_id", "completed_on", "expires_on"],
                false,
            ),
            (
                "ix_training_progress_step",
                &["participant_id", "last_step_at"],
                false,
            ),
        ],
    )
    .await?;
    create(
        m,
        "training_completion",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("person_id"),
            uuid("module_id"),
            integer_null("content_version"),
            date("completed_on"),
            date_null("expires_on"),
            string("source"),
            // Names a completion of another system, so that it is recorded once.
            string_null("external_key"),
            text_null("evidence"),
            text_null("reason"),
            uuid_null("recorded_by"),
            timestamp_with_time_zone_null("withdrawn_at"),
            text_null("withdrawn_reason"),
            timestamp_with_time_zone("created_at"),
        ],
        &[
            ("ux_training_completion_external", &["external_key"], true),
            (
                "ix_training_completion_person",
                &["person_id", "module_id"],
                false,
            ),
            ("ix_training_completion_scheme", &["scheme_id"], false),
        ],
    )
    .await?;
    create(
        m,
        "quiz_attempt",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("participant_id"),
            uuid("module_id"),
            integer("content_version"),
            integer("number"),
            big_integer("seed"),
            integer("pass_percent"),
            json_binary("asked"),
            json_binary("answers"),
            timestamp_with_time_zone("started_at"),
            timestamp_with_time_zone_null("submitted_at"),
            integer_null("right"),
            boolean_null("passed"),
        ],
        &[
            (
                "ux_quiz_attempt",
                &["participant_id", "module_id", "number"],
                true,
            ),
            ("ix_quiz_attempt_scheme", &["scheme_id"], false),
        ],
    )
    .await?;
    // One open attempt at a time, whichever device asks.
    m.get_connection()
        .execute_unprepared(
            "CREATE UNIQUE INDEX ux_quiz_attempt_open ON quiz_attempt (participant_id, module_id) WHERE submitted_at IS NULL",
        )
        .await?;
    create(
        m,
        "quiz_answer",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("attempt_id"),
            uuid("module_id"),
            string("question_key"),
            boolean("is_right"),
            boolean("attempt_passed"),
        ],
        &[
            ("ux_quiz_answer", &["attempt_id", "question_key"], true),
            (
                "ix_quiz_answer_question",
                &["scheme_id", "module_id", "question_key"],
                false,
            ),
        ],
    )
    .await?;
    create(
        m,
        "conduct_signature",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("participant_id"),
            integer("conduct_version"),
            timestamp_with_time_zone("signed_at"),
        ],
        &[(
            "ux_conduct_signature",
            &["participant_id", "conduct_version"],
            true,
        )],
    )
    .await
}

async fn talking(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "training_post",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("module_id"),
            uuid_null("parent_id"),
            uuid("person_id"),
            string("kind"),
            text("body"),
            boolean("is_pinned"),
            timestamp_with_time_zone_null("hidden_at"),
            uuid_null("hidden_by"),
            timestamp_with_time_zone_null("deleted_at"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone_null("edited_at"),
        ],
        &[(
            "ix_training_post_module",
            &["scheme_id", "module_id", "created_at"],
            false,
        )],
    )
    .await?;
    create(
        m,
        "training_post_report",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("post_id"),
            uuid("person_id"),
            text("reason"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone_null("settled_at"),
        ],
        &[("ux_training_post_report", &["post_id", "person_id"], true)],
    )
    .await?;
    // A letter that was sent for one reason, so that it is not sent twice.
    create(
        m,
        "training_notice",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("participant_id"),
            string("about"),
            timestamp_with_time_zone("sent_at"),
        ],
        &[("ux_training_notice", &["participant_id", "about"], true)],
    )
    .await
}

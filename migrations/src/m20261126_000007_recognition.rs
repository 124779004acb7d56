//! Recognition: evidence, awards and who has them, the HEAR register, and work-based learning.

use crate::{create, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    "evidence",
    "recognition_tally",
    "award",
    "award_standing",
    "award_grant",
    "grant_run",
    "appeal",
    "certificate_batch",
    "certificate_file",
    "hear_activity",
    "hear_entry",
    "wbl_outcome",
    "wbl_claim",
    "wbl_comment",
    "skills_statement",
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
        evidence(m).await?;
        awards(m).await?;
        // Nobody holds the same award twice at a time, however many ask for it at once.
        m.get_connection()
            .execute_unprepared(
                "CREATE UNIQUE INDEX ux_award_grant_valid ON award_grant (award_id, participant_id) WHERE revoked_at IS NULL",
            )
            .await?;
        certificates(m).await?;
        hear(m).await?;
        work_based_learning(m).await
    }
}

async fn evidence(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "evidence",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("participant_id"),
            uuid("person_id"),
            string("kind"),
            string("source"),
            string("state"),
            date("happened_on"),
            integer("week"),
            integer("minutes"),
            integer("words"),
            text("text"),
            string("counts_for"),
            uuid_null("outcome_id"),
            uuid_null("entry_id"),
            uuid_null("claim_id"),
            uuid_null("said_by"),
            string_null("external_source"),
            string_null("external_key"),
            text_null("reason"),
            uuid_null("decided_by"),
            timestamp_with_time_zone_null("decided_at"),
            timestamp_with_time_zone("created_at"),
            integer("version"),
        ],
        &[
            ("ux_evidence_external", &["external_key"], true),
            ("ix_evidence_participant", &["participant_id", "state"], false),
            (
                "ix_evidence_scheme",
                &["scheme_id", "state", "happened_on", "id"],
                false,
            ),
            ("ix_evidence_entry", &["entry_id"], false),
            ("ix_evidence_claim", &["claim_id"], false),
        ],
    )
    .await?;
    create(
        m,
        "recognition_tally",
        vec![
            pk_uuid("participant_id"),
            uuid("scheme_id"),
            integer("minutes"),
            integer("hear_minutes"),
            integer("credit_minutes"),
            integer("meetings"),
            integer("weeks_active"),
            integer("reflection_words"),
            integer("thanked_by"),
            boolean("is_signed_off"),
            json_binary("module_keys"),
            integer("modules"),
            integer("waiting"),
            integer("waiting_minutes"),
            timestamp_with_time_zone("worked_out_at"),
        ],
        &[("ix_recognition_tally_scheme", &["scheme_id"], false)],
    )
    .await?;
    create(
        m,
        "skills_statement",
        vec![
            pk_uuid("participant_id"),
            uuid("scheme_id"),
            uuid("person_id"),
            text("text"),
            timestamp_with_time_zone("updated_at"),
            integer("version"),
        ],
        &[],
    )
    .await
}

async fn awards(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "award",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            string("name"),
            string_null("tier"),
            text("description"),
            json_binary("rule"),
            boolean("has_certificate"),
            boolean("has_badge"),
            integer("position"),
            timestamp_with_time_zone_null("archived_at"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("updated_at"),
            integer("version"),
        ],
        &[("ix_award_scheme", &["scheme_id", "position"], false)],
    )
    .await?;
    create(
        m,
        "award_standing",
        vec![
            pk_uuid("id"),
            uuid("award_id"),
            uuid("participant_id"),
            uuid("scheme_id"),
            integer("missing"),
            boolean("is_met"),
            json_binary("steps"),
        ],
        &[
            ("ux_award_standing", &["award_id", "participant_id"], true),
            (
                "ix_award_standing_missing",
                &["award_id", "missing", "participant_id"],
                false,
            ),
            (
                "ix_award_standing_scheme",
                &["scheme_id", "award_id", "missing"],
                false,
            ),
            ("ix_award_standing_participant", &["participant_id"], false),
        ],
    )
    .await?;
    create(
        m,
        "award_grant",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("award_id"),
            uuid("participant_id"),
            uuid("person_id"),
            uuid_null("run_id"),
            string("serial"),
            string("code"),
            json_binary("award"),
            json_binary("met"),
            integer("minutes"),
            date("granted_on"),
            timestamp_with_time_zone("granted_at"),
            uuid_null("granted_by"),
            text_null("despite_reason"),
            big_integer("status_index"),
            string("salt"),
            timestamp_with_time_zone_null("revoked_at"),
            uuid_null("revoked_by"),
            text_null("revoked_reason"),
        ],
        &[
            ("ux_award_grant_serial", &["serial"], true),
            ("ux_award_grant_code", &["code"], true),
            ("ux_award_grant_status", &["status_index"], true),
            ("ix_award_grant_scheme", &["scheme_id", "granted_at", "id"], false),
            ("ix_award_grant_participant", &["participant_id"], false),
        ],
    )
    .await?;
    create(
        m,
        "grant_run",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("award_id"),
            json_binary("participants"),
            text_null("despite_reason"),
            string("state"),
            integer("total"),
            integer("done"),
            integer("given"),
            integer("kept"),
            uuid_null("started_by"),
            timestamp_with_time_zone("started_at"),
            timestamp_with_time_zone_null("finished_at"),
        ],
        &[("ix_grant_run_award", &["award_id", "started_at"], false)],
    )
    .await?;
    create(
        m,
        "appeal",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("participant_id"),
            uuid("person_id"),
            string("subject"),
            uuid("subject_id"),
            string("about"),
            text("text"),
            string("state"),
            text_null("answer"),
            uuid_null("answered_by"),
            timestamp_with_time_zone_null("answered_at"),
            timestamp_with_time_zone("created_at"),
        ],
        &[
            ("ix_appeal_scheme", &["scheme_id", "state", "created_at"], false),
            ("ix_appeal_participant", &["participant_id"], false),
        ],
    )
    .await
}

async fn certificates(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "certificate_batch",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid_null("award_id"),
            string("state"),
            integer("total"),
            integer("done"),
            json_binary("failed"),
            big_integer("bytes"),
            uuid_null("created_by"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone_null("finished_at"),
        ],
        &[("ix_certificate_batch_scheme", &["scheme_id", "created_at"], false)],
    )
    .await?;
    create(
        m,
        "certificate_file",
        vec![
            pk_uuid("id"),
            uuid("batch_id"),
            uuid("scheme_id"),
            uuid("grant_id"),
            string("name"),
            blob("pdf"),
        ],
        &[("ux_certificate_file", &["batch_id", "grant_id"], true)],
    )
    .await
}

async fn hear(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "hear_activity",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            string("academic_year"),
            string("title"),
            string("category"),
            text("description"),
            string("provider"),
            string("key_contact"),
            string("verifier"),
            text("protocol"),
            integer("minutes_needed"),
            boolean("is_paid"),
            boolean("is_credit_bearing"),
            date_null("deadline"),
            string_null("confirmed_for"),
            uuid_null("confirmed_by"),
            timestamp_with_time_zone_null("confirmed_at"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("updated_at"),
            integer("version"),
        ],
        &[("ix_hear_activity_scheme", &["scheme_id"], false)],
    )
    .await?;
    create(
        m,
        "hear_entry",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("activity_id"),
            uuid("participant_id"),
            uuid("person_id"),
            string("state"),
            integer("minutes"),
            json_binary("activity"),
            timestamp_with_time_zone("asked_at"),
            timestamp_with_time_zone_null("verified_at"),
            uuid_null("verified_by"),
            timestamp_with_time_zone_null("withdrawn_at"),
        ],
        &[
            ("ux_hear_entry", &["activity_id", "participant_id"], true),
            ("ix_hear_entry_scheme", &["scheme_id", "state"], false),
        ],
    )
    .await
}

async fn work_based_learning(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        m,
        "wbl_outcome",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("programme_id"),
            string("code"),
            text("text"),
            integer("minutes_needed"),
            integer("position"),
            timestamp_with_time_zone_null("archived_at"),
            timestamp_with_time_zone("created_at"),
        ],
        &[(
            "ix_wbl_outcome_programme",
            &["scheme_id", "programme_id", "position"],
            false,
        )],
    )
    .await?;
    create(
        m,
        "wbl_claim",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("participant_id"),
            uuid("person_id"),
            string("state"),
            timestamp_with_time_zone_null("submitted_at"),
            uuid_null("signed_off_by"),
            timestamp_with_time_zone_null("signed_off_at"),
            timestamp_with_time_zone("created_at"),
            integer("version"),
        ],
        &[
            ("ux_wbl_claim", &["participant_id"], true),
            ("ix_wbl_claim_scheme", &["scheme_id", "state"], false),
        ],
    )
    .await?;
    create(
        m,
        "wbl_comment",
        vec![
            pk_uuid("id"),
            uuid("scheme_id"),
            uuid("claim_id"),
            uuid("person_id"),
            text("text"),
            timestamp_with_time_zone("created_at"),
        ],
        &[("ix_wbl_comment_claim", &["claim_id", "created_at"], false)],
    )
    .await
}

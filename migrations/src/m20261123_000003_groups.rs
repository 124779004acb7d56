//! Proposals, published groups and requests to change them.

use crate::{create, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    "proposal",
    "proposal_step",
    "mentor_group",
    "group_member",
    "pin",
    "keep_apart",
    "rematch_request",
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
            "proposal",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                string("name"),
                string("strategy"),
                string("state"),
                json_binary("settings"),
                json_binary_null("content"),
                json_binary_null("metrics"),
                double("progress"),
                text_null("failure"),
                uuid_null("created_by"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone_null("published_at"),
                integer("version"),
            ],
            &[("ix_proposal_scheme", &["scheme_id", "created_at"], false)],
        )
        .await?;
        create(
            m,
            "proposal_step",
            vec![
                pk_uuid("id"),
                uuid("proposal_id"),
                integer("position"),
                json_binary("before"),
                timestamp_with_time_zone("created_at"),
            ],
            &[("ux_proposal_step", &["proposal_id", "position"], true)],
        )
        .await?;
        create(
            m,
            "mentor_group",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                uuid_null("proposal_id"),
                uuid_null("programme_id"),
                string("label"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone_null("closed_at"),
                integer("version"),
            ],
            &[("ux_mentor_group_label", &["scheme_id", "label"], true)],
        )
        .await?;
        create(
            m,
            "group_member",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                uuid("group_id"),
                uuid("participant_id"),
                string("role"),
                json_binary("reasons"),
                timestamp_with_time_zone("joined_at"),
                timestamp_with_time_zone_null("left_at"),
                string_null("left_reason"),
            ],
            &[
                ("ix_group_member_group", &["group_id"], false),
                ("ix_group_member_participant", &["participant_id"], false),
                ("ix_group_member_scheme", &["scheme_id"], false),
            ],
        )
        .await?;
        // The rule that nobody is in two groups holds in the database too, whoever writes to it.
        let db = m.get_connection();
        db.execute_unprepared("CREATE UNIQUE INDEX ux_one_group_per_mentee ON group_member (participant_id) WHERE left_at IS NULL AND role = 'mentee'").await?;
        db.execute_unprepared("CREATE UNIQUE INDEX ux_member_once ON group_member (group_id, participant_id) WHERE left_at IS NULL").await?;
        create(
            m,
            "pin",
            vec![
                pk_uuid("mentee_id"),
                uuid("scheme_id"),
                uuid("mentor_id"),
                timestamp_with_time_zone("created_at"),
            ],
            &[("ix_pin_scheme", &["scheme_id"], false)],
        )
        .await?;
        create(
            m,
            "keep_apart",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                uuid("a"),
                uuid("b"),
                timestamp_with_time_zone("created_at"),
            ],
            &[("ux_keep_apart", &["scheme_id", "a", "b"], true)],
        )
        .await?;
        create(
            m,
            "rematch_request",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                uuid("participant_id"),
                uuid("group_id"),
                text_null("note"),
                string("state"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone_null("decided_at"),
                uuid_null("decided_by"),
            ],
            &[
                ("ix_rematch_scheme", &["scheme_id", "state"], false),
                ("ix_rematch_participant", &["participant_id"], false),
            ],
        )
        .await
    }
}

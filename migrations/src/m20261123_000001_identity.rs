//! People, their accounts, sessions and roles.

use crate::{create, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    "person",
    "account",
    "role_grant",
    "session",
    "refresh_token",
    "link_token",
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
            "person",
            vec![
                pk_uuid("id"),
                string_null("student_number"),
                string_null("ucas_pid"),
                string_null("husid"),
                string_null("email"),
                string_null("email_key"),
                string("given_name"),
                string("family_name"),
                string_null("preferred_name"),
                string_null("pronouns"),
                date_null("date_of_birth"),
                text_null("about"),
                json_binary("interests"),
                json_binary("languages"),
                integer("availability"),
                text_null("contact"),
                json_binary("settings"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
                integer("version"),
            ],
            &[
                ("ux_person_student_number", &["student_number"], true),
                ("ux_person_ucas_pid", &["ucas_pid"], true),
                ("ux_person_husid", &["husid"], true),
                ("ux_person_email", &["email_key"], true),
            ],
        )
        .await?;
        create(
            m,
            "account",
            vec![
                pk_uuid("person_id"),
                string_null("password_hash"),
                string("status"),
                integer("failed_sign_ins"),
                timestamp_with_time_zone_null("locked_until"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone_null("activated_at"),
            ],
            &[],
        )
        .await?;
        create(
            m,
            "role_grant",
            vec![
                pk_uuid("id"),
                uuid("person_id"),
                string("role"),
                uuid_null("scheme_id"),
                uuid_null("programme_id"),
                uuid_null("tutor_group_id"),
                uuid_null("granted_by"),
                timestamp_with_time_zone("created_at"),
            ],
            &[
                ("ix_role_grant_person", &["person_id"], false),
                ("ix_role_grant_scheme", &["scheme_id", "role"], false),
            ],
        )
        .await?;
        create(
            m,
            "session",
            vec![
                pk_uuid("id"),
                uuid("person_id"),
                string("device"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("last_used_at"),
                timestamp_with_time_zone("expires_at"),
                timestamp_with_time_zone_null("revoked_at"),
            ],
            &[("ix_session_person", &["person_id"], false)],
        )
        .await?;
        create(
            m,
            "refresh_token",
            vec![
                pk_uuid("id"),
                uuid("session_id"),
                string("token_hash"),
                timestamp_with_time_zone("issued_at"),
                timestamp_with_time_zone_null("used_at"),
                timestamp_with_time_zone("expires_at"),
            ],
            &[
                ("ux_refresh_token_hash", &["token_hash"], true),
                ("ix_refresh_token_session", &["session_id"], false),
            ],
        )
        .await?;
        create(
            m,
            "link_token",
            vec![
                pk_uuid("id"),
                uuid("person_id"),
                string("purpose"),
                string("token_hash"),
                string_null("new_email"),
                uuid_null("scheme_id"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("expires_at"),
                timestamp_with_time_zone_null("used_at"),
            ],
            &[
                ("ux_link_token_hash", &["token_hash"], true),
                ("ix_link_token_person", &["person_id", "purpose"], false),
            ],
        )
        .await
    }
}

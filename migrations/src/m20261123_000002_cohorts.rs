//! Schemes, what they are made of, the people in them, and imports.

use crate::{create, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    "faculty",
    "school",
    "programme",
    "campus",
    "scheme",
    "scheme_programme",
    "tutor_group",
    "seminar_group",
    "participant",
    "monitoring",
    "import_profile",
    "cohort_import",
    "cohort_import_file",
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
            "faculty",
            vec![pk_uuid("id"), string("name")],
            &[("ux_faculty_name", &["name"], true)],
        )
        .await?;
        create(
            m,
            "school",
            vec![pk_uuid("id"), uuid("faculty_id"), string("name")],
            &[("ux_school_name", &["faculty_id", "name"], true)],
        )
        .await?;
        create(
            m,
            "programme",
            vec![
                pk_uuid("id"),
                string("code"),
                string("title"),
                uuid_null("school_id"),
            ],
            &[("ux_programme_code", &["code"], true)],
        )
        .await?;
        create(
            m,
            "campus",
            vec![pk_uuid("id"), string("name")],
            &[("ux_campus_name", &["name"], true)],
        )
        .await?;
        create(
            m,
            "scheme",
            vec![
                pk_uuid("id"),
                string("name"),
                string("academic_year"),
                string("intake"),
                integer("mentor_level"),
                json_binary("mentee_levels"),
                date_null("recruitment_opens"),
                date_null("pre_enrolment_opens"),
                date_null("enrolment"),
                date_null("census"),
                date_null("ends"),
                json_binary("sizes"),
                string("time_zone"),
                uuid_null("copied_from"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
                integer("version"),
            ],
            &[("ux_scheme_name_year", &["name", "academic_year"], true)],
        )
        .await?;
        create(
            m,
            "scheme_programme",
            vec![pk_uuid("id"), uuid("scheme_id"), uuid("programme_id")],
            &[("ux_scheme_programme", &["scheme_id", "programme_id"], true)],
        )
        .await?;
        for table in ["tutor_group", "seminar_group"] {
            let unique = if table == "tutor_group" {
                "ux_tutor_group_name"
            } else {
                "ux_seminar_group_name"
            };
            create(
                m,
                table,
                vec![
                    pk_uuid("id"),
                    uuid("scheme_id"),
                    uuid_null("programme_id"),
                    string("name"),
                ],
                &[(unique, &["scheme_id", "programme_id", "name"], true)],
            )
            .await?;
        }
        create(
            m,
            "participant",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                uuid("person_id"),
                string("role"),
                uuid_null("programme_id"),
                integer("level"),
                uuid_null("campus_id"),
                string("mode"),
                string_null("entry_route"),
                string("entry_status"),
                uuid_null("tutor_group_id"),
                uuid_null("seminar_group_id"),
                integer("capacity"),
                string("clearance"),
                date_null("cleared_on"),
                date_null("clearance_expires"),
                json_binary("needs"),
                timestamp_with_time_zone_null("opted_out_at"),
                date_null("starts_on"),
                date_null("left_on"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
                integer("version"),
            ],
            &[
                ("ux_participant", &["scheme_id", "person_id", "role"], true),
                ("ix_participant_person", &["person_id"], false),
                (
                    "ix_participant_list",
                    &["scheme_id", "role", "entry_status"],
                    false,
                ),
            ],
        )
        .await?;
        create(
            m,
            "monitoring",
            vec![
                pk_uuid("participant_id"),
                uuid("scheme_id"),
                json_binary("attributes"),
            ],
            &[("ix_monitoring_scheme", &["scheme_id"], false)],
        )
        .await?;
        create(
            m,
            "import_profile",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                string("name"),
                json_binary("mapping"),
                timestamp_with_time_zone("created_at"),
            ],
            &[("ux_import_profile_name", &["scheme_id", "name"], true)],
        )
        .await?;
        create(
            m,
            "cohort_import",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                string("filename"),
                string("state"),
                json_binary("format"),
                json_binary("columns"),
                json_binary("mapping"),
                json_binary_null("report"),
                text_null("failure"),
                uuid_null("created_by"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone_null("applied_at"),
                integer("version"),
            ],
            &[("ix_cohort_import_scheme", &["scheme_id", "created_at"], false)],
        )
        .await?;
        create(
            m,
            "cohort_import_file",
            vec![pk_uuid("import_id"), var_binary("content", 0x4000_0000)],
            &[],
        )
        .await
    }
}

//! Times for talks with applicants, and who chose which.

use crate::{create, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &["interview_slot", "interview_booking"];

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
            "interview_slot",
            vec![
                pk_uuid("id"),
                uuid("scheme_id"),
                uuid("call_id"),
                timestamp_with_time_zone("starts_at"),
                integer("minutes"),
                text("place"),
                integer("capacity"),
                timestamp_with_time_zone("created_at"),
            ],
            &[("ix_interview_slot_call", &["call_id", "starts_at"], false)],
        )
        .await?;
        create(
            m,
            "interview_booking",
            vec![
                pk_uuid("id"),
                uuid("slot_id"),
                uuid("application_id"),
                timestamp_with_time_zone("created_at"),
            ],
            &[
                ("ux_interview_booking", &["application_id"], true),
                ("ix_interview_booking_slot", &["slot_id"], false),
            ],
        )
        .await
    }
}

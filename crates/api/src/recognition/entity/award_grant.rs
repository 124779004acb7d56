//! `award_grant`: an award that somebody was given.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "award_grant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub award_id: Uuid,
    pub participant_id: Uuid,
    pub person_id: Uuid,
    pub run_id: Option<Uuid>,
    #[sea_orm(unique)]
    pub serial: String,
    #[sea_orm(unique)]
    pub code: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub award: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub met: Json,
    pub minutes: i32,
    pub granted_on: Date,
    pub granted_at: DateTimeUtc,
    pub granted_by: Option<Uuid>,
    #[sea_orm(column_type = "Text", nullable)]
    pub despite_reason: Option<String>,
    #[sea_orm(unique)]
    pub status_index: i64,
    pub salt: String,
    pub name: String,
    pub tier: Option<String>,
    pub revoked_at: Option<DateTimeUtc>,
    pub revoked_by: Option<Uuid>,
    #[sea_orm(column_type = "Text", nullable)]
    pub revoked_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

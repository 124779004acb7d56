//! `grant_run`: a bulk award, as far as it is.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "grant_run")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub award_id: Uuid,
    #[sea_orm(column_type = "JsonBinary")]
    pub participants: Json,
    #[sea_orm(column_type = "Text", nullable)]
    pub despite_reason: Option<String>,
    pub state: String,
    pub total: i32,
    pub done: i32,
    pub given: i32,
    pub kept: i32,
    pub started_by: Option<Uuid>,
    pub started_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

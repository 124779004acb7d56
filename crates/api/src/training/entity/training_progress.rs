//! `training_progress`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "training_progress")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub participant_id: Uuid,
    pub module_id: Uuid,
    pub content_version: Option<i32>,
    #[sea_orm(column_type = "JsonBinary")]
    pub progress: Json,
    pub started_at: DateTimeUtc,
    pub last_step_at: DateTimeUtc,
    pub completed_on: Option<Date>,
    pub expires_on: Option<Date>,
    pub source: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

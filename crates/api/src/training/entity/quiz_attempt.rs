//! `quiz_attempt`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "quiz_attempt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub participant_id: Uuid,
    pub module_id: Uuid,
    pub content_version: i32,
    pub number: i32,
    pub seed: i64,
    pub pass_percent: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub asked: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub answers: Json,
    pub started_at: DateTimeUtc,
    pub submitted_at: Option<DateTimeUtc>,
    pub right: Option<i32>,
    pub passed: Option<bool>,
}

impl ActiveModelBehavior for ActiveModel {}

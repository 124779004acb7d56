//! `training_module`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "training_module")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub owner: String,
    pub key: String,
    pub scheme_id: Option<Uuid>,
    pub programme_id: Option<Uuid>,
    pub position: i32,
    pub is_compulsory: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub prerequisites: Json,
    pub valid_months: Option<i32>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub draft: Option<Json>,
    pub title: String,
    pub minutes: i32,
    pub parts: i32,
    pub published: Option<i32>,
    pub archived_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

//! `training_module_version`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "training_module_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub module_id: Uuid,
    pub number: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Json,
    pub note: String,
    pub published_by: Option<Uuid>,
    pub published_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

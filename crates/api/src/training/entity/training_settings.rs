//! `training_settings`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "training_settings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub scheme_id: Uuid,
    #[sea_orm(column_type = "JsonBinary")]
    pub value: Json,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

//! `conduct_text`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "conduct_text")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub since: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

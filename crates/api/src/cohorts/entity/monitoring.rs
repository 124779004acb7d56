//! `monitoring`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "monitoring")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub participant_id: Uuid,
    pub scheme_id: Uuid,
    #[sea_orm(column_type = "JsonBinary")]
    pub attributes: Json,
}

impl ActiveModelBehavior for ActiveModel {}

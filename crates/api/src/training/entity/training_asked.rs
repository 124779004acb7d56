//! `training_asked`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "training_asked")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub what: String,
    pub asked_from: Option<Date>,
    pub after_version: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}

//! `training_path_item`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "training_path_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub module_id: Uuid,
    pub position: i32,
    pub is_compulsory: bool,
    pub is_included: bool,
}

impl ActiveModelBehavior for ActiveModel {}

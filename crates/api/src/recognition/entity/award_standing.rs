//! `award_standing`: how far a mentor is with an award, worked out anew whenever something changes.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "award_standing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub award_id: Uuid,
    pub participant_id: Uuid,
    pub scheme_id: Uuid,
    pub missing: i32,
    pub is_met: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub steps: Json,
}

impl ActiveModelBehavior for ActiveModel {}

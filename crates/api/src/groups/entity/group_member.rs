//! `group_member`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "group_member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub group_id: Uuid,
    pub participant_id: Uuid,
    pub role: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub reasons: Json,
    pub joined_at: DateTimeUtc,
    pub left_at: Option<DateTimeUtc>,
    pub left_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

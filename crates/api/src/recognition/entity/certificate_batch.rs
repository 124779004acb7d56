//! `certificate_batch`: many certificates in one file.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_batch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub award_id: Option<Uuid>,
    pub state: String,
    pub total: i32,
    pub done: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub failed: Json,
    pub bytes: i64,
    pub created_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

//! `cohort_import`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cohort_import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub filename: String,
    pub state: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub format: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub columns: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub mapping: Json,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub report: Option<Json>,
    #[sea_orm(column_type = "Text", nullable)]
    pub failure: Option<String>,
    pub created_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub applied_at: Option<DateTimeUtc>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

//! `scoring`: one scorer's look at one application.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "scoring")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub call_id: Uuid,
    pub application_id: Uuid,
    pub person_id: Uuid,
    pub number: i32,
    pub state: String,
    pub is_calibration: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub scores: Json,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub conflict: Option<String>,
    pub done_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

//! `hear_entry`: a student's line for the HEAR.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "hear_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub activity_id: Uuid,
    pub participant_id: Uuid,
    pub person_id: Uuid,
    pub state: String,
    pub minutes: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub activity: Json,
    pub asked_at: DateTimeUtc,
    pub verified_at: Option<DateTimeUtc>,
    pub verified_by: Option<Uuid>,
    pub withdrawn_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

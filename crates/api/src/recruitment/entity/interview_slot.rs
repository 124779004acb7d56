//! `interview_slot`: a time for talks with applicants.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "interview_slot")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub call_id: Uuid,
    pub starts_at: DateTimeUtc,
    pub minutes: i32,
    #[sea_orm(column_type = "Text")]
    pub place: String,
    pub capacity: i32,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

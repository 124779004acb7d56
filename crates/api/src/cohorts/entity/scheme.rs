//! `scheme`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "scheme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub academic_year: String,
    pub intake: String,
    pub mentor_level: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub mentee_levels: Json,
    pub recruitment_opens: Option<Date>,
    pub pre_enrolment_opens: Option<Date>,
    pub enrolment: Option<Date>,
    pub census: Option<Date>,
    pub ends: Option<Date>,
    #[sea_orm(column_type = "JsonBinary")]
    pub sizes: Json,
    pub time_zone: String,
    pub copied_from: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

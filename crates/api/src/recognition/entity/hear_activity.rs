//! `hear_activity`: an activity in the HEAR register.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "hear_activity")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub academic_year: String,
    pub title: String,
    pub category: String,
    #[sea_orm(column_type = "Text")]
    pub description: String,
    pub provider: String,
    pub key_contact: String,
    pub verifier: String,
    #[sea_orm(column_type = "Text")]
    pub protocol: String,
    pub minutes_needed: i32,
    pub is_paid: bool,
    pub is_credit_bearing: bool,
    pub deadline: Option<Date>,
    pub confirmed_for: Option<String>,
    pub confirmed_by: Option<Uuid>,
    pub confirmed_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

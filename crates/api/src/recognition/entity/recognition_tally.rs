//! `recognition_tally`: confirmed work of a mentor in numbers, worked out anew whenever something changes.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recognition_tally")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub participant_id: Uuid,
    pub scheme_id: Uuid,
    pub minutes: i32,
    pub hear_minutes: i32,
    pub credit_minutes: i32,
    pub meetings: i32,
    pub weeks_active: i32,
    pub reflection_words: i32,
    pub thanked_by: i32,
    pub is_signed_off: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub module_keys: Json,
    pub modules: i32,
    pub waiting: i32,
    pub waiting_minutes: i32,
    pub worked_out_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

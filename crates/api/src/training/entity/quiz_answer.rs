//! `quiz_answer`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "quiz_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub attempt_id: Uuid,
    pub module_id: Uuid,
    pub question_key: String,
    pub is_right: bool,
    pub attempt_passed: bool,
}

impl ActiveModelBehavior for ActiveModel {}

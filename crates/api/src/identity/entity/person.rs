//! `person`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub student_number: Option<String>,
    #[sea_orm(unique)]
    pub ucas_pid: Option<String>,
    #[sea_orm(unique)]
    pub husid: Option<String>,
    pub email: Option<String>,
    /// The address in lower case: what makes two the same.
    #[sea_orm(unique)]
    pub email_key: Option<String>,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: Option<String>,
    pub pronouns: Option<String>,
    pub date_of_birth: Option<Date>,
    #[sea_orm(column_type = "Text", nullable)]
    pub about: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub interests: Json,
    #[sea_orm(column_type = "JsonBinary")]
    pub languages: Json,
    pub availability: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub contact: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub settings: Json,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

//! `recruitment_call`: a call for mentors.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recruitment_call")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Json,
    pub opens_at: DateTimeUtc,
    pub closes_at: DateTimeUtc,
    pub conduct_version: i32,
    pub published_at: Option<DateTimeUtc>,
    pub put_away_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

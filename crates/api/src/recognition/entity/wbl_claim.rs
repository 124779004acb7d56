//! `wbl_claim`: a student's claim for academic credit.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "wbl_claim")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    #[sea_orm(unique)]
    pub participant_id: Uuid,
    pub person_id: Uuid,
    pub state: String,
    pub submitted_at: Option<DateTimeUtc>,
    pub signed_off_by: Option<Uuid>,
    pub signed_off_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub signed_outcomes: Option<Json>,
    pub created_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

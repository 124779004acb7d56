//! `application`: somebody's answer to a call. There is no column for marks, and a test keeps it so.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub call_id: Uuid,
    pub scheme_id: Uuid,
    pub person_id: Uuid,
    pub state: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub draft: Json,
    pub programme_id: Option<Uuid>,
    pub level: Option<i32>,
    pub mode: Option<String>,
    pub conduct_version: Option<i32>,
    pub submitted_at: Option<DateTimeUtc>,
    pub decided_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub feedback: Option<String>,
    pub offer_until: Option<DateTimeUtc>,
    /// How far scorers are.
    pub scoring: String,
    /// In hundredths.
    pub rubric_sum: Option<i32>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub agreed: Option<Json>,
    pub is_calibration: bool,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

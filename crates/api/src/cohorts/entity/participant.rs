//! `participant`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "participant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub person_id: Uuid,
    pub role: String,
    pub programme_id: Option<Uuid>,
    pub level: i32,
    pub campus_id: Option<Uuid>,
    pub mode: String,
    pub entry_route: Option<String>,
    pub entry_status: String,
    pub tutor_group_id: Option<Uuid>,
    pub seminar_group_id: Option<Uuid>,
    pub capacity: i32,
    pub clearance: String,
    pub cleared_on: Option<Date>,
    pub clearance_expires: Option<Date>,
    /// `training`, or `staff` for a decision of theirs.
    pub clearance_by: String,
    pub clearance_reason: Option<String>,
    /// What staff decided: `cleared`, or `lapsed` for a pause. It stays, whatever holds today.
    pub decided: Option<String>,
    pub decided_from: Option<Date>,
    pub decided_until: Option<Date>,
    pub reference_seen_on: Option<Date>,
    #[sea_orm(column_type = "JsonBinary")]
    pub needs: Json,
    pub opted_out_at: Option<DateTimeUtc>,
    pub starts_on: Option<Date>,
    pub left_on: Option<Date>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

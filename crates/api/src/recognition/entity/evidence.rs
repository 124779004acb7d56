//! `evidence`: something that a mentor did.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub participant_id: Uuid,
    pub person_id: Uuid,
    pub kind: String,
    pub source: String,
    pub state: String,
    pub happened_on: Date,
    pub week: i32,
    pub minutes: i32,
    pub words: i32,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub counts_for: String,
    pub outcome_id: Option<Uuid>,
    pub entry_id: Option<Uuid>,
    pub claim_id: Option<Uuid>,
    pub said_by: Option<Uuid>,
    pub external_source: Option<String>,
    pub external_key: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

//! `conduct_signature`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "conduct_signature")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub participant_id: Uuid,
    pub conduct_version: i32,
    pub signed_at: DateTimeUtc,
    /// The words that were signed; absent for signatures from before words were kept.
    pub text_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

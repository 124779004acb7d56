//! The audit trail: every change says who, what and when, in the transaction that makes it.

use crate::problem::Result;
use crate::work::Work;
use cairn_domain::ids::SchemeId;
use sea_orm::{ActiveModelTrait as _, Set};
use uuid::Uuid;

#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity {
    //! `audit_event`.
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub at: DateTimeUtc,
        pub actor_id: Option<Uuid>,
        pub scheme_id: Option<Uuid>,
        pub verb: String,
        pub subject_id: Option<Uuid>,
        #[sea_orm(column_type = "Text")]
        pub sentence: String,
        #[sea_orm(column_type = "JsonBinary")]
        pub detail: Json,
        pub request_id: Option<String>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) async fn record(
    work: &Work,
    scheme: Option<SchemeId>,
    verb: &str,
    subject: Option<Uuid>,
    sentence: String,
    detail: serde_json::Value,
) -> Result<()> {
    entity::ActiveModel {
        id: Set(Uuid::now_v7()),
        at: Set(work.now),
        actor_id: Set(work.actor.map(|p| p.0)),
        scheme_id: Set(scheme.map(|s| s.0)),
        verb: Set(verb.to_owned()),
        subject_id: Set(subject),
        sentence: Set(sentence),
        detail: Set(detail),
        request_id: Set(Some(work.request_id.clone())),
    }
    .insert(work.tx())
    .await?;
    Ok(())
}

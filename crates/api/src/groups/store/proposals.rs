//! Proposals and the steps taken by hand.

use crate::groups::content::{Asked, Before, Content};
use crate::groups::entity::{proposal, proposal_step};
use crate::problem::{Problem, Result};
use cairn_domain::groups::ProposalState;
use cairn_domain::groups::formation::Metrics;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, ProposalId, SchemeId};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set, UpdateMany,
};
use serde::Deserialize;
use uuid::Uuid;

/// A proposal without its groups, which can be large.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Head {
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub name: String,
    pub strategy: String,
    pub state: String,
    pub settings: serde_json::Value,
    pub metrics: Option<serde_json::Value>,
    pub progress: f64,
    pub failure: Option<String>,
    pub created_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl Head {
    pub fn scheme(&self) -> SchemeId {
        SchemeId(self.scheme_id)
    }
    /// # Errors
    /// When the row holds a word we don't know.
    pub fn state(&self) -> Result<ProposalState> {
        self.state.parse().map_err(|e: String| Problem::internal(&e))
    }
    /// # Errors
    /// When the row can't be read.
    pub fn asked(&self) -> Result<Asked> {
        Ok(serde_json::from_value(self.settings.clone())?)
    }
}

const HEAD: [proposal::Column; 12] = [
    proposal::Column::Id,
    proposal::Column::SchemeId,
    proposal::Column::Name,
    proposal::Column::Strategy,
    proposal::Column::State,
    proposal::Column::Settings,
    proposal::Column::Metrics,
    proposal::Column::Progress,
    proposal::Column::Failure,
    proposal::Column::CreatedAt,
    proposal::Column::PublishedAt,
    proposal::Column::Version,
];

/// A scheme's proposals, the newest first; those put aside are left out.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn list<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId) -> Result<Vec<Head>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    Ok(proposal::Entity::find()
        .select_only()
        .columns(HEAD)
        .filter(proposal::Column::SchemeId.eq(scheme.0))
        .filter(proposal::Column::State.ne(ProposalState::Discarded.as_str()))
        .order_by_desc(proposal::Column::CreatedAt)
        .order_by_desc(proposal::Column::Id)
        .into_model::<Head>()
        .all(db)
        .await?)
}

/// # Errors
/// 404 when it isn't there or not in reach.
pub async fn head<C: ConnectionTrait>(db: &C, scope: &Scope, id: ProposalId) -> Result<Head> {
    proposal::Entity::find_by_id(id.0)
        .select_only()
        .columns(HEAD)
        .into_model::<Head>()
        .one(db)
        .await?
        .filter(|head| scope.touches(head.scheme()))
        .ok_or_else(|| Problem::not_found("proposal"))
}

/// The groups of a proposal that is in reach.
///
/// # Errors
/// When the row can't be read.
pub async fn content<C: ConnectionTrait>(db: &C, scope: &Scope, head: &Head) -> Result<Content> {
    if !scope.touches(head.scheme()) {
        return Err(Problem::not_found("proposal"));
    }
    let kept: Option<Option<serde_json::Value>> = proposal::Entity::find_by_id(head.id)
        .select_only()
        .column(proposal::Column::Content)
        .into_tuple()
        .one(db)
        .await?;
    match kept.flatten() {
        Some(json) => Ok(serde_json::from_value(json)?),
        None => Ok(Content::default()),
    }
}

/// Who is in the groups of each draft of a scheme.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn mentees_of_drafts<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<Vec<(ProposalId, Vec<ParticipantId>)>> {
    #[derive(Deserialize)]
    struct Groups {
        groups: Vec<Group>,
    }
    #[derive(Deserialize)]
    struct Group {
        mentees: Vec<ParticipantId>,
    }
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let rows: Vec<(Uuid, Option<serde_json::Value>)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Id, proposal::Column::Content])
        .filter(proposal::Column::SchemeId.eq(scheme.0))
        .filter(proposal::Column::State.eq(ProposalState::Draft.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    let mentees = |(id, content): (Uuid, Option<serde_json::Value>)| {
        let kept: Option<Groups> = content.map(serde_json::from_value).transpose()?;
        let groups = kept.into_iter().flat_map(|kept| kept.groups);
        Ok((ProposalId(id), groups.flat_map(|g| g.mentees).collect()))
    };
    rows.into_iter().map(mentees).collect()
}

/// # Errors
/// When the database refuses.
pub async fn insert<C: ConnectionTrait>(tx: &C, scope: &Scope, row: proposal::ActiveModel) -> Result<()> {
    if !scope.covers(SchemeId(*row.scheme_id.as_ref())) {
        return Err(Problem::not_found("scheme"));
    }
    proposal::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// An update that happens only while the proposal is in this state, at this version when one is given.
fn while_in(head: &Head, state: ProposalState, version: Option<i32>) -> UpdateMany<proposal::Entity> {
    let update = proposal::Entity::update_many()
        .filter(proposal::Column::Id.eq(head.id))
        .filter(proposal::Column::State.eq(state.as_str()));
    match version {
        Some(version) => update.filter(proposal::Column::Version.eq(version)),
        None => update,
    }
}

fn next_version() -> Expr {
    Expr::col(proposal::Column::Version).add(1)
}

/// Says how far forming has come. Nothing to say once it has ended.
///
/// # Errors
/// When the database refuses.
pub async fn progress<C: ConnectionTrait>(db: &C, _scope: &Scope, head: &Head, done: f64) -> Result<bool> {
    let updated = while_in(head, ProposalState::Forming, None)
        .col_expr(proposal::Column::Progress, Expr::value(done))
        .exec(db)
        .await?;
    Ok(updated.rows_affected > 0)
}

/// Keeps what was formed, unless somebody was faster or put the proposal aside.
///
/// # Errors
/// When the database refuses.
pub async fn formed<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    head: &Head,
    content: &Content,
    metrics: &Metrics,
) -> Result<bool> {
    let updated = while_in(head, ProposalState::Forming, None)
        .col_expr(
            proposal::Column::State,
            Expr::value(ProposalState::Draft.as_str()),
        )
        .col_expr(proposal::Column::Content, Expr::value(serde_json::json!(content)))
        .col_expr(proposal::Column::Metrics, Expr::value(serde_json::json!(metrics)))
        .col_expr(proposal::Column::Progress, Expr::value(1.0))
        .col_expr(proposal::Column::Version, next_version())
        .exec(tx)
        .await?;
    Ok(updated.rows_affected > 0)
}

/// Says why there is nothing to look at.
///
/// # Errors
/// When the database refuses.
pub async fn failed<C: ConnectionTrait>(tx: &C, _scope: &Scope, head: &Head, why: &str) -> Result<bool> {
    let updated = while_in(head, ProposalState::Forming, None)
        .col_expr(
            proposal::Column::State,
            Expr::value(ProposalState::Failed.as_str()),
        )
        .col_expr(proposal::Column::Failure, Expr::value(why))
        .col_expr(proposal::Column::Version, next_version())
        .exec(tx)
        .await?;
    Ok(updated.rows_affected > 0)
}

/// Keeps an adjustment made to this version of a draft.
///
/// # Errors
/// 412 when somebody else changed it first.
pub async fn adjusted<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    head: &Head,
    content: &Content,
    metrics: &Metrics,
) -> Result<()> {
    let updated = while_in(head, ProposalState::Draft, Some(head.version))
        .col_expr(proposal::Column::Content, Expr::value(serde_json::json!(content)))
        .col_expr(proposal::Column::Metrics, Expr::value(serde_json::json!(metrics)))
        .col_expr(proposal::Column::Version, next_version())
        .exec(tx)
        .await?;
    if updated.rows_affected == 0 {
        return Err(Problem::stale());
    }
    Ok(())
}

/// Takes a draft for publishing. Of two at once, one gets it.
///
/// # Errors
/// 412 when somebody else changed or published it first.
pub async fn publish<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    head: &Head,
    now: DateTime<Utc>,
) -> Result<()> {
    let updated = while_in(head, ProposalState::Draft, Some(head.version))
        .col_expr(
            proposal::Column::State,
            Expr::value(ProposalState::Published.as_str()),
        )
        .col_expr(proposal::Column::PublishedAt, Expr::value(now))
        .col_expr(proposal::Column::Version, next_version())
        .exec(tx)
        .await?;
    if updated.rows_affected == 0 {
        return Err(Problem::stale());
    }
    Ok(())
}

/// Puts a proposal aside that isn't published. Its groups go, so that nobody's name is kept for nothing.
///
/// # Errors
/// When the database refuses.
pub async fn discard<C: ConnectionTrait>(tx: &C, _scope: &Scope, head: &Head) -> Result<bool> {
    let updated = proposal::Entity::update_many()
        .col_expr(
            proposal::Column::State,
            Expr::value(ProposalState::Discarded.as_str()),
        )
        .col_expr(
            proposal::Column::Content,
            Expr::value(Option::<serde_json::Value>::None),
        )
        .col_expr(proposal::Column::Version, next_version())
        .filter(proposal::Column::Id.eq(head.id))
        .filter(proposal::Column::State.ne(ProposalState::Published.as_str()))
        .exec(tx)
        .await?;
    if updated.rows_affected > 0 {
        proposal_step::Entity::delete_many()
            .filter(proposal_step::Column::ProposalId.eq(head.id))
            .exec(tx)
            .await?;
    }
    Ok(updated.rows_affected > 0)
}

/// # Errors
/// When the database can't be read.
pub async fn steps<C: ConnectionTrait>(db: &C, _scope: &Scope, head: &Head) -> Result<u32> {
    let count = proposal_step::Entity::find()
        .filter(proposal_step::Column::ProposalId.eq(head.id))
        .count(db)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

async fn last<C: ConnectionTrait>(db: &C, head: &Head) -> Result<Option<proposal_step::Model>> {
    Ok(proposal_step::Entity::find()
        .filter(proposal_step::Column::ProposalId.eq(head.id))
        .order_by_desc(proposal_step::Column::Position)
        .one(db)
        .await?)
}

/// Remembers where somebody was.
///
/// # Errors
/// When the database refuses.
pub async fn push_step<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    head: &Head,
    before: &Before,
    now: DateTime<Utc>,
) -> Result<()> {
    let position = last(tx, head).await?.map_or(1, |s| s.position + 1);
    let row = proposal_step::ActiveModel {
        id: Set(Uuid::now_v7()),
        proposal_id: Set(head.id),
        position: Set(position),
        before: Set(serde_json::json!(before)),
        created_at: Set(now),
    };
    proposal_step::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The last step, still there: remove it with [`drop_step`] in the transaction that takes it back.
///
/// # Errors
/// When the row can't be read.
pub async fn last_step<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    head: &Head,
) -> Result<Option<(Uuid, Before)>> {
    let Some(step) = last(db, head).await? else {
        return Ok(None);
    };
    Ok(Some((step.id, serde_json::from_value(step.before)?)))
}

/// # Errors
/// When the database refuses.
pub async fn drop_step<C: ConnectionTrait>(tx: &C, _scope: &Scope, step: Uuid) -> Result<()> {
    proposal_step::Entity::delete_by_id(step).exec(tx).await?;
    Ok(())
}

//! Appeals, and what they are about.

use crate::cohorts::entity::participant;
use crate::problem::{Problem, Result};
use crate::recognition::entity::{appeal, award, award_grant, evidence, hear_activity, hear_entry};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{AppealId, ParticipantId, SchemeId};
use cairn_domain::recognition::{AppealState, AppealSubject, AwardContent, EvidenceKind, EvidenceState};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which appeals to list.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// The scheme whose appeals to list.
    #[param(value_type = String, format = Uuid)]
    pub scheme_id: SchemeId,
    /// Only those that stand like this.
    #[param(inline)]
    pub state: Option<AppealState>,
}

/// Where a page ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key(pub DateTime<Utc>, pub Uuid);

/// One mentor's appeals, the newest first.
pub async fn of<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentor: ParticipantId,
) -> Result<Vec<appeal::Model>> {
    Ok(appeal::Entity::find()
        .filter(appeal::Column::ParticipantId.eq(mentor.0))
        .order_by_desc(appeal::Column::CreatedAt)
        .order_by_desc(appeal::Column::Id)
        .all(db)
        .await?)
}

/// Appeals of a scheme, the oldest first, since that one has waited longest; one row more than asked when there is another.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &Filter,
    after: Option<Key>,
    limit: u64,
) -> Result<Vec<appeal::Model>> {
    use appeal::Column as A;
    if !scope.covers(filter.scheme_id) {
        return Err(Problem::not_found("scheme"));
    }
    let beyond = after.map(|Key(at, id)| {
        Condition::any()
            .add(A::CreatedAt.gt(at))
            .add(Condition::all().add(A::CreatedAt.eq(at)).add(A::Id.gt(id)))
    });
    Ok(appeal::Entity::find()
        .filter(A::SchemeId.eq(filter.scheme_id.0))
        .filter(
            Condition::all()
                .add_option(filter.state.map(|s| A::State.eq(s.as_str())))
                .add_option(beyond),
        )
        .order_by_asc(A::CreatedAt)
        .order_by_asc(A::Id)
        .limit(limit + 1)
        .all(db)
        .await?)
}

/// An appeal, held for a change; staff reach it by its scheme, a mentor their own.
pub async fn one<C: ConnectionTrait>(tx: &C, scope: &Scope, id: AppealId) -> Result<appeal::Model> {
    let found = appeal::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?;
    found
        .filter(|a| {
            let scheme = SchemeId(a.scheme_id);
            scope.covers(scheme) || (scope.touches(scheme) && a.person_id == scope.person_id().0)
        })
        .ok_or_else(|| Problem::not_found("appeal"))
}

/// Whether the same mentor has an open appeal about the same thing.
pub async fn has_open<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    mentor: Uuid,
    subject: Uuid,
) -> Result<bool> {
    let open = appeal::Entity::find()
        .filter(appeal::Column::ParticipantId.eq(mentor))
        .filter(appeal::Column::SubjectId.eq(subject))
        .filter(appeal::Column::State.eq(AppealState::Open.as_str()))
        .count(tx)
        .await?;
    Ok(open > 0)
}

/// What somebody appeals against, in words; `None` when it isn't theirs or can't be appealed against.
pub async fn about<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    mentor: &participant::Model,
    subject: AppealSubject,
    id: Uuid,
) -> Result<Option<String>> {
    Ok(match subject {
        AppealSubject::Award => award::Entity::find_by_id(id)
            .one(tx)
            .await?
            .filter(|a| a.scheme_id == mentor.scheme_id)
            .map(|a| a.name),
        AppealSubject::Grant => {
            let found = award_grant::Entity::find_by_id(id).one(tx).await?;
            let own = found.filter(|g| g.participant_id == mentor.id && g.revoked_at.is_some());
            own.map(|g| serde_json::from_value::<AwardContent>(g.award).map(|a| a.name))
                .transpose()?
        }
        AppealSubject::Evidence => {
            let found = evidence::Entity::find_by_id(id).one(tx).await?;
            let own =
                found.filter(|e| e.participant_id == mentor.id && e.state == EvidenceState::Refused.as_str());
            own.map(|e| {
                let kind = e.kind.parse().map_or("Evidence", EvidenceKind::label);
                format!("{kind}, {}", e.happened_on.format("%-d %B %Y"))
            })
        }
        AppealSubject::HearEntry => hear_title(tx, mentor, id).await?,
    })
}

async fn hear_title<C: ConnectionTrait>(
    tx: &C,
    mentor: &participant::Model,
    id: Uuid,
) -> Result<Option<String>> {
    let found = hear_entry::Entity::find_by_id(id).one(tx).await?;
    let Some(entry) = found.filter(|e| e.participant_id == mentor.id) else {
        return Ok(None);
    };
    let activity = hear_activity::Entity::find_by_id(entry.activity_id)
        .one(tx)
        .await?;
    Ok(activity.map(|a| a.title))
}

//! What mentors and staff write under a module.

use crate::cohorts::entity::participant;
use crate::identity::entity::person;
use crate::problem::{Problem, Result};
use crate::training::entity::{training_post as post, training_post_report as report};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{SchemeId, TrainingModuleId, TrainingPostId};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _,
};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Where a page ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key(pub DateTime<Utc>, pub Uuid);

/// First posts of a module in a scheme: the pinned ones first on the first page, then the newest.
pub async fn page<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    module: TrainingModuleId,
    shows_hidden: bool,
    after: Option<Key>,
    limit: u64,
) -> Result<(Vec<post::Model>, Vec<post::Model>)> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let mine = scope.person_id().0;
    let base = || {
        let mut find = post::Entity::find()
            .filter(post::Column::SchemeId.eq(scheme.0))
            .filter(post::Column::ModuleId.eq(module.0))
            .filter(post::Column::DeletedAt.is_null().or(Expr::exists(answered())))
            .filter(post::Column::ParentId.is_null());
        if !shows_hidden {
            let seen = post::Column::HiddenAt
                .is_null()
                .or(post::Column::PersonId.eq(mine));
            find = find.filter(seen);
        }
        find
    };
    let pinned = if after.is_none() {
        base()
            .filter(post::Column::IsPinned.eq(true))
            .order_by_desc(post::Column::CreatedAt)
            .limit(20)
            .all(db)
            .await?
    } else {
        Vec::new()
    };
    let mut others = base()
        .filter(post::Column::IsPinned.eq(false))
        .order_by_desc(post::Column::CreatedAt)
        .order_by_desc(post::Column::Id)
        .limit(limit);
    if let Some(Key(at, id)) = after {
        let beyond = Condition::any().add(post::Column::CreatedAt.lt(at)).add(
            Condition::all()
                .add(post::Column::CreatedAt.eq(at))
                .add(post::Column::Id.lt(id)),
        );
        others = others.filter(beyond);
    }
    Ok((pinned, others.all(db).await?))
}

/// Whether somebody's answer stands under a post: then the post leaves a gap behind, not nothing.
fn answered() -> SelectStatement {
    let reply = Alias::new("reply");
    Query::select()
        .expr(Expr::val(1))
        .from_as(post::Entity, reply.clone())
        .and_where(
            Expr::col((reply.clone(), post::Column::ParentId)).equals((post::Entity, post::Column::Id)),
        )
        .and_where(Expr::col((reply, post::Column::DeletedAt)).is_null())
        .to_owned()
}

/// The replies to some posts, the oldest first.
pub async fn replies<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    to: &[Uuid],
    shows_hidden: bool,
) -> Result<Vec<post::Model>> {
    let mut find = post::Entity::find()
        .filter(post::Column::ParentId.is_in(to.iter().copied()))
        .filter(post::Column::DeletedAt.is_null())
        .order_by_asc(post::Column::CreatedAt);
    if !shows_hidden {
        let seen = post::Column::HiddenAt
            .is_null()
            .or(post::Column::PersonId.eq(scope.person_id().0));
        find = find.filter(seen);
    }
    Ok(find.all(db).await?)
}

/// A post in a scheme that the scope touches, and that isn't gone.
pub async fn one<C: ConnectionTrait>(db: &C, scope: &Scope, id: TrainingPostId) -> Result<post::Model> {
    post::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .filter(|p| p.deleted_at.is_none() && scope.touches(SchemeId(p.scheme_id)))
        .ok_or_else(|| Problem::not_found("post"))
}

/// A post in a scheme that the scope touches, also one that its author took away.
pub async fn kept<C: ConnectionTrait>(db: &C, scope: &Scope, id: TrainingPostId) -> Result<post::Model> {
    post::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .filter(|p| scope.touches(SchemeId(p.scheme_id)))
        .ok_or_else(|| Problem::not_found("post"))
}

/// What the caller has reported of a post and nobody has settled.
pub async fn own_report<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: TrainingPostId,
) -> Result<Option<report::Model>> {
    Ok(report::Entity::find()
        .filter(report::Column::PostId.eq(id.0))
        .filter(report::Column::PersonId.eq(scope.person_id().0))
        .filter(report::Column::SettledAt.is_null())
        .one(db)
        .await?)
}

/// The open reports of a scheme under some modules, the oldest first, each with its post. Nobody sees to those of their own posts.
pub async fn open_reports<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    modules: &[Uuid],
    limit: u64,
) -> Result<Vec<(report::Model, post::Model)>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let theirs = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::SchemeId.eq(scheme.0))
        .filter(post::Column::ModuleId.is_in(modules.iter().copied()))
        .filter(post::Column::PersonId.ne(scope.person_id().0));
    let reports = report::Entity::find()
        .filter(report::Column::SchemeId.eq(scheme.0))
        .filter(report::Column::SettledAt.is_null())
        .filter(report::Column::PostId.in_subquery(theirs.into_query()))
        .order_by_asc(report::Column::CreatedAt)
        .limit(limit)
        .all(db)
        .await?;
    let posts = post::Entity::find()
        .filter(post::Column::Id.is_in(reports.iter().map(|r| r.post_id)))
        .all(db)
        .await?;
    let posts: HashMap<Uuid, post::Model> = posts.into_iter().map(|p| (p.id, p)).collect();
    Ok(reports
        .into_iter()
        .filter_map(|r| {
            let post = posts.get(&r.post_id)?.clone();
            Some((r, post))
        })
        .collect())
}

/// Who wrote: names, and who of them is a mentor in the scheme.
pub async fn authors<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    scheme: SchemeId,
    people: &[Uuid],
) -> Result<(HashMap<Uuid, String>, HashSet<Uuid>)> {
    let named = person::Entity::find()
        .filter(person::Column::Id.is_in(people.iter().copied()))
        .all(db)
        .await?;
    let mentors: Vec<Uuid> = participant::Entity::find()
        .select_only()
        .column(participant::Column::PersonId)
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .filter(participant::Column::PersonId.is_in(people.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok((
        named
            .iter()
            .map(|p| (p.id, crate::identity::store::full_name(p)))
            .collect(),
        mentors.into_iter().collect(),
    ))
}

/// Open reports of some posts, by post: how many, and whether one is the reader's.
pub async fn reports<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    posts: &[Uuid],
) -> Result<HashMap<Uuid, (u32, bool)>> {
    let rows = report::Entity::find()
        .filter(report::Column::PostId.is_in(posts.iter().copied()))
        .filter(report::Column::SettledAt.is_null())
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, (u32, bool)> = HashMap::new();
    for row in rows {
        let entry = found.entry(row.post_id).or_default();
        entry.0 += 1;
        entry.1 |= row.person_id == scope.person_id().0;
    }
    Ok(found)
}

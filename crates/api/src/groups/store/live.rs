//! Published groups and who is in them.

use super::reach;
use crate::groups::entity::{group_member, mentor_group};
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::formation::Reason;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{MentorGroupId, ParticipantId, SchemeId};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Set,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Rows in one statement: under what either database takes as parameters.
const CHUNK: usize = 1000;

/// Somebody in a group now.
#[derive(Clone, Debug)]
pub struct Membership {
    pub group_id: MentorGroupId,
    pub participant_id: ParticipantId,
    pub role: ParticipantRole,
    pub joined_at: DateTime<Utc>,
}

/// Open groups in reach, by label.
///
/// # Errors
/// When the database can't be read.
pub async fn groups<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<Vec<mentor_group::Model>> {
    Ok(mentor_group::Entity::find()
        .filter(reach::groups(scope, scheme))
        .order_by_asc(mentor_group::Column::Label)
        .order_by_asc(mentor_group::Column::Id)
        .all(db)
        .await?)
}

/// Who is in the open groups of a scheme. Groups out of reach are for the caller to leave out: they carry no names.
///
/// # Errors
/// When the database can't be read.
pub async fn members<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId) -> Result<Vec<Membership>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let rows = group_member::Entity::find()
        .filter(group_member::Column::SchemeId.eq(scheme.0))
        .filter(group_member::Column::LeftAt.is_null())
        .order_by_asc(group_member::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(membership).collect())
}

/// Mentees who are in a group of a scheme now.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn placed<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<HashSet<ParticipantId>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let ids: Vec<Uuid> = group_member::Entity::find()
        .select_only()
        .column(group_member::Column::ParticipantId)
        .filter(group_member::Column::SchemeId.eq(scheme.0))
        .filter(group_member::Column::Role.eq(ParticipantRole::Mentee.as_str()))
        .filter(group_member::Column::LeftAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(ParticipantId).collect())
}

pub fn membership(row: group_member::Model) -> Option<Membership> {
    Some(Membership {
        group_id: MentorGroupId(row.group_id),
        participant_id: ParticipantId(row.participant_id),
        role: row.role.parse().ok()?,
        joined_at: row.joined_at,
    })
}

/// A group in reach.
///
/// # Errors
/// 404 when it isn't there or not in reach.
pub async fn group<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: MentorGroupId,
) -> Result<mentor_group::Model> {
    let missing = || Problem::not_found("group");
    let row = mentor_group::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or_else(missing)?;
    let scheme = SchemeId(row.scheme_id);
    if !scope.touches(scheme) {
        return Err(missing());
    }
    if scope.covers(scheme) {
        return Ok(row);
    }
    mentor_group::Entity::find_by_id(id.0)
        .filter(reach::groups(scope, scheme))
        .one(db)
        .await?
        .ok_or_else(missing)
}

/// Everybody who is or was in a group.
///
/// # Errors
/// When the database can't be read.
pub async fn all_members<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    group: &mentor_group::Model,
) -> Result<Vec<group_member::Model>> {
    Ok(group_member::Entity::find()
        .filter(group_member::Column::GroupId.eq(group.id))
        .order_by_asc(group_member::Column::Id)
        .all(db)
        .await?)
}

/// A new member, with what spoke for it.
pub fn new_member(
    scheme: SchemeId,
    group: MentorGroupId,
    participant: ParticipantId,
    role: ParticipantRole,
    reasons: &[Reason],
    now: DateTime<Utc>,
) -> group_member::ActiveModel {
    group_member::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        group_id: Set(group.0),
        participant_id: Set(participant.0),
        role: Set(role.as_str().to_owned()),
        reasons: Set(serde_json::json!(reasons)),
        joined_at: Set(now),
        left_at: Set(None),
        left_reason: Set(None),
    }
}

/// # Errors
/// When the database refuses: a mentee who is in a group already, for one.
pub async fn add_members<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    members: Vec<group_member::ActiveModel>,
) -> Result<()> {
    for chunk in chunks(members) {
        group_member::Entity::insert_many(chunk)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// # Errors
/// When the database refuses: a label that is taken, for one.
pub async fn add_groups<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    groups: Vec<mentor_group::ActiveModel>,
) -> Result<()> {
    for chunk in chunks(groups) {
        mentor_group::Entity::insert_many(chunk)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

fn chunks<T>(mut rows: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    std::iter::from_fn(move || {
        let rest = rows.split_off(rows.len().min(CHUNK));
        let chunk = std::mem::replace(&mut rows, rest);
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// Ends somebody's place: in one group, or in every group.
///
/// # Errors
/// When the database refuses.
pub async fn leave<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    participant: ParticipantId,
    only: Option<MentorGroupId>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut update = group_member::Entity::update_many()
        .col_expr(group_member::Column::LeftAt, Expr::value(now))
        .col_expr(group_member::Column::LeftReason, Expr::value(reason))
        .filter(group_member::Column::ParticipantId.eq(participant.0))
        .filter(group_member::Column::LeftAt.is_null());
    if let Some(group) = only {
        update = update.filter(group_member::Column::GroupId.eq(group.0));
    }
    update.exec(tx).await?;
    Ok(())
}

/// Marks groups as changed, so that whoever has them open sees it.
///
/// # Errors
/// When the database refuses.
pub async fn touch<C: ConnectionTrait>(tx: &C, _scope: &Scope, groups: &[Uuid]) -> Result<()> {
    mentor_group::Entity::update_many()
        .col_expr(
            mentor_group::Column::Version,
            Expr::col(mentor_group::Column::Version).add(1),
        )
        .filter(mentor_group::Column::Id.is_in(groups.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Every label that a scheme has used: groups that ended keep theirs.
///
/// # Errors
/// As [`names`].
pub async fn labels<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId) -> Result<Vec<String>> {
    Ok(names(db, scope, scheme).await?.into_values().collect())
}

/// Ends a group that nobody is left in.
///
/// # Errors
/// When the database refuses.
pub async fn close<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    group: MentorGroupId,
    now: DateTime<Utc>,
) -> Result<()> {
    mentor_group::Entity::update_many()
        .col_expr(mentor_group::Column::ClosedAt, Expr::value(now))
        .filter(mentor_group::Column::Id.eq(group.0))
        .exec(tx)
        .await?;
    group_member::Entity::update_many()
        .col_expr(group_member::Column::LeftAt, Expr::value(now))
        .col_expr(group_member::Column::LeftReason, Expr::value("The group ended."))
        .filter(group_member::Column::GroupId.eq(group.0))
        .filter(group_member::Column::LeftAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// What every group of a scheme is called, those that ended too.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn names<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
) -> Result<HashMap<Uuid, String>> {
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    Ok(mentor_group::Entity::find()
        .filter(mentor_group::Column::SchemeId.eq(scheme.0))
        .all(db)
        .await?
        .into_iter()
        .map(|g| (g.id, g.label))
        .collect())
}

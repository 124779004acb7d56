//! A page of published groups: filtered, sorted and counted by the database, in one query, with their people in a second.

use super::reach;
use crate::cohorts::entity::{participant, programme};
use crate::cohorts::roll;
use crate::groups::entity::{group_member, keep_apart, mentor_group, rematch_request};
use crate::identity::entity::person;
use crate::identity::search::{self, Sought};
use crate::problem::Result;
use cairn_domain::cohorts::{
    Clearance, ClearanceStatus, GroupSizes, ParticipantRole, clearance::ENDS_SOON_DAYS,
};
use cairn_domain::groups::{GroupAlert, RematchState};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ProgrammeId, SchemeId};
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait as _, Func, JoinType, Order, Query, SelectStatement, SubQueryStatement,
};
use sea_orm::{Condition, ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    #[default]
    Label,
    Smallest,
    Largest,
}

/// Where a page ended: the order it was in, and its last row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Place(pub Sort, pub i64, pub String, pub Uuid);

/// Which groups, in which order.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub text: Option<Sought>,
    pub programme: Option<ProgrammeId>,
    pub alert: Option<GroupAlert>,
    pub sort: Sort,
    pub after: Option<Place>,
    pub limit: u64,
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct GroupRow {
    pub id: Uuid,
    pub label: String,
    pub programme_id: Option<Uuid>,
    pub code: Option<String>,
    pub created_at: DateTime<Utc>,
    pub size: i64,
    pub rematches: i64,
    pub quarrels: i64,
}

fn group(column: mentor_group::Column) -> Expr {
    Expr::col((mentor_group::Entity, column))
}

fn counted(mut query: SelectStatement) -> Expr {
    let counted = query.expr(Func::count(Expr::val(1))).to_owned();
    Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(counted)))
}

fn open_rematches() -> SelectStatement {
    use rematch_request::Column as R;
    Query::select()
        .from(rematch_request::Entity)
        .and_where(
            Expr::col((rematch_request::Entity, R::GroupId))
                .equals((mentor_group::Entity, mentor_group::Column::Id)),
        )
        .and_where(Expr::col((rematch_request::Entity, R::State)).eq(RematchState::Open.as_str()))
        .to_owned()
}

/// Pairs whom staff want kept apart, both of them in the group of the query around it, now.
fn quarrels() -> SelectStatement {
    use group_member::Column as M;
    use keep_apart::Column as K;
    let mut query = Query::select();
    query.from(keep_apart::Entity);
    for (name, side) in [("one", K::A), ("other", K::B)] {
        let member = |c: M| Expr::col((Alias::new(name), c));
        query.join_as(
            JoinType::InnerJoin,
            group_member::Entity,
            Alias::new(name),
            member(M::ParticipantId)
                .equals((keep_apart::Entity, side))
                .and(member(M::GroupId).equals((mentor_group::Entity, mentor_group::Column::Id)))
                .and(member(M::LeftAt).is_null()),
        );
    }
    query
}

/// Groups in reach of the scope, one more than asked for so that a next page shows.
///
/// # Errors
/// When the database can't be read.
pub async fn page<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    wanted: &Wanted,
    sizes: &GroupSizes,
    today: NaiveDate,
) -> Result<Vec<GroupRow>> {
    use mentor_group::Column as G;
    let size = || counted(reach::members(Some(ParticipantRole::Mentee)));
    let mut query = Query::select();
    query
        .columns([G::Id, G::Label, G::ProgrammeId, G::CreatedAt].map(|c| (mentor_group::Entity, c)))
        .column((programme::Entity, programme::Column::Code))
        .expr_as(size(), "size")
        .expr_as(counted(open_rematches()), "rematches")
        .expr_as(counted(quarrels()), "quarrels")
        .from(mentor_group::Entity)
        .join(
            JoinType::LeftJoin,
            programme::Entity,
            Expr::col((programme::Entity, programme::Column::Id))
                .equals((mentor_group::Entity, G::ProgrammeId)),
        )
        .cond_where(reach::groups(scope, scheme))
        .limit(wanted.limit + 1);
    if let Some(programme) = wanted.programme {
        query.and_where(group(G::ProgrammeId).eq(programme.0));
    }
    if let Some(text) = &wanted.text {
        query.cond_where(named(text));
    }
    if let Some(alert) = wanted.alert {
        query.and_where(has(alert, size(), sizes, today));
    }
    match wanted.sort {
        Sort::Label => query.order_by((mentor_group::Entity, G::Label), Order::Asc),
        Sort::Smallest => query.order_by_expr(size(), Order::Asc),
        Sort::Largest => query.order_by_expr(size(), Order::Desc),
    };
    query.order_by((mentor_group::Entity, G::Id), Order::Asc);
    if let Some(Place(_, last_size, label, id)) = &wanted.after {
        let (beyond, level) = match wanted.sort {
            Sort::Label => (group(G::Label).gt(label), group(G::Label).eq(label)),
            Sort::Smallest => (size().gt(*last_size), size().eq(*last_size)),
            Sort::Largest => (size().lt(*last_size), size().eq(*last_size)),
        };
        query.and_where(beyond.or(level.and(group(G::Id).gt(*id))));
    }
    super::rows(db, &query).await
}

/// How many open groups are in reach of the scope.
///
/// # Errors
/// When the database can't be read.
pub async fn count<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId) -> Result<u64> {
    #[derive(FromQueryResult)]
    struct Row {
        groups: i64,
    }
    let query = Query::select()
        .expr_as(Func::count(Expr::val(1)), "groups")
        .from(mentor_group::Entity)
        .cond_where(reach::groups(scope, scheme))
        .to_owned();
    let rows: Vec<Row> = super::rows(db, &query).await?;
    Ok(rows.first().map_or(0, |r| u64::try_from(r.groups).unwrap_or(0)))
}

/// The text is in the label, or its words in somebody's names.
fn named(text: &str) -> Condition {
    let mut people = reach::participants(None);
    people
        .join(
            JoinType::InnerJoin,
            person::Entity,
            Expr::col((person::Entity, person::Column::Id))
                .equals((participant::Entity, participant::Column::PersonId)),
        )
        .cond_where(search::names(text));
    // Labels are written in capitals, and the database may know those of English alone.
    let label = search::containing(&text.trim().to_uppercase());
    Condition::any()
        .add(group(mentor_group::Column::Label).like(label))
        .add(reach::any(people))
}

/// The group has this alert. Says in SQL what `cairn_domain::groups::alerts` says; the tests of `groups_alerts` hold the two together.
fn has(alert: GroupAlert, size: Expr, sizes: &GroupSizes, today: NaiveDate) -> Expr {
    use participant::Column as P;
    let of = |c| Expr::col((participant::Entity, c));
    let holds = || {
        of(P::Clearance)
            .eq(ClearanceStatus::Cleared.as_str())
            .and(of(P::ClearedOn).is_null().or(of(P::ClearedOn).lte(today)))
            .and(
                of(P::ClearanceExpires)
                    .is_null()
                    .or(of(P::ClearanceExpires).gte(today)),
            )
    };
    let mentor = |condition: Expr| {
        let mut mentors = reach::participants(Some(ParticipantRole::Mentor));
        reach::any(mentors.and_where(condition).to_owned())
    };
    match alert {
        GroupAlert::NoMentor => reach::any(reach::members(Some(ParticipantRole::Mentor))).not(),
        GroupAlert::MentorNotCleared => mentor(holds().not()),
        GroupAlert::ClearanceEndsSoon => {
            let soon = today + chrono::Duration::days(ENDS_SOON_DAYS);
            mentor(holds().and(of(P::ClearanceExpires).lte(soon)))
        }
        GroupAlert::BelowMinimum => size.lt(i64::from(sizes.min)),
        GroupAlert::AboveMaximum => size.gt(i64::from(sizes.max)),
        GroupAlert::KeptApart => reach::any(quarrels()),
        GroupAlert::RematchAsked => reach::any(open_rematches()),
        GroupAlert::Under18 => {
            let mut young = reach::participants(Some(ParticipantRole::Mentee));
            young
                .join(
                    JoinType::InnerJoin,
                    person::Entity,
                    Expr::col((person::Entity, person::Column::Id))
                        .equals((participant::Entity, P::PersonId)),
                )
                .and_where(Expr::col((person::Entity, person::Column::DateOfBirth)).gt(eighteen_born(today)));
            reach::any(young)
        }
    }
}

/// The latest birthday of somebody who is 18 on this day.
fn eighteen_born(today: NaiveDate) -> NaiveDate {
    let year = today.year() - 18;
    today
        .with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        .unwrap_or(today)
}

/// Somebody in a listed group.
#[derive(Clone, Debug)]
pub struct Listed {
    pub group_id: Uuid,
    pub role: ParticipantRole,
    pub name: String,
    pub clearance: Clearance,
    pub date_of_birth: Option<NaiveDate>,
}

#[derive(FromQueryResult)]
struct ListedRow {
    group_id: Uuid,
    role: String,
    given_name: String,
    preferred_name: Option<String>,
    family_name: String,
    date_of_birth: Option<NaiveDate>,
    clearance: String,
    cleared_on: Option<NaiveDate>,
    clearance_expires: Option<NaiveDate>,
}

/// Who is in these groups of a page, by name.
///
/// # Errors
/// When the database can't be read.
pub async fn people<C: ConnectionTrait>(db: &C, _page_of: &Scope, groups: &[Uuid]) -> Result<Vec<Listed>> {
    use group_member::Column as M;
    use participant::Column as P;
    use person::Column as H;
    if groups.is_empty() {
        return Ok(vec![]);
    }
    let query = Query::select()
        .columns([M::GroupId, M::Role].map(|c| (group_member::Entity, c)))
        .columns([P::Clearance, P::ClearedOn, P::ClearanceExpires].map(|c| (participant::Entity, c)))
        .columns([H::GivenName, H::PreferredName, H::FamilyName, H::DateOfBirth].map(|c| (person::Entity, c)))
        .from(group_member::Entity)
        .join(
            JoinType::InnerJoin,
            participant::Entity,
            Expr::col((participant::Entity, P::Id)).equals((group_member::Entity, M::ParticipantId)),
        )
        .join(
            JoinType::InnerJoin,
            person::Entity,
            Expr::col((person::Entity, H::Id)).equals((participant::Entity, P::PersonId)),
        )
        .and_where(Expr::col((group_member::Entity, M::GroupId)).is_in(groups.iter().copied()))
        .and_where(Expr::col((group_member::Entity, M::LeftAt)).is_null())
        .order_by((person::Entity, H::FamilyName), Order::Asc)
        .to_owned();
    let found: Vec<ListedRow> = super::rows(db, &query).await?;
    Ok(found
        .into_iter()
        .filter_map(|r| {
            Some(Listed {
                group_id: r.group_id,
                role: r.role.parse().ok()?,
                name: roll::listed_name(&r.given_name, r.preferred_name.as_deref(), &r.family_name),
                clearance: Clearance {
                    status: r.clearance.parse().unwrap_or(ClearanceStatus::NotStarted),
                    from: r.cleared_on,
                    until: r.clearance_expires,
                },
                date_of_birth: r.date_of_birth,
            })
        })
        .collect())
}

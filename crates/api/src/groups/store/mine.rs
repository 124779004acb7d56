//! What somebody's own groups page needs: three queries, however many groups there are.

use super::shape::Shape;
use crate::cohorts::entity::{participant, programme, scheme};
use crate::groups::entity::{group_member, mentor_group, rematch_request};
use crate::identity::entity::{account, person, role_grant};
use crate::problem::Result;
use cairn_domain::groups::RematchState;
use cairn_domain::identity::{Role, Scope};
use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, JoinType, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

static PLACES: Shape = Shape::new();
static COMPANIONS: Shape = Shape::new();
static STAFF: Shape = Shape::new();

/// One place of mine in a scheme, with my group if I have one.
#[derive(Clone, Debug, FromQueryResult)]
pub struct MyPlace {
    pub participant_id: Uuid,
    pub scheme_id: Uuid,
    pub role: String,
    pub programme_id: Option<Uuid>,
    pub clearance: String,
    pub cleared_on: Option<NaiveDate>,
    pub clearance_expires: Option<NaiveDate>,
    pub scheme_name: String,
    pub time_zone: String,
    pub pre_enrolment_opens: Option<NaiveDate>,
    pub enrolment: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
    pub group_id: Option<Uuid>,
    pub label: Option<String>,
    pub group_programme_id: Option<Uuid>,
    pub programme_title: Option<String>,
    pub open_rematch: Option<Uuid>,
}

/// Somebody in one of my groups, as stored: who may see what is for the service to say.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Companion {
    pub group_id: Uuid,
    pub participant_id: Uuid,
    pub role: String,
    pub clearance: String,
    pub cleared_on: Option<NaiveDate>,
    pub clearance_expires: Option<NaiveDate>,
    pub given_name: String,
    pub preferred_name: Option<String>,
    pub family_name: String,
    pub pronouns: Option<String>,
    pub about: Option<String>,
    pub interests: serde_json::Value,
    pub languages: serde_json::Value,
    pub email: Option<String>,
    pub contact: Option<String>,
    pub availability: i32,
    pub settings: serde_json::Value,
    pub status: Option<String>,
}

/// A member of staff who may be a group's contact.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Staff {
    pub scheme_id: Option<Uuid>,
    pub programme_id: Option<Uuid>,
    pub role: String,
    pub given_name: String,
    pub preferred_name: Option<String>,
    pub family_name: String,
    pub email: Option<String>,
}

/// My places in schemes, with the groups I am in now.
///
/// # Errors
/// When the database can't be read.
pub async fn places<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<MyPlace>> {
    let mut ids = vec![scope.person_id().0];
    ids.extend(scope.schemes().unwrap_or_default().into_iter().map(|s| s.0));
    PLACES
        .rows(db, &ids, |ids| select_places(ids[0], &ids[1..]))
        .await
}

fn select_places(me: Uuid, schemes: &[Uuid]) -> SelectStatement {
    use group_member::Column as M;
    use mentor_group::Column as G;
    use participant::Column as P;
    use scheme::Column as S;
    Query::select()
        .expr_as(Expr::col((participant::Entity, P::Id)), "participant_id")
        .columns(
            [
                P::SchemeId,
                P::Role,
                P::ProgrammeId,
                P::Clearance,
                P::ClearedOn,
                P::ClearanceExpires,
            ]
            .map(|c| (participant::Entity, c)),
        )
        .expr_as(Expr::col((scheme::Entity, S::Name)), "scheme_name")
        .columns([S::TimeZone, S::PreEnrolmentOpens, S::Enrolment, S::Ends].map(|c| (scheme::Entity, c)))
        .expr_as(Expr::col((mentor_group::Entity, G::Id)), "group_id")
        .column((mentor_group::Entity, G::Label))
        .expr_as(
            Expr::col((mentor_group::Entity, G::ProgrammeId)),
            "group_programme_id",
        )
        .expr_as(
            Expr::col((programme::Entity, programme::Column::Title)),
            "programme_title",
        )
        .expr_as(
            Expr::col((rematch_request::Entity, rematch_request::Column::Id)),
            "open_rematch",
        )
        .from(participant::Entity)
        .join(
            JoinType::InnerJoin,
            scheme::Entity,
            Expr::col((scheme::Entity, S::Id)).equals((participant::Entity, P::SchemeId)),
        )
        .join(
            JoinType::LeftJoin,
            group_member::Entity,
            Expr::col((group_member::Entity, M::ParticipantId))
                .equals((participant::Entity, P::Id))
                .and(Expr::col((group_member::Entity, M::LeftAt)).is_null()),
        )
        .join(
            JoinType::LeftJoin,
            mentor_group::Entity,
            Expr::col((mentor_group::Entity, G::Id)).equals((group_member::Entity, M::GroupId)),
        )
        .join(
            JoinType::LeftJoin,
            programme::Entity,
            Expr::col((programme::Entity, programme::Column::Id))
                .equals((mentor_group::Entity, G::ProgrammeId)),
        )
        .join(
            JoinType::LeftJoin,
            rematch_request::Entity,
            Expr::col((rematch_request::Entity, rematch_request::Column::ParticipantId))
                .equals((participant::Entity, P::Id))
                .and(
                    Expr::col((rematch_request::Entity, rematch_request::Column::State))
                        .eq(RematchState::Open.as_str()),
                ),
        )
        .and_where(Expr::col((participant::Entity, P::PersonId)).eq(me))
        .and_where(Expr::col((participant::Entity, P::SchemeId)).is_in(schemes.iter().copied()))
        .order_by((scheme::Entity, S::CreatedAt), Order::Desc)
        .order_by((mentor_group::Entity, G::Label), Order::Asc)
        .to_owned()
}

/// Everybody in the groups that I am in.
///
/// # Errors
/// When the database can't be read.
pub async fn companions<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Companion>> {
    let ids = [scope.person_id().0];
    COMPANIONS.rows(db, &ids, |ids| select_companions(ids[0])).await
}

fn select_companions(person: Uuid) -> SelectStatement {
    use group_member::Column as M;
    use participant::Column as P;
    use person::Column as H;
    let me = Query::select()
        .column(P::Id)
        .from(participant::Entity)
        .and_where(Expr::col(P::PersonId).eq(person))
        .to_owned();
    let mine = Query::select()
        .column(M::GroupId)
        .from(group_member::Entity)
        .and_where(Expr::col(M::LeftAt).is_null())
        .and_where(Expr::col(M::ParticipantId).in_subquery(me))
        .to_owned();
    Query::select()
        .columns([M::GroupId, M::ParticipantId, M::Role].map(|c| (group_member::Entity, c)))
        .columns([P::Clearance, P::ClearedOn, P::ClearanceExpires].map(|c| (participant::Entity, c)))
        .columns(
            [
                H::GivenName,
                H::PreferredName,
                H::FamilyName,
                H::Pronouns,
                H::About,
                H::Interests,
                H::Languages,
                H::Email,
                H::Contact,
                H::Availability,
                H::Settings,
            ]
            .map(|c| (person::Entity, c)),
        )
        .column((account::Entity, account::Column::Status))
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
        .join(
            JoinType::LeftJoin,
            account::Entity,
            Expr::col((account::Entity, account::Column::PersonId)).equals((person::Entity, H::Id)),
        )
        .and_where(Expr::col((group_member::Entity, M::GroupId)).in_subquery(mine))
        .and_where(Expr::col((group_member::Entity, M::LeftAt)).is_null())
        .order_by((person::Entity, H::GivenName), Order::Asc)
        .order_by((group_member::Entity, M::Id), Order::Asc)
        .to_owned()
}

/// Supervisors and leads of my schemes.
///
/// # Errors
/// When the database can't be read.
pub async fn staff<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Staff>> {
    let schemes = scope.schemes().unwrap_or_default();
    let ids: Vec<Uuid> = schemes.into_iter().map(|s| s.0).collect();
    STAFF.rows(db, &ids, select_staff).await
}

fn select_staff(schemes: &[Uuid]) -> SelectStatement {
    use person::Column as H;
    use role_grant::Column as R;
    Query::select()
        .columns([R::SchemeId, R::ProgrammeId, R::Role].map(|c| (role_grant::Entity, c)))
        .columns([H::GivenName, H::PreferredName, H::FamilyName, H::Email].map(|c| (person::Entity, c)))
        .from(role_grant::Entity)
        .join(
            JoinType::InnerJoin,
            person::Entity,
            Expr::col((person::Entity, H::Id)).equals((role_grant::Entity, R::PersonId)),
        )
        .and_where(
            Expr::col((role_grant::Entity, R::Role))
                .is_in([Role::Supervisor.as_str(), Role::SchemeLead.as_str()]),
        )
        .and_where(Expr::col((role_grant::Entity, R::SchemeId)).is_in(schemes.iter().copied()))
        .order_by((role_grant::Entity, R::CreatedAt), Order::Asc)
        .to_owned()
}

//! The mentors of a scheme by how far they are with one award: those who need least first.

use super::dashboard::{present, with_person};
use crate::cohorts::entity::{participant, programme};
use crate::identity::entity::person;
use crate::identity::search::{self, Sought};
use crate::problem::{Problem, Result};
use crate::recognition::entity::{award_grant, award_standing, recognition_tally as tally};
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::RecognitionFilter;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, JoinType, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which mentors to list, for which award.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    #[param(value_type = String, format = Uuid)]
    pub scheme_id: SchemeId,
    /// The award that the list is about.
    pub award_id: Uuid,
    /// How far they are.
    #[param(inline)]
    pub filter: Option<RecognitionFilter>,
    pub programme_id: Option<Uuid>,
    /// Part of a name, email address or student number.
    #[param(value_type = Option<String>, max_length = 200)]
    pub q: Option<Sought>,
}

/// Where a page ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key(i64, String, String, Uuid);

#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: Uuid,
    pub person_id: Uuid,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: Option<String>,
    pub programme_code: Option<String>,
    /// How many requirements are missing; [`UNKNOWN`] until it is worked out.
    pub rank: i32,
    pub steps: Option<serde_json::Value>,
    pub minutes: Option<i32>,
    pub meetings: Option<i32>,
    pub grant_id: Option<Uuid>,
    pub was_revoked: i32,
}

/// Stands for somebody whose standing has not been worked out yet: after everybody else.
pub const UNKNOWN: i32 = 999;

impl Row {
    pub fn key(&self) -> Key {
        Key(
            i64::from(self.rank),
            self.family_name.clone(),
            self.given_name.clone(),
            self.id,
        )
    }
}

fn rank() -> SimpleExpr {
    let missing = Expr::col((award_standing::Entity, award_standing::Column::Missing));
    Func::coalesce([missing, Expr::val(UNKNOWN)]).into()
}

fn has() -> Condition {
    Condition::all().add(award_grant::Column::Id.is_not_null())
}

/// Had the award at some time. Together with [`has`] not holding: it was taken back.
fn was_revoked(award: Uuid) -> Condition {
    use award_grant::Column as G;
    let lost = Query::select()
        .expr(Expr::val(1))
        .from(award_grant::Entity)
        .and_where(Expr::col((award_grant::Entity, G::AwardId)).eq(award))
        .and_where(Expr::col((award_grant::Entity, G::RevokedAt)).is_not_null())
        .and_where(
            Expr::col((award_grant::Entity, G::ParticipantId))
                .equals((participant::Entity, participant::Column::Id)),
        )
        .to_owned();
    Condition::all().add(Expr::exists(lost))
}

fn is(filter: RecognitionFilter, award: Uuid) -> Condition {
    let never = || Condition::all().add(has().not()).add(was_revoked(award).not());
    match filter {
        RecognitionFilter::Has => has(),
        RecognitionFilter::Revoked => Condition::all().add(has().not()).add(was_revoked(award)),
        RecognitionFilter::Ready => never().add(rank().eq(0)),
        RecognitionFilter::OneShort => never().add(rank().eq(1)),
        RecognitionFilter::NotYet => never().add(rank().gt(1)),
    }
}

/// The mentors whom a filter finds, with everything that is known of them and the award.
fn found(scope: &Scope, filter: &Filter) -> SelectStatement {
    use award_grant::Column as G;
    use award_standing::Column as S;
    use participant::Column as P;
    let me = || (participant::Entity, P::Id);
    let mut query = Query::select();
    query.from(participant::Entity);
    with_person(&mut query)
        .join(
            JoinType::LeftJoin,
            programme::Entity,
            Expr::col((programme::Entity, programme::Column::Id))
                .equals((participant::Entity, P::ProgrammeId)),
        )
        .join(
            JoinType::LeftJoin,
            award_standing::Entity,
            Expr::col((award_standing::Entity, S::ParticipantId))
                .equals(me())
                .and(Expr::col((award_standing::Entity, S::AwardId)).eq(filter.award_id)),
        )
        .join(
            JoinType::LeftJoin,
            award_grant::Entity,
            Expr::col((award_grant::Entity, G::ParticipantId))
                .equals(me())
                .and(Expr::col((award_grant::Entity, G::AwardId)).eq(filter.award_id))
                .and(Expr::col((award_grant::Entity, G::RevokedAt)).is_null()),
        )
        .join(
            JoinType::LeftJoin,
            tally::Entity,
            Expr::col((tally::Entity, tally::Column::ParticipantId)).equals(me()),
        )
        .cond_where(present(scope, filter.scheme_id, filter.programme_id));
    if let Some(wanted) = filter.filter {
        query.cond_where(is(wanted, filter.award_id));
    }
    if let Some(q) = &filter.q {
        query.cond_where(search::finds(q));
    }
    query
}

fn beyond(after: Key) -> SimpleExpr {
    let family = || Expr::col((person::Entity, person::Column::FamilyName));
    let given = || Expr::col((person::Entity, person::Column::GivenName));
    let id = || Expr::col((participant::Entity, participant::Column::Id));
    let Key(at, f, g, i) = after;
    let by_name = family()
        .gt(f.clone())
        .or(family().eq(f.clone()).and(given().gt(g.clone())))
        .or(family().eq(f).and(given().eq(g)).and(id().gt(i)));
    rank().gt(at).or(rank().eq(at).and(by_name))
}

/// Mentors by what they lack and by name: a page of them, one row more than asked when there is another, or all.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &Filter,
    after: Option<Key>,
    limit: Option<u64>,
) -> Result<Vec<Row>> {
    use person::Column as H;
    if !scope.touches(filter.scheme_id) {
        return Err(Problem::not_found("scheme"));
    }
    let revoked: SimpleExpr = Expr::case(was_revoked(filter.award_id), 1).finally(0).into();
    let mut query = found(scope, filter);
    query
        .columns([participant::Column::Id, participant::Column::PersonId].map(|c| (participant::Entity, c)))
        .columns([H::GivenName, H::FamilyName, H::PreferredName].map(|c| (person::Entity, c)))
        .expr_as(
            Expr::col((programme::Entity, programme::Column::Code)),
            "programme_code",
        )
        .expr_as(rank(), "rank")
        .column((award_standing::Entity, award_standing::Column::Steps))
        .columns([tally::Column::Minutes, tally::Column::Meetings].map(|c| (tally::Entity, c)))
        .expr_as(
            Expr::col((award_grant::Entity, award_grant::Column::Id)),
            "grant_id",
        )
        .expr_as(revoked, "was_revoked")
        .order_by_expr(rank(), Order::Asc)
        .order_by((person::Entity, H::FamilyName), Order::Asc)
        .order_by((person::Entity, H::GivenName), Order::Asc)
        .order_by((participant::Entity, participant::Column::Id), Order::Asc);
    if let Some(after) = after {
        query.and_where(beyond(after));
    }
    if let Some(limit) = limit {
        query.limit(limit);
    }
    let rows = db.query_all(&query).await?;
    rows.iter().map(|r| Ok(Row::from_query_result(r, "")?)).collect()
}

/// How many a filter finds.
pub async fn count<C: ConnectionTrait>(db: &C, scope: &Scope, filter: &Filter) -> Result<u64> {
    let mut query = found(scope, filter);
    query.expr_as(
        Expr::col((participant::Entity, participant::Column::Id)).count(),
        "n",
    );
    let row = db.query_one(&query).await?;
    let n = row.map(|r| r.try_get::<i64>("", "n")).transpose()?;
    Ok(n.unwrap_or(0).unsigned_abs())
}

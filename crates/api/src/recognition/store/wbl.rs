//! Work-based learning: learning outcomes, claims for credit, and the evidence that is mapped to them.

use crate::cohorts::entity::{participant, scheme_programme};
use crate::cohorts::{membership, reach};
use crate::identity::entity::person;
use crate::problem::{Problem, Result};
use crate::recognition::entity::{
    evidence, wbl_claim as claim, wbl_comment as comment, wbl_outcome as outcome,
};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, ProgrammeId, SchemeId, WblClaimId};
use cairn_domain::recognition::{EvidenceKind, EvidenceState, HoursUse, WblState};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationDef,
};
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

/// The outcomes that programmes of a scheme ask for now, in order: of one programme, or of all that the scope reaches.
pub async fn outcomes<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    programme: Option<ProgrammeId>,
) -> Result<Vec<outcome::Model>> {
    use outcome::Column as O;
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let within = scope.programmes_in(scheme);
    Ok(outcome::Entity::find()
        .filter(O::SchemeId.eq(scheme.0))
        .filter(O::ArchivedAt.is_null())
        .filter(
            Condition::all()
                .add_option(programme.map(|p| O::ProgrammeId.eq(p.0)))
                .add_option(within.map(|all| O::ProgrammeId.is_in(all.into_iter().map(|p| p.0)))),
        )
        .order_by_asc(O::ProgrammeId)
        .order_by_asc(O::Position)
        .order_by_asc(O::Id)
        .all(db)
        .await?)
}

/// What a mentor is asked for, and what they have mapped something to: the outcomes of their programme, also those that are not
/// asked for any more, and these by id.
pub async fn outcomes_for<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentor: &participant::Model,
    mapped: impl Iterator<Item = Uuid>,
) -> Result<Vec<outcome::Model>> {
    use outcome::Column as O;
    let any = Condition::any()
        .add_option(mentor.programme_id.map(|p| O::ProgrammeId.eq(p)))
        .add(O::Id.is_in(mapped));
    Ok(outcome::Entity::find()
        .filter(O::SchemeId.eq(mentor.scheme_id))
        .filter(any)
        .order_by_asc(O::Position)
        .order_by_asc(O::Id)
        .all(db)
        .await?)
}

/// Every outcome that a programme ever set in a scheme.
pub async fn outcomes_to_change<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    scheme: SchemeId,
    programme: ProgrammeId,
) -> Result<Vec<outcome::Model>> {
    Ok(outcome::Entity::find()
        .filter(outcome::Column::SchemeId.eq(scheme.0))
        .filter(outcome::Column::ProgrammeId.eq(programme.0))
        .lock_exclusive()
        .all(tx)
        .await?)
}

/// Whether a programme is one of a scheme's.
pub async fn has_programme<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    scheme: SchemeId,
    programme: ProgrammeId,
) -> Result<bool> {
    let adopted = scheme_programme::Entity::find()
        .filter(scheme_programme::Column::SchemeId.eq(scheme.0))
        .filter(scheme_programme::Column::ProgrammeId.eq(programme.0))
        .one(db)
        .await?;
    Ok(adopted.is_some() || membership::studies(db, scheme, programme).await?)
}

/// A mentor's claim, when they have opened one.
pub async fn claim_of<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentor: ParticipantId,
) -> Result<Option<claim::Model>> {
    Ok(claim::Entity::find()
        .filter(claim::Column::ParticipantId.eq(mentor.0))
        .one(db)
        .await?)
}

/// A claim in a scheme that the scope touches. Whether its mentor is in reach is for the caller to ask.
pub async fn claim<C: ConnectionTrait>(db: &C, scope: &Scope, id: WblClaimId) -> Result<claim::Model> {
    claim::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .filter(|c| scope.touches(SchemeId(c.scheme_id)))
        .ok_or_else(|| Problem::not_found("claim"))
}

/// The same, held until the transaction ends.
pub async fn claim_to_change<C: ConnectionTrait>(
    tx: &C,
    scope: &Scope,
    id: WblClaimId,
) -> Result<claim::Model> {
    claim::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx)
        .await?
        .filter(|c| scope.touches(SchemeId(c.scheme_id)))
        .ok_or_else(|| Problem::not_found("claim"))
}

/// Somebody in a scheme, by id.
pub async fn mentor<C: ConnectionTrait>(db: &C, _scope: &Scope, id: Uuid) -> Result<participant::Model> {
    participant::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or_else(|| Problem::not_found("claim"))
}

/// Which claims to list.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    #[param(value_type = String, format = Uuid)]
    pub scheme_id: SchemeId,
    /// How far they are.
    #[param(inline)]
    pub state: Option<WblState>,
}

/// Claims of mentors in reach, the newest first, one more than asked when there is another.
pub async fn page<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &Filter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<claim::Model>> {
    let to_participant: RelationDef = claim::Entity::belongs_to(participant::Entity)
        .from(claim::Column::ParticipantId)
        .to(participant::Column::Id)
        .into();
    Ok(claim::Entity::find()
        .join(JoinType::InnerJoin, to_participant)
        .filter(reach::people(scope, filter.scheme_id))
        .filter(
            Condition::all()
                .add_option(filter.state.map(|s| claim::Column::State.eq(s.as_str())))
                .add_option(after.map(|id| claim::Column::Id.lt(id))),
        )
        .order_by_desc(claim::Column::Id)
        .limit(limit)
        .all(db)
        .await?)
}

/// Evidence that counts for credit, as far as claims ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    pub id: Uuid,
    pub participant_id: Uuid,
    pub outcome_id: Uuid,
    pub claim_id: Option<Uuid>,
    pub minutes: u32,
    pub is_reflection: bool,
}

/// Confirmed evidence for credit that is mapped to an outcome.
fn for_credit(mentors: &[Uuid]) -> Condition {
    use evidence::Column as E;
    Condition::all()
        .add(E::ParticipantId.is_in(mentors.iter().copied()))
        .add(E::State.eq(EvidenceState::Confirmed.as_str()))
        .add(E::CountsFor.eq(HoursUse::Credit.as_str()))
        .add(E::OutcomeId.is_not_null())
}

/// What a claim rests on: what it holds on to while it is with staff or signed off, and before that what it would hold.
pub fn rests_on(claim: &claim::Model) -> Condition {
    if is_open(&claim.state) {
        for_credit(&[claim.participant_id]).add(evidence::Column::ClaimId.is_null())
    } else {
        Condition::all().add(evidence::Column::ClaimId.eq(claim.id))
    }
}

fn is_open(state: &str) -> bool {
    state.parse().is_ok_and(WblState::is_open)
}

type Piece = (Uuid, Uuid, Option<Uuid>, Option<Uuid>, i32, String);

fn pieces(condition: Condition) -> sea_orm::Select<evidence::Entity> {
    use evidence::Column as E;
    evidence::Entity::find()
        .select_only()
        .columns([
            E::Id,
            E::ParticipantId,
            E::OutcomeId,
            E::ClaimId,
            E::Minutes,
            E::Kind,
        ])
        .filter(condition)
        .order_by_asc(E::Id)
}

fn mapped_of(piece: Piece) -> Option<Mapped> {
    let (id, participant_id, outcome_id, claim_id, minutes, kind) = piece;
    Some(Mapped {
        id,
        participant_id,
        outcome_id: outcome_id?,
        claim_id,
        minutes: u32::try_from(minutes).unwrap_or(0),
        is_reflection: kind == EvidenceKind::Reflection.as_str(),
    })
}

/// The evidence for credit of some mentors.
pub async fn mapped<C: ConnectionTrait>(db: &C, _scope: &Scope, mentors: &[Uuid]) -> Result<Vec<Mapped>> {
    let rows: Vec<Piece> = pieces(for_credit(mentors)).into_tuple().all(db).await?;
    Ok(rows.into_iter().filter_map(mapped_of).collect())
}

/// The same of one mentor, as far as no claim holds on to it; nobody moves or refuses it until the transaction ends.
pub async fn mapped_held<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    mentor: ParticipantId,
) -> Result<Vec<Mapped>> {
    let free = for_credit(&[mentor.0]).add(evidence::Column::ClaimId.is_null());
    let rows: Vec<Piece> = pieces(free).lock_exclusive().into_tuple().all(tx).await?;
    Ok(rows.into_iter().filter_map(mapped_of).collect())
}

/// Makes a claim hold on to evidence.
pub async fn hold<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    claim: Uuid,
    rests_on: &[Mapped],
) -> Result<()> {
    // A database takes only so many values at once.
    for some in rests_on.chunks(5000) {
        evidence::Entity::update_many()
            .col_expr(evidence::Column::ClaimId, Expr::value(Some(claim)))
            .filter(evidence::Column::Id.is_in(some.iter().map(|m| m.id)))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Lets the evidence of a claim go.
pub async fn release<C: ConnectionTrait>(tx: &C, _scope: &Scope, claim: Uuid) -> Result<()> {
    evidence::Entity::update_many()
        .col_expr(evidence::Column::ClaimId, Expr::value(None::<Uuid>))
        .filter(evidence::Column::ClaimId.eq(claim))
        .exec(tx)
        .await?;
    Ok(())
}

/// What somebody said about a claim.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Said {
    pub text: String,
    pub created_at: DateTime<Utc>,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: Option<String>,
}

/// What was said about a claim, the oldest first.
pub async fn comments<C: ConnectionTrait>(db: &C, _scope: &Scope, claim: WblClaimId) -> Result<Vec<Said>> {
    use comment::Column as M;
    let to_person: RelationDef = comment::Entity::belongs_to(person::Entity)
        .from(M::PersonId)
        .to(person::Column::Id)
        .into();
    Ok(comment::Entity::find()
        .select_only()
        .columns([M::Text, M::CreatedAt])
        .join(JoinType::InnerJoin, to_person)
        .columns([
            person::Column::GivenName,
            person::Column::FamilyName,
            person::Column::PreferredName,
        ])
        .filter(M::ClaimId.eq(claim.0))
        .order_by_asc(M::CreatedAt)
        .order_by_asc(M::Id)
        .into_model::<Said>()
        .all(db)
        .await?)
}

/// How much is mapped to each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub minutes: u32,
    pub reflections: u32,
}

/// Adds up evidence by outcome.
pub fn by_outcome<'a>(all: impl IntoIterator<Item = &'a Mapped>) -> HashMap<Uuid, Sum> {
    let mut found: HashMap<Uuid, Sum> = HashMap::new();
    for piece in all {
        let sum = found.entry(piece.outcome_id).or_default();
        sum.minutes += piece.minutes;
        sum.reflections += u32::from(piece.is_reflection);
    }
    found
}

/// The pieces that a claim rests on, among all of its mentor's.
pub fn of_claim<'a>(
    all: &'a [Mapped],
    mentor: Uuid,
    claim: Option<&'a claim::Model>,
) -> impl Iterator<Item = &'a Mapped> {
    let held_by = claim.filter(|c| !is_open(&c.state)).map(|c| c.id);
    all.iter()
        .filter(move |m| m.participant_id == mentor && m.claim_id == held_by)
}

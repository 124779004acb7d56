//! Evidence as it is listed: what was written down or reported, and the training record beside it, the newest first.

use crate::cohorts::entity::{participant, programme};
use crate::cohorts::reach;
use crate::identity::entity::person;
use crate::identity::search::{self, Sought};
use crate::problem::{Problem, Result};
use crate::recognition::entity::evidence;
use crate::training::entity::{training_module, training_progress as progress};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{EvidenceId, ParticipantId, SchemeId};
use cairn_domain::recognition::{EvidenceKind, EvidenceSource, EvidenceState, HoursUse};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _, RelationDef, Select,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Which evidence to list.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    #[param(value_type = String, format = Uuid)]
    pub scheme_id: SchemeId,
    /// Whether it counts.
    #[param(inline)]
    pub state: Option<EvidenceState>,
    /// What was done.
    #[param(inline)]
    pub kind: Option<EvidenceKind>,
    pub programme_id: Option<Uuid>,
    /// Only what one mentor did.
    pub participant_id: Option<Uuid>,
    /// Part of a name, email address or student number.
    #[param(value_type = Option<String>, max_length = 200)]
    pub q: Option<Sought>,
}

impl Filter {
    /// Everything in a scheme.
    pub fn all(scheme: SchemeId) -> Self {
        Self {
            scheme_id: scheme,
            state: None,
            kind: None,
            programme_id: None,
            participant_id: None,
            q: None,
        }
    }
}

/// Whose evidence: that of everybody in reach, or the caller's own, whose place was looked up before.
#[derive(Clone, Copy)]
pub enum Whose {
    InReach,
    Own(ParticipantId),
}

/// Where a page ended: a day, and the id of a row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key(pub NaiveDate, pub Uuid);

/// A piece of evidence with the names that go with it. Of the training record, `id` is that of the progress.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: Uuid,
    pub participant_id: Uuid,
    pub kind: String,
    pub source: String,
    pub state: String,
    pub happened_on: NaiveDate,
    pub minutes: i32,
    pub words: i32,
    pub text: String,
    pub counts_for: String,
    pub outcome_id: Option<Uuid>,
    pub entry_id: Option<Uuid>,
    pub claim_id: Option<Uuid>,
    pub said_by: Option<Uuid>,
    pub external_source: Option<String>,
    pub reason: Option<String>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub version: i32,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: Option<String>,
    pub programme_code: Option<String>,
}

impl Row {
    pub fn key(&self) -> Key {
        Key(self.happened_on, self.id)
    }
}

#[derive(FromQueryResult)]
struct Completed {
    id: Uuid,
    participant_id: Uuid,
    completed_on: NaiveDate,
    expires_on: Option<NaiveDate>,
    last_step_at: DateTime<Utc>,
    title: String,
    given_name: String,
    family_name: String,
    preferred_name: Option<String>,
    programme_code: Option<String>,
}

impl From<Completed> for Row {
    fn from(c: Completed) -> Self {
        let until = c
            .expires_on
            .map(|d| d.format("In date until %-d %B %Y.").to_string());
        Self {
            id: c.id,
            participant_id: c.participant_id,
            kind: EvidenceKind::Training.as_str().to_owned(),
            source: EvidenceSource::Training.as_str().to_owned(),
            state: EvidenceState::Confirmed.as_str().to_owned(),
            happened_on: c.completed_on,
            minutes: 0,
            words: 0,
            text: c.title,
            counts_for: HoursUse::Hear.as_str().to_owned(),
            outcome_id: None,
            entry_id: None,
            claim_id: None,
            said_by: None,
            external_source: None,
            reason: until,
            decided_by: None,
            decided_at: None,
            created_at: c.last_step_at,
            version: 0,
            given_name: c.given_name,
            family_name: c.family_name,
            preferred_name: c.preferred_name,
            programme_code: c.programme_code,
        }
    }
}

/// Joins the mentor, their name and their programme to a table that names a participant.
fn with_names<E: EntityTrait>(query: Select<E>, to_participant: RelationDef) -> Select<E> {
    let to_person: RelationDef = participant::Entity::belongs_to(person::Entity)
        .from(participant::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let to_programme: RelationDef = participant::Entity::belongs_to(programme::Entity)
        .from(participant::Column::ProgrammeId)
        .to(programme::Column::Id)
        .into();
    query
        .join(JoinType::InnerJoin, to_participant)
        .join(JoinType::InnerJoin, to_person)
        .join(JoinType::LeftJoin, to_programme)
}

fn named<E: EntityTrait>(query: Select<E>) -> Select<E> {
    query
        .columns([
            person::Column::GivenName,
            person::Column::FamilyName,
            person::Column::PreferredName,
        ])
        .column_as(programme::Column::Code, "programme_code")
}

fn evidence() -> Select<evidence::Entity> {
    let to: RelationDef = evidence::Entity::belongs_to(participant::Entity)
        .from(evidence::Column::ParticipantId)
        .to(participant::Column::Id)
        .into();
    with_names(evidence::Entity::find(), to)
}

fn completed() -> Select<progress::Entity> {
    let to: RelationDef = progress::Entity::belongs_to(participant::Entity)
        .from(progress::Column::ParticipantId)
        .to(participant::Column::Id)
        .into();
    let module: RelationDef = progress::Entity::belongs_to(training_module::Entity)
        .from(progress::Column::ModuleId)
        .to(training_module::Column::Id)
        .into();
    with_names(progress::Entity::find(), to)
        .join(JoinType::InnerJoin, module)
        .filter(progress::Column::CompletedOn.is_not_null())
}

/// What of a scheme's people a filter finds, among those that may be seen.
fn people(scope: &Scope, filter: &Filter, whose: Whose) -> Condition {
    use participant::Column as P;
    let seen = match whose {
        Whose::InReach => reach::people(scope, filter.scheme_id),
        Whose::Own(id) => Condition::all()
            .add(P::SchemeId.eq(filter.scheme_id.0))
            .add(P::Id.eq(id.0)),
    };
    let mut all = seen
        .add_option(filter.programme_id.map(|p| P::ProgrammeId.eq(p)))
        .add_option(filter.participant_id.map(|p| P::Id.eq(p)));
    if let Some(q) = &filter.q {
        all = all.add(search::finds(q));
    }
    all
}

fn wanted(scope: &Scope, filter: &Filter, whose: Whose) -> Condition {
    use evidence::Column as E;
    people(scope, filter, whose)
        // Said again of this table, whose index it is.
        .add(E::SchemeId.eq(filter.scheme_id.0))
        .add_option(filter.state.map(|s| E::State.eq(s.as_str())))
        .add_option(filter.kind.map(|k| E::Kind.eq(k.as_str())))
}

/// Whether a filter finds anything in the training record: all of it is confirmed.
fn takes_training(filter: &Filter) -> bool {
    filter.kind.is_none_or(|k| k == EvidenceKind::Training)
        && filter.state.is_none_or(|s| s == EvidenceState::Confirmed)
}

fn beyond<C: ColumnTrait>(day: C, id: C, after: &Key) -> Condition {
    let same_day = Condition::all().add(day.eq(after.0)).add(id.lt(after.1));
    Condition::any().add(day.lt(after.0)).add(same_day)
}

/// Evidence with the training record, the newest first: a page of it, one row more than asked when there is another, or all.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &Filter,
    whose: Whose,
    after: Option<Key>,
    limit: Option<u64>,
) -> Result<Vec<Row>> {
    use evidence::Column as E;
    use progress::Column as G;
    if !scope.touches(filter.scheme_id) {
        return Err(Problem::not_found("scheme"));
    }
    let mut written = named(evidence())
        .filter(wanted(scope, filter, whose))
        .order_by_desc(E::HappenedOn)
        .order_by_desc(E::Id)
        .limit(limit);
    let mut learned = named(completed())
        .filter(people(scope, filter, whose))
        .filter(G::SchemeId.eq(filter.scheme_id.0))
        .order_by_desc(G::CompletedOn)
        .order_by_desc(G::Id)
        .limit(limit);
    if let Some(after) = &after {
        written = written.filter(beyond(E::HappenedOn, E::Id, after));
        learned = learned.filter(beyond(G::CompletedOn, G::Id, after));
    }
    let mut rows = written.into_model::<Row>().all(db).await?;
    if takes_training(filter) {
        let learned = learned
            .column(training_module::Column::Title)
            .into_model::<Completed>()
            .all(db)
            .await?;
        rows.extend(learned.into_iter().map(Row::from));
        rows.sort_by_key(|r| std::cmp::Reverse((r.happened_on, r.id)));
        if let Some(limit) = limit.and_then(|l| usize::try_from(l).ok()) {
            rows.truncate(limit);
        }
    }
    Ok(rows)
}

/// How many a filter finds.
pub async fn count<C: ConnectionTrait>(db: &C, scope: &Scope, filter: &Filter, whose: Whose) -> Result<u64> {
    let written = evidence().filter(wanted(scope, filter, whose)).count(db).await?;
    if !takes_training(filter) {
        return Ok(written);
    }
    let learned = completed()
        .filter(people(scope, filter, whose))
        .filter(progress::Column::SchemeId.eq(filter.scheme_id.0))
        .count(db)
        .await?;
    Ok(written + learned)
}

/// Evidence that a condition finds, the newest first: for what an entry or a claim rests on. Whoever asks has looked up the
/// entry or the claim in their scope.
pub async fn which<C: ConnectionTrait>(db: &C, _scope: &Scope, condition: Condition) -> Result<Vec<Row>> {
    Ok(named(evidence())
        .filter(condition)
        .order_by_desc(evidence::Column::HappenedOn)
        .order_by_desc(evidence::Column::Id)
        .into_model::<Row>()
        .all(db)
        .await?)
}

/// These pieces, held until the transaction ends; always in the same order, so that two who hold some of the same don't wait
/// for each other for ever.
pub async fn to_change<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    ids: &[EvidenceId],
) -> Result<Vec<evidence::Model>> {
    Ok(evidence::Entity::find()
        .filter(evidence::Column::Id.is_in(ids.iter().map(|e| e.0)))
        .order_by_asc(evidence::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?)
}

/// What is said of the work of some mentors on some days, in some states, in whichever scheme they mentor: the pieces beside which
/// another is looked at.
pub async fn of_days<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    days: impl IntoIterator<Item = (Uuid, NaiveDate)>,
    states: &[EvidenceState],
) -> Result<Vec<evidence::Model>> {
    let (mentors, days): (BTreeSet<Uuid>, BTreeSet<NaiveDate>) = days.into_iter().unzip();
    if mentors.is_empty() {
        return Ok(Vec::new());
    }
    let places = places_of(db, mentors).await?;
    Ok(evidence::Entity::find()
        .filter(evidence::Column::ParticipantId.is_in(places))
        .filter(evidence::Column::HappenedOn.is_in(days))
        .filter(evidence::Column::Source.ne(EvidenceSource::Mentee.as_str()))
        .filter(evidence::Column::State.is_in(states.iter().map(|s| s.as_str())))
        .all(db)
        .await?)
}

/// All places as a mentor of the people who have these.
async fn places_of<C: ConnectionTrait>(db: &C, mentors: BTreeSet<Uuid>) -> Result<Vec<Uuid>> {
    let people = participant::Entity::find()
        .select_only()
        .column(participant::Column::PersonId)
        .filter(participant::Column::Id.is_in(mentors))
        .into_query();
    Ok(participant::Entity::find()
        .select_only()
        .column(participant::Column::Id)
        .filter(participant::Column::PersonId.in_subquery(people))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .into_tuple()
        .all(db)
        .await?)
}

/// Makes what changes the records of some mentors wait for each other until the transaction ends, in all schemes that they mentor
/// in; gives the places. Whoever holds evidence too holds it after this.
pub async fn one_at_a_time<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    mentors: BTreeSet<Uuid>,
) -> Result<Vec<participant::Model>> {
    let places = places_of(tx, mentors).await?;
    Ok(participant::Entity::find()
        .filter(participant::Column::Id.is_in(places))
        .order_by_asc(participant::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(tx)
        .await?)
}

/// The mentors whom some pieces are about.
pub async fn mentors_of<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    ids: &[EvidenceId],
) -> Result<BTreeSet<Uuid>> {
    let found: Vec<Uuid> = evidence::Entity::find()
        .select_only()
        .column(evidence::Column::ParticipantId)
        .filter(evidence::Column::Id.is_in(ids.iter().map(|e| e.0)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// What people are called, by id.
pub async fn names<C: ConnectionTrait>(
    db: &C,
    people: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>> {
    let mut ids: Vec<Uuid> = people.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::new();
    // A database takes only so many values at once.
    for some in ids.chunks(5000) {
        let rows = person::Entity::find()
            .filter(person::Column::Id.is_in(some.iter().copied()))
            .all(db)
            .await?;
        found.extend(rows.iter().map(|p| (p.id, crate::identity::store::full_name(p))));
    }
    Ok(found)
}

//! Works out where mentors stand: their confirmed work in numbers, and how far each is with every award. Kept in tables of its
//! own, so that dashboards read and nobody waits; asked again whenever something changes that it rests on.
//!
//! Nothing is awarded from these tables: awarding reads the facts anew (see [`facts`]).

use crate::cohorts::entity::scheme;
use crate::cohorts::roll::local_day;
use crate::cohorts::service::participants::WORK_OUT_AWARDS;
use crate::ctx::Ctx;
use crate::identity::house;
use crate::jobs::NewJob;
use crate::problem::Result;
use crate::recognition::entity::{award, award_standing, recognition_tally as tally};
use crate::recognition::store::standing::{self as store, Mentor, Sums};
use crate::training::service::asked::Asks;
use crate::training::service::path::{self, Stone};
use crate::work::Work;
use cairn_domain::identity::{Action, Scope};
use cairn_domain::ids::{ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::rule::assess;
use cairn_domain::recognition::{AwardRule, EvidenceSums, Facts};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Set};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// One mentor with everything that awards ask for.
pub struct Known {
    pub mentor: Mentor,
    pub facts: Facts,
    pub sums: Sums,
}

impl Known {
    /// The same as a page shows it.
    pub fn shown(&self) -> EvidenceSums {
        EvidenceSums {
            minutes: self.facts.minutes,
            hear_minutes: whole(self.sums.hear_minutes),
            credit_minutes: whole(self.sums.credit_minutes),
            meetings: self.facts.meetings,
            weeks_active: self.facts.weeks_active,
            reflection_words: self.facts.reflection_words,
            thanked_by: self.facts.thanked_by,
            is_signed_off: self.facts.is_signed_off,
            modules: self.facts.modules.len() as u32,
            waiting: whole(self.sums.waiting),
        }
    }
}

fn whole(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(0)
}

fn narrow(n: i64) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// What is known of a scheme's mentors, or of one: read anew, in a fixed number of queries.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn facts<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<ParticipantId>,
    today: NaiveDate,
) -> Result<Vec<Known>> {
    let only = only.map(|p| [p.0]);
    facts_among(db, scope, scheme, only.as_ref().map(|p| &p[..]), today).await
}

/// The same of some mentors, at most a few thousand.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn facts_among<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    among: Option<&[Uuid]>,
    today: NaiveDate,
) -> Result<Vec<Known>> {
    let mut sums = store::sums_among(db, scope, scheme, among).await?;
    let mut modules = store::modules(db, scope, scheme, among, today).await?;
    let stones = path::of_scheme(db, scope, scheme).await?;
    let asks = Asks::read(db, scheme).await?;
    let mentors = store::mentors(db, scope, scheme, among).await?;
    let mut by_programme: HashMap<Option<Uuid>, BTreeSet<String>> = HashMap::new();
    Ok(mentors
        .into_iter()
        .map(|mentor| {
            let compulsory = by_programme
                .entry(mentor.programme_id)
                .or_insert_with(|| compulsory(&asks, &stones, mentor.programme_id, today));
            let sums = sums.remove(&mentor.id).unwrap_or_default();
            let facts = Facts {
                modules: modules.remove(&mentor.id).unwrap_or_default(),
                compulsory: compulsory.clone(),
                minutes: whole(sums.hear_minutes + sums.credit_minutes),
                meetings: whole(sums.meetings),
                weeks_active: whole(sums.weeks_active),
                reflection_words: whole(sums.reflection_words),
                thanked_by: whole(sums.thanked_by),
                is_signed_off: sums.sign_offs > 0,
            };
            Known { mentor, facts, sums }
        })
        .collect())
}

/// What is asked of the mentors of a programme today: something new counts from its day, as for a clearance.
fn compulsory(asks: &Asks, stones: &[Stone], programme: Option<Uuid>, today: NaiveDate) -> BTreeSet<String> {
    let asked = asks.in_force(stones, programme, today);
    asked.into_iter().map(|s| s.key.clone()).collect()
}

/// Asks for a scheme's standings, or one mentor's, to be worked out soon.
///
/// # Errors
/// When the database refuses.
pub async fn later(work: &mut Work, scheme: SchemeId, only: Option<ParticipantId>) -> Result<()> {
    work.enqueue(NewJob::new(
        WORK_OUT_AWARDS,
        serde_json::json!({ "scheme_id": scheme, "participant_id": only }),
    ))
    .await
}

/// The job. Run twice, it changes nothing the second time.
///
/// # Errors
/// When the database refuses; then it is tried again.
pub async fn run(ctx: &Ctx, payload: &serde_json::Value) -> Result<()> {
    let scheme: SchemeId = serde_json::from_value(payload["scheme_id"].clone())?;
    let only: Option<ParticipantId> = serde_json::from_value(payload["participant_id"].clone())?;
    let mut work = ctx.begin_as(None).await?;
    work_out(&mut work, scheme, only).await?;
    work.commit().await
}

/// Works out where the mentors of a scheme stand, or one of them, and keeps it.
///
/// # Errors
/// When the database refuses.
pub async fn work_out(work: &mut Work, scheme: SchemeId, only: Option<ParticipantId>) -> Result<()> {
    let house = house::scope(Action::ReadRecognition)?;
    let Some(row) = scheme::Entity::find_by_id(scheme.0).one(work.tx()).await? else {
        return Ok(());
    };
    let today = local_day(&row.time_zone, work.now);
    let known = facts(work.tx(), &house, scheme, only, today).await?;
    let awards = store::awards(work.tx(), &house, scheme).await?;
    keep_tallies(work, scheme, &known).await?;
    keep_standings(work, scheme, only, &known, &awards).await?;
    work.announce(Topic::Recognition, only.map_or(scheme.0, |p| p.0), Some(scheme));
    Ok(())
}

/// Rows that go into one statement: PostgreSQL takes 65,535 values.
const ROWS: usize = 2_000;

async fn keep_tallies(work: &Work, scheme: SchemeId, known: &[Known]) -> Result<()> {
    use tally::Column as T;
    let over = OnConflict::column(T::ParticipantId)
        .update_columns([
            T::Minutes,
            T::HearMinutes,
            T::CreditMinutes,
            T::Meetings,
            T::WeeksActive,
            T::ReflectionWords,
            T::ThankedBy,
            T::IsSignedOff,
            T::ModuleKeys,
            T::Modules,
            T::Waiting,
            T::WaitingMinutes,
            T::WorkedOutAt,
        ])
        .to_owned();
    for some in known.chunks(ROWS) {
        let rows = some
            .iter()
            .map(|k| tally_row(k, scheme, work.now))
            .collect::<Result<Vec<_>>>()?;
        tally::Entity::insert_many(rows)
            .on_conflict(over.clone())
            .exec_without_returning(work.tx())
            .await?;
    }
    Ok(())
}

fn tally_row(k: &Known, scheme: SchemeId, now: DateTime<Utc>) -> Result<tally::ActiveModel> {
    Ok(tally::ActiveModel {
        participant_id: Set(k.mentor.id),
        scheme_id: Set(scheme.0),
        minutes: Set(narrow(i64::from(k.facts.minutes))),
        hear_minutes: Set(narrow(k.sums.hear_minutes)),
        credit_minutes: Set(narrow(k.sums.credit_minutes)),
        meetings: Set(narrow(k.sums.meetings)),
        weeks_active: Set(narrow(k.sums.weeks_active)),
        reflection_words: Set(narrow(k.sums.reflection_words)),
        thanked_by: Set(narrow(k.sums.thanked_by)),
        is_signed_off: Set(k.facts.is_signed_off),
        module_keys: Set(serde_json::to_value(&k.facts.modules)?),
        modules: Set(k.facts.modules.len() as i32),
        waiting: Set(narrow(k.sums.waiting)),
        waiting_minutes: Set(narrow(k.sums.waiting_minutes)),
        worked_out_at: Set(now),
    })
}

async fn keep_standings(
    work: &Work,
    scheme: SchemeId,
    only: Option<ParticipantId>,
    known: &[Known],
    awards: &[award::Model],
) -> Result<()> {
    use award_standing::Column as S;
    // What is no longer offered goes; what is offered is written over.
    let gone =
        award_standing::Entity::delete_many().filter(S::AwardId.is_not_in(awards.iter().map(|a| a.id)));
    let gone = match only {
        Some(only) => gone.filter(S::ParticipantId.eq(only.0)),
        None => gone.filter(S::SchemeId.eq(scheme.0)),
    };
    gone.exec(work.tx()).await?;
    let over = OnConflict::columns([S::AwardId, S::ParticipantId])
        .update_columns([S::Missing, S::IsMet, S::Steps])
        .to_owned();
    for award in awards {
        let rule: AwardRule = serde_json::from_value(award.rule.clone())?;
        for some in known.chunks(ROWS) {
            let rows = some
                .iter()
                .map(|k| standing_row(k, scheme, award.id, &rule))
                .collect::<Result<Vec<_>>>()?;
            award_standing::Entity::insert_many(rows)
                .on_conflict(over.clone())
                .exec_without_returning(work.tx())
                .await?;
        }
    }
    Ok(())
}

fn standing_row(
    k: &Known,
    scheme: SchemeId,
    award: Uuid,
    rule: &AwardRule,
) -> Result<award_standing::ActiveModel> {
    let found = assess(rule, &k.facts);
    Ok(award_standing::ActiveModel {
        id: Set(Uuid::now_v7()),
        award_id: Set(award),
        participant_id: Set(k.mentor.id),
        scheme_id: Set(scheme.0),
        missing: Set(found.missing as i32),
        is_met: Set(found.is_met),
        steps: Set(serde_json::to_value(&found.steps)?),
    })
}

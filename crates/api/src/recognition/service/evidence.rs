//! Evidence: how it is shown, listed and written down, whoever or whatever says so.

use crate::cohorts::entity::participant;
use crate::cohorts::mentor_place;
use crate::cohorts::roll::listed_name;
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::problem::{Problem, Result};
use crate::recognition::entity::evidence;
use crate::recognition::service::standing;
use crate::recognition::store::evidence::{self as store, Filter, Row, Whose};
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{EvidenceId, ParticipantId, SchemeId, WblOutcomeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recognition::evidence::{EvidenceRefusal, RESEMBLES, Said, faults, may_count, starts_as};
use cairn_domain::recognition::{EvidenceKind, EvidenceSource, EvidenceState, EvidenceView, HoursUse};
use cairn_domain::text::words_in;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Who reads evidence. Mentors aren't told who of their mentees said something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    Mentor,
    Staff,
}

/// Evidence as it is shown, with the names behind it: one query for all of them.
///
/// # Errors
/// When the database can't be read.
pub async fn views<C: ConnectionTrait>(db: &C, rows: Vec<Row>, reader: Reader) -> Result<Vec<EvidenceView>> {
    let people = rows
        .iter()
        .flat_map(|r| r.decided_by.into_iter().chain(r.said_by));
    let names = store::names(db, people).await?;
    Ok(rows.into_iter().map(|r| view(r, &names, reader)).collect())
}

/// What a condition finds, as staff or the mentor read it: for what an entry or a claim rests on.
///
/// # Errors
/// When the database can't be read.
pub async fn chain<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    condition: Condition,
    reader: Reader,
) -> Result<Vec<EvidenceView>> {
    let rows = store::which(db, scope, condition).await?;
    views(db, rows, reader).await
}

fn view(r: Row, names: &HashMap<Uuid, String>, reader: Reader) -> EvidenceView {
    let kind = r.kind.parse().unwrap_or(EvidenceKind::Hours);
    let name = |id: Option<Uuid>| id.and_then(|p| names.get(&p)).map(String::as_str);
    let decided_by = name(r.decided_by);
    EvidenceView {
        id: (kind != EvidenceKind::Training).then_some(EvidenceId(r.id)),
        participant_id: ParticipantId(r.participant_id),
        name: listed_name(&r.given_name, r.preferred_name.as_deref(), &r.family_name),
        kind,
        source: r.source.parse().unwrap_or(EvidenceSource::Mentor),
        source_said: said(&r, decided_by, name(r.said_by), reader),
        state: r.state.parse().unwrap_or(EvidenceState::Waiting),
        happened_on: r.happened_on,
        minutes: r.minutes.unsigned_abs(),
        words: r.words.unsigned_abs(),
        counts_for: r.counts_for.parse().unwrap_or(HoursUse::Hear),
        outcome_id: r.outcome_id.map(WblOutcomeId),
        is_locked: r.entry_id.or(r.claim_id).is_some(),
        decided_by: decided_by.map(str::to_owned),
        decided_at: r.decided_at,
        doubt: None,
        created_at: r.created_at,
        version: r.version,
        programme_code: r.programme_code,
        text: r.text,
        reason: r.reason,
    }
}

/// Where a piece of evidence comes from, in words.
fn said(r: &Row, decided_by: Option<&str>, said_by: Option<&str>, reader: Reader) -> String {
    let source = r.source.parse().unwrap_or(EvidenceSource::Mentor);
    let staff = decided_by.unwrap_or("staff");
    match r.state.parse() {
        Ok(EvidenceState::Withdrawn) if source == EvidenceSource::Mentee => {
            return "Taken back by the mentee".to_owned();
        }
        Ok(EvidenceState::Withdrawn) => return "Taken back by the mentor".to_owned(),
        Ok(EvidenceState::Refused) => return format!("Not confirmed by {staff}"),
        Ok(EvidenceState::Confirmed) if source == EvidenceSource::Mentor => {
            return format!("Confirmed by {staff}");
        }
        _ => {}
    }
    match (source, said_by) {
        (EvidenceSource::Mentee, Some(name)) if reader == Reader::Staff => {
            format!("Said by {name}, a mentee")
        }
        (EvidenceSource::Staff, Some(name)) => format!("Signed off by {name}"),
        (EvidenceSource::System, _) => match &r.external_source {
            Some(system) => format!("Reported by {system}"),
            None => source.label().to_owned(),
        },
        _ => source.label().to_owned(),
    }
}

/// A page of the caller's own evidence, with what they learned, the newest first.
///
/// # Errors
/// 404 when they are no mentor there, 400 for a cursor that isn't ours.
pub async fn mine(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    page: &PageQuery,
) -> Result<Page<EvidenceView>> {
    let (limit, after) = (page.limit()?, page.after()?);
    let place = mentor_place::place(ctx.db(), scope, scheme).await?;
    let (filter, whose) = (Filter::all(scheme), Whose::Own(place.id()));
    let rows = store::list(ctx.db(), scope, &filter, whose, after, Some(limit + 1)).await?;
    let total = store::count(ctx.db(), scope, &filter, whose).await?;
    let page = cursor::page(rows, limit, Row::key);
    Ok(Page {
        items: views(ctx.db(), page.items, Reader::Mentor).await?,
        next: page.next,
        total: Some(total),
    })
}

/// A page of the evidence in reach, the newest first.
///
/// # Errors
/// 404 when the scheme isn't in reach, 400 for a cursor that isn't ours.
pub async fn page(ctx: &Ctx, scope: &Scope, filter: &Filter, page: &PageQuery) -> Result<Page<EvidenceView>> {
    let (limit, after) = (page.limit()?, page.after()?);
    let rows = store::list(ctx.db(), scope, filter, Whose::InReach, after, Some(limit + 1)).await?;
    let total = store::count(ctx.db(), scope, filter, Whose::InReach).await?;
    let page = cursor::page(rows, limit, Row::key);
    let mut items = views(ctx.db(), page.items, Reader::Staff).await?;
    doubt(ctx.db(), scope, &mut items).await?;
    Ok(Page {
        items,
        next: page.next,
        total: Some(total),
    })
}

/// Whether a piece is work or words of the mentor's own, which must not be said twice.
pub fn is_work(row: &evidence::Model) -> bool {
    row.source != EvidenceSource::Mentee.as_str() && row.kind != EvidenceKind::SignOff.as_str()
}

/// What a piece says, as it is looked at beside others.
pub fn said_in(row: &evidence::Model) -> Said {
    Said {
        happened_on: row.happened_on,
        minutes: row.minutes.unsigned_abs(),
        text: row.text.clone(),
        system: row.external_source.clone(),
    }
}

/// Says of what waits why it deserves a second look, from everything that is said of its mentor's same day, in whichever scheme.
async fn doubt<C: ConnectionTrait>(db: &C, scope: &Scope, items: &mut [EvidenceView]) -> Result<()> {
    let waits = |e: &EvidenceView| e.state == EvidenceState::Waiting;
    let days = items
        .iter()
        .filter(|e| waits(e))
        .map(|e| (e.participant_id.0, e.happened_on));
    let states = [EvidenceState::Waiting, EvidenceState::Confirmed];
    let others = store::of_days(db, scope, days, &states).await?;
    let others: Vec<(&evidence::Model, Said)> = others
        .iter()
        .filter(|o| is_work(o))
        .map(|o| (o, said_in(o)))
        .collect();
    for item in items.iter_mut().filter(|e| waits(e)) {
        let itself = |o: &evidence::Model| Some(EvidenceId(o.id)) == item.id;
        let Some((mentor, piece)) = others
            .iter()
            .find(|(o, _)| itself(o))
            .map(|(o, said)| (o.person_id, said))
        else {
            continue;
        };
        let beside: Vec<&Said> = others
            .iter()
            .filter(|(o, _)| o.person_id == mentor && !itself(o))
            .map(|(_, said)| said)
            .collect();
        let doubt = match may_count(piece, beside, false) {
            Ok(()) => None,
            Err(EvidenceRefusal::MayBeTwice) => Some(RESEMBLES),
            Err(why) => Some(why.sentence()),
        };
        item.doubt = doubt.map(str::to_owned);
    }
    Ok(())
}

/// Everything that a filter finds, for a table.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn all(ctx: &Ctx, scope: &Scope, filter: &Filter) -> Result<Vec<EvidenceView>> {
    let rows = store::list(ctx.db(), scope, filter, Whose::InReach, None, None).await?;
    views(ctx.db(), rows, Reader::Staff).await
}

/// One piece, as it is shown after a change.
///
/// # Errors
/// 404 when it isn't there.
pub async fn one(ctx: &Ctx, scope: &Scope, id: EvidenceId, reader: Reader) -> Result<EvidenceView> {
    let is_it = Condition::all().add(evidence::Column::Id.eq(id.0));
    let mut found = chain(ctx.db(), scope, is_it, reader).await?;
    found.pop().ok_or_else(|| Problem::not_found("evidence"))
}

/// A piece of evidence as it is written down.
pub struct New<'a> {
    pub kind: EvidenceKind,
    pub source: EvidenceSource,
    pub happened_on: NaiveDate,
    pub minutes: u32,
    pub text: &'a str,
    /// The mentee or the member of staff who says it.
    pub said_by: Option<Uuid>,
    /// The other system, and what names the piece there for good.
    pub external: Option<(&'a str, String)>,
}

impl New<'_> {
    /// The row of it: only what others say of a mentor counts at once.
    pub fn row(self, mentor: &participant::Model, now: DateTime<Utc>) -> evidence::Model {
        let (system, key) = self.external.unzip();
        evidence::Model {
            id: Uuid::now_v7(),
            scheme_id: mentor.scheme_id,
            participant_id: mentor.id,
            person_id: mentor.person_id,
            kind: self.kind.as_str().to_owned(),
            source: self.source.as_str().to_owned(),
            state: starts_as(self.source).as_str().to_owned(),
            happened_on: self.happened_on,
            week: week(self.happened_on),
            minutes: short(self.minutes),
            words: words(self.kind, self.text),
            text: self.text.trim().to_owned(),
            counts_for: HoursUse::Hear.as_str().to_owned(),
            outcome_id: None,
            entry_id: None,
            claim_id: None,
            said_by: self.said_by,
            external_source: system.map(str::to_owned),
            external_key: key,
            reason: None,
            decided_by: None,
            decided_at: None,
            created_at: now,
            version: 1,
        }
    }
}

/// The week of a day, Monday to Sunday: its ISO year times 100, and its number.
pub fn week(day: NaiveDate) -> i32 {
    let week = day.iso_week();
    week.year() * 100 + week.week().cast_signed()
}

/// Minutes as they are kept.
pub fn short(minutes: u32) -> i32 {
    i32::try_from(minutes).unwrap_or(i32::MAX)
}

/// The words that count: those of reflections.
pub fn words(kind: EvidenceKind, text: &str) -> i32 {
    match kind {
        EvidenceKind::Reflection => short(words_in(text)),
        _ => 0,
    }
}

/// # Errors
/// 422 for work that can't have been done like that.
pub fn check(kind: EvidenceKind, on: NaiveDate, today: NaiveDate, minutes: u32, text: &str) -> Result<()> {
    let found = faults(kind, on, today, minutes, text);
    if found.is_empty() {
        return Ok(());
    }
    let said = found.into_iter().map(|(at, why)| (at.to_owned(), why.to_owned()));
    Err(Problem::invalid(said.collect()))
}

/// A step that isn't possible, as a refusal of the request.
pub fn refused(why: EvidenceRefusal) -> Problem {
    match why {
        EvidenceRefusal::OwnWork => Problem::forbidden().detail(why.sentence()),
        EvidenceRefusal::NoReason => Problem::invalid_field("/reason", why.sentence()),
        EvidenceRefusal::SaidTwice | EvidenceRefusal::DayTooLong | EvidenceRefusal::MayBeTwice => {
            Problem::invalid_field("/text", why.sentence())
        }
        EvidenceRefusal::Withdrawn | EvidenceRefusal::Locked | EvidenceRefusal::Settled => {
            Problem::conflict("settled", "This can't be changed any more.").detail(why.sentence())
        }
    }
}

/// More mentors than this at once are worked out with their whole scheme.
const FEW: usize = 20;

/// Has the standings of these mentors worked out soon, and tells open pages.
///
/// # Errors
/// When the database refuses.
pub async fn moved(work: &mut Work, scheme: SchemeId, mentors: &BTreeSet<Uuid>) -> Result<()> {
    if mentors.len() > FEW {
        standing::later(work, scheme, None).await?;
        work.announce(Topic::Recognition, scheme.0, Some(scheme));
        return Ok(());
    }
    for mentor in mentors {
        standing::later(work, scheme, Some(ParticipantId(*mentor))).await?;
        work.announce(Topic::Recognition, *mentor, Some(scheme));
    }
    Ok(())
}

/// The same for one mentor.
///
/// # Errors
/// When the database refuses.
pub async fn moved_one(work: &mut Work, scheme: Uuid, mentor: Uuid) -> Result<()> {
    moved(work, SchemeId(scheme), &BTreeSet::from([mentor])).await
}

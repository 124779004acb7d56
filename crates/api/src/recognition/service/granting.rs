//! Giving an award to many: a run that is worked off in the background, some mentors at a time.
//!
//! Each step is one transaction that reads the facts anew, so a run that dies goes on where it was, and running it twice gives
//! nothing twice. A mentor's award keeps the rule as it stood at that moment, with what was met.

use super::{awards, standing, telling};
use crate::cohorts::entity::scheme;
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::identity::house;
use crate::jobs::{self, NewJob};
use crate::mail::Letter;
use crate::problem::{Problem, Result};
use crate::recognition::code;
use crate::recognition::entity::{award, award_grant, grant_run};
use crate::recognition::store::awards as award_store;
use crate::recognition::store::grants::{self as store, Named};
use crate::work::Work;
use cairn_domain::identity::{Action, Scope};
use cairn_domain::ids::{AwardId, JobId, PersonId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::rule::assess;
use cairn_domain::recognition::{AwardContent, BatchState, Facts, GrantRunView, NewGrants, award_title};
use chrono::{Datelike as _, NaiveDate};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, Set,
};
use uuid::Uuid;

/// The job that works a run off.
pub const GRANT: &str = "recognition.grant";

/// Mentors of one transaction.
const CHUNK: usize = 50;

fn dedupe_key(run: Uuid) -> String {
    format!("grant-run:{run}")
}

/// Starts giving an award: to those named, or to everybody who has earned it and was never given it.
///
/// # Errors
/// 404 or 403 out of reach, 409 for an award that is put aside, 422 for somebody who is no mentor of the scheme.
pub async fn start(ctx: &Ctx, scope: &Scope, id: AwardId, input: NewGrants) -> Result<GrantRunView> {
    let mut work = ctx.begin(scope).await?;
    let row = award_store::one(work.tx(), scope, id, false).await?;
    let scheme_id = SchemeId(row.scheme_id);
    let scheme = reach::whole_scheme(work.tx(), scope, scheme_id).await?;
    if row.archived_at.is_some() {
        return Err(
            Problem::conflict("award-put-aside", "This award is not offered any more.")
                .detail("Offer it again first, then give it."),
        );
    }
    let participants = if input.participants.is_empty() {
        earned(&work, scope, &row, reach::today(&scheme, work.now)).await?
    } else {
        named(&work, scope, scheme_id, &input).await?
    };
    let reason = input.reason.map(|r| r.trim().to_owned());
    let run = grant_run::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme_id.0),
        award_id: Set(row.id),
        total: Set(participants.len() as i32),
        participants: Set(serde_json::to_value(&participants)?),
        despite_reason: Set(reason.filter(|_| input.despite_rule)),
        state: Set(BatchState::Running.as_str().to_owned()),
        done: Set(0),
        given: Set(0),
        kept: Set(0),
        started_by: Set(work.actor.map(|p| p.0)),
        started_at: Set(work.now),
        finished_at: Set(None),
    }
    .insert(work.tx())
    .await?;
    let mut job = NewJob::new(GRANT, serde_json::json!({ "run_id": run.id }));
    job.dedupe_key = Some(dedupe_key(run.id));
    work.enqueue(job).await?;
    let sentence = format!("Began to give {} to {} mentors.", row.name, participants.len());
    work.audit(Some(scheme_id), "recognition.granting", Some(run.id), sentence)
        .await?;
    work.commit().await?;
    view(&run, false)
}

/// Everybody who meets the rule now and was never given the award: what was taken back comes again only by name.
async fn earned(work: &Work, scope: &Scope, row: &award::Model, today: NaiveDate) -> Result<Vec<Uuid>> {
    let rule = awards::content(row)?.rule;
    let known = standing::facts(work.tx(), scope, SchemeId(row.scheme_id), None, today).await?;
    let (valid, revoked) = store::holders(work.tx(), scope, AwardId(row.id), None).await?;
    Ok(known
        .iter()
        .filter(|k| assess(&rule, &k.facts).is_met)
        .map(|k| k.mentor.id)
        .filter(|id| !valid.contains(id) && !revoked.contains(id))
        .collect())
}

/// Those named, each once.
async fn named(work: &Work, scope: &Scope, scheme: SchemeId, input: &NewGrants) -> Result<Vec<Uuid>> {
    let mut ids: Vec<Uuid> = Vec::with_capacity(input.participants.len());
    let mut seen = std::collections::HashSet::new();
    ids.extend(
        input
            .participants
            .iter()
            .map(|p| p.0)
            .filter(|id| seen.insert(*id)),
    );
    let mentors = store::mentors_among(work.tx(), scope, scheme, &ids).await?;
    let strangers = input
        .participants
        .iter()
        .enumerate()
        .filter(|(_, p)| !mentors.contains(&p.0));
    let faults: Vec<_> = strangers
        .map(|(n, _)| {
            (
                format!("/participants/{n}"),
                "Choose a mentor of this scheme.".to_owned(),
            )
        })
        .collect();
    if faults.is_empty() {
        Ok(ids)
    } else {
        Err(Problem::invalid(faults))
    }
}

fn view(run: &grant_run::Model, is_dead: bool) -> Result<GrantRunView> {
    let state = if is_dead {
        BatchState::Failed
    } else {
        run.state.parse().map_err(|e: String| Problem::internal(&e))?
    };
    Ok(GrantRunView {
        job_id: JobId(run.id),
        award_id: AwardId(run.award_id),
        state,
        total: run.total.unsigned_abs(),
        done: run.done.unsigned_abs(),
        given: run.given.unsigned_abs(),
        kept: run.kept.unsigned_abs(),
        started_at: run.started_at,
    })
}

/// Whether a job was given up.
///
/// # Errors
/// When the database can't be read.
pub async fn is_dead<C: ConnectionTrait>(db: &C, dedupe_key: &str) -> Result<bool> {
    let job = jobs::entity::Entity::find()
        .filter(jobs::entity::Column::DedupeKey.eq(dedupe_key))
        .one(db)
        .await?;
    Ok(job.is_some_and(|j| j.dead_at.is_some()))
}

/// How far a run is.
///
/// # Errors
/// 404 out of reach.
pub async fn progress(ctx: &Ctx, scope: &Scope, id: Uuid) -> Result<GrantRunView> {
    let run = store::run(ctx.db(), scope, id, false).await?;
    view(&run, is_dead(ctx.db(), &dedupe_key(id)).await?)
}

/// The job. It goes on where the last try ended.
///
/// # Errors
/// When the database refuses; then it is tried again.
pub async fn run(ctx: &Ctx, payload: &serde_json::Value) -> Result<()> {
    let id: Uuid = serde_json::from_value(payload["run_id"].clone())?;
    while step(ctx, id, Tells::Mentors).await? {}
    Ok(())
}

/// Who hears of what is given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tells {
    /// Each mentor gets a letter.
    Mentors,
    /// For what the demo makes up.
    Nobody,
}

/// Gives the award to the next mentors of a run. Says whether there are more.
///
/// # Errors
/// When the database refuses; then nothing of this step happened.
pub async fn step(ctx: &Ctx, id: Uuid, tells: Tells) -> Result<bool> {
    let house = house::scope(Action::GrantAwards)?;
    let who = store::run(ctx.db(), &house, id, false).await?.started_by;
    let mut work = ctx.begin_as(who.map(PersonId)).await?;
    let run = store::run(work.tx(), &house, id, true).await?;
    if run.state != BatchState::Running.as_str() {
        return Ok(false);
    }
    let all: Vec<Uuid> = serde_json::from_value(run.participants.clone())?;
    let done = run.done.unsigned_abs() as usize;
    let some: Vec<Uuid> = all.iter().skip(done).take(CHUNK).copied().collect();
    let given = if some.is_empty() {
        0
    } else {
        let (given, letters) = give(ctx, &mut work, &house, &run, &some).await?;
        if tells == Tells::Mentors {
            work.mail_all(letters).await?;
        }
        given
    };
    let is_last = done + some.len() >= all.len();
    let scheme = SchemeId(run.scheme_id);
    let kept = run.kept + some.len() as i32 - given;
    let (total_given, award) = (run.given + given, run.award_id);
    let mut change = run.into_active_model();
    change.done = Set((done + some.len()) as i32);
    change.given = Set(total_given);
    change.kept = Set(kept);
    if is_last {
        change.state = Set(BatchState::Done.as_str().to_owned());
        change.finished_at = Set(Some(work.now));
    }
    change.update(work.tx()).await?;
    work.announce(Topic::Recognition, award, Some(scheme));
    work.commit().await?;
    Ok(!is_last)
}

/// Gives an award to those of these mentors who have earned it, are not who gives it, and don't hold it. Says to how many, with a letter for each who has an address.
async fn give(
    ctx: &Ctx,
    work: &mut Work,
    house: &Scope,
    run: &grant_run::Model,
    some: &[Uuid],
) -> Result<(i32, Vec<Letter>)> {
    // Held from here on: nobody else gives anything before this is kept.
    let mut number = store::next_number(work.tx(), house).await?;
    let scheme_id = SchemeId(run.scheme_id);
    let row = award_store::one(work.tx(), house, AwardId(run.award_id), false).await?;
    let scheme = scheme::Entity::find_by_id(run.scheme_id).one(work.tx()).await?;
    let Some(scheme) = scheme.filter(|_| row.archived_at.is_none()) else {
        return Ok((0, vec![]));
    };
    let today = reach::today(&scheme, work.now);
    let content = awards::content(&row)?;
    let title = award_title(&content.name, content.tier);
    let known = standing::facts_among(work.tx(), house, scheme_id, Some(some), today).await?;
    let (holders, _) = store::holders(work.tx(), house, AwardId(row.id), Some(some)).await?;
    let names = store::named(work.tx(), house, some.iter().copied()).await?;
    let (mut rows, mut letters) = (Vec::new(), Vec::new());
    for k in &known {
        let is_own = run.started_by == Some(k.mentor.person_id);
        let met = assess(&content.rule, &k.facts);
        if is_own || holders.contains(&k.mentor.id) || !(met.is_met || run.despite_reason.is_some()) {
            continue;
        }
        let to = To {
            participant: k.mentor.id,
            person: k.mentor.person_id,
            facts: &k.facts,
            name: names.get(&k.mentor.id).map(Named::name).unwrap_or_default(),
        };
        rows.push(grant_row(work, run, &content, &to, number, today)?);
        number += 1;
        let named = names.get(&k.mentor.id);
        letters.extend(named.and_then(|n| telling::given(ctx, n, scheme_id, &title)));
    }
    if rows.is_empty() {
        return Ok((0, vec![]));
    }
    let given = rows.len() as i32;
    award_grant::Entity::insert_many(rows)
        .exec_without_returning(work.tx())
        .await?;
    let sentence = format!("{title} was given to {given} mentors.");
    work.audit(Some(scheme_id), "recognition.granted", Some(run.id), sentence)
        .await?;
    Ok((given, letters))
}

/// Who is given an award, with what is known of them.
struct To<'a> {
    participant: Uuid,
    person: Uuid,
    facts: &'a Facts,
    /// The name that the certificate is made out to, from now on.
    name: String,
}

fn grant_row(
    work: &Work,
    run: &grant_run::Model,
    content: &AwardContent,
    to: &To<'_>,
    number: i64,
    today: NaiveDate,
) -> Result<award_grant::ActiveModel> {
    let met = assess(&content.rule, to.facts);
    Ok(award_grant::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(run.scheme_id),
        award_id: Set(run.award_id),
        participant_id: Set(to.participant),
        person_id: Set(to.person),
        run_id: Set(Some(run.id)),
        serial: Set(format!("CAIRN-{}-{:06}", today.year(), number + 1)),
        code: Set(code::new()?),
        award: Set(serde_json::to_value(content)?),
        minutes: Set(i32::try_from(to.facts.minutes).unwrap_or(i32::MAX)),
        granted_on: Set(today),
        granted_at: Set(work.now),
        granted_by: Set(run.started_by),
        despite_reason: Set(run.despite_reason.clone().filter(|_| !met.is_met)),
        met: Set(serde_json::to_value(&met.steps)?),
        status_index: Set(number),
        salt: Set(code::salt()?),
        name: Set(to.name.clone()),
        tier: Set(content.tier.map(|t| t.as_str().to_owned())),
        revoked_at: Set(None),
        revoked_by: Set(None),
        revoked_reason: Set(None),
    })
}

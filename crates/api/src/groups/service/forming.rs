//! Asking for groups, and the job that forms them.

use super::picture::{self, Picture};
use super::proposal;
use crate::ctx::Ctx;
use crate::groups::content::{Asked, Content};
use crate::groups::entity::proposal as entity;
use crate::groups::store::proposals::{self, Head};
use crate::identity::house;
use crate::jobs::NewJob;
use crate::problem::{Problem, Result};
use cairn_domain::groups::formation::{self, Formation, Roster, Settings, Strategy};
use cairn_domain::groups::{NewProposal, ProposalState, ProposalSummary};
use cairn_domain::identity::{Action, Scope};
use cairn_domain::ids::{ParticipantId, ProgrammeId, ProposalId, SchemeId};
use cairn_domain::operations::Topic;
use sea_orm::Set;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The kind of job that forms groups.
pub const FORM: &str = "groups.form";

/// Time for one proposal unless more is asked for, in seconds.
const USUAL_SECONDS: u32 = 20;

/// Asks for groups; a job forms them.
///
/// # Errors
/// 404 for a scheme out of reach, 422 for programmes that aren't the scheme's, 409 when there is nobody to group.
pub async fn propose(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    wish: NewProposal,
) -> Result<ProposalSummary> {
    let id = begin(ctx, scope, scheme, wish, true).await?;
    proposal::summary(scope, proposals::head(ctx.db(), scope, id).await?, 0)
}

/// The same, formed before this returns: for a command.
///
/// # Errors
/// As [`propose`], and when the groups can't be formed.
pub async fn propose_now(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    wish: NewProposal,
) -> Result<ProposalId> {
    let id = begin(ctx, scope, scheme, wish, false).await?;
    form(ctx, id).await?;
    Ok(id)
}

async fn begin(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    wish: NewProposal,
    by_job: bool,
) -> Result<ProposalId> {
    let mut work = ctx.begin(scope).await?;
    if !scope.covers(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let picture = picture::load(work.tx(), scope, scheme, work.now, false).await?;
    let asked = asked(&picture, &wish, work.now.timestamp_micros())?;
    if roster(&picture, &asked).mentees.is_empty() {
        return Err(nobody(&picture));
    }
    let earlier = proposals::list(work.tx(), scope, scheme).await?.len();
    let strategy = asked.settings.strategy;
    let name = wish.name.as_deref().map(str::trim).filter(|n| !n.is_empty());
    let id = ProposalId(Uuid::now_v7());
    let row = entity::ActiveModel {
        id: Set(id.0),
        scheme_id: Set(scheme.0),
        name: Set(name.map_or_else(|| usual_name(strategy, earlier + 1), str::to_owned)),
        strategy: Set(strategy.as_str().to_owned()),
        state: Set(ProposalState::Forming.as_str().to_owned()),
        settings: Set(serde_json::to_value(&asked)?),
        content: Set(None),
        metrics: Set(None),
        progress: Set(0.0),
        failure: Set(None),
        created_by: Set(work.actor.map(|p| p.0)),
        created_at: Set(work.now),
        published_at: Set(None),
        version: Set(1),
    };
    proposals::insert(work.tx(), scope, row).await?;
    if by_job {
        work.enqueue(NewJob::new(FORM, serde_json::json!({ "proposal_id": id })))
            .await?;
    }
    let sentence = format!("Asked for groups: {}.", strategy.label());
    work.audit(Some(scheme), "proposal.asked", Some(id.0), sentence)
        .await?;
    work.announce(Topic::Proposal, id.0, Some(scheme));
    work.commit().await?;
    Ok(id)
}

fn usual_name(strategy: Strategy, number: usize) -> String {
    let kind = match strategy {
        Strategy::AlignedTutor => "Tutor groups together",
        Strategy::AlignedSeminar => "Seminar groups together",
        Strategy::CrossCutting => "Mixed",
    };
    format!("{kind} ({number})")
}

fn nobody(picture: &Picture) -> Problem {
    let detail = if picture.roster.mentees.is_empty() {
        "Import a cohort file first, or add people by hand."
    } else {
        "Everybody has a group already. Late joiners are placed on the groups page."
    };
    Problem::conflict("nobody-to-group", "There is nobody to put into groups.").detail(detail)
}

fn asked(picture: &Picture, wish: &NewProposal, micros: i64) -> Result<Asked> {
    let known = |p: &ProgrammeId| picture.students.values().any(|s| s.programme_id == Some(*p));
    if let Some(at) = wish.programme_ids.iter().position(|p| !known(p)) {
        return Err(Problem::invalid_field(
            &format!("/programme_ids/{at}"),
            "Nobody in this scheme studies this programme. Choose another.",
        ));
    }
    // Short enough to be read out, and to be typed in again.
    let chosen = u64::try_from(micros).unwrap_or(1) % 1_000_000;
    let settings = picture.sizes(Settings {
        strategy: wish.strategy,
        across_programmes: wish.across_programmes,
        seed: wish.seed.unwrap_or(chosen),
        ..Settings::default()
    });
    settings.validate().map_err(Problem::invalid)?;
    Ok(Asked {
        settings,
        programme_ids: wish.programme_ids.clone(),
        seconds: wish.seconds.unwrap_or(USUAL_SECONDS),
    })
}

/// Who a proposal is about: mentees without a place, and mentors with what they have left to give.
pub fn roster(picture: &Picture, asked: &Asked) -> Roster {
    let placed = picture.placed();
    let settings = picture.settings();
    let mut carried: HashMap<ParticipantId, (u32, u32)> = HashMap::new();
    for group in &picture.live {
        let share = settings.share(u32::try_from(group.formed.mentees.len()).unwrap_or(u32::MAX));
        for mentor in &group.formed.mentors {
            let (load, groups) = carried.entry(mentor.mentor).or_default();
            *load += share;
            *groups += 1;
        }
    }
    let wanted: HashSet<ProgrammeId> = asked.programme_ids.iter().copied().collect();
    let within = |p: &ProgrammeId| wanted.is_empty() || wanted.contains(p);
    let mut roster = picture.roster.clone();
    roster
        .mentees
        .retain(|m| !placed.contains(&m.id) && within(&m.programme));
    roster.mentors.retain(|m| within(&m.programme));
    for mentor in &mut roster.mentors {
        if let Some((load, groups)) = carried.get(&mentor.id) {
            mentor.capacity = mentor
                .capacity
                .min(asked.settings.hard_cap_per_mentor)
                .saturating_sub(*load);
            mentor.max_groups = mentor.max_groups.saturating_sub(*groups);
        }
    }
    roster
}

/// The job: forms what was asked for. Run twice, it does nothing the second time.
///
/// # Errors
/// When the database refuses; then the job is tried again.
pub async fn run(ctx: &Ctx, payload: &serde_json::Value) -> Result<()> {
    let id = serde_json::from_value(payload["proposal_id"].clone())?;
    form(ctx, id).await
}

async fn form(ctx: &Ctx, id: ProposalId) -> Result<()> {
    let scope = house::scope(Action::EditProposals)?;
    let head = match proposals::head(ctx.db(), &scope, id).await {
        Ok(head) if head.state()? == ProposalState::Forming => head,
        Ok(_) => return Ok(()),
        Err(gone) if gone.status() == actix_web::http::StatusCode::NOT_FOUND => return Ok(()),
        Err(other) => return Err(other),
    };
    let picture = picture::load(ctx.db(), &scope, head.scheme(), ctx.now, false).await?;
    let asked = head.asked()?;
    let roster = roster(&picture, &asked);
    let outcome = search(ctx, &scope, &head, roster, &asked).await?;
    let mut work = ctx.begin_as(None).await?;
    let told = match outcome {
        Some(formed) if !formed.groups.is_empty() => {
            let content = Content {
                groups: formed.groups,
                unplaced: formed.unplaced,
                stopped_early: formed.stopped_early,
            };
            proposals::formed(work.tx(), &scope, &head, &content, &formed.metrics).await?
        }
        Some(formed) => {
            let why = formed.unplaced.first().map_or_else(
                || "There is nobody to put into groups.".to_owned(),
                |u| {
                    format!(
                        "Nobody could be given a place. For one: {} What would help: {}",
                        u.reason.sentence(),
                        u.smallest_change.sentence()
                    )
                },
            );
            proposals::failed(work.tx(), &scope, &head, &why).await?
        }
        None => return Ok(()),
    };
    if told {
        work.announce(Topic::Proposal, id.0, Some(head.scheme()));
        work.commit().await?;
    }
    Ok(())
}

/// Searches on a thread of its own, says every second how far it has come, and ends when the time is up or somebody put
/// the proposal aside (then `None`).
async fn search(
    ctx: &Ctx,
    scope: &Scope,
    head: &Head,
    roster: Roster,
    asked: &Asked,
) -> Result<Option<Formation>> {
    let stop = Arc::new(AtomicBool::new(false));
    let (time, settings, heard) = (
        Duration::from_secs(asked.seconds.max(1).into()),
        asked.settings.clone(),
        stop.clone(),
    );
    let begun = Instant::now();
    let mut search = tokio::task::spawn_blocking(move || {
        formation::form(&roster, &settings, &mut || {
            !heard.load(Ordering::Relaxed) && begun.elapsed() < time
        })
    });
    loop {
        tokio::select! {
            formed = &mut search => {
                let formed = formed.map_err(|e| Problem::internal(&e))?;
                return Ok((!stop.load(Ordering::Relaxed)).then_some(formed));
            }
            () = tokio::time::sleep(Duration::from_secs(1)) => {
                let done = begun.elapsed().as_secs_f64() / time.as_secs_f64();
                if !proposals::progress(ctx.db(), scope, head, done.min(0.95)).await.unwrap_or(true) {
                    stop.store(true, Ordering::Relaxed);
                }
            }
        }
    }
}

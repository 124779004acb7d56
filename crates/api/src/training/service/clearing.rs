//! Applies the rule of clearance: works out who is cleared, and keeps it with the participant, where everything that brings a
//! mentor and a mentee together looks.
//!
//! Asked again whenever something changes that it rests on: a completion, a signature, a reference, the path, the settings, who
//! is in the scheme, and the day. For a whole scheme that is one query for each thing that is read, however many mentors.

use super::asked::Asks;
use super::daily::DAILY;
use super::path::{self, Stone};
use crate::cohorts::entity::{participant, scheme};
use crate::cohorts::roll::local_day;
use crate::cohorts::service::participants::{BY_TRAINING, CLEAR_MENTORS, WORK_OUT_AWARDS};

pub use crate::cohorts::service::participants::BY_STAFF;
use crate::ctx::Ctx;
use crate::jobs::NewJob;
use crate::problem::Result;
use crate::training::entity::training_progress as progress;
use crate::training::store::completions::{self as store, Counted};
use crate::training::store::modules;
use crate::work::Work;
use cairn_domain::cohorts::{Clearance, ClearanceStatus};
use cairn_domain::identity::{Action, Scope};
use cairn_domain::ids::{ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::training::clearance::{Asked, Decision, Span, at_once, clearance, kept};
use cairn_domain::training::{CompletionSource, Progress, TrainingSettings, decision};
use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _, Set,
};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Asks for a whole scheme's clearances to be worked out soon.
///
/// # Errors
/// When the database refuses.
pub async fn later(work: &mut Work, scheme: SchemeId) -> Result<()> {
    work.enqueue(NewJob::new(
        CLEAR_MENTORS,
        serde_json::json!({ "scheme_id": scheme }),
    ))
    .await
}

/// The same for the scheme of a module, or for every scheme when the module is central.
///
/// # Errors
/// When the database refuses.
pub async fn later_where(work: &mut Work, scheme: Option<SchemeId>) -> Result<()> {
    let schemes = match scheme {
        Some(scheme) => vec![scheme.0],
        None => {
            scheme::Entity::find()
                .select_only()
                .column(scheme::Column::Id)
                .into_tuple()
                .all(work.tx())
                .await?
        }
    };
    for scheme in schemes {
        later(work, SchemeId(scheme)).await?;
    }
    Ok(())
}

/// The job. Run twice, it changes nothing the second time.
///
/// # Errors
/// When the database refuses; then it is tried again.
pub async fn run(ctx: &Ctx, payload: &serde_json::Value) -> Result<()> {
    let scheme: SchemeId = serde_json::from_value(payload["scheme_id"].clone())?;
    let mut work = ctx.begin_as(None).await?;
    let changed = work_out(&mut work, scheme, None).await?;
    if changed.is_empty() {
        // Standings may have changed all the same, and what mentors have earned with them.
        return work.commit().await;
    }
    let sentence = format!("Worked out clearances again: {} changed.", changed.len());
    work.audit(Some(scheme), "training.cleared_again", Some(scheme.0), sentence)
        .await?;
    work.commit().await
}

/// A clearance that came out differently.
pub struct Change {
    pub mentor: ParticipantId,
    pub before: Clearance,
    pub after: Clearance,
}

/// Works out the clearance of a scheme's mentors, or of one, and keeps what changed.
///
/// # Errors
/// When the database refuses.
pub async fn work_out(work: &mut Work, scheme: SchemeId, only: Option<ParticipantId>) -> Result<Vec<Change>> {
    let house = crate::identity::house::scope(Action::RecordTraining)?;
    let find = scheme::Entity::find_by_id(scheme.0);
    // Two that work out a whole scheme would each hold mentors whom the other waits for.
    let find = if only.is_none() {
        find.lock(LockType::NoKeyUpdate)
    } else {
        find
    };
    let Some(row) = find.one(work.tx()).await? else {
        return Ok(Vec::new());
    };
    let today = local_day(&row.time_zone, work.now);
    let facts = Facts::read(work, &house, scheme, only, today).await?;
    keep_standings(work, &house, scheme, only, &facts).await?;
    work.enqueue(NewJob::new(
        WORK_OUT_AWARDS,
        serde_json::json!({ "scheme_id": scheme, "participant_id": only }),
    ))
    .await?;
    let mut changes = Vec::new();
    for mentor in &facts.mentors {
        let before = stored(mentor);
        let worked_out = clearance(
            &facts.asked(mentor, &row.time_zone, today),
            facts.started(mentor),
            decided(mentor),
            today,
        );
        let after = kept(before, worked_out, today);
        if before != after {
            changes.push(Change {
                mentor: ParticipantId(mentor.id),
                before,
                after,
            });
        }
    }
    keep_clearances(work, &changes, &facts).await?;
    if !changes.is_empty() {
        work.announce(Topic::Training, scheme.0, Some(scheme));
        work.announce(Topic::Cohort, scheme.0, Some(scheme));
    }
    // A day that passes is seen to every morning; what is lost in between is written about at once.
    if changes
        .iter()
        .any(|c| c.before.holds_on(today) && !c.after.holds_on(today))
    {
        work.enqueue(NewJob::new(DAILY, serde_json::json!({ "scheme_id": scheme })))
            .await?;
    }
    Ok(changes)
}

fn stored(mentor: &participant::Model) -> Clearance {
    Clearance {
        status: mentor.clearance.parse().unwrap_or(ClearanceStatus::NotStarted),
        from: mentor.cleared_on,
        until: mentor.clearance_expires,
    }
}

/// What staff decided for a mentor, if they did: it stays, whatever holds today.
fn decided(mentor: &participant::Model) -> Option<Decision> {
    let status = mentor.decided.as_deref()?.parse().ok()?;
    decision(status, mentor.decided_from, mentor.decided_until)
}

/// Everything that clearances rest on.
struct Facts {
    mentors: Vec<participant::Model>,
    stones: Vec<Stone>,
    settings: TrainingSettings,
    counted: HashMap<Uuid, Vec<Counted>>,
    asks: Asks,
    signatures: HashMap<Uuid, Vec<store::Signature>>,
    begun: HashMap<Uuid, u32>,
}

impl Facts {
    async fn read(
        work: &Work,
        house: &Scope,
        scheme: SchemeId,
        only: Option<ParticipantId>,
        today: NaiveDate,
    ) -> Result<Self> {
        // They are held first: what another request records of them meanwhile is read after it is there.
        let mentors = store::mentors(work.tx(), house, scheme, only).await?;
        let (settings, _) = modules::settings(work.tx(), house, scheme).await?;
        let stones = path::of_scheme(work.tx(), house, scheme).await?;
        let asks = Asks::note(work, scheme, &stones, &settings, today).await?;
        let since = asks
            .conduct(settings.code_of_conduct_version)
            .after_version
            .unwrap_or_else(|| version(&settings));
        let mut counted: HashMap<Uuid, Vec<Counted>> = HashMap::new();
        for row in store::counted(work.tx(), house, scheme, only).await? {
            counted.entry(row.participant_id).or_default().push(row);
        }
        let mut begun: HashMap<Uuid, u32> = HashMap::new();
        for standing in store::standings(work.tx(), house, scheme, only).await? {
            *begun.entry(standing.participant_id).or_default() += 1;
        }
        Ok(Self {
            mentors,
            signatures: store::signatures(work.tx(), house, scheme, since, only).await?,
            stones,
            asks,
            settings,
            counted,
            begun,
        })
    }

    fn started(&self, mentor: &participant::Model) -> bool {
        self.begun.contains_key(&mentor.id) || self.signatures.contains_key(&mentor.id)
    }

    /// One entry for each thing that is asked of a mentor, with the days on which it is met.
    fn asked(&self, mentor: &participant::Model, time_zone: &str, today: NaiveDate) -> Vec<Asked> {
        let none = Vec::new();
        let counted = self.counted.get(&mentor.id).unwrap_or(&none);
        let mut asked: Vec<Asked> = self
            .stones
            .iter()
            .filter(|s| s.is_compulsory && s.is_for(mentor.programme_id))
            .map(|s| Asked {
                is_check: false,
                from: self.asks.module(s.id.0).from,
                met: counted
                    .iter()
                    .filter(|c| c.module_id == s.id.0)
                    .map(|c| Span {
                        from: c.completed_on,
                        until: c.expires_on,
                    })
                    .collect(),
            })
            .collect();
        // Checks come on top of modules: by themselves they clear nobody.
        if asked.is_empty() {
            return asked;
        }
        at_once(&mut asked, today);
        if self.settings.code_of_conduct_needed {
            asked.push(self.code(mentor, time_zone));
        }
        if self.settings.reference_needed {
            let seen = mentor.reference_seen_on.map(|from| Span { from, until: None });
            asked.push(Asked {
                is_check: true,
                from: self.asks.reference().from,
                met: seen.into_iter().collect(),
            });
        }
        asked
    }

    /// The code of conduct: a signature of its version for good, one of the version before until the new one is asked.
    fn code(&self, mentor: &participant::Model, time_zone: &str) -> Asked {
        let since = self.asks.conduct(self.settings.code_of_conduct_version);
        let before = since.from.and_then(|f| f.pred_opt());
        let signed = self.signatures.get(&mentor.id).into_iter().flatten();
        let met = signed.filter_map(|s| {
            let from = local_day(time_zone, s.signed_at);
            if s.conduct_version == version(&self.settings) {
                Some(Span { from, until: None })
            } else {
                let until = before.filter(|until| *until >= from)?;
                Some(Span {
                    from,
                    until: Some(until),
                })
            }
        });
        Asked {
            is_check: true,
            from: since.from.filter(|_| since.after_version.is_none()),
            met: met.collect(),
        }
    }
}

fn version(settings: &TrainingSettings) -> i32 {
    i32::try_from(settings.code_of_conduct_version).unwrap_or(0)
}

/// Updates rows that come out alike together, so that a whole scheme takes few statements.
async fn keep_clearances(work: &Work, changes: &[Change], facts: &Facts) -> Result<()> {
    type Outcome = (ClearanceStatus, Option<NaiveDate>, Option<NaiveDate>, bool);
    let decisions: HashMap<Uuid, Decision> = facts
        .mentors
        .iter()
        .filter_map(|m| Some((m.id, decided(m)?)))
        .collect();
    let mut alike: BTreeMap<Outcome, Vec<Uuid>> = BTreeMap::new();
    for change in changes {
        let after = &change.after;
        // Whose doing it is: of training that lasts longer, or of a decision.
        let by_training = match decisions.get(&change.mentor.0) {
            None => true,
            Some(Decision::Suspended) => false,
            Some(Decision::Cleared(from, until)) => {
                after.status == ClearanceStatus::Cleared && (after.from, after.until) != (*from, *until)
            }
        };
        alike
            .entry((after.status, after.from, after.until, by_training))
            .or_default()
            .push(change.mentor.0);
    }
    for ((status, from, until, by_training), mentors) in alike {
        for some in mentors.chunks(5000) {
            let mut update = participant::Entity::update_many()
                .col_expr(participant::Column::Clearance, Expr::value(status.as_str()))
                .col_expr(participant::Column::ClearedOn, Expr::value(from))
                .col_expr(participant::Column::ClearanceExpires, Expr::value(until))
                .col_expr(participant::Column::UpdatedAt, Expr::value(work.now))
                .col_expr(
                    participant::Column::Version,
                    Expr::col(participant::Column::Version).add(1),
                );
            let by = if by_training { BY_TRAINING } else { BY_STAFF };
            update = update.col_expr(participant::Column::ClearanceBy, Expr::value(by));
            update
                .filter(participant::Column::Id.is_in(some.iter().copied()))
                .exec(work.tx())
                .await?;
        }
    }
    Ok(())
}

/// The completion that counts longest, by mentor and module, is kept with the progress: what lists and counts read.
async fn keep_standings(
    work: &Work,
    house: &Scope,
    scheme: SchemeId,
    only: Option<ParticipantId>,
    facts: &Facts,
) -> Result<()> {
    let mut best: HashMap<(Uuid, Uuid), &Counted> = HashMap::new();
    for c in facts.counted.values().flatten() {
        let longest = |x: &Counted| (x.expires_on.unwrap_or(NaiveDate::MAX), x.completed_on);
        let kept = best.entry((c.participant_id, c.module_id)).or_insert(c);
        if longest(c) > longest(kept) {
            *kept = c;
        }
    }
    for there in store::standings(work.tx(), house, scheme, only).await? {
        let now = best.remove(&(there.participant_id, there.module_id));
        let wanted = now.map(|c| (c.completed_on, c.expires_on, c.source.as_str()));
        let kept = there
            .completed_on
            .map(|on| (on, there.expires_on, there.source.as_deref().unwrap_or_default()));
        if wanted != kept {
            progress::Entity::update_many()
                .col_expr(progress::Column::CompletedOn, Expr::value(wanted.map(|w| w.0)))
                .col_expr(progress::Column::ExpiresOn, Expr::value(wanted.and_then(|w| w.1)))
                .col_expr(
                    progress::Column::Source,
                    Expr::value(wanted.map(|w| w.2.to_owned())),
                )
                .filter(progress::Column::Id.eq(there.id))
                .exec(work.tx())
                .await?;
        }
    }
    // Recorded without a step here: by staff, by another system, or for another scheme.
    let missing: Vec<_> = best
        .into_iter()
        .map(|((mentor, module), c)| {
            Ok(progress::ActiveModel {
                id: Set(Uuid::now_v7()),
                scheme_id: Set(scheme.0),
                participant_id: Set(mentor),
                module_id: Set(module),
                content_version: Set(c
                    .content_version
                    .filter(|_| c.source == CompletionSource::Module.as_str())),
                progress: Set(serde_json::to_value(Progress::default())?),
                started_at: Set(work.now),
                last_step_at: Set(work.now),
                completed_on: Set(Some(c.completed_on)),
                expires_on: Set(c.expires_on),
                source: Set(Some(c.source.clone())),
            })
        })
        .collect::<Result<_>>()?;
    insert_all(work, missing).await
}

async fn insert_all(work: &Work, mut rows: Vec<progress::ActiveModel>) -> Result<()> {
    if rows.len() == 1
        && let Some(row) = rows.pop()
    {
        row.insert(work.tx()).await?;
        return Ok(());
    }
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(1000));
        progress::Entity::insert_many(rows)
            .exec_without_returning(work.tx())
            .await?;
        rows = rest;
    }
    Ok(())
}

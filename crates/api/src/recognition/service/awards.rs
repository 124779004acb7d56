//! Awards that a scheme offers: set by staff as rules, changed, put aside, and tried out before they count.

use super::standing::{self, Known};
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::recognition::entity::award;
use crate::recognition::store::awards::{self as store, Counts};
use crate::recognition::store::grants::{self, Named};
use crate::training::service::path;
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{AwardId, ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::rule::{assess, nearest};
use cairn_domain::recognition::{
    Assessment, AwardContent, AwardRule, AwardView, DryRun, DryRunPerson, DryRunStep, DryRunView, NewAward,
};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What an award says, as it is kept with everybody who is given it.
///
/// # Errors
/// When what is stored can't be read.
pub fn content(row: &award::Model) -> Result<AwardContent> {
    let tier = row.tier.as_deref().map(str::parse).transpose();
    Ok(AwardContent {
        name: row.name.clone(),
        tier: tier.map_err(|e: String| Problem::internal(&e))?,
        description: row.description.clone(),
        rule: serde_json::from_value(row.rule.clone())?,
        has_certificate: row.has_certificate,
        has_badge: row.has_badge,
    })
}

fn view(row: &award::Model, counts: Counts) -> Result<AwardView> {
    Ok(AwardView {
        id: AwardId(row.id),
        scheme_id: SchemeId(row.scheme_id),
        content: content(row)?,
        position: row.position,
        is_archived: row.archived_at.is_some(),
        grants: counts.grants,
        ready: counts.ready,
        one_short: counts.one_short,
        version: row.version,
    })
}

/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn list(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<Vec<AwardView>> {
    reach::scheme(ctx.db(), scope, scheme).await?;
    let rows = store::all(ctx.db(), scope, scheme).await?;
    let counts = store::counts(ctx.db(), scope, scheme).await?;
    rows.iter()
        .map(|r| view(r, counts.get(&r.id).copied().unwrap_or_default()))
        .collect()
}

/// # Errors
/// 404 when the award's scheme isn't in reach.
pub async fn one(ctx: &Ctx, scope: &Scope, id: AwardId) -> Result<AwardView> {
    let row = store::one(ctx.db(), scope, id, false).await?;
    let counts = store::counts(ctx.db(), scope, SchemeId(row.scheme_id)).await?;
    view(&row, counts.get(&row.id).copied().unwrap_or_default())
}

/// # Errors
/// 422 for a rule that names a module which the scheme's path doesn't have.
async fn check_modules(work: &Work, scope: &Scope, scheme: SchemeId, rule: &AwardRule) -> Result<()> {
    let stones = path::of_scheme(work.tx(), scope, scheme).await?;
    refuse_unknown(rule, &stones.iter().map(|s| s.key.as_str()).collect())
}

fn refuse_unknown(rule: &AwardRule, known: &HashSet<&str>) -> Result<()> {
    use cairn_domain::recognition::Requirement;
    let mut faults = Vec::new();
    for (b, block) in rule.blocks.iter().enumerate() {
        for (r, requirement) in block.requirements.iter().enumerate() {
            let Requirement::Modules { keys } = requirement else {
                continue;
            };
            for (k, key) in keys
                .iter()
                .enumerate()
                .filter(|(_, key)| !known.contains(key.as_str()))
            {
                let at = format!("/rule/blocks/{b}/requirements/{r}/keys/{k}");
                faults.push((at, format!("This scheme's training has no module {key}.")));
            }
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(faults))
    }
}

/// # Errors
/// 404 or 403 when the scheme isn't in reach as a whole, 422 for a rule with unknown modules.
pub async fn add(ctx: &Ctx, scope: &Scope, input: NewAward) -> Result<AwardView> {
    let scheme = input.scheme_id;
    let work = ctx.begin(scope).await?;
    reach::whole_scheme(work.tx(), scope, scheme).await?;
    check_modules(&work, scope, scheme, &input.content.rule).await?;
    let position = store::next_position(work.tx(), scope, scheme).await?;
    let content = input.content;
    let row = award::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        name: Set(content.name.trim().to_owned()),
        tier: Set(content.tier.map(|t| t.as_str().to_owned())),
        description: Set(content.description.trim().to_owned()),
        rule: Set(serde_json::to_value(&content.rule)?),
        has_certificate: Set(content.has_certificate),
        has_badge: Set(content.has_badge),
        position: Set(position),
        archived_at: Set(None),
        created_at: Set(work.now),
        updated_at: Set(work.now),
        version: Set(1),
    }
    .insert(work.tx())
    .await?;
    let sentence = format!("Added the award {}.", row.name);
    keep(work, scheme, "recognition.award_added", row.id, sentence).await?;
    one(ctx, scope, AwardId(row.id)).await
}

/// Writes it down, has the standings worked out, and keeps everything.
async fn keep(mut work: Work, scheme: SchemeId, verb: &str, id: Uuid, sentence: String) -> Result<()> {
    work.audit(Some(scheme), verb, Some(id), sentence).await?;
    standing::later(&mut work, scheme, None).await?;
    work.announce(Topic::Recognition, id, Some(scheme));
    work.commit().await
}

/// An award of a scheme that is in reach as a whole, for a change.
async fn to_change(work: &Work, scope: &Scope, id: AwardId) -> Result<(award::Model, SchemeId)> {
    let row = store::one(work.tx(), scope, id, true).await?;
    let scheme = SchemeId(row.scheme_id);
    reach::whole_scheme(work.tx(), scope, scheme).await?;
    Ok((row, scheme))
}

/// Changes what an award says and asks for. Whoever has it keeps it as it was when it was given.
///
/// # Errors
/// 404 or 403 out of reach, 412 when changed meanwhile, 422 for a rule with unknown modules.
pub async fn change(
    ctx: &Ctx,
    scope: &Scope,
    id: AwardId,
    seen: i32,
    content: AwardContent,
) -> Result<AwardView> {
    let work = ctx.begin(scope).await?;
    let (row, scheme) = to_change(&work, scope, id).await?;
    if row.version != seen {
        return Err(Problem::stale());
    }
    check_modules(&work, scope, scheme, &content.rule).await?;
    let mut change = row.into_active_model();
    change.name = Set(content.name.trim().to_owned());
    change.tier = Set(content.tier.map(|t| t.as_str().to_owned()));
    change.description = Set(content.description.trim().to_owned());
    change.rule = Set(serde_json::to_value(&content.rule)?);
    change.has_certificate = Set(content.has_certificate);
    change.has_badge = Set(content.has_badge);
    change.updated_at = Set(work.now);
    change.version = Set(seen + 1);
    let row = change.update(work.tx()).await?;
    let sentence = format!("Changed the award {}.", row.name);
    keep(work, scheme, "recognition.award_changed", row.id, sentence).await?;
    one(ctx, scope, id).await
}

/// Puts an award aside, or offers it again. Whoever has it keeps it.
///
/// # Errors
/// 404 or 403 out of reach.
pub async fn archive(ctx: &Ctx, scope: &Scope, id: AwardId, aside: bool) -> Result<AwardView> {
    let work = ctx.begin(scope).await?;
    let (row, scheme) = to_change(&work, scope, id).await?;
    if row.archived_at.is_some() != aside {
        let version = row.version + 1;
        let mut change = row.into_active_model();
        change.archived_at = Set(aside.then_some(work.now));
        change.updated_at = Set(work.now);
        change.version = Set(version);
        let row = change.update(work.tx()).await?;
        let (verb, sentence) = if aside {
            (
                "recognition.award_put_aside",
                format!("Put the award {} aside.", row.name),
            )
        } else {
            (
                "recognition.award_restored",
                format!("Offers the award {} again.", row.name),
            )
        };
        keep(work, scheme, verb, row.id, sentence).await?;
    }
    one(ctx, scope, id).await
}

/// Most people that a dry run names.
const NAMED: usize = 50;

/// Tries a rule on the mentors of a scheme, as they stand now. Changes nothing.
///
/// # Errors
/// 404 when the scheme isn't in reach as a whole, 422 for a rule with unknown modules.
pub async fn dry_run(ctx: &Ctx, scope: &Scope, input: DryRun) -> Result<DryRunView> {
    let scheme = reach::whole_scheme(ctx.db(), scope, input.scheme_id).await?;
    let stones = path::of_scheme(ctx.db(), scope, input.scheme_id).await?;
    refuse_unknown(&input.rule, &stones.iter().map(|s| s.key.as_str()).collect())?;
    let today = reach::today(&scheme, ctx.now);
    let known = standing::facts(ctx.db(), scope, input.scheme_id, None, today).await?;
    let assessed: Vec<(&Known, Assessment)> =
        known.iter().map(|k| (k, assess(&input.rule, &k.facts))).collect();
    let with = |missing: u32| assessed.iter().filter(move |(_, a)| a.missing == missing);
    let shown: Vec<Uuid> = with(0)
        .take(NAMED)
        .chain(with(1).take(NAMED))
        .map(|(k, _)| k.mentor.id)
        .collect();
    let names = grants::named(ctx.db(), scope, shown).await?;
    let people = |missing: u32| -> Vec<DryRunPerson> {
        with(missing)
            .take(NAMED)
            .filter_map(|(k, a)| names.get(&k.mentor.id).map(|named| person(&input.rule, named, a)))
            .collect()
    };
    Ok(DryRunView {
        mentors: known.len() as u32,
        would_get: with(0).count() as u32,
        one_short: with(1).count() as u32,
        getting: people(0),
        nearly: people(1),
        steps: steps(&input.rule, &assessed),
    })
}

fn person(rule: &AwardRule, named: &Named, found: &Assessment) -> DryRunPerson {
    DryRunPerson {
        participant_id: ParticipantId(named.id),
        name: named.name(),
        programme_code: named.programme_code.clone(),
        missing: nearest(rule, found)
            .into_iter()
            .map(|s| format!("{}: {} so far", s.label, s.have))
            .collect(),
    }
}

fn steps(rule: &AwardRule, assessed: &[(&Known, Assessment)]) -> Vec<DryRunStep> {
    let mut met: HashMap<usize, u32> = HashMap::new();
    for (_, found) in assessed {
        for (n, _) in found.steps.iter().enumerate().filter(|(_, s)| s.is_met) {
            *met.entry(n).or_default() += 1;
        }
    }
    let all = rule.blocks.iter().flat_map(|b| &b.requirements).enumerate();
    all.map(|(n, r)| DryRunStep {
        label: r.label(),
        met_by: met.get(&n).copied().unwrap_or(0),
    })
    .collect()
}

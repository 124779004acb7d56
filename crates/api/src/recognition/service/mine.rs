//! A mentor's own page of recognition: what they have, what is next, and what they say about it themself.

use super::standing::{self, Known};
use super::{appeals, grants, hear, wbl};
use crate::cohorts::mentor_place::{self, Place};
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::recognition::entity::{award, evidence, skills_statement as skills};
use crate::recognition::store::mine as store;
use crate::recognition::store::thanks;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{AwardId, EvidenceId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::rule::assess;
use cairn_domain::recognition::{
    AwardRule, Facts, GrantState, GrantView, MyAward, MyRecognition, ReceivedThanks, SkillsStatement,
};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};

/// The caller's recognition, an entry for each scheme that they mentor in; everything is read anew.
///
/// # Errors
/// When the database can't be read.
pub async fn show(ctx: &Ctx, scope: &Scope) -> Result<Vec<MyRecognition>> {
    let mut all = Vec::new();
    for place in mentor_place::places(ctx.db(), scope).await? {
        all.push(of(ctx, scope, place).await?);
    }
    Ok(all)
}

async fn of(ctx: &Ctx, scope: &Scope, place: Place) -> Result<MyRecognition> {
    let (db, id, scheme) = (ctx.db(), place.id(), place.scheme_id());
    let today = reach::today(&place.scheme, ctx.now);
    let known = standing::facts(db, scope, scheme, Some(id), today).await?;
    let known: Known = known
        .into_iter()
        .next()
        .ok_or_else(|| Problem::not_found("mentor"))?;
    let (sums, hear_minutes) = (known.shown(), known.shown().hear_minutes);
    let awards = store::awards(db, scope, scheme).await?;
    let given = grants::of(db, ctx, scope, id).await?;
    let (settings, _) = hear::settings(db).await?;
    let statement = store::statement(db, scope, id).await?;
    let heard = thanks::heard(db, scope, id).await?;
    Ok(MyRecognition {
        scheme_id: scheme,
        scheme_name: place.scheme.name.clone(),
        participant_id: id,
        sums,
        awards: mine(awards, given, &known.facts)?,
        hear: hear::mine(db, scope, &place.scheme, &place.mentor, hear_minutes, today).await?,
        hear_label: settings.label,
        wbl: wbl::mine(db, scope, &place.scheme, &place.mentor).await?,
        appeals: appeals::of(db, scope, id).await?,
        thanks: heard.into_iter().map(received).collect(),
        skills_version: statement.as_ref().map_or(0, |s| s.version),
        skills_statement: statement.map(|s| s.text).unwrap_or_default(),
    })
}

fn received(row: evidence::Model) -> ReceivedThanks {
    ReceivedThanks {
        id: EvidenceId(row.id),
        text: row.text,
        said_on: row.happened_on,
    }
}

/// The awards that are offered, and those that were put aside but that the mentor was given.
fn mine(awards: Vec<award::Model>, mut given: Vec<GrantView>, facts: &Facts) -> Result<Vec<MyAward>> {
    // Of one that was taken back and given again, the one that is valid; else the last.
    given.sort_by_key(|g| (g.state != GrantState::Valid, std::cmp::Reverse(g.granted_on)));
    let mut shown = Vec::with_capacity(awards.len());
    for award in awards {
        let at = given.iter().position(|g| g.award_id.0 == award.id);
        let grant = at.map(|at| given.remove(at));
        if award.archived_at.is_some() && grant.is_none() {
            continue;
        }
        let rule: AwardRule = serde_json::from_value(award.rule)?;
        // Who was given an award has it as it was then, whatever it is called since.
        let (name, tier) = match &grant {
            Some(grant) => (grant.award_name.clone(), grant.tier),
            None => (award.name, award.tier.and_then(|t| t.parse().ok())),
        };
        shown.push(MyAward {
            award_id: AwardId(award.id),
            name,
            tier,
            description: award.description,
            progress: assess(&rule, facts),
            grant,
        });
    }
    Ok(shown)
}

/// Keeps what the caller says about their skills. Where a version was seen, only over that one.
///
/// # Errors
/// 404 when the caller is no mentor there, 412 when it has changed since it was seen.
pub async fn say(
    ctx: &Ctx,
    scope: &Scope,
    seen: Option<i32>,
    input: SkillsStatement,
) -> Result<(i32, SkillsStatement)> {
    let mut work = ctx.begin(scope).await?;
    let place = mentor_place::place(work.tx(), scope, input.scheme_id).await?;
    mentor_place::one_at_a_time(work.tx(), scope, place.id()).await?;
    let before = store::statement(work.tx(), scope, place.id()).await?;
    let version = before.as_ref().map_or(0, |s| s.version);
    if seen.is_some_and(|seen| seen != version) {
        return Err(Problem::stale());
    }
    let text = input.text.trim().to_owned();
    if let Some(before) = before {
        let mut change = before.into_active_model();
        change.text = Set(text.clone());
        change.updated_at = Set(work.now);
        change.version = Set(version + 1);
        change.update(work.tx()).await?;
    } else {
        let new = skills::ActiveModel {
            participant_id: Set(place.mentor.id),
            scheme_id: Set(place.scheme.id),
            person_id: Set(place.mentor.person_id),
            text: Set(text.clone()),
            updated_at: Set(work.now),
            version: Set(1),
        };
        new.insert(work.tx()).await?;
    }
    let sentence = "Wrote about their skills.";
    work.audit(
        Some(input.scheme_id),
        "recognition.skills_said",
        Some(place.mentor.id),
        sentence,
    )
    .await?;
    work.announce(Topic::Recognition, place.mentor.id, Some(input.scheme_id));
    work.commit().await?;
    let said = SkillsStatement {
        scheme_id: input.scheme_id,
        text,
    };
    Ok((version + 1, said))
}

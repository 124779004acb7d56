//! How recognition goes in a scheme, in figures; and the mentors by how far they are with an award.

use crate::cohorts::reach;
use crate::cohorts::roll::listed_name;
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::problem::{Problem, Result};
use crate::recognition::entity::award;
use crate::recognition::store::dashboard::{self as store, Cell, Given, Holders, Lacking};
use crate::recognition::store::ranking::{self, Filter, Row};
use crate::recognition::store::standing;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{AwardGrantId, AwardId, ParticipantId, PersonId, ProgrammeId, SchemeId};
use cairn_domain::paging::Page;
use cairn_domain::recognition::rule::{assess, nearest};
use cairn_domain::recognition::{
    Assessment, AwardCount, AwardRule, Facts, HoursCount, MentorRecognition, ProgrammeRecognition,
    RecognitionDashboard, RecognitionFilter, WaitingCounts,
};
use sea_orm::EntityTrait as _;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

fn whole(n: Option<i64>) -> u64 {
    n.unwrap_or(0).unsigned_abs()
}

fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(0)
}

fn few(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn show(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<Uuid>,
) -> Result<RecognitionDashboard> {
    let db = ctx.db();
    reach::scheme(db, scope, scheme).await?;
    let cells = store::cells(db, scope, scheme, only).await?;
    let offered = standing::awards(db, scope, scheme).await?;
    let lacking = store::lacking(db, scope, scheme, only).await?;
    let given = store::given(db, scope, scheme, only).await?;
    let holders = store::holders(db, scope, scheme, only).await?;
    let open = store::open(db, scope, scheme, only).await?;
    let codes = store::codes(db).await?;
    let sum = |of: fn(&Cell) -> Option<i64>| cells.iter().map(|c| whole(of(c))).sum::<u64>();
    let mentors = count(cells.iter().map(|c| c.mentors).sum());
    let awards: Vec<AwardCount> = offered
        .into_iter()
        .map(|a| award_count(a, mentors, &lacking, &given))
        .collect();
    Ok(RecognitionDashboard {
        mentors,
        waiting: WaitingCounts {
            evidence: few(sum(|c| c.waiting)),
            ready: awards.iter().map(|a| a.ready).sum(),
            appeals: few(open.appeals),
            hear_asked: few(open.hear_asked),
            wbl_submitted: few(open.wbl_submitted),
        },
        hours: HoursCount {
            confirmed_minutes: sum(|c| c.minutes),
            waiting_minutes: sum(|c| c.waiting_minutes),
            hear_minutes: sum(|c| c.hear_minutes),
            credit_minutes: sum(|c| c.credit_minutes),
        },
        by_programme: by_programme(&cells, &holders, &codes),
        awards,
    })
}

/// Every mentor is in one of the counts of an award.
fn award_count(award: award::Model, mentors: u32, lacking: &[Lacking], given: &[Given]) -> AwardCount {
    let of = |wanted: i32| {
        let rows = lacking
            .iter()
            .filter(|l| l.award_id == award.id && l.missing == wanted);
        count(rows.map(|l| l.mentors).sum())
    };
    let (ready, one_short) = (of(0), of(1));
    let found = given.iter().find(|g| g.award_id == award.id);
    let (has, ever) = found.map_or((0, 0), |g| (count(g.has), count(g.ever)));
    AwardCount {
        award_id: AwardId(award.id),
        name: award.name,
        tier: award.tier.and_then(|t| t.parse().ok()),
        has,
        ready,
        one_short,
        not_yet: mentors.saturating_sub(ever + ready + one_short),
        revoked: ever - has,
    }
}

fn by_programme(
    cells: &[Cell],
    holders: &[Holders],
    codes: &HashMap<Uuid, String>,
) -> Vec<ProgrammeRecognition> {
    let mut found: BTreeMap<String, ProgrammeRecognition> = BTreeMap::new();
    for cell in cells {
        let code = cell.programme_id.and_then(|p| codes.get(&p).cloned());
        let code = code.unwrap_or_else(|| "No programme".to_owned());
        let with = holders.iter().find(|h| h.programme_id == cell.programme_id);
        let of = |tier: fn(&Holders) -> i64| with.map_or(0, |h| count(tier(h)));
        let line = ProgrammeRecognition {
            programme_id: cell.programme_id.map(ProgrammeId),
            code: code.clone(),
            mentors: count(cell.mentors),
            with_award: of(|h| h.with_award),
            bronze: of(|h| h.bronze),
            silver: of(|h| h.silver),
            gold: of(|h| h.gold),
            minutes: whole(cell.minutes),
        };
        found.insert(code, line);
    }
    found.into_values().collect()
}

/// # Errors
/// 404 for an award that the scheme doesn't have.
async fn rule_of(ctx: &Ctx, scope: &Scope, filter: &Filter) -> Result<AwardRule> {
    reach::scheme(ctx.db(), scope, filter.scheme_id).await?;
    let found = award::Entity::find_by_id(filter.award_id).one(ctx.db()).await?;
    match found {
        Some(award) if award.scheme_id == filter.scheme_id.0 => Ok(serde_json::from_value(award.rule)?),
        _ => Err(Problem::not_found("award")),
    }
}

/// A page of mentors: those first who need least for the award.
///
/// # Errors
/// 404 when the scheme isn't in reach or has no such award, 400 for a cursor that isn't ours.
pub async fn page(
    ctx: &Ctx,
    scope: &Scope,
    filter: &Filter,
    page: &PageQuery,
) -> Result<Page<MentorRecognition>> {
    let (limit, after) = (page.limit()?, page.after()?);
    let rule = rule_of(ctx, scope, filter).await?;
    let rows = ranking::list(ctx.db(), scope, filter, after, Some(limit + 1)).await?;
    let total = ranking::count(ctx.db(), scope, filter).await?;
    let page = cursor::page(rows, limit, Row::key);
    Ok(Page {
        items: page
            .items
            .into_iter()
            .map(|r| view(r, &rule))
            .collect::<Result<_>>()?,
        next: page.next,
        total: Some(total),
    })
}

/// Everybody whom a filter finds, for a table.
///
/// # Errors
/// 404 when the scheme isn't in reach or has no such award.
pub async fn all(ctx: &Ctx, scope: &Scope, filter: &Filter) -> Result<Vec<MentorRecognition>> {
    let rule = rule_of(ctx, scope, filter).await?;
    let rows = ranking::list(ctx.db(), scope, filter, None, None).await?;
    rows.into_iter().map(|r| view(r, &rule)).collect()
}

fn status(row: &Row) -> RecognitionFilter {
    match row.rank {
        _ if row.grant_id.is_some() => RecognitionFilter::Has,
        _ if row.was_revoked > 0 => RecognitionFilter::Revoked,
        0 => RecognitionFilter::Ready,
        1 => RecognitionFilter::OneShort,
        _ => RecognitionFilter::NotYet,
    }
}

/// What is missing, in words: "20 hours: 18 so far".
fn missing(rule: &AwardRule, found: &Assessment) -> Vec<String> {
    let open = nearest(rule, found).into_iter();
    open.map(|s| match s.need {
        1 => s.label.clone(),
        _ => format!("{}: {} so far", s.label, s.have),
    })
    .collect()
}

fn view(r: Row, rule: &AwardRule) -> Result<MentorRecognition> {
    let found = match &r.steps {
        Some(steps) => Assessment {
            is_met: r.rank == 0,
            missing: r.rank.unsigned_abs(),
            steps: serde_json::from_value(steps.clone())?,
        },
        None => assess(rule, &Facts::default()),
    };
    Ok(MentorRecognition {
        status: status(&r),
        participant_id: ParticipantId(r.id),
        person_id: PersonId(r.person_id),
        name: listed_name(&r.given_name, r.preferred_name.as_deref(), &r.family_name),
        programme_code: r.programme_code,
        missing: found.missing,
        steps: missing(rule, &found),
        minutes: r.minutes.unwrap_or(0).unsigned_abs(),
        meetings: r.meetings.unwrap_or(0).unsigned_abs(),
        grant_id: r.grant_id.map(AwardGrantId),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cairn_domain::recognition::{Requirement, RuleBlock, RuleMode};

    #[test]
    fn what_is_missing_is_said_with_how_far_it_is() {
        let rule = AwardRule {
            mode: RuleMode::All,
            blocks: vec![RuleBlock {
                mode: RuleMode::All,
                requirements: vec![Requirement::Hours { hours: 20 }, Requirement::SignOff],
            }],
        };
        let known = Facts {
            minutes: 18 * 60,
            ..Facts::default()
        };
        let said = missing(&rule, &assess(&rule, &known));
        assert_eq!(said, ["20 hours: 18 so far", "Signed off by staff"]);
    }
}

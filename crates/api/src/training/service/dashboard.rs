//! How training goes in a scheme, in figures; and which questions people fail.

use super::roster::setting;
use crate::ctx::Ctx;
use crate::problem::Result;
use crate::training::store::modules;
use crate::training::store::tally::{self as store, Cell};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ProgrammeId, SchemeId, TrainingModuleId};
use cairn_domain::training::{
    CohortCount, ModuleContent, ModuleCount, ProgrammeCount, QuestionAnalysis, TrainingDashboard, WeekCount,
};
use chrono::{Datelike as _, Duration, NaiveDate};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn show(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    programme: Option<Uuid>,
) -> Result<TrainingDashboard> {
    let setting = setting(ctx, scope, scheme).await?;
    let when = setting.when;
    let cells = store::cells(ctx.db(), scope, scheme, programme, when.today).await?;
    let stuck = store::stuck_count(ctx.db(), scope, scheme, programme, when).await?;
    let tally = store::tally(ctx.db(), scope, scheme, programme, when.today).await?;
    let (programmes, campuses) = store::names(ctx.db()).await?;
    let sum = |of: fn(&Cell) -> i64| cells.iter().map(of).sum::<i64>().unsigned_abs();
    let mentors = sum(|c| c.mentors);
    let (cleared, lapsed, not_started) = (sum(|c| c.cleared), sum(|c| c.lapsed), sum(|c| c.not_started));
    let by_module = setting
        .stones
        .iter()
        .filter(|s| programme.is_none_or(|p| s.is_for(Some(p))))
        .map(|s| {
            let counts = tally.modules.get(&s.id.0);
            let of = cells
                .iter()
                .filter(|c| s.is_for(c.programme_id))
                .map(|c| c.mentors)
                .sum::<i64>();
            ModuleCount {
                module_id: s.id,
                key: s.key.clone(),
                title: s.title.clone(),
                is_compulsory: s.is_compulsory,
                completed: counts.map_or(0, |c| c.completed),
                started: counts.map_or(0, |c| c.started),
                lapsed: counts.map_or(0, |c| c.lapsed),
                of: of.unsigned_abs(),
            }
        })
        .collect();
    Ok(TrainingDashboard {
        mentors,
        not_started,
        in_progress: mentors.saturating_sub(cleared + lapsed + not_started),
        cleared,
        ends_soon: sum(|c| c.ends_soon),
        lapsed,
        stuck,
        minutes: setting
            .stones
            .iter()
            .filter(|s| s.is_compulsory && s.programme_id.is_none())
            .map(|s| s.minutes)
            .sum(),
        by_module,
        by_programme: by_programme(&cells, &programmes),
        by_cohort: by_cohort(&cells, &campuses),
        by_week: by_week(&tally.days),
    })
}

fn by_programme(cells: &[Cell], names: &HashMap<Uuid, String>) -> Vec<ProgrammeCount> {
    let mut found: BTreeMap<String, ProgrammeCount> = BTreeMap::new();
    for c in cells {
        let code = c
            .programme_id
            .and_then(|p| names.get(&p).cloned())
            .unwrap_or_else(|| "No programme".to_owned());
        let count = found.entry(code.clone()).or_insert_with(|| ProgrammeCount {
            programme_id: c.programme_id.map(ProgrammeId),
            code,
            cleared: 0,
            started: 0,
            of: 0,
        });
        count.cleared += c.cleared.unsigned_abs();
        count.started += (c.mentors - c.cleared - c.not_started).unsigned_abs();
        count.of += c.mentors.unsigned_abs();
    }
    found.into_values().collect()
}

fn by_cohort(cells: &[Cell], campuses: &HashMap<Uuid, String>) -> Vec<CohortCount> {
    let mut found: BTreeMap<String, CohortCount> = BTreeMap::new();
    for c in cells {
        let campus = c.campus_id.and_then(|p| campuses.get(&p));
        let label = campus.map_or_else(
            || format!("Level {}", c.level),
            |campus| format!("Level {}, {campus}", c.level),
        );
        let count = found.entry(label.clone()).or_insert(CohortCount {
            label,
            cleared: 0,
            of: 0,
        });
        count.cleared += c.cleared.unsigned_abs();
        count.of += c.mentors.unsigned_abs();
    }
    found.into_values().collect()
}

/// Weeks from the first to the last with a completion, at most the last 26; empty ones too, so that a chart tells the truth.
fn by_week(days: &BTreeMap<NaiveDate, u64>) -> Vec<WeekCount> {
    let monday = |d: NaiveDate| d - Duration::days(i64::from(d.weekday().num_days_from_monday()));
    let (Some((first, _)), Some((last, _))) = (days.first_key_value(), days.last_key_value()) else {
        return Vec::new();
    };
    let last = monday(*last);
    let first = monday(*first).max(last - Duration::weeks(25));
    let mut weeks: BTreeMap<NaiveDate, u64> = BTreeMap::new();
    let mut week = first;
    while week <= last {
        weeks.insert(week, 0);
        week += Duration::weeks(1);
    }
    for (day, n) in days {
        if let Some(count) = weeks.get_mut(&monday(*day)) {
            *count += n;
        }
    }
    weeks
        .into_iter()
        .map(|(week, completed)| WeekCount { week, completed })
        .collect()
}

/// How every question of the scheme's quizzes is answered, those that most people fail first.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn questions(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    module: Option<Uuid>,
) -> Result<Vec<QuestionAnalysis>> {
    let tallies = store::questions(ctx.db(), scope, scheme, module).await?;
    let modules = modules::all(ctx.db(), scope, Some(scheme)).await?;
    let published = modules::published(ctx.db(), scope, &modules).await?;
    let titles: HashMap<Uuid, &str> = modules.iter().map(|m| (m.id, m.title.as_str())).collect();
    let mut found: Vec<QuestionAnalysis> = tallies
        .into_iter()
        .filter_map(|t| {
            // A question that is not asked any more is left out.
            let content: &ModuleContent = published.get(&t.module_id)?;
            let question = content
                .quiz
                .as_ref()?
                .questions
                .iter()
                .find(|q| q.key == t.question_key)?;
            Some(QuestionAnalysis {
                module_id: TrainingModuleId(t.module_id),
                module_title: (*titles.get(&t.module_id)?).to_owned(),
                key: t.question_key,
                kind: question.kind,
                text: question.text.clone(),
                asked: t.asked.unsigned_abs(),
                right: t.right.unsigned_abs(),
                wrong_in_failed: t.wrong_in_failed.unsigned_abs(),
            })
        })
        .collect();
    found.sort_by(|a, b| {
        let share = |q: &QuestionAnalysis| q.right * 1000 / q.asked.max(1);
        share(a)
            .cmp(&share(b))
            .then(b.asked.cmp(&a.asked))
            .then(a.key.cmp(&b.key))
    });
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_empty_ones_are_shown() {
        let day = |d: &str| d.parse::<NaiveDate>().unwrap();
        let weeks = by_week(&BTreeMap::from([
            (day("2026-09-02"), 2),
            (day("2026-09-06"), 1),
            (day("2026-09-21"), 4),
        ]));
        let shown: Vec<_> = weeks.iter().map(|w| (w.week.to_string(), w.completed)).collect();
        let week = |d: &str, n| (d.to_owned(), n);
        assert_eq!(
            shown,
            [
                week("2026-08-31", 3),
                week("2026-09-07", 0),
                week("2026-09-14", 0),
                week("2026-09-21", 4)
            ]
        );
        assert!(by_week(&BTreeMap::new()).is_empty());
        let far = by_week(&BTreeMap::from([(day("2020-01-01"), 1), (day("2026-09-21"), 4)]));
        assert_eq!((far.len(), far.last().map(|w| w.completed)), (26, Some(4)));
    }
}

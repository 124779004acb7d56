//! Forming the groups of module BBB, read from the sample's files.

use crate::cohort_file::sample;
use crate::finding::{Finding, thousands};
use anyhow::{Context as _, ensure};
use cairn::cohorts::import::file::CohortFile;
use cairn_domain::cohorts::import::dates::Calendar;
use cairn_domain::cohorts::import::{Facts, Plan, guess_columns, suggested_mapping};
use cairn_domain::cohorts::{Availability, ClearanceStatus, ImportField, StudyMode};
use cairn_domain::groups::formation::{Formation, Mentee, Mentor, Roster, Settings, Strategy, form};
use cairn_domain::ids::{ParticipantId, ProgrammeId, SeminarGroupId, TutorGroupId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::time::Instant;
use uuid::Uuid;

const LONGEST: f64 = 2.0;

/// Ids for whatever has a name.
#[derive(Default)]
struct Names(HashMap<(u8, String), Uuid>);

impl Names {
    fn id(&mut self, kind: u8, name: &str) -> Uuid {
        let next = (u128::from(kind) << 64) | (self.0.len() as u128 + 1);
        *self
            .0
            .entry((kind, name.to_owned()))
            .or_insert_with(|| Uuid::from_u128(next))
    }
}

fn people(file: &str) -> anyhow::Result<Vec<Facts>> {
    let bytes = std::fs::read(sample().join(file))?;
    let file = CohortFile::open(&bytes)?;
    let calendar = Calendar {
        today: NaiveDate::from_ymd_opt(2014, 2, 1).context("a day")?,
        day_zero: NaiveDate::from_ymd_opt(2014, 2, 1),
    };
    let guesses = guess_columns(file.headings(), &file.first_rows(100)?, calendar);
    let plan = Plan::new(file.headings(), &suggested_mapping(&guesses), calendar)
        .map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
    let mut people = Vec::new();
    file.each_row(|row| {
        people.extend(plan.read(row.line, |at| row.cell(at)).map(|r| r.facts));
        ControlFlow::Continue(())
    })?;
    Ok(people)
}

/// What takes the place of the tutor group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    TutorGroup,
    AgeBand,
}

fn roster(class: Class, wishes: bool) -> anyhow::Result<Roster> {
    let mut names = Names::default();
    let mut roster = Roster::default();
    for p in people("bbb-mentees.csv")? {
        let band = p.monitoring.get(&ImportField::AgeBand).cloned();
        let class = match class {
            Class::TutorGroup => p.tutor_group,
            Class::AgeBand => band,
        };
        roster.mentees.push(Mentee {
            id: ParticipantId(names.id(0, p.student_number.as_deref().unwrap_or_default())),
            programme: ProgrammeId(names.id(1, p.programme_code.as_deref().unwrap_or_default())),
            level: p.level.context("a level")?,
            tutor_group: class.map(|name| TutorGroupId(names.id(2, &name))),
            seminar_group: p
                .seminar_group
                .filter(|_| wishes)
                .map(|name| SeminarGroupId(names.id(3, &name))),
            campus: None,
            mode: p.mode.unwrap_or(StudyMode::FullTime),
            availability: Availability::default(),
            interests: if wishes { p.interests } else { vec![] },
            needs: vec![],
            monitored: vec![],
            pinned_to: None,
        });
    }
    for p in people("bbb-mentors.csv")? {
        roster.mentors.push(Mentor {
            id: ParticipantId(names.id(0, p.student_number.as_deref().unwrap_or_default())),
            programme: ProgrammeId(names.id(1, p.programme_code.as_deref().unwrap_or_default())),
            level: p.level.context("a level")?,
            campus: None,
            capacity: p.capacity.unwrap_or(0),
            max_groups: 1,
            availability: Availability::default(),
            interests: if wishes { p.interests } else { vec![] },
            cleared: p.clearance == Some(ClearanceStatus::Cleared),
        });
    }
    Ok(roster)
}

/// Fewest pairs from one class: each dealt as evenly as can be over the groups.
fn closed_form(roster: &Roster, groups: u64) -> u64 {
    let mut classes: BTreeMap<TutorGroupId, u64> = BTreeMap::new();
    for class in roster.mentees.iter().filter_map(|m| m.tutor_group) {
        *classes.entry(class).or_default() += 1;
    }
    let pairs = |n: u64| n * n.saturating_sub(1) / 2;
    let dealt = |n: u64| {
        let (each, over) = (n / groups, n % groups);
        over * pairs(each + 1) + (groups - over) * pairs(each)
    };
    classes.into_values().map(dealt).sum()
}

/// Forms the groups three times; the middle time, and the groups.
fn timed(roster: &Roster) -> anyhow::Result<(f64, Formation)> {
    let settings = Settings {
        strategy: Strategy::CrossCutting,
        ..Settings::default()
    };
    let mut runs: Vec<(f64, Formation)> = (0..3)
        .map(|_| {
            let start = Instant::now();
            let formation = form(roster, &settings, &mut || true);
            (start.elapsed().as_secs_f64(), formation)
        })
        .collect();
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(runs.swap_remove(1))
}

/// # Errors
/// When the sample can't be read.
pub fn measure() -> anyhow::Result<()> {
    for (class, wishes, what) in [
        (Class::TutorGroup, false, "by tutor group"),
        (Class::AgeBand, false, "by three age bands in their place"),
        (
            Class::TutorGroup,
            true,
            "by tutor group, seminar group and interests",
        ),
    ] {
        let roster = roster(class, wishes)?;
        ensure!(roster.mentees.len() == 2_292, "module BBB has 2,292 mentees");
        let (seconds, formed) = timed(&roster)?;
        let m = formed.metrics;
        let best = closed_form(&roster, u64::from(m.groups));
        let what = format!("Groups for module BBB (2,292) {what}");
        Finding::new(what.clone(), "", format!("{seconds:.2} s"))
            .against(format!("{LONGEST} s"), seconds <= LONGEST)
            .tell()?;
        Finding::new(
            format!("{what}: pairs from one class"),
            "",
            thousands(m.same_tutor_pairs),
        )
        .against(
            format!("{}, the closed form", thousands(best)),
            m.same_tutor_pairs == best,
        )
        .tell()?;
    }
    Ok(())
}

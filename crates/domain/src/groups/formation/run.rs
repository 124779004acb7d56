//! Forming, as a story: compose each pool, mend, give mentors, mend again, explain who is left, measure.

use super::board::{Board, Draft};
use super::people::People;
use super::{Formation, FormedGroup, MentorMatch, Roster, Settings};
use super::{advice, compose, contested, cost, diagnose, matching, measure, repair};
use crate::ids::ProgrammeId;
use fastrand::Rng;
use std::collections::BTreeMap;

/// Forms groups. The same roster, settings and seed always give the same groups.
///
/// `keep_going` is asked now and then; when it says no, the search ends and what there is keeps every rule all the same.
pub fn form(roster: &Roster, settings: &Settings, keep_going: &mut dyn FnMut() -> bool) -> Formation {
    let people = People::new(roster, settings);
    let (board, finished) = arrange(&people, keep_going);
    Formation {
        groups: groups(&board),
        unplaced: diagnose::unplaced(&board, &mut advice::by_forming(&board, keep_going)),
        metrics: measure::of(&board),
        stopped_early: !finished,
    }
}

/// The groups by position, and whether the search could finish.
pub(super) fn arrange<'p, 'a>(
    people: &'p People<'a>,
    keep_going: &mut dyn FnMut() -> bool,
) -> (Board<'p, 'a>, bool) {
    let mut finished = true;
    let mut time = || {
        finished &= keep_going();
        finished
    };
    let drafts = contested::arrange(people, &mut time);
    (Board::new(people, tidy(drafts)), finished)
}

/// Composes each pool, mends, gives mentors and mends again: groups that keep every rule.
pub(super) fn once(people: &People<'_>, keep_going: &mut dyn FnMut() -> bool) -> Vec<Draft> {
    let mut rng = Rng::with_seed(people.settings.seed);
    let drafts = compose::compose(people, &mut rng, keep_going);
    let mut board = Board::new(people, drafts);
    repair::before_matching(&mut board);
    for groups in matching::by_programme(&board) {
        matching::assign(&mut board, &groups);
    }
    // Levels were kept apart to plan mentors; from here on the mentors themselves say whom they can take.
    board.drafts.iter_mut().for_each(|d| d.top = None);
    repair::after_matching(&mut board);
    board.drafts
}

fn tidy(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = drafts.into_iter().filter(|d| !d.mentees.is_empty()).collect();
    drafts.iter_mut().for_each(|d| d.mentees.sort_unstable());
    drafts
}

fn groups(b: &Board<'_, '_>) -> Vec<FormedGroup> {
    let mut labels: BTreeMap<Option<ProgrammeId>, u32> = BTreeMap::new();
    let drafts = b.drafts.iter().enumerate();
    drafts
        .map(|(g, d)| {
            let label = labels.entry(d.programme).or_default();
            *label += 1;
            let matched = |&j: &usize| {
                let (score, reasons) = cost::mentor_match(b, j, g);
                MentorMatch {
                    mentor: b.people.mentors[j].id,
                    reasons,
                    score,
                }
            };
            FormedGroup {
                programme: d.programme,
                label: *label,
                mentors: d.mentors.iter().map(matched).collect(),
                mentees: d.mentees.iter().map(|&i| b.people.mentees[i].id).collect(),
            }
        })
        .collect()
}

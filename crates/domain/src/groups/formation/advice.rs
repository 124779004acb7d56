//! Whether what could help would help: tried, where keep-apart with mentors makes it hard to foresee.

use super::board::Board;
use super::people::People;
use super::{Effort, FormedGroup, KeepApart, Mentor, Roster, Settings, SmallestChange, run};
use crate::cohorts::{Availability, FheqLevel};
use crate::ids::ParticipantId;
use uuid::Uuid;

/// Whether a change gives this mentee a place; nothing when nobody tried.
pub(super) type Works<'w> = dyn FnMut(usize, &SmallestChange) -> Option<bool> + 'w;

/// Most trials for one formation, and most mentees of one trial: about a second at worst.
const TRIALS: usize = 16;
const LARGE: usize = 200;

/// The first change that works, else the first that nobody tried, else the first: one step of several.
pub(super) fn choose(changes: Vec<SmallestChange>, i: usize, works: &mut Works<'_>) -> SmallestChange {
    let mut untried = None;
    for change in &changes {
        match works(i, change) {
            Some(true) => return change.clone(),
            None if untried.is_none() => untried = Some(change),
            _ => {}
        }
    }
    let best = untried.or(changes.first()).cloned();
    best.unwrap_or(SmallestChange::ChooseGroup)
}

/// Tries nothing.
pub(super) fn untried(_: usize, _: &SmallestChange) -> Option<bool> {
    None
}

/// Forms the mentee's pool again with the change. It works when more people have a place, and the mentee is one of them
/// or in no other position than these.
pub(super) fn by_forming<'b>(
    b: &'b Board<'_, '_>,
    keep_going: &'b mut dyn FnMut() -> bool,
) -> impl FnMut(usize, &SmallestChange) -> Option<bool> + 'b {
    let p = b.people;
    let mut known: Vec<(usize, SmallestChange, Vec<ParticipantId>, bool)> = Vec::new();
    let mut trials = 0;
    move |i, change| {
        if p.contested.is_empty() {
            return None;
        }
        let (pool, me) = (p.pool_of[i], p.mentees[i]);
        let tried = known.iter().find(|(at, c, _, _)| *at == pool && c == change);
        let (placed, more) = match tried {
            Some((_, _, placed, more)) => (placed.clone(), *more),
            None => {
                let everybody = matches!(change, SmallestChange::AllowAcrossProgrammes);
                let among = |x: &usize| everybody || p.pool_of[*x] == pool;
                let mentees: Vec<usize> = (0..p.mentees.len()).filter(among).collect();
                if trials == TRIALS || mentees.len() > LARGE || !keep_going() {
                    return None;
                }
                trials += 1;
                let before = mentees.iter().filter(|&&x| b.seat[x].is_some()).count();
                let placed = formed_with(p, &mentees, change, keep_going);
                let more = placed.len() > before;
                known.push((pool, change.clone(), placed.clone(), more));
                (placed, more)
            }
        };
        let like_others = p.kept_from(me.id).is_empty() && me.pinned_to.is_none();
        Some(more && (like_others || placed.contains(&me.id)))
    }
}

/// Who has a place among these mentees when the change is made.
fn formed_with(
    p: &People<'_>,
    mentees: &[usize],
    change: &SmallestChange,
    keep_going: &mut dyn FnMut() -> bool,
) -> Vec<ParticipantId> {
    let mut roster = roster(p, mentees);
    let mut settings = Settings {
        effort: Effort::Quick,
        ..p.settings.clone()
    };
    make(change, &mut roster, &mut settings);
    let people = People::new(&roster, &settings);
    let (board, _) = run::arrange(&people, keep_going);
    let placed = (0..board.seat.len()).filter(|&i| board.seat[i].is_some());
    placed.map(|i| people.mentees[i].id).collect()
}

/// Whether somebody may join a published group once the change is made. What needs a new group can't be tried.
pub(super) fn by_joining<'b>(
    p: &'b People<'_>,
    groups: &'b [FormedGroup],
) -> impl FnMut(usize, &SmallestChange) -> Option<bool> + 'b {
    move |i, change| {
        let new_group = matches!(
            change,
            SmallestChange::AddMentor { .. }
                | SmallestChange::ClearMentor { .. }
                | SmallestChange::LowerMinimum { .. }
        );
        if p.contested.is_empty() || new_group {
            return None;
        }
        let everybody: Vec<usize> = (0..p.mentees.len()).collect();
        let (mut roster, mut settings) = (roster(p, &everybody), p.settings.clone());
        make(change, &mut roster, &mut settings);
        let people = People::new(&roster, &settings);
        let board = Board::from_groups(&people, groups);
        Some((0..groups.len()).any(|g| board.obstacles(i, g, None).is_empty()))
    }
}

fn roster(p: &People<'_>, mentees: &[usize]) -> Roster {
    Roster {
        mentees: mentees.iter().map(|&i| p.mentees[i].clone()).collect(),
        mentors: p.mentors.iter().map(|&m| m.clone()).collect(),
        keep_apart: p.keep_apart.to_vec(),
    }
}

/// Does what the change says.
fn make(change: &SmallestChange, roster: &mut Roster, settings: &mut Settings) {
    let mut of = |id: ParticipantId, act: &dyn Fn(&mut Mentor)| {
        roster.mentors.iter_mut().filter(|m| m.id == id).for_each(act);
    };
    match *change {
        SmallestChange::ClearMentor { mentor } => of(mentor, &|m| m.cleared = true),
        SmallestChange::RaiseCapacity { mentor, by } => of(mentor, &|m| m.capacity += by),
        SmallestChange::AddMentor { programme, above } => roster.mentors.push(Mentor {
            id: ParticipantId(Uuid::max()),
            programme,
            level: FheqLevel::new(above.get() + 1).unwrap_or(above),
            campus: None,
            capacity: settings.max,
            max_groups: 1,
            availability: Availability::NONE,
            interests: vec![],
            cleared: true,
        }),
        SmallestChange::AllowAcrossProgrammes => settings.across_programmes = true,
        SmallestChange::LowerMinimum { to } => settings.min = to,
        SmallestChange::RaiseMaximum { to } => settings.max = to,
        SmallestChange::RemoveKeepApart { a, b } => {
            let other = |k: &KeepApart| (k.a, k.b) != (a, b) && (k.b, k.a) != (a, b);
            roster.keep_apart.retain(other);
        }
        SmallestChange::RemovePin { mentee } => {
            let pinned = roster.mentees.iter_mut().filter(|m| m.id == mentee);
            pinned.for_each(|m| m.pinned_to = None);
        }
        SmallestChange::PlaceNow | SmallestChange::ChooseGroup | SmallestChange::KeepInReserve => {}
    }
}

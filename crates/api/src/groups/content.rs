//! What a proposal keeps as JSON: what was asked, what came out, and the steps that can be taken back.

use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::formation::{FormedGroup, MentorMatch, Settings, Unplaced};
use cairn_domain::ids::{ParticipantId, ProgrammeId};
use serde::{Deserialize, Serialize};

/// What was asked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Asked {
    #[serde(flatten)]
    pub settings: Settings,
    /// Empty: every programme of the scheme.
    #[serde(default)]
    pub programme_ids: Vec<ProgrammeId>,
    /// Longest time to spend.
    #[serde(default)]
    pub seconds: u32,
}

/// What came out, adjusted by hand since. A group keeps its place when it is emptied, so that places stay names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Content {
    pub groups: Vec<FormedGroup>,
    pub unplaced: Vec<Unplaced>,
    /// The time was up before the search was done.
    #[serde(default)]
    pub stopped_early: bool,
}

/// Where somebody was before a move: enough to put them back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Before {
    pub participant: ParticipantId,
    pub role: ParticipantRole,
    /// Group and position in it; for a mentor with what spoke for the match.
    pub seats: Vec<Seat>,
    pub unplaced: Option<Unplaced>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Seat {
    pub group: usize,
    pub position: usize,
    pub matched: Option<MentorMatch>,
}

impl Content {
    /// Takes somebody out of every group and the list of the unplaced, and says where they were.
    pub fn take_out(&mut self, participant: ParticipantId, role: ParticipantRole) -> Before {
        let mut seats = Vec::new();
        for (g, group) in self.groups.iter_mut().enumerate() {
            if let Some(position) = group.mentees.iter().position(|m| *m == participant) {
                group.mentees.remove(position);
                seats.push(Seat {
                    group: g,
                    position,
                    matched: None,
                });
            }
            if let Some(position) = group.mentors.iter().position(|m| m.mentor == participant) {
                let matched = Some(group.mentors.remove(position));
                seats.push(Seat {
                    group: g,
                    position,
                    matched,
                });
            }
        }
        let at = self.unplaced.iter().position(|u| u.participant == participant);
        let unplaced = at.map(|at| self.unplaced.remove(at));
        Before {
            participant,
            role,
            seats,
            unplaced,
        }
    }

    /// Puts somebody back where they were.
    pub fn put_back(&mut self, before: Before) {
        self.take_out(before.participant, before.role);
        for seat in before.seats {
            let Some(group) = self.groups.get_mut(seat.group) else {
                continue;
            };
            match seat.matched {
                Some(matched) => {
                    let at = seat.position.min(group.mentors.len());
                    group.mentors.insert(at, matched);
                }
                None => {
                    let at = seat.position.min(group.mentees.len());
                    group.mentees.insert(at, before.participant);
                }
            }
        }
        self.unplaced.extend(before.unplaced);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> ParticipantId {
        ParticipantId(Uuid::from_u128(n))
    }

    fn matched(n: u128) -> MentorMatch {
        MentorMatch {
            mentor: id(n),
            reasons: vec![],
            score: 3,
        }
    }

    #[test]
    fn taking_somebody_out_and_putting_them_back_changes_nothing() {
        let group = |label, mentors: &[u128], mentees: &[u128]| FormedGroup {
            programme: None,
            label,
            mentors: mentors.iter().map(|n| matched(*n)).collect(),
            mentees: mentees.iter().map(|n| id(*n)).collect(),
        };
        let content = Content {
            groups: vec![group(1, &[90, 91], &[1, 2, 3]), group(2, &[91], &[4, 5])],
            ..Content::default()
        };
        for (who, role) in [(2, ParticipantRole::Mentee), (91, ParticipantRole::Mentor)] {
            let mut changed = content.clone();
            let before = changed.take_out(id(who), role);
            assert_ne!(changed.groups, content.groups);
            changed.put_back(before);
            assert_eq!(changed.groups, content.groups);
        }
    }

    #[test]
    fn what_was_asked_survives_being_kept() {
        let asked = Asked {
            settings: Settings {
                seed: u64::MAX,
                ..Settings::default()
            },
            programme_ids: vec![],
            seconds: 20,
        };
        let kept: Asked = serde_json::from_value(serde_json::json!(asked)).unwrap();
        assert_eq!(kept.settings, asked.settings);
    }
}

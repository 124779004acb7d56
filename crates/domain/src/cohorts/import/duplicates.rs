//! One person twice in one file: found as the rows go by, in little memory.

use super::facts::Facts;
use crate::cohorts::{ImportField, ParticipantRole};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Everybody that a file has named so far, by any identifier.
#[derive(Debug, Default)]
pub struct SeenKeys {
    /// 128 bits of hash instead of the text: 100,000 people take a few megabytes, and no two keys meet by chance.
    people_by_key: HashMap<(u64, u64), u32>,
    people: Vec<Seen>,
}

/// For each role, the line that gave it (0: none).
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    mentor: u64,
    mentee: u64,
}

/// How a row's person stands to the rows before it. The number counts the file's people from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    First(usize),
    /// Met before in this file, in the other role.
    Again(usize),
}

/// Why a row can't stand beside an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub field: ImportField,
    pub value: String,
    pub reason: String,
}

impl SeenKeys {
    /// Takes note of a row's person.
    ///
    /// # Errors
    /// The clash, when the person is on an earlier line with the same role or the identifiers belong to two earlier people.
    pub fn meet(&mut self, line: u64, role: ParticipantRole, facts: &Facts) -> Result<Meeting, Clash> {
        let mut found: Option<(usize, ImportField, &str)> = None;
        for key in facts.keys() {
            let Some(&at) = self.people_by_key.get(&hashed(key.field, key.value)) else {
                continue;
            };
            let at = at as usize;
            match found {
                Some((first, field, value)) if first != at => {
                    return Err(Clash {
                        field: key.field,
                        value: key.value.to_owned(),
                        reason: format!(
                            "{} \"{value}\" is the person on line {}, but this {} is the person on line {}. Check both.",
                            field.label(),
                            self.people[first].line(),
                            key.field.label().to_lowercase(),
                            self.people[at].line(),
                        ),
                    });
                }
                Some(_) => {}
                None => found = Some((at, key.field, key.value)),
            }
        }
        let meeting = match found {
            None => {
                self.people.push(Seen::default());
                Meeting::First(self.people.len() - 1)
            }
            Some((at, field, value)) => {
                let earlier = self.people[at].in_role(role);
                if earlier != 0 {
                    return Err(Clash {
                        field,
                        value: value.to_owned(),
                        reason: format!(
                            "This person is already on line {earlier} as a {role}. Keep one of the two rows."
                        ),
                    });
                }
                Meeting::Again(at)
            }
        };
        let (Meeting::First(at) | Meeting::Again(at)) = meeting;
        *self.people[at].in_role_mut(role) = line;
        for key in facts.keys() {
            self.people_by_key.insert(
                hashed(key.field, key.value),
                u32::try_from(at).unwrap_or(u32::MAX),
            );
        }
        Ok(meeting)
    }
}

impl Seen {
    const fn in_role(&self, role: ParticipantRole) -> u64 {
        match role {
            ParticipantRole::Mentor => self.mentor,
            ParticipantRole::Mentee => self.mentee,
        }
    }
    const fn in_role_mut(&mut self, role: ParticipantRole) -> &mut u64 {
        match role {
            ParticipantRole::Mentor => &mut self.mentor,
            ParticipantRole::Mentee => &mut self.mentee,
        }
    }
    const fn line(&self) -> u64 {
        if self.mentor == 0 {
            self.mentee
        } else {
            self.mentor
        }
    }
}

fn hashed(field: ImportField, value: &str) -> (u64, u64) {
    let with = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, field as u8, value).hash(&mut hasher);
        hasher.finish()
    };
    (with(0), with(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn person(number: &str, email: Option<&str>) -> Facts {
        Facts {
            student_number: Some(number.to_owned()),
            email: email.map(str::to_owned),
            ..Facts::default()
        }
    }

    #[test]
    fn the_same_person_twice_in_one_role_is_told_with_the_first_line() {
        let mut seen = SeenKeys::default();
        assert_eq!(
            seen.meet(2, ParticipantRole::Mentee, &person("1", None)),
            Ok(Meeting::First(0))
        );
        let clash = seen
            .meet(9, ParticipantRole::Mentee, &person("1", None))
            .unwrap_err();
        assert!(clash.reason.contains("line 2"), "{}", clash.reason);
    }

    #[test]
    fn one_person_may_mentor_and_be_mentored() {
        let mut seen = SeenKeys::default();
        assert_eq!(
            seen.meet(2, ParticipantRole::Mentee, &person("1", None)),
            Ok(Meeting::First(0))
        );
        assert_eq!(
            seen.meet(3, ParticipantRole::Mentor, &person("1", None)),
            Ok(Meeting::Again(0))
        );
    }

    #[test]
    fn identifiers_of_two_people_in_one_row_clash() {
        let mut seen = SeenKeys::default();
        seen.meet(2, ParticipantRole::Mentee, &person("1", Some("a@b.org")))
            .unwrap();
        seen.meet(3, ParticipantRole::Mentee, &person("2", Some("c@d.org")))
            .unwrap();
        let clash = seen
            .meet(4, ParticipantRole::Mentor, &person("1", Some("c@d.org")))
            .unwrap_err();
        assert!(clash.reason.contains("line 2") && clash.reason.contains("line 3"));
    }

    proptest! {
        #[test]
        fn as_many_people_are_met_as_there_are_numbers(numbers in prop::collection::vec(0u32..30, 0..60)) {
            let mut seen = SeenKeys::default();
            let met = numbers.iter().zip(2..).filter(|(n, line)| seen.meet(*line, ParticipantRole::Mentee, &person(&n.to_string(), None)).is_ok()).count();
            let mut distinct = numbers.clone();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(met, distinct.len());
        }
    }
}

//! What it is worth that two mentees share a group, as features for the search.

use super::mdgp::{Features, Partition, Worth};
use super::people::People;
use crate::cohorts::availability::SLOTS;
use std::collections::BTreeMap;

/// Worse than any wish: two people who must be kept apart.
const NEVER: f32 = -1.0e6;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Trait<'a> {
    Tutor(uuid::Uuid),
    Seminar(uuid::Uuid),
    Interest(&'a str),
    Slot(u32),
    Monitored(&'a str, &'a str),
    Apart(usize, usize),
}

/// The wishes that matter for these people: each feature that at least two share.
pub(super) struct Terms {
    of: Vec<Vec<u32>>,
    worth: Vec<Worth>,
    /// Whether anything but tutor groups counts.
    pub beyond_tutor: bool,
    /// Whether being alone counts, which is no matter of pairs.
    pub alone: bool,
}

impl Terms {
    pub fn new(people: &People<'_>, members: &[usize]) -> Self {
        let w = people.settings.weights;
        let local: BTreeMap<_, _> = members
            .iter()
            .enumerate()
            .map(|(e, &i)| (people.mentees[i].id, e))
            .collect();
        let mut traits: BTreeMap<Trait<'_>, Vec<u32>> = BTreeMap::new();
        for (e, &i) in members.iter().enumerate() {
            let m = people.mentees[i];
            let mut has = |t: Trait<'static>| traits.entry(t).or_default().push(e as u32);
            m.tutor_group.iter().for_each(|t| has(Trait::Tutor(t.get())));
            m.seminar_group.iter().for_each(|t| has(Trait::Seminar(t.get())));
            let slots = (0..SLOTS).filter(|s| m.availability.bits() >> s & 1 == 1);
            slots.for_each(|s| has(Trait::Slot(s)));
            for k in people.kept_from(m.id).iter().filter_map(|id| local.get(id)) {
                has(Trait::Apart(e.min(*k), e.max(*k)));
            }
            m.interests
                .iter()
                .for_each(|t| traits.entry(Trait::Interest(t)).or_default().push(e as u32));
            let monitored = m.monitored.iter().map(|(a, v)| Trait::Monitored(a, v));
            monitored.for_each(|t| traits.entry(t).or_default().push(e as u32));
        }
        let (mut of, mut worth) = (vec![Vec::new(); members.len()], Vec::new());
        let (mut beyond_tutor, mut alone) = (false, false);
        for (t, mut holders) in traits {
            holders.dedup();
            let value = match t {
                Trait::Tutor(_) => Worth {
                    pair: -(w.tutor as f32),
                    alone: 0.0,
                },
                Trait::Seminar(_) => Worth {
                    pair: -(w.seminar as f32),
                    alone: 0.0,
                },
                Trait::Interest(_) => Worth {
                    pair: w.interests as f32,
                    alone: 0.0,
                },
                Trait::Slot(_) => Worth {
                    pair: w.availability as f32,
                    alone: 0.0,
                },
                Trait::Monitored(..) => Worth {
                    pair: 0.0,
                    alone: w.isolation as f32,
                },
                Trait::Apart(..) => Worth {
                    pair: NEVER,
                    alone: 0.0,
                },
            };
            // What one person or everybody has makes no difference between groupings of the same sizes.
            let idle = holders.len() < 2 || (value.pair == 0.0 && value.alone == 0.0);
            if idle || (holders.len() == members.len() && value.alone == 0.0) {
                continue;
            }
            beyond_tutor |= !matches!(t, Trait::Tutor(_));
            alone |= value.alone != 0.0;
            holders
                .iter()
                .for_each(|&e| of[e as usize].push(worth.len() as u32));
            worth.push(value);
        }
        Self {
            of,
            worth,
            beyond_tutor,
            alone,
        }
    }

    pub fn landscape(self, partition: Partition, fixed: Vec<bool>) -> Features {
        Features::new(self.of, self.worth, partition, fixed)
    }
}

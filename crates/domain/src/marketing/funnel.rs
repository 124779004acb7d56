//! The funnel: how many people a campaign reached, and how many came how far, by channel and programme.
//!
//! It counts people, not clicks. Whoever came to a stage counts at every stage before it as well, even if we did not see them there (they
//! typed the address by hand), so a later stage never exceeds an earlier one. Attribution is by first touch, see [`first_touch`].

use super::channel::Channel;
use crate::cohorts::rounding;
use crate::cohorts::vocabulary::words;
use crate::ids::ProgrammeId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// How far somebody came, in this order.
    FunnelStage {
        Reached = "reached", "Reached";
        Visited = "visited", "Visited the page";
        Started = "started", "Started an application";
        Submitted = "submitted", "Handed it in";
        Offered = "offered", "Was offered a place";
        Accepted = "accepted", "Said yes";
        Cleared = "cleared", "Cleared to mentor";
    }
}

/// How many stages there are.
pub const STAGES: usize = FunnelStage::ALL.len();

/// One time that a channel and a person met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    pub at: DateTime<Utc>,
    pub channel: Channel,
    /// The person followed a link; otherwise a message merely reached them.
    pub followed: bool,
}

/// What is known of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    pub programme: Option<ProgrammeId>,
    pub touches: Vec<Touch>,
    /// When the person started an application.
    pub started: Option<DateTime<Utc>>,
    /// The furthest stage on record, apart from what the touches say.
    pub came_to: Option<FunnelStage>,
}

impl Trace {
    /// The furthest stage; `None` for somebody whom nothing reached and who did nothing.
    pub fn furthest(&self) -> Option<FunnelStage> {
        let touched = self.touches.iter().map(|t| {
            if t.followed {
                FunnelStage::Visited
            } else {
                FunnelStage::Reached
            }
        });
        touched
            .chain(self.started.map(|_| FunnelStage::Started))
            .chain(self.came_to)
            .max()
    }
}

/// The channel that a person belongs to, by first touch: that of the first link they followed; of who followed none, the one that reached
/// them first. What came after they had started an application did not bring them and does not count. Of who then has no touch left, the
/// channel is not known. At the same moment, the order of [`Channel::ALL`] decides.
pub fn first_touch(trace: &Trace) -> Channel {
    let before = |t: &&Touch| trace.started.is_none_or(|started| t.at <= started);
    let first = |followed: bool| {
        let mine = trace
            .touches
            .iter()
            .filter(before)
            .filter(move |t| t.followed == followed);
        mine.min_by_key(|t| (t.at, t.channel)).map(|t| t.channel)
    };
    first(true).or_else(|| first(false)).unwrap_or(Channel::Unknown)
}

/// How many people came to each stage, in the order of [`FunnelStage::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u64; STAGES]);

impl Counts {
    /// How many came to a stage.
    pub const fn at(&self, stage: FunnelStage) -> u64 {
        self.0[stage as usize]
    }

    fn add(&mut self, furthest: FunnelStage) {
        for count in &mut self.0[..=furthest as usize] {
            *count += 1;
        }
    }

    fn plus(mut self, other: &Self) -> Self {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count += more;
        }
        self
    }

    /// Of 100 people at the stage before, how many came to this one; `None` for the first stage and where the base is too small to say
    /// (HESA rounding).
    pub fn conversion(&self, stage: FunnelStage) -> Option<u32> {
        let before = (stage as usize).checked_sub(1)?;
        rounding::percentage(self.at(stage), self.0[before])
    }

    /// The counts as they may be published: each rounded by itself (HESA rounding).
    pub fn published(&self) -> Self {
        Self(self.0.map(rounding::count))
    }
}

/// The funnel of a campaign or a scheme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Funnel(BTreeMap<(Channel, Option<ProgrammeId>), Counts>);

impl Funnel {
    /// Counts people. Each belongs to one channel and one programme, so parts add up to the whole.
    pub fn of<'a>(traces: impl IntoIterator<Item = &'a Trace>) -> Self {
        let mut cells: BTreeMap<_, Counts> = BTreeMap::new();
        for trace in traces {
            if let Some(furthest) = trace.furthest() {
                let cell = (first_touch(trace), trace.programme);
                cells.entry(cell).or_default().add(furthest);
            }
        }
        Self(cells)
    }

    /// Each channel and programme that somebody belongs to.
    pub const fn cells(&self) -> &BTreeMap<(Channel, Option<ProgrammeId>), Counts> {
        &self.0
    }

    /// By channel.
    pub fn by_channel(&self) -> BTreeMap<Channel, Counts> {
        self.by(|cell| cell.0)
    }

    /// By programme; `None` for people whose programme is not known.
    pub fn by_programme(&self) -> BTreeMap<Option<ProgrammeId>, Counts> {
        self.by(|cell| cell.1)
    }

    /// Everybody.
    pub fn total(&self) -> Counts {
        self.0
            .values()
            .fold(Counts::default(), |sum, cell| sum.plus(cell))
    }

    fn by<K: Ord>(&self, key: impl Fn(&(Channel, Option<ProgrammeId>)) -> K) -> BTreeMap<K, Counts> {
        let mut sums: BTreeMap<K, Counts> = BTreeMap::new();
        for (cell, counts) in &self.0 {
            let sum = sums.entry(key(cell)).or_default();
            *sum = sum.plus(counts);
        }
        sums
    }
}

/// What one person who said yes cost, in whole pence, where a cost was entered and somebody said yes. For staff of the scheme.
pub const fn cost_per_accepted(pence: Option<u64>, counts: &Counts) -> Option<u64> {
    match (pence, counts.at(FunnelStage::Accepted)) {
        (None, _) | (_, 0) => None,
        // To the nearest penny.
        (Some(pence), people) => Some(pence / people + (pence % people >= people.div_ceil(2)) as u64),
    }
}

/// The same for a report that leaves the scheme: an average of seven people or fewer is left out, and the divisor is the rounded count, so
/// that nobody can work out the exact one from a cost that they know.
pub fn published_cost_per_accepted(pence: Option<u64>, counts: &Counts) -> Option<u64> {
    let average = rounding::average(0.0, counts.at(FunnelStage::Accepted));
    average.and_then(|_| cost_per_accepted(pence, &counts.published()))
}

#[cfg(test)]
#[path = "funnel_tests.rs"]
mod tests;

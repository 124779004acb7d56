//! Two or more versions of a message, compared fairly: who gets which is chance and stays the same, and a result is said with its interval.
//!
//! Intervals at 95 %: Wilson's score interval for a rate (Wilson 1927, JASA 22:209-212) and Newcombe's hybrid score interval for the
//! difference of two (Newcombe 1998, Statistics in Medicine 17:873-890, method 10).

use crate::ids::PersonId;
use uuid::Uuid;

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Which version a person gets, as an index into the weights; `None` when no version has any weight.
///
/// Each id of a campaign or journey deals anew and independently. The deal is a hash and no draw, so it needs no memory, and asking twice
/// or from two machines gives the same version: FNV-1a (Fowler, Noll, Vo) over both ids, and the finaliser of SplitMix64 (Steele, Lea and
/// Flood 2014) on top, as FNV alone mixes its high bits badly.
pub fn assign(trial: Uuid, person: PersonId, weights: &[u32]) -> Option<usize> {
    let total: u64 = weights.iter().map(|w| u64::from(*w)).sum();
    let hash = split_mix(fnv_1a(trial.as_bytes().iter().chain(person.get().as_bytes())));
    // The high half of a product is even over `0..total` without a remainder's bias.
    let mut ticket = ((u128::from(hash) * u128::from(total)) >> 64) as u64;
    for (at, weight) in weights.iter().enumerate() {
        match ticket.checked_sub(u64::from(*weight)) {
            Some(rest) => ticket = rest,
            None => return Some(at),
        }
    }
    None
}

fn fnv_1a<'a>(bytes: impl Iterator<Item = &'a u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// One output of SplitMix64 for a state.
const fn split_mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What came of one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arm {
    /// People who got it.
    pub people: u64,
    /// Those of them who did what it asked for.
    pub did: u64,
}

/// An estimate with its 95 % interval. Rates run from 0 to 1, differences from -1 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

impl Arm {
    /// The rate with Wilson's interval; `None` without people, or with more who did it than people.
    pub fn rate(self) -> Option<Estimate> {
        if self.people == 0 || self.did > self.people {
            return None;
        }
        let (n, x) = (self.people as f64, self.did as f64);
        let (p, z2) = (x / n, Z * Z);
        let middle = 2.0 * x + z2;
        let width = Z * (z2 + 4.0 * x * (1.0 - p)).sqrt();
        let scale = 2.0 * (n + z2);
        Some(Estimate {
            value: p,
            // Rounding must not push an interval past what it is about.
            low: ((middle - width) / scale).clamp(0.0, p),
            high: ((middle + width) / scale).clamp(p, 1.0),
        })
    }
}

/// The first rate minus the second, with Newcombe's interval; `None` where a rate can't be said.
pub fn difference(first: Arm, second: Arm) -> Option<Estimate> {
    let (a, b) = (first.rate()?, second.rate()?);
    let value = a.value - b.value;
    Some(Estimate {
        value,
        low: value - (a.value - a.low).hypot(b.high - b.value),
        high: value + (a.high - a.value).hypot(b.value - b.low),
    })
}

/// What two versions come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not enough people yet for a fair look.
    TooEarly,
    /// Enough people, and they may well be alike.
    NoClearDifference,
    FirstBetter,
    SecondBetter,
}

/// Two versions side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    pub verdict: Verdict,
    /// Missing while a version has reached nobody.
    pub difference: Option<Estimate>,
    /// People each version needs before it is judged.
    pub planned: u64,
}

/// Compares two versions once both have reached as many people as was planned. The plan is made before sending: whoever looks each day
/// and stops at the first clear result finds differences where there are none.
pub fn compare(first: Arm, second: Arm, planned: u64) -> Comparison {
    let difference = difference(first, second);
    let verdict = match difference {
        Some(_) if first.people.min(second.people) < planned => Verdict::TooEarly,
        Some(d) if d.low > 0.0 => Verdict::FirstBetter,
        Some(d) if d.high < 0.0 => Verdict::SecondBetter,
        Some(_) => Verdict::NoClearDifference,
        None => Verdict::TooEarly,
    };
    Comparison {
        verdict,
        difference,
        planned,
    }
}

impl Comparison {
    /// What the result means, in plain words; versions are called by the names that staff gave them.
    pub fn sentence(&self, first: &str, second: &str) -> String {
        let per_cent = |share: f64| (share * 100.0).round().abs();
        let range = |near: f64, far: f64| format!("{} to {}", per_cent(near), per_cent(far));
        match (self.verdict, self.difference) {
            (Verdict::FirstBetter, Some(d)) => better(first, second, &range(d.low, d.high)),
            (Verdict::SecondBetter, Some(d)) => better(second, first, &range(d.high, d.low)),
            (Verdict::NoClearDifference, Some(d)) => format!(
                "There is no clear difference. With {first}, up to {} more people out of 100 may do what it asks for than with \
                 {second}, or up to {} fewer.",
                per_cent(d.high),
                per_cent(d.low)
            ),
            _ => format!(
                "It is too early to tell. Each version has to reach {} people first.",
                self.planned.max(1)
            ),
        }
    }
}

fn better(winner: &str, other: &str, range: &str) -> String {
    format!("{winner} works better than {other}. Out of 100 people, about {range} more do what it asks for.")
}

#[cfg(test)]
#[path = "variant_tests.rs"]
mod tests;

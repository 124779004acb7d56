//! One cooling: simulated annealing over swaps and moves (Kirkpatrick, Gelatt, Vecchi 1983), and the climb after it.
//!
//! Both neighbourhoods and their constant-time gains are those of the tabu and variable neighbourhood searches for this
//! problem (Palubeckis, Ostreika, Rubliauskas 2015; Brimberg, Mladenović, Urošević 2015). On MDGPLIB annealing reached
//! better values in the same time than the tabu search it replaced: a step costs nanoseconds, so millions fit.

use super::Landscape;
use fastrand::Rng;

/// A temperature that falls geometrically.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cooling {
    /// Steps to try.
    pub steps: u64,
    /// Temperatures in units of gain, both above 0.
    pub hot: f32,
    pub cold: f32,
}

/// Steps between two looks at the temperature and at `keep_going`.
const STRIDE: u64 = 512;
/// One step in this many tries to move somebody alone, where sizes may vary.
const MOVES: u8 = 4;
/// Gains below this are rounding.
const SPECK: f32 = 1e-3;

/// Cools once and leaves the landscape at the best partition met. Gives what that gained over the start, never below 0,
/// and whether `keep_going` let it finish.
pub fn anneal(
    land: &mut impl Landscape,
    cooling: &Cooling,
    rng: &mut Rng,
    keep_going: &mut dyn FnMut() -> bool,
) -> (f64, bool) {
    let (n, groups) = (land.partition().len(), land.partition().groups());
    if n < 2 || groups < 2 {
        return (0.0, true);
    }
    let vary = land.partition().sizes_vary();
    let strides = cooling.steps.div_ceil(STRIDE);
    let (mut gained, mut best) = (0.0, (0.0, land.partition().assignment()));
    let mut finished = true;
    for stride in 0..strides {
        let heat = cooling.hot * (cooling.cold / cooling.hot).powf(stride as f32 / strides as f32);
        for _ in 0..STRIDE.min(cooling.steps) {
            let alone = vary && rng.u8(..MOVES) == 0;
            let a = rng.usize(..n);
            let b = if alone {
                rng.usize(..groups)
            } else {
                rng.usize(..n)
            };
            gained += f64::from(step(land, a, b, alone, heat, rng).unwrap_or(0.0));
        }
        // The hot part is rarely worth remembering, and copying costs more than stepping.
        if gained > best.0 && heat < cooling.hot.min(cooling.cold * 4.0) {
            best = (gained, land.partition().assignment());
        }
        if !keep_going() {
            finished = false;
            break;
        }
    }
    if gained >= best.0 {
        return (gained, finished);
    }
    land.restore(&best.1);
    (best.0, finished)
}

/// Tries one step, and gives its gain if taken: `a` alone to group `b`, or `a` and element `b` change places.
fn step(land: &mut impl Landscape, a: usize, b: usize, alone: bool, heat: f32, rng: &mut Rng) -> Option<f32> {
    let p = land.partition();
    let open = if alone {
        p.may_move(a, b)
    } else {
        p.group_of(a) != p.group_of(b) && !land.is_fixed(b)
    };
    if !open || land.is_fixed(a) {
        return None;
    }
    let gain = if alone {
        land.move_gain(a, b)
    } else {
        land.swap_gain(a, b)
    };
    if gain < 0.0 && rng.f32() >= (gain / heat).exp() {
        return None;
    }
    if alone {
        land.make_move(a, b)
    } else {
        land.make_swap(a, b)
    }
    Some(gain)
}

/// Finds the temperatures between which cooling pays: from where `HOT` of all steps are taken to where `COLD` are.
/// Cools fast from far above and watches; leaves the landscape somewhere else than it was.
///
/// Between instances the useful temperatures differ tenfold in units of distance, but hardly in these shares.
pub fn calibrate(land: &mut impl Landscape, rng: &mut Rng) -> (f32, f32) {
    const HOT: f32 = 0.03;
    const COLD: f32 = 0.0006;
    let n = land.partition().len();
    let probes: Vec<(usize, usize)> = (0..1_000).map(|_| (rng.usize(..n), rng.usize(..n))).collect();
    let apart = probes
        .into_iter()
        .filter(|&(a, b)| land.partition().group_of(a) != land.partition().group_of(b));
    let widest = apart
        .map(|(a, b)| land.swap_gain(a, b).abs())
        .fold(SPECK, f32::max);
    let (mut heat, mut hot) = (widest, None);
    for _ in 0..200 {
        const TRIES: usize = 40_000;
        let taken =
            (0..TRIES).filter(|_| step(land, rng.usize(..n), rng.usize(..n), false, heat, rng).is_some());
        let share = taken.count() as f32 / TRIES as f32;
        if share < HOT {
            hot = hot.or(Some(heat));
        }
        if share < COLD {
            break;
        }
        heat *= 0.9;
    }
    (hot.unwrap_or(heat), heat)
}

/// Takes every step that gains until none does: quadratic in the number of elements, a few times over. Gives the gain.
pub fn climb(land: &mut impl Landscape) -> f64 {
    let (n, groups) = (land.partition().len(), land.partition().groups());
    let mut total = 0.0;
    loop {
        let before = total;
        for a in (0..n).filter(|&a| !land.is_fixed(a)).collect::<Vec<_>>() {
            for g in 0..groups {
                if land.partition().may_move(a, g) && land.move_gain(a, g) > SPECK {
                    total += f64::from(land.move_gain(a, g));
                    land.make_move(a, g);
                }
            }
            for b in a + 1..n {
                let other = land.partition().group_of(a) != land.partition().group_of(b);
                if other && !land.is_fixed(b) && land.swap_gain(a, b) > SPECK {
                    total += f64::from(land.swap_gain(a, b));
                    land.make_swap(a, b);
                }
            }
        }
        if total <= before {
            return total;
        }
    }
}

//! Solves one instance in the MDGPLIB format, so that the search can be held against published results.
//!
//!     cargo run --release -p cairn-domain --example mdgp -- FILE --seconds N --seed S
//!
//! Prints `{"value": …, "groups": [group of each element]}`. The format: `n G ss|ds a_1 b_1 … a_G b_G` (sizes from a to
//! b), then `i j distance` with i < j, counted from 0.

use cairn_domain::groups::formation::mdgp::{Dense, Landscape, Partition, Rounds, search, starting_sizes};
use fastrand::Rng;
use std::time::{Duration, Instant};

struct Instance {
    n: usize,
    bounds: Vec<(usize, usize)>,
    distance: Vec<f32>,
}

fn parse(text: &str) -> Option<Instance> {
    let mut words = text.split_whitespace();
    let n: usize = words.next()?.parse().ok()?;
    let groups: usize = words.next()?.parse().ok()?;
    words.next()?;
    let mut bounds = Vec::with_capacity(groups);
    for _ in 0..groups {
        bounds.push((words.next()?.parse().ok()?, words.next()?.parse().ok()?));
    }
    let mut distance = vec![0.0; n.checked_mul(n)?];
    while let Some(a) = words.next() {
        let (a, b): (usize, usize) = (a.parse().ok()?, words.next()?.parse().ok()?);
        let d = words.next()?.parse().ok()?;
        *distance.get_mut(a * n + b).filter(|_| b < n)? = d;
        *distance.get_mut(b * n + a)? = d;
    }
    Some(Instance { n, bounds, distance })
}

/// Steps of the first rounds for each element: enough for a good value in a second, small enough to restart often.
const STEPS: u64 = 150_000;

fn solve(instance: &Instance, seconds: f64, seed: u64) -> Result<(f64, Vec<usize>), String> {
    let Instance { n, bounds, distance } = instance;
    let sizes = starting_sizes(*n, bounds).ok_or("The sizes leave no room for everybody.")?;
    let mut rng = Rng::with_seed(seed);
    let mut start: Vec<usize> = sizes
        .iter()
        .enumerate()
        .flat_map(|(g, &s)| std::iter::repeat_n(g, s))
        .collect();
    rng.shuffle(&mut start);
    let mut land = Dense::new(distance.clone(), Partition::new(&start, bounds), Vec::new());
    let plan = Rounds {
        steps: *n as u64 * STEPS,
        rounds: u32::MAX,
    };
    let end = Instant::now() + Duration::from_secs_f64(seconds.clamp(0.0, 1.0e6));
    search(&mut land, &plan, &mut rng, &mut || Instant::now() < end);
    Ok((land.value(), land.partition().assignment()))
}

fn option<T: std::str::FromStr>(args: &[String], name: &str, default: T) -> Result<T, String> {
    match args.iter().position(|a| a == name) {
        None => Ok(default),
        Some(at) => args
            .get(at + 1)
            .and_then(|v| v.parse().ok())
            .ok_or_else(|| format!("{name} needs a number after it.")),
    }
}

fn run() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let file = args
        .first()
        .filter(|a| !a.starts_with("--"))
        .ok_or("Use: mdgp FILE --seconds N --seed S")?;
    let (seconds, seed) = (option(&args, "--seconds", 8.0)?, option(&args, "--seed", 1)?);
    let text = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    let instance = parse(&text).ok_or_else(|| format!("{file} is not in the MDGPLIB format."))?;
    let (value, groups) = solve(&instance, seconds, seed)?;
    println!("{}", serde_json::json!({ "value": value, "groups": groups }));
    Ok(())
}

fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            std::process::ExitCode::FAILURE
        }
    }
}

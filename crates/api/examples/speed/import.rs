//! Imports: upload, check and apply, each size in a process of its own so that its peak memory is its own.

use crate::cohort_file;
use crate::finding::{Finding, thousands};
use crate::installation::{self, Installation, database};
use anyhow::{Context as _, ensure};
use cairn::cohorts::import::command::{Wish, import_file};
use cairn::ctx::Ctx;
use cairn::identity::house;
use cairn_domain::identity::Action;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The command of the child process.
pub const ONCE: &str = "import-once";

/// Sizes that the time per row is compared at.
const SIZES: [usize; 3] = [10_000, 30_000, 100_000];
/// Each size is measured this often, in turn; the fastest counts, since whatever else the machine does only adds.
const ROUNDS: usize = 2;

const FLAT: f64 = 1.3;
const LONGEST: f64 = 15.0;
const MOST_MEGABYTES: f64 = 200.0;

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Run {
    rows: u64,
    seconds: f64,
    micros_per_row: f64,
    /// Absent where the system doesn't tell.
    peak_megabytes: Option<f64>,
}

/// Measures every size.
///
/// # Errors
/// When an import fails.
pub fn measure() -> anyhow::Result<()> {
    let on = database();
    let sample = in_a_process(&cohort_file::registrations())?;
    tell("Import of the sample, both years, eight files", on, sample)?.tell()?;
    let home = tempfile::tempdir()?;
    let mut fastest: Vec<Option<Run>> = vec![None; SIZES.len()];
    for _ in 0..ROUNDS {
        for (rows, best) in SIZES.into_iter().zip(&mut fastest) {
            let path = home.path().join(format!("{rows}.csv"));
            if !path.exists() {
                cohort_file::make(rows, &path)?;
            }
            let run = in_a_process(&[path])?;
            if best.is_none_or(|b| run.seconds < b.seconds) {
                *best = Some(run);
            }
        }
    }
    let runs: Vec<Run> = fastest.into_iter().flatten().collect();
    for run in &runs {
        let finding = tell("Import of one file made from it", on, *run)?;
        let is_largest = run.rows == SIZES[SIZES.len() - 1] as u64;
        if is_largest && on == "SQLite" {
            finding
                .against(format!("{LONGEST} s"), run.seconds <= LONGEST)
                .tell()?;
        } else {
            finding.tell()?;
        }
    }
    let (Some(small), Some(large)) = (runs.first(), runs.last()) else {
        return Ok(());
    };
    let ratio = large.micros_per_row / small.micros_per_row;
    Finding::new(
        "Import: time per row, 100,000 rows to 10,000",
        on,
        format!("{ratio:.2}"),
    )
    .against(format!("{FLAT}"), ratio <= FLAT)
    .tell()?;
    let peak = runs.iter().filter_map(|r| r.peak_megabytes).fold(0.0, f64::max);
    Finding::new("Import: peak memory of the process", on, format!("{peak:.0} MB"))
        .against(
            format!("{MOST_MEGABYTES} MB"),
            peak > 0.0 && peak < MOST_MEGABYTES,
        )
        .tell()
}

fn tell(what: &str, on: &str, run: Run) -> anyhow::Result<Finding> {
    let peak = run
        .peak_megabytes
        .map_or(String::new(), |mb| format!(", {mb:.0} MB"));
    Ok(Finding::new(
        format!("{what}: {} rows", thousands(run.rows)),
        on,
        format!("{:.2} s, {:.0} µs a row{peak}", run.seconds, run.micros_per_row),
    ))
}

fn in_a_process(files: &[PathBuf]) -> anyhow::Result<Run> {
    let done = Command::new(std::env::current_exe()?)
        .arg(ONCE)
        .args(files)
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(done.status.success(), "the import failed");
    Ok(serde_json::from_slice(&done.stdout)?)
}

/// Imports files into a new installation, those of one folder into one scheme, and says how it went.
///
/// # Errors
/// When an import fails or leaves rows out.
pub async fn once(files: &[String]) -> anyhow::Result<()> {
    let installation = Installation::new().await?;
    let app = installation.open().await?;
    let ctx = Ctx::internal(&app);
    let scope = house::scope(Action::ImportCohort)?;
    let mut schemes = HashMap::new();
    for file in files {
        let folder = Path::new(file).parent().context("a file has a folder")?;
        if !schemes.contains_key(folder) {
            let name = format!("Scheme {}", schemes.len() + 1);
            schemes.insert(folder, installation::scheme(&ctx, &name).await?);
        }
    }
    let start = Instant::now();
    let mut rows = 0;
    for file in files {
        let path = Path::new(file);
        let folder = path.parent().context("a file has a folder")?;
        let done = import_file(&ctx, &scope, schemes[folder], path, Wish::default()).await?;
        let report = done.report.context("an import has a report")?;
        ensure!(report.bad == 0, "{file}: {} rows were left out", report.bad);
        rows += report.rows;
    }
    let seconds = start.elapsed().as_secs_f64();
    let run = Run {
        rows,
        seconds,
        micros_per_row: seconds * 1e6 / rows.max(1) as f64,
        peak_megabytes: peak_megabytes(),
    };
    println!("{}", serde_json::to_string(&run)?);
    Ok(())
}

/// The most memory that this process ever held, as Linux counts it.
fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

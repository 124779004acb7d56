//! The weight of the first page: what a phone must fetch before it shows anything.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// Kilobytes (1,000 bytes) of wasm, JavaScript and CSS together, as Brotli sends them: what it should be.
const BUDGET_KB: f64 = 300.0;
/// What it may be until staff's pages come in a file of their own (ADR 3). Lower it with every gain; never raise it.
const CEILING_KB: f64 = 450.0;

pub fn run() -> Result<()> {
    let assets = workspace::dist().join("assets");
    let page = fs::read_to_string(workspace::dist().join("index.html"))
        .context("frontend/dist has no index.html: run `cargo xtask bundle` first")?;
    let mut total = 0;
    for file in workspace::files_under(&assets)? {
        let name = file.strip_prefix(workspace::dist())?.display().to_string();
        let Some(plain) = name.strip_suffix(".br") else {
            continue;
        };
        // Everything that the page or the start script loads is named in one of the two, or is a crate's own snippet.
        let weight = fs::metadata(&file)?.len();
        total += weight;
        let full = fs::metadata(workspace::dist().join(plain))?.len();
        let when = if page.contains(plain) {
            "named in index.html"
        } else {
            "loaded by a script"
        };
        println!(
            "{:>9.1} kB brotli {:>9.1} kB plain  {plain} ({when})",
            kilobytes(weight),
            kilobytes(full)
        );
    }
    ensure!(
        total > 0,
        "frontend/dist holds no compressed files: bundle with the web profile first"
    );
    println!("{:>9.1} kB brotli in all, of {BUDGET_KB:.0} kB", kilobytes(total));
    ensure!(
        kilobytes(total) <= BUDGET_KB,
        "the first page weighs more than {BUDGET_KB:.0} kB"
    );
    Ok(())
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a file of 2^53 bytes is over the budget in any case"
)]
fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1000.0
}

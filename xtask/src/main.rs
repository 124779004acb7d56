//! Cairn's chores, so that they need no tool that isn't already pinned in `Cargo.lock` or `frontend/package-lock.json`.
//!
//!     cargo xtask bundle [--profile web|dev]          the browser app into frontend/dist
//!     cargo xtask budget                              the first page's weight, and whether it is within bounds
//!     cargo xtask demo INFO.csv REGISTRATION.csv      the demo cohort in demo/, from the Open University's data

mod budget;
mod bundle;
mod demo;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str =
    "usage: cargo xtask bundle [--profile web|dev] | budget | demo STUDENT_INFO.csv STUDENT_REGISTRATION.csv";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match chore(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn chore(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["bundle"] | ["bundle", "--profile", "web"] => bundle::run(bundle::Profile::Web),
        ["bundle", "--profile", "dev"] => bundle::run(bundle::Profile::Dev),
        ["budget"] => budget::run(),
        ["demo", info, registration] => demo::run(info.as_ref(), registration.as_ref()),
        _ => bail!(USAGE),
    }
}

//! `cairn cohort import`: for an operator's script.

use super::import::command::{Wish, import_file};
use crate::console;
use crate::ctx::{App, Ctx};
use crate::identity::house;
use anyhow::bail;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use std::path::PathBuf;
use std::sync::Arc;

/// Cells that can't be used, of those that the command lists.
const LISTED: usize = 20;

#[derive(clap::Subcommand)]
pub enum CohortCommand {
    /// Import a CSV or XLSX file into a scheme: all of it, or nothing.
    Import(FileToImport),
}

#[derive(clap::Args)]
pub struct FileToImport {
    pub file: PathBuf,
    #[arg(long)]
    pub scheme: SchemeId,
    /// mentor or mentee, for a file that doesn't say.
    #[arg(long)]
    pub role: Option<ParticipantRole>,
    /// Withdraw who is missing from the file.
    #[arg(long)]
    pub withdraw_missing: bool,
    /// Only say what would happen.
    #[arg(long)]
    pub dry_run: bool,
    /// Print the whole report as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Runs one command and prints its answer.
///
/// # Errors
/// What can't be done, in words for an operator.
pub async fn run(app: &Arc<App>, command: CohortCommand) -> anyhow::Result<()> {
    let CohortCommand::Import(wanted) = command;
    let wish = Wish {
        role: wanted.role,
        withdraw_missing: wanted.withdraw_missing,
        dry_run: wanted.dry_run,
    };
    let scope = house::scope(Action::ImportCohort)?;
    let ctx = Ctx::internal(app);
    let done = import_file(&ctx, &scope, wanted.scheme, &wanted.file, wish).await?;
    if wanted.json {
        return console::say(serde_json::to_string_pretty(&done)?);
    }
    let Some(report) = done.report else {
        bail!("The import of {} has no report.", done.filename);
    };
    console::say(format!(
        "{} {}: {} new, {} changed, {} as they were, {} withdrawn, {} left out.",
        if wanted.dry_run {
            "Would import"
        } else {
            "Imported"
        },
        done.filename,
        report.created,
        report.changed,
        report.same,
        report.withdrawn,
        report.bad
    ))?;
    for fault in report.faults.iter().take(LISTED) {
        console::say(format!(
            "line {}, {}: {:?}: {}",
            fault.line, fault.column, fault.value, fault.reason
        ))?;
    }
    Ok(())
}

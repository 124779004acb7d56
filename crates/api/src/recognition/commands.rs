//! `cairn badge-keys list` · `rotate` · `revoke`: for whoever looks after the server.

use crate::console;
use crate::ctx::App;
use crate::recognition::badge::{BadgeKey, store};
use crate::recognition::service::badges;

#[derive(clap::Subcommand)]
pub enum BadgeKeysCommand {
    /// List the keys, the one that signs last.
    List,
    /// Add a key, which signs from now on. What older keys signed stays good.
    Rotate,
    /// Revoke a key that somebody else may have: nothing that it signed counts any more.
    Revoke {
        /// The key's id, as `list` shows it.
        kid: String,
    },
}

/// Runs one command and prints its answer.
///
/// # Errors
/// What can't be done, in words for an operator.
pub fn run(app: &App, command: BadgeKeysCommand) -> anyhow::Result<()> {
    let folder = badges::folder(app);
    match command {
        BadgeKeysCommand::List => {}
        BadgeKeysCommand::Rotate => {
            store::add(&folder)?;
        }
        BadgeKeysCommand::Revoke { kid } => store::revoke(&folder, &kid, app.clock.now())?,
    }
    let keys = store::load(&folder)?;
    let signs = keys.current()?.kid.clone();
    let lines: Vec<String> = keys.iter().map(|k| line(k, k.kid == signs)).collect();
    console::say(lines.join("\n"))
}

fn line(key: &BadgeKey, signs: bool) -> String {
    let state = match key.revoked_at {
        Some(at) => format!("revoked {}", at.format("%Y-%m-%d %H:%M UTC")),
        None if signs => "signs".to_owned(),
        None => "retired, what it signed stays good".to_owned(),
    };
    format!(
        "{}  made {}  {state}",
        key.kid,
        key.made_at.format("%Y-%m-%d %H:%M UTC")
    )
}

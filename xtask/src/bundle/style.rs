//! The stylesheet: Tailwind over the Rust sources.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace;

/// Compiles `frontend/style/app.css`. It takes less than a second, so it is never skipped.
pub fn compile() -> Result<String> {
    let frontend = workspace::frontend();
    let output = workspace::target().join("bundle").join("app.css");
    if let Some(folder) = output.parent() {
        fs::create_dir_all(folder)?;
    }
    let ran = Command::new("node")
        .arg(frontend.join("node_modules/@tailwindcss/cli/dist/index.mjs"))
        .args(["--minify", "--input", "style/app.css", "--output"])
        .arg(&output)
        .current_dir(&frontend)
        .output()
        .context("cannot start node: is Node.js installed?")?;
    anyhow::ensure!(
        ran.status.success(),
        "Tailwind failed:\n{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    fs::read_to_string(&output).with_context(|| format!("Tailwind left no {}", output.display()))
}

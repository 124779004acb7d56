//! The browser app, from Rust to the files a server hands out.
//!
//! cargo -> wasm -> cut into parts -> wasm-bindgen (a library here, like the cutter, so its version is the one in
//! Cargo.lock) -> wasm-opt; Tailwind over the Rust sources; then every file is named after its content, compressed beside itself, and index.html points at them.
//! Each step is skipped while what it reads is unchanged.

mod assets;
mod page;
mod style;
mod toolchain;
mod wasm;

use std::fs;

use anyhow::Result;

use crate::workspace;

/// `Web` is what people get: small. `Dev` is for the edit loop: quick to build, large, not optimised.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Web,
    Dev,
}

impl Profile {
    pub fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Dev => "dev",
        }
    }
}

pub fn run(profile: Profile) -> Result<()> {
    install_npm_packages()?;
    let compiled = wasm::compile(profile)?;
    let css = style::compile()?;

    let stamp = workspace::target().join("bundle").join("dist.stamp");
    let inputs = stamp_of(profile, &compiled, &css)?;
    let built = workspace::dist().join("index.html");
    if built.exists() && fs::read_to_string(&stamp).is_ok_and(|old| old == inputs) {
        println!("frontend/dist is up to date");
        return Ok(());
    }

    let app = wasm::bind(profile, &compiled)?;
    assets::empty(&workspace::dist())?;
    let links = assets::lay_out(profile, &app, &css)?;
    page::write(&links)?;
    workspace::write(&stamp, inputs.as_bytes())?;
    println!("frontend/dist is built ({} profile)", profile.name());
    Ok(())
}

/// `npm ci` from the lock file, once for each version of it. Install scripts stay off: nothing here needs one.
fn install_npm_packages() -> Result<()> {
    let folder = workspace::frontend();
    let wanted = workspace::digest(&workspace::read(&folder.join("package-lock.json"))?);
    let stamp = folder.join("node_modules").join(".cairn-lock");
    if fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(());
    }
    workspace::run(
        std::process::Command::new("npm")
            .args([
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ])
            .current_dir(&folder),
    )?;
    workspace::write(&stamp, wanted.as_bytes())
}

/// One line that changes when anything in `dist` would: the wasm, the stylesheet, the page, the static files, this program.
fn stamp_of(profile: Profile, compiled: &std::path::Path, css: &str) -> Result<String> {
    let mut parts = vec![
        profile.name().to_owned(),
        workspace::digest(&workspace::read(compiled)?),
        workspace::digest(css.as_bytes()),
        workspace::digest(&workspace::read(&std::env::current_exe()?)?),
    ];
    for file in [
        workspace::frontend().join("index.html"),
        workspace::frontend().join("package-lock.json"),
    ] {
        parts.push(workspace::digest(&workspace::read(&file)?));
    }
    for folder in ["public", "boot"] {
        for file in workspace::files_under(&workspace::frontend().join(folder))? {
            parts.push(file.display().to_string());
            parts.push(workspace::digest(&workspace::read(&file)?));
        }
    }
    Ok(parts.join("\n"))
}

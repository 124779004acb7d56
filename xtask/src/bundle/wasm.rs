//! The app as WebAssembly, and the JavaScript that starts it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::{Profile, toolchain};
use crate::workspace;

/// What browsers since 2022 understand; wasm-opt may use these and no others.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The folder that holds `cairn.js`, `cairn_bg.wasm` and perhaps `snippets/`.
pub struct App {
    pub folder: PathBuf,
}

pub fn compile(profile: Profile) -> Result<PathBuf> {
    let toolchain = toolchain::find()?;
    workspace::run(
        toolchain
            .cargo()
            .args([
                "build",
                "--package",
                "cairn-frontend",
                "--target",
                toolchain::TARGET,
                "--profile",
                profile.name(),
            ])
            .current_dir(workspace::root()),
    )?;
    let folder = match profile {
        Profile::Web => "web",
        Profile::Dev => "debug",
    };
    Ok(toolchain
        .target_dir
        .join(toolchain::TARGET)
        .join(folder)
        .join("cairn-frontend.wasm"))
}

pub fn bind(profile: Profile, compiled: &Path) -> Result<App> {
    let folder = workspace::target().join("bundle").join(profile.name());
    let app = App { folder };
    let stamp = app.folder.join("input.stamp");
    let input = workspace::digest(&workspace::read(compiled)?);
    if fs::read_to_string(&stamp).is_ok_and(|old| old == input) {
        return Ok(app);
    }

    super::assets::empty(&app.folder)?;
    Bindgen::new()
        .input_path(compiled)
        .out_name("cairn")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(profile == Profile::Web)
        .remove_producers_section(profile == Profile::Web)
        .generate(&app.folder)
        .context("wasm-bindgen could not read the compiled app")?;
    if profile == Profile::Web {
        optimise(&app.folder.join("cairn_bg.wasm"))?;
    }
    workspace::write(&stamp, input.as_bytes())?;
    Ok(app)
}

fn optimise(wasm: &Path) -> Result<()> {
    let smaller = wasm.with_extension("opt.wasm");
    workspace::run(
        Command::new("node")
            .arg(workspace::frontend().join("node_modules/binaryen/bin/wasm-opt"))
            .arg("-Oz")
            .args(FEATURES)
            .arg("-o")
            .args([&smaller, wasm]),
    )?;
    fs::rename(&smaller, wasm).context("cannot put the optimised app in place")
}

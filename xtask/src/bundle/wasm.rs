//! The app as WebAssembly, in parts, and the JavaScript that starts it and fetches the parts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::Options;

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

/// The folder that holds `cairn.js`, `cairn_bg.wasm`, perhaps `snippets/`, and in `parts/` what is fetched later:
/// `parts.js`, which fetches, and a `.wasm` for each part and for what several parts share.
pub struct App {
    pub folder: PathBuf,
}

impl App {
    pub fn parts(&self) -> PathBuf {
        self.folder.join("parts")
    }
}

/// What each of the two scripts calls the other.
pub const SCRIPT: &str = "./cairn.js";
pub const PARTS_SCRIPT: &str = "./parts.js";

pub fn compile(profile: Profile) -> Result<PathBuf> {
    let toolchain = toolchain::find()?;
    workspace::run(
        toolchain
            .cargo()
            .args([
                "rustc",
                "--package",
                "cairn-frontend",
                "--target",
                toolchain::TARGET,
                "--profile",
                profile.name(),
                "--",
                // The relocations say which function needs which: without them nothing can be cut.
                "-Clink-arg=--emit-relocs",
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
    let input = [compiled, &std::env::current_exe()?]
        .map(|file| workspace::read(file).map(|content| workspace::digest(&content)))
        .into_iter()
        .collect::<Result<String>>()?;
    if fs::read_to_string(&stamp).is_ok_and(|old| old == input) {
        return Ok(app);
    }

    super::assets::empty(&app.folder)?;
    let start = cut(&app, compiled)?;
    Bindgen::new()
        .input_path(start)
        .out_name("cairn")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // The parts share its memory and its table of functions.
        .keep_lld_exports(true)
        .remove_name_section(profile == Profile::Web)
        .remove_producers_section(profile == Profile::Web)
        .generate(&app.folder)
        .context("wasm-bindgen could not read the compiled app")?;
    if profile == Profile::Web {
        optimise(&app.folder.join("cairn_bg.wasm"))?;
        for part in workspace::files_under(&app.parts())? {
            if part.extension().is_some_and(|e| e == "wasm") {
                optimise(&part)?;
            }
        }
    }
    workspace::write(&stamp, input.as_bytes())?;
    Ok(app)
}

/// Cuts the program where its source says `wasm_split`. Answers with the part that starts, for wasm-bindgen; the others
/// use the memory and the functions of that one and need no JavaScript of their own.
fn cut(app: &App, compiled: &Path) -> Result<PathBuf> {
    let program = workspace::read(compiled)?;
    let start = app.folder.join("start.wasm");
    let parts = app.parts();
    let mut options = Options::new(&program);
    options.output_dir = &parts;
    options.main_out_path = &start;
    options.main_module = SCRIPT;
    options.link_name = PARTS_SCRIPT;
    wasm_split_cli_support::transform(options)
        .map_err(|e| anyhow!("{e:#}"))
        .context("the compiled app can't be cut into parts")?;
    Ok(start)
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

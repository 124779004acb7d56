//! Which compiler makes wasm here.
//!
//! Usually the workspace's own, with rustup's wasm32-unknown-unknown target. On a machine where that target can't be
//! downloaded, Debian's `rustc-web` brings a compiler and the source of its standard library, and builds that too.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::workspace;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// A cargo that can build for wasm, and where it keeps what it built.
pub struct Toolchain {
    kind: Kind,
    pub target_dir: PathBuf,
}

enum Kind {
    /// The target's standard library is installed for the compiler in use.
    Installed,
    /// Debian's compiler, its own standard library built from source, and a linker by this name.
    Debian { linker: String },
}

pub fn find() -> Result<Toolchain> {
    // Two compilers must never share a target directory: each would rebuild what the other built.
    let target_dir = std::env::var_os("WASM_TARGET_DIR").map_or_else(
        || workspace::target().join("wasm"),
        |dir| workspace::root().join(dir),
    );
    if has_target("rustc") {
        return Ok(Toolchain {
            kind: Kind::Installed,
            target_dir,
        });
    }
    let source = Path::new("/usr/lib/rustlib/src/rust/library/std");
    if let (true, true, Some(linker)) = (Path::new("/usr/bin/cargo").exists(), source.exists(), linker()) {
        return Ok(Toolchain {
            kind: Kind::Debian { linker },
            target_dir,
        });
    }
    bail!(
        "no compiler here can make wasm. Run `rustup target add {TARGET}`; \
         where that fails, on Debian or Ubuntu: apt-get install rustc-web cargo-web rust-web-src lld"
    )
}

impl Toolchain {
    pub fn cargo(&self) -> Command {
        match &self.kind {
            Kind::Installed => {
                let mut cargo = Command::new("cargo");
                cargo.env("CARGO_TARGET_DIR", &self.target_dir);
                cargo
            }
            Kind::Debian { linker } => {
                let mut cargo = Command::new("/usr/bin/cargo");
                let path = std::env::var("PATH").unwrap_or_default();
                cargo
                    .env("PATH", format!("/usr/bin:{path}"))
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                    .env("CARGO_TARGET_DIR", &self.target_dir);
                // Left behind by rustup's cargo when it started us; they would send Debian's cargo to rustup's compiler.
                for variable in [
                    "CARGO",
                    "RUSTC",
                    "RUSTUP_TOOLCHAIN",
                    "RUSTC_WRAPPER",
                    "LD_LIBRARY_PATH",
                ] {
                    cargo.env_remove(variable);
                }
                cargo
            }
        }
    }
}

fn has_target(rustc: &str) -> bool {
    let printed = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(workspace::root())
        .output();
    printed.is_ok_and(|out| Path::new(String::from_utf8_lossy(&out.stdout).trim()).is_dir())
}

/// `wasm-ld`, or the newest `wasm-ld-NN` that Debian's `lld` package left on the path.
fn linker() -> Option<String> {
    let path = std::env::var_os("PATH")?;
    let mut names: Vec<String> = std::env::split_paths(&path)
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name == "wasm-ld" || name.starts_with("wasm-ld-"))
        .collect();
    names.sort();
    names.into_iter().next_back()
}

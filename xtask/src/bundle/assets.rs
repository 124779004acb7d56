//! Files named after their content, so that a browser may keep each one for ever.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, anyhow, bail, ensure};

use super::Profile;
use super::wasm::{App, PARTS_SCRIPT, SCRIPT};
use crate::workspace;

/// The addresses that index.html needs.
pub struct Links {
    pub wasm: String,
    pub js: String,
    /// The script that fetches the parts of the app.
    pub parts: String,
    pub css: String,
    pub boot: String,
    pub theme: String,
    /// The one font file that the first paint needs.
    pub font: Option<String>,
}

/// Takes everything out of a folder. The folder itself stays: the server, built at the same time, looks whether it is there.
pub fn empty(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let emptied = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        emptied.with_context(|| format!("cannot remove {}", path.display()))?;
    }
    Ok(())
}

pub fn lay_out(profile: Profile, app: &App, css: &str) -> Result<Links> {
    let shelf = Shelf;
    shelf.copy_public()?;

    let wasm = shelf.put(
        "cairn",
        "wasm",
        &workspace::read(&app.folder.join("cairn_bg.wasm"))?,
    )?;
    let (js, parts) = shelf.put_scripts(app)?;
    shelf.copy_snippets(app)?;

    let (css, fonts) = shelf.put_what_css_names(css)?;
    let css = shelf.put("app", "css", css.as_bytes())?;

    let boot = fs::read_to_string(workspace::frontend().join("boot/boot.js"))?
        .replace("{{js}}", &js)
        .replace("{{wasm}}", &wasm);
    let boot = shelf.put("boot", "js", boot.as_bytes())?;
    let theme = shelf.put(
        "theme",
        "js",
        &workspace::read(&workspace::frontend().join("boot/theme.js"))?,
    )?;

    if profile == Profile::Web {
        compress_all()?;
    }
    let font = fonts.into_iter().find(|url| url.contains("-latin-wght-normal"));
    Ok(Links {
        wasm,
        js,
        parts,
        css,
        boot,
        theme,
        font,
    })
}

struct Shelf;

impl Shelf {
    /// Stores `content` as `assets/<name>-<digest>.<extension>` and tells its address.
    fn put(&self, name: &str, extension: &str, content: &[u8]) -> Result<String> {
        let url = format!("/assets/{name}-{}.{extension}", workspace::digest(content));
        self.write(&url, content)?;
        Ok(url)
    }

    fn write(&self, url: &str, content: &[u8]) -> Result<()> {
        let path = workspace::dist().join(url.trim_start_matches('/'));
        workspace::write(&path, content)
    }

    /// `frontend/public` goes to the root as it is: addresses that the outside world knows by name.
    fn copy_public(&self) -> Result<()> {
        let folder = workspace::frontend().join("public");
        for file in workspace::files_under(&folder)? {
            let url = file.strip_prefix(&folder)?.display().to_string();
            self.write(&url, &workspace::read(&file)?)?;
        }
        Ok(())
    }

    /// The script that starts the app and the one that fetches its parts. Each names the other, so both are named after
    /// the two together.
    fn put_scripts(&self, app: &App) -> Result<(String, String)> {
        let start = fs::read_to_string(app.folder.join(SCRIPT))?;
        let mut parts = fs::read_to_string(app.parts().join(PARTS_SCRIPT))?;
        for file in workspace::files_under(&app.parts())? {
            let Some(name) = file.file_name().and_then(|n| n.to_str()) else {
                continue;
            };
            if let Some(stem) = name.strip_suffix(".wasm") {
                let part = stem.trim_start_matches("split_");
                let url = self.put(part, "wasm", &workspace::read(&file)?)?;
                parts = point(&parts, &format!("\"./{name}\""), &format!("\"{url}\""))?;
            }
        }
        let digest = workspace::digest(format!("{start}{parts}").as_bytes());
        let start_url = format!("/assets/cairn-{digest}.js");
        let parts_url = format!("/assets/parts-{digest}.js");
        let start = point(
            &start,
            &format!("from \"{PARTS_SCRIPT}\""),
            &format!("from \"{parts_url}\""),
        )?;
        let parts = point(
            &parts,
            &format!("from \"{SCRIPT}\""),
            &format!("from \"{start_url}\""),
        )?;
        self.write(&start_url, start.as_bytes())?;
        self.write(&parts_url, parts.as_bytes())?;
        Ok((start_url, parts_url))
    }

    /// JavaScript that a crate brought along; wasm-bindgen already put a digest into the folder's name.
    fn copy_snippets(&self, app: &App) -> Result<()> {
        let folder = app.folder.join("snippets");
        if !folder.exists() {
            return Ok(());
        }
        for file in workspace::files_under(&folder)? {
            let url = format!("/assets/snippets/{}", file.strip_prefix(&folder)?.display());
            self.write(&url, &workspace::read(&file)?)?;
        }
        Ok(())
    }

    /// Stores every local file that a `url(...)` names, relative to the stylesheet, and writes its address in its place.
    fn put_what_css_names(&self, css: &str) -> Result<(String, Vec<String>)> {
        let mut written = String::with_capacity(css.len());
        let mut stored = Vec::new();
        let mut rest = css;
        while let Some(start) = rest.find("url(") {
            let (before, from) = rest.split_at(start + "url(".len());
            let Some(end) = from.find(')') else {
                bail!("the stylesheet has a url( without its end")
            };
            written.push_str(before);
            let name = from[..end].trim_matches(['"', '\'']);
            if name.starts_with("data:") || name.starts_with('/') || name.starts_with('#') {
                written.push_str(&from[..end]);
            } else {
                let path = workspace::frontend().join("style").join(name);
                let stem = path
                    .file_stem()
                    .and_then(|s| s.to_str())
                    .context("a url() names no file")?;
                let extension = path.extension().and_then(|s| s.to_str()).unwrap_or("bin");
                let url = self.put(stem, extension, &workspace::read(&path)?)?;
                written.push_str(&url);
                stored.push(url);
            }
            rest = &from[end..];
        }
        written.push_str(rest);
        Ok((written, stored))
    }
}

/// Writes `to` where the script says `from`; a script that does not say it has changed its form.
fn point(script: &str, from: &str, to: &str) -> Result<String> {
    ensure!(
        script.contains(from),
        "a generated script does not say {from}: look at the new version of its generator"
    );
    Ok(script.replace(from, to))
}

/// Puts a compressed file beside each that shrinks, with all cores: the slowest first.
fn compress_all() -> Result<()> {
    let mut files = Vec::new();
    for path in workspace::files_under(&workspace::dist())? {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if matches!(extension, "wasm" | "js" | "css" | "svg" | "webmanifest") {
            files.push((fs::metadata(&path)?.len(), path));
        }
    }
    files.sort();
    let waiting = Mutex::new(files);
    let work = || -> Result<()> {
        loop {
            let next = waiting.lock().ok().and_then(|mut files| files.pop());
            let Some((_, path)) = next else { return Ok(()) };
            let small = compress(&workspace::read(&path)?)?;
            let mut beside = path.into_os_string();
            beside.push(".br");
            workspace::write(Path::new(&beside), &small)?;
        }
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|w| w.join().map_err(|_| anyhow!("a file could not be compressed"))?)
    })
}

/// Brotli at its best quality: done once here, so the server never has to.
fn compress(content: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 22);
    writer.write_all(content)?;
    drop(writer);
    Ok(out)
}

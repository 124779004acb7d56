//! The weight of the first page: what a phone must fetch before it shows anything.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// Kilobytes (1,000 bytes) of wasm, JavaScript and CSS together, as Brotli sends them.
const BUDGET_KB: f64 = 300.0;

pub fn run() -> Result<()> {
    let page = fs::read_to_string(workspace::dist().join("index.html"))
        .context("frontend/dist has no index.html: run `cargo xtask bundle` first")?;
    let first = fetched_by(&page, |url| {
        let path = workspace::dist().join(url.trim_start_matches('/'));
        fs::read_to_string(&path).with_context(|| format!("the page loads {url}, which is not there"))
    })?;

    let mut total = 0.0;
    for file in workspace::files_under(&workspace::dist().join("assets"))? {
        let url = format!("/{}", file.strip_prefix(workspace::dist())?.display());
        let Some(url) = url.strip_suffix(".br") else {
            continue;
        };
        let weight = kilobytes(fs::metadata(&file)?.len());
        let when = if first.contains(url) {
            total += weight;
            "first page"
        } else {
            "later"
        };
        println!("{weight:>9.1} kB  {when:<10}  {url}");
    }
    ensure!(
        total > 0.0,
        "frontend/dist holds no compressed files: bundle with the web profile first"
    );
    println!("{total:>9.1} kB of {BUDGET_KB:.0} kB, as Brotli");
    ensure!(
        total <= BUDGET_KB,
        "the first page weighs more than {BUDGET_KB:.0} kB: move what it does not show into a part that is fetched later"
    );
    Ok(())
}

/// What a browser fetches with the page: every asset that its HTML names, and what those scripts import.
fn fetched_by(page: &str, read: impl Fn(&str) -> Result<String>) -> Result<BTreeSet<String>> {
    let mut fetched = BTreeSet::new();
    let mut open: Vec<String> = page
        .split('"')
        .filter(|s| s.starts_with("/assets/"))
        .map(str::to_owned)
        .collect();
    while let Some(url) = open.pop() {
        if url.ends_with(".js") && !fetched.contains(&url) {
            open.extend(imports(&read(&url)?).map(|name| beside(&url, name)));
        }
        fetched.insert(url);
    }
    Ok(fetched)
}

/// The modules that a script imports at once: `import … from "x"` and `import "x"`, not `import("x")`.
fn imports(script: &str) -> impl Iterator<Item = &str> {
    script
        .lines()
        .filter(|line| line.starts_with("import ") || line.starts_with("export ") || line.starts_with('}'))
        .filter_map(|line| {
            let (_, name) = line.split_once(" from ").or_else(|| line.split_once("import "))?;
            name.split(['"', '\'']).nth(1)
        })
}

fn beside(script: &str, name: &str) -> String {
    match name.strip_prefix("./") {
        Some(name) => {
            let folder = script.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{folder}/{name}")
        }
        None => name.to_owned(),
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a file of 2^53 bytes is over the budget in any case"
)]
fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::fetched_by;

    #[test]
    fn the_first_page_is_what_its_html_names_and_what_those_scripts_import() {
        let page = r#"<link href="/assets/a.css"><a href="/sign-in"><script src="/assets/boot.js"></script>"#;
        let found = fetched_by(page, |url| {
            Ok(match url {
                "/assets/boot.js" => "import start from \"/assets/app.js\";\nstart(\"/assets/app.wasm\");",
                "/assets/app.js" => "import { a } from './snippets/a.js';\nfetch(\"/assets/later.wasm\");",
                _ => "import { b } from \"/assets/app.js\";",
            }
            .to_owned())
        });
        let expected = [
            "/assets/a.css",
            "/assets/app.js",
            "/assets/boot.js",
            "/assets/snippets/a.js",
        ];
        assert!(found.is_ok_and(|f| f.iter().map(String::as_str).eq(expected)));
    }
}

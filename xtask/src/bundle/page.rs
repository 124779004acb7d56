//! index.html: the one file that is never kept by a browser, and so the one that says which version of the rest to load.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::assets::Links;
use crate::workspace;

pub fn write(links: &Links) -> Result<()> {
    let path = workspace::frontend().join("index.html");
    let template = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let font = links.font.as_deref().unwrap_or_default();
    let page = [
        ("{{wasm}}", links.wasm.as_str()),
        ("{{js}}", &links.js),
        ("{{parts}}", &links.parts),
        ("{{css}}", &links.css),
        ("{{boot}}", &links.boot),
        ("{{theme}}", &links.theme),
        ("{{font}}", font),
    ]
    .iter()
    .fold(template, |page, (mark, url)| page.replace(mark, url));
    ensure!(
        !page.contains("{{"),
        "frontend/index.html has a {{mark}} that the bundler does not know"
    );
    workspace::write(&workspace::dist().join("index.html"), page.as_bytes())
}

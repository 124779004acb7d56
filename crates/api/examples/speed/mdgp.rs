//! A value that the search found for an MDGPLIB instance, held against the best known.

use crate::finding::Finding;
use anyhow::Context as _;
use std::io::Read as _;

/// Takes a name, the best known value, the share of it that must be reached (or a word, where there is no bar), the seconds that were given; the answer comes in
/// on standard input.
///
/// # Errors
/// When the words or the answer can't be read.
pub fn judge(args: &[String]) -> anyhow::Result<()> {
    let [name, best, share, seconds] = args else {
        anyhow::bail!("Use: speed mdgp NAME BEST SHARE SECONDS < answer");
    };
    let best: f64 = best.parse()?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let answer: serde_json::Value = serde_json::from_str(&text)?;
    let value = answer["value"].as_f64().context("the answer has no value")?;
    let found = Finding::new(
        format!("{name}, {seconds} s"),
        "",
        format!("{value:.2} ({:+.2} %)", 100.0 * (value / best - 1.0)),
    );
    let Ok(share) = share.parse::<f64>() else {
        return found.beside(format!("{best}")).tell();
    };
    let bar = if share >= 1.0 {
        format!("{best}")
    } else {
        format!("{best}, less {:.1} %", 100.0 * (1.0 - share))
    };
    // The instances' own figures have two decimals.
    let holds = value >= best * share - 0.01;
    found.against(bar, holds).tell()
}

//! One thing that was measured, beside its bar.

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Finding {
    pub what: String,
    /// SQLite, PostgreSQL, or nothing where no database takes part.
    #[serde(default)]
    pub on: String,
    pub measured: String,
    #[serde(default)]
    pub bar: String,
    /// Whether it reaches the bar, if there is one.
    #[serde(default)]
    pub holds: Option<bool>,
}

impl Finding {
    pub fn new(what: impl Into<String>, on: &str, measured: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            on: on.to_owned(),
            measured: measured.into(),
            bar: String::new(),
            holds: None,
        }
    }

    pub fn against(mut self, bar: impl Into<String>, holds: bool) -> Self {
        self.bar = bar.into();
        self.holds = Some(holds);
        self
    }

    /// Something to compare with that isn't a bar.
    pub fn beside(mut self, other: impl Into<String>) -> Self {
        self.bar = format!("({})", other.into());
        self
    }

    /// Writes it down as a line.
    ///
    /// # Errors
    /// When it can't be written as JSON.
    pub fn tell(&self) -> anyhow::Result<()> {
        eprintln!("{} {}: {}", self.what, self.on, self.measured);
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

/// A number with commas between its thousands.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Prints the findings of a file as a Markdown table, and says what misses its bar.
///
/// # Errors
/// When the file can't be read.
pub fn table(file: &str) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file)?;
    let findings: Vec<Finding> = text
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let cells = |f: &Finding| {
        let holds = match f.holds {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "",
        };
        [&f.what, &f.on, &f.measured, &f.bar, holds].map(str::to_owned)
    };
    let heading = ["what", "on", "measured", "bar", "holds"].map(str::to_owned);
    let rows: Vec<[String; 5]> = std::iter::once(heading)
        .chain(findings.iter().map(cells))
        .collect();
    let widest = |column: usize| rows.iter().map(|r| r[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(widest).collect();
    for (n, row) in rows.iter().enumerate() {
        let padded: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, w)| format!("{cell:w$}"))
            .collect();
        println!("| {} |", padded.join(" | "));
        if n == 0 {
            let line: Vec<String> = widths.iter().map(|w| "-".repeat(*w)).collect();
            println!("| {} |", line.join(" | "));
        }
    }
    let missed = findings.iter().filter(|f| f.holds == Some(false)).count();
    let bars = findings.iter().filter(|f| f.holds.is_some()).count();
    println!("\n{} of {bars} bars hold on this machine.", bars - missed);
    Ok(())
}

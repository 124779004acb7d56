//! The sample's rows, and larger files made from them.

use anyhow::Context as _;
use csv::StringRecord;
use std::path::{Path, PathBuf};

/// Where the sample is.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/oulad")
}

/// Everybody who registered, in both years: a file per module and year.
pub fn registrations() -> Vec<PathBuf> {
    let of = |folder: PathBuf| {
        ["aaa", "bbb", "eee", "ggg"].map(|module| folder.join(format!("{module}-mentees.csv")))
    };
    [of(sample()), of(sample().join("last-year"))].concat()
}

/// Writes a file of this many rows: the sample again and again, each time with new people in new programmes.
///
/// # Errors
/// When the sample can't be read or the file can't be written.
pub fn make(rows: usize, to: &Path) -> anyhow::Result<()> {
    let mut headings = StringRecord::new();
    let mut people: Vec<StringRecord> = Vec::new();
    for path in registrations() {
        let mut reader = csv::Reader::from_path(&path).with_context(|| path.display().to_string())?;
        headings = reader.headers()?.clone();
        for row in reader.records() {
            people.push(row?);
        }
    }
    let mut writer = csv::Writer::from_path(to)?;
    writer.write_record(&headings)?;
    for n in 0..rows {
        let (row, round) = (&people[n % people.len()], n / people.len() + 1);
        let cells = headings.iter().zip(row).map(|(heading, cell)| match heading {
            "student_number" => (10_000_000 + n).to_string(),
            "email" => format!("s{}@students.example", 10_000_000 + n),
            "programme_code" => format!("{cell}{round}"),
            _ => cell.to_owned(),
        });
        writer.write_record(cells)?;
    }
    writer.flush()?;
    Ok(())
}

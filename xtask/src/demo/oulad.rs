//! The two raw files: who was registered for which presentation of a module, and when they came and went.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Presentation {
    J2013,
    J2014,
}

/// One student on one presentation. Days count from its first day.
pub struct Record {
    pub module: String,
    pub presentation: Presentation,
    pub student: String,
    pub gender: String,
    pub region: String,
    pub imd_band: String,
    pub age_band: String,
    pub disability: String,
    /// Whether the module was passed: it chooses who could mentor, and goes no further.
    pub passed: bool,
    pub registered: Option<i32>,
    pub left: Option<i32>,
}

pub fn read(info: &Path, registration: &Path) -> Result<Vec<Record>> {
    let mut days = HashMap::new();
    for row in table(registration)? {
        let key = (
            row.text("code_module")?,
            row.text("code_presentation")?,
            row.text("id_student")?,
        );
        days.insert(
            key,
            (row.day("date_registration")?, row.day("date_unregistration")?),
        );
    }
    let mut records = Vec::new();
    for row in table(info)? {
        let key = (
            row.text("code_module")?,
            row.text("code_presentation")?,
            row.text("id_student")?,
        );
        let Some(&(registered, left)) = days.get(&key) else {
            bail!("{key:?} has no registration")
        };
        let (module, presentation, student) = key;
        let presentation = match presentation.as_str() {
            "2013J" => Presentation::J2013,
            "2014J" => Presentation::J2014,
            _ => continue,
        };
        records.push(Record {
            module,
            presentation,
            student,
            gender: row.text("gender")?,
            region: row.text("region")?,
            imd_band: row.known("imd_band")?,
            age_band: row.text("age_band")?,
            disability: row.text("disability")?,
            passed: matches!(row.text("final_result")?.as_str(), "Pass" | "Distinction"),
            registered,
            left,
        });
    }
    Ok(records)
}

struct Cells(HashMap<String, String>);

impl Cells {
    fn text(&self, column: &str) -> Result<String> {
        self.0
            .get(column)
            .cloned()
            .with_context(|| format!("there is no column {column}"))
    }

    /// `?` stands for "not known".
    fn known(&self, column: &str) -> Result<String> {
        self.text(column)
            .map(|value| if value == "?" { String::new() } else { value })
    }

    fn day(&self, column: &str) -> Result<Option<i32>> {
        let value = self.known(column)?;
        if value.is_empty() {
            Ok(None)
        } else {
            Ok(Some(value.parse()?))
        }
    }
}

fn table(path: &Path) -> Result<Vec<Cells>> {
    let mut reader =
        csv::Reader::from_path(path).with_context(|| format!("cannot read {}", path.display()))?;
    let rows: Result<Vec<HashMap<String, String>>, _> = {
        let headings = reader.headers()?.clone();
        reader
            .records()
            .map(|record| {
                let record = record?;
                Ok::<_, csv::Error>(
                    headings
                        .iter()
                        .map(String::from)
                        .zip(record.iter().map(String::from))
                        .collect(),
                )
            })
            .collect()
    };
    Ok(rows?.into_iter().map(Cells).collect())
}

//! The demo cohort: real registrations of the Open University (OULAD, CC BY 4.0), with names made up by a fixed rule.
//!
//! The raw files are not in this repository; `demo/oulad/README.md` says where they come from and what is changed. The same
//! input makes the same output, byte for byte. Attainment serves to choose last year's mentors and is then dropped.

mod chance;
mod cohort;
mod names;
mod oulad;
mod spoiled;

use std::path::Path;

use anyhow::Result;

use crate::workspace;
use cohort::Row;
use oulad::{Presentation, Record};

pub fn run(info: &Path, registration: &Path) -> Result<()> {
    let records = oulad::read(info, registration)?;
    let folder = workspace::root().join("demo").join("oulad");
    let mut total = 0;
    for module in cohort::MODULES {
        let of = |year: Presentation| -> Vec<&Record> {
            records
                .iter()
                .filter(|r| r.module == module.code && r.presentation == year)
                .collect()
        };
        let (last_year, this_year) = (of(Presentation::J2013), of(Presentation::J2014));
        let passed: Vec<&Record> = last_year.iter().copied().filter(|r| r.passed).collect();

        let mentors = cohort::mentors(module, &passed);
        let mentees = cohort::mentees(module, &this_year, "2014J");
        let leavers = cohort::leavers(&this_year);
        let before = cohort::mentees(module, &last_year, "2013J");
        total += mentees.len() + before.len();

        let name = module.code.to_lowercase();
        println!(
            "{name}: {} mentors, {} mentees, {} leavers; last year {}",
            mentors.len(),
            mentees.len(),
            leavers.len(),
            before.len()
        );
        save(&folder.join(format!("{name}-mentors.csv")), &mentors)?;
        save(&folder.join(format!("{name}-mentees.csv")), &mentees)?;
        save(&folder.join(format!("{name}-leavers.csv")), &leavers)?;
        save(
            &folder.join("last-year").join(format!("{name}-mentees.csv")),
            &before,
        )?;
        if module.code == "AAA" {
            spoiled::write(&workspace::root().join("demo").join("spoiled"), &mentees)?;
        }
    }
    println!("{total} registrations of {} in the input", records.len());
    Ok(())
}

/// A heading, then the rows; only the columns that some row fills.
fn save(path: &Path, rows: &[Row]) -> Result<()> {
    workspace::write(path, &csv_of(rows, b',')?)
}

fn csv_of(rows: &[Row], delimiter: u8) -> Result<Vec<u8>> {
    let columns = cohort::columns_in_use(rows);
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    writer.write_record(&columns)?;
    for row in rows {
        writer.write_record(
            columns
                .iter()
                .map(|column| row.get(column).map_or("", String::as_str)),
        )?;
    }
    Ok(writer.into_inner()?)
}

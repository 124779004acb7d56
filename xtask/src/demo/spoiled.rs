//! The same few people as files really arrive: other encodings, other delimiters, a spreadsheet's damage.
//! For tests, and for showing what Cairn says about each.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use rust_xlsxwriter::Workbook;

use super::cohort::{Row, columns_in_use};
use super::csv_of;
use crate::workspace;

const PEOPLE: usize = 40;

pub fn write(folder: &Path, mentees: &[Row]) -> Result<()> {
    let rows = without_interests(&mentees[..PEOPLE.min(mentees.len())]);
    let text = String::from_utf8(csv_of(&rows, b',')?)?;
    let save = |name: &str, content: &[u8]| workspace::write(&folder.join(name), content);

    save("semicolon.csv", &csv_of(&rows, b';')?)?;
    save("tabs.tsv", &csv_of(&rows, b'\t')?)?;
    save("quoted-crlf.csv", &quoted_crlf(&rows)?)?;
    save("utf-8-bom.csv", format!("\u{feff}{text}").as_bytes())?;
    save("utf-16le.csv", &utf_16le(&text))?;
    save("windows-1252.csv", &encode(encoding_rs::WINDOWS_1252, &rows)?)?;
    save(
        "gb18030.csv",
        &encode(encoding_rs::GB18030, &with_chinese_names(&rows))?,
    )?;
    save("20-oct.csv", &csv_of(&with_a_spreadsheet_s_date(&rows), b',')?)?;
    save("missing-last-column.csv", shortened(&text).as_bytes())?;
    save("question-marks.csv", &csv_of(&with_question_marks(&rows), b',')?)?;
    save("formulas.csv", &csv_of(&with_formulas(&rows), b',')?)?;
    save("attainment.csv", with_attainment(&text).as_bytes())?;
    save("cohort.xlsx", &xlsx(&rows)?)
}

/// Interests hold semicolons, which would hide what the semicolon file is about.
fn without_interests(rows: &[Row]) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        row.remove("interests");
    }
    rows
}

fn quoted_crlf(rows: &[Row]) -> Result<Vec<u8>> {
    let columns = columns_in_use(rows);
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
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

fn utf_16le(text: &str) -> Vec<u8> {
    "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

/// Only the rows that the encoding can write; at least one of them with a letter that isn't ASCII.
fn encode(encoding: &'static encoding_rs::Encoding, rows: &[Row]) -> Result<Vec<u8>> {
    let fits = |row: &Row| row.values().all(|value| !encoding.encode(value).2);
    let rows: Vec<Row> = rows.iter().filter(|row| fits(row)).cloned().collect();
    let text = String::from_utf8(csv_of(&rows, b',')?)?;
    ensure!(
        !text.is_ascii(),
        "no name in the sample would show a wrong encoding"
    );
    Ok(encoding.encode(&text).0.into_owned())
}

fn with_chinese_names(rows: &[Row]) -> Vec<Row> {
    let names = [
        ("王", "伟"),
        ("李", "娜"),
        ("张", "敏"),
        ("刘", "洋"),
        ("陈", "静"),
        ("杨", "磊"),
    ];
    let mut rows = rows.to_vec();
    for (row, (family, given)) in rows.iter_mut().zip(names) {
        row.insert("family_name", family.into());
        row.insert("given_name", given.into());
    }
    rows
}

/// `10-20`, opened in a spreadsheet and saved again.
fn with_a_spreadsheet_s_date(rows: &[Row]) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for row in rows.iter_mut().take(3) {
        row.insert("imd_band", "20-Oct".into());
    }
    rows
}

fn with_question_marks(rows: &[Row]) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for row in rows.iter_mut().take(3) {
        row.insert("imd_band", "?".into());
        row.insert("tutor_group", "?".into());
    }
    rows
}

/// What a spreadsheet would run, if an export handed it back as it came.
fn with_formulas(rows: &[Row]) -> Vec<Row> {
    let cells = [
        "=HYPERLINK(\"http://example.invalid\",\"click\")",
        "+1+1",
        "-2+3",
        "@SUM(1+1)",
    ];
    let mut rows = rows.to_vec();
    for (row, cell) in rows.iter_mut().zip(cells) {
        row.insert("preferred_name", cell.into());
    }
    rows
}

/// Every fifth row ends one column early.
fn shortened(text: &str) -> String {
    let shorten = |line: &str| line.rsplit_once(',').map_or(line, |(start, _)| start).to_owned();
    let lines = text.lines().enumerate();
    lines.map(|(at, line)| if at % 5 == 4 { shorten(line) } else { line.to_owned() } + "\n").collect()
}

/// Columns that Cairn refuses. What they say here is made up.
fn with_attainment(text: &str) -> String {
    let more = |at: usize| {
        if at == 0 {
            ",final_result,studied_credits,UCAS tariff"
        } else {
            ",Pass,60,112"
        }
    };
    text.lines()
        .enumerate()
        .map(|(at, line)| format!("{line}{}\n", more(at)))
        .collect()
}

fn xlsx(rows: &[Row]) -> Result<Vec<u8>> {
    let columns = columns_in_use(rows);
    let mut book = Workbook::new();
    // The date that a workbook says it was made on would differ at each run.
    let made = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 9, 1)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(&columns) {
        sheet.write_string(0, column, *name)?;
    }
    for (at, row) in (1..).zip(rows) {
        for (column, name) in (0..).zip(&columns) {
            let Some(value) = row.get(name) else { continue };
            match value.parse::<f64>() {
                Ok(number) if *name != "student_number" => sheet.write_number(at, column, number)?,
                _ => sheet.write_string(at, column, value)?,
            };
        }
    }
    book.save_to_buffer().context("cannot make the workbook")
}

//! The rows of a workbook's sheet, one at a time.

use super::heading_row::{SEARCHED, recognised};
use super::limits::{LONGEST_CELL, MOST_COLUMNS, Unreadable};
use super::xlsx_archive;
use calamine::{DataRef, Reader, Xlsx};
use csv::StringRecord;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Sheets that are looked at for students.
const MOST_SHEETS: usize = 20;

/// A sheet of a workbook ready to be read, any number of times.
pub struct XlsxRows<'b> {
    bytes: &'b [u8],
    sheet: String,
}

impl<'b> XlsxRows<'b> {
    /// Opens a workbook at the sheet whose top has the most known headings; the first of equals.
    ///
    /// # Errors
    /// The sentence, when it can't be read.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        xlsx_archive::check(bytes)?;
        let sheet = guarded(|| {
            let mut book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
            let mut best: Option<(usize, String)> = None;
            for sheet in book.sheet_names().into_iter().take(MOST_SHEETS) {
                let (mut known, mut seen) = (0, 0);
                // A sheet that can't be read (a chart) holds no students.
                let _ = rows_of(&mut book, &sheet, &mut |_, row| {
                    known = known.max(1 + recognised(row));
                    seen += 1;
                    if seen < SEARCHED {
                        ControlFlow::Continue(())
                    } else {
                        ControlFlow::Break(())
                    }
                });
                if known > best.as_ref().map_or(0, |(k, _)| *k) {
                    best = Some((known, sheet));
                }
            }
            best.map(|(_, sheet)| sheet).ok_or_else(|| {
                Unreadable::new("This workbook is empty. Choose one with a sheet of students.")
            })
        })?;
        Ok(Self { bytes, sheet })
    }

    /// Gives each row with its number in the sheet, until told to stop.
    ///
    /// # Errors
    /// The sentence, when the sheet is damaged or too wide.
    pub fn each(
        &self,
        mut on_row: impl FnMut(u64, &StringRecord) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        guarded(|| {
            let mut book = Xlsx::new(Cursor::new(self.bytes)).map_err(damaged)?;
            rows_of(&mut book, &self.sheet, &mut on_row)
        })
    }
}

/// A workbook is a stranger's bytes: a panic in the parser is a damaged file, not a broken server.
fn guarded<T>(read: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged("the reader gave up")))
}

fn damaged(why: impl std::fmt::Display) -> Unreadable {
    tracing::debug!(%why, "workbook refused");
    Unreadable::new(
        "This workbook can't be read: it is damaged, protected by a password, or not .xlsx. Save it again, or as CSV.",
    )
}

fn rows_of(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    on_row: &mut dyn FnMut(u64, &StringRecord) -> ControlFlow<()>,
) -> Result<(), Unreadable> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    let mut row = StringRecord::new();
    let mut at: Option<u32> = None;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (line, column) = cell.get_position();
        if at != Some(line) {
            if let Some(done) = at
                && !row.is_empty()
                && on_row(u64::from(done) + 1, &row).is_break()
            {
                return Ok(());
            }
            row.clear();
            at = Some(line);
        }
        let value = shown(cell.get_value());
        if value.is_empty() {
            continue;
        }
        let column = column as usize;
        if column >= MOST_COLUMNS {
            return Err(Unreadable::too_many_columns());
        }
        if value.len() > LONGEST_CELL && value.chars().count() > LONGEST_CELL {
            return Err(Unreadable::long_cell(u64::from(line) + 1));
        }
        while row.len() < column {
            row.push_field("");
        }
        row.push_field(&value);
    }
    if let Some(done) = at
        && !row.is_empty()
    {
        let _ = on_row(u64::from(done) + 1, &row);
    }
    Ok(())
}

/// A cell as a person would type it: dates in ISO, whole numbers without `.0`.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => s.clone(),
        DataRef::SharedString(s) => (*s).to_owned(),
        DataRef::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(d) => match d.as_datetime() {
            Some(t) if t.time() == chrono::NaiveTime::MIN => t.date().to_string(),
            Some(t) => t.format("%Y-%m-%d %H:%M:%S").to_string(),
            None => d.as_f64().to_string(),
        },
        DataRef::Error(e) => e.to_string(),
    }
}

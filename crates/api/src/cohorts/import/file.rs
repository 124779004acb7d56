//! A cohort file opened: what it is, its headings, and its rows one at a time in little memory.

use super::csv_rows::{CsvRows, swallows_rows};
use super::heading_row::{self, HeadingRow, SEARCHED};
use super::limits::{MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Unreadable};
use super::xlsx_rows::XlsxRows;
use super::{delimiter, encoding};
use cairn_domain::cohorts::FileFormat;
use csv::StringRecord;
use encoding_rs::Encoding;
use std::io::Read;
use std::ops::ControlFlow;

/// Text from the top that the separator is found in.
const HEAD: u64 = 64 * 1024;

/// An opened file over its bytes.
pub struct CohortFile<'b> {
    bytes: &'b [u8],
    rows: Rows<'b>,
    heading: HeadingRow,
}

enum Rows<'b> {
    Csv(CsvRows<'b>),
    Xlsx(XlsxRows<'b>),
}

/// One row of a file. Short rows lack their last cells.
pub struct FileRow<'r> {
    /// Line in the file, or row of the sheet.
    pub line: u64,
    cells: &'r StringRecord,
    /// Why the row as a whole can't be read, if it can't.
    pub fault: Option<String>,
}

impl<'r> FileRow<'r> {
    /// A column's cell, blank where the row is short.
    pub fn cell(&self, at: usize) -> &'r str {
        self.cells.get(at).unwrap_or("")
    }
}

impl<'b> CohortFile<'b> {
    /// Finds out what the bytes are and where their headings stand.
    ///
    /// # Errors
    /// A sentence that says why they can't be read as a table, and what to do.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        if bytes.len() > MOST_BYTES {
            return Err(Unreadable::new(
                "This file is larger than 64 MB. Split it and import the parts.",
            ));
        }
        refuse_other_kinds(bytes)?;
        let rows = if bytes.starts_with(b"PK\x03\x04") {
            Rows::Xlsx(XlsxRows::open(bytes)?)
        } else {
            let encoding = encoding::detect(bytes);
            let head = head_of(bytes, encoding)?;
            Rows::Csv(CsvRows {
                bytes,
                encoding,
                delimiter: delimiter::sniff(&head),
            })
        };
        let mut top = Vec::new();
        rows.each(&mut |line, row| {
            if row.len() > 2 * MOST_COLUMNS {
                // Far too wide already: the heading check says so.
                top.push((line, row.clone()));
                return ControlFlow::Break(());
            }
            if !is_blank(row) {
                top.push((line, row.clone()));
            }
            if top.len() < SEARCHED {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        let heading = heading_row::find(&top)?;
        Ok(Self { bytes, rows, heading })
    }

    /// The headings, each with a name of its own.
    pub fn headings(&self) -> &[String] {
        &self.heading.headings
    }

    /// Gives each row of people in turn, until told to stop; says how many were given. Blank rows are passed over.
    ///
    /// # Errors
    /// The sentence, when the file has too many rows or stops making sense.
    pub fn each_row(
        &self,
        mut on_row: impl FnMut(FileRow<'_>) -> ControlFlow<()>,
    ) -> Result<u64, Unreadable> {
        let columns = self.heading.headings.len();
        let mut count = 0u64;
        let mut too_many = false;
        self.rows.each(&mut |line, cells| {
            if line <= self.heading.line || is_blank(cells) {
                return ControlFlow::Continue(());
            }
            if count == MOST_ROWS {
                too_many = true;
                return ControlFlow::Break(());
            }
            count += 1;
            on_row(FileRow {
                line,
                cells,
                fault: self.misshapen(cells, columns),
            })
        })?;
        if too_many {
            Err(Unreadable::too_many_rows())
        } else {
            Ok(count)
        }
    }

    /// Why a row's cells can't be told to their columns, if they can't.
    fn misshapen(&self, cells: &StringRecord, columns: usize) -> Option<String> {
        let extra = cells.iter().skip(columns).any(|cell| !cell.trim().is_empty());
        if extra {
            return Some(format!(
                "This row has {} cells, and there are {columns} headings. Put quotation marks around a value that holds the separator.",
                cells.len()
            ));
        }
        match &self.rows {
            Rows::Csv(csv) if swallows_rows(cells, csv.delimiter, columns) => Some(
                "A quotation mark opens on this line and the rows after it are read as one cell. Remove the mark or close it.".to_owned(),
            ),
            _ => None,
        }
    }

    /// The first rows, as cells.
    ///
    /// # Errors
    /// As [`Self::each_row`].
    pub fn first_rows(&self, count: usize) -> Result<Vec<Vec<String>>, Unreadable> {
        let mut rows = Vec::new();
        if count == 0 {
            return Ok(rows);
        }
        self.each_row(|row| {
            rows.push(
                (0..self.headings().len())
                    .map(|at| row.cell(at).to_owned())
                    .collect(),
            );
            if rows.len() < count {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        Ok(rows)
    }

    /// What the file is. Reads it to the end, to count its rows.
    ///
    /// # Errors
    /// As [`Self::each_row`].
    pub fn format(&self) -> Result<FileFormat, Unreadable> {
        let rows = self.each_row(|_| ControlFlow::Continue(()))?;
        let bytes = self.bytes.len() as u64;
        Ok(match &self.rows {
            Rows::Csv(csv) => FileFormat {
                kind: "csv".to_owned(),
                encoding: Some(encoding::name(csv.encoding).to_owned()),
                delimiter: Some(char::from(csv.delimiter).to_string()),
                rows,
                bytes,
            },
            Rows::Xlsx(_) => FileFormat {
                kind: "xlsx".to_owned(),
                encoding: None,
                delimiter: None,
                rows,
                bytes,
            },
        })
    }
}

impl Rows<'_> {
    fn each(&self, on_row: &mut dyn FnMut(u64, &StringRecord) -> ControlFlow<()>) -> Result<(), Unreadable> {
        match self {
            Self::Csv(csv) => csv.each(on_row),
            Self::Xlsx(xlsx) => xlsx.each(on_row),
        }
    }
}

fn is_blank(row: &StringRecord) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// The top of a text as UTF-8, without a last line that is cut.
fn head_of(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Unreadable> {
    let mut raw = Vec::new();
    encoding::Utf8Stream::new(bytes, encoding)
        .take(HEAD)
        .read_to_end(&mut raw)
        .map_err(|e| Unreadable::new(format!("This file can't be read: {e}.")))?;
    let mut head = String::from_utf8_lossy(&raw).into_owned();
    let control = head
        .chars()
        .filter(|c| c.is_control() && !c.is_whitespace() && *c != '\u{1f}')
        .count();
    if head.contains('\0') || control * 20 > head.len() {
        return Err(not_a_table());
    }
    if raw.len() as u64 == HEAD
        && let Some(end) = head.rfind('\n')
    {
        head.truncate(end + 1);
    }
    Ok(head)
}

fn not_a_table() -> Unreadable {
    Unreadable::new(
        "This isn't a table that Cairn can read. Save the list as CSV or .xlsx and choose that file.",
    )
}

/// Files that people choose by mistake, told by their first bytes.
fn refuse_other_kinds(bytes: &[u8]) -> Result<(), Unreadable> {
    let text = bytes.trim_ascii_start();
    let starts =
        |prefix: &[u8]| text.len() >= prefix.len() && text[..prefix.len()].eq_ignore_ascii_case(prefix);
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Unreadable::new(
            "This is an old Excel file (.xls) or has a password. Save it as .xlsx or CSV.",
        ));
    }
    if starts(b"<!doctype html") || starts(b"<html") || starts(b"<table") || starts(b"<?xml") {
        return Err(Unreadable::new(
            "This is a web page under another name. Open it in a spreadsheet and save it as .xlsx or CSV.",
        ));
    }
    if starts(b"%PDF")
        || bytes.starts_with(&[0x89, b'P', b'N', b'G'])
        || bytes.starts_with(&[0xff, 0xd8, 0xff])
    {
        return Err(Unreadable::new(
            "This is a document or a picture, not a table. Save the list as CSV or .xlsx.",
        ));
    }
    Ok(())
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;

//! The rows of a text file, one at a time.

use super::encoding::Utf8Stream;
use super::limits::{LONGEST_CELL, Unreadable};
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Encoding;
use std::io::Read;
use std::ops::ControlFlow;

/// A text file ready to be read, any number of times.
#[derive(Clone, Copy)]
pub struct CsvRows<'b> {
    pub bytes: &'b [u8],
    pub encoding: &'static Encoding,
    pub delimiter: u8,
}

fn reader<R: Read>(from: R, delimiter: u8) -> csv::Reader<R> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(from)
}

/// The first rows of some text.
pub fn first(text: &str, delimiter: u8, count: usize) -> Vec<StringRecord> {
    reader(text.as_bytes(), delimiter)
        .into_records()
        .map_while(Result::ok)
        .take(count)
        .collect()
}

impl CsvRows<'_> {
    /// Gives each row with its line, until told to stop.
    ///
    /// # Errors
    /// The sentence, when a cell is too long to be one.
    pub fn each(
        &self,
        mut on_row: impl FnMut(u64, &StringRecord) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        // The line end that a last row may lack: with it, a row's line follows from where the next one starts.
        let text = Utf8Stream::new(self.bytes, self.encoding).chain(&b"\n"[..]);
        let mut reader = reader(text, self.delimiter);
        let mut record = StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                // The stream is UTF-8 and never fails; a row that can't be read all the same ends the file.
                Err(e) => {
                    return Err(Unreadable::new(format!(
                        "This file can't be read as a table: {e}."
                    )));
                }
            }
            let line = first_line(&record, reader.position().line());
            // Bytes bound characters: count only where it could matter.
            if record
                .iter()
                .any(|cell| cell.len() > LONGEST_CELL && cell.chars().count() > LONGEST_CELL)
            {
                return Err(Unreadable::long_cell(line));
            }
            if on_row(line, &record).is_break() {
                return Ok(());
            }
        }
    }
}

/// The line that a row starts on, when the next one starts on `next`. (The reader's own answer counts from the blank lines before.)
fn first_line(record: &StringRecord, next: u64) -> u64 {
    let within = record
        .iter()
        .map(|cell| cell.bytes().filter(|b| *b == b'\n').count() as u64)
        .sum::<u64>();
    let at_least = record.position().map_or(1, csv::Position::line);
    next.saturating_sub(within + 1).max(at_least)
}

/// Whether a quoted cell seems to have swallowed whole rows: one of its later lines has as many columns as the file.
pub fn swallows_rows(record: &StringRecord, delimiter: u8, columns: usize) -> bool {
    columns >= 3
        && record.iter().any(|cell| {
            cell.split('\n')
                .skip(1)
                .any(|line| line.bytes().filter(|b| *b == delimiter).count() + 1 == columns)
        })
}

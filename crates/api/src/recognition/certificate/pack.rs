//! File names, and many PDFs in one ZIP.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions, write::StreamWriter};

use super::{portfolio::Portfolio, record::Certificate};

const LONGEST_STEM: usize = 60;

/// A name that every file system takes: the person's name as far as ASCII goes, then the serial.
#[must_use]
pub fn file_name(certificate: &Certificate) -> String {
    format!(
        "{}-{}.pdf",
        stem(&certificate.name, "certificate"),
        stem(&certificate.serial, "0")
    )
}

/// The same for a portfolio, which has a day where a certificate has a serial.
#[must_use]
pub fn portfolio_file_name(portfolio: &Portfolio) -> String {
    format!("{}-{}.pdf", stem(&portfolio.name, "portfolio"), portfolio.date)
}

fn stem(text: &str, otherwise: &str) -> String {
    let mut stem = String::new();
    for c in text
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
    {
        if c.is_ascii_alphanumeric() {
            stem.push(c.to_ascii_lowercase());
        } else if !stem.is_empty() && !stem.ends_with('-') && c != '\'' && c != '’' {
            stem.push('-');
        }
        if stem.len() >= LONGEST_STEM {
            break;
        }
    }
    let stem = stem.trim_matches('-');
    if stem.is_empty() {
        otherwise.to_owned()
    } else {
        stem.to_owned()
    }
}

/// A ZIP that is written as its files come, so that a thousand of them need the memory of one.
/// The same files in the same order give the same bytes.
pub struct Pack<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    names: HashSet<String>,
}

impl<W: Write> Pack<W> {
    pub fn new(writer: W) -> Self {
        Self {
            zip: ZipWriter::new_stream(writer),
            names: HashSet::new(),
        }
    }

    /// Adds one file, dated that day. A name that is taken gets a number: `a.pdf`, `a-2.pdf`.
    pub fn add(&mut self, name: &str, date: NaiveDate, bytes: &[u8]) -> io::Result<()> {
        let name = self.free(name);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(day(date));
        self.zip.start_file(&name, options)?;
        self.zip.write_all(bytes)?;
        self.names.insert(name);
        Ok(())
    }

    /// Writes the directory. Without this the file is not a ZIP.
    pub fn finish(self) -> io::Result<W> {
        Ok(self.zip.finish()?.into_inner())
    }

    fn free(&self, name: &str) -> String {
        if !self.names.contains(name) {
            return name.to_owned();
        }
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "pdf"));
        (2..=self.names.len() + 2)
            .map(|number| format!("{stem}-{number}.{ending}"))
            .find(|name| !self.names.contains(name))
            .unwrap_or_else(|| name.to_owned())
    }
}

/// Midnight of the day; ZIP knows the years 1980 to 2107, another year gives its first day.
fn day(date: NaiveDate) -> DateTime {
    let year = u16::try_from(date.year()).unwrap_or_default();
    let [month, day] = [date.month(), date.day()].map(|part| u8::try_from(part).unwrap_or(1));
    DateTime::from_date_and_time(year, month, day, 0, 0, 0).unwrap_or_default()
}

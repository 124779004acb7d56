//! Tables for spreadsheets: CSV or XLSX by the caller's `Accept`, with cells that a spreadsheet could run made harmless.

use crate::problem::{Problem, Result};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use cairn_domain::cohorts::import::neutralise;
use serde::Serialize;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a caller asked a list to come as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Csv,
    Xlsx,
}

impl Format {
    /// By `Accept`; JSON unless a table is asked for by name.
    pub fn of(req: &HttpRequest) -> Self {
        let accept = req
            .headers()
            .get(header::ACCEPT)
            .and_then(|h| h.to_str().ok())
            .unwrap_or_default();
        if accept.contains("text/csv") {
            Self::Csv
        } else if accept.contains(XLSX) {
            Self::Xlsx
        } else {
            Self::Json
        }
    }
}

/// How a list looks as a table: the file's name without its ending, the first row, and the cells of each thing.
pub struct Sheet<'a, T> {
    pub name: &'a str,
    pub heading: &'a [&'a str],
    pub cells: fn(T) -> Vec<String>,
}

/// A list as the caller asked for it: a page of it as JSON, or all of it as a table. Only what is asked for is read.
///
/// # Errors
/// Those of `page` or of `all`.
pub async fn listed<P: Serialize, T>(
    req: &HttpRequest,
    page: impl Future<Output = Result<P>>,
    all: impl Future<Output = Result<Vec<T>>>,
    sheet: Sheet<'_, T>,
) -> Result<HttpResponse> {
    match Format::of(req) {
        Format::Json => Ok(HttpResponse::Ok().json(page.await?)),
        format => table(
            format,
            sheet.name,
            sheet.heading,
            all.await?.into_iter().map(sheet.cells),
        ),
    }
}

/// One number of a dashboard, as a line of a table.
pub struct Figure {
    /// The part of the dashboard it stands in.
    pub part: &'static str,
    /// What it is a number of: a module, a programme, an award.
    pub of: String,
    pub figure: &'static str,
    pub number: u64,
    /// What it is counted in.
    pub unit: &'static str,
}

/// The numbers of a dashboard as the caller asked for them: as JSON, or one line each as a table.
///
/// # Errors
/// When the table can't be written, which is a fault of ours.
pub fn figures<D: Serialize>(
    req: &HttpRequest,
    dashboard: &D,
    name: &str,
    lines: impl FnOnce(&D) -> Vec<Figure>,
) -> Result<HttpResponse> {
    const HEADING: &[&str] = &["part", "of", "figure", "number", "unit"];
    let cells = |f: Figure| {
        vec![
            f.part.to_owned(),
            f.of,
            f.figure.to_owned(),
            f.number.to_string(),
            f.unit.to_owned(),
        ]
    };
    match Format::of(req) {
        Format::Json => Ok(HttpResponse::Ok().json(dashboard)),
        format => table(format, name, HEADING, lines(dashboard).into_iter().map(cells)),
    }
}

/// One sheet as a download. `name` is the file's name without its ending.
///
/// # Errors
/// When the sheet can't be written, which is a fault of ours.
pub fn table(
    format: Format,
    name: &str,
    heading: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<HttpResponse> {
    let (ending, kind, bytes) = match format {
        Format::Xlsx => (
            "xlsx",
            XLSX,
            xlsx(heading, rows).map_err(|e| Problem::internal(&e))?,
        ),
        Format::Csv | Format::Json => (
            "csv",
            "text/csv; charset=utf-8",
            csv(heading, rows).map_err(|e| Problem::internal(&e))?,
        ),
    };
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.{ending}\""),
        ))
        .body(bytes))
}

fn csv(
    heading: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> std::result::Result<Vec<u8>, csv::Error> {
    // The mark at the start tells spreadsheets that this is UTF-8.
    let mut writer = csv::Writer::from_writer(vec![0xef, 0xbb, 0xbf]);
    writer.write_record(heading)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| neutralise(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

fn xlsx(
    heading: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> std::result::Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let bold = rust_xlsxwriter::Format::new().set_bold();
    for (column, text) in (0u16..).zip(heading) {
        sheet.write_string_with_format(0, column, *text, &bold)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(&row) {
            // Written as text, so a spreadsheet never runs it; neutralised too, for when it is saved as CSV.
            sheet.write_string(line, column, neutralise(cell).as_ref())?;
        }
    }
    book.save_to_buffer()
}

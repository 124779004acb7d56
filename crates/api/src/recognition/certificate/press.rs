//! The press: fonts and page descriptions loaded once, documents set one by one.

use std::path::PathBuf;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde_json::Value;
use typst::{
    Library, LibraryExt, World, comemo,
    diag::SourceDiagnostic,
    foundations::{Bytes, Datetime, Smart},
    syntax::{FileId, Source},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::{
    artwork::Artwork,
    error::PrintError,
    fonts::Fonts,
    order::{CertificateOrder, Picture, PortfolioOrder},
    portfolio::Portfolio,
    qr,
    record::Certificate,
    template::Template,
    world::{Desk, file_id},
};

/// Documents that results of the typesetter are kept for: enough for a run with one template.
const KEPT: usize = 4;
/// What the page description says when nothing fits; see `certificate.typ`.
const TOO_LONG: &str = "too-long";

/// Sets documents. Share one: it is made once (some milliseconds) and may be used from many threads.
pub struct Press {
    library: LazyHash<Library>,
    fonts: Fonts,
    standards: PdfStandards,
    certificate: Source,
    portfolio: Source,
}

/// A document about to be set.
struct Job {
    page: Source,
    data: Value,
    files: Vec<(FileId, Bytes)>,
    date: NaiveDate,
    /// Tells this document from all others, always the same for the same content.
    identity: String,
}

impl Press {
    /// `folders` hold more fonts, and are preferred to those of the system; both are read when a text
    /// first needs a letter that the fonts in the program don't have.
    pub fn new(folders: &[PathBuf]) -> Result<Self, PrintError> {
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| PrintError::Typeset(error.message().to_string()))?;
        let page = |name, text: &str| file_id(name).map(|id| Source::new(id, text.to_owned()));
        Ok(Self {
            library: LazyHash::new(Library::default()),
            fonts: Fonts::new(folders),
            standards,
            certificate: page("certificate.typ", include_str!("certificate.typ"))?,
            portfolio: page("portfolio.typ", include_str!("portfolio.typ"))?,
        })
    }

    /// One certificate on one page: PDF/A-2a and PDF/UA-1. The same input gives the same bytes.
    pub fn print(&self, template: &Template, certificate: &Certificate) -> Result<Vec<u8>, PrintError> {
        template.check().map_err(PrintError::Template)?;
        let code = qr::svg(&certificate.verify_url)?;
        let mut order = CertificateOrder::new(template, certificate)?;
        let mut files = vec![(file_id("code.svg")?, Bytes::from_string(code))];
        order.crest = picture("crest", template.crest.as_ref(), &mut files)?;
        order.signature = picture("signature", template.signature.as_ref(), &mut files)?;
        let pdf = self.set(Job {
            page: self.certificate.clone(),
            data: data(&order)?,
            files,
            date: certificate.date,
            identity: format!("certificate {}", certificate.serial),
        });
        pdf.map_err(|error| blamed_on_artwork(error, template))
    }

    /// A template with made-up content, to look at before anybody is given one.
    pub fn proof(&self, template: &Template, date: NaiveDate) -> Result<Vec<u8>, PrintError> {
        self.print(template, &Certificate::example(date))
    }

    /// A portfolio on as many A4 pages as it takes: PDF/A-2a and PDF/UA-1.
    pub fn portfolio(&self, portfolio: &Portfolio) -> Result<Vec<u8>, PrintError> {
        let data = data(&PortfolioOrder::new(portfolio)?)?;
        let identity = format!("portfolio {data}");
        let page = self.portfolio.clone();
        self.set(Job {
            page,
            data,
            files: Vec::new(),
            date: portfolio.date,
            identity,
        })
    }

    fn set(&self, mut job: Job) -> Result<Vec<u8>, PrintError> {
        let choice = self.fonts.choose(strings(&job.data))?;
        if let Value::Object(fields) = &mut job.data {
            fields.insert("fonts".into(), choice.families.clone().into());
        }
        job.files
            .push((file_id("order.json")?, Bytes::from_string(job.data.to_string())));
        let options = PdfOptions {
            ident: Smart::Custom(job.identity),
            creator: Smart::Custom(Some("Cairn".into())),
            timestamp: midnight(job.date).map(Timestamp::new_utc),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        let desk = Desk {
            library: &self.library,
            fonts: &self.fonts,
            choice,
            page: job.page,
            files: job.files,
        };
        let pdf = compile(&desk, &options);
        comemo::evict(KEPT);
        pdf
    }
}

fn compile(world: &dyn World, options: &PdfOptions) -> Result<Vec<u8>, PrintError> {
    let document = typst::compile::<PagedDocument>(world)
        .output
        .map_err(|errors| failure(&errors))?;
    typst_pdf::pdf(&document, options).map_err(|errors| failure(&errors))
}

fn failure(errors: &[SourceDiagnostic]) -> PrintError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    match messages.iter().any(|message| message.contains(TOO_LONG)) {
        true => PrintError::TooLong,
        false => PrintError::Typeset(messages.join("; ")),
    }
}

/// Files of a template are checked by their first bytes only; the drawing shows whether the rest holds.
fn blamed_on_artwork(error: PrintError, template: &Template) -> PrintError {
    let PrintError::Typeset(message) = &error else {
        return error;
    };
    let about_a_picture = ["image", "SVG", "decode"]
        .iter()
        .any(|word| message.contains(word));
    match (&template.crest, &template.signature) {
        (Some(_), Some(_)) if about_a_picture => PrintError::Artwork("crest or the signature"),
        (Some(_), None) if about_a_picture => PrintError::Artwork("crest"),
        (None, Some(_)) if about_a_picture => PrintError::Artwork("signature"),
        _ => error,
    }
}

fn picture(
    name: &str,
    artwork: Option<&Artwork>,
    files: &mut Vec<(FileId, Bytes)>,
) -> Result<Option<Picture>, PrintError> {
    let Some((artwork, extension)) = artwork.and_then(|art| Some((art, art.extension()?))) else {
        return Ok(None);
    };
    let file = format!("{name}.{extension}");
    files.push((file_id(&file)?, Bytes::new(artwork.bytes.clone())));
    Ok(Some(Picture {
        file,
        description: artwork.description.trim().to_owned(),
    }))
}

fn data(order: &impl Serialize) -> Result<Value, PrintError> {
    serde_json::to_value(order).map_err(|error| PrintError::Typeset(error.to_string()))
}

/// Every text in the data, in order.
fn strings(data: &Value) -> Vec<&str> {
    match data {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(strings).collect(),
        Value::Object(fields) => fields.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

fn midnight(date: NaiveDate) -> Option<Datetime> {
    let [month, day] = [date.month(), date.day()].map(|part| u8::try_from(part).unwrap_or(1));
    Datetime::from_ymd_hms(date.year(), month, day, 0, 0, 0)
}

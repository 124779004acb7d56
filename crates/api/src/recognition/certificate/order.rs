//! What the page descriptions are given: plain data, every text already tidy.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{
    error::PrintError,
    letters::{runs_right_to_left, tidy},
    portfolio::{self, Outcome, Portfolio},
    record::Certificate,
    template::Template,
    wording::{self, Piece, Placeholder},
};

/// A text and the direction it runs in.
#[derive(Serialize)]
pub(super) struct Text {
    text: String,
    rtl: bool,
}

impl Text {
    fn new(text: &str) -> Self {
        let text = tidy(text);
        Self {
            rtl: runs_right_to_left(&text),
            text,
        }
    }

    /// As [`Text::new`], but a space at either end stays: the stretch has neighbours.
    fn stretch(text: &str) -> Self {
        let mut stretch = Self::new(text);
        if text.starts_with(char::is_whitespace) {
            stretch.text.insert(0, ' ');
        }
        if text.ends_with(char::is_whitespace) && stretch.text != " " {
            stretch.text.push(' ');
        }
        stretch
    }
}

/// What any document needs.
#[derive(Serialize)]
pub(super) struct Frame {
    document_title: String,
    author: String,
    language: &'static str,
    /// Year, month, day.
    date: [u32; 3],
    pub(super) fonts: Vec<String>,
}

impl Frame {
    fn new(title: &str, author: &str, language: &'static str, date: NaiveDate) -> Self {
        Self {
            document_title: tidy(title),
            author: tidy(author),
            language,
            date: [date.year().unsigned_abs(), date.month(), date.day()],
            fonts: Vec::new(),
        }
    }
}

/// `certificate.typ` reads this.
#[derive(Serialize)]
pub(super) struct CertificateOrder {
    #[serde(flatten)]
    pub(super) frame: Frame,
    colour: String,
    accent: String,
    institution: Text,
    title: Text,
    name: Text,
    wording: Vec<Vec<Text>>,
    /// The award and the tier where the wording doesn't name them.
    honours: Vec<Text>,
    day: String,
    signatory_name: Text,
    signatory_role: Text,
    serial: String,
    address: String,
    pub(super) crest: Option<Picture>,
    pub(super) signature: Option<Picture>,
}

/// A picture of the order by its file name.
#[derive(Serialize)]
pub(super) struct Picture {
    pub(super) file: String,
    pub(super) description: String,
}

impl CertificateOrder {
    pub(super) fn new(template: &Template, certificate: &Certificate) -> Result<Self, PrintError> {
        required(certificate)?;
        let title = format!("{} – {}", template.title, certificate.name);
        let language = certificate.language;
        Ok(Self {
            frame: Frame::new(&title, &template.institution, language.tag(), certificate.date),
            colour: template.colour.clone(),
            accent: template.accent.clone(),
            institution: Text::new(&template.institution),
            title: Text::new(&template.title),
            name: Text::new(&certificate.name),
            wording: filled(template, certificate)?,
            honours: honours(template, certificate),
            day: language.date(certificate.date),
            signatory_name: Text::new(&template.signatory_name),
            signatory_role: Text::new(&template.signatory_role),
            serial: tidy(&certificate.serial),
            address: certificate.verify_url.clone(),
            crest: None,
            signature: None,
        })
    }
}

fn required(certificate: &Certificate) -> Result<(), PrintError> {
    let texts = [
        ("name", &certificate.name),
        ("award", &certificate.award),
        ("scheme", &certificate.scheme),
        ("academic year", &certificate.academic_year),
        ("serial number", &certificate.serial),
    ];
    match texts.iter().find(|(_, text)| text.trim().is_empty()) {
        Some((noun, _)) => Err(PrintError::Missing(noun)),
        None => Ok(()),
    }
}

/// The wording with its placeholders filled. A tier or hours that the wording names must be there.
fn filled(template: &Template, certificate: &Certificate) -> Result<Vec<Vec<Text>>, PrintError> {
    let paragraphs = wording::parse(&template.wording).map_err(PrintError::Typeset)?;
    let fill = |piece: &Piece<'_>| match piece {
        Piece::Text(text) => Ok(Text::stretch(text)),
        Piece::Field(placeholder) => value(*placeholder, certificate).map(|value| Text::new(&value)),
    };
    paragraphs
        .iter()
        .map(|pieces| pieces.iter().map(fill).collect())
        .collect()
}

fn value(placeholder: Placeholder, certificate: &Certificate) -> Result<String, PrintError> {
    let optional = |value: &Option<String>, noun| {
        let given = value.clone().filter(|value| !value.trim().is_empty());
        given.ok_or(PrintError::Missing(noun))
    };
    match placeholder {
        Placeholder::Name => Ok(certificate.name.clone()),
        Placeholder::Award => Ok(certificate.award.clone()),
        Placeholder::Tier => optional(&certificate.tier, "tier"),
        Placeholder::Scheme => Ok(certificate.scheme.clone()),
        Placeholder::AcademicYear => Ok(certificate.academic_year.clone()),
        Placeholder::Hours => optional(&certificate.hours, "number of hours"),
        Placeholder::Date => Ok(certificate.language.date(certificate.date)),
    }
}

fn honours(template: &Template, certificate: &Certificate) -> Vec<Text> {
    let award = Some(&certificate.award).filter(|_| !template.names(Placeholder::Award));
    let tier = certificate.tier.as_ref().filter(|tier| !tier.trim().is_empty());
    let tier = tier.filter(|_| !template.names(Placeholder::Tier));
    award
        .into_iter()
        .chain(tier)
        .map(|text| Text::new(text))
        .collect()
}

/// `portfolio.typ` reads this.
#[derive(Serialize)]
pub(super) struct PortfolioOrder {
    #[serde(flatten)]
    pub(super) frame: Frame,
    name: Text,
    facts: Vec<(&'static str, Text)>,
    outcomes: Vec<OutcomeOrder>,
    total_hours: String,
    total_entries: usize,
    total_signed_off: String,
}

#[derive(Serialize)]
struct OutcomeOrder {
    code: Text,
    text: Text,
    hours: String,
    count: usize,
    /// Day, kind, text, hours.
    entries: Vec<(String, Text, Text, String)>,
    /// Author, day, paragraphs.
    comments: Vec<(Text, String, Vec<Text>)>,
    /// Who and when.
    signed_off: Option<(Text, String)>,
}

impl PortfolioOrder {
    pub(super) fn new(portfolio: &Portfolio) -> Result<Self, PrintError> {
        if portfolio.name.trim().is_empty() {
            return Err(PrintError::Missing("name"));
        }
        let title = format!("Portfolio – {}", portfolio.name);
        let language = portfolio.language;
        let facts = [
            ("Programme", portfolio.programme.as_str()),
            ("Scheme", &portfolio.scheme),
            ("Academic year", &portfolio.academic_year),
            ("Drawn up on", &language.date(portfolio.date)),
        ];
        let facts = facts.into_iter().filter(|(_, text)| !text.trim().is_empty());
        Ok(Self {
            frame: Frame::new(&title, &portfolio.name, language.tag(), portfolio.date),
            name: Text::new(&portfolio.name),
            facts: facts.map(|(noun, text)| (noun, Text::new(text))).collect(),
            outcomes: portfolio
                .outcomes
                .iter()
                .map(|outcome| OutcomeOrder::new(outcome, portfolio))
                .collect(),
            total_hours: portfolio::hours(portfolio.totals.hours),
            total_entries: portfolio.totals.entries,
            total_signed_off: format!("{} of {}", portfolio.totals.signed_off, portfolio.outcomes.len()),
        })
    }
}

impl OutcomeOrder {
    fn new(outcome: &Outcome, portfolio: &Portfolio) -> Self {
        let day = |date| portfolio.language.date(date);
        let entries = outcome.entries.iter().map(|entry| {
            let hours = portfolio::hours(entry.hours);
            (
                day(entry.date),
                Text::new(&entry.kind),
                Text::new(&entry.text),
                hours,
            )
        });
        let comments = outcome.comments.iter().map(|comment| {
            let lines = comment.text.lines().filter(|line| !line.trim().is_empty());
            (
                Text::new(&comment.by),
                day(comment.date),
                lines.map(Text::new).collect(),
            )
        });
        Self {
            code: Text::new(&outcome.code),
            text: Text::new(&outcome.text),
            hours: portfolio::hours(outcome.hours),
            count: outcome.entries.len(),
            entries: entries.collect(),
            comments: comments.collect(),
            signed_off: outcome
                .signed_off
                .as_ref()
                .map(|sign| (Text::new(&sign.by), day(sign.date))),
        }
    }
}

//! The wording of a certificate: plain paragraphs with placeholders such as `{award}`.

/// What a wording may name, each in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    Name,
    Award,
    Tier,
    Scheme,
    AcademicYear,
    Hours,
    Date,
}

impl Placeholder {
    /// All of them, in the order to show to a person who writes a wording.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Award,
        Self::Tier,
        Self::Scheme,
        Self::AcademicYear,
        Self::Hours,
        Self::Date,
    ];

    /// The word between the braces.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Award => "award",
            Self::Tier => "tier",
            Self::Scheme => "scheme",
            Self::AcademicYear => "academic_year",
            Self::Hours => "hours",
            Self::Date => "date",
        }
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|placeholder| placeholder.word() == word)
    }
}

/// A stretch of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Field(Placeholder),
}

/// Paragraphs of pieces; blank lines and line ends both part paragraphs. An error is a sentence that
/// says which brace is wrong.
pub(super) fn parse(wording: &str) -> Result<Vec<Vec<Piece<'_>>>, String> {
    wording
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(paragraph)
        .collect()
}

fn paragraph(mut rest: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let inner = brace.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let Some((word, after)) = inner else {
            return Err("A brace has no partner. Write placeholders as {name}, with both braces.".into());
        };
        let Some(placeholder) = Placeholder::of(word) else {
            return Err(unknown(word));
        };
        pieces.push(Piece::Field(placeholder));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

fn unknown(word: &str) -> String {
    let known: Vec<_> = Placeholder::ALL
        .iter()
        .map(|p| format!("{{{}}}", p.word()))
        .collect();
    let shown: String = word.chars().take(40).collect();
    format!(
        "{{{shown}}} is not a placeholder. You can use {}.",
        known.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::{Piece, Placeholder, parse};

    #[test]
    fn paragraphs_and_placeholders_are_told_apart() {
        let wording = "has led {hours} hours\n\nin {scheme}";
        let parsed = parse(wording).unwrap();
        assert_eq!(
            parsed,
            vec![
                vec![
                    Piece::Text("has led "),
                    Piece::Field(Placeholder::Hours),
                    Piece::Text(" hours")
                ],
                vec![Piece::Text("in "), Piece::Field(Placeholder::Scheme)],
            ]
        );
    }

    #[test]
    fn a_brace_that_means_nothing_is_refused() {
        for wording in ["{", "}", "{name", "name}", "{Name}", "{}", "{{name}}", "{ name }"] {
            assert!(parse(wording).is_err(), "{wording}");
        }
    }
}

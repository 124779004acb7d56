//! Monitoring attributes: kept as short words, in one spelling, in a table of their own.
//!
//! A band such as `10-20` is what a spreadsheet most likes to turn into a date: that is caught here, with the repair.

use super::clean::{Reason, matches_any, text, whole};
use super::codes::yes_or_no;
use super::dates::month_number;
use crate::cohorts::ImportField;

/// A monitoring value in its one spelling.
///
/// # Errors
/// The reason.
pub fn monitoring(field: ImportField, value: &str) -> Result<String, Reason> {
    match field {
        ImportField::ImdBand => deprivation(value),
        ImportField::AgeBand => age_band(value),
        ImportField::Gender => Ok(gender(value)),
        _ => match yes_or_no(value) {
            Ok(yes) => Ok(if yes { "yes" } else { "no" }.to_owned()),
            Err(_) => text(value),
        },
    }
}

/// What a spoiled band probably was: `20-Oct`, `Oct-20` and a real date of 20 October were `10-20`.
pub fn spoiled_band(value: &str) -> Option<String> {
    let date = value.split(['T', ' ']).next().unwrap_or(value);
    let parts: Vec<&str> = date.split(['-', '/']).collect();
    let number = |s: &str| s.parse::<u32>().ok().filter(|_| s.len() <= 4);
    let (month, day) = match parts[..] {
        [a, b] => match (month_number(a), month_number(b)) {
            (None, Some(month)) => (month, number(a)?),
            (Some(month), None) => (month, number(b)?),
            _ => return None,
        },
        [y, m, d] if y.len() == 4 => (number(m)?, number(d)?),
        [d, m, y] if y.len() >= 2 => match month_number(m) {
            Some(month) => (month, number(d)?),
            None => (number(m).filter(|_| y.len() == 4)?, number(d)?),
        },
        _ => return None,
    };
    Some(format!("{month}-{day}"))
}

fn refuse_spoiled(field: ImportField, value: &str) -> Result<(), Reason> {
    spoiled_band(value).map_or(Ok(()), |was| {
        Err(format!(
            "A spreadsheet turned this band into a date. It was probably \"{was}\": mend the file, or replace \"{value}\" by \
             \"{was}\" in {} for the whole file.",
            field.label()
        ))
    })
}

/// A band of the index of multiple deprivation (`10-20%`), or a decile or quintile.
fn deprivation(value: &str) -> Result<String, Reason> {
    refuse_spoiled(ImportField::ImdBand, value)?;
    let band = value
        .trim_end_matches('%')
        .replace(' ', "")
        .replace("%-", "-")
        .replace('\u{2013}', "-");
    if let Some((from, to)) = band.split_once('-')
        && let (Ok(from), Ok(to)) = (from.parse::<u32>(), to.parse::<u32>())
        && from < to
        && to <= 100
    {
        return Ok(format!("{from}-{to}%"));
    }
    let lower = value.to_lowercase();
    let (unit, rest) = [
        ("decile", "decile"),
        ("quintile", "quintile"),
        ("q", "quintile"),
        ("d", "decile"),
    ]
    .iter()
    .find_map(|(prefix, unit)| lower.strip_prefix(prefix).map(|rest| (Some(*unit), rest)))
    .unwrap_or((None, lower.as_str()));
    let number = whole(rest.trim())
        .parse::<u32>()
        .ok()
        .filter(|n| (1..=10).contains(n));
    match (unit, number) {
        (Some(unit), Some(n)) => Ok(format!("{unit} {n}")),
        (None, Some(n)) => Ok(n.to_string()),
        _ => Err("Write a band like 10-20%, or a decile or quintile from 1 to 10.".to_owned()),
    }
}

/// An age band such as `0-35`, `55<=`, `<21`, `21-24`, `25+`, `under 21`, `mature`.
fn age_band(value: &str) -> Result<String, Reason> {
    refuse_spoiled(ImportField::AgeBand, value)?;
    let shape = value.len() <= 30
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || " <>=+-\u{2013}\u{2264}\u{2265}".contains(c));
    if shape {
        Ok(value.replace('\u{2013}', "-"))
    } else {
        Err("Write an age band, like 21-24 or under 21.".to_owned())
    }
}

fn gender(value: &str) -> String {
    let one = |words: &[&str]| matches_any(value, words);
    if one(&["f", "female", "woman", "w"]) {
        "female".to_owned()
    } else if one(&["m", "male", "man"]) {
        "male".to_owned()
    } else if one(&["nb", "non-binary", "nonbinary", "non binary", "x"]) {
        "non-binary".to_owned()
    } else {
        value.chars().take(60).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_band_that_became_a_date_is_caught_with_its_repair() {
        for v in [
            "20-Oct",
            "Oct-20",
            "2026-10-20",
            "2026-10-20 00:00:00",
            "20/10/2026",
            "20-Oct-26",
        ] {
            assert_eq!(spoiled_band(v).as_deref(), Some("10-20"), "{v}");
            let why = monitoring(ImportField::ImdBand, v).unwrap_err();
            assert!(why.contains("\"10-20\"") && why.contains(v), "{why}");
        }
        assert!(monitoring(ImportField::AgeBand, "21-Dec").is_err());
    }

    #[test]
    fn one_band_has_one_spelling() {
        for v in ["10-20%", "10-20", "10 - 20 %", "10%-20%"] {
            assert_eq!(
                monitoring(ImportField::ImdBand, v).as_deref(),
                Ok("10-20%"),
                "{v}"
            );
        }
        assert_eq!(
            monitoring(ImportField::ImdBand, "Q1").as_deref(),
            Ok("quintile 1")
        );
        assert!(monitoring(ImportField::ImdBand, "very").is_err());
    }

    #[test]
    fn oulad_s_age_bands_and_flags_come_in() {
        for v in ["0-35", "35-55", "55<="] {
            assert_eq!(monitoring(ImportField::AgeBand, v).as_deref(), Ok(v));
        }
        assert_eq!(monitoring(ImportField::Disability, "Y").as_deref(), Ok("yes"));
        assert_eq!(monitoring(ImportField::Gender, "F").as_deref(), Ok("female"));
    }

    proptest! {
        #[test]
        fn no_real_band_is_taken_for_a_date(tens in 0u32..10, percent in any::<bool>()) {
            let v = format!("{}-{}{}", tens * 10, tens * 10 + 10, if percent { "%" } else { "" });
            prop_assert_eq!(spoiled_band(&v), None);
            prop_assert!(monitoring(ImportField::ImdBand, &v).is_ok());
        }

        #[test]
        fn any_text_is_read_or_refused(v in "\\PC{0,16}") {
            for f in ImportField::ALL.iter().filter(|f| f.is_monitoring()) {
                let _ = monitoring(*f, &v);
            }
        }
    }
}

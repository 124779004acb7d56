//! Dates as files write them: ISO, day first, with the month's name, a spreadsheet's serial number, days from the start.

use super::clean::{Reason, whole};
use crate::cohorts::birth_date_fault;
use chrono::{Datelike, Duration, NaiveDate};

/// What a date can be relative to.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    pub today: NaiveDate,
    /// The scheme's first day: OULAD and others count days from it.
    pub day_zero: Option<NaiveDate>,
}

/// A date of birth that somebody can have.
///
/// # Errors
/// The reason.
pub fn date_of_birth(value: &str, calendar: Calendar) -> Result<NaiveDate, Reason> {
    let born = absolute(value, |yy| {
        let year = 2000 + yy;
        if year + 14 > calendar.today.year() {
            year - 100
        } else {
            year
        }
    })?;
    match birth_date_fault(born, calendar.today) {
        Some(fault) => Err(fault),
        None => Ok(born),
    }
}

/// A day in the life of a scheme, or a count of days from its first day.
///
/// # Errors
/// The reason.
pub fn scheme_day(value: &str, calendar: Calendar) -> Result<NaiveDate, Reason> {
    if let Ok(days) = whole(value).parse::<i64>()
        && days.abs() <= 2000
    {
        return calendar
            .day_zero
            .and_then(|zero| zero.checked_add_signed(Duration::days(days)))
            .ok_or_else(|| "This counts days from the scheme's start, and the scheme has no enrolment date yet. Set it, or write a date.".to_owned());
    }
    let day = absolute(value, |yy| 2000 + yy)?;
    if !(2000..=2100).contains(&day.year()) {
        return Err("This date is far from any scheme. Check the year.".to_owned());
    }
    Ok(day)
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The number of a month by its English name or the first three letters of it.
pub fn month_number(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let start = word.get(..3)?;
    let month = MONTHS.iter().position(|m| *m == start)?;
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ][month];
    (full.starts_with(word.as_str()) || word == "sept")
        .then(|| u32::try_from(month + 1).ok())
        .flatten()
}

/// A date that stands by itself. `century` says which year a two-digit one means.
fn absolute(value: &str, century: impl Fn(i32) -> i32) -> Result<NaiveDate, Reason> {
    let unreadable = || "Write the date like 2008-09-21 or 21/09/2008.".to_owned();
    if let Some(serial) = serial(value) {
        return serial.ok_or_else(unreadable);
    }
    let date_part = value
        .split(['T', ' '])
        .next()
        .filter(|d| d.len() >= 8 && has_time(value, d));
    let value = date_part.unwrap_or(value);
    let parts: Vec<&str> = value
        .split(['/', '-', '.', ' ', ',', '年', '月', '日'])
        .filter(|p| !p.is_empty())
        .collect();
    let [a, b, c] = parts[..] else {
        return Err(unreadable());
    };
    let number = |s: &str| -> Option<u32> {
        let s = s.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?
    };
    let year = |s: &str| -> Option<i32> {
        let n = i32::try_from(number(s)?).ok()?;
        match s.len() {
            4 => Some(n),
            2 => Some(century(n)),
            _ => None,
        }
    };
    let (y, m, d) = if a.len() == 4 && number(a).is_some() {
        (year(a), month_number(b).or_else(|| number(b)), number(c))
    } else if let Some(month) = month_number(b) {
        (year(c), Some(month), number(a))
    } else if let Some(month) = month_number(a) {
        (year(c), Some(month), number(b))
    } else {
        (year(c), number(b), number(a))
    };
    let (Some(y), Some(m), Some(d)) = (y, m, d) else {
        return Err(unreadable());
    };
    if m > 12 && d <= 12 {
        return Err(format!(
            "There is no month {m}: the month may stand first. Write the day first, like {m:02}/{d:02}/{y}."
        ));
    }
    NaiveDate::from_ymd_opt(y, m, d)
        .ok_or_else(|| format!("There is no such day in the calendar. {}", unreadable()))
}

fn has_time(value: &str, date: &str) -> bool {
    value.len() > date.len() && value[date.len()..].contains(':')
}

/// Days since 1899-12-30, as a spreadsheet stores a date (also with a time of day), or `YYYYMMDD`.
fn serial(value: &str) -> Option<Option<NaiveDate>> {
    let (days, fraction) = value.split_once('.').unwrap_or((value, ""));
    if !days.bytes().all(|b| b.is_ascii_digit()) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match days.len() {
        4 | 5 => {
            let days: i64 = days.parse().ok()?;
            Some(NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(Duration::days(days)))
        }
        8 if fraction.is_empty() => Some(NaiveDate::parse_from_str(days, "%Y%m%d").ok()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }
    fn calendar() -> Calendar {
        Calendar {
            today: day(2026, 9, 1),
            day_zero: Some(day(2026, 9, 21)),
        }
    }

    #[test]
    fn a_date_of_birth_is_read_in_every_usual_spelling() {
        for v in [
            "2008-03-09",
            "09/03/2008",
            "9/3/08",
            "9.3.2008",
            "09-03-2008",
            "9 Mar 2008",
            "09-Mar-08",
            "March 9, 2008",
            "9th March 2008",
            "20080309",
            "39516",
            "39516.0",
            "2008-03-09T00:00:00",
            "2008-03-09 00:00:00",
            "2008年3月9日",
        ] {
            assert_eq!(date_of_birth(v, calendar()), Ok(day(2008, 3, 9)), "{v}");
        }
        assert_eq!(date_of_birth("9/3/68", calendar()), Ok(day(1968, 3, 9)));
    }

    #[test]
    fn a_month_that_stands_first_is_told() {
        let why = date_of_birth("09/25/2008", calendar()).unwrap_err();
        assert!(why.contains("25/09/2008"), "{why}");
    }

    #[test]
    fn days_from_the_start_are_counted_from_the_scheme_s_first_day() {
        assert_eq!(scheme_day("-12", calendar()), Ok(day(2026, 9, 9)));
        assert_eq!(scheme_day("0", calendar()), Ok(day(2026, 9, 21)));
        assert!(
            scheme_day(
                "-12",
                Calendar {
                    day_zero: None,
                    ..calendar()
                }
            )
            .is_err()
        );
    }

    #[test]
    fn nonsense_is_never_a_date() {
        for v in [
            "",
            "soon",
            "31/02/2008",
            "2008",
            "1/2",
            "//",
            "99999999",
            "2008-13-45",
            "0000-00-00",
            "1e5",
            "é/é/éé",
            "Mär 9 2008",
        ] {
            assert!(date_of_birth(v, calendar()).is_err(), "{v}");
        }
        assert!(date_of_birth("2026-01-01", calendar()).is_err(), "a baby");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(v in "\\PC{0,12}|[0-9/. -]{0,12}") {
            let _ = date_of_birth(&v, calendar());
            let _ = scheme_day(&v, calendar());
        }

        #[test]
        fn what_is_written_is_what_is_read(days in 0i64..20_000) {
            let d = day(1955, 1, 1) + Duration::days(days);
            for pattern in ["%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y", "%-d %B %Y"] {
                prop_assert_eq!(date_of_birth(&d.format(pattern).to_string(), calendar()), Ok(d));
            }
        }
    }
}

//! Dates and times, in the reader's own time zone, formatted by the browser.

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}

fn from_millis(millis: i64) -> Date {
    Date::new(&JsValue::from_f64(millis as f64))
}

fn formatted(date: &Date, pairs: &[(&str, &str)]) -> String {
    String::from(date.to_locale_string("en-GB", &options(pairs)))
}

/// `8 Sept 2026`
pub fn day(date: NaiveDate) -> String {
    let noon = date
        .and_hms_opt(12, 0, 0)
        .map_or(0, |t| t.and_utc().timestamp_millis());
    formatted(
        &from_millis(noon),
        &[
            ("day", "numeric"),
            ("month", "short"),
            ("year", "numeric"),
            ("timeZone", "UTC"),
        ],
    )
}

/// `8 Sept 2026, 18:05`
pub fn day_and_time(at: DateTime<Utc>) -> String {
    formatted(
        &from_millis(at.timestamp_millis()),
        &[
            ("day", "numeric"),
            ("month", "short"),
            ("year", "numeric"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
        ],
    )
}

/// Today, as a page greets: `Tuesday 8 September`.
pub fn long_day() -> String {
    formatted(
        &Date::new_0(),
        &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
    )
}

/// Today as a date field holds it: `2026-09-08`.
pub fn today() -> String {
    let now = Date::new_0();
    format!(
        "{:04}-{:02}-{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date()
    )
}

/// `just now`, `5 minutes ago`, `yesterday`, then the day itself.
pub fn ago(at: DateTime<Utc>) -> String {
    let minutes = ((Date::now() as i64) - at.timestamp_millis()) / 60_000;
    match minutes {
        ..1 => "just now".to_owned(),
        1 => "a minute ago".to_owned(),
        2..60 => format!("{minutes} minutes ago"),
        60..120 => "an hour ago".to_owned(),
        120..1440 => format!("{} hours ago", minutes / 60),
        1440..2880 => "yesterday".to_owned(),
        _ => day(at.date_naive()),
    }
}

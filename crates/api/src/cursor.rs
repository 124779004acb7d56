//! Cursors for pages: opaque to the caller, a sort key and an id to us.

use crate::problem::{Problem, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cairn_domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use cairn_domain::text::is_plausible;
use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// `?after=&limit=` as it comes in.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Rows in a page, 1 to 200; 50 when left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u64>,
}

impl PageQuery {
    /// Rows to give.
    ///
    /// # Errors
    /// When the caller asks for none or too many.
    pub fn limit(&self) -> Result<u64> {
        match self.limit.unwrap_or(DEFAULT_LIMIT) {
            n @ 1..=MAX_LIMIT => Ok(n),
            _ => Err(Problem::bad_request(format!("A page has 1 to {MAX_LIMIT} rows."))
                .error("?limit", format!("Use a number from 1 to {MAX_LIMIT}."))),
        }
    }

    /// What the cursor holds.
    ///
    /// # Errors
    /// When it isn't one of ours.
    pub fn after<K: DeserializeOwned>(&self) -> Result<Option<K>> {
        let Some(after) = self.after.as_deref().filter(|a| !a.is_empty()) else {
            return Ok(None);
        };
        URL_SAFE_NO_PAD
            .decode(after)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .filter(can_be_compared)
            .and_then(|cursor| serde_json::from_value(cursor).ok())
            .map(Some)
            .ok_or_else(|| {
                Problem::bad_request("This page address is not one of ours.").error(
                    "?after",
                    "Use the `next` of the page before, unchanged, or leave it out.",
                )
            })
    }
}

/// Whether a database can compare its columns with what a cursor holds. No row of ours has a NUL, or was changed in a year that
/// PostgreSQL doesn't know.
fn can_be_compared(cursor: &Value) -> bool {
    match cursor {
        Value::String(text) => {
            !text.contains('\0')
                && text
                    .parse::<DateTime<Utc>>()
                    .map_or(true, |at| is_plausible(at.date_naive()))
                && text.parse::<NaiveDate>().map_or(true, is_plausible)
        }
        Value::Array(places) => places.iter().all(can_be_compared),
        Value::Object(fields) => fields.values().all(can_be_compared),
        _ => true,
    }
}

/// A cursor that holds this key.
pub fn encode<K: Serialize>(key: &K) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default())
}

/// Makes a page of at most `limit` rows from one row more than that.
pub fn page<T, K: Serialize>(mut rows: Vec<T>, limit: u64, key: impl Fn(&T) -> K) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let next = if rows.len() > limit {
        rows.truncate(limit);
        rows.last().map(|row| encode(&key(row)))
    } else {
        None
    };
    Page {
        items: rows,
        next,
        total: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    fn after<K: DeserializeOwned>(cursor: &Value) -> Result<Option<K>> {
        let page = PageQuery {
            after: Some(encode(cursor)),
            limit: None,
        };
        page.after()
    }

    #[test]
    fn what_a_cursor_held_is_read_again() {
        let key = (
            "O'Neill-Łuk \u{202e}".to_owned(),
            Uuid::now_v7(),
            "2026-09-21T08:00:00.000001Z".parse::<DateTime<Utc>>().unwrap(),
        );
        assert_eq!(after(&json!(key)).unwrap(), Some(key));
        assert_eq!(PageQuery::default().after::<Uuid>().unwrap(), None);
    }

    #[test]
    fn what_no_database_can_compare_is_refused_wherever_it_stands() {
        for forged in [json!("a\0b"), json!(["a", ["b\0"]]), json!({ "a": "\0" })] {
            let refused = after::<Value>(&forged).unwrap_err();
            assert_eq!(refused.body().errors[0].pointer, "?after", "{forged}");
        }
        for year in ["-262143", "0000", "0900", "+262142"] {
            assert!(
                after::<Value>(&json!([format!("{year}-01-01T00:00:00Z")])).is_err(),
                "{year}"
            );
            assert!(
                after::<Value>(&json!([format!("{year}-01-01")])).is_err(),
                "{year}"
            );
        }
    }
}

//! What people do with calls and applications.
pub mod calls;
pub mod dealing;
pub mod deciding;
pub mod interviews;
pub mod judging;
pub mod mine;
pub mod offers;
pub mod onboarding;
pub mod reading;
pub mod scoring;
pub mod selection;
pub mod starting;
pub mod weighing;

use crate::problem::{Problem, Result};
use crate::recruitment::entity::recruitment_call::Model;
use cairn_domain::recruitment::{CallContent, CallState, call};
use chrono::{DateTime, Utc};

/// What a call says, as staff wrote it.
///
/// # Errors
/// When what is stored can't be read.
fn content(row: &Model) -> Result<CallContent> {
    Ok(serde_json::from_value(row.content.clone())?)
}

/// Where a call stands now.
fn state(row: &Model, now: DateTime<Utc>) -> CallState {
    let (published, put_away) = (row.published_at.is_some(), row.put_away_at.is_some());
    call::state(published, put_away, row.opens_at, row.closes_at, now)
}

/// A word of the database.
fn word<T: std::str::FromStr<Err = String>>(stored: &str) -> Result<T> {
    stored.parse().map_err(|e: String| Problem::internal(&e))
}

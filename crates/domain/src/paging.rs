//! Cursor pages: ask with `?after=&limit=`, go on with `next` until it is absent.

use serde::{Deserialize, Serialize};

/// Most rows a page can hold.
pub const MAX_LIMIT: u64 = 200;
/// Rows in a page when the caller doesn't say.
pub const DEFAULT_LIMIT: u64 = 50;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Pass this as `after` for the next page. Absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "WyJDUy0wNTAiXQ"))]
    pub next: Option<String>,
    /// How many rows match in all, where that is cheap to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}

//! What went wrong, said so that a person can act on it (RFC 9457).

use serde::{Deserialize, Serialize};

/// Media type of every error the API gives.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// One fault in the input, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer into the request body, or `?name` for a query parameter.
    #[cfg_attr(feature = "openapi", schema(example = "/email"))]
    pub pointer: String,
    /// What to do about it.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Enter an email address, like name@example.org.")
    )]
    pub detail: String,
}

/// An error body. `type` is stable and safe to branch on; `title` and `detail` are for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Stable URI of the kind of problem.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(example = "/problems/not-found"))]
    pub kind: String,
    /// Short, plain, and actionable.
    pub title: String,
    pub status: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Quote this when you ask for help: it finds the request in the logs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.title)
    }
}

/// Input that knows what is wrong with itself, as JSON pointer and sentence.
pub trait Check {
    /// Everything to mend; empty when it can be used.
    fn faults(&self) -> Vec<(String, String)> {
        Vec::new()
    }
}

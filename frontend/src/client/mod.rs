//! The one way to the API.
//!
//! `request` sends and turns every failure into a [`Problem`]; `access` keeps the short-lived token in memory and renews
//! it; `query` is a GET that stays fresh; `live` hears what changed; `upload` and `download` move files.

pub mod access;
pub mod download;
pub mod live;
pub mod query;
pub mod request;
pub mod upload;

pub use cairn_domain::problem::Problem;
pub use query::{Query, loaded};
pub use request::{delete, get, patch, post, put};

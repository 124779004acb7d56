//! Who somebody is, how they sign in, and what they may do.
//!
//! For everyone. Rules: denied unless the table in `policy` allows it; a refused sign-in never says why.
//! Next: `policy` for permissions, `password` for what makes a good one, `search` for how people are found, `wire` for what the API takes and gives.

mod checks;
pub mod password;
pub mod policy;
pub mod search;
mod sharing;
pub mod wire;

pub use policy::{Action, Actor, Grant, Reach, Role, Scope};
pub use sharing::Reader;
pub use wire::*;

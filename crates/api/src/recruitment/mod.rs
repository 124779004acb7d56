//! Recruitment: calls for mentors, and who answered them.
//!
//! For students who apply, without an account at first, and for staff who write calls and read applications. The rules are in
//! `cairn_domain::recruitment`. Next: `routes`, `service`.

#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity;
mod routes;
pub mod service;
pub mod store;

pub use routes::routes;

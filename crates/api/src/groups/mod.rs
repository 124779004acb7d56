//! Mentor groups: proposals, publishing, and keeping groups right as people come and go.
//!
//! For scheme leads, mentors and mentees. Rules live in `cairn_domain::groups`; the database itself refuses a mentee in two groups.
//! `service::picture` is everything about a scheme's groups at one moment; most use cases start from it. Next: `routes`, `service`.

pub mod commands;
mod content;
#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity;
mod labels;
mod routes;
pub mod service;
mod store;

pub use routes::routes;

//! Schemes, programmes, the people in them, and imports.
//!
//! For scheme leads, supervisors and outside systems. Rules: a mentor's level is above a mentee's; no marks come in; monitoring
//! attributes live in a table of their own; a person met again is the same person. Next: `routes`, `service`, `import`.

pub mod commands;
#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity;
pub mod import;
pub mod joining;
pub mod membership;
pub mod mentor_place;
pub mod names;
pub mod offering;
pub mod reach;
pub mod roll;
pub mod routes;
pub mod service;
pub mod store;
pub mod tutoring;

pub use routes::routes;

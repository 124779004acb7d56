//! Training: modules that staff write, mentors' way through them, completions from anywhere, and the clearance they give.
//!
//! For mentors, and for staff who watch over them. The rule is `cairn_domain::training::clearance`; `service::clearing` applies it
//! whenever something changes and keeps the result with the participant, where everything that brings a mentor and a mentee
//! together looks. `shipped` are the central modules. Next: `routes`, `service`.

#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity;
mod markdown;
mod routes;
pub mod service;
pub mod shipped;
mod store;

pub use routes::routes;

//! What keeps the house running, for staff and operators: health, metrics, logs, mail, jobs, the audit trail.
//!
//! Rules: only staff see mail, jobs and the audit trail, each within their schemes. Next: `routes`, `health`.

pub mod health;
pub mod log;
pub mod metrics;
pub mod routes;
mod store;

pub use routes::routes;

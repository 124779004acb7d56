//! People, accounts, sign-in, sessions and roles.
//!
//! For everyone. Rules: a refused sign-in never says why and takes as long as an accepted one; a refresh token works once, and a
//! second use ends its session; permissions come from `cairn_domain::identity::policy` alone. Next: `routes`, `service`.

pub mod actor;
pub mod commands;
#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity;
pub mod house;
pub mod limits;
pub mod link;
pub mod password;
pub mod routes;
pub mod search;
pub mod secret;
pub mod service;
pub mod store;
pub mod token;

pub use routes::routes;

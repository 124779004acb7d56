//! The tables of identity.

pub mod account;
pub mod link_token;
pub mod person;
pub mod refresh_token;
pub mod role_grant;
pub mod session;

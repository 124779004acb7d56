//! Tables of recruitment.
pub mod application;
pub mod recruitment_call;

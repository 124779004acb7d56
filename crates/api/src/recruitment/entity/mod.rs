//! Tables of recruitment.
pub mod application;
pub mod call_scorer;
pub mod recruitment_call;
pub mod scoring;

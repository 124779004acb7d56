//! Queries of recruitment.
pub mod applications;
pub mod calls;
pub mod interviews;
pub mod scorings;

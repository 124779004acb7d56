//! Tables of recruitment.
pub mod application;
pub mod call_scorer;
pub mod interview_booking;
pub mod interview_slot;
pub mod recruitment_call;
pub mod scoring;

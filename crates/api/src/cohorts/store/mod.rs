//! Queries of cohorts. Those about a scheme ask for the scope that reaches it.

pub mod catalogue;
pub mod fitting;
pub mod participant;
pub mod scheme;

//! The tables of cohorts.

pub mod campus;
pub mod cohort_import;
pub mod cohort_import_file;
pub mod faculty;
pub mod import_profile;
pub mod monitoring;
pub mod participant;
pub mod programme;
pub mod scheme;
pub mod scheme_programme;
pub mod school;
pub mod seminar_group;
pub mod tutor_group;

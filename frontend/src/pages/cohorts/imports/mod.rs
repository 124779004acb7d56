//! A cohort's file, in three steps: choose it, say which column is which, look at what would change; then apply it.

mod apply;
mod check;
mod defaults;
mod done;
mod faults;
mod import_page;
mod list;
mod mapping;
mod mapping_draft;
mod profiles;
mod replacements;
mod upload;

pub use import_page::ImportPage;
pub use list::ImportsPage;
pub use upload::UploadPage;

/// The steps, as the page's top shows them.
pub const STEPS: &[&str] = &["Choose the file", "Match the columns", "Check and apply"];

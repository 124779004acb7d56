//! A mentor's own training: the path, and one module at a time.

mod home_card;
pub mod module;
mod path;
mod quiz;
mod saver;

pub use home_card::{TrainingCard, is_waiting};
pub use module::ModulePage;
pub use path::TrainingPage;

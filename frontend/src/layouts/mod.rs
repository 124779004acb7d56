//! The frame around every page.

mod plain;
mod shell;

pub use plain::Plain;
pub use shell::{Shell, places};

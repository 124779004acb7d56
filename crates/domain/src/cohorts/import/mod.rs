//! Reading a cohort file: which column is what, what each cell says, and what a row would change.
//!
//! Pure: a file's bytes are `cairn::cohorts::import`'s business; here a row is already a list of cells. Rules: attainment
//! is refused by name (`attainment`), a damaged value is a fault and never a guess (`clean`), a blank cell never erases
//! what is known and the same row twice changes nothing (`diff`). Next: `plan` reads a row, `facts` is what it yields.

pub mod attainment;
pub mod bands;
pub mod cells;
pub mod clean;
pub mod codes;
pub mod columns;
pub mod dates;
pub mod diff;
pub mod duplicates;
pub mod export;
pub mod facts;
pub mod heading;
pub mod identifiers;
pub mod plan;
pub mod rules;

pub use columns::{guess_columns, suggested_mapping};
pub use diff::{Change, Known, verdict};
pub use duplicates::{Clash, Meeting, SeenKeys};
pub use export::neutralise;
pub use facts::{Facts, Key, ParsedRow};
pub use plan::{Plan, PlanFault};
pub use rules::SchemeRules;

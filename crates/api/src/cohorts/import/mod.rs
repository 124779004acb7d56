//! A cohort file, from its bytes to people in a scheme.
//!
//! For scheme leads and operators. Rules: nobody's marks come in; a bad row is told with line, column, value and reason and
//! never stops the others; applying is one transaction, and the same file twice changes nothing. Reading: `file` opens
//! bytes of any kind. Applying: `walk` goes through the rows, `people` meets, `names` resolves, `writing` stores.

pub mod applying;
pub mod command;
pub mod csv_rows;
pub mod delimiter;
pub mod encoding;
pub mod file;
pub mod heading_row;
mod leaving;
pub mod limits;
mod names;
mod parsing;
mod people;
pub mod profiles;
mod records;
pub mod routes;
pub mod service;
mod store;
mod tally;
pub mod uploading;
mod walk;
mod writing;
pub mod xlsx_archive;
pub mod xlsx_rows;

//! The half of the importer that reads a file, compiled from its own sources without the server around it: a fuzz build of
//! these few modules takes a minute, one of the server with its databases half an hour.

#[path = "../../crates/api/src/cohorts/import/csv_rows.rs"]
pub mod csv_rows;
#[path = "../../crates/api/src/cohorts/import/delimiter.rs"]
pub mod delimiter;
#[path = "../../crates/api/src/cohorts/import/encoding.rs"]
pub mod encoding;
#[path = "../../crates/api/src/cohorts/import/file.rs"]
pub mod file;
#[path = "../../crates/api/src/cohorts/import/heading_row.rs"]
pub mod heading_row;
#[path = "../../crates/api/src/cohorts/import/limits.rs"]
pub mod limits;
#[path = "../../crates/api/src/cohorts/import/xlsx_archive.rs"]
pub mod xlsx_archive;
#[path = "../../crates/api/src/cohorts/import/xlsx_rows.rs"]
pub mod xlsx_rows;

//! How big a file may be, and what it says when it can't be read.

/// Most bytes of an upload.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;
/// Most rows of people.
pub const MOST_ROWS: u64 = 200_000;
/// Most columns.
pub const MOST_COLUMNS: usize = 200;
/// Most characters of one cell.
pub const LONGEST_CELL: usize = 10_000;
/// Most bytes that a workbook may unpack to.
pub const MOST_UNPACKED: u64 = 512 * 1024 * 1024;

/// Why a whole file can't be read, and what to do: a sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl Unreadable {
    pub fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }

    pub(super) fn too_many_rows() -> Self {
        Self::new("This file has more than 200,000 rows. Split it and import the parts.")
    }

    pub(super) fn too_many_columns() -> Self {
        Self::new("This file has more than 200 columns. Keep the ones about people and their studies.")
    }

    pub(super) fn long_cell(line: u64) -> Self {
        Self(format!(
            "Line {line} holds a cell of more than 10,000 characters. A quotation mark there may never close: look for a \
             single \" and remove or double it."
        ))
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

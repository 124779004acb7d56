//! What a command prints for a person or a script.

use std::io::Write as _;

/// Prints a line. A reader that has heard enough (`| head`) is no fault.
///
/// # Errors
/// When standard output can't be written for another reason.
pub fn say(text: impl std::fmt::Display) -> anyhow::Result<()> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

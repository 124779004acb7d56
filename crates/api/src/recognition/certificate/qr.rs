//! The QR code as a drawing.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use super::error::PrintError;

/// Light modules around the code that ISO/IEC 18004 asks for.
const QUIET_ZONE: usize = 4;
const LONGEST_ADDRESS: usize = 500;

/// An SVG of the address, one path of horizontal bars; level M stands 15 % of damage.
pub(super) fn svg(address: &str) -> Result<String, PrintError> {
    let host = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    let plain = address.bytes().all(|b| b.is_ascii_graphic()) && address.len() < LONGEST_ADDRESS;
    if !plain || !host.is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')) {
        return Err(PrintError::Address);
    }
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(|_| PrintError::Address)?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        bars(modules, row + QUIET_ZONE, &mut path);
    }
    let side = width + 2 * QUIET_ZONE;
    Ok(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path fill="black" d="{path}"/></svg>"#
    ))
}

/// Adds the dark stretches of one row to the path.
fn bars(modules: &[Color], row: usize, path: &mut String) {
    let mut column = 0;
    for stretch in modules.chunk_by(|a, b| a == b) {
        let length = stretch.len();
        if stretch.first() == Some(&Color::Dark) {
            // Writing to a string can't fail.
            let _ = write!(path, "M{} {row}h{length}v1h-{length}z", column + QUIET_ZONE);
        }
        column += length;
    }
}

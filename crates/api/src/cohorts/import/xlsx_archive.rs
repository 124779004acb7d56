//! What a workbook's archive declares, before anything is unpacked.

use super::limits::{MOST_UNPACKED, Unreadable};

const END_OF_DIRECTORY: [u8; 4] = *b"PK\x05\x06";
const DIRECTORY_ENTRY: [u8; 4] = *b"PK\x01\x02";

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let b: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(b)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u64> {
    let b: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u64::from(u32::from_le_bytes(b)))
}

/// Names and unpacked sizes of the archive's files, by its central directory (PKWARE APPNOTE 4.3.12).
fn entries(bytes: &[u8]) -> Option<Vec<(&[u8], u64)>> {
    // The end record is 22 bytes and a comment of at most 65,535.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let end = from + bytes[from..].windows(4).rposition(|w| w == END_OF_DIRECTORY)?;
    let mut at = usize::try_from(u32_at(bytes, end + 16)?).ok()?;
    let mut entries = Vec::new();
    for _ in 0..u16_at(bytes, end + 10)? {
        if bytes.get(at..at + 4)? != DIRECTORY_ENTRY {
            return None;
        }
        let (name, extra, comment) = (
            u16_at(bytes, at + 28)?,
            u16_at(bytes, at + 30)?,
            u16_at(bytes, at + 32)?,
        );
        entries.push((bytes.get(at + 46..at + 46 + name)?, u32_at(bytes, at + 24)?));
        at += 46 + name + extra + comment;
    }
    Some(entries)
}

/// Looks whether an archive is a workbook of a bearable size.
///
/// # Errors
/// The sentence, when it is another kind of file or would unpack to too much.
pub fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let entries = entries(bytes).ok_or_else(|| {
        Unreadable::new("This workbook is damaged or was cut off. Save it again, or as CSV.")
    })?;
    if !entries.iter().any(|(name, _)| name.starts_with(b"xl/")) {
        return Err(Unreadable::new(
            "This isn't an Excel workbook (.xlsx). Save the list as .xlsx or CSV.",
        ));
    }
    let unpacked = entries
        .iter()
        .fold(0u64, |sum, (_, size)| sum.saturating_add(*size));
    if unpacked > MOST_UNPACKED {
        return Err(Unreadable::new(
            "This workbook unpacks to more than 512 MB. Keep only the sheet with students, or save it as CSV.",
        ));
    }
    Ok(())
}

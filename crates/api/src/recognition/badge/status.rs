//! Badges that were taken back: a Bitstring Status List (W3C Recommendation "Bitstring Status List v1.0").
//!
//! Each award has one bit for good. One list holds so many awards that asking for it tells nobody which one is meant.

use super::canonical::CREDENTIALS_V2;
use super::{BadgeError, Places, moment};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::Write as _;

/// Bits in one list: the least that the Recommendation allows, 16 KB.
pub const STATUS_BITS: u32 = 131_072;

/// Which list an award's status index is in, and which bit of it.
pub fn status_place(index: u32) -> (u32, u32) {
    (index / STATUS_BITS, index % STATUS_BITS)
}

/// One status list, unsigned: a bit is set for each revoked index that falls in it.
///
/// `revoked` holds status indexes as awards have them; those of other lists are passed over.
///
/// # Errors
/// When the bits can't be packed.
pub fn status_list(
    places: &Places,
    number: u32,
    revoked: &[u32],
    now: DateTime<Utc>,
    valid_until: DateTime<Utc>,
) -> Result<Value, BadgeError> {
    let id = places.status(number);
    Ok(json!({
        "@context": [CREDENTIALS_V2],
        "id": id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": places.issuer(),
        "validFrom": moment(now),
        "validUntil": moment(valid_until),
        "credentialSubject": {
            "id": format!("{id}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": packed(&bits(number, revoked)).map_err(BadgeError::Packing)?,
        },
    }))
}

/// Bit 0 is the highest of the first byte.
fn bits(number: u32, revoked: &[u32]) -> Vec<u8> {
    let mut bytes = vec![0u8; STATUS_BITS as usize / 8];
    let here = revoked
        .iter()
        .map(|i| status_place(*i))
        .filter(|(list, _)| *list == number);
    for (_, bit) in here {
        if let Some(byte) = bytes.get_mut(bit as usize / 8) {
            *byte |= 0x80 >> (bit % 8);
        }
    }
    bytes
}

/// GZIP, then base64url without padding, with the multibase letter `u`.
fn packed(bytes: &[u8]) -> std::io::Result<String> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes)?;
    Ok(format!("u{}", URL_SAFE_NO_PAD.encode(gzip.finish()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn unpacked(list: &Value) -> Vec<u8> {
        let text = list["credentialSubject"]["encodedList"].as_str().unwrap();
        let gzip = URL_SAFE_NO_PAD.decode(text.strip_prefix('u').unwrap()).unwrap();
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(&gzip[..])
            .read_to_end(&mut bytes)
            .unwrap();
        bytes
    }

    #[test]
    fn a_list_sets_the_bits_of_its_own_indexes_only() {
        let places = Places::new("https://cairn.example");
        let now = "2026-03-01T09:00:00Z".parse().unwrap();
        let revoked = [0, 9, STATUS_BITS - 1, STATUS_BITS + 3];
        let first = unpacked(&status_list(&places, 0, &revoked, now, now).unwrap());
        assert_eq!(first.len(), 16_384);
        assert_eq!((first[0], first[1], first[16_383]), (0x80, 0x40, 0x01));
        let second = unpacked(&status_list(&places, 1, &revoked, now, now).unwrap());
        assert_eq!(second.iter().map(|b| b.count_ones()).sum::<u32>(), 1);
        assert_eq!(second[0], 0x10);
    }

    #[test]
    fn an_index_has_one_list_and_one_bit() {
        assert_eq!(status_place(131_071), (0, 131_071));
        assert_eq!(status_place(131_072), (1, 0));
    }
}

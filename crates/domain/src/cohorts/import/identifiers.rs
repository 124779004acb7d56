//! The four identifiers by which a person is met again, and how spreadsheets spoil them.

use super::clean::{Reason, is_rounded, whole};

/// A student number: its leading zeros kept, a spreadsheet's `.0` taken off, a rounded one refused.
///
/// # Errors
/// The reason.
pub fn student_number(value: &str) -> Result<String, Reason> {
    refuse_rounded(value)?;
    let value = whole(value);
    let fits = (1..=32).contains(&value.len())
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/' | b'_' | b'.'))
        && value.bytes().any(|b| b.is_ascii_alphanumeric());
    if fits {
        Ok(value.to_owned())
    } else {
        Err("A student number has up to 32 letters, digits, dashes or slashes.".to_owned())
    }
}

/// A UCAS personal ID: ten digits, often written `123-456-7890`.
///
/// # Errors
/// The reason.
pub fn ucas_pid(value: &str) -> Result<String, Reason> {
    refuse_rounded(value)?;
    digits(whole(value), &[10], "A UCAS personal ID has 10 digits")
}

/// A HUSID (13 digits) or its successor, the HESA student identifier (17 digits).
///
/// # Errors
/// The reason.
pub fn husid(value: &str) -> Result<String, Reason> {
    refuse_rounded(value)?;
    digits(
        whole(value),
        &[13, 17],
        "A HUSID has 13 digits, a HESA student identifier 17",
    )
}

fn digits(value: &str, lengths: &[usize], rule: &str) -> Result<String, Reason> {
    let digits: String = value.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) || digits.is_empty() {
        return Err(format!("{rule} and nothing else."));
    }
    if lengths.contains(&digits.len()) {
        return Ok(digits);
    }
    let lost = lengths.contains(&(digits.len() + 1));
    Err(if lost {
        format!(
            "{rule}, and this has {}: a spreadsheet may have dropped the 0 in front.",
            digits.len()
        )
    } else {
        format!("{rule}; this has {}.", digits.len())
    })
}

fn refuse_rounded(value: &str) -> Result<(), Reason> {
    if is_rounded(value) {
        return Err("A spreadsheet rounded this number and its last digits are lost. Format the column as text and export it again.".to_owned());
    }
    Ok(())
}

/// An email address in lower case.
///
/// # Errors
/// The reason.
pub fn email(value: &str) -> Result<String, Reason> {
    let lower = value.to_lowercase();
    let bare = lower.strip_prefix("mailto:").unwrap_or(&lower);
    let bare = bare
        .find('<')
        .and_then(|at| bare.get(at + 1..))
        .and_then(|rest| rest.strip_suffix('>'))
        .unwrap_or(bare)
        .trim_end_matches([';', ',', '.']);
    if bare.len() <= 254 && is_email(bare) {
        Ok(bare.to_owned())
    } else if bare.matches('@').count() > 1 {
        Err("This holds more than one email address. Keep one.".to_owned())
    } else {
        Err("This isn't an email address. Write it like name@example.ac.uk.".to_owned())
    }
}

fn is_email(value: &str) -> bool {
    let Some((local, domain)) = value.split_once('@') else {
        return false;
    };
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    (1..=64).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c))
        && domain.contains('.')
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn leading_zeros_stay_and_a_spreadsheet_s_point_zero_goes() {
        assert_eq!(student_number("0012345"), Ok("0012345".to_owned()));
        assert_eq!(student_number("12345.0"), Ok("12345".to_owned()));
        assert_eq!(student_number("12345678/1"), Ok("12345678/1".to_owned()));
    }

    #[test]
    fn a_rounded_number_is_refused_because_its_digits_are_lost() {
        for v in ["1.0E7", "1.23457E+09", "2E+08"] {
            assert!(student_number(v).is_err_and(|why| why.contains("rounded")), "{v}");
        }
        assert!(husid("1.91234E+12").is_err());
    }

    #[test]
    fn a_ucas_id_that_lost_its_zero_is_told() {
        assert_eq!(ucas_pid("123-456-7890"), Ok("1234567890".to_owned()));
        assert!(ucas_pid("123456789").is_err_and(|why| why.contains("dropped the 0")));
    }

    #[test]
    fn email_addresses_are_lowered_and_bad_ones_refused() {
        assert_eq!(
            email("Zoe.Okafor@Example.AC.UK"),
            Ok("zoe.okafor@example.ac.uk".to_owned())
        );
        assert_eq!(email("Zoe <zoe@example.org>"), Ok("zoe@example.org".to_owned()));
        for v in [
            "zoe",
            "zoe@",
            "@example.org",
            "zoe@example",
            "a b@example.org",
            "a@b@c.org",
            "a@example..org",
            "a@-x.org",
            ".a@x.org",
        ] {
            assert!(email(v).is_err(), "{v}");
        }
    }

    proptest! {
        #[test]
        fn a_student_number_is_never_altered_beyond_point_zero(v in "[A-Z]{0,1}[0-9]{1,10}") {
            prop_assert_eq!(student_number(&v), Ok(v));
        }

        #[test]
        fn any_text_is_read_or_refused(v in "\\PC{0,20}") {
            let _ = (student_number(&v), ucas_pid(&v), husid(&v));
            if let Ok(e) = email(&v) { prop_assert_eq!(email(&e), Ok(e.clone())); }
        }
    }
}

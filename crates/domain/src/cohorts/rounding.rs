//! Counts of people as they may be shown: the HESA rounding method, which hides who is behind a small number.
//!
//! Counts go to the nearest 5, so 0, 1 and 2 become 0. A percentage is left out when its base is under 22.5, an average when it is of 7
//! people or fewer. Totals are rounded by themselves and not added up from rounded parts, so parts need not sum to a total.
//! Source: HESA, "Rounding and suppression to anonymise statistics".

/// A count to the nearest multiple of 5.
pub const fn count(n: u64) -> u64 {
    (n + 2) / 5 * 5
}

/// A percentage of a base, to whole per cents; `None` where the base is too small to say.
pub fn percentage(part: u64, base: u64) -> Option<u32> {
    // A base is a whole number of people, so "under 22.5" is 22 or fewer.
    if base <= 22 {
        return None;
    }
    Some((part as f64 * 100.0 / base as f64).round() as u32)
}

/// An average; `None` when it is of too few people.
pub fn average(sum: f64, people: u64) -> Option<f64> {
    (people > 7).then(|| sum / people as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn small_numbers_are_hidden() {
        let rounded: Vec<_> = (0..14).map(count).collect();
        assert_eq!(rounded, [0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10, 10, 10, 15]);
        assert_eq!(percentage(11, 22), None);
        assert_eq!(percentage(11, 23), Some(48));
        assert_eq!(average(21.0, 7), None);
        assert_eq!(average(24.0, 8), Some(3.0));
    }

    proptest! {
        #[test]
        fn a_rounded_count_never_tells_more_than_a_span_of_five(n in 0_u64..1_000_000) {
            let shown = count(n);
            prop_assert!(shown.is_multiple_of(5) && shown.abs_diff(n) <= 2);
            prop_assert!((n.saturating_sub(2)..=n + 2).filter(|m| count(*m) == shown).count() >= 3);
        }
    }
}

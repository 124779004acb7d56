//! Who belongs in a mentor group: the one place that says so.

use super::EntryStatus;

/// Whether somebody belongs in a group: they are on their way in or here, and have not opted out.
pub const fn belongs_in_a_group(status: EntryStatus, opted_out: bool) -> bool {
    status.is_active() && !opted_out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whoever_opted_out_or_left_is_in_no_group(status in 0..EntryStatus::ALL.len(), opted_out: bool) {
            let status = EntryStatus::ALL[status];
            let left = matches!(status, EntryStatus::Withdrawn | EntryStatus::Deferred);
            prop_assert_eq!(belongs_in_a_group(status, opted_out), !opted_out && !left);
        }
    }
}

//! Numbers as people read them.

/// `2,288`
pub fn count(n: impl Into<u64>) -> String {
    let digits = n.into().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `94.1%` from 0.941.
pub fn percent(share: f64) -> String {
    let tenths = (share * 1000.0).round() as i64;
    if tenths % 10 == 0 {
        format!("{}%", tenths / 10)
    } else {
        format!("{}.{}%", tenths / 10, tenths % 10)
    }
}

/// `One`, `Six`, and from thirteen on the figure: how a sentence begins.
pub fn in_words(n: u64) -> String {
    const WORDS: [&str; 13] = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven",
        "Twelve",
    ];
    usize::try_from(n)
        .ok()
        .and_then(|i| WORDS.get(i))
        .map_or_else(|| count(n), |w| (*w).to_owned())
}

/// `1 group`, `6 groups`.
pub fn some(n: impl Into<u64>, one: &str, many: &str) -> String {
    let n = n.into();
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// `One person is`, `Six people are`.
pub fn of_people(n: u64) -> String {
    format!(
        "{} {}",
        in_words(n),
        if n == 1 { "person is" } else { "people are" }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(
            [count(7_u32), count(1_234_u32), count(1_000_000_u32)],
            ["7", "1,234", "1,000,000"]
        );
    }

    #[test]
    fn a_share_is_a_percentage_to_one_place() {
        assert_eq!(
            [percent(0.941), percent(1.0), percent(0.059)],
            ["94.1%", "100%", "5.9%"]
        );
    }

    #[test]
    fn small_numbers_are_words() {
        assert_eq!(
            [of_people(1), of_people(6), of_people(13)],
            ["One person is", "Six people are", "13 people are"]
        );
    }
}

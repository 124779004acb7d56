//! Whether a colour can be read on white paper.

/// How a colour stands out against white, from 1 to 21; `None` when it is not written `#rrggbb`.
pub fn contrast(colour: &str) -> Option<f64> {
    let digits = colour
        .trim()
        .strip_prefix('#')
        .filter(|d| d.len() == 6 && d.is_ascii())?;
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    let light = |value: u8| {
        let c = f64::from(value) / 255.0;
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = 0.2126 * light(part(0)?) + 0.7152 * light(part(2)?) + 0.0722 * light(part(4)?);
    Some(1.05 / (luminance + 0.05))
}

/// What text needs by WCAG, level AA.
pub const ENOUGH: f64 = 4.5;

#[cfg(test)]
mod tests {
    use super::{ENOUGH, contrast};

    #[test]
    fn black_and_white_are_the_ends() {
        let said = |c: &str| contrast(c).map(|n| (n * 10.0).round() / 10.0);
        assert_eq!(said("#000000"), Some(21.0));
        assert_eq!(said("#ffffff"), Some(1.0));
        assert_eq!([said("green"), said("#12345"), said("#12345g")], [None; 3]);
    }

    #[test]
    fn the_line_is_where_wcag_draws_it() {
        assert!(contrast("#767676").is_some_and(|c| c >= ENOUGH));
        assert!(contrast("#777777").is_some_and(|c| c < ENOUGH));
    }
}

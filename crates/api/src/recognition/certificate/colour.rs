//! Colours of a template: `#rrggbb`, dark enough to be read on white paper.

/// The least contrast with white that WCAG 2.2 (1.4.3) asks of text.
pub(super) const READABLE: f64 = 4.5;

/// A colour in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

impl Colour {
    /// Reads `#rrggbb`; nothing else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// Contrast ratio with white as WCAG 2.2 defines it, 1 to 21.
    pub(super) fn contrast_with_white(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    }
}

fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[test]
    fn contrast_is_that_of_wcag() {
        let contrast = |text| Colour::parse(text).map(|c| (c.contrast_with_white() * 100.0).round());
        assert_eq!(contrast("#000000"), Some(2100.0));
        assert_eq!(contrast("#FFFFFF"), Some(100.0));
        assert_eq!(contrast("#767676"), Some(454.0));
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        for text in [
            "", "#fff", "005b6b", "#005b6", "#005b6b0", "#00é6b", "teal", "#+05b6b",
        ] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }
}

//! The share kit: for each network a text that fits, a picture of the right size, and a link that opens its own window to share.
//!
//! Text lengths: Buffer, "Character limits for each social network", and Publer, "What is the character limit for all social networks"
//! (5 December 2025); Bluesky, "Action Intent Links"; X, "Counting characters". Picture sizes: ContentStudio and Statuz, guides to social
//! media image sizes of 2025, and the Open Graph size of 1200 by 630 where a network has none of its own. Windows to share: X, "Web
//! intent"; Meta, "Threads Web Intents" (March 2026); Bluesky as above; Mastodon, share.joinmastodon.org. All were looked up in November
//! 2026. Networks change these as they like, so they stand in one table and are looked over each year.

use crate::cohorts::vocabulary::words;
use serde::{Deserialize, Serialize};

words! {
    /// Where people share things.
    Network {
        Instagram = "instagram", "Instagram";
        TikTok = "tiktok", "TikTok";
        WhatsApp = "whatsapp", "WhatsApp";
        Facebook = "facebook", "Facebook";
        LinkedIn = "linkedin", "LinkedIn";
        X = "x", "X";
        Threads = "threads", "Threads";
        Bluesky = "bluesky", "Bluesky";
        Mastodon = "mastodon", "Mastodon";
    }
}

/// How a network counts the length of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Count {
    /// Unicode characters. Never less than what people call letters, so a text that fits by this count fits.
    Characters,
    /// Units of UTF-16, where most emoji count as two.
    Utf16,
    /// As X does: Latin, Greek, Cyrillic, Arabic and their like count one, all others (Chinese, emoji) two.
    Weighted,
}

/// What a network takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest text, counted as the network counts.
    pub text: usize,
    /// Width and height of the picture in pixels.
    pub image: (u32, u32),
    count: Count,
    /// What any link counts as, where a network shortens them all.
    link: Option<usize>,
}

impl Network {
    /// What this network takes.
    pub const fn limits(self) -> Limits {
        let (text, image, count, link) = match self {
            Self::Instagram => (2_200, (1080, 1350), Count::Utf16, None),
            Self::TikTok => (2_200, (1080, 1920), Count::Utf16, None),
            // WhatsApp itself takes far more; this is what is still read on a phone.
            Self::WhatsApp => (1_000, (1200, 630), Count::Utf16, None),
            Self::Facebook => (5_000, (1200, 630), Count::Utf16, None),
            Self::LinkedIn => (3_000, (1200, 627), Count::Utf16, None),
            Self::X => (280, (1200, 675), Count::Weighted, Some(23)),
            Self::Threads => (500, (1080, 1350), Count::Characters, None),
            Self::Bluesky => (300, (1200, 675), Count::Characters, None),
            Self::Mastodon => (500, (1280, 720), Count::Characters, Some(23)),
        };
        Limits {
            text,
            image,
            count,
            link,
        }
    }

    /// The address that opens this network's own window to share, filled in; `None` where there is none and people paste by hand.
    /// No script and no picture of the network is loaded for it, so nobody is told of a visit who doesn't press it.
    pub fn share_url(self, text: &str, link: &str) -> Option<String> {
        let post = encoded(&self.post(text, link));
        let url = encoded(link);
        let alone = encoded(&self.fitted(text, link));
        Some(match self {
            Self::Instagram | Self::TikTok => return None,
            Self::WhatsApp => format!("https://wa.me/?text={post}"),
            Self::Facebook => format!("https://www.facebook.com/sharer/sharer.php?u={url}"),
            Self::LinkedIn => format!("https://www.linkedin.com/sharing/share-offsite/?url={url}"),
            Self::X => format!("https://x.com/intent/tweet?text={alone}&url={url}"),
            Self::Threads => format!("https://www.threads.com/intent/post?text={alone}&url={url}"),
            Self::Bluesky => format!("https://bsky.app/intent/compose?text={post}"),
            // Mastodon's own tool to find the reader's server; what stands behind the # never leaves the browser.
            Self::Mastodon => format!("https://share.joinmastodon.org/#text={post}"),
        })
    }

    /// The whole post: the text, cut if it must be, and the link below.
    pub fn post(self, text: &str, link: &str) -> String {
        let text = self.fitted(text, link);
        if text.is_empty() {
            link.to_owned()
        } else {
            format!("{text}\n{link}")
        }
    }

    /// As much of a text as fits together with a link and a space between. It is cut after a whole word, with an ellipsis.
    pub fn fitted(self, text: &str, link: &str) -> String {
        let limits = self.limits();
        let taken = limits.link.unwrap_or_else(|| limits.measure(link)) + 1;
        limits.cut(text.trim(), limits.text.saturating_sub(taken))
    }
}

impl Limits {
    /// The length of a text as the network counts it. Links inside of the text count as they are written.
    pub fn measure(&self, text: &str) -> usize {
        text.chars().map(|c| self.weight(c)).sum()
    }

    fn weight(&self, c: char) -> usize {
        match self.count {
            Count::Characters => 1,
            Count::Utf16 => c.len_utf16(),
            // The ranges of weight 100 in twitter-text's configuration, version 3.
            Count::Weighted => match u32::from(c) {
                0..=0x10FF | 0x2000..=0x200D | 0x2010..=0x201F | 0x2032..=0x2037 => 1,
                _ => 2,
            },
        }
    }

    fn cut(&self, text: &str, most: usize) -> String {
        if self.measure(text) <= most {
            return text.to_owned();
        }
        let Some(room) = most.checked_sub(self.weight('…')) else {
            return String::new();
        };
        let mut used = 0;
        let fits = |(_, c): &(usize, char)| {
            used += self.weight(*c);
            used <= room
        };
        let end = text
            .char_indices()
            .take_while(fits)
            .last()
            .map_or(0, |(at, c)| at + c.len_utf8());
        let (kept, rest) = text.split_at(end);
        let whole = if rest.starts_with(char::is_whitespace) {
            kept
        } else {
            // A first word that does not fit at all is cut within.
            kept.rfind(char::is_whitespace).map_or(kept, |at| &kept[..at])
        };
        format!(
            "{}…",
            whole.trim_end_matches(|c: char| c.is_whitespace() || ",;:–-".contains(c))
        )
    }
}

/// A text as it stands in the value of a query: everything but the unreserved characters of RFC 3986 becomes `%` and two digits.
pub fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte.into());
        } else {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Letters and digits of a short code, without those that look alike on paper (0 and o, 1, i and l, u and v).
const ALPHABET: &[u8; 30] = b"23456789abcdefghjkmnpqrstvwxyz";

/// Length of a new code: 30 to the power of 8 are more codes than anybody can try.
const CODE_CHARS: usize = 8;

/// The short code of a tracked link. First-party: it names channel and campaign in our own tables, so an address carries no `utm_` words
/// and nothing about a person. The seed is drawn by the caller.
pub fn code(seed: u64) -> String {
    let mut random = fastrand::Rng::with_seed(seed);
    (0..CODE_CHARS)
        .map(|_| char::from(ALPHABET[random.usize(..ALPHABET.len())]))
        .collect()
}

/// Reads a code as somebody typed it from a poster; `None` when it can't be one.
pub fn read_code(typed: &str) -> Option<String> {
    let code = typed.trim().to_ascii_lowercase();
    let plain = code.bytes().all(|b| ALPHABET.contains(&b));
    (plain && code.len() == CODE_CHARS).then_some(code)
}

/// The address that a code is shared as, on this site: short enough for a poster and a small QR code.
pub fn short_link(public_url: &str, code: &str) -> String {
    format!("{}{}{code}", public_url.trim_end_matches('/'), super::links::GO)
}

#[cfg(test)]
#[path = "share_tests.rs"]
mod tests;

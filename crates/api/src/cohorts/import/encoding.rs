//! Which encoding a text file is in, and its text as a stream of UTF-8.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, Read};

/// Bytes that the guess at a legacy encoding looks at, from the first that isn't ASCII.
const WINDOW: usize = 512 * 1024;

/// The encoding of a text: by its byte-order mark, by validity, by statistics.
pub fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    let valid = match std::str::from_utf8(bytes) {
        Ok(_) => return UTF_8,
        Err(e) => e.valid_up_to(),
    };
    let first = bytes.iter().position(|b| *b >= 0x80).unwrap_or(valid);
    let end = bytes.len().min(first.saturating_add(WINDOW));
    let window = &bytes[first.saturating_sub(1024)..end];
    if is_damaged_utf8(window) {
        return UTF_8;
    }
    legacy(window)
}

/// The name that people know an encoding by.
pub fn name(encoding: &'static Encoding) -> &'static str {
    encoding.name()
}

/// ASCII in UTF-16 has a zero in every other byte; no other text has.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(8192) & !1];
    let (mut even, mut odd) = (0usize, 0usize);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let pairs = head.len() / 2;
    if odd * 8 > pairs && even * 16 < odd {
        Some(UTF_16LE)
    } else if even * 8 > pairs && odd * 16 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Mostly good UTF-8 with a few bad bytes (a cut, a pasted cell): better shown damaged than read as something else.
fn is_damaged_utf8(window: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in window.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && good >= 8 * bad.saturating_sub(1) && good >= 2 * bad
}

/// Windows-1252 unless the bytes speak clearly for another encoding.
fn legacy(window: &[u8]) -> &'static Encoding {
    if is_gb18030(window) {
        return GB18030;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(window, true);
    let guess = detector.guess(Some(b"uk"), Utf8Detection::Deny);
    let latin = matches!(
        guess.name(),
        "windows-1254"
            | "windows-1257"
            | "windows-1258"
            | "windows-1250"
            | "macintosh"
            | "ISO-8859-2"
            | "ISO-8859-4"
            | "ISO-8859-13"
            | "ISO-8859-15"
    );
    if guess == GBK {
        GB18030
    } else if latin {
        // British exports are Windows-1252; its Latin cousins differ in letters too rare to be told by names alone.
        WINDOWS_1252
    } else {
        guess
    }
}

/// Chinese text: the high bytes come in pairs that are common characters of GB 2312. In Western names they stand alone.
fn is_gb18030(window: &[u8]) -> bool {
    let (mut pairs, mut others) = (0usize, 0usize);
    let mut at = 0;
    while let Some(&b) = window.get(at) {
        if b < 0x80 {
            at += 1;
            continue;
        }
        let run = window[at..].iter().take_while(|b| **b >= 0xa1).count();
        if run >= 2 && run % 2 == 0 {
            // First-level characters begin 0xB0 to 0xD7; punctuation 0xA1 to 0xA3.
            let common = window[at..at + run]
                .chunks_exact(2)
                .filter(|p| (0xb0..=0xd7).contains(&p[0]) || (0xa1..=0xa3).contains(&p[0]))
                .count();
            pairs += common;
            others += run / 2 - common;
            at += run;
        } else {
            others += 1;
            at += run.max(1);
        }
    }
    pairs > 0 && pairs >= 3 * others
}

/// Text of any encoding as UTF-8 with plain `\n` line ends, in small pieces and without its byte-order mark.
pub struct Utf8Stream<'b> {
    decoder: Decoder,
    input: &'b [u8],
    buffer: Box<[u8]>,
    ready: std::ops::Range<usize>,
    last_was_return: bool,
    done: bool,
}

impl<'b> Utf8Stream<'b> {
    pub fn new(bytes: &'b [u8], encoding: &'static Encoding) -> Self {
        Self {
            decoder: encoding.new_decoder_with_bom_removal(),
            input: bytes,
            buffer: vec![0; 32 * 1024].into_boxed_slice(),
            ready: 0..0,
            last_was_return: false,
            done: false,
        }
    }

    fn refill(&mut self) {
        while self.ready.is_empty() && !self.done {
            let (result, read, written, _) = self.decoder.decode_to_utf8(self.input, &mut self.buffer, true);
            self.input = &self.input[read..];
            self.done = result == encoding_rs::CoderResult::InputEmpty;
            let mut kept = 0;
            for at in 0..written {
                let byte = self.buffer[at];
                let skip = byte == b'\n' && self.last_was_return;
                self.last_was_return = byte == b'\r';
                if !skip {
                    self.buffer[kept] = if byte == b'\r' { b'\n' } else { byte };
                    kept += 1;
                }
            }
            self.ready = 0..kept;
        }
    }
}

impl Read for Utf8Stream<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.refill();
        let n = out.len().min(self.ready.len());
        out[..n].copy_from_slice(&self.buffer[self.ready.start..self.ready.start + n]);
        self.ready.start += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> String {
        let mut out = String::new();
        Utf8Stream::new(bytes, detect(bytes))
            .read_to_string(&mut out)
            .unwrap();
        out
    }

    #[test]
    fn western_names_in_windows_1252_are_read() {
        for names in [
            "Zoë",
            "José;François;Søren",
            "O\u{2019}Neill, £5",
            "Müller\nGrüße\nÅsa\nÆgir",
            "Siân Gwên",
            "Renée,Noël",
            "Çelik, Peña",
            "é",
        ] {
            let text_in = format!("id,Forename\n1,{names}\n");
            let (bytes, _, lost) = WINDOWS_1252.encode(&text_in);
            assert!(!lost);
            assert_eq!(text(&bytes), text_in, "{names}");
        }
    }

    #[test]
    fn chinese_names_in_gb18030_are_read() {
        for names in [
            "张伟",
            "王芳,李娜",
            "学号\n王秀英\n刘洋",
            "欧阳娜娜;司马光",
            "陈一\n赵静\n黄磊\n周杰",
        ] {
            let text_in = format!("id,姓名\n1,{names}\n");
            let (bytes, _, _) = GB18030.encode(&text_in);
            assert_eq!(detect(&bytes), GB18030, "{names}");
            assert_eq!(text(&bytes), text_in);
        }
    }

    #[test]
    fn utf_16_is_seen_with_and_without_its_mark() {
        let text_in = "Student ID\tForename\r\n1\tZoë\r\n";
        for little in [true, false] {
            let units = text_in.encode_utf16();
            let bytes: Vec<u8> = units
                .flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() })
                .collect();
            assert_eq!(text(&bytes), text_in.replace('\r', ""));
            let mark: &[u8] = if little { &[0xff, 0xfe] } else { &[0xfe, 0xff] };
            assert_eq!(text(&[mark, &bytes].concat()), text_in.replace('\r', ""));
        }
    }

    #[test]
    fn one_bad_byte_does_not_change_the_encoding() {
        let mut bytes = "id,Name\n1,Zoë\n2,José\n3,Siân\n".as_bytes().to_vec();
        bytes.extend_from_slice(b"4,Ren\xe9e\n");
        assert!(text(&bytes).contains("Ren\u{fffd}e") && text(&bytes).contains("Zoë"));
    }

    proptest! {
        #[test]
        fn every_line_end_becomes_one(lines in prop::collection::vec("[a-zé]{0,5}", 1..8), end in prop::sample::select(vec!["\n", "\r\n", "\r"])) {
            prop_assert_eq!(text(lines.join(end).as_bytes()), lines.join("\n"));
        }

        #[test]
        fn any_bytes_are_some_text(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = text(&bytes);
        }

        #[test]
        fn utf_8_comes_through(s in "\\PC{0,200}") {
            prop_assert_eq!(text(format!("\u{feff}{s}").as_bytes()), s.trim_start_matches('\u{feff}'));
        }
    }
}

//! What is wrong with the shape of JSON, in words that say what to send: the reader of JSON speaks of types of this program.

/// What the reader of JSON says, as a person reads it. What was sent is never repeated.
pub fn in_words(said: &str) -> String {
    let said = said.split(" at line ").next().unwrap_or(said);
    // Types of our own say it in a sentence.
    if said.ends_with('.') && said.len() <= 300 {
        return said.to_owned();
    }
    if said.starts_with("unknown field") {
        return match listed(said) {
            Some(names) => format!("Nothing here has this name. Use: {names}."),
            None => "Nothing here has this name.".to_owned(),
        };
    }
    if said.starts_with("unknown variant") {
        return match listed(said) {
            Some(names) => format!("Use one of: {names}."),
            None => SAYS.to_owned(),
        };
    }
    if said.starts_with("duplicate field") {
        return "Give this once.".to_owned();
    }
    if said.contains("UUID") {
        return "Use an id as another answer gave it.".to_owned();
    }
    match said.rsplit_once("expected ").map(|(_, wanted)| wanted) {
        Some(wanted) => format!("Send {} here.", noun(wanted)),
        // What a date or a time of day isn't is said without what was expected.
        None if said.contains("input") || said.contains("trailing") => DATE.to_owned(),
        None => SAYS.to_owned(),
    }
}

const SAYS: &str = "The API's document says what this takes.";
const DATE: &str = "Send a date like 2026-09-21, or a time with its offset, like 2026-09-21T09:00:00Z.";

/// The names after `expected`, without the marks around them.
fn listed(said: &str) -> Option<String> {
    let (_, names) = said.rsplit_once(", expected ")?;
    let names = names
        .trim_start_matches("one of ")
        .replace('`', "")
        .replace(" or ", ", ");
    Some(names)
}

fn noun(wanted: &str) -> String {
    let wanted = wanted.trim_start_matches("a ").trim_start_matches("an ");
    let noun = match wanted {
        "string" | "borrowed string" | "char" | "character" => "text",
        "boolean" => "true or false",
        "sequence" | "array" => "a list",
        "map" | "unit" => "an object",
        "f32" | "f64" => "a number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more,",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        w if w.starts_with("struct ")
            || w.starts_with("internally tagged")
            || w.starts_with("adjacently") =>
        {
            "an object"
        }
        w if w.starts_with("tuple") => "a list",
        w if w.contains("date") || w.contains("RFC 3339") => {
            "a date like 2026-09-21, or a time like 2026-09-21T09:00:00Z,"
        }
        w if w.contains("UUID") => "an id as another answer gave it",
        w if w.contains("integer") || w.contains("number") => "a whole number",
        w if w.contains("enum") || w.contains("variant") => "one of the words that the API's document lists",
        _ => "what the API's document says",
    };
    noun.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)] // only read
    struct Wanted {
        name: String,
        many: Option<u32>,
        few: Option<i16>,
        sure: Option<bool>,
        list: Option<Vec<u8>>,
        id: Option<uuid::Uuid>,
        day: Option<chrono::NaiveDate>,
        at: Option<chrono::DateTime<chrono::Utc>>,
        role: Option<cairn_domain::identity::Role>,
        inner: Option<Box<Wanted>>,
    }

    fn said(json: &str) -> String {
        in_words(&serde_json::from_str::<Wanted>(json).unwrap_err().to_string())
    }

    #[test]
    fn a_wrong_shape_is_said_in_plain_words_and_what_was_sent_is_not_repeated() {
        let long = "x".repeat(5000);
        let cases = [
            (format!("\"{long}\""), "Send an object here."),
            (r#"{"name":7}"#.to_owned(), "Send text here."),
            (
                r#"{"name":"a","many":-1}"#.to_owned(),
                "Send a whole number, 0 or more, here.",
            ),
            (
                r#"{"name":"a","many":1.5}"#.to_owned(),
                "Send a whole number, 0 or more, here.",
            ),
            (
                r#"{"name":"a","few":"9"}"#.to_owned(),
                "Send a whole number here.",
            ),
            (
                r#"{"name":"a","sure":"yes"}"#.to_owned(),
                "Send true or false here.",
            ),
            (r#"{"name":"a","list":{}}"#.to_owned(), "Send a list here."),
            (
                r#"{"name":"a","id":"7"}"#.to_owned(),
                "Use an id as another answer gave it.",
            ),
            (r#"{"name":"a","inner":[]}"#.to_owned(), ""),
            (r#"{"name":"a","name":"b"}"#.to_owned(), "Give this once."),
        ];
        for (json, wanted) in cases {
            let said = said(&json);
            assert!(said.len() < 300, "{said}");
            assert!(
                !said.contains("struct") && !said.contains('`') && !said.contains("u32"),
                "{said}"
            );
            if !wanted.is_empty() {
                assert_eq!(said, wanted, "{json}");
            }
        }
        for json in [
            r#"{"name":"a","day":"soon"}"#,
            r#"{"name":"a","at":"noon"}"#,
            r#"{"name":"a","day":7}"#,
        ] {
            assert!(said(json).contains("2026-09-21"), "{json}: {}", said(json));
        }
        assert!(said(r#"{"name":"a","role":"king"}"#).starts_with("Use one of: "));
        let stray = said(r#"{"name":"a","marks":"70"}"#);
        assert!(
            stray.starts_with("Nothing here has this name. Use: name, many,"),
            "{stray}"
        );
    }
}

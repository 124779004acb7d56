//! The one form of a document that is signed: JSON-LD to RDF, then RDFC-1.0 canonical N-Quads.
//!
//! Contexts are the published texts, shipped here and never fetched: a context that changed on its way would change
//! what a signature means.

use super::BadgeError;
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::Dataset;
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

pub const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";
pub const OPEN_BADGES_V3: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// The shipped text of a context.
fn context(url: &str) -> Option<&'static str> {
    match url {
        CREDENTIALS_V2 => Some(include_str!("contexts/credentials-v2.jsonld")),
        OPEN_BADGES_V3 => Some(include_str!("contexts/open-badges-3.0.3.jsonld")),
        #[cfg(test)]
        tests::EXAMPLES_V2 => Some(tests::EXAMPLES_V2_TEXT),
        _ => None,
    }
}

/// The document as canonical N-Quads, a line a statement, in order.
///
/// # Errors
/// When it is no JSON-LD, names a context that isn't shipped, or says something that its contexts give no meaning to
/// (an unknown word, an address that isn't absolute): it would go unsigned, and verifiers refuse such a document.
pub fn n_quads(document: &Value) -> Result<String, BadgeError> {
    let text = document.to_string();
    let parser = JsonLdParser::new()
        .for_slice(text.as_bytes())
        .with_load_document_callback(|url, _| {
            let text = context(url).ok_or_else(|| format!("the context {url} is not shipped"))?;
            Ok(JsonLdRemoteDocument {
                document: text.as_bytes().to_vec(),
                document_url: url.to_owned(),
            })
        });
    let quads = parser
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| BadgeError::NotLinkedData(e.to_string()))?;
    let said = statements(document);
    if quads.len() != said {
        let why = format!("{} of its {said} statements have a meaning", quads.len());
        return Err(BadgeError::NotLinkedData(why));
    }
    let mut dataset: Dataset = quads.into_iter().collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    Ok(lines.concat())
}

/// How many statements a document makes: one for each value of each member, but for its own address.
fn statements(node: &Value) -> usize {
    fn values(value: &Value) -> usize {
        match value {
            Value::Array(items) => items.iter().map(values).sum(),
            Value::Object(_) => 1 + statements(value),
            _ => 1,
        }
    }
    let members = node.as_object().into_iter().flatten();
    members
        .filter(|(term, _)| !matches!(term.as_str(), "id" | "@context"))
        .map(|(_, value)| values(value))
        .sum()
}

/// SHA-256 of the canonical N-Quads.
///
/// # Errors
/// As [`n_quads`].
pub fn digest(document: &Value) -> Result<[u8; 32], BadgeError> {
    Ok(Sha256::digest(n_quads(document)?.as_bytes()).into())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use serde_json::json;

    /// The context of W3C's example credentials: any other word becomes an address below this one.
    pub const EXAMPLES_V2: &str = "https://www.w3.org/ns/credentials/examples/v2";
    pub const EXAMPLES_V2_TEXT: &str =
        r#"{"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}"#;

    #[test]
    fn the_order_of_a_document_changes_nothing() {
        let one = r#"{"@context": "https://www.w3.org/ns/credentials/v2", "id": "urn:a", "name": "A", "description": "B"}"#;
        let two = r#"{"description": "B", "name": "A", "id": "urn:a", "@context": "https://www.w3.org/ns/credentials/v2"}"#;
        let quads = |text: &str| n_quads(&serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!(quads(one), quads(two));
        assert_eq!(
            quads(one),
            "<urn:a> <https://schema.org/description> \"B\" .\n<urn:a> <https://schema.org/name> \"A\" .\n"
        );
    }

    #[test]
    fn characters_with_a_meaning_in_n_quads_are_escaped() {
        let doc = json!({"@context": CREDENTIALS_V2, "id": "urn:a", "name": "a\"b\\c\nd\te\u{1}é😀"});
        assert_eq!(
            n_quads(&doc).unwrap(),
            "<urn:a> <https://schema.org/name> \"a\\\"b\\\\c\\nd\\te\\u0001é😀\" .\n"
        );
    }

    #[test]
    fn what_has_no_meaning_is_refused_and_not_left_out() {
        let refused = |doc: Value| n_quads(&doc).unwrap_err().to_string();
        let word = json!({"@context": CREDENTIALS_V2, "id": "urn:a", "name": "A", "rank": "first"});
        assert!(refused(word).contains("1 of its 2 statements"));
        let contexts = [CREDENTIALS_V2, OPEN_BADGES_V3];
        let image = json!({"@context": contexts, "id": "urn:a", "image": {"id": "/a.svg", "type": "Image"}});
        assert!(refused(image).contains("of its 2 statements"));
    }

    #[test]
    fn a_context_that_is_not_shipped_is_refused() {
        let doc = json!({"@context": "https://example.org/other", "id": "urn:a", "name": "A"});
        let why = n_quads(&doc).unwrap_err().to_string();
        assert!(
            why.contains("is not shipped") || why.contains("https://example.org/other"),
            "{why}"
        );
    }
}

//! The same document as OpenAPI 3.0.3, for generators that don't read 3.1.
//!
//! What 3.1 takes from JSON Schema and 3.0 has no word for: `null` as a type, siblings of `$ref`, and the name of a licence.

use actix_web::{HttpResponse, get, web};
use serde_json::{Map, Value, json};

/// The document in its older form, ready to send.
pub struct Document(pub web::Bytes);

#[get("/api/docs/openapi-3.0.json")]
pub async fn read(document: web::Data<Document>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(document.0.clone())
}

/// The 3.0 form of a 3.1 document.
pub fn v3_0(document: &Value) -> Value {
    let mut document = schemas_within(document);
    document["openapi"] = json!("3.0.3");
    if let Some(licence) = document["info"]["license"].as_object_mut() {
        licence.remove("identifier");
    }
    document
}

/// Everything as it was, its schemas in the older form. A schema is told from its place, not from its looks.
fn schemas_within(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(schemas_within).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let value = match name.as_str() {
                    "schema" => schema(value),
                    "schemas" => each(value, schema),
                    // What is in an example is the example's.
                    "example" => value.clone(),
                    _ => schemas_within(value),
                };
                (name.clone(), value)
            })
            .collect(),
        other => other.clone(),
    }
}

fn each(fields: &Value, change: fn(&Value) -> Value) -> Value {
    let fields = fields.as_object().into_iter().flatten();
    fields
        .map(|(name, value)| (name.clone(), change(value)))
        .collect()
}

fn schema(schema_3_1: &Value) -> Value {
    let Some(words) = schema_3_1.as_object() else {
        return schema_3_1.clone();
    };
    let mut old = Map::new();
    for (word, value) in words {
        let value = match word.as_str() {
            "properties" => each(value, schema),
            "items" | "additionalProperties" | "not" => schema(value),
            "allOf" | "oneOf" | "anyOf" => value.as_array().into_iter().flatten().map(schema).collect(),
            // Names of properties only help people who write maps by hand.
            "propertyNames" => continue,
            _ => value.clone(),
        };
        old.insert(word.clone(), value);
    }
    kinds(&mut old);
    choices(&mut old);
    if let Some(target) = old.remove("$ref") {
        let target = json!({ "$ref": target });
        if old.is_empty() {
            return target;
        }
        old.insert("allOf".to_owned(), json!([target]));
    }
    Value::Object(old)
}

/// `type: [string, null]` becomes `type: string` and `nullable`.
fn kinds(old: &mut Map<String, Value>) {
    let Some(Value::Array(kinds)) = old.get("type").cloned() else {
        return;
    };
    old.remove("type");
    let mut rest = kinds.iter().filter(|k| *k != "null");
    if let (Some(kind), None) = (rest.next(), rest.next()) {
        old.insert("type".to_owned(), kind.clone());
    }
    if kinds.iter().any(|k| k == "null") {
        old.insert("nullable".to_owned(), json!(true));
    }
}

/// A choice between a thing and nothing becomes the thing, `nullable`.
fn choices(old: &mut Map<String, Value>) {
    for word in ["oneOf", "anyOf"] {
        let Some(Value::Array(all)) = old.get(word).cloned() else {
            continue;
        };
        let rest: Vec<_> = all.iter().filter(|c| c["type"] != "null").cloned().collect();
        if rest.len() == all.len() {
            continue;
        }
        old.remove(word);
        let word = if rest.len() == 1 { "allOf" } else { word };
        old.insert(word.to_owned(), json!(rest));
        old.insert("nullable".to_owned(), json!(true));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_becomes_a_word_beside_the_type() {
        let new = json!({ "components": { "schemas": { "Person": {
            "type": "object",
            "properties": {
                "type": { "type": ["string", "null"], "format": "date" },
                "level": { "description": "Their level.", "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Level" }] },
            },
        } } } });
        let old = v3_0(&new);
        let fields = &old["components"]["schemas"]["Person"]["properties"];
        assert_eq!(
            fields["type"],
            json!({ "type": "string", "format": "date", "nullable": true })
        );
        assert_eq!(
            fields["level"],
            json!({ "description": "Their level.", "allOf": [{ "$ref": "#/components/schemas/Level" }], "nullable": true })
        );
    }

    #[test]
    fn what_stands_beside_a_reference_is_kept() {
        let new = json!({ "schema": { "$ref": "#/components/schemas/Level", "description": "Theirs." } });
        assert_eq!(
            v3_0(&new)["schema"],
            json!({ "description": "Theirs.", "allOf": [{ "$ref": "#/components/schemas/Level" }] })
        );
    }
}

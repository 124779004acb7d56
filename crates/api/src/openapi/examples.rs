//! An example of every body, put together from those of the wire types and their fields.

use serde_json::{Map, Value, json};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{Components, Content, KnownFormat, Object, RefOr, SchemaFormat, Type};

/// The schemas of the document, to make examples from.
pub struct Examples(Value);

impl Examples {
    pub fn of(components: &Components) -> Self {
        Self(serde_json::to_value(&components.schemas).unwrap_or_default())
    }

    /// Gives every body of an operation an example, unless it has one of its own.
    pub fn fill(&self, operation: &mut Operation) {
        if let Some(RefOr::T(body)) = &mut operation.request_body {
            for (media, content) in &mut body.content {
                self.fill_one(media, content);
            }
        }
        for response in operation.responses.responses.values_mut() {
            let RefOr::T(response) = response else { continue };
            for (media, content) in &mut response.content {
                self.fill_one(media, content);
            }
        }
    }

    fn fill_one(&self, media: &str, content: &mut RefOr<Content>) {
        let RefOr::T(content) = content else { return };
        if media == "application/json" && content.example.is_none() {
            let schema = serde_json::to_value(&content.schema).unwrap_or_default();
            content.example = Some(self.example(&schema));
        } else if !media.starts_with("text/") && !media.contains("json") {
            let mut bytes = Object::with_type(Type::String);
            bytes.format = Some(SchemaFormat::KnownFormat(KnownFormat::Binary));
            content.schema = Some(RefOr::T(bytes.into()));
        }
    }

    fn example(&self, schema: &Value) -> Value {
        if let Some(said) = schema.get("example") {
            return said.clone();
        }
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap_or(name);
            return self.example(&self.0[name]);
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let parts = parts.iter().map(|p| self.example(p));
            let fields = parts.filter_map(|p| p.as_object().cloned()).flatten();
            return Value::Object(fields.collect());
        }
        for choice in ["oneOf", "anyOf"] {
            if let Some(choices) = schema[choice].as_array() {
                let said = choices.iter().find(|c| c["type"] != "null");
                return said.map_or(Value::Null, |c| self.example(c));
            }
        }
        if let Some(first) = schema["enum"].get(0) {
            return first.clone();
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().find(|k| *k != "null").and_then(Value::as_str),
            kind => kind.as_str(),
        };
        match kind {
            Some("object") => self.object(schema),
            Some("array") => json!([self.example(&schema["items"])]),
            Some("boolean") => json!(false),
            Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
            Some("string") => json!(match schema["format"].as_str() {
                Some("uuid") => "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f",
                Some("date-time") => "2026-09-21T09:30:00Z",
                Some("date") => "2026-09-21",
                _ => "string",
            }),
            _ => Value::Null,
        }
    }

    fn object(&self, schema: &Value) -> Value {
        let fields = schema["properties"].as_object().into_iter().flatten();
        let fields = fields.map(|(name, field)| (name.clone(), self.example(field)));
        Value::Object(fields.collect::<Map<_, _>>())
    }
}

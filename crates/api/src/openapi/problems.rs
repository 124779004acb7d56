//! The refusals that an operation can give because of what it is: public or not, with a body, with a version.

use cairn_domain::problem::MEDIA_TYPE;
use serde_json::json;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Content, Object, Ref, RefOr, Required, Response, Type};

/// Status, kind and title of the problems that many operations share.
const KNOWN: &[(&str, &str, &str)] = &[
    ("400", "bad-request", "This request can't be read."),
    ("401", "sign-in-needed", "Please sign in."),
    (
        "403",
        "not-allowed",
        "Your role doesn't allow this. Ask your scheme lead if you need it.",
    ),
    ("404", "not-found", "We can't find that."),
    ("409", "already-there", "This is there already."),
    ("410", "link-ended", "This link doesn't work any more."),
    (
        "412",
        "changed-meanwhile",
        "Somebody else changed this while you had it open.",
    ),
    ("413", "too-large", "This is too large to send at once."),
    ("415", "json-needed", "Send this as JSON."),
    (
        "422",
        "invalid",
        "Some of this needs mending before it can be saved.",
    ),
    ("428", "if-match-needed", "Say which version you are changing."),
    (
        "429",
        "too-many",
        "That was too many tries. Wait a moment, then try again.",
    ),
    ("500", "internal", "Something went wrong on our side."),
    (
        "503",
        "busy",
        "Cairn is busy. Nothing was lost: try again in a moment.",
    ),
];

/// Adds the refusals of an operation, and what they look like.
pub fn add(path: &str, method: &str, operation: &mut Operation) {
    let is_public = operation
        .security
        .as_ref()
        .is_some_and(|s| s.iter().all(|r| *r == SecurityRequirement::default()));
    let is_token = operation.security.is_none();
    let mut statuses = vec![
        ("400", "The request can't be read."),
        ("429", "Too many requests: wait for `Retry-After` seconds."),
        ("500", "Something went wrong on our side."),
        ("503", "Busy: try again after `Retry-After` seconds."),
    ];
    if !is_public {
        statuses.extend([
            ("401", "Not signed in, or not any more."),
            ("403", "The caller's role doesn't allow this."),
        ]);
    }
    if path.contains('{') {
        statuses.push(("404", "Not there, or not for the caller to know of."));
    }
    if let Some(RefOr::T(body)) = &operation.request_body {
        statuses.extend([
            ("413", "Too large."),
            ("422", "Some of the input needs mending; `errors` says where."),
        ]);
        if body.content.contains_key("application/json") {
            statuses.push(("415", "The body isn't sent as JSON."));
        }
    }
    if names(operation, "If-Match") {
        statuses.extend([
            ("412", "Somebody else changed it first."),
            ("428", "`If-Match` is missing."),
        ]);
    }
    if method == "post" && is_token {
        operation
            .parameters
            .get_or_insert_default()
            .push(RefOr::T(idempotency_key()));
        statuses.extend([
            (
                "409",
                "It clashes with what is there, or this `Idempotency-Key` is still being worked on.",
            ),
            ("422", "This `Idempotency-Key` was used for something else."),
        ]);
    }
    let responses = &mut operation.responses.responses;
    for (status, description) in statuses {
        let response = responses
            .entry(status.to_owned())
            .or_insert_with(|| RefOr::T(Response::default()));
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            description.clone_into(&mut response.description);
        }
    }
    for (status, response) in responses {
        let RefOr::T(response) = response else { continue };
        if let Some(known) = KNOWN.iter().find(|k| k.0 == status) {
            response
                .content
                .entry(MEDIA_TYPE.to_owned())
                .or_insert_with(|| RefOr::T(problem(known)));
        } else if response.description.is_empty() {
            done(status).clone_into(&mut response.description);
        }
    }
}

fn names(operation: &Operation, header: &str) -> bool {
    let named = |p: &RefOr<Parameter>| matches!(p, RefOr::T(p) if p.name.eq_ignore_ascii_case(header));
    operation
        .parameters
        .as_ref()
        .is_some_and(|all| all.iter().any(named))
}

/// What a success means when the operation doesn't say it itself.
fn done(status: &str) -> &'static str {
    match status {
        "201" => "Made.",
        "202" => "Taken on: it is done soon after.",
        "204" => "Done. There is nothing to send back.",
        _ => "Here it is.",
    }
}

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "A new random value for every new request. Sent again within a day with the same request, it gets the same answer and nothing is done twice.",
        ))
        .schema(Some(Object::with_type(Type::String)))
        .example(Some(json!("6f1c2a9e-0b7d-4c1e-9a55-2d8e7f304b61")))
        .build()
}

fn problem((status, kind, title): &(&str, &str, &str)) -> Content {
    let mut content = Content::new(Some(Ref::from_schema_name("Problem")));
    let mut example = json!({
        "type": format!("/problems/{kind}"),
        "title": title,
        "status": status.parse::<u16>().unwrap_or_default(),
        "request_id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f",
    });
    if *status == "422" {
        example["errors"] = json!([{ "pointer": "/name", "detail": "Enter a name." }]);
    }
    content.example = Some(example);
    content
}

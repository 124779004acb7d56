//! The OpenAPI document: made from the routes that are really registered, so that it can't drift.

use cairn_domain::problem::{MEDIA_TYPE, Problem};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Content, Object, OpenApi, Ref, RefOr, Required, Response, Type};
use utoipa::{Modify, OpenApi as _, PartialSchema as _, ToSchema as _};

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Cairn",
        description = "Student online mentoring: cohorts, mentor groups and the people in them.\n\nSend `Authorization: Bearer <access token>`. Errors are `application/problem+json` (RFC 9457) with a stable `type`. Lists come in pages: pass `next` back as `after`. Things that two people may edit carry an `ETag`: send it back as `If-Match`. A creating POST takes an `Idempotency-Key`, so that it can be sent again safely.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    tags(
        (name = "identity", description = "Accounts, sign-in, sessions and roles"),
        (name = "cohorts", description = "Schemes, programmes, people and imports"),
        (name = "groups", description = "Forming, publishing and keeping mentor groups"),
        (name = "operations", description = "Live updates, mail, jobs, audit and health")
    ),
    modifiers(&Security)
)]
struct Document;

struct Security;

impl Modify for Security {
    fn modify(&self, doc: &mut OpenApi) {
        let components = doc.components.get_or_insert_with(Default::default);
        components.add_security_scheme(
            "bearer",
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .bearer_format("JWT")
                    .build(),
            ),
        );
        components.add_security_scheme(
            "refresh_cookie",
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("cairn_refresh"))),
        );
        doc.security = Some(vec![SecurityRequirement::new("bearer", Vec::<String>::new())]);
    }
}

/// The document before any route is added to it.
pub fn base() -> OpenApi {
    Document::openapi()
}

/// Adds to every operation the problems that any operation of its kind can give.
pub fn finish(mut doc: OpenApi) -> OpenApi {
    let components = doc.components.get_or_insert_with(Default::default);
    let mut schemas = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut schemas);
    components.schemas.extend(schemas);
    for (path, item) in &mut doc.paths.paths {
        for (changes, operation) in [
            (false, &mut item.get),
            (true, &mut item.post),
            (true, &mut item.put),
            (true, &mut item.patch),
            (true, &mut item.delete),
        ] {
            let Some(operation) = operation else { continue };
            let is_public = operation
                .security
                .as_ref()
                .is_some_and(|s| s.iter().all(|r| *r == SecurityRequirement::default()));
            let mut statuses = vec![
                ("400", "This request can't be read."),
                ("429", "Too many requests: wait for `Retry-After` seconds."),
                ("500", "Something went wrong on our side."),
                ("503", "Busy: try again after `Retry-After` seconds."),
            ];
            if !is_public {
                statuses.extend([
                    ("401", "Sign in first."),
                    ("403", "Your role doesn't allow this."),
                ]);
            }
            if path.contains('{') {
                statuses.push(("404", "Not there, or not for you to know of."));
            }
            if changes {
                statuses.push(("409", "It clashes with what is there."));
            }
            if operation.request_body.is_some() {
                statuses.extend([
                    ("413", "Too large."),
                    ("415", "Another media type is needed."),
                    ("422", "Some of the input needs mending; `errors` says where."),
                ]);
            }
            let has_if_match = operation.parameters.as_ref().is_some_and(|ps| {
                ps.iter()
                    .any(|p| matches!(p, RefOr::T(p) if p.name.eq_ignore_ascii_case("if-match")))
            });
            if has_if_match {
                statuses.extend([
                    ("412", "Somebody else changed it first."),
                    ("428", "Send `If-Match`."),
                ]);
            }
            let creates = ["201", "202"]
                .iter()
                .any(|s| operation.responses.responses.contains_key(*s));
            if changes && creates && !is_public {
                let parameters = operation.parameters.get_or_insert_default();
                parameters.push(RefOr::T(idempotency_key()));
                statuses.push(("422", "This `Idempotency-Key` was used for something else."));
            }
            for (status, description) in statuses {
                operation
                    .responses
                    .responses
                    .entry(status.to_owned())
                    .or_insert_with(|| RefOr::T(problem(description)));
            }
        }
    }
    doc
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
        .build()
}

fn problem(description: &str) -> Response {
    let mut response = Response::new(description);
    response.content.insert(
        MEDIA_TYPE.to_owned(),
        RefOr::T(Content::new(Some(Ref::from_schema_name("Problem")))),
    );
    response
}

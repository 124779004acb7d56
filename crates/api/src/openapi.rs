//! The OpenAPI document: made from the routes that are really registered, so that it can't drift.
//!
//! A route says what is its own: summary, description, success and the refusals that only it has. The rest is added here:
//! the refusals that every operation of its kind has (`problems`) and an example of every body (`examples`). `older` says
//! the same as OpenAPI 3.0, for generators that don't read 3.1.

mod examples;
pub mod methods;
pub mod older;
mod problems;

use cairn_domain::problem::Problem;
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
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
        (name = "training", description = "Modules, quizzes, completions and clearance"),
        (name = "recruitment", description = "Calls for mentors, and applications to them"),
        (name = "recognition", description = "Evidence, awards, certificates, HEAR, work-based learning and badges"),
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

/// Adds what every operation has in common: its problems, its key against doing things twice, and examples.
pub fn finish(mut doc: OpenApi) -> OpenApi {
    let components = doc.components.get_or_insert_with(Default::default);
    let mut schemas = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut schemas);
    components.schemas.extend(schemas);
    let examples = examples::Examples::of(components);
    for (path, item) in &mut doc.paths.paths {
        for (method, operation) in operations(item) {
            problems::add(path, method, operation);
            examples.fill(operation);
        }
    }
    doc
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("get", &mut item.get),
        ("post", &mut item.post),
        ("put", &mut item.put),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

//! `Idempotency-Key`: a creating POST that is sent again (a lost answer, a double click) is answered, not done again.
//!
//! One layer around every POST that carries the header. The key belongs to the caller and the address, for a day. The row is
//! written before the handler runs and its [`Work`](crate::work::Work) marks it as done in the same transaction, so even a
//! process that is killed between doing and answering never lets a thing be done twice. Answers are kept only when something
//! was done; a refusal gives the key back.

use crate::ctx::App;
use crate::extract::Caller;
use crate::problem::{Problem, Result};
use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, web};
use entity::{DONE, RUNNING};
use fingerprint::Fingerprint;
use futures_util::StreamExt as _;
use sea_orm::{EntityTrait as _, QueryFilter as _, SqlErr};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity;
mod fingerprint;

/// The header that names a request.
pub const HEADER: &str = "idempotency-key";

tokio::task_local! {
    /// The key of the request that is being answered.
    static CURRENT: Uuid;
}

/// The key that the work of this request has to mark, if it carries one.
pub(crate) fn current() -> Option<Uuid> {
    CURRENT.try_with(|id| *id).ok()
}

/// What is kept of an answer.
#[derive(Serialize, Deserialize)]
struct Kept {
    headers: Vec<(String, String)>,
    body: String,
}

/// Headers that belong to the answer and not to its transport.
const KEPT_HEADERS: [HeaderName; 3] = [header::CONTENT_TYPE, header::ETAG, header::LOCATION];

/// Answers a repeated POST from what was kept; lets everything else through.
///
/// # Errors
/// What the handler gives, and the problems of the key itself as answers.
pub async fn layer(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(key) = req.headers().get(HEADER).filter(|_| req.method() == Method::POST) else {
        return Ok(next.call(req).await?.map_into_boxed_body());
    };
    let (Some(app), Ok(actor)) = (
        req.app_data::<web::Data<App>>().cloned(),
        Caller::of(req.request()),
    ) else {
        return Ok(next.call(req).await?.map_into_boxed_body());
    };
    let key = readable(key)?;
    let now = app.clock.now();
    let row = entity::new(actor.person_id, req.path(), &key, now);
    let id = match entity::start(&app.db, row.clone(), now).await {
        Ok(id) => id,
        Err(e) if matches!(e.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            let known = entity::find(&app.db, &row).await.map_err(Problem::from)?;
            let answer = match known {
                Some(known) => again(known, &mut req).await?,
                None => return Err(Problem::busy().into()),
            };
            return Ok(req.into_response(answer));
        }
        Err(e) => return Err(Problem::from(e).into()),
    };
    let fingerprint = Fingerprint::of(req.query_string());
    let payload = fingerprint.listen(req.take_payload());
    req.set_payload(payload);
    let held = Held { app, id };
    let (request, response) = CURRENT.scope(id, next.call(req)).await?.into_parts();
    keep(&held, &fingerprint, request, response).await
}

/// Gives the key back unless something was done with it: after a refusal, and when the caller hangs up half-way.
struct Held {
    app: web::Data<App>,
    id: Uuid,
}

impl Drop for Held {
    fn drop(&mut self) {
        let (app, id) = (self.app.clone(), self.id);
        actix_web::rt::spawn(async move {
            if let Err(error) = entity::give_back(&app.db, id).await {
                tracing::warn!(%error, "an idempotency key stays until it ends by itself");
            }
        });
    }
}

fn readable(key: &HeaderValue) -> Result<String> {
    key.to_str()
        .ok()
        .map(|k| k.trim().trim_matches('"').to_owned())
        .filter(|k| (1..=255).contains(&k.len()))
        .ok_or_else(|| {
            Problem::bad_request("An Idempotency-Key has 1 to 255 plain characters; a random UUID is good.")
        })
}

/// The answer to a request whose key is known.
async fn again(known: entity::Model, req: &mut ServiceRequest) -> Result<HttpResponse> {
    if known.status == RUNNING {
        return Err(Problem::conflict("still-running", "This is being done already.")
            .detail("Wait for its answer, or ask again in a moment with the same Idempotency-Key."));
    }
    if known.status == DONE {
        return Err(
            Problem::conflict("done-already", "This was done, but its answer was lost.")
                .detail("Load the list again to see it."),
        );
    }
    let mut payload = req.take_payload();
    let fingerprint = Fingerprint::of(req.query_string());
    // A handler that reads no body doesn't mind what is sent with it.
    let without_body = fingerprint.value();
    while let Some(chunk) = payload.next().await {
        fingerprint.add(&chunk.map_err(|e| Problem::bad_request(format!("The request ended early: {e}.")))?);
    }
    if known.fingerprint != without_body && known.fingerprint != fingerprint.value() {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency-key-reused",
            "This Idempotency-Key was used for something else.",
        )
        .detail("Send a new key with every new request; repeat one only to repeat a request unchanged."));
    }
    let kept: Kept = serde_json::from_str(&known.body)?;
    let status = u16::try_from(known.status)
        .ok()
        .and_then(|s| StatusCode::from_u16(s).ok());
    let mut response = HttpResponse::build(status.unwrap_or(StatusCode::OK));
    for (name, value) in kept.headers {
        response.insert_header((name, value));
    }
    response.insert_header(("idempotent-replayed", "true"));
    Ok(response.body(kept.body))
}

/// Keeps the answer of something that was done; a refusal, or an answer that must not be stored, gives the key back.
async fn keep(
    held: &Held,
    fingerprint: &Fingerprint,
    request: HttpRequest,
    response: HttpResponse<impl MessageBody + 'static>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let status = response.status();
    let is_secret = response
        .headers()
        .get(header::CACHE_CONTROL)
        .is_some_and(|v| v.as_bytes() == b"no-store");
    if !status.is_success() || is_secret {
        // Before the answer, so that whoever mends the request can use the same key at once.
        entity::give_back(&held.app.db, held.id)
            .await
            .map_err(Problem::from)?;
        return Ok(ServiceResponse::new(request, response.map_into_boxed_body()));
    }
    let (head, body) = response.into_parts();
    let body = to_bytes(body)
        .await
        .map_err(|_| Problem::internal(&"an answer that can't be read"))?;
    let text = |v: &HeaderValue| v.to_str().map(str::to_owned).ok();
    let kept = Kept {
        headers: KEPT_HEADERS
            .iter()
            .filter_map(|n| Some((n.to_string(), head.headers().get(n).and_then(text)?)))
            .collect(),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    let kept = serde_json::to_string(&kept).map_err(Problem::from)?;
    entity::finish(&held.app.db, held.id, status.as_u16(), fingerprint.value(), kept)
        .await
        .map_err(Problem::from)?;
    Ok(ServiceResponse::new(
        request,
        head.set_body(body).map_into_boxed_body(),
    ))
}

/// Forgets keys that nobody can repeat any more.
///
/// # Errors
/// When the database refuses.
pub async fn tidy(app: &App) -> std::result::Result<(), sea_orm::DbErr> {
    entity::Entity::delete_many()
        .filter(entity::expired(app.clock.now()))
        .exec(&app.db)
        .await
        .map(drop)
}

//! Extractors: what a handler's signature asks for before any of its code runs.

use crate::ctx::App;
use crate::identity::actor;
use crate::problem::{Problem, Result};
use crate::shape;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use cairn_domain::identity::{Action, Actor, Scope, policy};
use cairn_domain::problem::Check;
use cairn_domain::text::is_stray;
use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;
use std::sync::Arc;

/// Largest JSON body.
pub const JSON_LIMIT: usize = 1024 * 1024;

/// Names an action in a handler's signature.
pub trait Permission {
    const ACTION: Action;
}

/// Proof that the caller may do `P`, and how far. The only way to a [`Scope`] for a request.
pub struct Can<P> {
    actor: Arc<Actor>,
    scope: Scope,
    action: PhantomData<P>,
}

impl<P> Can<P> {
    pub fn scope(&self) -> &Scope {
        &self.scope
    }
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
}

/// Who sent a request, found out before any extractor runs: so a stranger hears 401 and never what was wrong with the body.
#[derive(Clone)]
pub struct Caller(pub Result<Arc<Actor>>);

impl Caller {
    /// Looks at the token of a request and keeps the answer with it.
    pub async fn find(req: &HttpRequest) {
        if let (Some(app), Some(token)) = (req.app_data::<web::Data<App>>(), bearer(req)) {
            let caller = Self(actor::authenticate(app, token).await);
            req.extensions_mut().insert(caller);
        }
    }
    /// # Errors
    /// 401 when nobody is signed in.
    pub fn of(req: &HttpRequest) -> Result<Arc<Actor>> {
        match req.extensions().get::<Self>() {
            Some(caller) => caller.0.clone(),
            None => Err(Problem::unauthenticated()),
        }
    }
}

impl<P: Permission> FromRequest for Can<P> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Caller::of(req).and_then(|actor| {
            let scope = policy::scope_for(&actor, P::ACTION).ok_or_else(Problem::forbidden)?;
            Ok(Self {
                actor,
                scope,
                action: PhantomData,
            })
        }))
    }
}

/// The access token of a request.
pub fn bearer(req: &HttpRequest) -> Option<&str> {
    let value = req.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (kind, token) = value.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

macro_rules! permissions {
    ($($name:ident),* $(,)?) => {$(
        #[doc = concat!("`Action::", stringify!($name), "` in a handler's signature.")]
        pub struct $name;
        impl Permission for $name { const ACTION: Action = Action::$name; }
    )*};
}
permissions! {
    ReadOwn, EditOwn, ReadScheme, CreateScheme, EditScheme, EditInstitution, ReadCohort, EditCohort, ImportCohort, ReadProposals, EditProposals,
    PublishProposal, ReadGroups, EditGroups, ReadOwnGroups, AskRematch, DecideRematch, ReadPeople, EditPeople, ReadMail, ReadOperations,
    ReadRecruitment, EditRecruitment, ScoreApplications, ReadTraining, EditTraining, RecordTraining, DoTraining, DiscussTraining,
    ReadRecognition, EditRecognition, ConfirmEvidence, GrantAwards, EarnRecognition, ThankMentor,
}

/// A JSON body that was read and checked; a fault names the place by JSON pointer.
pub struct Valid<T>(pub T);

impl<T: DeserializeOwned + Check + 'static> FromRequest for Valid<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = req
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|h| h.to_str().ok())
            .is_some_and(|t| {
                t.split(';')
                    .next()
                    .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/json"))
            });
        let mut payload = payload.take();
        Box::pin(async move {
            if !is_json {
                return Err(Problem::new(
                    actix_web::http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "json-needed",
                    "Send this as JSON.",
                )
                .detail("Set the header Content-Type: application/json."));
            }
            let mut body = web::BytesMut::new();
            while let Some(chunk) = payload.next().await {
                let chunk =
                    chunk.map_err(|e| Problem::bad_request(format!("The request ended early: {e}.")))?;
                if body.len() + chunk.len() > JSON_LIMIT {
                    return Err(Problem::new(
                        actix_web::http::StatusCode::PAYLOAD_TOO_LARGE,
                        "too-large",
                        "This is too large to send at once.",
                    )
                    .detail(format!("The most is {JSON_LIMIT} bytes.")));
                }
                body.extend_from_slice(&chunk);
            }
            let value: T = parse(&body)?;
            if may_hide_strays(&body) {
                refuse_strays(&serde_json::from_slice(&body)?)?;
            }
            let faults = value.faults();
            if faults.is_empty() {
                Ok(Self(value))
            } else {
                Err(Problem::invalid(faults))
            }
        })
    }
}

/// Reads JSON; malformed is 400, well-formed but of the wrong shape is 422 with a pointer.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|e| {
        let path = e.path().to_string();
        let inner = e.into_inner();
        // What is no word at all where a word is wanted counts as broken JSON there, though it isn't.
        let is_json = || serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok();
        if !inner.is_data() && !is_json() {
            return Problem::bad_request(format!(
                "The JSON is broken at line {}, column {}.",
                inner.line(),
                inner.column()
            ));
        }
        let mut pointer = match path.as_str() {
            "." => String::new(),
            _ => format!("/{}", path.replace(['.', '['], "/").replace(']', "")),
        };
        let said = inner.to_string();
        let missing = said
            .strip_prefix("missing field `")
            .and_then(|rest| rest.split('`').next());
        match missing {
            Some(missing) => {
                pointer = format!("{pointer}/{missing}");
                Problem::invalid_field(&pointer, "This is needed.")
            }
            None => Problem::invalid_field(&pointer, shape::in_words(&said)),
        }
    })?;
    json.end()
        .map_err(|_| Problem::bad_request("There is something after the end of the JSON."))?;
    Ok(value)
}

/// Whether a second look is worth it: a stray character is written as an escape, or in one of few ways.
fn may_hide_strays(body: &[u8]) -> bool {
    body.windows(2).any(|pair| {
        matches!(
            pair,
            b"\\u" | [0xC2, 0x80..=0x9F] | [0xE2, 0x80 | 0x81] | [0x7F, _]
        )
    })
}

/// # Errors
/// 422 that says where a character stands that no text needs, and no database keeps.
fn refuse_strays(json: &serde_json::Value) -> Result<()> {
    fn find(value: &serde_json::Value, at: &str, faults: &mut Vec<(String, String)>) {
        match value {
            serde_json::Value::String(text) if text.chars().any(is_stray) => {
                faults.push((
                    at.to_owned(),
                    "Take out the characters that can't be seen.".to_owned(),
                ));
            }
            serde_json::Value::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    find(item, &format!("{at}/{n}"), faults);
                }
            }
            serde_json::Value::Object(fields) => {
                for (name, field) in fields {
                    find(field, &format!("{at}/{name}"), faults);
                }
            }
            _ => {}
        }
    }
    let mut faults = Vec::new();
    find(json, "", &mut faults);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(faults))
    }
}

/// The version that the caller saw, from `If-Match`. Without it, 428.
pub struct IfMatch(pub i32);

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let version = req.headers().get(header::IF_MATCH).map(|h| {
            h.to_str()
                .ok()
                .and_then(|t| t.trim().trim_start_matches("W/").trim_matches('"').parse().ok())
        });
        std::future::ready(match version {
            Some(Some(version)) => Ok(Self(version)),
            Some(None) => Err(Problem::stale()),
            None => Err(Problem::new(
                actix_web::http::StatusCode::PRECONDITION_REQUIRED,
                "if-match-needed",
                "Say which version you are changing.",
            )
            .detail("Send the ETag that you got as the header If-Match.")),
        })
    }
}

impl IfMatch {
    /// # Errors
    /// When the thing has changed since the caller saw it.
    pub fn check(&self, version: i32) -> Result<()> {
        if self.0 == version {
            Ok(())
        } else {
            Err(Problem::stale())
        }
    }
}

/// A JSON answer with its version as `ETag`.
pub fn tagged<T: serde::Serialize>(version: i32, body: &T) -> actix_web::HttpResponse {
    actix_web::HttpResponse::Ok()
        .insert_header((header::ETAG, format!("\"{version}\"")))
        .json(body)
}

//! Errors: one type, RFC 9457, with a stable `type`, a title a person can act on, and nothing internal.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use cairn_domain::problem::{FieldError, MEDIA_TYPE, Problem as Body};

tokio::task_local! {
    /// The request that is being answered, so that an error can name it.
    pub static REQUEST_ID: String;
}

/// What a handler or use case gives when it can't do what was asked.
#[derive(Clone, Debug)]
pub struct Problem {
    body: Box<Body>,
    retry_after: Option<u64>,
    /// What went wrong inside; never part of an answer.
    cause: Option<String>,
}

pub type Result<T> = std::result::Result<T, Problem>;

impl Problem {
    pub fn new(status: StatusCode, kind: &str, title: &str) -> Self {
        let body = Body {
            kind: format!("/problems/{kind}"),
            title: title.into(),
            status: status.as_u16(),
            detail: None,
            errors: vec![],
            request_id: None,
        };
        Self {
            body: Box::new(body),
            retry_after: None,
            cause: None,
        }
    }
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.body.detail = Some(detail.into());
        self
    }
    #[must_use]
    pub fn error(mut self, pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        self.body.errors.push(FieldError {
            pointer: pointer.into(),
            detail: detail.into(),
        });
        self
    }
    /// The request can't be read at all.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "bad-request",
            "This request can't be read.",
        )
        .detail(detail)
    }
    /// It can be read, but some of it can't be used.
    pub fn invalid(faults: Vec<(String, String)>) -> Self {
        let mut p = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            "Some of this needs mending before it can be saved.",
        );
        p.body.errors = faults
            .into_iter()
            .map(|(pointer, detail)| FieldError { pointer, detail })
            .collect();
        p
    }
    pub fn invalid_field(pointer: &str, detail: impl Into<String>) -> Self {
        Self::invalid(vec![(pointer.to_owned(), detail.into())])
    }
    pub fn unauthenticated() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "sign-in-needed", "Please sign in.")
    }
    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "not-allowed",
            "Your role doesn't allow this. Ask your scheme lead if you need it.",
        )
    }
    /// Not there, or not for this person to know of.
    pub fn not_found(what: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            &format!("We can't find that {what}."),
        )
    }
    pub fn conflict(kind: &str, title: &str) -> Self {
        Self::new(StatusCode::CONFLICT, kind, title)
    }
    /// Somebody else changed it first.
    pub fn stale() -> Self {
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            "changed-meanwhile",
            "Somebody else changed this while you had it open.",
        )
        .detail("Load it again to see their change, then make yours.")
    }
    pub fn too_many(seconds: u64) -> Self {
        let mut p = Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too-many",
            "That was too many tries. Wait a moment, then try again.",
        );
        p.retry_after = Some(seconds.max(1));
        p
    }
    pub fn busy() -> Self {
        let mut p = Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            "Cairn is busy. Nothing was lost: try again in a moment.",
        );
        p.retry_after = Some(2);
        p
    }
    /// A fault of ours: logged in full, shown without its cause.
    pub fn internal(error: &dyn std::fmt::Display) -> Self {
        tracing::error!(error = %error, "internal error");
        let mut p = Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong on our side.",
        )
        .detail("Try again. If it goes on, tell your scheme lead the request id.");
        p.cause = Some(error.to_string());
        p
    }
    /// For whoever looks after the server: what went wrong inside, or what the answer says where nothing did.
    pub fn for_operators(&self) -> String {
        self.cause.as_ref().map_or_else(
            || self.to_string(),
            |cause| format!("{} {cause}", self.body.title),
        )
    }
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.body.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
    pub fn body(&self) -> &Body {
        &self.body
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.body.title, self.body.kind)?;
        if let Some(d) = &self.body.detail {
            write!(f, " {d}")?;
        }
        self.body
            .errors
            .iter()
            .try_for_each(|e| write!(f, " {}: {}", e.pointer, e.detail))
    }
}
impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status()
    }
    fn error_response(&self) -> HttpResponse {
        let mut body = self.body.clone();
        body.request_id = REQUEST_ID.try_with(Clone::clone).ok();
        let mut response = HttpResponse::build(self.status());
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if self.status() == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        response
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .content_type(MEDIA_TYPE)
            .body(serde_json::to_string(&body).unwrap_or_default())
    }
}

impl From<sea_orm::DbErr> for Problem {
    fn from(error: sea_orm::DbErr) -> Self {
        let text = error.to_string();
        if matches!(
            error.sql_err(),
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_))
        ) {
            return Self::conflict("already-there", "This is there already.")
                .detail("Somebody may have added it just now. Load the page again to see it.");
        }
        if text.contains("database is locked")
            || matches!(error, sea_orm::DbErr::ConnectionAcquire(_))
            || text.contains("could not serialize")
            || text.contains("deadlock")
        {
            tracing::warn!(error = %text, "database busy");
            return Self::busy();
        }
        Self::internal(&text)
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(&error)
    }
}

//! What every use case gets: the installation (`App`) and the request (`Ctx`).

use crate::config::Config;
use crate::events::Bus;
use crate::identity::actor::ActorCache;
use crate::identity::password::Passwords;
use crate::keys::Keys;
use crate::problem::{Problem, Result};
use crate::work::Work;
use actix_web::dev::Payload;
use actix_web::http::header::HeaderValue;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use cairn_domain::identity::Scope;
use cairn_domain::ids::PersonId;
use chrono::{DateTime, NaiveDate, SubsecRound as _, Utc};
use sea_orm::DatabaseConnection;
use std::future::{Ready, ready};
use std::net::IpAddr;
use std::sync::Arc;

/// Where "now" comes from: the system, or a moment that a test moves by hand.
#[derive(Clone, Default)]
pub struct Clock(Arc<std::sync::atomic::AtomicI64>);

impl Clock {
    /// The time, in whole microseconds, as both databases keep it.
    pub fn now(&self) -> DateTime<Utc> {
        (Utc::now() + chrono::Duration::seconds(self.0.load(std::sync::atomic::Ordering::Relaxed)))
            .trunc_subsecs(6)
    }
    /// Moves this clock ahead of the system's.
    pub fn advance(&self, by: chrono::Duration) {
        self.0
            .fetch_add(by.num_seconds(), std::sync::atomic::Ordering::Relaxed);
    }
}

/// Which hosts a page may show in a frame, as the security policy says it. An institution sets them for its lessons.
#[derive(Default)]
pub struct Frames(std::sync::RwLock<Option<HeaderValue>>);

impl Frames {
    /// The hosts are checked where they are set: nothing else gets into the policy.
    pub fn set(&self, hosts: &[String]) {
        let sources: Vec<String> = hosts.iter().map(|h| format!("https://{h}")).collect();
        let policy = format!("{}; frame-src {}", crate::app::CSP, sources.join(" "));
        let policy = if hosts.is_empty() {
            None
        } else {
            HeaderValue::from_str(&policy).ok()
        };
        if let Ok(mut kept) = self.0.write() {
            *kept = policy;
        }
    }
    /// The policy of a page, when frames are allowed at all.
    pub fn policy(&self) -> Option<HeaderValue> {
        self.0.read().ok()?.clone()
    }
}

/// One running installation. Cheap to share, lives as long as the process.
pub struct App {
    pub db: DatabaseConnection,
    /// Queries so far: lets a test see that a list asks as often for a thousand rows as for one.
    pub queries: Arc<std::sync::atomic::AtomicU64>,
    pub config: Config,
    pub clock: Clock,
    pub keys: Keys,
    pub actors: ActorCache,
    pub passwords: Passwords,
    pub bus: Bus,
    pub mailer: crate::mail::Mailer,
    pub limits: crate::identity::limits::Limits,
    pub frames: Frames,
    pub printer: crate::recognition::printing::Printer,
}

/// One request: the installation, when it came in, and from where.
#[derive(Clone)]
pub struct Ctx {
    pub app: Arc<App>,
    pub now: DateTime<Utc>,
    pub request_id: String,
    pub address: Option<IpAddr>,
}

/// The id that a request is known by, kept in its extensions.
#[derive(Clone)]
pub struct RequestId(pub String);

impl Ctx {
    /// For commands and jobs, which no request started.
    pub fn internal(app: &Arc<App>) -> Self {
        Self {
            app: app.clone(),
            now: app.clock.now(),
            request_id: uuid::Uuid::now_v7().to_string(),
            address: None,
        }
    }
    /// The day in UTC; scheme rules take the day in the scheme's own time zone.
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }
    pub fn db(&self) -> &DatabaseConnection {
        &self.app.db
    }
    /// Starts a piece of work that changes something, done by whoever the scope belongs to (nobody, for a command or a job).
    ///
    /// # Errors
    /// When the database is busy for too long.
    pub async fn begin(&self, scope: &Scope) -> Result<Work> {
        let person = scope.person_id();
        Work::begin(self, (!person.get().is_nil()).then_some(person)).await
    }
    /// The same for work that nobody signed in does.
    ///
    /// # Errors
    /// When the database is busy for too long.
    pub async fn begin_as(&self, person: Option<PersonId>) -> Result<Work> {
        Work::begin(self, person).await
    }
}

/// The caller's address, believing `X-Forwarded-For` only from a trusted proxy.
pub fn caller_address(req: &HttpRequest, config: &Config) -> Option<IpAddr> {
    let peer = req.peer_addr()?.ip();
    if !config.trusted_proxies.contains(&peer) {
        return Some(peer);
    }
    let forwarded = req
        .headers()
        .get("x-forwarded-for")
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    let hops: Vec<IpAddr> = forwarded
        .split(',')
        .filter_map(|a| a.trim().parse().ok())
        .collect();
    hops.iter()
        .rev()
        .find(|a| !config.trusted_proxies.contains(a))
        .copied()
        .or(Some(peer))
}

impl FromRequest for Ctx {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(app) = req.app_data::<web::Data<App>>() else {
            return ready(Err(Problem::internal(&"no application state")));
        };
        let app = app.clone().into_inner();
        let request_id = req
            .extensions()
            .get::<RequestId>()
            .map(|r| r.0.clone())
            .unwrap_or_default();
        ready(Ok(Self {
            now: app.clock.now(),
            address: caller_address(req, &app.config),
            app,
            request_id,
        }))
    }
}

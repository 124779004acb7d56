//! Wires it all: state, middleware, routes, and an orderly start and stop.

use crate::config::Config;
use crate::ctx::{App, Clock, Ctx, Frames, RequestId, caller_address};
use crate::extract::Caller;
use crate::openapi::methods::Methods;
use crate::problem::{Problem, REQUEST_ID};
use crate::{
    cohorts, db, events, files, groups, idempotency, identity, jobs, keys, mail, openapi, operations,
    recognition, recruitment, spa, training,
};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::{Compress, Next, from_fn};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, HttpServer, ResponseError as _, web};
use std::sync::Arc;
use utoipa_actix_web::AppExt as _;
use utoipa_actix_web::service_config::ServiceConfig;

/// Pages may load scripts, styles and fonts from here alone; wasm needs its own word. Frames come from where lessons may show
/// something ([`Frames`](crate::ctx::Frames)).
pub(crate) const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The same for Swagger UI, which brings styles of its own.
const DOCS_CSP: &str =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/// What every answer tells a browser.
const SAFE_HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Opens the database, brings it up to date, and makes the state of one installation.
///
/// # Errors
/// When the database, the keys or the mail settings can't be used.
pub async fn open(config: Config) -> anyhow::Result<Arc<App>> {
    files::private_folder(&config.var_dir)?;
    // The first key that signs badges, where there is none yet.
    recognition::badge::store::load(&config.var_dir.join("keys").join("badges"))?;
    let mut db = db::connect(&config).await?;
    let queries = db::watch(&mut db);
    db::migrate(&db).await?;
    identity::search::fill(&db).await?;
    let app = Arc::new(App {
        frames: Frames::default(),
        db,
        queries,
        clock: Clock::default(),
        keys: keys::Keys::load(&config.var_dir.join("keys"))?,
        actors: identity::actor::ActorCache::default(),
        passwords: identity::password::Passwords::default(),
        bus: events::Bus::default(),
        mailer: mail::Mailer::new(&config)?,
        limits: identity::limits::Limits::new(&config),
        printer: recognition::printing::Printer::new(&config),
        config,
    });
    training::shipped::install(&app).await?;
    training::service::institution::allow_frames(&app).await?;
    Ok(app)
}

/// Every operation of `/api/v1`: the only place where they are registered.
pub fn api_v1(c: &mut ServiceConfig) {
    c.configure(identity::routes)
        .configure(cohorts::routes)
        .configure(groups::routes)
        .configure(recruitment::routes)
        .configure(training::routes)
        .configure(recognition::routes)
        .configure(operations::routes);
}

/// The document of everything that is registered.
pub fn document() -> utoipa::openapi::OpenApi {
    let (_, doc) = actix_web::App::new()
        .into_utoipa_app()
        .openapi(openapi::base())
        .service(utoipa_actix_web::scope::scope("/api/v1").configure(api_v1))
        .split_for_parts();
    openapi::finish(doc)
}

/// Serves until told to stop, then finishes the jobs that are under way. SIGTERM lets requests end first; Ctrl-C does not wait for them.
///
/// # Errors
/// When the address can't be used.
pub async fn serve(app: Arc<App>) -> anyhow::Result<()> {
    let listener = std::net::TcpListener::bind((app.config.host.as_str(), app.config.port)).map_err(|e| {
        anyhow::anyhow!(
            "can't listen on {}:{}: {e}. Is another Cairn running? Set PORT to use another.",
            app.config.host,
            app.config.port
        )
    })?;
    serve_on(app, listener).await
}

/// The same on a socket that is already open, as tests do.
///
/// # Errors
/// When the server can't start.
pub async fn serve_on(app: Arc<App>, listener: std::net::TcpListener) -> anyhow::Result<()> {
    let (stop, stopped) = tokio::sync::watch::channel(false);
    events::spawn(&app).await?;
    let runner = app.config.run_jobs.then(|| jobs::spawn(&app, &stopped));
    tidy(&app);
    let metrics = operations::metrics::middleware()?;
    let doc = document();
    let older = web::Bytes::from(serde_json::to_vec(&openapi::older::v3_0(&serde_json::to_value(
        &doc,
    )?))?);
    let methods = web::Data::new(Methods::new(&doc));
    let state = web::Data::from(app.clone());
    let workers = if app.config.workers == 0 {
        std::thread::available_parallelism().map_or(2, usize::from)
    } else {
        app.config.workers
    };
    let server = HttpServer::new(move || {
        let (routed, _) = actix_web::App::new()
            .into_utoipa_app()
            .app_data(state.clone())
            .map(|a| {
                a.wrap(from_fn(idempotency::layer))
                    .wrap(Compress::default())
                    .wrap(from_fn(guard))
                    .wrap(tracing_actix_web::TracingLogger::<operations::log::RequestSpan>::new())
                    .wrap(metrics.clone())
            })
            .service(utoipa_actix_web::scope::scope("/api/v1").configure(api_v1))
            .split_for_parts();
        routed
            .app_data(methods.clone())
            .app_data(web::PathConfig::default().error_handler(|_, req| no_such_id(req).into()))
            .service(operations::health::healthz)
            .service(operations::health::readyz)
            .service(operations::metrics::page)
            .app_data(web::Data::new(openapi::older::Document(older.clone())))
            .service(openapi::older::read)
            .service(
                utoipa_swagger_ui::SwaggerUi::new("/api/docs/{_:.*}")
                    .url("/api/docs/openapi.json", doc.clone()),
            )
            .service(spa::app)
    })
    .workers(workers)
    .shutdown_timeout(10)
    .listen(listener)?
    .run();
    server.await?;
    let _ = stop.send(true);
    if let Some(runner) = runner {
        let _ = tokio::time::timeout(std::time::Duration::from_secs(10), runner).await;
    }
    Ok(())
}

/// No operation has this address, or none has it with this method.
fn nothing_there(req: &HttpRequest) -> HttpResponse {
    let methods = req.app_data::<web::Data<Methods>>();
    let Some(allowed) = methods.and_then(|m| m.at(req.path())) else {
        return Problem::not_found("address")
            .detail("Check the address against the API's document.")
            .error_response();
    };
    let mut refusal = Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "This can't be done here.",
    )
    .detail(format!("This address takes: {allowed}."))
    .error_response();
    if let Ok(allowed) = HeaderValue::from_str(allowed) {
        refusal.headers_mut().insert(header::ALLOW, allowed);
    }
    refusal
}

/// What stands for an id in an address isn't one: nothing is there.
fn no_such_id(req: &HttpRequest) -> Problem {
    let pattern = req.match_pattern().unwrap_or_default();
    let (nouns, values) = (pattern.split('/'), req.path().split('/'));
    let wrong = nouns
        .clone()
        .skip(1)
        .zip(values.skip(1))
        .position(|(noun, value)| noun.starts_with('{') && uuid::Uuid::parse_str(value).is_err());
    // The word before it, as in /mentor-groups/{id}, is what it would be the id of.
    let many = wrong.and_then(|at| nouns.clone().nth(at)).unwrap_or("things");
    let one = many.strip_suffix("people").map_or_else(
        || {
            many.strip_suffix("ies")
                .map_or_else(|| many.trim_end_matches('s').to_owned(), |m| format!("{m}y"))
        },
        |_| "person".to_owned(),
    );
    Problem::not_found(&one.replace('-', " "))
        .detail("What the address has for an id isn't one. Use the id that another answer gave.")
}

/// Every few minutes: forgets quiet addresses and old idempotency keys, and looks whether a new day has begun.
fn tidy(app: &Arc<App>) {
    let app = app.clone();
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(std::time::Duration::from_secs(300));
        // A server that has only just started has better things to do than the day's letters.
        let mut has_settled = false;
        loop {
            ticks.tick().await;
            app.limits.tidy();
            if let Err(error) = idempotency::tidy(&app).await {
                tracing::warn!(%error, "old idempotency keys stay for now");
            }
            if let Err(error) = recognition::service::batches::tidy(&app).await {
                tracing::warn!(%error, "old certificates stay for now");
            }
            // Another instance may have changed what lessons show.
            if let Err(error) = training::service::institution::allow_frames(&app).await {
                tracing::warn!(%error, "what lessons may show stays as it was for now");
            }
            if has_settled
                && app.config.run_jobs
                && let Err(error) = training::service::daily::plan(&app).await
            {
                tracing::warn!(%error, "the day's work waits");
            }
            has_settled = true;
        }
    });
}

/// Around every request: an id, a limit by address, and headers that keep a browser safe.
async fn guard(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let id = req
        .headers()
        .get("x-request-id")
        .and_then(|h| h.to_str().ok())
        .filter(|h| (8..=64).contains(&h.len()) && h.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    let id = id.map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned);
    req.extensions_mut().insert(RequestId(id.clone()));
    let limited = req.app_data::<web::Data<App>>().and_then(|app| {
        app.limits
            .request(caller_address(req.request(), &app.config))
            .err()
    });
    let is_docs = req.path().starts_with("/api/docs");
    let frames = req
        .app_data::<web::Data<App>>()
        .and_then(|app| app.frames.policy());
    let is_api = req.path().starts_with("/api/v1");
    let answered = REQUEST_ID
        .scope(id.clone(), async move {
            match limited {
                Some(problem) => Err(problem.into()),
                None => {
                    Caller::find(req.request()).await;
                    next.call(req).await
                }
            }
        })
        .await;
    let response = answered?;
    // The router's own refusals have no body; ours always say what to do.
    let is_bare = is_api
        && matches!(response.status().as_u16(), 404 | 405)
        && !response.headers().contains_key(header::CONTENT_TYPE);
    let mut response = if is_bare {
        let (req, _) = response.into_parts();
        let refusal = REQUEST_ID.sync_scope(id.clone(), || nothing_there(&req));
        ServiceResponse::new(req, refusal).map_into_right_body()
    } else {
        response.map_into_left_body()
    };
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    for (name, value) in SAFE_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let policy = match frames {
        _ if is_docs => HeaderValue::from_static(DOCS_CSP),
        Some(policy) => policy,
        None => HeaderValue::from_static(CSP),
    };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    if is_api && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        );
    }
    Ok(response)
}

/// A context for a command.
pub fn command(app: &Arc<App>) -> Ctx {
    Ctx::internal(app)
}

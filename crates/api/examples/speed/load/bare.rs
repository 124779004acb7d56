//! Handlers with nothing around them: the statements, the rows as JSON; for a sign-in also the same check of the password.

use super::record::Recorded;
use actix_web::{App, HttpResponse, HttpServer, get, post, web};
use cairn::config::Config;
use cairn::db;
use cairn::identity::password::Passwords;
use cairn_domain::identity::SignIn;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, FromQueryResult, Statement, Values};
use serde::Serialize;
use std::net::{SocketAddr, TcpListener};
use uuid::Uuid;

struct State {
    db: DatabaseConnection,
    passwords: Passwords,
    recorded: Recorded,
}

/// Starts the bare server with the workers and the pool that Cairn has.
///
/// # Errors
/// When the database or the address can't be used, or Cairn sends statements that are not known here.
pub fn start(config: Config, recorded: Recorded) -> anyhow::Result<SocketAddr> {
    let all = [
        (&recorded.groups, "\"mentor_group\""),
        (&recorded.mine, "\"role_grant\""),
        (&recorded.sign_in, "\"session\""),
    ];
    for (statements, table) in all {
        anyhow::ensure!(
            statements.iter().any(|s| s.sql.contains(table)),
            "Cairn no longer asks {table}: {statements:?}"
        );
    }
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    super::in_a_thread(move || async move {
        let state = web::Data::new(State {
            db: db::connect(&config).await?,
            passwords: Passwords::default(),
            recorded,
        });
        let server = HttpServer::new(move || {
            App::new()
                .app_data(state.clone())
                .service(groups)
                .service(mine)
                .service(sign_in)
                .service(readyz)
        });
        Ok(server.workers(workers).listen(listener)?.run().await?)
    });
    super::client::wait_until_ready(address)?;
    Ok(address)
}

type Answer = Result<HttpResponse, actix_web::Error>;

fn failed(error: impl std::fmt::Display) -> actix_web::Error {
    actix_web::error::ErrorInternalServerError(error.to_string())
}

#[get("/readyz")]
async fn readyz() -> HttpResponse {
    HttpResponse::Ok().body("ready")
}

async fn rows<T: FromQueryResult>(
    db: &DatabaseConnection,
    statement: &Statement,
) -> actix_web::Result<Vec<T>> {
    T::find_by_statement(statement.clone())
        .all(db)
        .await
        .map_err(failed)
}

#[derive(FromQueryResult, Serialize)]
struct Group {
    id: Uuid,
    label: String,
    programme_id: Option<Uuid>,
    code: Option<String>,
    created_at: DateTime<Utc>,
    size: i64,
    rematches: i64,
    quarrels: i64,
}

#[derive(FromQueryResult, Serialize)]
struct Person {
    group_id: Uuid,
    role: String,
    given_name: String,
    preferred_name: Option<String>,
    family_name: String,
    date_of_birth: Option<NaiveDate>,
    clearance: String,
    cleared_on: Option<NaiveDate>,
    clearance_expires: Option<NaiveDate>,
}

#[derive(FromQueryResult, Serialize)]
struct Scheme {
    id: Uuid,
    sizes: serde_json::Value,
    time_zone: String,
}

#[derive(Default, Serialize)]
struct GroupList {
    schemes: Vec<Scheme>,
    groups: Vec<Group>,
    people: Vec<Person>,
}

#[get("/groups")]
async fn groups(state: web::Data<State>) -> Answer {
    let mut list = GroupList::default();
    for statement in &state.recorded.groups {
        if statement.sql.contains("FROM \"mentor_group\"") {
            list.groups = rows(&state.db, statement).await?;
        } else if statement.sql.contains("FROM \"group_member\"") {
            list.people = rows(&state.db, statement).await?;
        } else {
            list.schemes = rows(&state.db, statement).await?;
        }
    }
    Ok(HttpResponse::Ok().json(list))
}

#[derive(FromQueryResult, Serialize)]
struct Place {
    participant_id: Uuid,
    scheme_id: Uuid,
    role: String,
    programme_id: Option<Uuid>,
    clearance: String,
    cleared_on: Option<NaiveDate>,
    clearance_expires: Option<NaiveDate>,
    scheme_name: String,
    time_zone: String,
    pre_enrolment_opens: Option<NaiveDate>,
    enrolment: Option<NaiveDate>,
    ends: Option<NaiveDate>,
    group_id: Option<Uuid>,
    label: Option<String>,
    group_programme_id: Option<Uuid>,
    programme_title: Option<String>,
    open_rematch: Option<Uuid>,
}

#[derive(FromQueryResult, Serialize)]
struct Companion {
    group_id: Uuid,
    participant_id: Uuid,
    role: String,
    clearance: String,
    cleared_on: Option<NaiveDate>,
    clearance_expires: Option<NaiveDate>,
    given_name: String,
    preferred_name: Option<String>,
    family_name: String,
    pronouns: Option<String>,
    about: Option<String>,
    interests: serde_json::Value,
    languages: serde_json::Value,
    email: Option<String>,
    contact: Option<String>,
    availability: i32,
    settings: serde_json::Value,
    status: Option<String>,
}

#[derive(FromQueryResult, Serialize)]
struct Staff {
    scheme_id: Option<Uuid>,
    programme_id: Option<Uuid>,
    role: String,
    given_name: String,
    preferred_name: Option<String>,
    family_name: String,
    email: Option<String>,
}

#[derive(Default, Serialize)]
struct Mine {
    places: Vec<Place>,
    companions: Vec<Companion>,
    staff: Vec<Staff>,
}

#[get("/mine")]
async fn mine(state: web::Data<State>) -> Answer {
    let mut mine = Mine::default();
    for statement in &state.recorded.mine {
        if statement.sql.contains("FROM \"participant\" INNER JOIN") {
            mine.places = rows(&state.db, statement).await?;
        } else if statement.sql.contains("FROM \"role_grant\"") {
            mine.staff = rows(&state.db, statement).await?;
        } else {
            mine.companions = rows(&state.db, statement).await?;
        }
    }
    Ok(HttpResponse::Ok().json(mine))
}

#[derive(FromQueryResult)]
struct Account {
    password_hash: Option<String>,
}

#[post("/sign-in")]
async fn sign_in(state: web::Data<State>, input: web::Json<SignIn>) -> Answer {
    let (reading, writing): (Vec<_>, Vec<_>) = state
        .recorded
        .sign_in
        .iter()
        .partition(|s| s.sql.starts_with("SELECT"));
    let mut hash = None;
    for statement in reading {
        let found = state.db.query_one_raw(statement.clone()).await.map_err(failed)?;
        if let Some(row) = found.filter(|_| statement.sql.contains("FROM \"account\"")) {
            hash = Account::from_query_result(&row, "")
                .map_err(failed)?
                .password_hash;
        }
    }
    if !state
        .passwords
        .verify(input.into_inner().password, hash)
        .await
        .map_err(failed)?
    {
        return Ok(HttpResponse::Unauthorized().finish());
    }
    let (session, token) = (Uuid::now_v7(), Uuid::now_v7());
    let tx = db::write_tx(&state.db).await.map_err(failed)?;
    for statement in writing {
        let fresh = with_ids(statement, session, token);
        if fresh.sql.contains("RETURNING") {
            tx.query_one_raw(fresh).await.map_err(failed)?;
        } else {
            tx.execute_raw(fresh).await.map_err(failed)?;
        }
    }
    tx.commit().await.map_err(failed)?;
    Ok(HttpResponse::Ok().json(serde_json::json!({ "session": session, "token": token })))
}

/// The same rows under keys of their own: a session begins with its id, a token with its id, its session and its hash.
fn with_ids(statement: &Statement, session: Uuid, token: Uuid) -> Statement {
    let mut fresh = statement.clone();
    let Some(Values(values)) = &mut fresh.values else {
        return fresh;
    };
    if fresh.sql.contains("INTO \"session\"") {
        values[0] = session.into();
    } else if fresh.sql.contains("INTO \"refresh_token\"") {
        values[0] = token.into();
        values[1] = session.into();
        values[2] = format!("{}{}", token.simple(), session.simple()).into();
    }
    fresh
}

//! A call for mentors from its first line to applications that are handed in.

use crate::client::{Answer, Client};
use crate::groups_world::World;
use cairn_domain::identity::Role;
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

/// A call that opened yesterday and closes tomorrow.
pub fn content(world: &World, slug: &str) -> Value {
    let now = world.app.app.clock.now();
    let wall = |by: i64| (now + Duration::days(by)).format("%Y-%m-%dT17:00:00").to_string();
    json!({
        "title": "Become a mentor", "slug": slug,
        "role": "You meet new students.", "given_back": "Training and a certificate.",
        "levels": [5], "opens": wall(-1), "closes": wall(1), "answer_by": (now + Duration::days(20)).format("%Y-%m-%d").to_string(),
        "questions": [
            { "key": "why", "kind": "text", "label": "Why?", "most_words": 5 },
            { "key": "quiet", "kind": "scenario", "label": "What would you do?", "situation": "Somebody says nothing.", "required": false },
            { "key": "campus", "kind": "choice", "label": "Where?", "options": ["City", "Park"] }
        ],
        "conduct": "Be kind.", "scorers_each": 2,
        "rubric": [{ "key": "empathy", "name": "Empathy", "guidance": "", "anchors": ["a", "b", "c", "d"] }]
    })
}

pub async fn call(world: &World, slug: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut wish = content(world, slug);
    change(&mut wish);
    wish["scheme_id"] = json!(world.scheme);
    world.admin.post("/calls", wish).await.expect(201).json
}

/// The same, where anybody can read it.
pub async fn open_call(world: &World, slug: &str, change: impl FnOnce(&mut Value)) -> String {
    let id = call(world, slug, change).await["id"].as_str().unwrap().to_owned();
    let path = format!("/calls/{id}/publication");
    assert_eq!(
        world.admin.post(&path, json!({})).await.expect(200).json["state"],
        "open"
    );
    id
}

pub async fn student(world: &World, email: &str) -> Client {
    let person = world.app.person(email).await;
    world.app.client().with_token(&world.app.token_for(person))
}

pub async fn begun(student: &Client, slug: &str) -> (String, Answer) {
    let answer = student
        .post("/me/applications", json!({ "slug": slug }))
        .await
        .expect(200);
    (answer.json["id"].as_str().unwrap().to_owned(), answer)
}

pub async fn full(world: &World) -> Value {
    let lists = world
        .admin
        .get(&format!("/schemes/{}/lists", world.scheme))
        .await
        .expect(200)
        .json;
    json!({
        "programme_id": lists["programmes"][0]["id"], "level": 5, "mode": "full_time", "entry_route": "UCAS",
        "answers": { "why": { "text": "I was lonely at first" }, "campus": { "choices": ["City"] } },
        "agrees_to_conduct": true
    })
}

pub async fn save(student: &Client, id: &str, etag: &str, draft: Value) -> Answer {
    student
        .changing(Method::PUT, &format!("/me/applications/{id}"), etag, draft)
        .await
}

pub async fn step(student: &Client, id: &str, event: &str) -> Answer {
    student
        .post(&format!("/me/applications/{id}/steps"), json!({ "event": event }))
        .await
}

#[tokio::test]
async fn a_call_is_written_published_and_put_away() {
    let world = World::with(2, 4).await;
    let made = call(&world, "mentor-2026", |_| {}).await;
    let id = made["id"].as_str().unwrap();
    assert_eq!(
        (&made["state"], &made["conduct_version"]),
        (&json!("draft"), &json!(1))
    );
    let anybody = world.app.client();
    anybody.get("/open-calls/mentor-2026").await.expect(404);
    let seen = world.admin.get(&format!("/calls/{id}")).await.expect(200);
    let mut wish = content(&world, "mentor-2026");
    wish["conduct"] = json!("Be kind, and keep what you hear to yourself.");
    let path = format!("/calls/{id}");
    let changed = world
        .admin
        .changing(Method::PUT, &path, &seen.etag(), wish.clone())
        .await
        .expect(200);
    assert_eq!(changed.json["conduct_version"], 2);
    assert_eq!(
        world
            .admin
            .changing(Method::PUT, &path, &seen.etag(), wish)
            .await
            .expect(412)
            .problem(),
        "/problems/changed-meanwhile"
    );
    world
        .admin
        .post(&format!("{path}/publication"), json!({}))
        .await
        .expect(200);
    let read = anybody.get("/open-calls/mentor-2026").await.expect(200).json;
    assert_eq!(
        (&read["state"], &read["title"]),
        (&json!("open"), &json!("Become a mentor"))
    );
    assert!(
        read.get("rubric").is_none(),
        "how answers are weighed is for scorers: {read}"
    );
    world
        .admin
        .delete(&format!("{path}/publication"))
        .await
        .expect(200);
    anybody.get("/open-calls/mentor-2026").await.expect(404);
    let listed = world
        .admin
        .get(&format!("/calls?scheme_id={}", world.scheme))
        .await
        .expect(200)
        .json;
    assert_eq!(listed[0]["state"], "put_away");
}

#[tokio::test]
async fn a_call_with_faults_is_refused_by_their_places() {
    let world = World::with(2, 4).await;
    call(&world, "mentor-2026", |_| {}).await;
    let mut wish = content(&world, "mentor-2026");
    wish["scheme_id"] = json!(world.scheme);
    wish["programme_ids"] = json!([uuid::Uuid::now_v7()]);
    let refused = world.admin.post("/calls", wish).await.expect(422).json;
    let at: Vec<_> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(at, ["/slug", "/programme_ids/0"]);
    let mut marks = content(&world, "other");
    marks["scheme_id"] = json!(world.scheme);
    marks["rubric"][0]["name"] = json!("Average mark");
    let refused = world.admin.post("/calls", marks).await.expect(422).json;
    assert!(
        refused["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("never takes in marks"),
        "{refused}"
    );
}

#[tokio::test]
async fn somebody_without_an_account_gets_a_letter_and_their_application_waits_for_them() {
    let world = World::with(2, 4).await;
    open_call(&world, "mentor-2026", |_| {}).await;
    let anybody = world.app.client();
    let who = json!({ "given_name": "Amara", "family_name": "Nwosu", "email": "amara@example.org" });
    anybody
        .post("/open-calls/mentor-2026/applications", who.clone())
        .await
        .expect(202);
    world.app.run_jobs().await;
    let letter = world.app.newest_mail_to("amara@example.org").await;
    let token = letter
        .split("#token=")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap();
    let accepted = json!({ "token": token, "password": "a long walk home" });
    let signed_in = anybody
        .post("/auth/invitations/accept", accepted)
        .await
        .expect(200)
        .json;
    let amara = world
        .app
        .client()
        .with_token(signed_in["access_token"].as_str().unwrap());
    let mine = amara.get("/me/applications").await.expect(200).json;
    assert_eq!(
        (&mine[0]["state"], &mine[0]["slug"]),
        (&json!("draft"), &json!("mentor-2026"))
    );
    // She asks again: signing in is the way, and there is still one application.
    anybody
        .post("/open-calls/mentor-2026/applications", who)
        .await
        .expect(202);
    world.app.run_jobs().await;
    let letter = world.app.newest_mail_to("amara@example.org").await;
    assert!(
        letter.contains("You have an account already") && !letter.contains("#token="),
        "{letter}"
    );
    assert_eq!(
        amara
            .get("/me/applications")
            .await
            .expect(200)
            .json
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn whoever_asks_often_gets_one_letter_and_a_closed_account_none() {
    let world = World::with(2, 4).await;
    open_call(&world, "mentor-2026", |_| {}).await;
    let anybody = world.app.client();
    let ask = async |email: &str| {
        let who = json!({ "given_name": "A", "family_name": "B", "email": email });
        anybody
            .post("/open-calls/mentor-2026/applications", who)
            .await
            .expect(202);
        world.app.run_jobs().await;
    };
    for _ in 0..3 {
        ask("often@example.org").await;
    }
    assert_eq!(world.app.letters_to("often@example.org").await, 1);
    let gone = world.app.person("gone@example.org").await;
    world
        .admin
        .delete(&format!("/people/{gone}/account"))
        .await
        .expect(204);
    let before = world.app.letters_to("gone@example.org").await;
    ask("gone@example.org").await;
    assert_eq!(world.app.letters_to("gone@example.org").await, before);
}

#[tokio::test]
async fn an_application_is_saved_handed_in_changed_again_and_taken_back() {
    let world = World::with(2, 4).await;
    let call = open_call(&world, "mentor-2026", |_| {}).await;
    let ben = student(&world, "ben@example.org").await;
    let (id, first) = begun(&ben, "mentor-2026").await;
    assert_eq!(
        begun(&ben, "mentor-2026").await.0,
        id,
        "beginning twice goes on with the first"
    );
    let missing = step(&ben, &id, "submit").await.expect(422).json;
    let at: Vec<_> = missing["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(
        at,
        [
            "/programme_id",
            "/level",
            "/mode",
            "/answers/why",
            "/answers/campus",
            "/agrees_to_conduct"
        ]
    );
    let saved = save(&ben, &id, &first.etag(), full(&world).await)
        .await
        .expect(200);
    assert_eq!(saved.json["gaps"], json!([]));
    // Another device had the version before.
    save(&ben, &id, &first.etag(), json!({})).await.expect(412);
    assert_eq!(
        world
            .admin
            .get(&format!("/applications?call_id={call}"))
            .await
            .expect(200)
            .json["items"],
        json!([])
    );
    world.admin.get(&format!("/applications/{id}")).await.expect(404);
    assert_eq!(
        step(&ben, &id, "submit").await.expect(200).json["state"],
        "submitted"
    );
    assert_eq!(
        step(&ben, &id, "submit").await.expect(200).json["state"],
        "submitted",
        "twice is once"
    );
    world.app.run_jobs().await;
    let letter = world.app.newest_mail_to("ben@example.org").await;
    assert!(
        letter.contains("Your application is in") && letter.contains("You hear from us by"),
        "{letter}"
    );
    assert_eq!(world.app.letters_to("ben@example.org").await, 1);
    let listed = world
        .admin
        .get(&format!("/applications?call_id={call}&q=ben"))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (
            listed["items"].as_array().unwrap().len(),
            &listed["items"][0]["level"]
        ),
        (1, &json!(5))
    );
    let read = world
        .admin
        .get(&format!("/applications/{id}"))
        .await
        .expect(200)
        .json;
    assert_eq!(read["draft"]["answers"]["why"]["text"], "I was lonely at first");
    let now = ben.get(&format!("/me/applications/{id}")).await.expect(200);
    assert_eq!(
        save(&ben, &id, &now.etag(), full(&world).await)
            .await
            .expect(409)
            .problem(),
        "/problems/handed-in"
    );
    step(&ben, &id, "reopen").await.expect(200);
    step(&ben, &id, "submit").await.expect(200);
    assert_eq!(
        step(&ben, &id, "withdraw").await.expect(200).json["state"],
        "withdrawn"
    );
    let counts = world.admin.get(&format!("/calls/{call}")).await.expect(200).json["counts"].clone();
    assert_eq!(counts, json!([{ "state": "withdrawn", "count": 1 }]));
    step(&ben, &id, "accept").await.expect(409);
    step(&ben, &id, "offer").await.expect(422);
}

#[tokio::test]
async fn nobody_is_late_in_the_last_second_and_everybody_is_after_it() {
    let world = World::with(2, 4).await;
    // 31 October 2027: in London the clocks go back at 01:00 UTC, so 01:30 comes twice. The later one counts.
    let now = world.app.app.clock.now();
    let autumn: chrono::DateTime<chrono::Utc> = "2027-10-31T01:29:59Z".parse().unwrap();
    open_call(&world, "mentor-2027", |c| {
        c["closes"] = json!("2027-10-31T01:30:00");
        c["answer_by"] = json!("2027-12-01");
    })
    .await;
    let (ben, amara) = (
        student(&world, "ben@example.org").await,
        student(&world, "amara@example.org").await,
    );
    let mut ids = vec![];
    for one in [&ben, &amara] {
        let (id, seen) = begun(one, "mentor-2027").await;
        save(one, &id, &seen.etag(), full(&world).await).await.expect(200);
        ids.push(id);
    }
    world
        .app
        .app
        .clock
        .advance(autumn + Duration::milliseconds(1_500) - now);
    // Their tokens have ended long since.
    let again = async |email: &str| world.app.client().with_token(&world.token_of(email).await);
    let (ben, amara) = (again("ben@example.org").await, again("amara@example.org").await);
    step(&ben, &ids[0], "submit").await.expect(200);
    world.app.app.clock.advance(Duration::seconds(30));
    assert_eq!(
        step(&amara, &ids[1], "submit").await.expect(409).problem(),
        "/problems/call-closed"
    );
    let own = amara
        .get(&format!("/me/applications/{}", ids[1]))
        .await
        .expect(200);
    assert!(
        own.json["next"].as_str().unwrap().contains("closed"),
        "{}",
        own.text
    );
    assert_eq!(
        save(&amara, &ids[1], &own.etag(), json!({}))
            .await
            .expect(409)
            .problem(),
        "/problems/call-closed"
    );
    let late = json!({ "given_name": "L", "family_name": "Ate", "email": "late@example.org" });
    world
        .app
        .client()
        .post("/open-calls/mentor-2027/applications", late)
        .await
        .expect(409);
}

#[tokio::test]
async fn marks_are_refused_by_name_and_kept_nowhere() {
    let world = World::with(2, 4).await;
    open_call(&world, "mentor-2026", |_| {}).await;
    let ben = student(&world, "ben@example.org").await;
    let (id, seen) = begun(&ben, "mentor-2026").await;
    for name in ["marks", "grade", "degree_classification", "gpa"] {
        let mut draft = full(&world).await;
        draft[name] = json!("71");
        let refused = save(&ben, &id, &seen.etag(), draft).await.expect(422).json;
        assert_eq!(refused["errors"][0]["pointer"], format!("/{name}"));
        assert!(
            refused["errors"][0]["detail"]
                .as_str()
                .unwrap()
                .contains("never takes in marks"),
            "{refused}"
        );
    }
    let document = serde_json::to_value(cairn::app::document()).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let of_applications = [
        "ApplicationDraft",
        "ApplicationView",
        "ApplicationSummary",
        "OwnApplication",
        "CallAnswer",
        "Referee",
    ];
    let mut fields: Vec<String> = vec![];
    for name in of_applications {
        let text = schemas[name].to_string();
        let named = text
            .match_indices("\":{")
            .filter_map(|(at, _)| text[..at].rsplit('"').next());
        fields.extend(named.map(str::to_owned));
    }
    use sea_orm::{IdenStatic as _, Iterable as _};
    fields.extend(cairn::recruitment::entity::application::Column::iter().map(|c| c.as_str().to_owned()));
    assert!(fields.len() > 40, "{fields:?}");
    for field in fields {
        assert_eq!(cairn_domain::cohorts::import::attainment::refusal(&field), None);
    }
}

#[tokio::test]
async fn an_application_is_its_writers_own_and_for_those_who_run_the_call() {
    let world = World::with(2, 4).await;
    let call = open_call(&world, "mentor-2026", |_| {}).await;
    let (ben, eve) = (
        student(&world, "ben@example.org").await,
        student(&world, "eve@example.org").await,
    );
    let (id, seen) = begun(&ben, "mentor-2026").await;
    let saved = save(&ben, &id, &seen.etag(), full(&world).await)
        .await
        .expect(200);
    eve.get(&format!("/me/applications/{id}")).await.expect(404);
    save(&eve, &id, &saved.etag(), json!({})).await.expect(404);
    step(&eve, &id, "submit").await.expect(404);
    step(&ben, &id, "submit").await.expect(200);
    eve.get(&format!("/applications/{id}")).await.expect(403);
    let elsewhere = world.app.bare_scheme("Elsewhere").await;
    let stranger = world
        .app
        .signed_in("foreign@example.org", Role::SchemeLead, Some(elsewhere))
        .await;
    stranger.get(&format!("/applications/{id}")).await.expect(404);
    stranger
        .get(&format!("/applications?call_id={call}"))
        .await
        .expect(404);
    stranger.get(&format!("/calls/{call}")).await.expect(404);
    stranger
        .post(&format!("/calls/{call}/publication"), json!({}))
        .await
        .expect(404);
}

#[tokio::test]
async fn two_who_begin_at_once_with_one_account_begin_one_application() {
    let world = World::with(2, 4).await;
    open_call(&world, "mentor-2026", |_| {}).await;
    let ben = student(&world, "ben@example.org").await;
    let all = futures_util::future::join_all((0..6).map(|_| begun(&ben, "mentor-2026"))).await;
    assert!(all.iter().all(|(id, _)| *id == all[0].0));
    let (id, seen) = &all[0];
    let saved = save(&ben, id, &seen.etag(), full(&world).await).await.expect(200);
    assert_eq!(saved.json["gaps"], json!([]));
    let handed_in = futures_util::future::join_all((0..6).map(|_| step(&ben, id, "submit"))).await;
    assert!(handed_in.into_iter().all(|a| a.status.is_success()));
    world.app.run_jobs().await;
    assert_eq!(world.app.letters_to("ben@example.org").await, 1, "handed in once");
}

/// So many calls, each with so many applications; the first mentor of the scheme has one to each.
pub async fn furnish(world: &World, many: usize) {
    let person = world.person_of("m0@example.org").await;
    if !cairn::identity::store::is_active(&world.app.app.db, person)
        .await
        .unwrap()
    {
        world.app.open_account(person).await;
    }
    let mentor = world.app.client().with_token(&world.app.token_for(person));
    for n in 0..many {
        let slug = format!("call-{n}");
        open_call(world, &slug, |_| {}).await;
        hand_in(world, &mentor, &slug).await;
        for m in 0..many {
            hand_in(
                world,
                &student(world, &format!("a{n}-{m}@example.org")).await,
                &slug,
            )
            .await;
        }
    }
    let me = world.admin.get("/me").await.expect(200).json;
    let person = world.app.person("second-scorer@example.org").await;
    let scheme = world.scheme.parse().unwrap();
    world.app.grant(person, Role::Supervisor, Some(scheme)).await;
    let list = format!("/calls?scheme_id={}", world.scheme);
    for call in world.admin.get(&list).await.expect(200).json.as_array().unwrap() {
        let path = format!("/calls/{}", call["id"].as_str().unwrap());
        let wish = json!({ "person_ids": [me["person_id"], person] });
        world
            .admin
            .put(&format!("{path}/scorers"), wish)
            .await
            .expect(200);
        world
            .admin
            .post(&format!("{path}/scorings"), json!({}))
            .await
            .expect(200);
    }
}

async fn hand_in(world: &World, student: &Client, slug: &str) {
    let (id, seen) = begun(student, slug).await;
    save(student, &id, &seen.etag(), full(world).await)
        .await
        .expect(200);
    step(student, &id, "submit").await.expect(200);
}

/// An address of recruitment with the id of something that is there. Where a test has no calls, one is made.
pub async fn filled(world: &World, path: &str) -> String {
    let list = format!("/calls?scheme_id={}", world.scheme);
    if world.admin.get(&list).await.expect(200).json == json!([]) {
        furnish(world, 1).await;
    }
    let call = world.admin.get(&list).await.expect(200).json[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let applications = format!("/applications?call_id={call}");
    let first = world.admin.get(&applications).await.expect(200).json["items"][0]["id"].clone();
    match path {
        "/calls" => list,
        "/applications" => applications,
        "/calls/{id}" | "/calls/{id}/selection" | "/calls/{id}/interview-slots" => {
            path.replace("{id}", &call)
        }
        "/me/scorings/{id}" => {
            let mine = world.admin.get("/me/scorings").await.expect(200).json;
            path.replace("{id}", mine[0]["id"].as_str().unwrap())
        }
        "/open-calls/{slug}" => "/open-calls/call-0".to_owned(),
        // The first who handed in is the mentor.
        "/applications/{id}"
        | "/applications/{id}/scores"
        | "/me/applications/{id}"
        | "/me/applications/{id}/interview" => path.replace("{id}", first.as_str().unwrap()),
        other => other.to_owned(),
    }
}

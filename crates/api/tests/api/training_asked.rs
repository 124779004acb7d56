//! What becomes of a clearance when something new is asked, or something that counted is taken back; and of an attempt when the
//! path changes under it.

use crate::client::Client;
use crate::groups_world::World;
use crate::training_world::content;
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::{Value, json};

/// Everybody whom a letter about a lost clearance reached, one entry for each letter.
async fn told(world: &World) -> Vec<String> {
    use cairn::mail::entity::Entity;
    use sea_orm::EntityTrait as _;
    let all = Entity::find().all(&world.app.app.db).await.unwrap();
    let mut to: Vec<String> = all
        .into_iter()
        .filter(|m| m.subject.contains("for now"))
        .map(|m| m.to_address)
        .collect();
    to.sort();
    to
}

/// A cleared mentor, and a lead who is written to.
async fn cleared() -> (World, Vec<String>, Client) {
    let (world, modules) = World::in_training(1, 0).await;
    let lead = world.app.person("lead@example.org").await;
    let scheme = world.scheme.parse().unwrap();
    world.app.grant(lead, Role::SchemeLead, Some(scheme)).await;
    let mentor = world.as_mentor(0).await;
    for module in &modules {
        world.complete(&mentor, module).await;
    }
    assert_eq!(world.training_of(&mentor).await["clearance"]["is_cleared"], true);
    (world, modules, mentor)
}

fn module<'a>(training: &'a Value, id: &str) -> &'a Value {
    let all = training["modules"].as_array().unwrap();
    all.iter().find(|m| m["id"] == id).unwrap()
}

#[tokio::test]
async fn something_new_is_asked_after_days_of_grace_and_its_loss_is_said() {
    let (world, modules, mentor) = cleared().await;
    let today = world.app.app.clock.now().date_naive();
    let third = world.new_module("third", "Third").await;
    world.only(&[&modules[0], &modules[1], &third]).await;
    world.app.run_jobs().await;
    let graced = world.training_of(&mentor).await;
    let from = today + chrono::Duration::days(14);
    assert_eq!(graced["clearance"]["is_cleared"], true, "{graced}");
    assert_eq!(graced["clearance"]["until"], json!(from.pred_opt()));
    assert_eq!(module(&graced, &third)["asked_from"], json!(from));
    assert!(module(&graced, &modules[0])["asked_from"].is_null());
    assert!(told(&world).await.is_empty());
    // Done in time, nothing is lost.
    world.complete(&mentor, &third).await;
    let done = world.training_of(&mentor).await;
    assert!(done["clearance"]["until"].as_str().unwrap() > from.to_string().as_str());
    // Not done in time, it is, and both sides hear of it once.
    let fourth = world.new_module("fourth", "Fourth").await;
    world.only(&[&modules[0], &modules[1], &third, &fourth]).await;
    world.app.run_jobs().await;
    world.app.app.clock.advance(chrono::Duration::days(14));
    let ctx = cairn::ctx::Ctx::internal(&world.app.app);
    for _ in 0..2 {
        cairn::training::service::daily::run(&ctx, &json!({}))
            .await
            .unwrap();
    }
    assert_eq!(told(&world).await, ["lead@example.org", "m0@example.org"]);
    let mentor = world
        .app
        .client()
        .with_token(&world.token_of("m0@example.org").await);
    let lapsed = world.training_of(&mentor).await;
    assert_eq!(lapsed["clearance"]["status"], "lapsed");
    assert_eq!(
        lapsed["clearance"]["missing"],
        json!(["Complete \u{201c}Fourth\u{201d}"])
    );
}

#[tokio::test]
async fn who_is_asked_for_no_training_reads_that_staff_look_after_it() {
    let (world, _) = World::in_training(1, 0).await;
    world.only(&[]).await;
    world.app.run_jobs().await;
    let mentor = world.as_mentor(0).await;
    let shown = world.training_of(&mentor).await["clearance"].clone();
    assert_eq!(shown["is_cleared"], false, "{shown}");
    let missing = shown["missing"].to_string();
    assert!(missing.contains("No training is set for you yet"), "{missing}");
}

#[tokio::test]
async fn a_scheme_without_grace_asks_at_once_and_says_so_at_once() {
    let (world, modules, mentor) = cleared().await;
    let path = world.path("training-settings");
    let seen = world.admin.get(&path).await.expect(200);
    let mut wish = seen.json.clone();
    wish.as_object_mut().unwrap().remove("version");
    wish["grace_days"] = json!(0);
    world
        .admin
        .changing(Method::PUT, &path, &seen.etag(), wish)
        .await
        .expect(200);
    let third = world.new_module("third", "Third").await;
    world.only(&[&modules[0], &modules[1], &third]).await;
    world.app.run_jobs().await;
    let after = world.training_of(&mentor).await;
    assert_eq!(after["clearance"]["status"], "lapsed", "{after}");
    assert_eq!(told(&world).await, ["lead@example.org", "m0@example.org"]);
}

#[tokio::test]
async fn a_completion_that_is_taken_back_ends_a_clearance_and_everybody_hears_of_it() {
    let (world, _, mentor) = cleared().await;
    let people = world
        .admin
        .get(&world.path("training/mentors?filter=lapsed"))
        .await
        .expect(200);
    assert_eq!(people.json["items"], json!([]));
    let people = world.admin.get(&world.path("training/mentors")).await.expect(200);
    let id = people.json["items"][0]["participant_id"].as_str().unwrap();
    let detail = world
        .admin
        .get(&format!("/participants/{id}/training"))
        .await
        .expect(200);
    let completion = detail.json["completions"][0]["id"].as_str().unwrap();
    world
        .admin
        .post(
            &format!("/training-completions/{completion}/withdrawal"),
            json!({ "reason": "Somebody else did it." }),
        )
        .await
        .expect(200);
    world.app.run_jobs().await;
    assert_eq!(told(&world).await, ["lead@example.org", "m0@example.org"]);
    let after = world.training_of(&mentor).await;
    assert_eq!(after["clearance"]["status"], "lapsed", "{after}");
    // Staff find them where they look for mentors who lost it, and in the count.
    let people = world
        .admin
        .get(&world.path("training/mentors?filter=lapsed"))
        .await
        .expect(200);
    assert_eq!(people.json["items"].as_array().unwrap().len(), 1);
    let dashboard = world
        .admin
        .get(&world.path("training/dashboard"))
        .await
        .expect(200);
    assert_eq!(dashboard.json["lapsed"], 1, "{}", dashboard.text);
    // The next morning nobody is written to again.
    world.app.app.clock.advance(chrono::Duration::days(1));
    let ctx = cairn::ctx::Ctx::internal(&world.app.app);
    cairn::training::service::daily::run(&ctx, &json!({}))
        .await
        .unwrap();
    assert_eq!(told(&world).await.len(), 2);
}

#[tokio::test]
async fn an_attempt_under_way_counts_when_its_module_leaves_the_path_and_not_for_a_version_left_behind() {
    let (world, modules) = World::in_training(1, 0).await;
    let mentor = world.as_mentor(0).await;
    world.read_all(&mentor, &modules[0]).await;
    let begun = mentor
        .post(&world.learn(&modules[0], "/attempts"), json!({}))
        .await
        .expect(200);
    let attempt = format!("/quiz-attempts/{}", begun.json["id"].as_str().unwrap());
    world.only(&[&modules[1]]).await;
    let answers = crate::training_world::solve(&begun.json);
    mentor
        .put(&format!("{attempt}/answers"), json!({ "answers": answers }))
        .await
        .expect(200);
    let handed_in = mentor
        .post(&format!("{attempt}/submission"), json!({}))
        .await
        .expect(200);
    assert_eq!(
        handed_in.json["result"]["module_completed"], true,
        "{}",
        handed_in.text
    );
    world.only(&[&modules[0], &modules[1]]).await;
    world.app.run_jobs().await;
    let back = world.training_of(&mentor).await;
    assert_eq!(module(&back, &modules[0])["state"], "completed", "{back}");
    // An attempt that was open when a refresh began is at the old version: it is gone, and the next one is at the new.
    world.app.app.clock.advance(chrono::Duration::days(360));
    let token = world.token_of("m0@example.org").await;
    let mentor = world.app.client().with_token(&token);
    let old = mentor
        .post(&world.learn(&modules[0], "/attempts"), json!({}))
        .await
        .expect(200);
    let token = world.token_of("admin@example.org").await;
    let admin = world.app.client().with_token(&token);
    let path = format!("/training-modules/{}", modules[0]);
    let seen = admin.get(&path).await.expect(200);
    let draft = admin
        .changing(
            Method::PUT,
            &format!("{path}/draft"),
            &seen.etag(),
            content("First, again"),
        )
        .await
        .expect(200);
    admin
        .changing(
            Method::POST,
            &format!("{path}/publication"),
            &draft.etag(),
            json!({ "note": "" }),
        )
        .await
        .expect(200);
    mentor
        .post(&world.learn(&modules[0], "/refreshment"), json!({}))
        .await
        .expect(200);
    let new = mentor
        .post(&world.learn(&modules[0], "/attempts"), json!({}))
        .await
        .expect(200);
    assert_ne!(old.json["id"], new.json["id"]);
    assert_eq!(
        (&old.json["content_version"], &new.json["content_version"]),
        (&json!(1), &json!(2))
    );
}

#[tokio::test]
async fn systems_that_count_alike_report_to_two_schemes_and_never_let_a_completion_last_longer() {
    let (world, _) = World::in_training(1, 0).await;
    let today = world.app.app.clock.now().date_naive();
    let item = |expires: &str| {
        json!({ "source": "moodle", "scheme_id": world.scheme, "items": [
            { "reference": "7", "student_number": "m0", "module_key": "first", "completed_on": today, "expires_on": expires } ] })
    };
    let report = world
        .admin
        .put("/training-completions", item("2099-01-01"))
        .await
        .expect(200);
    assert_eq!(report.json["created"], 1, "{}", report.text);
    let people = world.admin.get(&world.path("training/mentors")).await.expect(200);
    let id = people.json["items"][0]["participant_id"].as_str().unwrap();
    let detail = world
        .admin
        .get(&format!("/participants/{id}/training"))
        .await
        .expect(200);
    let expires = detail.json["completions"][0]["expires_on"].as_str().unwrap();
    assert!(expires < "2099", "the module lasts a year: {expires}");
    // The same reference for another scheme is another completion, and the first stays as it is.
    let made = world
        .admin
        .post("/schemes", crate::schemes::scheme("Spring"))
        .await
        .expect(201);
    let other = made.json["id"].as_str().unwrap().to_owned();
    let people = crate::groups_world::cohort(1, 0).replace(",8,cleared", ",8,");
    crate::imports::import(&world.admin, &other, people, |_| {}).await;
    let list = json!({ "source": "moodle", "scheme_id": other, "items": [
        { "reference": "7", "student_number": "m0", "module_key": "welfare", "completed_on": today } ] });
    let sent = world.admin.put("/training-completions", list).await.expect(200);
    assert_eq!(sent.json["created"], 1, "{}", sent.text);
    // What staff took back for one scheme does not come back through the other.
    let detail = world
        .admin
        .get(&format!("/participants/{id}/training"))
        .await
        .expect(200);
    let completion = detail.json["completions"].as_array().unwrap().iter();
    let completion = completion
        .filter(|c| c["source"] == "external")
        .find(|c| c["expires_on"].as_str().is_some_and(|until| until == expires));
    let path = format!(
        "/training-completions/{}/withdrawal",
        completion.unwrap()["id"].as_str().unwrap()
    );
    let why = json!({ "reason": "It was somebody else." });
    world.admin.post(&path, why).await.expect(200);
    let third = world
        .admin
        .post("/schemes", crate::schemes::scheme("Summer"))
        .await
        .expect(201);
    let third = third.json["id"].as_str().unwrap().to_owned();
    let people = crate::groups_world::cohort(1, 0).replace(",8,cleared", ",8,");
    crate::imports::import(&world.admin, &third, people, |_| {}).await;
    let list = json!({ "source": "moodle", "scheme_id": third, "items": [
        { "reference": "7", "student_number": "m0", "module_key": "welfare", "completed_on": today } ] });
    let sent = world.admin.put("/training-completions", list).await.expect(200);
    assert_eq!(sent.json["refused"], 1, "{}", sent.text);
    // Twice at once is once.
    let twice = json!({ "source": "moodle", "scheme_id": world.scheme, "items": [
        { "reference": "8", "student_number": "m0", "module_key": "second", "completed_on": today } ] });
    let (a, b) = tokio::join!(
        world.admin.put("/training-completions", twice.clone()),
        world.admin.put("/training-completions", twice.clone())
    );
    let (a, b) = (a.expect(200).json, b.expect(200).json);
    let sum = |field: &str| a[field].as_u64().unwrap() + b[field].as_u64().unwrap();
    assert_eq!((sum("created"), sum("same")), (1, 1), "{a} {b}");
}

#[tokio::test]
async fn a_supervisor_of_the_whole_scheme_does_not_set_what_is_asked_of_everybody() {
    let (world, modules) = World::in_training(1, 0).await;
    let scheme = world.scheme.parse().unwrap();
    let supervisor = world
        .app
        .signed_in("whole@example.org", Role::Supervisor, Some(scheme))
        .await;
    let items = json!({ "items": [{ "module_id": modules[0], "is_compulsory": true, "is_included": true }] });
    supervisor
        .put(&world.path("training-path"), items)
        .await
        .expect(403);
    let list = supervisor
        .get(&format!("/training-modules?scheme_id={}", world.scheme))
        .await
        .expect(200);
    assert!(
        list.json
            .as_array()
            .unwrap()
            .iter()
            .all(|m| m["may_edit"] == false)
    );
}

#[tokio::test]
async fn who_loses_their_clearance_by_a_decision_or_a_file_hears_of_it_and_so_do_staff() {
    let (world, _, mentor) = cleared().await;
    let people = world.admin.get(&world.path("training/mentors")).await.expect(200);
    let id = people.json["items"][0]["participant_id"].as_str().unwrap();
    let path = format!("/participants/{id}");
    let decide = async |status: &str| {
        let seen = world.admin.get(&path).await.expect(200);
        let wish = json!({ "clearance": { "status": status, "reason": "We want to talk first." } });
        world
            .admin
            .changing(Method::PATCH, &path, &seen.etag(), wish)
            .await
            .expect(200);
        world.app.run_jobs().await;
    };
    // A decision that is taken back is worked out from the training again, and nothing is lost.
    decide("in_progress").await;
    assert_eq!(world.training_of(&mentor).await["clearance"]["is_cleared"], true);
    assert!(told(&world).await.is_empty());
    decide("lapsed").await;
    let both = ["lead@example.org", "m0@example.org"];
    assert_eq!(told(&world).await, both);
    // Said again, nothing new is lost.
    decide("lapsed").await;
    assert_eq!(told(&world).await, both);
    decide("cleared").await;
    // A file speaks for staff; a pause with a day on it is a pause all the same.
    let file = crate::groups_world::cohort(1, 0);
    let until = world.app.app.clock.now().date_naive() + chrono::Duration::days(90);
    let (heading, rows) = file.split_once('\n').unwrap();
    let rows = rows.replace(",8,cleared", &format!(",8,lapsed,{until}"));
    let file = format!("{heading},clearance_expires\n{rows}");
    let report = crate::imports::import(&world.admin, &world.scheme, file, |_| {}).await;
    assert_eq!(report["changed"], 1, "{report}");
    world.app.run_jobs().await;
    let paused = world.training_of(&mentor).await;
    assert_eq!(paused["clearance"]["is_cleared"], false, "{paused}");
    assert_eq!(told(&world).await.len(), 4);
}

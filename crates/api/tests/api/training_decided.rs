//! What staff or a file decide about a clearance, beside what training says.

use crate::client::{Answer, Client};
use crate::groups_world::{World, cohort};
use crate::training_world::content;
use cairn_domain::identity::Role;
use chrono::{Duration, NaiveDate};
use reqwest::Method;
use serde_json::{Value, json};

fn today(world: &World) -> NaiveDate {
    world.app.app.clock.now().date_naive()
}

/// A mentor who is cleared by training.
async fn trained() -> (World, Client) {
    let (world, modules) = World::in_training(1, 0).await;
    let mentor = world.as_mentor(0).await;
    for module in &modules {
        world.complete(&mentor, module).await;
    }
    assert_eq!(world.training_of(&mentor).await["clearance"]["is_cleared"], true);
    (world, mentor)
}

async fn decide(world: &World, decision: Value) -> Answer {
    let path = format!("/participants/{}", world.mentor(0).await.id);
    let seen = world.admin.get(&path).await.expect(200);
    let wish = json!({ "clearance": decision });
    let answer = world
        .admin
        .changing(Method::PATCH, &path, &seen.etag(), wish)
        .await;
    world.app.run_jobs().await;
    answer
}

/// Takes back everything that the mentor completed.
async fn take_all_back(world: &World) {
    let path = format!("/participants/{}/training", world.mentor(0).await.id);
    let detail = world.admin.get(&path).await.expect(200);
    for c in detail.json["completions"].as_array().unwrap() {
        let path = format!("/training-completions/{}/withdrawal", c["id"].as_str().unwrap());
        let why = json!({ "reason": "It was somebody else." });
        world.admin.post(&path, why).await.expect(200);
    }
    world.app.run_jobs().await;
}

/// The cohort of one mentor without its column of clearances, and with another one.
async fn import(world: &World, heading: &str, cell: &str) -> Value {
    let file = cohort(1, 0).replace(",clearance\n", &format!(",{heading}\n"));
    let file = file.replace(",8,cleared", &format!(",8,{cell}"));
    let report = crate::imports::import(&world.admin, &world.scheme, file, |_| {}).await;
    world.app.run_jobs().await;
    report
}

async fn is_cleared(world: &World) -> bool {
    let path = format!("/participants/{}", world.mentor(0).await.id);
    let seen = world.admin.get(&path).await.expect(200).json;
    seen["is_cleared"].as_bool().unwrap()
}

#[tokio::test]
async fn a_pause_ends_when_a_person_ends_it_and_no_column_of_days_does() {
    let (world, _) = trained().await;
    let why = json!({ "status": "lapsed", "reason": "We want to talk first." });
    decide(&world, why).await.expect(200);
    let past = (today(&world) - Duration::days(40)).to_string();
    let future = (today(&world) + Duration::days(90)).to_string();
    for day in [past, future] {
        import(&world, "DBS expiry", &day).await;
        let row = world.mentor(0).await;
        assert_eq!(
            (row.clearance.as_str(), row.clearance_by.as_str()),
            ("lapsed", "staff"),
            "{day}"
        );
        assert_eq!(row.clearance_reason.as_deref(), Some("We want to talk first."));
    }
    assert!(!is_cleared(&world).await);
    // The file that says so for everybody still may.
    import(&world, "clearance", "cleared").await;
    assert!(is_cleared(&world).await);
}

#[tokio::test]
async fn a_day_in_a_file_clears_nobody() {
    let (world, _) = trained().await;
    let far = (today(&world) + Duration::days(1_000)).to_string();
    import(&world, "DBS expiry", &far).await;
    let row = world.mentor(0).await;
    assert_eq!((row.clearance_by.as_str(), row.decided), ("training", None));
    take_all_back(&world).await;
    assert!(!is_cleared(&world).await);
}

#[tokio::test]
async fn a_pause_in_a_file_holds_whatever_day_stands_beside_it() {
    let (world, _) = trained().await;
    for days in [-5, 90] {
        let cell = format!("lapsed,{}", today(&world) + Duration::days(days));
        import(&world, "clearance,clearance_expires", &cell).await;
        let row = world.mentor(0).await;
        assert_eq!(
            (row.clearance.as_str(), row.clearance_expires),
            ("lapsed", None),
            "{days}"
        );
    }
}

#[tokio::test]
async fn nobody_clears_themself_with_a_file() {
    let (world, _) = World::in_training(1, 0).await;
    let id = world.person_of("m0@example.org").await;
    world.app.open_account(id).await;
    let scheme = world.scheme.parse().unwrap();
    world.app.grant(id, Role::SchemeLead, Some(scheme)).await;
    let both = world.app.client().with_token(&world.app.token_for(id));
    let made = crate::imports::upload(&both, &world.scheme, "c.csv", cohort(1, 0)).await;
    let path = format!("/cohort-imports/{}", made.json["id"].as_str().unwrap());
    let mapping = made.json["mapping"].clone();
    both.put(&format!("{path}/mapping"), mapping).await.expect(200);
    let checked = both.post(&format!("{path}/check"), json!({})).await.expect(200);
    assert_eq!(checked.json["report"]["bad"], 1, "{}", checked.text);
    assert!(
        checked.text.contains("Somebody else has to decide"),
        "{}",
        checked.text
    );
    let apply = format!("{path}/apply");
    both.changing(Method::POST, &apply, &checked.etag(), json!({}))
        .await;
    world.app.run_jobs().await;
    assert!(!is_cleared(&world).await);
}

#[tokio::test]
async fn a_decision_stays_while_training_lasts_longer() {
    let (world, mentor) = trained().await;
    let day = today(&world);
    // Decided for later: training clears until then, and the decision from its day.
    let (from, until) = (day + Duration::days(370), day + Duration::days(600));
    let later = json!({ "status": "cleared", "cleared_on": from, "expires_on": until, "reason": "Back from placement then." });
    decide(&world, later).await.expect(200);
    assert!(is_cleared(&world).await);
    // A decision that ends sooner than training, when training is taken back.
    let sooner =
        json!({ "status": "cleared", "expires_on": day + Duration::days(200), "reason": "Long service." });
    decide(&world, sooner).await.expect(200);
    let seen = world.training_of(&mentor).await;
    assert_eq!(seen["clearance"]["is_cleared"], true);
    take_all_back(&world).await;
    let row = world.mentor(0).await;
    assert_eq!(
        (
            row.clearance.as_str(),
            row.clearance_expires,
            row.clearance_by.as_str()
        ),
        ("cleared", Some(day + Duration::days(200)), "staff")
    );
    // Taken back itself, nothing clears.
    decide(&world, json!({ "status": "in_progress" }))
        .await
        .expect(200);
    assert!(!is_cleared(&world).await);
    // A day that is over is no decision.
    let over = json!({ "status": "cleared", "expires_on": day - Duration::days(1) });
    let refused = decide(&world, over).await.expect(422).json;
    assert_eq!(refused["errors"][0]["pointer"], "/clearance/expires_on");
}

#[tokio::test]
async fn a_decision_for_later_holds_from_its_day() {
    let (world, _) = trained().await;
    let day = today(&world);
    let (from, until) = (day + Duration::days(370), day + Duration::days(600));
    let later =
        json!({ "status": "cleared", "cleared_on": from, "expires_on": until, "reason": "Back then." });
    decide(&world, later).await.expect(200);
    world.app.app.clock.advance(Duration::days(372));
    let ctx = cairn::ctx::Ctx::internal(&world.app.app);
    cairn::training::service::daily::run(&ctx, &json!({}))
        .await
        .unwrap();
    let row = world.mentor(0).await;
    assert_eq!(
        (row.clearance.as_str(), row.cleared_on, row.clearance_expires),
        ("cleared", Some(from), Some(until))
    );
}

/// Two mentors of two programmes in a scheme, and the code's module of one.
async fn two_programmes() -> World {
    let world = World::with(0, 0).await;
    let file = cohort(2, 0).replace(",8,cleared", ",8,");
    let file = file.replace(
        "m1@example.org,mentor,Arts,CS,Computing",
        "m1@example.org,mentor,Arts,PHY,Physics",
    );
    crate::imports::import(&world.admin, &world.scheme, file, |_| {}).await;
    world
}

async fn module_of(world: &World, key: &str, code: &str) -> String {
    let all = world.admin.get("/programmes").await.expect(200).json;
    let programme = all
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["code"] == code)
        .unwrap()["id"]
        .clone();
    let wish = json!({ "key": key, "scheme_id": world.scheme, "programme_id": programme, "content": content(key), "valid_months": 12 });
    let made = world.admin.post("/training-modules", wish).await.expect(201);
    let id = made.json["id"].as_str().unwrap().to_owned();
    let path = format!("/training-modules/{id}/publication");
    world
        .admin
        .changing(Method::POST, &path, &made.etag(), json!({ "note": "" }))
        .await
        .expect(200);
    id
}

#[tokio::test]
async fn a_module_in_place_of_the_only_one_clears_whoever_does_it_at_once() {
    let world = two_programmes().await;
    let first = world.new_module("first", "First").await;
    let own = module_of(&world, "cs-own", "CS").await;
    world.only(&[&first, &own]).await;
    world.app.run_jobs().await;
    let (computing, physics) = (world.as_mentor(0).await, world.as_mentor(1).await);
    for module in [&first, &own] {
        world.complete(&computing, module).await;
    }
    world.complete(&physics, &first).await;
    let second = world.new_module("second", "Second").await;
    world.only(&[&second, &own]).await;
    world.app.run_jobs().await;
    let clearance = async |of: &Client| world.training_of(of).await["clearance"].clone();
    // Who has a module left that is asked has days of grace; who has none sees what is missing, and is cleared by it.
    assert_eq!(clearance(&computing).await["is_cleared"], true);
    let lapsed = clearance(&physics).await;
    assert_eq!(
        lapsed["missing"],
        json!(["Complete \u{201c}Second\u{201d}"]),
        "{lapsed}"
    );
    world.complete(&physics, &second).await;
    assert_eq!(clearance(&physics).await["is_cleared"], true);
}

#[tokio::test]
async fn a_completion_that_a_system_sent_to_two_schemes_is_taken_back_in_both() {
    let (world, _) = World::in_training(1, 0).await;
    let made = world
        .admin
        .post("/schemes", crate::schemes::scheme("Spring"))
        .await
        .expect(201);
    let spring = made.json["id"].as_str().unwrap().to_owned();
    let people = cohort(1, 0).replace(",8,cleared", ",8,");
    crate::imports::import(&world.admin, &spring, people, |_| {}).await;
    let all = world
        .admin
        .get(&format!("/training-modules?scheme_id={}", world.scheme))
        .await
        .expect(200)
        .json;
    let all = all.as_array().unwrap();
    let welfare = all.iter().find(|m| m["key"] == "welfare").unwrap()["id"]
        .as_str()
        .unwrap();
    world.only(&[welfare]).await;
    for scheme in [&world.scheme, &spring] {
        let list = json!({ "source": "moodle", "scheme_id": scheme, "items": [
            { "reference": "7", "student_number": "m0", "module_key": "welfare", "completed_on": today(&world) } ] });
        let sent = world
            .admin
            .put("/training-completions", list)
            .await
            .expect(200)
            .json;
        assert_eq!(sent["created"], 1, "{sent}");
    }
    world.app.run_jobs().await;
    assert!(is_cleared(&world).await);
    let lead = world.app.person("lead@example.org").await;
    let scheme = world.scheme.parse().unwrap();
    world.app.grant(lead, Role::SchemeLead, Some(scheme)).await;
    let lead = world.app.client().with_token(&world.app.token_for(lead));
    let path = format!("/participants/{}/training", world.mentor(0).await.id);
    let detail = lead.get(&path).await.expect(200).json;
    let path = format!(
        "/training-completions/{}/withdrawal",
        detail["completions"][0]["id"].as_str().unwrap()
    );
    // Whichever copy is in reach.
    let other = format!(
        "/training-completions/{}/withdrawal",
        detail["completions"][1]["id"].as_str().unwrap()
    );
    let why = json!({ "reason": "It was somebody else." });
    if lead.post(&path, why.clone()).await.status.as_u16() != 200 {
        lead.post(&other, why).await.expect(200);
    }
    world.app.run_jobs().await;
    assert!(!is_cleared(&world).await);
}

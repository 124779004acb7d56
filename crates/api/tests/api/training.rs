//! A mentor's way from the first lesson to being cleared, and what staff see of it.

use crate::groups_world::World;
use crate::training_world::{content, solve};
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn ten_central_modules_are_there_from_the_start_in_the_order_of_the_path() {
    let world = World::with(0, 0).await;
    let list = world
        .admin
        .get(&format!("/training-modules?scheme_id={}", world.scheme))
        .await
        .expect(200);
    let keys: Vec<_> = list
        .json
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["key"].as_str().unwrap())
        .collect();
    assert_eq!(
        keys,
        [
            "technology",
            "using-the-tools",
            "role",
            "working-with-staff",
            "activities",
            "welfare",
            "referral",
            "inclusion",
            "your-ideas",
            "social-media"
        ]
    );
    // A second start brings nothing in again.
    cairn::training::shipped::install(&world.app.app).await.unwrap();
    let again = world
        .admin
        .get(&format!("/training-modules?scheme_id={}", world.scheme))
        .await
        .expect(200);
    assert_eq!(list.json, again.json);
}

#[tokio::test]
async fn a_mentor_learns_passes_and_is_cleared() {
    let (world, modules) = World::in_training(2, 0).await;
    let mentor = world.as_mentor(0).await;
    let before = world.training_of(&mentor).await;
    assert_eq!(before["clearance"]["status"], "not_started");
    assert_eq!(before["next"], modules[0]);
    assert_eq!(before["minutes_left"], 20);
    let read = world.read_all(&mentor, &modules[0]).await;
    assert_eq!((&read.json["done"], &read.json["parts"]), (&json!(3), &json!(4)));
    assert!(
        read.json["lessons"][0]["html"]
            .as_str()
            .unwrap()
            .contains("Ask your supervisor.")
    );
    let failed = world.take_quiz(&mentor, &modules[0], false).await;
    assert_eq!(failed.json["result"]["passed"], false);
    assert_eq!(
        failed.json["result"]["marks"][0]["explanation"], "",
        "a blank answer explains nothing"
    );
    assert!(
        failed.json["result"]["marks"][0]["solution"].is_null(),
        "no answers before it is passed"
    );
    let passed = world.take_quiz(&mentor, &modules[0], true).await;
    assert_eq!(passed.json["result"]["right"], 8);
    assert_eq!(passed.json["result"]["module_completed"], true);
    assert!(passed.json["result"]["marks"][0]["solution"]["places"].is_array());
    let half = world.training_of(&mentor).await;
    assert_eq!(half["clearance"]["status"], "in_progress");
    assert_eq!(
        half["clearance"]["missing"],
        json!(["Complete \u{201c}Second\u{201d}"])
    );
    world.complete(&mentor, &modules[1]).await;
    let after = world.training_of(&mentor).await;
    assert_eq!(after["clearance"]["is_cleared"], true, "{after}");
    assert!(after["clearance"]["until"].is_string());
    // Staff see it where they look for mentors.
    let people = world
        .admin
        .get(&world.path("participants?role=mentor"))
        .await
        .expect(200);
    let cleared = people.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["is_cleared"] == true);
    assert_eq!(cleared.count(), 1);
}

#[tokio::test]
async fn only_cleared_mentors_get_a_group_and_a_lapse_hides_it_again() {
    let (world, modules) = World::in_training(2, 10).await;
    for n in 0..2 {
        let mentor = world.as_mentor(n).await;
        world.complete(&mentor, &modules[0]).await;
        if n == 0 {
            world.complete(&mentor, &modules[1]).await;
        }
    }
    let id = world.formed("cross_cutting").await;
    let mentors: Vec<Value> = world.proposal(&id).await.json["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|g| g["mentors"].as_array().unwrap().clone())
        .collect();
    assert_eq!(mentors.len(), 1, "only one is cleared: {mentors:?}");
    world.publish(&id).await.expect(200);
    let mentor = world
        .app
        .client()
        .with_token(&world.token_of("m0@example.org").await);
    let groups = mentor.get("/me/groups").await.expect(200);
    assert_eq!(groups.json["groups"].as_array().unwrap().len(), 1);
    // A year on, nothing has been refreshed.
    world.app.app.clock.advance(chrono::Duration::days(366));
    let mentor = world
        .app
        .client()
        .with_token(&world.token_of("m0@example.org").await);
    let groups = mentor.get("/me/groups").await.expect(200);
    assert!(
        groups.json["groups"].as_array().unwrap().is_empty(),
        "{}",
        groups.text
    );
}

#[tokio::test]
async fn an_attempt_goes_on_on_another_device_and_no_answer_is_lost() {
    let (world, modules) = World::in_training(1, 0).await;
    let phone = world.as_mentor(0).await;
    let laptop = world
        .app
        .client()
        .with_token(&world.token_of("m0@example.org").await);
    let begun = phone
        .post(&world.learn(&modules[0], "/attempts"), json!({}))
        .await
        .expect(200);
    let resumed = laptop
        .post(&world.learn(&modules[0], "/attempts"), json!({}))
        .await
        .expect(200);
    assert_eq!(begun.json["id"], resumed.json["id"]);
    assert_eq!(begun.json["questions"], resumed.json["questions"]);
    let path = format!("/quiz-attempts/{}", begun.json["id"].as_str().unwrap());
    let right = solve(&begun.json);
    // The last question first, and from both devices in the same moment.
    let mut all: Vec<_> = right.as_object().unwrap().iter().collect();
    all.reverse();
    let send = async |device: &crate::client::Client, (key, answer): (&String, &Value)| {
        let answers = json!({ "answers": { key: answer } });
        device.put(&format!("{path}/answers"), answers).await.expect(200);
    };
    for pair in all.chunks(2) {
        match pair {
            [one, two] => {
                tokio::join!(send(&phone, *one), send(&laptop, *two));
            }
            _ => send(&phone, pair[0]).await,
        }
    }
    let hand_in = format!("{path}/submission");
    let (one, two) = tokio::join!(phone.post(&hand_in, json!({})), laptop.post(&hand_in, json!({})));
    assert_eq!(one.expect(200).json["result"]["right"], 8);
    assert_eq!(two.expect(200).json["result"]["right"], 8);
    // Handed in, its answers stay.
    let late = phone
        .put(&format!("{path}/answers"), json!({ "answers": {} }))
        .await
        .expect(409);
    assert_eq!(late.problem(), "/problems/handed-in");
    let questions = world
        .admin
        .get(&world.path("training/questions"))
        .await
        .expect(200);
    let asked = questions
        .json
        .as_array()
        .unwrap()
        .iter()
        .map(|q| q["asked"].as_u64().unwrap());
    assert_eq!(
        asked.sum::<u64>(),
        8,
        "an attempt that was handed in twice counts once"
    );
}

#[tokio::test]
async fn a_learner_keeps_the_version_they_began_and_their_completion_says_which() {
    let (world, modules) = World::in_training(2, 0).await;
    let (early, late) = (world.as_mentor(0).await, world.as_mentor(1).await);
    let begun = early
        .post(&world.learn(&modules[0], "/attempts"), json!({}))
        .await
        .expect(200);
    // Meanwhile the module is changed: another quiz, another lesson.
    let path = format!("/training-modules/{}", modules[0]);
    let seen = world.admin.get(&path).await.expect(200);
    let mut new = content("First, better");
    new["quiz"]["questions"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .for_each(|q| q["text"] = json!("New?"));
    let kept = world
        .admin
        .changing(Method::PUT, &format!("{path}/draft"), &seen.etag(), new)
        .await
        .expect(200);
    world
        .admin
        .changing(
            Method::POST,
            &format!("{path}/publication"),
            &kept.etag(),
            json!({ "note": "Better." }),
        )
        .await
        .expect(200);
    let attempt = format!("/quiz-attempts/{}", begun.json["id"].as_str().unwrap());
    let same = early.get(&attempt).await.expect(200);
    assert_eq!(same.json["questions"], begun.json["questions"]);
    world.complete(&early, &modules[0]).await;
    world.complete(&late, &modules[0]).await;
    let version_of = async |n: usize| {
        let people = world.admin.get(&world.path("training/mentors")).await.expect(200);
        let id = people.json["items"][n]["participant_id"]
            .as_str()
            .unwrap()
            .to_owned();
        let detail = world
            .admin
            .get(&format!("/participants/{id}/training"))
            .await
            .expect(200);
        detail.json["completions"][0]["content_version"].clone()
    };
    assert_eq!(version_of(0).await, 1);
    assert_eq!(version_of(1).await, 2);
    let module = world.admin.get(&path).await.expect(200);
    let learners: Vec<_> = module.json["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["learners"].clone())
        .collect();
    assert_eq!(learners, [1, 1]);
    let old = world.admin.get(&format!("{path}/versions/1")).await.expect(200);
    assert_eq!(old.json["title"], "First");
}

#[tokio::test]
async fn the_code_of_conduct_and_a_reference_are_part_of_the_rule_where_a_scheme_asks_for_them() {
    let (world, modules) = World::in_training(1, 0).await;
    let mentor = world.as_mentor(0).await;
    let settings = world
        .admin
        .get(&world.path("training-settings"))
        .await
        .expect(200);
    let mut wish = settings.json.clone();
    wish.as_object_mut().unwrap().remove("version");
    wish["code_of_conduct_needed"] = json!(true);
    wish["code_of_conduct"] = json!("I am **kind**.");
    wish["reference_needed"] = json!(true);
    let kept = world
        .admin
        .changing(
            Method::PUT,
            &world.path("training-settings"),
            &settings.etag(),
            wish.clone(),
        )
        .await
        .expect(200);
    world
        .admin
        .changing(
            Method::PUT,
            &world.path("training-settings"),
            &settings.etag(),
            wish,
        )
        .await
        .expect(412);
    for module in &modules {
        world.complete(&mentor, module).await;
    }
    let open = world.training_of(&mentor).await;
    assert_eq!(open["clearance"]["is_cleared"], false);
    assert_eq!(
        open["clearance"]["missing"].as_array().unwrap().len(),
        2,
        "{open}"
    );
    assert!(
        open["code_of_conduct"]["html"]
            .as_str()
            .unwrap()
            .contains("<strong>kind</strong>")
    );
    let sign = format!("/me/training/code-of-conduct?scheme_id={}", world.scheme);
    mentor.post(&sign, json!({ "version": 2 })).await.expect(409);
    mentor.post(&sign, json!({ "version": 1 })).await.expect(200);
    mentor.post(&sign, json!({ "version": 1 })).await.expect(200);
    let people = world.admin.get(&world.path("training/mentors")).await.expect(200);
    let id = people.json["items"][0]["participant_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let today = world.app.app.clock.now().date_naive();
    let seen = world
        .admin
        .put(
            &format!("/participants/{id}/reference"),
            json!({ "seen_on": today }),
        )
        .await
        .expect(200);
    assert_eq!(seen.json["is_cleared"], true, "{}", seen.text);
    // A new version asks everybody to sign again, after some days of grace.
    let mut new = kept.json.clone();
    new.as_object_mut().unwrap().remove("version");
    new["code_of_conduct_version"] = json!(2);
    world
        .admin
        .changing(Method::PUT, &world.path("training-settings"), &kept.etag(), new)
        .await
        .expect(200);
    world.app.run_jobs().await;
    let graced = world.training_of(&mentor).await;
    let from = today + chrono::Duration::days(14);
    assert_eq!(graced["clearance"]["is_cleared"], true, "{graced}");
    assert_eq!(graced["code_of_conduct"]["asked_from"], json!(from));
    assert_eq!(graced["clearance"]["until"], json!(from.pred_opt()));
    world.app.app.clock.advance(chrono::Duration::days(14));
    let mentor = world
        .app
        .client()
        .with_token(&world.token_of("m0@example.org").await);
    let late = world.training_of(&mentor).await;
    assert_eq!(late["clearance"]["status"], "lapsed", "{late}");
    assert_eq!(late["clearance"]["missing"], json!(["Sign the code of conduct"]));
    mentor.post(&sign, json!({ "version": 2 })).await.expect(200);
    assert_eq!(world.training_of(&mentor).await["clearance"]["is_cleared"], true);
    let token = world.token_of("admin@example.org").await;
    let seen = world
        .app
        .client()
        .with_token(&token)
        .get(&format!("/participants/{id}/training"))
        .await
        .expect(200);
    // The words stay as they were signed, by version.
    let versions: Vec<_> = seen.json["signatures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["version"].as_i64().unwrap())
        .collect();
    assert_eq!(versions, [2, 1], "{}", seen.text);
    assert!(
        seen.json["signatures"][1]["html"]
            .as_str()
            .unwrap()
            .contains("<strong>kind</strong>")
    );
}

#[tokio::test]
async fn a_clearance_that_ends_is_said_thirty_and_seven_days_ahead_and_staff_hear_when_it_has() {
    use cairn::training::service::daily;
    let (world, modules) = World::in_training(1, 6).await;
    let lead = world.app.person("lead@example.org").await;
    let scheme = world.scheme.parse().unwrap();
    world.app.grant(lead, Role::SchemeLead, Some(scheme)).await;
    let mentor = world.as_mentor(0).await;
    for module in &modules {
        world.complete(&mentor, module).await;
    }
    let id = world.formed("cross_cutting").await;
    world.publish(&id).await.expect(200);
    world.app.run_jobs().await;
    let letters = async || {
        use cairn::mail::entity::{Column, Entity};
        use sea_orm::{EntityTrait as _, QueryOrder as _};
        let all = Entity::find()
            .order_by_asc(Column::CreatedAt)
            .all(&world.app.app.db)
            .await
            .unwrap();
        all.into_iter()
            .filter(|m| m.subject.contains("due in your") || m.subject.contains("for now"))
            .map(|m| (m.to_address, m.subject))
            .collect::<Vec<_>>()
    };
    let a_day = async |days: i64| {
        world.app.app.clock.advance(chrono::Duration::days(days));
        for _ in 0..2 {
            daily::run(&cairn::ctx::Ctx::internal(&world.app.app), &json!({}))
                .await
                .unwrap();
        }
        letters().await.len()
    };
    let said = (0, 1, 1, 2, 4);
    let heard = (
        a_day(330).await,
        a_day(7).await,
        a_day(10).await,
        a_day(12).await,
        a_day(10).await,
    );
    assert_eq!(heard, said, "{:?}", letters().await);
    let staff = world.app.newest_mail_to("lead@example.org").await;
    assert!(staff.contains("Mentor Number0, mentor of CS-001"), "{staff}");
}

#[tokio::test]
async fn a_module_waits_for_those_that_come_first() {
    let (world, modules) = World::in_training(1, 0).await;
    let path = format!("/training-modules/{}", modules[1]);
    let seen = world.admin.get(&path).await.expect(200);
    let place =
        json!({ "position": 2, "is_compulsory": true, "prerequisites": ["first"], "valid_months": 12 });
    world
        .admin
        .changing(Method::PUT, &format!("{path}/place"), &seen.etag(), place)
        .await
        .expect(200);
    let mentor = world.as_mentor(0).await;
    let locked = mentor.get(&world.learn(&modules[1], "")).await.expect(409);
    assert!(
        locked.json["detail"].as_str().unwrap().contains("First"),
        "{}",
        locked.text
    );
    mentor
        .post(&world.learn(&modules[1], "/steps"), json!({}))
        .await
        .expect(409);
    assert_eq!(world.training_of(&mentor).await["modules"][1]["state"], "locked");
    world.complete(&mentor, &modules[0]).await;
    mentor.get(&world.learn(&modules[1], "")).await.expect(200);
}

#[tokio::test]
async fn a_module_that_is_due_is_refreshed_and_counts_until_then() {
    let (world, modules) = World::in_training(1, 0).await;
    let mentor = world.as_mentor(0).await;
    for module in &modules {
        world.complete(&mentor, module).await;
    }
    let refresh = world.learn(&modules[0], "/refreshment");
    mentor.post(&refresh, json!({})).await.expect(409);
    world.app.app.clock.advance(chrono::Duration::days(345));
    let mentor = world
        .app
        .client()
        .with_token(&world.token_of("m0@example.org").await);
    assert_eq!(
        world.training_of(&mentor).await["modules"][0]["state"],
        "due_soon"
    );
    let again = mentor.post(&refresh, json!({})).await.expect(200);
    assert_eq!(again.json["progress"]["lessons_read"], json!([]));
    assert_eq!(
        world.training_of(&mentor).await["clearance"]["is_cleared"],
        true,
        "the old one still counts"
    );
    world.complete(&mentor, &modules[0]).await;
    mentor
        .post(&world.learn(&modules[1], "/refreshment"), json!({}))
        .await
        .expect(200);
    world.complete(&mentor, &modules[1]).await;
    world.app.app.clock.advance(chrono::Duration::days(100));
    let mentor = world
        .app
        .client()
        .with_token(&world.token_of("m0@example.org").await);
    assert_eq!(world.training_of(&mentor).await["clearance"]["is_cleared"], true);
}

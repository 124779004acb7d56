//! Who takes part in a discussion, sees to its reports, and is reminded of what is due.

use crate::client::Client;
use crate::groups_world::{World, cohort};
use crate::recognition_hear::of_programme;
use crate::training_world::content;
use cairn::identity::entity::person;
use cairn::training::entity::training_post_report as report;
use cairn_domain::identity::Role;
use reqwest::Method;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};
use serde_json::{Value, json};

#[tokio::test]
async fn a_programmes_module_is_its_programmes_to_talk_about_and_to_look_after() {
    let world = World::with(0, 0).await;
    let file = cohort(2, 0).replace(",8,cleared", ",8,");
    let file = file.replace(
        "m1@example.org,mentor,Arts,CS,Computing",
        "m1@example.org,mentor,Arts,PHY,Physics",
    );
    crate::imports::import(&world.admin, &world.scheme, file, |_| {}).await;
    let all = world.admin.get("/programmes").await.expect(200).json;
    let programme = all
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["code"] == "PHY")
        .unwrap()["id"]
        .clone();
    let wish = json!({ "key": "phy", "scheme_id": world.scheme, "programme_id": programme, "content": content("phy"), "valid_months": 12 });
    let made = world.admin.post("/training-modules", wish).await.expect(201);
    let module = made.json["id"].as_str().unwrap();
    let publish = format!("/training-modules/{module}/publication");
    let note = json!({ "note": "" });
    world
        .admin
        .changing(Method::POST, &publish, &made.etag(), note)
        .await
        .expect(200);
    let (computing, physics) = (world.as_mentor(0).await, world.as_mentor(1).await);
    let path = format!("/training-modules/{module}/posts");
    let list = format!("{path}?scheme_id={}", world.scheme);
    let post = |body: &str| json!({ "scheme_id": world.scheme, "kind": "post", "body": body });
    let one = physics.post(&path, post("For physicists")).await.expect(201);
    let one = format!("/training-posts/{}", one.json["id"].as_str().unwrap());
    physics.get(&list).await.expect(200);
    computing.get(&list).await.expect(404);
    computing.post(&path, post("From elsewhere")).await.expect(404);
    // Nor does a supervisor of another programme decide about it.
    let supervisor = of_programme(&world, "cs@example.org", Role::Supervisor, "CS").await;
    supervisor.get(&list).await.expect(404);
    let hide = supervisor
        .request(Method::PATCH, &one)
        .json(&json!({ "is_hidden": true }));
    supervisor.send(hide).await.expect(404);
    supervisor.delete(&format!("{one}/reports")).await.expect(404);
}

#[tokio::test]
async fn reports_of_ones_own_post_take_nobody_elses_place_in_the_list() {
    // The list holds 200.
    let (world, modules) = World::in_training(202, 0).await;
    let scheme = world.scheme.parse().unwrap();
    let lead = world
        .app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    let path = format!("/training-modules/{}/posts", modules[0]);
    let write = async |who: &Client, body: &str| {
        let post = json!({ "scheme_id": world.scheme, "kind": "post", "body": body });
        let made = who.post(&path, post).await.expect(201);
        format!("/training-posts/{}/reports", made.json["id"].as_str().unwrap())
    };
    let ada = world.as_mentor(0).await;
    let (leads, adas) = (write(&lead, "From the lead").await, write(&ada, "From Ada").await);
    let bob = world.as_mentor(1).await;
    let rude = json!({ "reason": "Rude" });
    bob.post(&leads, rude.clone()).await.expect(204);
    let db = &world.app.app.db;
    let one = report::Entity::find().one(db).await.unwrap().unwrap();
    let others = person::Entity::find()
        .filter(person::Column::Id.ne(one.person_id))
        .filter(person::Column::StudentNumber.is_not_null())
        .all(db)
        .await
        .unwrap();
    let more = others.iter().take(200).map(|p| report::Model {
        id: uuid::Uuid::now_v7(),
        person_id: p.id,
        ..one.clone()
    });
    let more: Vec<_> = more.map(|r| r.into_active_model().reset_all()).collect();
    assert_eq!(more.len(), 200);
    report::Entity::insert_many(more)
        .exec_without_returning(db)
        .await
        .unwrap();
    world.app.app.clock.advance(chrono::Duration::seconds(5));
    bob.post(&adas, rude).await.expect(204);
    let reports = world.path("training-reports");
    let seen = lead.get(&reports).await.expect(200).json;
    assert_eq!(seen.as_array().unwrap().len(), 1, "{seen}");
    assert_eq!(seen[0]["reported_words"], "From Ada");
    // Who may see them all reads the oldest 200 first, and the rest once those are settled.
    let all = world.admin.get(&reports).await.expect(200).json;
    assert_eq!(all.as_array().unwrap().len(), 1, "{all}");
    assert_eq!(all[0]["reports"].as_array().unwrap().len(), 200);
    world.admin.delete(&leads).await.expect(204);
    let rest = world.admin.get(&reports).await.expect(200).json;
    assert_eq!(rest[0]["reported_words"], "From Ada", "{rest}");
}

#[tokio::test]
async fn what_somebody_reports_again_is_read_before_it_is_settled() {
    let (world, modules) = World::in_training(2, 0).await;
    let scheme = world.scheme.parse().unwrap();
    let lead = world
        .app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    let (ada, bob) = (world.as_mentor(0).await, world.as_mentor(1).await);
    let path = format!("/training-modules/{}/posts", modules[0]);
    let post = |body: &str| json!({ "scheme_id": world.scheme, "kind": "post", "body": body });
    let one = ada.post(&path, post("Mild")).await.expect(201).json["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let one = format!("/training-posts/{one}");
    let say = |reason: &str| json!({ "reason": reason });
    let edit = async |body: &str| {
        let edit = ada.request(Method::PATCH, &one).json(&json!({ "body": body }));
        ada.send(edit).await.expect(200);
    };
    bob.post(&format!("{one}/reports"), say("A bit rude"))
        .await
        .expect(204);
    let reports = world.path("training-reports");
    let seen = lead.get(&reports).await.expect(200).json;
    let at = seen[0]["reports"][0]["reported_at"].as_str().unwrap().to_owned();
    edit("It names a mentee").await;
    world.app.app.clock.advance(chrono::Duration::seconds(5));
    bob.post(&format!("{one}/reports"), say("Now it names somebody"))
        .await
        .expect(204);
    edit("Mild again").await;
    // What was read before the second time settles nothing of it, and nothing is forgotten.
    lead.delete(&format!("{one}/reports?seen_until={at}"))
        .await
        .expect(204);
    let left: Value = lead.get(&reports).await.expect(200).json;
    let reason = left[0]["reports"][0]["reason"].as_str().unwrap();
    assert!(
        reason.contains("A bit rude") && reason.contains("Now it names somebody"),
        "{left}"
    );
    let words = left[0]["reported_words"].as_str().unwrap();
    assert!(
        words.contains("Mild") && words.contains("It names a mentee"),
        "{left}"
    );
    lead.delete(&format!("{one}/reports")).await.expect(204);
    assert_eq!(lead.get(&reports).await.expect(200).json, json!([]));
    // Of the only lead's own post, the institution hears.
    let own = lead.post(&path, post("The lead says")).await.expect(201).json["id"]
        .as_str()
        .unwrap()
        .to_owned();
    bob.post(&format!("/training-posts/{own}/reports"), say("Unkind"))
        .await
        .expect(204);
    world.app.run_jobs().await;
    let letter = world.app.newest_mail_to("admin@example.org").await;
    assert!(letter.contains("training/reports"), "{letter}");
    // Hidden by somebody else, its author doesn't show it again.
    let path = format!("/training-posts/{own}");
    let hide = world
        .admin
        .request(Method::PATCH, &path)
        .json(&json!({ "is_hidden": true }));
    world.admin.send(hide).await.expect(200);
    let show = lead
        .request(Method::PATCH, &path)
        .json(&json!({ "is_hidden": false }));
    lead.send(show).await.expect(403);
}

#[tokio::test]
async fn a_reminder_leaves_out_who_has_nothing_due_soon() {
    let (world, modules) = World::in_training(2, 0).await;
    let done = world.as_mentor(0).await;
    for module in &modules {
        world.complete(&done, module).await;
    }
    let wish = json!({ "subject": "Your training", "body": "Hello {name}, still to do: {missing}.", "preview": true });
    let seen = world
        .admin
        .post(&world.path("training/reminders"), wish)
        .await
        .expect(200)
        .json;
    assert_eq!(seen["recipients"], 1, "{seen}");
}

#[tokio::test]
async fn staff_of_the_institution_hear_of_a_lost_clearance_where_a_scheme_has_nobody() {
    let (world, modules) = World::in_training(1, 0).await;
    let mentor = world.as_mentor(0).await;
    for module in &modules {
        world.complete(&mentor, module).await;
    }
    let path = format!("/participants/{}", world.mentor(0).await.id);
    let seen = world.admin.get(&path).await.expect(200);
    let pause = json!({ "clearance": { "status": "lapsed", "reason": "We want to talk." } });
    world
        .admin
        .changing(Method::PATCH, &path, &seen.etag(), pause)
        .await
        .expect(200);
    world.app.run_jobs().await;
    let letter = world.app.newest_mail_to("admin@example.org").await;
    assert!(letter.contains("not cleared any more"), "{letter}");
}

#[tokio::test]
async fn a_module_that_goes_out_of_date_is_said_though_no_clearance_ends_with_it() {
    let (world, modules) = World::in_training(1, 0).await;
    let mentor = world.as_mentor(0).await;
    for module in &modules {
        world.complete(&mentor, module).await;
    }
    // Cleared by staff without an end.
    let path = format!("/participants/{}", world.mentor(0).await.id);
    let seen = world.admin.get(&path).await.expect(200);
    let cleared = json!({ "clearance": { "status": "cleared", "reason": "Trained for years." } });
    world
        .admin
        .changing(Method::PATCH, &path, &seen.etag(), cleared)
        .await
        .expect(200);
    world.app.run_jobs().await;
    let letters = async |days: i64| {
        world.app.app.clock.advance(chrono::Duration::days(days));
        for _ in 0..2 {
            let ctx = cairn::ctx::Ctx::internal(&world.app.app);
            cairn::training::service::daily::run(&ctx, &json!({}))
                .await
                .unwrap();
        }
        world.app.run_jobs().await;
        world.app.letters_to("m0@example.org").await
    };
    let before = letters(0).await;
    let heard = [
        letters(330).await,
        letters(8).await,
        letters(10).await,
        letters(15).await,
        letters(20).await,
    ];
    let heard: Vec<u64> = heard.iter().map(|n| n - before).collect();
    assert_eq!(heard, [0, 1, 1, 2, 2]);
    let letter = world.app.newest_mail_to("m0@example.org").await;
    assert!(
        letter.contains("- First, until") && letter.contains("- Second, until"),
        "{letter}"
    );
}

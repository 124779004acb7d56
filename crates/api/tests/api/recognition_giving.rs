//! Giving awards, to one and to many, taking them back, and appeals: nothing twice, nothing lost, and what was given stays as it was.

use crate::groups_world::World;
use crate::recognition_world::hours;
use cairn::app;
use cairn::ctx::Ctx;
use cairn::recognition::service::granting;
use cairn_domain::identity::Role;
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use std::collections::HashSet;
use uuid::Uuid;

fn serials(grants: &[cairn::recognition::entity::award_grant::Model]) -> HashSet<String> {
    grants.iter().map(|g| g.serial.clone()).collect()
}

#[tokio::test]
async fn a_rule_that_changes_while_an_award_is_given_holds_for_those_who_come_after() {
    let world = World::of_mentors(120).await;
    world.worked(0..120, 20 * 60).await;
    let award = world.award("Student Mentor Award", 20).await;
    let run: Uuid = world.start_giving(&award, json!({})).await.parse().unwrap();
    let ctx = Ctx::internal(&world.app.app);
    assert!(
        granting::step(&ctx, run, granting::Tells::Nobody).await.unwrap(),
        "there is more to do"
    );
    let first = world.grants().await.len();
    assert!(first > 0 && first < 120, "{first}");
    world.ask_for(&award, 30).await.expect(200);
    world.app.run_jobs().await;
    let shown = world
        .admin
        .get(&format!("/grant-runs/{run}"))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&shown["state"], &shown["given"], &shown["kept"]),
        (&json!("done"), &json!(first), &json!(120 - first)),
        "{shown}"
    );
    // Those who have it keep it, with the rule as it stood when they got it.
    let asked: HashSet<String> = world
        .given()
        .await
        .iter()
        .map(|g| g["met"][0]["need"].to_string())
        .collect();
    assert_eq!(asked, HashSet::from(["20".to_owned()]));
}

#[tokio::test]
async fn giving_to_many_survives_being_killed_and_run_twice() {
    let world = World::of_mentors(130).await;
    world.worked(0..120, 20 * 60).await;
    let award = world.award("Student Mentor Award", 20).await;
    let run: Uuid = world.start_giving(&award, json!({})).await.parse().unwrap();
    let ctx = Ctx::internal(&world.app.app);
    // Killed after the first mentors: the task is dropped wherever it stands.
    let working = tokio::spawn({
        let ctx = ctx.clone();
        async move { granting::run(&ctx, &json!({ "run_id": run })).await }
    });
    while world.grants().await.is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    working.abort();
    let _ = working.await;
    let shown = world
        .admin
        .get(&format!("/grant-runs/{run}"))
        .await
        .expect(200)
        .json;
    let so_far = world.grants().await.len();
    assert_eq!(shown["given"].as_u64(), Some(so_far as u64), "{shown}");
    // Whole steps, or everybody where the machine was quicker than the kill.
    assert!(so_far.is_multiple_of(50) || so_far == 120, "{shown}");
    // The queue runs it again, and then somebody runs it once more.
    world.app.run_jobs().await;
    granting::run(&ctx, &json!({ "run_id": run })).await.unwrap();
    let shown = world
        .admin
        .get(&format!("/grant-runs/{run}"))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&shown["state"], &shown["done"], &shown["given"], &shown["kept"]),
        (&json!("done"), &json!(120), &json!(120), &json!(0)),
        "{shown}"
    );
    let grants = world.grants().await;
    let people: HashSet<Uuid> = grants.iter().map(|g| g.participant_id).collect();
    assert_eq!(
        (grants.len(), people.len(), serials(&grants).len()),
        (120, 120, 120)
    );
    let letters = cairn::mail::entity::Entity::find()
        .all(&world.app.app.db)
        .await
        .unwrap();
    assert_eq!(
        letters
            .iter()
            .filter(|l| l.subject == "You have earned Student Mentor Award, Gold")
            .count(),
        120
    );
    // A second run finds nobody who was not given it.
    let again = world.give(&award, json!({})).await;
    assert_eq!((&again["total"], &again["given"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn two_instances_that_give_at_once_never_give_twice_or_the_same_number() {
    let world = World::of_mentors(60).await;
    world.worked(0..60, 20 * 60).await;
    let other = app::open(world.app.app.config.clone()).await.unwrap();
    let (first, second) = (world.award("First", 20).await, world.award("Second", 20).await);
    let mut runs = Vec::new();
    for award in [&first, &first, &second] {
        runs.push(json!({ "run_id": world.start_giving(award, json!({})).await }));
    }
    let (here, there) = (Ctx::internal(&world.app.app), Ctx::internal(&other));
    let patiently = async |ctx: &Ctx, run: &Value| {
        // SQLite has one writer: who waits too long is sent away, and the queue would try again.
        for _ in 0..20 {
            if granting::run(ctx, run).await.is_ok() {
                return;
            }
        }
        panic!("a run doesn't come to an end");
    };
    tokio::join!(
        patiently(&here, &runs[0]),
        patiently(&there, &runs[0]),
        patiently(&there, &runs[1]),
        patiently(&here, &runs[2]),
        patiently(&there, &runs[2]),
    );
    let grants = world.grants().await;
    let held: HashSet<(Uuid, Uuid)> = grants.iter().map(|g| (g.award_id, g.participant_id)).collect();
    assert_eq!(
        (grants.len(), held.len(), serials(&grants).len()),
        (120, 120, 120)
    );
    let places: HashSet<i64> = grants.iter().map(|g| g.status_index).collect();
    let codes: HashSet<&str> = grants.iter().map(|g| g.code.as_str()).collect();
    assert_eq!((places.len(), codes.len()), (120, 120));
}

#[tokio::test]
async fn nobody_gives_an_award_to_themself_and_a_rule_is_set_aside_only_with_a_reason() {
    let world = World::of_mentors(2).await;
    world.worked(0..1, 20 * 60).await;
    let award = world.award("Student Mentor Award", 20).await;
    let (own, other) = (world.mentor(0).await, world.mentor(1).await);
    let lead = world.mentor_client(0).await;
    world
        .app
        .grant(
            cairn_domain::ids::PersonId(own.person_id),
            Role::SchemeLead,
            Some(world.scheme_id()),
        )
        .await;
    let run = lead
        .post(&format!("/awards/{award}/grants"), json!({}))
        .await
        .expect(202)
        .json;
    world.app.run_jobs().await;
    let shown = lead
        .get(&format!("/grant-runs/{}", run["job_id"].as_str().unwrap()))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&shown["given"], &shown["kept"]),
        (&json!(0), &json!(1)),
        "{shown}"
    );
    // Somebody who has not earned it stays without; with a reason it is given, and the reason stays with it.
    let kept = world.give(&award, json!({ "participants": [other.id] })).await;
    assert_eq!((&kept["given"], &kept["kept"]), (&json!(0), &json!(1)), "{kept}");
    let path = format!("/awards/{award}/grants");
    let refused = world
        .admin
        .post(&path, json!({ "participants": [other.id], "despite_rule": true }))
        .await
        .expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/reason");
    let nobody = world
        .admin
        .post(&path, json!({ "participants": [other.id, Uuid::now_v7()] }))
        .await
        .expect(422);
    assert_eq!(nobody.json["errors"][0]["pointer"], "/participants/1");
    let given = world
        .give(
            &award,
            json!({ "participants": [other.id], "despite_rule": true, "reason": "The log was lost." }),
        )
        .await;
    assert_eq!(given["given"], 1);
    let grant = &world.given().await[0];
    assert_eq!(
        (&grant["despite_rule"], &grant["met"][0]["is_met"]),
        (&json!("The log was lost."), &json!(false))
    );
}

#[tokio::test]
async fn what_was_given_stays_as_it_was_when_the_rule_changes() {
    let (world, award, before) = World::with_holder().await;
    world.ask_for(&award, 100).await.expect(200);
    world.app.run_jobs().await;
    let after = &world.given().await[0];
    assert_eq!(&before, after, "a given award changed with its rule");
    assert_eq!(
        (
            &after["state"],
            &after["met"][0]["label"],
            &after["met"][0]["have"]
        ),
        (&json!("valid"), &json!("20 hours"), &json!(20))
    );
    let kept: Value = world.grants().await[0].award.clone();
    assert_eq!(kept["rule"], hours(20));
    // What it is called since is for those who come after; whose it is, is for staff to change.
    let holder = world.mentor_client(0).await;
    let path = format!("/awards/{award}");
    let seen = world.admin.get(&path).await.expect(200);
    let mut renamed = seen.json.clone();
    for field in [
        "id",
        "scheme_id",
        "position",
        "is_archived",
        "grants",
        "ready",
        "one_short",
        "version",
    ] {
        renamed.as_object_mut().unwrap().remove(field);
    }
    (renamed["name"], renamed["tier"], renamed["has_badge"]) =
        (json!("Renamed"), json!("gold"), json!(false));
    world
        .admin
        .changing(reqwest::Method::PUT, &path, &seen.etag(), renamed)
        .await
        .expect(200);
    let mine = holder.get("/me/recognition").await.expect(200).json;
    let shown = mine[0]["awards"]
        .as_array()
        .unwrap()
        .iter()
        .find(|a| !a["grant"].is_null())
        .unwrap();
    assert_eq!(
        (&shown["name"], &shown["tier"]),
        (&before["award_name"], &before["tier"])
    );
    let meaning = format!("/badges/achievements/{award}");
    world.app.client().get(&meaning).await.expect(200);
    let me = holder.get("/me").await.expect(200);
    let mut profile = me.json["profile"].clone();
    (profile["given_name"], profile["family_name"]) = (json!("Boris"), json!("Johnson"));
    holder
        .changing(reqwest::Method::PUT, "/me/profile", &me.etag(), profile)
        .await
        .expect(200);
    let code = before["code"].as_str().unwrap();
    let public = async || {
        world
            .app
            .client()
            .get(&format!("/verifications/{code}"))
            .await
            .expect(200)
            .json["name"]
            .clone()
    };
    assert_eq!(
        public().await,
        before["name"],
        "a student can't make a certificate out to another name"
    );
    let rename = format!("/award-grants/{}/name", before["id"].as_str().unwrap());
    holder.post(&rename, json!({})).await.expect(403);
    let made = world.admin.post(&rename, json!({})).await.expect(200).json;
    assert_eq!(
        (&made["name"], &made["name_given"]),
        (&json!("Boris Johnson"), &json!("Boris Johnson"))
    );
    assert_eq!(public().await, "Boris Johnson");
    // Who comes after is measured by the rule as it is now.
    world.worked(1..2, 30 * 60).await;
    assert_eq!(world.give(&award, json!({})).await["total"], 0);
}

#[tokio::test]
async fn an_award_is_taken_back_appealed_against_and_given_again() {
    let (world, award, grant) = World::with_holder().await;
    let id = grant["id"].as_str().unwrap();
    let revoke = format!("/award-grants/{id}/revocation");
    world
        .admin
        .post(&revoke, json!({ "reason": " " }))
        .await
        .expect(422);
    let gone = world
        .admin
        .post(&revoke, json!({ "reason": "Wrong person." }))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&gone["state"], &gone["revoked_reason"]),
        (&json!("revoked"), &json!("Wrong person."))
    );
    assert_eq!(
        world
            .admin
            .post(&revoke, json!({ "reason": "Again." }))
            .await
            .expect(409)
            .problem(),
        "/problems/revoked-already"
    );
    assert!(
        world
            .app
            .newest_mail_to("m0@example.org")
            .await
            .contains("Wrong person.")
    );
    // Nobody gets it back by accident.
    assert_eq!(world.give(&award, json!({})).await["total"], 0);
    let mentor = world.mentor_client(0).await;
    let appeal = json!({ "scheme_id": world.scheme, "subject": "grant", "subject_id": id, "text": "I am the right person." });
    let made = mentor.post("/me/appeals", appeal.clone()).await.expect(201).json;
    assert_eq!(
        (&made["about"], &made["state"]),
        (&json!("Student Mentor Award"), &json!("open"))
    );
    assert_eq!(
        mentor
            .post("/me/appeals", appeal.clone())
            .await
            .expect(409)
            .problem(),
        "/problems/appeal-open"
    );
    let path = format!("/appeals/{}/answer", made["id"].as_str().unwrap());
    let answered = world
        .admin
        .post(&path, json!({ "agree": true, "answer": "You are. Sorry." }))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&answered["state"], &answered["answered_by"]),
        (&json!("upheld"), &json!("admin Example"))
    );
    world
        .admin
        .post(&path, json!({ "agree": false, "answer": "No." }))
        .await
        .expect(409);
    assert!(
        world
            .app
            .newest_mail_to("m0@example.org")
            .await
            .contains("You are. Sorry.")
    );
    let again = world
        .give(&award, json!({ "participants": [world.mentor(0).await.id] }))
        .await;
    assert_eq!(again["given"], 1);
    let all = world.given().await;
    let states: Vec<&Value> = all.iter().map(|g| &g["state"]).collect();
    assert_eq!(states, ["valid", "revoked"]);
    assert_ne!(all[0]["serial"], all[1]["serial"]);
}

#[tokio::test]
async fn an_appeal_is_about_ones_own_and_may_be_taken_back() {
    let (world, award, grant) = World::with_holder().await;
    let (holder, other) = (world.mentor_client(0).await, world.mentor_client(1).await);
    let about = |subject: &str, id: &str| json!({ "scheme_id": world.scheme, "subject": subject, "subject_id": id, "text": "Please look again." });
    let id = grant["id"].as_str().unwrap();
    // Valid awards and those of others can't be appealed against.
    holder.post("/me/appeals", about("grant", id)).await.expect(422);
    other.post("/me/appeals", about("grant", id)).await.expect(422);
    let made = other
        .post("/me/appeals", about("award", &award))
        .await
        .expect(201)
        .json;
    let path = format!("/me/appeals/{}", made["id"].as_str().unwrap());
    holder.delete(&path).await.expect(404);
    other.delete(&path).await.expect(204);
    other.delete(&path).await.expect(409);
    other
        .post("/me/appeals", about("award", &award))
        .await
        .expect(201);
    let open = world
        .admin
        .get(&format!("/appeals?scheme_id={}&state=open", world.scheme))
        .await
        .expect(200)
        .json;
    assert_eq!(open["items"].as_array().unwrap().len(), 1);
    // Of two that come at once, one is taken.
    let twice = tokio::join!(
        holder.post("/me/appeals", about("award", &award)),
        holder.post("/me/appeals", about("award", &award))
    );
    let mut statuses = [twice.0.status.as_u16(), twice.1.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    // A lead who mentors does not answer their own.
    let mentor = world.mentor(0).await;
    world
        .app
        .grant(
            cairn_domain::ids::PersonId(mentor.person_id),
            Role::SchemeLead,
            Some(world.scheme_id()),
        )
        .await;
    let all = holder
        .get(&format!("/appeals?scheme_id={}&state=open", world.scheme))
        .await
        .expect(200)
        .json;
    let own = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["participant_id"] == json!(mentor.id))
        .unwrap()
        .clone();
    holder
        .post(
            &format!("/appeals/{}/answer", own["id"].as_str().unwrap()),
            json!({ "agree": true, "answer": "Yes." }),
        )
        .await
        .expect(403);
}

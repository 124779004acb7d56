//! Awards: offered, tried out, given to many, taken back, appealed against and checked by anybody.

use crate::groups_world::World;
use crate::recognition_world::hours;
use cairn::app;
use cairn::ctx::Ctx;
use cairn::recognition::service::granting;
use cairn_domain::identity::Role;
use reqwest::Method;
use sea_orm::{ConnectionTrait as _, EntityTrait as _, PaginatorTrait as _};
use serde_json::{Value, json};
use std::collections::HashSet;
use uuid::Uuid;

/// Rows of every table that a dry run could touch.
async fn everything(world: &World) -> Vec<i64> {
    let mut found = Vec::new();
    for table in [
        "award",
        "award_grant",
        "award_standing",
        "grant_run",
        "evidence",
        "recognition_tally",
        "job",
        "mail",
        "audit_event",
    ] {
        let backend = world.app.app.db.get_database_backend();
        let sql = format!("SELECT COUNT(*) AS n FROM {table}");
        let row = world
            .app
            .app
            .db
            .query_one_raw(sea_orm::Statement::from_string(backend, sql))
            .await
            .unwrap()
            .unwrap();
        found.push(row.try_get::<i64>("", "n").unwrap());
    }
    found
}

fn serials(grants: &[cairn::recognition::entity::award_grant::Model]) -> HashSet<String> {
    grants.iter().map(|g| g.serial.clone()).collect()
}

#[tokio::test]
async fn a_dry_run_is_exact_and_changes_nothing() {
    let world = World::of_mentors(6).await;
    world.worked(0..2, 20 * 60).await;
    world.worked(2..5, 19 * 60).await;
    world.award("Other", 500).await;
    let before = everything(&world).await;
    let tried = world
        .admin
        .post(
            "/awards/dry-run",
            json!({ "scheme_id": world.scheme, "rule": hours(20) }),
        )
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&tried["mentors"], &tried["would_get"], &tried["one_short"]),
        (&json!(6), &json!(2), &json!(4)),
        "{tried}"
    );
    let nearly: Vec<&Value> = tried["nearly"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["missing"][0])
        .collect();
    assert_eq!(
        nearly.iter().filter(|m| **m == "20 hours: 19 so far").count(),
        3,
        "{tried}"
    );
    assert_eq!(tried["steps"][0], json!({ "label": "20 hours", "met_by": 2 }));
    assert_eq!(everything(&world).await, before, "a dry run changed something");
    // Giving it does what the dry run said.
    let award = world.award("Real", 20).await;
    let run = world.give(&award, json!({})).await;
    let named = |people: &Value| -> HashSet<String> {
        people
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["participant_id"].as_str().unwrap().to_owned())
            .collect()
    };
    let got: HashSet<String> = world
        .given()
        .await
        .iter()
        .map(|g| g["participant_id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        (&run["state"], &run["given"], got),
        (&json!("done"), &json!(2), named(&tried["getting"]))
    );
}

#[tokio::test]
async fn a_dry_run_asks_the_database_as_often_for_many_as_for_few() {
    let asks = async |mentors: usize| {
        let world = World::of_mentors(mentors).await;
        world.worked(0..mentors, 20 * 60).await;
        let body = json!({ "scheme_id": world.scheme, "rule": hours(20) });
        world
            .app
            .queries_of(async || {
                world
                    .admin
                    .post("/awards/dry-run", body.clone())
                    .await
                    .expect(200)
            })
            .await
    };
    assert_eq!(asks(2).await, asks(40).await);
}

#[tokio::test]
async fn an_award_counts_who_has_it_and_who_is_near() {
    let world = World::of_mentors(5).await;
    world.worked(0..2, 20 * 60).await;
    world.worked(2..3, 60).await;
    let award = world.award("Student Mentor Award", 20).await;
    let list = async || {
        world
            .admin
            .get(&format!("/awards?scheme_id={}", world.scheme))
            .await
            .expect(200)
            .json[0]
            .clone()
    };
    let seen = list().await;
    assert_eq!(
        (&seen["grants"], &seen["ready"], &seen["one_short"]),
        (&json!(0), &json!(2), &json!(3)),
        "{seen}"
    );
    world.give(&award, json!({})).await;
    let seen = list().await;
    assert_eq!(
        (&seen["grants"], &seen["ready"]),
        (&json!(2), &json!(0)),
        "{seen}"
    );
    // Put aside, it can't be given; offered again, it can.
    world.admin.delete(&format!("/awards/{award}")).await.expect(200);
    let refused = world
        .admin
        .post(&format!("/awards/{award}/grants"), json!({}))
        .await
        .expect(409);
    assert_eq!(refused.problem(), "/problems/award-put-aside");
    world
        .admin
        .post(&format!("/awards/{award}/restoration"), json!({}))
        .await
        .expect(200);
    world.start_giving(&award, json!({})).await;
}

#[tokio::test]
async fn a_rule_that_makes_no_sense_is_refused_by_its_place() {
    let world = World::of_mentors(1).await;
    let mut body = json!({ "scheme_id": world.scheme, "name": "A", "description": "B", "rule": hours(20) });
    body["rule"]["blocks"][0]["requirements"] = json!([{ "kind": "modules", "keys": ["no-such-module"] }]);
    let refused = world.admin.post("/awards", body.clone()).await.expect(422);
    assert_eq!(
        refused.json["errors"][0]["pointer"],
        "/rule/blocks/0/requirements/0/keys/0"
    );
    body["rule"]["blocks"] = json!([]);
    let refused = world.admin.post("/awards", body.clone()).await.expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/rule/blocks");
    let tried = world.admin.post("/awards/dry-run", json!({ "scheme_id": world.scheme, "rule": { "mode": "all", "blocks": [{ "mode": "all", "requirements": [{ "kind": "modules", "keys": ["no-such-module"] }] }] } })).await;
    tried.expect(422);
}

#[tokio::test]
async fn two_who_change_an_award_at_once_do_not_undo_each_other() {
    let world = World::of_mentors(1).await;
    let award = world.award("Student Mentor Award", 20).await;
    let path = format!("/awards/{award}");
    let seen = world.admin.get(&path).await.expect(200);
    world.ask_for(&award, 30).await.expect(200);
    let content = json!({ "name": "Late", "description": "x", "rule": hours(1) });
    world
        .admin
        .changing(Method::PUT, &path, &seen.etag(), content)
        .await
        .expect(412);
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
    assert_eq!(
        (shown["given"].as_u64(), so_far % 50),
        (Some(so_far as u64), 0),
        "{shown}"
    );
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

#[tokio::test]
async fn anybody_sees_whether_a_certificate_is_real_and_no_more() {
    let (world, _, grant) = World::with_holder().await;
    let stranger = world.app.client();
    let code = grant["code"].as_str().unwrap();
    let shown = stranger
        .get(&format!(
            "/verifications/{}",
            code.to_lowercase().replace('-', "")
        ))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&shown["state"], &shown["name"], &shown["award"], &shown["serial"]),
        (
            &json!("valid"),
            &grant["name"],
            &json!("Student Mentor Award"),
            &grant["serial"]
        )
    );
    let fields: HashSet<&str> = shown.as_object().unwrap().keys().map(String::as_str).collect();
    let allowed = HashSet::from([
        "state",
        "name",
        "award",
        "tier",
        "scheme",
        "academic_year",
        "institution",
        "serial",
        "granted_on",
        "revoked_on",
    ]);
    assert!(fields.is_subset(&allowed), "{shown}");
    assert!(
        !shown.to_string().contains("example.org"),
        "an address is shown: {shown}"
    );
    world
        .admin
        .post(
            &format!("/award-grants/{}/revocation", grant["id"].as_str().unwrap()),
            json!({ "reason": "A secret matter." }),
        )
        .await
        .expect(200);
    let shown = stranger
        .get(&format!("/verifications/{code}"))
        .await
        .expect(200)
        .json;
    assert_eq!(shown["state"], "revoked");
    assert!(!shown.to_string().contains("secret"), "{shown}");
    let unknown = stranger
        .get("/verifications/0000-0000-0000-0000-0000")
        .await
        .expect(200)
        .json;
    let malformed = stranger.get("/verifications/nonsense").await.expect(200).json;
    assert_eq!((&unknown["state"], &unknown), (&json!("unknown"), &malformed));
    assert_eq!(unknown["name"], Value::Null);
}

#[tokio::test]
async fn codes_that_are_guessed_by_the_thousand_are_sent_away() {
    let (world, _, grant) = World::with_holder().await;
    let stranger = world.app.client();
    let mut sent_away = 0;
    for n in 0..1000 {
        let answer = stranger.get(&format!("/verifications/{n:020}")).await;
        match answer.status.as_u16() {
            200 => assert_eq!(answer.json["state"], "unknown"),
            429 => {
                assert!(answer.headers.contains_key("retry-after"));
                sent_away += 1;
            }
            other => panic!("{other}"),
        }
    }
    assert!(sent_away > 900, "only {sent_away} were sent away");
    // So is who has a real code, as long as they come from there.
    stranger
        .get(&format!("/verifications/{}", grant["code"].as_str().unwrap()))
        .await
        .expect(429);
}

#[tokio::test]
async fn each_role_sees_and_does_its_part_only() {
    let (world, award, grant) = World::with_holder().await;
    let lead = world
        .app
        .signed_in("lead@example.org", Role::SchemeLead, Some(world.scheme_id()))
        .await;
    let supervisor = world
        .app
        .signed_in("super@example.org", Role::Supervisor, Some(world.scheme_id()))
        .await;
    let elsewhere = world.app.bare_scheme("Elsewhere").await;
    let foreign = world
        .app
        .signed_in("foreign@example.org", Role::SchemeLead, Some(elsewhere))
        .await;
    let (holder, other) = (world.mentor_client(0).await, world.mentor_client(1).await);
    let id = grant["id"].as_str().unwrap();
    let list = format!("/award-grants?scheme_id={}", world.scheme);
    for staff in [&lead, &supervisor] {
        staff.get(&list).await.expect(200);
        staff.get(&format!("/awards/{award}")).await.expect(200);
    }
    supervisor
        .post(&format!("/awards/{award}/grants"), json!({}))
        .await
        .expect(403);
    supervisor
        .post(
            &format!("/award-grants/{id}/revocation"),
            json!({ "reason": "No." }),
        )
        .await
        .expect(403);
    foreign.get(&list).await.expect(404);
    foreign.get(&format!("/awards/{award}")).await.expect(404);
    foreign
        .post(&format!("/awards/{award}/grants"), json!({}))
        .await
        .expect(404);
    foreign
        .post(
            &format!("/award-grants/{id}/revocation"),
            json!({ "reason": "No." }),
        )
        .await
        .expect(404);
    foreign
        .get(&format!("/appeals?scheme_id={}", world.scheme))
        .await
        .expect(404);
    holder.get(&list).await.expect(403);
    holder.get(&format!("/award-grants/{id}/badge")).await.expect(403);
    holder
        .get(&format!("/me/award-grants/{id}/badge"))
        .await
        .expect(200);
    other
        .get(&format!("/me/award-grants/{id}/badge"))
        .await
        .expect(404);
    let run = lead
        .post(&format!("/awards/{award}/grants"), json!({}))
        .await
        .expect(202)
        .json;
    foreign
        .get(&format!("/grant-runs/{}", run["job_id"].as_str().unwrap()))
        .await
        .expect(404);
}

#[tokio::test]
async fn the_list_of_awards_comes_in_pages_and_as_a_table() {
    let world = World::of_mentors(5).await;
    world.worked(0..5, 20 * 60).await;
    let award = world.award("=Award", 20).await;
    world.give(&award, json!({})).await;
    let (mut seen, mut after) = (HashSet::new(), String::new());
    for _ in 0..3 {
        let page = world
            .admin
            .get(&format!(
                "/award-grants?scheme_id={}&limit=2&after={after}",
                world.scheme
            ))
            .await
            .expect(200)
            .json;
        seen.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|g| g["serial"].as_str().unwrap().to_owned()),
        );
        after = page["next"].as_str().unwrap_or_default().to_owned();
    }
    assert_eq!((seen.len(), after.as_str()), (5, ""));
    let found = world
        .admin
        .get(&format!("/award-grants?scheme_id={}&q=number3", world.scheme))
        .await
        .expect(200)
        .json;
    let one = found["items"].as_array().unwrap();
    assert_eq!(one.len(), 1);
    let of_one = format!(
        "/award-grants?scheme_id={}&participant_id={}",
        world.scheme,
        one[0]["participant_id"].as_str().unwrap()
    );
    let theirs = world.admin.get(&of_one).await.expect(200).json;
    assert_eq!(theirs["items"], found["items"]);
    let request = world
        .admin
        .request(Method::GET, &format!("/award-grants?scheme_id={}", world.scheme))
        .header("accept", "text/csv");
    let table = world.admin.send(request).await.expect(200).text;
    assert_eq!(table.lines().count(), 6);
    assert!(
        table.contains("'=Award"),
        "a cell that a spreadsheet would run: {table}"
    );
    let jobs = cairn::jobs::entity::Entity::find()
        .count(&world.app.app.db)
        .await
        .unwrap();
    assert_eq!(jobs, 0);
}

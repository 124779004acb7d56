//! Awards: offered, tried out, given to many, taken back, appealed against and checked by anybody.

use crate::groups_world::World;
use crate::recognition_world::hours;
use cairn_domain::identity::Role;
use reqwest::Method;
use sea_orm::{ConnectionTrait as _, EntityTrait as _, PaginatorTrait as _};
use serde_json::{Value, json};
use std::collections::HashSet;

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

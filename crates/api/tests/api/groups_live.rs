//! Published groups as people join, move, ask and leave.

use crate::client::Client;
use crate::groups_world::{World, cohort, ids};
use crate::imports;
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::{Value, json};

async fn move_to(world: &World, who: &str, to: Option<&str>, reason: &str) -> crate::client::Answer {
    let body = json!({ "participant_id": who, "to_group_id": to, "reason": reason });
    world.admin.post(&world.path("group-moves"), body).await
}

fn id(group: &Value) -> &str {
    group["id"].as_str().unwrap()
}

#[tokio::test]
async fn a_mentee_moves_and_the_old_group_remembers_why() {
    let world = World::published(4, 22).await;
    let groups = world.groups().await;
    let small = groups.iter().min_by_key(|g| g["size"].as_u64()).unwrap();
    let from = groups
        .iter()
        .filter(|g| g["id"] != small["id"])
        .max_by_key(|g| g["size"].as_u64())
        .unwrap();
    let who = ids(from, "mentees")[0].clone();
    move_to(&world, &who, Some(id(small)), "").await.expect(422);
    move_to(&world, &who, Some(id(small)), "Better days of the week")
        .await
        .expect(200);
    let after = world.groups().await;
    let now = |of: &Value| after.iter().find(|g| g["id"] == of["id"]).unwrap();
    assert!(ids(now(small), "mentees").contains(&who));
    assert!(!ids(now(from), "mentees").contains(&who));
    assert_eq!(now(from)["past"][0]["reason"], "Better days of the week");
}

#[tokio::test]
async fn a_move_that_breaks_a_rule_is_refused_and_changes_nothing() {
    let world = World::published(4, 20).await;
    let before = world.groups().await;
    let (a, b) = (
        ids(&before[0], "mentees")[0].clone(),
        ids(&before[1], "mentees")[0].clone(),
    );
    let pair = json!({ "a": a, "b": b });
    world
        .admin
        .post(&world.path("keep-apart"), pair)
        .await
        .expect(201);
    let refused = move_to(&world, &a, Some(id(&before[1])), "Asked for it")
        .await
        .expect(409);
    assert_eq!(refused.problem(), "/problems/rules-broken");
    assert!(refused.text.contains("must be kept apart"), "{}", refused.text);
    assert_eq!(world.groups().await, before);
}

#[tokio::test]
async fn late_joiners_get_a_place_and_nobody_else_moves() {
    let world = World::published(4, 20).await;
    let before = world.groups().await;
    // The same file with two more at its end.
    imports::import(&world.admin, &world.scheme, cohort(4, 22), |_| {}).await;
    let done = world
        .admin
        .post(&world.path("late-joiners"), json!({}))
        .await
        .expect(200)
        .json;
    assert_eq!(done["changes"].as_array().unwrap().len(), 2, "{done}");
    assert_eq!(done["still_unplaced"], json!([]));
    for (was, is) in before.iter().zip(world.groups().await) {
        let (was, is) = (ids(was, "mentees"), ids(&is, "mentees"));
        assert!(was.iter().all(|m| is.contains(m)), "somebody else was moved");
    }
    let again = world
        .admin
        .post(&world.path("late-joiners"), json!({}))
        .await
        .expect(200)
        .json;
    assert_eq!(again["changes"], json!([]));
}

async fn change(client: &Client, who: &str, patch: Value) {
    let path = format!("/participants/{who}");
    let etag = client.get(&path).await.expect(200).etag();
    client
        .changing(Method::PATCH, &path, &etag, patch)
        .await
        .expect(200);
}

#[tokio::test]
async fn who_withdraws_or_opts_out_leaves_their_group() {
    let world = World::published(4, 20).await;
    let group = world.groups().await[0].clone();
    let [a, b] = [0, 1].map(|n| ids(&group, "mentees")[n].clone());
    change(&world.admin, &a, json!({ "entry_status": "withdrawn" })).await;
    change(&world.admin, &b, json!({ "opted_out": true })).await;
    world.app.run_jobs().await;
    let after = world
        .admin
        .get(&format!("/groups/{}", id(&group)))
        .await
        .expect(200)
        .json;
    let here = ids(&after, "mentees");
    assert!(!here.contains(&a) && !here.contains(&b));
    assert_eq!(after["past"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn when_a_mentor_leaves_the_best_who_is_free_takes_over() {
    let world = World::published(6, 20).await;
    let group = world.groups().await[0].clone();
    let gone = ids(&group, "mentors_detail")[0].clone();
    change(&world.admin, &gone, json!({ "entry_status": "withdrawn" })).await;
    world.app.run_jobs().await;
    let after = world
        .admin
        .get(&format!("/groups/{}", id(&group)))
        .await
        .expect(200)
        .json;
    let now = ids(&after, "mentors_detail");
    assert_eq!(now.len(), 1, "{after}");
    assert_ne!(now[0], gone);
    assert_eq!(ids(&after, "mentees"), ids(&group, "mentees"));
}

async fn ask(world: &World, email: &str) -> (Client, Value) {
    let mentee = world.as_student(email, Role::Mentee).await;
    let mine = mentee.get("/me/groups").await.expect(200).json;
    let body = json!({ "group_id": mine["groups"][0]["id"], "note": "We never find a time." });
    let asked = mentee
        .post("/me/rematch-requests", body.clone())
        .await
        .expect(201)
        .json;
    let twice = mentee.post("/me/rematch-requests", body).await.expect(409);
    assert_eq!(twice.problem(), "/problems/asked-already");
    (mentee, asked)
}

#[tokio::test]
async fn a_request_for_another_mentor_comes_with_the_smallest_change_and_is_served() {
    let world = World::published(5, 26).await;
    let (mentee, asked) = ask(&world, "s3@example.org").await;
    let old = mentee.get("/me/groups").await.expect(200).json["groups"][0].clone();
    assert_eq!(old["open_rematch"], asked["id"]);
    let list = world
        .admin
        .get(&world.path("rematch-requests"))
        .await
        .expect(200)
        .json;
    let request = &list[0];
    assert!(request["suggestion"].as_str().unwrap().len() > 10, "{request}");
    let to = request["suggested_group_id"].clone();
    let path = format!("/rematch-requests/{}/decision", asked["id"].as_str().unwrap());
    world
        .admin
        .post(&path, json!({ "outcome": "open" }))
        .await
        .expect(422);
    world
        .admin
        .post(&path, json!({ "outcome": "moved", "to_group_id": to }))
        .await
        .expect(200);
    let new = mentee.get("/me/groups").await.expect(200).json["groups"][0].clone();
    assert_eq!(new["id"], to);
    assert_ne!(
        new["mentors"][0]["participant_id"],
        old["mentors"][0]["participant_id"]
    );
    world
        .admin
        .post(&path, json!({ "outcome": "kept" }))
        .await
        .expect(409);
}

#[tokio::test]
async fn a_request_can_be_taken_back_but_only_by_who_asked() {
    let world = World::published(4, 20).await;
    let (mentee, asked) = ask(&world, "s3@example.org").await;
    let path = format!("/me/rematch-requests/{}", asked["id"].as_str().unwrap());
    let other = world.as_student("s4@example.org", Role::Mentee).await;
    other.delete(&path).await.expect(404);
    mentee.delete(&path).await.expect(204);
    mentee.delete(&path).await.expect(409);
    let list = world
        .admin
        .get(&world.path("rematch-requests"))
        .await
        .expect(200)
        .json;
    assert_eq!(list[0]["state"], "cancelled");
}

#[tokio::test]
async fn nobody_asks_about_a_group_that_is_not_theirs() {
    let world = World::published(4, 20).await;
    let mentee = world.as_student("s3@example.org", Role::Mentee).await;
    let mine = mentee.get("/me/groups").await.expect(200).json["groups"][0]["id"].clone();
    let groups = world.groups().await;
    let other = groups.iter().find(|g| g["id"] != mine).unwrap();
    mentee
        .post("/me/rematch-requests", json!({ "group_id": other["id"] }))
        .await
        .expect(404);
}

#[tokio::test]
async fn nothing_that_changes_later_breaks_a_rule_in_a_group_that_is_live() {
    let world = World::published(4, 20).await;
    let scheme = world
        .admin
        .get(&format!("/schemes/{}", world.scheme))
        .await
        .expect(200);
    for (field, value, pointer) in [
        ("mentor_level", json!(6), "/mentor_level"),
        ("mentee_levels", json!([3]), "/mentee_levels"),
    ] {
        let mut wish = scheme.json.clone();
        wish[field] = value;
        let path = format!("/schemes/{}", world.scheme);
        let refused = world
            .admin
            .changing(Method::PUT, &path, &scheme.etag(), wish)
            .await
            .expect(422);
        assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{}", refused.text);
    }
    let group = &world.groups().await[0];
    let path = format!("/participants/{}", ids(group, "mentors_detail")[0]);
    let seen = world.admin.get(&path).await.expect(200);
    let refused = world
        .admin
        .changing(Method::PATCH, &path, &seen.etag(), json!({ "capacity": 2 }))
        .await
        .expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/capacity");
}

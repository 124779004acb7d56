//! From a cohort to groups that people see: propose, compare, adjust, publish.

use crate::client::Client;
use crate::groups_world::{World, ids};
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[tokio::test]
async fn two_ways_of_grouping_stand_side_by_side() {
    let world = World::with(4, 20).await;
    world.formed("cross_cutting").await;
    world.formed("aligned_tutor").await;
    let list = world.admin.get(&world.path("proposals")).await.expect(200).json;
    let [aligned, mixed] = list.as_array().unwrap().as_slice() else {
        panic!("{list}")
    };
    assert_eq!(mixed["metrics"]["mentees_placed"], 20);
    assert_eq!(aligned["metrics"]["mentees_placed"], 20);
    assert_eq!(
        mixed["metrics"]["new_tie_rate"], mixed["metrics"]["best_new_tie_rate"],
        "{mixed}"
    );
    assert_eq!(aligned["metrics"]["kept_with_tutor_group"], 20, "{aligned}");
    assert!(aligned["metrics"]["new_tie_rate"].as_f64() < mixed["metrics"]["new_tie_rate"].as_f64());
}

#[tokio::test]
async fn the_same_seed_gives_the_same_groups_again() {
    let world = World::with(4, 22).await;
    let (first, second) = (
        world.formed("cross_cutting").await,
        world.formed("cross_cutting").await,
    );
    let (first, second) = (world.proposal(&first).await, world.proposal(&second).await);
    assert_eq!(first.json["groups"], second.json["groups"]);
    assert_eq!(first.json["settings"]["seed"], 7);
}

#[tokio::test]
async fn moving_somebody_and_taking_it_back_leaves_the_groups_as_they_were() {
    let world = World::with(4, 20).await;
    let id = world.formed("cross_cutting").await;
    let before = world.proposal(&id).await;
    let who = ids(&before.json["groups"][0], "mentees")[0].clone();
    let moved = world.adjust(&id, &who, Some(1)).await.expect(200);
    assert!(ids(&moved.json["groups"][1], "mentees").contains(&who));
    assert!(!ids(&moved.json["groups"][0], "mentees").contains(&who));
    assert_eq!(moved.json["undo_steps"], 1);
    let out = world.adjust(&id, &who, None).await.expect(200);
    let mut unplaced = out.json["unplaced"].as_array().unwrap().iter();
    assert!(unplaced.any(|u| u["participant"] == who.as_str()), "{}", out.text);
    assert_eq!(out.json["metrics"]["mentees_unplaced"], 1);
    let mut etag = out.etag();
    for left in [1, 0] {
        let undone = world
            .admin
            .changing(Method::POST, &format!("/proposals/{id}/undo"), &etag, json!({}))
            .await
            .expect(200);
        assert_eq!(undone.json["undo_steps"], left);
        etag = undone.etag();
    }
    let after = world.proposal(&id).await;
    assert_eq!(after.json["groups"], before.json["groups"]);
    assert_eq!(after.json["unplaced"], before.json["unplaced"]);
    assert_eq!(after.json["metrics"], before.json["metrics"]);
}

#[tokio::test]
async fn a_pin_and_a_pair_kept_apart_hold_in_every_proposal() {
    let world = World::with(4, 20).await;
    let people = world
        .admin
        .get(&world.path("participants?limit=100"))
        .await
        .expect(200)
        .json;
    let of = |role: &str| -> Vec<String> {
        let people = people["items"].as_array().unwrap().iter();
        people
            .filter(|p| p["role"] == role)
            .map(|p| p["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let (mentors, mentees) = (of("mentor"), of("mentee"));
    let pin = json!({ "mentee_id": mentees[3], "mentor_id": mentors[2] });
    world.admin.post(&world.path("pins"), pin).await.expect(201);
    let pair = json!({ "a": mentees[5], "b": mentees[6] });
    let kept = world
        .admin
        .post(&world.path("keep-apart"), pair)
        .await
        .expect(201);
    for strategy in ["cross_cutting", "aligned_tutor", "aligned_seminar"] {
        let id = world.formed(strategy).await;
        let groups = world.proposal(&id).await.json["groups"].clone();
        for group in groups.as_array().unwrap() {
            let here = ids(group, "mentees");
            if here.contains(&mentees[3]) {
                assert!(ids(group, "mentors").contains(&mentors[2]), "{strategy}: {group}");
            }
            assert!(
                !(here.contains(&mentees[5]) && here.contains(&mentees[6])),
                "{strategy}: {group}"
            );
        }
    }
    let id = kept.json["id"].as_str().unwrap();
    world.admin.delete(&format!("/keep-apart/{id}")).await.expect(204);
    world
        .admin
        .delete(&world.path(&format!("pins/{}", mentees[3])))
        .await
        .expect(204);
    for list in ["pins", "keep-apart"] {
        let left = world.admin.get(&world.path(list)).await.expect(200);
        assert_eq!(left.json, json!([]));
    }
}

#[tokio::test]
async fn publishing_makes_groups_that_everyone_in_them_sees() {
    let world = World::with(3, 20).await;
    let id = world.formed("cross_cutting").await;
    world.publish(&id).await.expect(200);
    let groups = world.groups().await;
    let placed: BTreeSet<_> = groups.iter().flat_map(|g| ids(g, "mentees")).collect();
    assert_eq!(placed.len(), 20);
    for group in &groups {
        assert_eq!(ids(group, "mentors_detail").len(), 1, "{group}");
        assert_eq!(group["alerts"], json!([]), "{group}");
        assert!(group["label"].as_str().unwrap().starts_with("CS-"));
    }
    for (email, role) in [("s3@example.org", Role::Mentee), ("m0@example.org", Role::Mentor)] {
        let client = world.as_student(email, role).await;
        let mine = client.get("/me/groups").await.expect(200).json;
        let group = &mine["groups"][0];
        assert_eq!(group["my_role"], role.as_str(), "{mine}");
        assert_eq!(group["mentors"].as_array().unwrap().len(), 1);
        assert!(group["mentees"].as_array().unwrap().len() >= 4);
        assert!(!group["next"].as_str().unwrap().is_empty());
        let told = world.app.newest_mail_to(email).await;
        assert!(told.contains("/my-group"), "{told}");
        assert_eq!(world.app.letters_to(email).await, 1);
    }
}

#[tokio::test]
async fn a_student_sees_no_other_group_and_no_staff_page() {
    let world = World::published(4, 20).await;
    let mentee = world.as_student("s3@example.org", Role::Mentee).await;
    let group = world.groups().await[0]["id"].as_str().unwrap().to_owned();
    for path in [
        world.path("groups"),
        world.path("groups/dashboard"),
        world.path("proposals"),
        world.path("rematch-requests"),
        format!("/groups/{group}"),
    ] {
        mentee.get(&path).await.expect(403);
    }
}

async fn files(client: &Client, path: &str) -> (String, String) {
    let get = |accept: &'static str| client.send(client.request(Method::GET, path).header("accept", accept));
    let csv = get("text/csv").await.expect(200);
    let xlsx = get("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .await
        .expect(200);
    (
        csv.text,
        xlsx.headers["content-type"].to_str().unwrap().to_owned(),
    )
}

#[tokio::test]
async fn the_groups_dashboard_counts_filters_and_exports() {
    let world = World::published(4, 20).await;
    let dashboard = world
        .admin
        .get(&world.path("groups/dashboard"))
        .await
        .expect(200)
        .json;
    assert_eq!(dashboard["mentees_placed"], 20);
    assert_eq!(dashboard["mentees_unplaced"], 0);
    assert_eq!(dashboard["strategy"], "cross_cutting");
    assert_eq!(dashboard["new_tie_rate"], dashboard["best_new_tie_rate"]);
    let sizes: u64 = dashboard["sizes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["size"].as_u64().unwrap() * s["groups"].as_u64().unwrap())
        .sum();
    assert_eq!(sizes, 20);
    let labels = |list: Value| -> Vec<String> {
        let items = list["items"].as_array().unwrap().iter();
        items.map(|g| g["label"].as_str().unwrap().to_owned()).collect()
    };
    let all = labels(world.admin.get(&world.path("groups")).await.expect(200).json);
    let found = labels(
        world
            .admin
            .get(&world.path("groups?q=mentee%20number3"))
            .await
            .expect(200)
            .json,
    );
    assert_eq!(found.len(), 1);
    assert!(all.contains(&found[0]));
    let (csv, xlsx) = files(&world.admin, &world.path("groups")).await;
    assert_eq!(
        csv.lines().count(),
        1 + 20 + all.len(),
        "a heading, every mentee, every mentor"
    );
    assert!(xlsx.contains("spreadsheetml"));
}

#[tokio::test]
async fn the_groups_page_asks_the_database_as_often_for_many_groups_as_for_few() {
    let mut asked = Vec::new();
    for (mentors, mentees) in [(2, 10), (12, 66)] {
        let world = World::published(mentors, mentees).await;
        let mentee = world.as_student("s1@example.org", Role::Mentee).await;
        let mut counts = Vec::new();
        for (client, path) in [
            (&world.admin, world.path("groups?limit=50")),
            (&world.admin, world.path("groups/dashboard")),
            (&mentee, "/me/groups".to_owned()),
        ] {
            counts.push(
                world
                    .app
                    .queries_of(async || client.get(&path).await.expect(200))
                    .await,
            );
        }
        asked.push(counts);
    }
    assert_eq!(asked[0], asked[1], "list, dashboard, my groups");
    assert!(asked[0].iter().all(|n| *n < 15), "{asked:?}");
}

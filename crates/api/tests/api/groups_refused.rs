//! What groups refuse, and how they say so.

use crate::groups_world::{World, cohort, ids};
use crate::imports;
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn of_two_people_who_publish_at_once_one_wins_and_the_other_is_told() {
    let world = World::with(4, 20).await;
    let id = world.formed("cross_cutting").await;
    let etag = world.proposal(&id).await.etag();
    let path = format!("/proposals/{id}/publish");
    let publish = || world.admin.changing(Method::POST, &path, &etag, json!({}));
    let (a, b) = tokio::join!(publish(), publish());
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert!(
        statuses[0] == 200 && matches!(statuses[1], 409 | 412),
        "{} {}",
        a.text,
        b.text
    );
    let loser = if a.status.is_success() { b } else { a };
    assert!(matches!(
        loser.problem(),
        "/problems/published-already" | "/problems/changed-meanwhile"
    ));
    let placed: usize = world.groups().await.iter().map(|g| ids(g, "mentees").len()).sum();
    assert_eq!(placed, 20);
}

#[tokio::test]
async fn two_proposals_for_the_same_people_are_not_both_published() {
    let world = World::with(4, 20).await;
    let (first, second) = (
        world.formed("cross_cutting").await,
        world.formed("aligned_tutor").await,
    );
    world.publish(&first).await.expect(200);
    let refused = world.publish(&second).await.expect(409);
    assert_eq!(refused.problem(), "/problems/published-meanwhile");
    assert!(
        refused
            .text
            .contains("20 of the mentees here have a group by now"),
        "{}",
        refused.text
    );
}

#[tokio::test]
async fn a_draft_that_other_groups_overtook_says_so_once_and_waits_for_nobody() {
    let world = World::with(6, 20).await;
    let (first, second) = (
        world.formed("cross_cutting").await,
        world.formed("aligned_tutor").await,
    );
    let placed_since = async |id: &str| {
        let list = world.admin.get(&world.path("proposals")).await.expect(200).json;
        let inside = world.proposal(id).await.json;
        let mut all = list.as_array().unwrap().iter();
        let listed = all.find(|p| p["id"] == id).unwrap();
        assert_eq!(listed["placed_since"], inside["placed_since"]);
        assert_eq!(inside["violations"], json!([]));
        inside["placed_since"].as_u64().unwrap()
    };
    let waiting =
        async || world.admin.get(&world.path("overview")).await.expect(200).json["proposals_open"].clone();
    assert_eq!((placed_since(&first).await, placed_since(&second).await), (0, 0));
    assert_eq!(waiting().await, 2);
    world.publish(&first).await.expect(200);
    assert_eq!((placed_since(&first).await, placed_since(&second).await), (0, 20));
    assert_eq!(waiting().await, 0);

    // Those who come later can be proposed for beside it, until one of them is given a place by hand.
    imports::import(&world.admin, &world.scheme, cohort(6, 25), |_| {}).await;
    let third = world.formed("cross_cutting").await;
    assert_eq!((placed_since(&second).await, placed_since(&third).await), (20, 0));
    assert_eq!(waiting().await, 1);
    let inside = world.proposal(&third).await.json;
    let to = world.groups().await[0]["id"].clone();
    let body = json!({ "participant_id": ids(&inside["groups"][0], "mentees")[0], "to_group_id": to, "reason": "Friends" });
    world
        .admin
        .post(&world.path("group-moves"), body)
        .await
        .expect(200);
    assert_eq!(placed_since(&third).await, 1);
    assert_eq!(waiting().await, 0);
}

#[tokio::test]
async fn of_two_people_who_publish_two_proposals_at_once_one_wins_and_the_other_is_told() {
    let world = World::with(4, 20).await;
    let (first, second) = (
        world.formed("cross_cutting").await,
        world.formed("aligned_tutor").await,
    );
    let (a, b) = tokio::join!(world.publish(&first), world.publish(&second));
    let (winner, loser) = if a.status.is_success() { (a, b) } else { (b, a) };
    winner.expect(200);
    assert_eq!(loser.expect(409).problem(), "/problems/published-meanwhile");
    let placed: usize = world.groups().await.iter().map(|g| ids(g, "mentees").len()).sum();
    assert_eq!(placed, 20);
}

#[tokio::test]
async fn a_mentor_whose_clearance_lapsed_keeps_a_proposal_from_being_published() {
    let world = World::with(4, 20).await;
    let id = world.formed("cross_cutting").await;
    let mentor = ids(&world.proposal(&id).await.json["groups"][0], "mentors")[0].clone();
    let path = format!("/participants/{mentor}");
    let etag = world.admin.get(&path).await.expect(200).etag();
    world
        .admin
        .changing(
            Method::PATCH,
            &path,
            &etag,
            json!({ "clearance": { "status": "lapsed" } }),
        )
        .await
        .expect(200);
    let refused = world.publish(&id).await.expect(409);
    assert!(refused.text.contains("not cleared"), "{}", refused.text);
    assert!(world.groups().await.is_empty());
}

#[tokio::test]
async fn a_stale_or_missing_etag_changes_nothing() {
    let world = World::with(4, 20).await;
    let id = world.formed("cross_cutting").await;
    let old = world.proposal(&id).await;
    let who = ids(&old.json["groups"][0], "mentees")[0].clone();
    world.adjust(&id, &who, Some(1)).await.expect(200);
    for rest in ["publish", "undo", "moves"] {
        let path = format!("/proposals/{id}/{rest}");
        let body = json!({ "participant_id": who, "to_group": 0 });
        let stale = world
            .admin
            .changing(Method::POST, &path, &old.etag(), body.clone())
            .await
            .expect(412);
        assert_eq!(stale.problem(), "/problems/changed-meanwhile");
        world.admin.post(&path, body).await.expect(428);
    }
    assert_eq!(world.proposal(&id).await.json["undo_steps"], 1);
    assert!(world.groups().await.is_empty());
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused_with_the_place_of_the_fault() {
    let world = World::with(4, 20).await;
    let nobody = uuid::Uuid::now_v7();
    for (body, pointer) in [
        (json!({ "strategy": "by_marks" }), "/strategy"),
        (json!({ "strategy": 5 }), "/strategy"),
        (json!({}), "/strategy"),
        (json!({ "strategy": "cross_cutting", "seconds": 0 }), "/seconds"),
        (
            json!({ "strategy": "cross_cutting", "programme_ids": [nobody] }),
            "/programme_ids/0",
        ),
        (
            json!({ "strategy": "cross_cutting", "name": "n".repeat(101) }),
            "/name",
        ),
    ] {
        let refused = world.admin.post(&world.path("proposals"), body).await.expect(422);
        assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{}", refused.text);
    }
    let id = world.formed("cross_cutting").await;
    let who = ids(&world.proposal(&id).await.json["groups"][0], "mentees")[0].clone();
    world.adjust(&id, &who, Some(99)).await.expect(422);
    world.adjust(&id, &nobody.to_string(), Some(0)).await.expect(422);
    let pin = json!({ "mentee_id": who, "mentor_id": who });
    world.admin.post(&world.path("pins"), pin).await.expect(422);
    for path in [
        format!("/proposals/{nobody}"),
        format!("/groups/{nobody}"),
        format!("/schemes/{nobody}/proposals"),
        format!("/schemes/{nobody}/groups"),
    ] {
        world.admin.get(&path).await.expect(404);
    }
    world.admin.get("/groups/not-an-id").await.expect(404);
    world
        .admin
        .get(&world.path("groups?after=nonsense"))
        .await
        .expect(400);
}

#[tokio::test]
async fn an_empty_scheme_has_nobody_to_group_and_says_what_to_do() {
    let world = World::published(4, 20).await;
    let refused = world
        .admin
        .post(&world.path("proposals"), json!({ "strategy": "cross_cutting" }))
        .await
        .expect(409);
    assert_eq!(refused.problem(), "/problems/nobody-to-group");
    let scheme = world.app.bare_scheme("Empty").await;
    let path = format!("/schemes/{scheme}/proposals");
    let refused = world
        .admin
        .post(&path, json!({ "strategy": "cross_cutting" }))
        .await
        .expect(409);
    assert!(refused.text.contains("Import a cohort file first"));
}

#[tokio::test]
async fn another_schemes_lead_finds_none_of_it() {
    let world = World::published(4, 20).await;
    let other = world.app.bare_scheme("Other").await;
    let lead = world
        .app
        .signed_in("other@example.org", Role::SchemeLead, Some(other))
        .await;
    let group = world.groups().await[0].clone();
    let who = ids(&group, "mentees")[0].clone();
    for path in [
        world.path("groups"),
        world.path("groups/dashboard"),
        world.path("proposals"),
        world.path("pins"),
        world.path("keep-apart"),
        world.path("rematch-requests"),
        format!("/groups/{}", group["id"].as_str().unwrap()),
    ] {
        lead.get(&path).await.expect(404);
    }
    for (path, body) in [
        ("proposals", json!({ "strategy": "cross_cutting" })),
        ("group-moves", json!({ "participant_id": who, "reason": "No" })),
        ("late-joiners", json!({})),
        ("keep-apart", json!({ "a": who, "b": uuid::Uuid::now_v7() })),
    ] {
        lead.post(&world.path(path), body).await.expect(404);
    }
}

#[tokio::test]
async fn nobody_mentors_themselves() {
    let world = World::with(1, 10).await;
    // The first mentee comes again as a mentor, with places for everybody.
    let again = "student_number,given_name,family_name,email,role,faculty,programme_code,programme_title,level,capacity,clearance\n\
         s0,Mentee,Number0,s0@example.org,mentor,Arts,CS,Computing,5,8,cleared\n";
    imports::import(&world.admin, &world.scheme, again, |_| {}).await;
    let people = world
        .admin
        .get(&world.path("participants?limit=100"))
        .await
        .expect(200)
        .json;
    let of = |role: &str| {
        let all = people["items"].as_array().unwrap().iter();
        let found = all.filter(|p| p["role"] == role && p["student_number"] == "s0");
        found
            .map(|p| p["id"].as_str().unwrap().to_owned())
            .next()
            .unwrap()
    };
    let (as_mentor, as_mentee) = (of("mentor"), of("mentee"));
    for strategy in ["cross_cutting", "aligned_tutor"] {
        let id = world.formed(strategy).await;
        let groups = world.proposal(&id).await.json["groups"].clone();
        let both = groups
            .as_array()
            .unwrap()
            .iter()
            .any(|g| ids(g, "mentors").contains(&as_mentor) && ids(g, "mentees").contains(&as_mentee));
        assert!(!both, "{strategy}: {groups}");
    }
    let pin = json!({ "mentee_id": as_mentee, "mentor_id": as_mentor });
    let refused = world.admin.post(&world.path("pins"), pin).await.expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/mentor_id");
}

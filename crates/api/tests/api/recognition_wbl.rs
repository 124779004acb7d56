//! Work-based learning: outcomes that a programme sets, and a claim for credit from the first hour to the signature.

use crate::client::{Answer, Client};
use crate::groups_world::World;
use crate::recognition_hear::{choose, decide, of_history, of_programme, scheme_id, worked};
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::{Value, json};

async fn programme(world: &World, code: &str) -> String {
    let all = world.admin.get("/programmes").await.expect(200).json;
    let found = all.as_array().unwrap().iter().find(|p| p["code"] == code);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

async fn set(world: &World, code: &str, wishes: Vec<Value>) -> Answer {
    let wish = json!({
        "scheme_id": world.scheme, "programme_id": programme(world, code).await, "outcomes": wishes
    });
    world.admin.put("/wbl-outcomes", wish).await
}

/// Makes a programme ask for outcomes LO1, LO2 and so on with these minutes; gives their ids.
pub async fn outcomes(world: &World, code: &str, minutes: &[u32]) -> Vec<String> {
    let wishes = minutes.iter().zip(1..).map(|(minutes, n)| {
        json!({ "code": format!("LO{n}"), "text": "Reflect on how you support others.", "minutes_needed": minutes })
    });
    let made = set(world, code, wishes.collect()).await.expect(200).json;
    let all = made.as_array().unwrap().iter();
    all.map(|o| o["id"].as_str().unwrap().to_owned()).collect()
}

/// Opens a mentor's claim; gives its id.
pub async fn opened(world: &World, mentor: &Client) -> String {
    let made = mentor
        .post("/me/wbl-claims", json!({ "scheme_id": world.scheme }))
        .await
        .expect(201)
        .json;
    assert_eq!(made["state"], "open", "{made}");
    made["claim_id"].as_str().unwrap().to_owned()
}

/// Confirmed work and a reflection, mapped to an outcome.
async fn meet(world: &World, mentor: &Client, outcome: &str, minutes: u32) -> [String; 2] {
    let hours = worked(world, mentor, "hours", minutes).await;
    let words = worked(world, mentor, "reflection", 0).await;
    choose(world, mentor, &[&hours, &words], Some(outcome))
        .await
        .expect(200);
    [hours, words]
}

async fn own_step(mentor: &Client, claim: &str, event: &str) -> Answer {
    let step = json!({ "event": event });
    mentor.post(&format!("/me/wbl-claims/{claim}/steps"), step).await
}

async fn step(staff: &Client, claim: &str, event: &str, comment: &str) -> Answer {
    let step = json!({ "event": event, "comment": comment });
    staff.post(&format!("/wbl-claims/{claim}/steps"), step).await
}

#[tokio::test]
async fn a_claim_goes_from_the_first_hour_to_the_signature() {
    let world = World::with(1, 0).await;
    let asked = outcomes(&world, "CS", &[60, 30]).await;
    let mentor = world.as_mentor(0).await;
    let listed = mentor
        .get(&format!("/me/wbl-outcomes?scheme_id={}", world.scheme))
        .await
        .expect(200)
        .json;
    let codes: Vec<_> = listed.as_array().unwrap().iter().map(|o| &o["code"]).collect();
    assert_eq!(codes, ["LO1", "LO2"]);
    let claim = opened(&world, &mentor).await;
    // There is one claim for each mentor.
    assert_eq!(opened(&world, &mentor).await, claim);
    own_step(&mentor, &claim, "submit").await.expect(409);
    meet(&world, &mentor, &asked[0], 60).await;
    let missing = own_step(&mentor, &claim, "submit").await.expect(409);
    assert_eq!(missing.problem(), "/problems/claim-incomplete");
    // Hours alone are not enough: each outcome needs a reflection.
    let hours = worked(&world, &mentor, "meeting", 45).await;
    choose(&world, &mentor, &[&hours], Some(&asked[1]))
        .await
        .expect(200);
    own_step(&mentor, &claim, "submit").await.expect(409);
    let words = worked(&world, &mentor, "reflection", 0).await;
    choose(&world, &mentor, &[&words], Some(&asked[1]))
        .await
        .expect(200);
    let mine = mentor.get("/me/recognition").await.expect(200).json[0]["wbl"].clone();
    assert_eq!(
        (&mine["is_complete"], &mine["state"]),
        (&json!(true), &json!("open")),
        "{mine}"
    );
    let handed = own_step(&mentor, &claim, "submit").await.expect(200).json;
    assert_eq!(
        (&handed["state"], &handed["is_complete"]),
        (&json!("submitted"), &json!(false))
    );
    own_step(&mentor, &claim, "submit").await.expect(409);
    let list = format!("/wbl-claims?scheme_id={}&state=submitted", world.scheme);
    let all = world.admin.get(&list).await.expect(200).json;
    assert_eq!(
        (&all["items"][0]["id"], &all["items"][0]["minutes"]),
        (&json!(claim), &json!(105))
    );
    let seen = world
        .admin
        .get(&format!("/wbl-claims/{claim}"))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&seen["may_decide"], seen["evidence"].as_array().unwrap().len()),
        (&json!(true), 4)
    );
    assert_eq!(seen["evidence"][0]["is_locked"], true);
    let signed = step(&world.admin, &claim, "sign_off", "Well argued.")
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&signed["state"], &signed["may_decide"]),
        (&json!("signed_off"), &json!(true))
    );
    assert_eq!(
        (&signed["signed_off_by"], &signed["comments"][0]["text"]),
        (&json!("admin Example"), &json!("Well argued."))
    );
    assert!(
        world
            .app
            .newest_mail_to("m0@example.org")
            .await
            .contains("signed off")
    );
    own_step(&mentor, &claim, "take_back").await.expect(409);
    // The signature stands under what was signed, whatever the programme asks for since.
    let other = json!({ "id": asked[0], "code": "XX9", "text": "Something else.", "minutes_needed": 6000 });
    set(&world, "CS", vec![other]).await.expect(200);
    let later = world
        .admin
        .get(&format!("/wbl-claims/{claim}"))
        .await
        .expect(200)
        .json;
    assert_eq!(later["outcomes"], signed["outcomes"]);
    let kept = mentor
        .get(&format!("/me/wbl-claims/{claim}/portfolio"))
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&kept["outcomes"][1]["minutes"], &kept["academic_year"]),
        (&json!(45), &json!("2026/27"))
    );
    let staff = world
        .admin
        .get(&format!("/wbl-claims/{claim}/portfolio"))
        .await
        .expect(200)
        .json;
    assert_eq!(staff["outcomes"], kept["outcomes"]);
    for (client, path) in [
        (&mentor, format!("/me/wbl-claims/{claim}/portfolio")),
        (&world.admin, format!("/wbl-claims/{claim}/portfolio")),
    ] {
        let paper = client
            .request(Method::GET, &path)
            .header("accept", "application/pdf");
        let paper = client.send(paper).await.expect(200);
        assert_eq!(paper.headers["content-type"], "application/pdf");
        assert!(paper.text.starts_with("%PDF-"));
        let name = paper.headers["content-disposition"].to_str().unwrap();
        assert!(
            name.contains("mentor-number0-") && name.ends_with(".pdf\""),
            "{name}"
        );
    }
}

#[tokio::test]
async fn what_is_handed_in_is_held_until_it_is_taken_or_sent_back() {
    let world = World::with(1, 0).await;
    let asked = outcomes(&world, "CS", &[60]).await;
    let mentor = world.as_mentor(0).await;
    let claim = opened(&world, &mentor).await;
    let [hours, words] = meet(&world, &mentor, &asked[0], 60).await;
    own_step(&mentor, &claim, "submit").await.expect(200);
    choose(&world, &mentor, &[&hours], None).await.expect(409);
    let decided = decide(&world.admin, &words, "refuse").await;
    assert_eq!(decided["changed"], 0, "{decided}");
    own_step(&mentor, &claim, "take_back").await.expect(200);
    choose(&world, &mentor, &[&hours], None).await.expect(200);
    own_step(&mentor, &claim, "submit").await.expect(409);
    choose(&world, &mentor, &[&hours], Some(&asked[0]))
        .await
        .expect(200);
    own_step(&mentor, &claim, "submit").await.expect(200);
    let refused = step(&world.admin, &claim, "return", " ").await.expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/comment");
    let back = step(
        &world.admin,
        &claim,
        "return",
        "Say what you would do differently.",
    )
    .await
    .expect(200)
    .json;
    assert_eq!(
        (&back["state"], &back["evidence"][0]["is_locked"]),
        (&json!("returned"), &json!(false))
    );
    let letter = world.app.newest_mail_to("m0@example.org").await;
    assert!(letter.contains("Say what you would do differently."), "{letter}");
    let mine = mentor
        .get(&format!("/me/wbl-claims/{claim}"))
        .await
        .expect(200)
        .json;
    assert_eq!(mine["comments"][0]["by"], "admin Example");
    assert_eq!(mine["may_decide"], false);
    let said = json!({ "text": "Ask me when you are stuck." });
    let view = world
        .admin
        .post(&format!("/wbl-claims/{claim}/comments"), said)
        .await
        .expect(201)
        .json;
    assert_eq!(view["comments"].as_array().unwrap().len(), 2);
    own_step(&mentor, &claim, "submit").await.expect(200);
    step(&world.admin, &claim, "sign_off", "").await.expect(200);
}

#[tokio::test]
async fn a_sign_off_by_mistake_is_undone_with_a_reason_and_its_hours_can_be_changed_again() {
    let world = World::with(1, 0).await;
    let asked = outcomes(&world, "CS", &[60]).await;
    let mentor = world.as_mentor(0).await;
    let claim = opened(&world, &mentor).await;
    let [hours, _] = meet(&world, &mentor, &asked[0], 60).await;
    own_step(&mentor, &claim, "submit").await.expect(200);
    let signed = step(&world.admin, &claim, "sign_off", "").await.expect(200);
    assert_eq!(signed.json["may_decide"], true);
    let refuse = json!({ "ids": [hours], "decision": "refuse", "reason": "That was last year." });
    let locked = world
        .admin
        .post("/evidence/decisions", refuse.clone())
        .await
        .expect(200);
    assert_eq!(locked.json["changed"], 0, "{}", locked.text);
    assert!(locked.text.contains("Undo that first"), "{}", locked.text);
    step(&world.admin, &claim, "return", " ").await.expect(422);
    step(&world.admin, &claim, "sign_off", "").await.expect(409);
    let undone = step(&world.admin, &claim, "return", "The first meeting was last year.")
        .await
        .expect(200)
        .json;
    assert_eq!(
        (
            &undone["state"],
            &undone["signed_off_by"],
            &undone["signed_off_at"]
        ),
        (&json!("returned"), &Value::Null, &Value::Null)
    );
    let letter = world.app.newest_mail_to("m0@example.org").await;
    assert!(
        letter.contains("undone") && letter.contains("was last year"),
        "{letter}"
    );
    let refused = world
        .admin
        .post("/evidence/decisions", refuse)
        .await
        .expect(200)
        .json;
    assert_eq!(refused["changed"], 1, "{refused}");
    own_step(&mentor, &claim, "submit").await.expect(409);
}

#[tokio::test]
async fn nobody_signs_off_or_sends_back_their_own_claim() {
    let world = World::with(1, 0).await;
    let asked = outcomes(&world, "CS", &[60]).await;
    let mentor = world.as_mentor(0).await;
    let claim = opened(&world, &mentor).await;
    meet(&world, &mentor, &asked[0], 60).await;
    own_step(&mentor, &claim, "submit").await.expect(200);
    let person = world.person_of("m0@example.org").await;
    world
        .app
        .grant(person, Role::Supervisor, Some(scheme_id(&world)))
        .await;
    let both = world.app.client().with_token(&world.app.token_for(person));
    let seen = both.get(&format!("/wbl-claims/{claim}")).await.expect(200).json;
    assert_eq!(seen["may_decide"], false);
    for event in ["sign_off", "return"] {
        step(&both, &claim, event, "Fine.").await.expect(403);
        own_step(&both, &claim, event).await.expect(422);
    }
    for event in ["submit", "take_back"] {
        step(&world.admin, &claim, event, "").await.expect(422);
    }
    let seen = world
        .admin
        .get(&format!("/wbl-claims/{claim}"))
        .await
        .expect(200)
        .json;
    assert_eq!(seen["state"], "submitted");
}

#[tokio::test]
async fn outcomes_that_are_left_out_are_put_aside_with_what_is_mapped_to_them() {
    let world = World::with(1, 0).await;
    let asked = outcomes(&world, "CS", &[60, 30]).await;
    let mentor = world.as_mentor(0).await;
    let claim = opened(&world, &mentor).await;
    let [hours, _] = meet(&world, &mentor, &asked[0], 60).await;
    let kept =
        json!({ "id": asked[1], "code": "LO2", "text": "Listen before you answer.", "minutes_needed": 15 });
    let new = json!({ "code": "LO3", "text": "Ask for help in time.", "minutes_needed": 0 });
    let now = set(&world, "CS", vec![new, kept.clone()]).await.expect(200).json;
    let all: Vec<_> = now
        .as_array()
        .unwrap()
        .iter()
        .map(|o| (&o["code"], &o["position"]))
        .collect();
    assert_eq!(all, [(&json!("LO3"), &json!(1)), (&json!("LO2"), &json!(2))]);
    let mine = mentor
        .get(&format!("/me/wbl-claims/{claim}"))
        .await
        .expect(200)
        .json;
    let states: Vec<_> = mine["outcomes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|o| {
            (
                o["code"].as_str().unwrap(),
                o["minutes"].as_u64().unwrap(),
                &o["is_archived"],
            )
        })
        .collect();
    assert_eq!(states.len(), 3, "{mine}");
    assert!(states.contains(&("LO1", 60, &json!(true))), "{states:?}");
    // What is put aside takes nothing more, and lets its hours go.
    let more = worked(&world, &mentor, "hours", 20).await;
    choose(&world, &mentor, &[&more], Some(&asked[0]))
        .await
        .expect(422);
    choose(&world, &mentor, &[&hours], Some(&asked[1]))
        .await
        .expect(200);
    // It comes back with its id.
    let again = json!({ "id": asked[0], "code": "LO1", "text": "Reflect.", "minutes_needed": 60 });
    let now = set(&world, "CS", vec![again, kept.clone()])
        .await
        .expect(200)
        .json;
    assert_eq!(now[0]["id"], json!(asked[0]));
    let unknown = json!({ "id": uuid::Uuid::now_v7(), "code": "LO9", "text": "Else." });
    let refused = set(&world, "CS", vec![kept.clone(), unknown]).await.expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/outcomes/1/id");
    let twin = json!({ "code": "lo2", "text": "Else." });
    let refused = set(&world, "CS", vec![kept, twin]).await.expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/outcomes/1/code");
    of_history(&world).await;
    let theirs = json!({ "id": asked[0], "code": "H1", "text": "Else." });
    set(&world, "HI", vec![theirs]).await.expect(422);
    let nowhere = json!({ "scheme_id": world.scheme, "programme_id": uuid::Uuid::now_v7(), "outcomes": [] });
    let refused = world.admin.put("/wbl-outcomes", nowhere).await.expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/programme_id");
}

#[tokio::test]
async fn a_new_outcome_after_handing_in_keeps_the_claim_from_being_signed_off() {
    let world = World::with(1, 0).await;
    let asked = outcomes(&world, "CS", &[60]).await;
    let mentor = world.as_mentor(0).await;
    let claim = opened(&world, &mentor).await;
    meet(&world, &mentor, &asked[0], 60).await;
    own_step(&mentor, &claim, "submit").await.expect(200);
    let first = json!({ "id": asked[0], "code": "LO1", "text": "Reflect.", "minutes_needed": 60 });
    let more = json!({ "code": "LO2", "text": "Listen.", "minutes_needed": 0 });
    set(&world, "CS", vec![first.clone(), more]).await.expect(200);
    let refused = step(&world.admin, &claim, "sign_off", "").await.expect(409);
    assert_eq!(refused.problem(), "/problems/claim-incomplete");
    set(&world, "CS", vec![first]).await.expect(200);
    step(&world.admin, &claim, "sign_off", "").await.expect(200);
    // What it was signed off with stays, whatever the programme asks for later.
    set(
        &world,
        "CS",
        vec![json!({ "code": "N1", "text": "Something new." })],
    )
    .await
    .expect(200);
    let kept = mentor
        .get(&format!("/me/wbl-claims/{claim}"))
        .await
        .expect(200)
        .json;
    assert_eq!(kept["outcomes"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&kept["outcomes"][0]["code"], &kept["outcomes"][0]["is_met"]),
        (&json!("LO1"), &json!(true))
    );
}

#[tokio::test]
async fn programmes_and_people_are_kept_apart() {
    let world = World::with(2, 0).await;
    let asked = outcomes(&world, "CS", &[60]).await;
    let (mentor, other) = (world.as_mentor(0).await, world.as_mentor(1).await);
    let historian = of_history(&world).await;
    let none = historian
        .post("/me/wbl-claims", json!({ "scheme_id": world.scheme }))
        .await
        .expect(409);
    assert_eq!(none.problem(), "/problems/no-outcomes");
    let mine = historian.get("/me/recognition").await.expect(200).json;
    assert_eq!(mine[0]["wbl"], Value::Null);
    let theirs = outcomes(&world, "HI", &[0]).await;
    let claim = opened(&world, &mentor).await;
    let far = opened(&world, &historian).await;
    meet(&world, &mentor, &asked[0], 60).await;
    own_step(&mentor, &claim, "submit").await.expect(200);
    let words = worked(&world, &historian, "reflection", 0).await;
    choose(&world, &historian, &[&words], Some(&asked[0]))
        .await
        .expect(422);
    choose(&world, &historian, &[&words], Some(&theirs[0]))
        .await
        .expect(200);
    own_step(&historian, &far, "submit").await.expect(200);
    other.get(&format!("/me/wbl-claims/{claim}")).await.expect(404);
    other
        .get(&format!("/me/wbl-claims/{claim}/portfolio"))
        .await
        .expect(404);
    own_step(&other, &claim, "take_back").await.expect(404);
    mentor.get(&format!("/wbl-claims/{claim}")).await.expect(403);
    let supervisor = of_programme(&world, "ruth@example.org", Role::Supervisor, "CS").await;
    let list = format!("/wbl-claims?scheme_id={}", world.scheme);
    let seen = supervisor.get(&list).await.expect(200).json;
    let ids: Vec<_> = seen["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["id"])
        .collect();
    assert_eq!(ids, [&json!(claim)]);
    for path in [
        format!("/wbl-claims/{far}"),
        format!("/wbl-claims/{far}/portfolio"),
    ] {
        supervisor.get(&path).await.expect(404);
    }
    step(&supervisor, &far, "sign_off", "").await.expect(404);
    let said = json!({ "text": "Hello." });
    supervisor
        .post(&format!("/wbl-claims/{far}/comments"), said)
        .await
        .expect(404);
    let outcomes = format!("/wbl-outcomes?scheme_id={}", world.scheme);
    assert_eq!(
        supervisor
            .get(&outcomes)
            .await
            .expect(200)
            .json
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        world
            .admin
            .get(&outcomes)
            .await
            .expect(200)
            .json
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let wish =
        json!({ "scheme_id": world.scheme, "programme_id": programme(&world, "CS").await, "outcomes": [] });
    supervisor.put("/wbl-outcomes", wish).await.expect(403);
    let seen = supervisor
        .get(&format!("/wbl-claims/{claim}"))
        .await
        .expect(200)
        .json;
    assert_eq!(seen["may_decide"], true);
    step(&supervisor, &claim, "sign_off", "").await.expect(200);
}

#[tokio::test]
async fn handing_in_and_moving_hours_away_never_both_succeed() {
    let many = 5;
    let world = World::with(many, 0).await;
    let asked = outcomes(&world, "CS", &[60]).await;
    let mut each = Vec::new();
    for n in 0..many {
        let mentor = world.as_mentor(n).await;
        let claim = opened(&world, &mentor).await;
        let [hours, _] = meet(&world, &mentor, &asked[0], 60).await;
        each.push((mentor, claim, hours));
    }
    let races = each.iter().map(|(mentor, claim, hours)| {
        let world = &world;
        async move {
            let ids = [hours.as_str()];
            let (handed, moved) = tokio::join!(
                own_step(mentor, claim, "submit"),
                choose(world, mentor, &ids, None)
            );
            assert!(
                [200, 409, 503].contains(&handed.status.as_u16()),
                "{}",
                handed.text
            );
            assert!([200, 409, 503].contains(&moved.status.as_u16()), "{}", moved.text);
            assert!(
                !(handed.status == 200 && moved.status == 200),
                "both: {} {}",
                handed.text,
                moved.text
            );
        }
    });
    futures_util::future::join_all(races).await;
    for (mentor, claim, _) in &each {
        let seen = mentor
            .get(&format!("/me/wbl-claims/{claim}"))
            .await
            .expect(200)
            .json;
        let is_handed = seen["state"] == "submitted";
        assert_eq!(seen["outcomes"][0]["minutes"] == 60, is_handed, "{seen}");
    }
}

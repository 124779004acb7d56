//! Talks with applicants: times that staff set and applicants choose from.

use crate::client::{Answer, Client};
use crate::recruitment::step;
use crate::recruitment_selection::Round;
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

/// A call with a talk, and so many applications.
async fn talks(applicants: usize) -> Round {
    Round::start(applicants, 0, |call| call["has_interview"] = json!(true)).await
}

async fn set(round: &Round, days: i64, capacity: u32) -> Answer {
    let at = round.world.app.app.clock.now() + Duration::days(days);
    let starts = at.format("%Y-%m-%dT13:00:00").to_string();
    let slot = json!({ "starts": starts, "minutes": 15, "place": "Library, room 2", "capacity": capacity });
    let path = round.path("interview-slots");
    round.world.admin.post(&path, json!({ "slots": [slot] })).await
}

fn path(application: &str) -> String {
    format!("/me/applications/{application}/interview")
}

async fn book(of: &Client, application: &str, slot: &Value) -> Answer {
    of.put(&path(application), json!({ "slot_id": slot })).await
}

#[tokio::test]
async fn an_applicant_on_the_shortlist_chooses_a_time_and_another_one() {
    let round = talks(2).await;
    let (ada, first) = (&round.applicants[0], &round.applications[0]);
    let slots = set(&round, 3, 1).await.expect(200).json;
    let early = slots[0]["id"].clone();
    let slots = set(&round, 4, 2).await.expect(200).json;
    let late = slots[1]["id"].clone();
    // Not before the shortlist, and then with a letter.
    assert_eq!(ada.get(&path(first)).await.expect(200).json["open"], json!([]));
    assert_eq!(
        book(ada, first, &early).await.expect(409).problem(),
        "/problems/time-not-free"
    );
    let look = json!({ "ids": round.applications, "event": "shortlist", "dry_run": true });
    let seen = round.decide(look).await.expect(200).json;
    assert!(
        seen["preview"]["text"]
            .as_str()
            .unwrap()
            .contains("choose a time"),
        "{seen}"
    );
    round
        .decide(json!({ "ids": round.applications, "event": "shortlist" }))
        .await
        .expect(200);
    let own = ada.get(&path(first)).await.expect(200).json;
    assert_eq!(own["open"].as_array().unwrap().len(), 2);
    let booked = book(ada, first, &early).await.expect(200).json;
    assert_eq!(booked["booked"]["id"], early);
    // Somebody else finds it gone; who has it may ask for it again.
    let (ben, second) = (&round.applicants[1], &round.applications[1]);
    assert_eq!(
        ben.get(&path(second)).await.expect(200).json["open"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        book(ben, second, &early).await.expect(409).problem(),
        "/problems/time-not-free"
    );
    book(ada, first, &early).await.expect(200);
    let moved = book(ada, first, &late).await.expect(200).json;
    assert_eq!(moved["booked"]["id"], late);
    book(ben, second, &early).await.expect(200);
    round.world.app.run_jobs().await;
    let letter = round.world.app.newest_mail_to("applicant0@example.org").await;
    assert!(letter.contains("Library, room 2"), "{letter}");
    let seen = round
        .world
        .admin
        .get(&round.path("interview-slots"))
        .await
        .expect(200)
        .json;
    let who = |n: usize| seen[n]["bookings"][0]["application_id"].clone();
    assert_eq!((who(0), who(1)), (json!(second), json!(first)));
    // Nobody books for somebody else, or a time of another call.
    book(ben, first, &late).await.expect(404);
    book(ada, first, &json!(uuid::Uuid::now_v7())).await.expect(404);
    // Taken back, the time is free again; so is it with the whole application.
    let back = ada.send(ada.request(Method::DELETE, &path(first))).await;
    assert_eq!(back.expect(200).json["booked"], json!(null));
    step(ben, second, "withdraw").await.expect(200);
    let seen = round
        .world
        .admin
        .get(&round.path("interview-slots"))
        .await
        .expect(200)
        .json;
    assert!(
        seen.as_array()
            .unwrap()
            .iter()
            .all(|s| s["bookings"] == json!([])),
        "{seen}"
    );
}

#[tokio::test]
async fn the_last_place_goes_to_one() {
    let round = talks(4).await;
    let slots = set(&round, 3, 2).await.expect(200).json;
    let slot = &slots[0]["id"];
    round
        .decide(json!({ "ids": round.applications, "event": "shortlist" }))
        .await
        .expect(200);
    let all = round.applicants.iter().zip(&round.applications);
    let answers = futures_util::future::join_all(all.map(|(who, id)| book(who, id, slot))).await;
    let booked = answers.iter().filter(|a| a.status.as_u16() == 200).count();
    let refused = answers.iter().filter(|a| a.status.as_u16() == 409).count();
    assert_eq!((booked, refused), (2, 2));
}

#[tokio::test]
async fn a_time_that_falls_through_is_said_and_one_that_is_over_is_no_choice() {
    let round = talks(1).await;
    let (ada, first) = (&round.applicants[0], &round.applications[0]);
    let past = set(&round, -1, 1).await.expect(422).json;
    assert_eq!(past["errors"][0]["pointer"], "/slots/0/starts");
    let slots = set(&round, 3, 1).await.expect(200).json;
    let slot = slots[0]["id"].clone();
    round
        .decide(json!({ "ids": [first], "event": "shortlist" }))
        .await
        .expect(200);
    book(ada, first, &slot).await.expect(200);
    let remove = format!("/interview-slots/{}", slot.as_str().unwrap());
    ada.delete(&remove).await.expect(403);
    round.world.admin.delete(&remove).await.expect(204);
    round.world.admin.delete(&remove).await.expect(404);
    round.world.app.run_jobs().await;
    let letter = round.world.app.newest_mail_to("applicant0@example.org").await;
    assert!(letter.contains("choose another one"), "{letter}");
    assert_eq!(
        ada.get(&path(first)).await.expect(200).json["booked"],
        json!(null)
    );
    let slots = set(&round, 3, 1).await.expect(200).json;
    let slot = slots[0]["id"].clone();
    round.world.app.app.clock.advance(Duration::days(4));
    let person = round.world.person_of("applicant0@example.org").await;
    let ada = round
        .world
        .app
        .client()
        .with_token(&round.world.app.token_for(person));
    assert_eq!(ada.get(&path(first)).await.expect(200).json["open"], json!([]));
    book(&ada, first, &slot).await.expect(409);
}

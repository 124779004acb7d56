//! The HEAR register: what stands in the way of an entry, verifying many at once, and hours that never count twice.

use crate::app::TestApp;
use crate::client::{Answer, Client};
use crate::groups_world::World;
use cairn::identity::entity::role_grant;
use cairn_domain::identity::Role;
use cairn_domain::ids::SchemeId;
use chrono::{Duration, NaiveDate};
use reqwest::Method;
use sea_orm::{ActiveModelTrait as _, Set};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

/// What staff write about an activity that asks for two hours.
pub fn content() -> Value {
    json!({
        "title": "Student mentor", "category": "recognised_activity",
        "description": "Supported a group of new students through their first term.",
        "provider": "Student Experience", "key_contact": "Helen Carter, Student Experience",
        "verifier": "Ruth Adeyemi, Senior Lecturer", "protocol": "A supervisor confirms each entry of the log.",
        "minutes_needed": 120
    })
}

pub fn scheme_id(world: &World) -> SchemeId {
    SchemeId(world.scheme.parse().unwrap())
}

pub fn today(world: &World) -> NaiveDate {
    world.app.app.clock.now().date_naive()
}

/// Puts an activity into the register without confirming it.
pub async fn new_activity(world: &World, change: impl FnOnce(&mut Value)) -> Value {
    let mut wish = content();
    change(&mut wish);
    wish["scheme_id"] = json!(world.scheme);
    world.admin.post("/hear-activities", wish).await.expect(201).json
}

/// The same, confirmed for this year; gives its id.
pub async fn activity(world: &World, change: impl FnOnce(&mut Value)) -> String {
    let made = new_activity(world, change).await;
    let id = made["id"].as_str().unwrap().to_owned();
    confirm(world, &id).await;
    id
}

async fn confirm(world: &World, id: &str) -> Value {
    let path = format!("/hear-activities/{id}/confirmation");
    world.admin.post(&path, json!({})).await.expect(200).json
}

/// Writes work down as a mentor; gives its id.
pub async fn logged(world: &World, mentor: &Client, kind: &str, minutes: u32) -> String {
    // The same words twice for a day would be the same work.
    static PIECES: AtomicU32 = AtomicU32::new(1);
    let day = today(world) - Duration::days(1);
    let n = PIECES.fetch_add(1, Ordering::Relaxed);
    let work = json!({
        "scheme_id": world.scheme, "kind": kind, "happened_on": day, "minutes": minutes,
        "text": format!("Met my group and showed them room {n} of the library.")
    });
    let made = mentor.post("/me/evidence", work).await.expect(201).json;
    made["id"].as_str().unwrap().to_owned()
}

/// The same, confirmed by staff.
pub async fn worked(world: &World, mentor: &Client, kind: &str, minutes: u32) -> String {
    let id = logged(world, mentor, kind, minutes).await;
    // Stories work a lot on one day: staff say that each piece is other work.
    let wish = json!({ "ids": [id], "decision": "confirm", "other_work": [id] });
    let decided = world.admin.post("/evidence/decisions", wish).await.expect(200);
    assert_eq!(decided.json["changed"], 1, "{}", decided.text);
    id
}

pub async fn decide(staff: &Client, id: &str, decision: &str) -> Value {
    let wish = json!({ "ids": [id], "decision": decision, "reason": "The date is in the holidays." });
    staff.post("/evidence/decisions", wish).await.expect(200).json
}

/// Asks for an entry; gives its id.
pub async fn asked(mentor: &Client, activity: &str) -> String {
    let entry = mentor
        .post("/me/hear-entries", json!({ "activity_id": activity }))
        .await
        .expect(201)
        .json;
    entry["entry_id"].as_str().unwrap().to_owned()
}

async fn verify(staff: &Client, ids: &[&str]) -> Answer {
    staff
        .post("/hear-entries/verifications", json!({ "ids": ids }))
        .await
}

async fn entry(world: &World, id: &str) -> Value {
    world
        .admin
        .get(&format!("/hear-entries/{id}"))
        .await
        .expect(200)
        .json
}

/// The state of what hours count for, moved for good.
pub async fn choose(world: &World, mentor: &Client, ids: &[&str], outcome: Option<&str>) -> Answer {
    let counts_for = if outcome.is_some() { "credit" } else { "hear" };
    let wish = json!({
        "scheme_id": world.scheme, "ids": ids, "counts_for": counts_for, "outcome_id": outcome, "dry_run": false
    });
    mentor.post("/me/hours-choice", wish).await
}

/// Somebody with a role in one programme of the scheme.
pub async fn of_programme(world: &World, email: &str, role: Role, code: &str) -> Client {
    let programmes = world.admin.get("/programmes").await.expect(200).json;
    let programme = programmes.as_array().unwrap().iter().find(|p| p["code"] == code);
    let programme: Uuid = programme.unwrap()["id"].as_str().unwrap().parse().unwrap();
    let person = world.app.person(email).await;
    role_grant::ActiveModel {
        id: Set(Uuid::now_v7()),
        person_id: Set(person.0),
        role: Set(role.as_str().into()),
        scheme_id: Set(Some(scheme_id(world).0)),
        programme_id: Set(Some(programme)),
        tutor_group_id: Set(None),
        granted_by: Set(None),
        created_at: Set(world.app.app.clock.now()),
    }
    .insert(&world.app.app.db)
    .await
    .unwrap();
    world.app.app.actors.forget();
    world.app.client().with_token(&world.app.token_for(person))
}

/// A mentor of another programme, imported beside the others.
pub async fn of_history(world: &World) -> Client {
    let csv = "student_number,given_name,family_name,email,role,faculty,programme_code,programme_title,level,campus,\
               mode,entry_status,capacity,clearance\n\
               h0,Hana,History,h0@example.org,mentor,Arts,HI,History,5,North,full_time,enrolled,8,cleared\n";
    crate::imports::import(&world.admin, &world.scheme, csv, |_| {}).await;
    world.as_student("h0@example.org", Role::Mentor).await
}

async fn change(world: &World, id: &str, wish: Value) -> Value {
    let path = format!("/hear-activities?scheme_id={}", world.scheme);
    let all = world.admin.get(&path).await.expect(200).json;
    let seen = all.as_array().unwrap().iter().find(|a| a["id"] == id).unwrap();
    let etag = format!("\"{}\"", seen["version"]);
    world
        .admin
        .changing(Method::PUT, &format!("/hear-activities/{id}"), &etag, wish)
        .await
        .expect(200)
        .json
}

async fn settings(world: &World, change: impl FnOnce(&mut Value)) {
    let seen = world.admin.get("/hear-settings").await.expect(200);
    let mut wish = seen.json.clone();
    wish.as_object_mut().unwrap().remove("version");
    change(&mut wish);
    world
        .admin
        .changing(Method::PUT, "/hear-settings", &seen.etag(), wish)
        .await
        .expect(200);
}

fn blocks(of: &Value) -> Vec<&str> {
    let all = of["blocks"].as_array().unwrap();
    all.iter().map(|b| b.as_str().unwrap()).collect()
}

#[tokio::test]
async fn each_thing_that_stands_in_the_way_of_an_activity_is_said() {
    let world = World::with(1, 0).await;
    let made = new_activity(&world, |a| {
        a["is_paid"] = json!(true);
        a["is_credit_bearing"] = json!(true);
        a["verifier"] = json!("");
        a["deadline"] = json!(today(&world) - Duration::days(1));
        a["description"] = json!("x".repeat(401));
    })
    .await;
    assert_eq!(
        blocks(&made),
        [
            "not_confirmed_this_year",
            "after_deadline",
            "paid_work",
            "credit_bearing",
            "no_verifier",
            "description_too_long"
        ]
    );
    // Paid work, credit and the length are for the institution to set.
    settings(&world, |s| {
        s["takes_paid_work"] = json!(true);
        s["takes_credit_bearing"] = json!(true);
        s["description_limit"] = json!(750);
    })
    .await;
    let path = format!("/hear-activities?scheme_id={}", world.scheme);
    let all = world.admin.get(&path).await.expect(200).json;
    assert_eq!(
        blocks(&all[0]),
        ["not_confirmed_this_year", "after_deadline", "no_verifier"]
    );
    let confirmed = confirm(&world, made["id"].as_str().unwrap()).await;
    assert_eq!(blocks(&confirmed), ["after_deadline", "no_verifier"]);
    for (field, wrong) in [
        ("title", json!("x".repeat(301))),
        ("description", json!("See www.example.ac.uk for more.")),
        ("minutes_needed", json!(60_001)),
        ("protocol", json!(" ")),
    ] {
        let mut wish = content();
        wish["scheme_id"] = json!(world.scheme);
        wish[field] = wrong;
        let refused = world.admin.post("/hear-activities", wish).await.expect(422);
        assert_eq!(refused.json["errors"][0]["pointer"], format!("/{field}"));
    }
}

#[tokio::test]
async fn a_mentor_asks_before_everything_is_there_and_sees_what_is_missing() {
    let world = World::with(2, 0).await;
    let id = activity(&world, |_| {}).await;
    let (mentor, other) = (world.as_mentor(0).await, world.as_mentor(1).await);
    let mine = mentor
        .post("/me/hear-entries", json!({ "activity_id": id }))
        .await
        .expect(201)
        .json;
    assert_eq!((&mine["state"], &mine["minutes"]), (&json!("asked"), &json!(0)));
    assert_eq!(blocks(&mine), ["too_few_hours"]);
    // Asking twice is the same as once.
    let entry_id = asked(&mentor, &id).await;
    assert_eq!(mine["entry_id"], entry_id);
    logged(&world, &mentor, "hours", 60).await;
    worked(&world, &mentor, "meeting", 60).await;
    worked(&world, &mentor, "hours", 60).await;
    let shown = entry(&world, &entry_id).await;
    assert_eq!((&shown["minutes"], blocks(&shown)), (&json!(120), vec![]));
    assert_eq!(shown["chain"].as_array().unwrap().len(), 2, "{shown}");
    assert_eq!(shown["student_number"], "m0");
    let own = format!("/me/hear-entries/{entry_id}");
    other.delete(&own).await.expect(404);
    mentor.delete(&own).await.expect(204);
    mentor.delete(&own).await.expect(204);
    let list = format!("/hear-entries?scheme_id={}", world.scheme);
    let all = world.admin.get(&list).await.expect(200).json;
    assert_eq!((&all["items"], &all["total"]), (&json!([]), &json!(0)));
    let late = verify(&world.admin, &[&entry_id]).await.expect(200).json;
    assert_eq!(blocks(&late["kept"][0]), ["taken_back"]);
    assert_eq!(asked(&mentor, &id).await, entry_id);
    verify(&world.admin, &[&entry_id]).await.expect(200);
    let refused = mentor.delete(&own).await.expect(409);
    assert_eq!(refused.problem(), "/problems/verified-already");
}

#[tokio::test]
async fn many_are_verified_at_once_and_the_others_kept_back_with_reasons() {
    let world = World::with(4, 0).await;
    let id = activity(&world, |_| {}).await;
    let mut entries = Vec::new();
    for n in 0..4 {
        let mentor = world.as_mentor(n).await;
        if n != 2 {
            worked(&world, &mentor, "hours", 150).await;
        }
        entries.push(asked(&mentor, &id).await);
    }
    without_number(&world.app, &world, "m3@example.org").await;
    let list = |more: &str| format!("/hear-entries?scheme_id={}&{more}", world.scheme);
    let ready = world.admin.get(&list("ready=true")).await.expect(200).json;
    assert_eq!(
        (ready["total"].as_u64(), &ready["items"][0]["name"]),
        (Some(2), &json!("Mentor Number0"))
    );
    let waiting = world.admin.get(&list("ready=false")).await.expect(200).json;
    assert_eq!(waiting["total"], 2);
    let found = world.admin.get(&list("q=number1")).await.expect(200).json;
    assert_eq!(found["total"], 1);
    let ids: Vec<&str> = entries.iter().map(String::as_str).collect();
    let done = verify(&world.admin, &ids).await.expect(200).json;
    assert_eq!(done["verified"], 2, "{done}");
    let kept = done["kept"].as_array().unwrap();
    let why: Vec<_> = kept
        .iter()
        .map(|k| (k["name"].as_str().unwrap(), blocks(k)))
        .collect();
    assert_eq!(
        why,
        [
            ("Mentor Number2", vec!["too_few_hours"]),
            ("Mentor Number3", vec!["no_student_number"])
        ]
    );
    // The same again changes nothing.
    let again = verify(&world.admin, &ids[..2]).await.expect(200).json;
    assert_eq!((&again["verified"], &again["kept"]), (&json!(0), &json!([])));
    let all = world
        .admin
        .get(&format!("/hear-activities?scheme_id={}", world.scheme))
        .await
        .expect(200)
        .json;
    let counts = ["asked", "ready", "verified"].map(|c| all[0][c].as_u64().unwrap());
    assert_eq!(counts, [2, 0, 2]);
    let shown = entry(&world, ids[0]).await;
    assert_eq!(
        (&shown["state"], &shown["minutes"]),
        (&json!("verified"), &json!(150))
    );
    assert_eq!(shown["chain"][0]["is_locked"], true);
    let page = world.admin.get(&list("limit=1")).await.expect(200).json;
    let next = page["next"].as_str().unwrap();
    let rest = world
        .admin
        .get(&list(&format!("after={next}")))
        .await
        .expect(200)
        .json;
    assert_eq!(rest["items"].as_array().unwrap().len(), 3);
}

/// Takes somebody's student number away, as when a record is not joined up yet.
async fn without_number(app: &TestApp, world: &World, email: &str) {
    use cairn::identity::entity::person;
    use sea_orm::{EntityTrait as _, IntoActiveModel as _};
    let id = world.person_of(email).await;
    let found = person::Entity::find_by_id(id.0).one(&app.app.db).await.unwrap();
    let mut change = found.unwrap().into_active_model();
    change.student_number = Set(None);
    change.update(&app.app.db).await.unwrap();
}

#[tokio::test]
async fn nobody_verifies_or_reopens_their_own_entry() {
    let world = World::with(1, 0).await;
    let id = activity(&world, |_| {}).await;
    let mentor = world.as_mentor(0).await;
    worked(&world, &mentor, "hours", 120).await;
    let entry_id = asked(&mentor, &id).await;
    let person = world.person_of("m0@example.org").await;
    world
        .app
        .grant(person, Role::SchemeLead, Some(scheme_id(&world)))
        .await;
    let both = world.app.client().with_token(&world.app.token_for(person));
    let done = verify(&both, &[&entry_id]).await.expect(200).json;
    assert_eq!(
        (&done["verified"], blocks(&done["kept"][0])),
        (&json!(0), vec!["own_entry"])
    );
    let list = format!("/hear-entries?scheme_id={}&ready=true", world.scheme);
    assert_eq!(both.get(&list).await.expect(200).json["total"], 0);
    assert_eq!(world.admin.get(&list).await.expect(200).json["total"], 1);
    verify(&world.admin, &[&entry_id]).await.expect(200);
    let reason = json!({ "reason": "I want to move my hours." });
    let path = format!("/hear-entries/{entry_id}/reopening");
    both.post(&path, reason.clone()).await.expect(403);
    assert_eq!(entry(&world, &entry_id).await["state"], "verified");
    mentor.post(&path, reason).await.expect(403);
}

#[tokio::test]
async fn a_protocol_is_confirmed_anew_each_year_and_after_each_change() {
    let world = World::with(1, 0).await;
    let id = activity(&world, |_| {}).await;
    let mentor = world.as_mentor(0).await;
    worked(&world, &mentor, "hours", 120).await;
    let entry_id = asked(&mentor, &id).await;
    let same = change(&world, &id, content()).await;
    assert_eq!(
        (blocks(&same), &same["confirmed_for"]),
        (vec![], &json!("2026/27"))
    );
    let mut other = content();
    other["protocol"] = json!("Nobody looks at the log.");
    let changed = change(&world, &id, other).await;
    assert_eq!(blocks(&changed), ["not_confirmed_this_year"]);
    let kept = verify(&world.admin, &[&entry_id]).await.expect(200).json;
    assert_eq!(blocks(&kept["kept"][0]), ["not_confirmed_this_year"]);
    let confirmed = confirm(&world, &id).await;
    assert_eq!(blocks(&confirmed), Vec::<&str>::new());
    // Next year it is asked for again.
    let path = format!("/schemes/{}", world.scheme);
    let seen = world.admin.get(&path).await.expect(200);
    let mut wish = seen.json.clone();
    for field in ["id", "phase", "version", "created_at"] {
        wish.as_object_mut().unwrap().remove(field);
    }
    wish["academic_year"] = json!("2027/28");
    world
        .admin
        .changing(Method::PUT, &path, &seen.etag(), wish)
        .await
        .expect(200);
    assert_eq!(
        blocks(&entry(&world, &entry_id).await),
        ["not_confirmed_this_year"]
    );
    assert_eq!(confirm(&world, &id).await["confirmed_for"], "2027/28");
    assert_eq!(
        verify(&world.admin, &[&entry_id]).await.expect(200).json["verified"],
        1
    );
    let stale = world
        .admin
        .changing(Method::PUT, &format!("/hear-activities/{id}"), "\"1\"", content())
        .await
        .expect(412);
    assert_eq!(stale.problem(), "/problems/changed-meanwhile");
}

#[tokio::test]
async fn after_the_deadline_nothing_is_asked_for_or_verified() {
    let world = World::with(2, 0).await;
    let id = activity(&world, |_| {}).await;
    let mentor = world.as_mentor(0).await;
    worked(&world, &mentor, "hours", 120).await;
    let entry_id = asked(&mentor, &id).await;
    let mut over = content();
    over["deadline"] = json!(today(&world) - Duration::days(1));
    change(&world, &id, over).await;
    confirm(&world, &id).await;
    let kept = verify(&world.admin, &[&entry_id]).await.expect(200).json;
    assert_eq!(blocks(&kept["kept"][0]), ["after_deadline"]);
    let late = world.as_mentor(1).await;
    let wish = json!({ "activity_id": id });
    let refused = late.post("/me/hear-entries", wish.clone()).await.expect(409);
    assert_eq!(refused.problem(), "/problems/hear-closed");
    assert!(refused.json["detail"].as_str().unwrap().contains("deadline"));
    let mut today_still = content();
    today_still["deadline"] = json!(today(&world) + Duration::days(1));
    today_still["is_paid"] = json!(true);
    change(&world, &id, today_still).await;
    confirm(&world, &id).await;
    let refused = late.post("/me/hear-entries", wish.clone()).await.expect(409);
    assert!(refused.json["detail"].as_str().unwrap().contains("paid"));
    settings(&world, |s| s["takes_paid_work"] = json!(true)).await;
    late.post("/me/hear-entries", wish).await.expect(201);
    assert_eq!(
        verify(&world.admin, &[&entry_id]).await.expect(200).json["verified"],
        1
    );
}

#[tokio::test]
async fn the_export_has_every_field_in_the_words_of_the_day_and_runs_no_formula() {
    let world = World::with(2, 0).await;
    let id = activity(&world, |a| a["provider"] = json!("=HYPERLINK(1)")).await;
    let other = activity(&world, |a| a["minutes_needed"] = json!(0)).await;
    let mentor = world.as_mentor(0).await;
    worked(&world, &mentor, "hours", 130).await;
    let entry_id = asked(&mentor, &id).await;
    let beside = asked(&world.as_mentor(1).await, &other).await;
    verify(&world.admin, &[&entry_id, &beside]).await.expect(200);
    let mut later = content();
    later["title"] = json!("Something else");
    change(&world, &id, later).await;
    let path = format!("/hear-export?scheme_id={}&activity_id={id}", world.scheme);
    let lines = world.admin.get(&path).await.expect(200).json;
    assert_eq!(
        lines,
        json!([{
            "student_number": "m0", "family_name": "Number0", "given_name": "Mentor", "academic_year": "2026/27",
            "section": "6.1", "category": "recognised_activity", "activity": "Student mentor",
            "provider": "=HYPERLINK(1)",
            "description": "Supported a group of new students through their first term.",
            "key_contact": "Helen Carter, Student Experience", "verifier": "Ruth Adeyemi, Senior Lecturer",
            "verified_by": "admin Example", "verified_on": today(&world),
            "verification_method": "Log of hours and reflective log, checked by staff", "hours": 2.17
        }])
    );
    let table = world
        .admin
        .request(Method::GET, &path)
        .header("accept", "text/csv");
    let csv = world.admin.send(table).await.expect(200);
    let text = csv.text.trim_start_matches('\u{feff}');
    let mut read = text.lines();
    assert_eq!(
        read.next().unwrap(),
        "student_number,family_name,given_name,academic_year,section,category,activity,provider,description,\
         key_contact,verifier,verified_by,verified_on,verification_method,hours"
    );
    let line = read.next().unwrap();
    assert!(
        line.starts_with("m0,Number0,Mentor,2026/27,6.1,") && line.ends_with(",2.17"),
        "{line}"
    );
    assert!(line.contains(",'=HYPERLINK(1),"), "{line}");
    assert_eq!(read.next(), None);
    let all = format!("/hear-export?scheme_id={}", world.scheme);
    assert_eq!(
        world
            .admin
            .get(&all)
            .await
            .expect(200)
            .json
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let sheet = world.admin.request(Method::GET, &all).header(
        "accept",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    );
    let sheet = world.admin.send(sheet).await.expect(200);
    assert!(sheet.text.starts_with("PK"));
}

#[tokio::test]
async fn what_an_entry_holds_stays_as_it_is_until_it_is_reopened() {
    let world = World::with(1, 0).await;
    let outcome = crate::recognition_wbl::outcomes(&world, "CS", &[60])
        .await
        .remove(0);
    let id = activity(&world, |_| {}).await;
    let second = activity(&world, |a| a["title"] = json!("Peer leader")).await;
    let mentor = world.as_mentor(0).await;
    let hours = worked(&world, &mentor, "hours", 120).await;
    let entry_id = asked(&mentor, &id).await;
    let twin = asked(&mentor, &second).await;
    let done = verify(&world.admin, &[&entry_id, &twin]).await.expect(200).json;
    // The same hours are not there for two entries.
    assert_eq!(done["verified"], 1, "{done}");
    assert_eq!(
        (&done["kept"][0]["id"], blocks(&done["kept"][0])),
        (&json!(twin), vec!["too_few_hours"])
    );
    choose(&world, &mentor, &[&hours], Some(&outcome))
        .await
        .expect(409);
    let decided = decide(&world.admin, &hours, "refuse").await;
    assert_eq!(decided["changed"], 0);
    assert!(decided["kept"][0]["why"].as_str().unwrap().contains("verified"));
    let path = format!("/hear-entries/{entry_id}/reopening");
    world
        .admin
        .post(&path, json!({ "reason": " " }))
        .await
        .expect(422);
    let reason = json!({ "reason": "The hours were from last year." });
    let open = world.admin.post(&path, reason.clone()).await.expect(200).json;
    assert_eq!(
        (&open["state"], &open["chain"][0]["is_locked"]),
        (&json!("asked"), &json!(false))
    );
    assert_eq!(open["verified_at"], Value::Null);
    world.admin.post(&path, reason).await.expect(409);
    let letter = world.app.newest_mail_to("m0@example.org").await;
    assert!(letter.contains("The hours were from last year."), "{letter}");
    choose(&world, &mentor, &[&hours], Some(&outcome))
        .await
        .expect(200);
    let late = verify(&world.admin, &[&entry_id]).await.expect(200).json;
    assert_eq!(blocks(&late["kept"][0]), ["too_few_hours"]);
}

#[tokio::test]
async fn the_same_hours_never_count_for_both_however_close_the_two_come() {
    let many = 6;
    let world = World::with(many, 0).await;
    let outcome = crate::recognition_wbl::outcomes(&world, "CS", &[60])
        .await
        .remove(0);
    let id = activity(&world, |_| {}).await;
    let mut each = Vec::new();
    for n in 0..many {
        let mentor = world.as_mentor(n).await;
        let first = worked(&world, &mentor, "hours", 60).await;
        let second = worked(&world, &mentor, "meeting", 60).await;
        let entry_id = asked(&mentor, &id).await;
        each.push((mentor, [first, second], entry_id));
    }
    let races = each.iter().map(|(mentor, hours, entry_id)| {
        let (world, outcome) = (&world, &outcome);
        async move {
            let (ids, entries) = ([hours[1].as_str()], [entry_id.as_str()]);
            let (moved, verified) = tokio::join!(
                choose(world, mentor, &ids, Some(outcome)),
                verify(&world.admin, &entries)
            );
            assert!([200, 409, 503].contains(&moved.status.as_u16()), "{}", moved.text);
            assert!(
                [200, 503].contains(&verified.status.as_u16()),
                "{}",
                verified.text
            );
            let was_moved = moved.status == 200;
            let was_verified = verified.json["verified"] == 1;
            assert!(
                !(was_moved && was_verified),
                "both: {} {}",
                moved.text,
                verified.text
            );
        }
    });
    futures_util::future::join_all(races).await;
    for (mentor, _, entry_id) in &each {
        let shown = entry(&world, entry_id).await;
        let sums = mentor.get("/me/recognition").await.expect(200).json[0]["sums"].clone();
        let (hear, credit) = (
            sums["hear_minutes"].as_u64().unwrap(),
            sums["credit_minutes"].as_u64().unwrap(),
        );
        assert_eq!(hear + credit, 120, "{sums}");
        if shown["state"] == "verified" {
            assert_eq!((hear, credit, &shown["minutes"]), (120, 0, &json!(120)));
        }
    }
}

#[tokio::test]
async fn a_supervisor_of_one_programme_sees_and_verifies_no_other() {
    let world = World::with(1, 0).await;
    let id = activity(&world, |a| a["minutes_needed"] = json!(0)).await;
    let mine = asked(&world.as_mentor(0).await, &id).await;
    let other = asked(&of_history(&world).await, &id).await;
    let supervisor = of_programme(&world, "ruth@example.org", Role::Supervisor, "CS").await;
    let list = format!("/hear-entries?scheme_id={}", world.scheme);
    let seen = supervisor.get(&list).await.expect(200).json;
    assert_eq!(
        (&seen["total"], &seen["items"][0]["id"]),
        (&json!(1), &json!(mine))
    );
    supervisor
        .get(&format!("/hear-entries/{other}"))
        .await
        .expect(404);
    verify(&supervisor, &[&mine, &other]).await.expect(404);
    assert_eq!(entry(&world, &mine).await["state"], "asked");
    assert_eq!(
        verify(&supervisor, &[&mine]).await.expect(200).json["verified"],
        1
    );
    verify(&world.admin, &[&other]).await.expect(200);
    let export = format!("/hear-export?scheme_id={}", world.scheme);
    assert_eq!(
        supervisor
            .get(&export)
            .await
            .expect(200)
            .json
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let activities = format!("/hear-activities?scheme_id={}", world.scheme);
    assert_eq!(
        supervisor.get(&activities).await.expect(200).json[0]["verified"],
        1
    );
    let reason = json!({ "reason": "No." });
    let path = format!("/hear-entries/{mine}/reopening");
    supervisor.post(&path, reason).await.expect(403);
    supervisor
        .post(&format!("/hear-activities/{id}/confirmation"), json!({}))
        .await
        .expect(403);
}

#[tokio::test]
async fn the_register_is_for_staff_and_its_rules_for_the_institution() {
    let world = World::with(1, 1).await;
    let lead = world
        .app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme_id(&world)))
        .await;
    let seen = lead.get("/hear-settings").await.expect(200);
    assert_eq!(
        (seen.etag().as_str(), &seen.json["label"]),
        ("\"0\"", &json!("HEAR"))
    );
    let mut wish = seen.json.clone();
    wish.as_object_mut().unwrap().remove("version");
    lead.changing(Method::PUT, "/hear-settings", "\"0\"", wish.clone())
        .await
        .expect(403);
    wish["description_limit"] = json!(49);
    let refused = world
        .admin
        .changing(Method::PUT, "/hear-settings", "\"0\"", wish)
        .await
        .expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/description_limit");
    let elsewhere = world.app.bare_scheme("Elsewhere").await;
    let stranger = world
        .app
        .signed_in("other@example.org", Role::SchemeLead, Some(elsewhere))
        .await;
    let id = activity(&world, |_| {}).await;
    stranger
        .get(&format!("/hear-activities?scheme_id={}", world.scheme))
        .await
        .expect(404);
    stranger
        .post(&format!("/hear-activities/{id}/confirmation"), json!({}))
        .await
        .expect(404);
    let mut wish = content();
    wish["scheme_id"] = json!(world.scheme);
    stranger.post("/hear-activities", wish).await.expect(404);
    let mentee = world.as_student("s0@example.org", Role::Mentee).await;
    let ask = json!({ "activity_id": id });
    mentee.post("/me/hear-entries", ask.clone()).await.expect(403);
    lead.post("/me/hear-entries", ask).await.expect(403);
}

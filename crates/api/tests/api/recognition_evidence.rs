//! Evidence from the first word to what it counts for: who confirms, what stays as it was, and figures that add up.

use crate::client::{Answer, Client};
use crate::groups_world::World;
use crate::recognition_figures::dashboard;
use crate::recognition_hear::{activity, asked, choose, decide, logged, scheme_id, today, worked};
use cairn_domain::identity::Role;
use chrono::{Duration, NaiveDate};
use reqwest::Method;
use serde_json::{Value, json};

/// A rule that asks for all of these.
pub fn rule(requirements: Value) -> Value {
    json!({ "mode": "all", "blocks": [{ "mode": "all", "requirements": requirements }] })
}

/// Offers an award; gives its id.
pub async fn award(world: &World, name: &str, tier: &str, requirements: Value) -> String {
    let wish = json!({
        "scheme_id": world.scheme, "name": name, "tier": tier, "description": "For mentors.", "rule": rule(requirements)
    });
    let made = world.admin.post("/awards", wish).await.expect(201).json;
    world.app.run_jobs().await;
    made["id"].as_str().unwrap().to_owned()
}

/// Gives an award to everybody who has earned it.
pub async fn give(world: &World, award: &str) {
    let path = format!("/awards/{award}/grants");
    world
        .admin
        .post(&path, json!({ "participants": [] }))
        .await
        .expect(202);
    world.app.run_jobs().await;
}

pub async fn mine(mentor: &Client) -> Value {
    mentor.get("/me/recognition").await.expect(200).json[0].clone()
}

pub async fn own(world: &World, mentor: &Client) -> Vec<Value> {
    let path = format!("/me/evidence?scheme_id={}", world.scheme);
    items(&mentor.get(&path).await.expect(200))
}

pub fn items(page: &Answer) -> Vec<Value> {
    page.json["items"].as_array().unwrap().clone()
}

pub async fn listed(world: &World, who: &Client, filter: &str) -> Vec<Value> {
    items(
        &who.get(&format!("/evidence?scheme_id={}{filter}", world.scheme))
            .await
            .expect(200),
    )
}

#[tokio::test]
async fn what_a_mentor_writes_down_counts_once_somebody_else_has_confirmed_it() {
    let world = World::with(2, 0).await;
    let award = award(
        &world,
        "Starter",
        "bronze",
        json!([{ "kind": "hours", "hours": 1 }]),
    )
    .await;
    let mentor = world.as_mentor(0).await;
    let id = logged(&world, &mentor, "meeting", 60).await;
    world.app.run_jobs().await;
    let before = mine(&mentor).await;
    assert_eq!(
        [
            &before["sums"]["minutes"],
            &before["sums"]["meetings"],
            &before["sums"]["waiting"]
        ],
        [&json!(0), &json!(0), &json!(1)]
    );
    assert_eq!(before["awards"][0]["progress"]["is_met"], false);
    assert_eq!(dashboard(&world, &world.admin).await["awards"][0]["ready"], 0);
    // Giving it to everybody who has earned it gives it to nobody.
    give(&world, &award).await;
    assert_eq!(dashboard(&world, &world.admin).await["awards"][0]["has"], 0);
    let wish = json!({ "ids": [id], "decision": "confirm" });
    mentor.post("/evidence/decisions", wish).await.expect(403);
    let waiting = listed(&world, &world.admin, "&state=waiting").await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0]["source_said"], "Written down by the mentor");
    assert_eq!(decide(&world.admin, &id, "confirm").await["changed"], 1);
    world.app.run_jobs().await;
    let after = mine(&mentor).await;
    assert_eq!(
        [
            &after["sums"]["minutes"],
            &after["sums"]["meetings"],
            &after["sums"]["waiting"]
        ],
        [&json!(60), &json!(1), &json!(0)]
    );
    assert_eq!(after["awards"][0]["progress"]["is_met"], true);
    let shown = own(&world, &mentor).await;
    assert_eq!(shown[0]["source_said"], "Confirmed by admin Example");
    assert_eq!(shown[0]["decided_by"], "admin Example");
    assert_eq!(dashboard(&world, &world.admin).await["awards"][0]["ready"], 1);
    // Once more is no news.
    let again = decide(&world.admin, &id, "confirm").await;
    assert_eq!(
        (&again["changed"], again["kept"].as_array().unwrap().len()),
        (&json!(0), 1)
    );
}

#[tokio::test]
async fn nobody_confirms_signs_off_or_reports_their_own_work() {
    let world = World::with(2, 0).await;
    let mentor = world.as_mentor(0).await;
    let person = world.person_of("m0@example.org").await;
    world
        .app
        .grant(person, Role::Supervisor, Some(scheme_id(&world)))
        .await;
    let both = world.app.client().with_token(&world.app.token_for(person));
    let id = logged(&world, &mentor, "hours", 60).await;
    let decided = decide(&both, &id, "confirm").await;
    assert_eq!(decided["changed"], 0);
    assert!(
        decided["kept"][0]["why"]
            .as_str()
            .unwrap()
            .contains("your own work"),
        "{decided}"
    );
    assert_eq!(decide(&both, &id, "refuse").await["changed"], 0);
    let me = mine(&mentor).await["participant_id"].clone();
    let sign = json!({ "participant_id": me, "note": "Did all of it." });
    both.post("/sign-offs", sign.clone()).await.expect(403);
    let report = json!({ "source": "teams", "items": [
        { "reference": "1", "scheme_id": world.scheme, "student_number": "m0", "kind": "meeting", "happened_on": today(&world), "minutes": 30 },
        { "reference": "2", "scheme_id": world.scheme, "student_number": "m1", "kind": "meeting", "happened_on": today(&world), "minutes": 30 },
    ] });
    let taken = both.put("/evidence", report).await.expect(200).json;
    assert_eq!(
        [&taken[0]["result"], &taken[1]["result"]],
        ["refused", "created"],
        "{taken}"
    );
    assert_eq!(mine(&mentor).await["sums"]["minutes"], 0);
    // Somebody else may, once.
    assert_eq!(decide(&world.admin, &id, "confirm").await["changed"], 1);
    world.admin.post("/sign-offs", sign.clone()).await.expect(201);
    let twice = world.admin.post("/sign-offs", sign).await.expect(409);
    assert_eq!(twice.problem(), "/problems/signed-off-already");
    assert_eq!(mine(&mentor).await["sums"]["is_signed_off"], true);
    // A sign-off is undone by refusing it.
    let signed = listed(&world, &world.admin, "&kind=sign_off").await[0]["id"].clone();
    assert_eq!(
        decide(&world.admin, signed.as_str().unwrap(), "refuse").await["changed"],
        1
    );
    assert_eq!(mine(&mentor).await["sums"]["is_signed_off"], false);
}

#[tokio::test]
async fn a_refusal_says_why_in_one_letter_to_each_mentor() {
    let world = World::with(2, 0).await;
    let mentor = world.as_mentor(0).await;
    let ids = [
        logged(&world, &mentor, "hours", 60).await,
        logged(&world, &mentor, "contact", 15).await,
    ];
    let silent = json!({ "ids": ids, "decision": "refuse", "reason": " " });
    let refused = world.admin.post("/evidence/decisions", silent).await.expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/reason");
    let wish = json!({ "ids": ids, "decision": "refuse", "reason": "Was it a week later?" });
    let decided = world.admin.post("/evidence/decisions", wish).await.expect(200);
    assert_eq!(decided.json["changed"], 2);
    world.app.run_jobs().await;
    let letter = world.app.newest_mail_to("m0@example.org").await;
    assert!(
        letter.contains("Was it a week later?") && letter.matches("\n- ").count() == 2,
        "{letter}"
    );
    let mail = world.admin.get("/mail").await.expect(200);
    let letters = items(&mail);
    let sent = letters
        .iter()
        .filter(|m| m["subject"].as_str().unwrap().contains("not confirmed"));
    assert_eq!(sent.count(), 1);
    let shown = own(&world, &mentor).await;
    assert!(
        shown
            .iter()
            .all(|e| e["state"] == "refused" && e["reason"] == "Was it a week later?")
    );
    assert_eq!(mine(&mentor).await["sums"]["minutes"], 0);
    // Staff may see it differently later.
    assert_eq!(decide(&world.admin, &ids[0], "confirm").await["changed"], 1);
    assert_eq!(mine(&mentor).await["sums"]["minutes"], 60);
}

#[tokio::test]
async fn what_waits_can_be_changed_and_taken_back_by_its_author_alone() {
    let world = World::with(2, 0).await;
    let (mentor, other) = (world.as_mentor(0).await, world.as_mentor(1).await);
    let id = logged(&world, &mentor, "meeting", 60).await;
    let path = format!("/me/evidence/{id}");
    let patch = json!({ "happened_on": today(&world), "minutes": 90, "text": "Met my group for longer." });
    let without = mentor
        .send(mentor.request(Method::PATCH, &path).json(&patch))
        .await;
    without.expect(428);
    other
        .changing(Method::PATCH, &path, "\"1\"", patch.clone())
        .await
        .expect(404);
    other.delete(&path).await.expect(404);
    let changed = mentor
        .changing(Method::PATCH, &path, "\"1\"", patch.clone())
        .await
        .expect(200);
    assert_eq!(
        (changed.etag().as_str(), &changed.json["minutes"]),
        ("\"2\"", &json!(90))
    );
    let stale = mentor
        .changing(Method::PATCH, &path, "\"1\"", patch.clone())
        .await
        .expect(412);
    assert_eq!(stale.problem(), "/problems/changed-meanwhile");
    for (field, value) in [
        ("happened_on", json!(today(&world) + Duration::days(2))),
        ("happened_on", json!(today(&world) - Duration::days(401))),
        ("minutes", json!(721)),
        ("minutes", json!(0)),
        ("text", json!("  ")),
    ] {
        let mut bad = patch.clone();
        bad[field] = value;
        let refused = mentor
            .changing(Method::PATCH, &path, "\"2\"", bad.clone())
            .await
            .expect(422);
        assert_eq!(
            refused.json["errors"][0]["pointer"],
            format!("/{field}"),
            "{}",
            refused.text
        );
        bad["scheme_id"] = json!(world.scheme);
        bad["kind"] = json!("hours");
        mentor.post("/me/evidence", bad).await.expect(422);
    }
    let forged = json!({ "scheme_id": world.scheme, "kind": "sign_off", "happened_on": today(&world), "minutes": 1, "text": "x" });
    mentor.post("/me/evidence", forged).await.expect(422);
    assert_eq!(decide(&world.admin, &id, "confirm").await["changed"], 1);
    let late = mentor
        .changing(Method::PATCH, &path, "\"3\"", patch)
        .await
        .expect(409);
    assert_eq!(late.problem(), "/problems/settled");
    mentor.delete(&path).await.expect(409);
    // Taken back twice is taken back, and nobody confirms it any more.
    let id = logged(&world, &mentor, "meeting", 45).await;
    for _ in 0..2 {
        mentor.delete(&format!("/me/evidence/{id}")).await.expect(204);
    }
    let kept = decide(&world.admin, &id, "confirm").await;
    assert_eq!(kept["changed"], 0);
    assert!(
        kept["kept"][0]["why"]
            .as_str()
            .unwrap()
            .contains("took this back"),
        "{kept}"
    );
    assert_eq!(mine(&mentor).await["sums"]["minutes"], 90);
}

#[tokio::test]
async fn a_report_of_another_system_counts_once_however_often_it_is_sent() {
    let world = World::with(3, 0).await;
    let mentor = world.as_mentor(0).await;
    let list = |minutes: u32| {
        let item = |reference: &str, number: &str, kind: &str| json!({ "reference": reference, "scheme_id": world.scheme, "student_number": number, "kind": kind, "happened_on": today(&world), "minutes": minutes, "text": "Online" });
        let mut by_address = item("c", "x", "contact");
        by_address["student_number"] = Value::Null;
        by_address["email"] = json!("M0@example.org");
        let mut elsewhere = item("e", "m0", "hours");
        elsewhere["scheme_id"] = json!(uuid::Uuid::now_v7());
        let mut early = item("f", "m0", "hours");
        early["happened_on"] = json!(today(&world) + Duration::days(3));
        json!({ "source": "teams", "items": [
            item("a", "m0", "meeting"), item("b", "m1", "hours"), by_address,
            item("d", "nobody", "hours"), elsewhere, early,
        ] })
    };
    let results = |answer: &Answer| -> Vec<String> {
        let all = answer.json.as_array().unwrap().iter();
        all.map(|r| r["result"].as_str().unwrap().to_owned()).collect()
    };
    // The same list four times at once, and again.
    let send = || world.admin.put("/evidence", list(30));
    let (a, b, c, d) = tokio::join!(send(), send(), send(), send());
    let all: Vec<Vec<String>> = [a, b, c, d]
        .into_iter()
        .map(|r| results(&r.expect(200)))
        .collect();
    for at in 0..3 {
        let created = all.iter().filter(|r| r[at] == "created").count();
        let same = all.iter().filter(|r| r[at] == "same").count();
        assert_eq!((created, same), (1, 3), "{all:?}");
    }
    assert!(
        all.iter().all(|r| r[3..].iter().all(|w| w == "refused")),
        "{all:?}"
    );
    assert_eq!(mine(&mentor).await["sums"]["minutes"], 60);
    assert_eq!(listed(&world, &world.admin, "").await.len(), 3);
    let again = world.admin.put("/evidence", list(30)).await.expect(200);
    assert_eq!(results(&again)[..3], ["same", "same", "same"]);
    let moved = world.admin.put("/evidence", list(40)).await.expect(200);
    assert_eq!(results(&moved)[..3], ["changed", "changed", "changed"]);
    let sums = mine(&mentor).await["sums"].clone();
    assert_eq!((&sums["minutes"], &sums["meetings"]), (&json!(80), &json!(1)));
    assert_eq!(own(&world, &mentor).await[0]["source_said"], "Reported by teams");
    // Somebody else's work under the same reference is refused; what staff refused stays refused.
    let mut stolen = list(40);
    stolen["items"][0]["student_number"] = json!("m2");
    assert_eq!(
        results(&world.admin.put("/evidence", stolen).await.expect(200))[0],
        "refused"
    );
    let meeting = listed(&world, &world.admin, "&kind=meeting").await[0]["id"].clone();
    assert_eq!(
        decide(&world.admin, meeting.as_str().unwrap(), "refuse").await["changed"],
        1
    );
    world.admin.put("/evidence", list(50)).await.expect(200);
    assert_eq!(mine(&mentor).await["sums"]["meetings"], 0);
    mentor.put("/evidence", list(30)).await.expect(403);
}

#[tokio::test]
async fn what_an_entry_rests_on_is_not_changed_by_another_system() {
    let world = World::with(1, 0).await;
    let mentor = world.as_mentor(0).await;
    let list = |minutes: u32| json!({ "source": "teams", "items": [{ "reference": "a", "scheme_id": world.scheme, "student_number": "m0", "kind": "hours", "happened_on": today(&world), "minutes": minutes }] });
    world.admin.put("/evidence", list(120)).await.expect(200);
    let entry = asked(&mentor, &activity(&world, |_| {}).await).await;
    let verified = world
        .admin
        .post("/hear-entries/verifications", json!({ "ids": [entry] }))
        .await
        .expect(200);
    assert_eq!(verified.json["verified"], 1, "{}", verified.text);
    let refused = world.admin.put("/evidence", list(60)).await.expect(200).json;
    assert_eq!(refused[0]["result"], "refused");
    assert_eq!(
        world.admin.put("/evidence", list(120)).await.expect(200).json[0]["result"],
        "same"
    );
    assert_eq!(own(&world, &mentor).await[0]["is_locked"], true);
    let id = own(&world, &mentor).await[0]["id"].clone();
    assert_eq!(
        decide(&world.admin, id.as_str().unwrap(), "refuse").await["changed"],
        0
    );
}

#[tokio::test]
async fn each_mentee_thanks_once_and_may_say_it_better() {
    let world = World::published(4, 20).await;
    let (one, two) = (
        world.as_student("s0@example.org", Role::Mentee).await,
        world.as_student("s1@example.org", Role::Mentee).await,
    );
    let before = one.get("/me/thanks").await.expect(200).json;
    assert_eq!(before.as_array().unwrap().len(), 1, "{before}");
    assert!(before[0]["id"].is_null());
    let who = before[0]["participant_id"].clone();
    let thank = |text: &str| json!({ "participant_id": who, "text": text });
    let (a, b) = tokio::join!(
        one.post("/me/thanks", thank("Thank you!")),
        one.post("/me/thanks", thank("Thanks a lot!"))
    );
    assert_eq!(
        a.expect(201).json["id"],
        b.expect(201).json["id"],
        "two at once are one"
    );
    let said = one
        .post("/me/thanks", thank("You made the first week easier."))
        .await
        .expect(201)
        .json;
    let all = listed(&world, &world.admin, "&kind=thanks").await;
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(
        (&all[0]["state"], &all[0]["text"]),
        (&json!("confirmed"), &json!("You made the first week easier."))
    );
    assert_eq!(all[0]["source_said"], "Said by Mentee Number0, a mentee");
    // The mentor reads the words, not the name.
    let name = all[0]["name"].as_str().unwrap();
    let email = format!("m{}@example.org", name.trim_start_matches("Mentor Number"));
    let mentor = world.as_student(&email, Role::Mentor).await;
    let page = mentor.get("/me/recognition").await.expect(200);
    assert_eq!(
        page.json[0]["thanks"][0]["text"],
        "You made the first week easier."
    );
    assert_eq!(page.json[0]["sums"]["thanked_by"], 1);
    assert_eq!(own(&world, &mentor).await[0]["source_said"], "Said by a mentee");
    assert!(
        !page.text.contains("Number0") || name.contains("Number0"),
        "{}",
        page.text
    );
    mentor
        .post("/me/thanks", thank("Well done, me."))
        .await
        .expect(403);
    // Another mentee of another mentor can't, and can't touch somebody else's.
    let theirs = two.get("/me/thanks").await.expect(200).json;
    if theirs[0]["participant_id"] != who {
        two.post("/me/thanks", thank("Thanks, stranger."))
            .await
            .expect(404);
    }
    let path = format!("/me/thanks/{}", said["id"].as_str().unwrap());
    two.delete(&path).await.expect(404);
    for _ in 0..2 {
        one.delete(&path).await.expect(204);
    }
    assert_eq!(mine(&mentor).await["sums"]["thanked_by"], 0);
    assert!(one.get("/me/thanks").await.expect(200).json[0]["id"].is_null());
    // What staff took down stays down.
    let said = one
        .post("/me/thanks", thank("Something unkind."))
        .await
        .expect(201)
        .json;
    decide(&world.admin, said["id"].as_str().unwrap(), "refuse").await;
    one.post("/me/thanks", thank("Something unkind again."))
        .await
        .expect(409);
    assert_eq!(mine(&mentor).await["thanks"], json!([]));
}

#[tokio::test]
async fn a_choice_of_hours_is_looked_at_first_and_no_hour_counts_twice() {
    let world = World::with(2, 0).await;
    let (mentor, other) = (world.as_mentor(0).await, world.as_mentor(1).await);
    let outcome = crate::recognition_wbl::outcomes(&world, "CS", &[60, 60]).await;
    activity(&world, |_| {}).await;
    let (first, second) = (
        worked(&world, &mentor, "hours", 60).await,
        worked(&world, &mentor, "meeting", 60).await,
    );
    let waiting = logged(&world, &mentor, "hours", 30).await;
    let look = json!({ "scheme_id": world.scheme, "ids": [first, waiting], "counts_for": "credit", "dry_run": true, "outcome_id": outcome[0] });
    let seen = mentor
        .post("/me/hours-choice", look.clone())
        .await
        .expect(200)
        .json;
    let minutes = [
        "hear_minutes_before",
        "hear_minutes_after",
        "credit_minutes_before",
        "credit_minutes_after",
    ];
    assert_eq!(
        minutes.map(|m| seen[m].as_u64().unwrap()),
        [120, 60, 0, 60],
        "{seen}"
    );
    let text = seen["sentences"].to_string();
    assert!(text.contains("no longer for the HEAR"), "{text}");
    assert!(text.contains("needs 2 hours. You would have 1 hour"), "{text}");
    assert!(text.contains("still waits for staff"), "{text}");
    assert_eq!(
        (&seen["kept"], &mine(&mentor).await["sums"]["credit_minutes"]),
        (&json!(false), &json!(0))
    );
    // What isn't possible changes nothing.
    other.post("/me/hours-choice", look.clone()).await.expect(404);
    for (field, value) in [
        ("outcome_id", Value::Null),
        ("outcome_id", json!(uuid::Uuid::now_v7())),
    ] {
        let mut bad = look.clone();
        bad[field] = value;
        mentor.post("/me/hours-choice", bad).await.expect(422);
    }
    decide(&world.admin, &waiting, "refuse").await;
    choose(&world, &mentor, &[&waiting], Some(&outcome[0]))
        .await
        .expect(409);
    // The same hours asked for both ways at once, many times over: each is in one place in the end.
    for _ in 0..4 {
        let ids = [first.as_str(), second.as_str()];
        let answers = tokio::join!(
            choose(&world, &mentor, &ids, Some(&outcome[0])),
            choose(&world, &mentor, &ids, None),
            choose(&world, &mentor, &ids, Some(&outcome[1])),
        );
        for answer in [answers.0, answers.1, answers.2] {
            answer.expect(200);
        }
        let sums = mine(&mentor).await["sums"].clone();
        let of = |name: &str| sums[name].as_u64().unwrap();
        assert_eq!(of("hear_minutes") + of("credit_minutes"), 120, "{sums}");
        assert_eq!(of("minutes"), 120);
    }
    choose(&world, &mentor, &[&first, &second], None)
        .await
        .expect(200);
    let kept = choose(&world, &mentor, &[&first], Some(&outcome[0]))
        .await
        .expect(200)
        .json;
    assert_eq!(kept["kept"], true);
    let shown = own(&world, &mentor).await;
    let moved = shown.iter().find(|e| e["id"] == json!(first)).unwrap();
    assert_eq!(
        (&moved["counts_for"], &moved["outcome_id"]),
        (&json!("credit"), &json!(outcome[0]))
    );
    world.app.run_jobs().await;
    let hours = dashboard(&world, &world.admin).await["hours"].clone();
    let expected =
        json!({ "confirmed_minutes": 120, "waiting_minutes": 0, "hear_minutes": 60, "credit_minutes": 60 });
    assert_eq!(hours, expected);
}

#[tokio::test]
async fn a_skills_statement_is_the_mentors_own() {
    let world = World::with(2, 2).await;
    let (mentor, other) = (world.as_mentor(0).await, world.as_mentor(1).await);
    let say = |text: &str| json!({ "scheme_id": world.scheme, "text": text });
    let first = mentor
        .put("/me/skills-statement", say("I learned to listen."))
        .await
        .expect(200);
    assert_eq!(first.etag(), "\"1\"");
    let page = mine(&mentor).await;
    assert_eq!(
        (&page["skills_statement"], &page["skills_version"]),
        (&json!("I learned to listen."), &json!(1))
    );
    let path = "/me/skills-statement";
    mentor
        .changing(Method::PUT, path, "\"1\"", say("I learned to ask."))
        .await
        .expect(200);
    mentor
        .changing(Method::PUT, path, "\"1\"", say("Lost."))
        .await
        .expect(412);
    assert_eq!(mine(&other).await["skills_statement"], "");
    let mentee = world.as_student("s0@example.org", Role::Mentee).await;
    mentee.put(path, say("Not mine.")).await.expect(403);
}

#[tokio::test]
async fn the_same_work_counts_once_a_day_has_24_hours_and_what_changed_is_looked_at_again() {
    let world = World::of_mentors(1).await;
    let ada = world.as_student("m0@example.org", Role::Mentor).await;
    let day = world.app.app.clock.now().date_naive() - chrono::Duration::days(1);
    let write = async |minutes: u32, text: &str| {
        let work = json!({ "scheme_id": world.scheme, "kind": "hours", "happened_on": day, "minutes": minutes, "text": text });
        let made = ada.post("/me/evidence", work).await.expect(201);
        (made.json["id"].as_str().unwrap().to_owned(), made)
    };
    let (first, seen) = write(600, "Met my group.").await;
    let (again, _) = write(600, "met  my group.").await;
    let (long, _) = write(700, "Wrote to everybody.").await;
    let (longer, _) = write(200, "Planned the next week.").await;
    // Staff see beforehand what deserves a second look.
    let list = format!("/evidence?scheme_id={}&state=waiting", world.scheme);
    let waiting = world.admin.get(&list).await.expect(200);
    let doubts = waiting.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|e| e["doubt"].is_string())
        .count();
    assert_eq!(doubts, 4, "{}", waiting.text);
    // A piece that changed since it was looked at stays as it was.
    let version = seen.json["version"].as_i64().unwrap();
    let edit = json!({ "happened_on": day, "minutes": 600, "text": "Met my group. Twice." });
    ada.changing(
        Method::PATCH,
        &format!("/me/evidence/{first}"),
        &format!("\"{version}\""),
        edit,
    )
    .await
    .expect(200);
    let decide = async |ids: &[&str], versions: Value| {
        let wish = json!({ "ids": ids, "versions": versions, "decision": "confirm", "reason": "" });
        world.admin.post("/evidence/decisions", wish).await
    };
    let stale = decide(&[&first], json!([version])).await.expect(200);
    assert_eq!(stale.json["changed"], 0, "{}", stale.text);
    assert!(stale.text.contains("changed since"), "{}", stale.text);
    decide(&[&first], json!([1, 2])).await.expect(422);
    let back = json!({ "happened_on": day, "minutes": 600, "text": "Met my group." });
    let now = ada
        .get(&format!("/me/evidence?scheme_id={}", world.scheme))
        .await
        .expect(200);
    let item = now.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|e| e["id"] == first.as_str())
        .unwrap()
        .clone();
    ada.changing(
        Method::PATCH,
        &format!("/me/evidence/{first}"),
        &format!("\"{}\"", item["version"]),
        back,
    )
    .await
    .expect(200);
    // All at once: the same words are confirmed once, and the day ends at 24 hours.
    let all = decide(&[&first, &again, &long, &longer], json!([]))
        .await
        .expect(200);
    assert_eq!(all.json["changed"], 2, "{}", all.text);
    assert!(
        all.text.contains("say how the two differ") && all.text.contains("24 hours"),
        "{}",
        all.text
    );
    // Two who confirm at once do not get past it.
    let (a, _) = write(70, "Called Sam.").await;
    let (b, _) = write(71, "Called Ada.").await;
    let (ids_a, ids_b) = ([a.as_str()], [b.as_str()]);
    let (x, y) = tokio::join!(decide(&ids_a, json!([])), decide(&ids_b, json!([])));
    let (x, y) = (x.expect(200).json, y.expect(200).json);
    let sum = x["changed"].as_u64().unwrap() + y["changed"].as_u64().unwrap();
    assert_eq!(sum, 1, "{x} {y}");
}

#[tokio::test]
async fn another_system_fills_no_day_beyond_24_hours_and_no_work_counts_in_two_schemes() {
    let world = World::with(1, 0).await;
    let ada = world.as_mentor(0).await;
    let day = today(&world);
    let item = |reference: &str, minutes: u32| json!({ "reference": reference, "scheme_id": world.scheme, "student_number": "m0", "kind": "hours", "happened_on": day, "minutes": minutes, "text": "Drop-in" });
    // Two sessions that are called alike are two, and so is a third; a day of 25 hours is none.
    let list = json!({ "source": "teams", "items": [item("a", 600), item("b", 600), item("c", 240), item("d", 60)] });
    let sent = world.admin.put("/evidence", list.clone()).await.expect(200);
    let results: Vec<&Value> = sent
        .json
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["result"])
        .collect();
    assert_eq!(results, ["created", "created", "created", "refused"]);
    assert!(sent.json[3]["detail"].as_str().unwrap().contains("24 hours"));
    // One that is made longer counts as it is now.
    let longer = json!({ "source": "teams", "items": [item("c", 241)] });
    let sent = world.admin.put("/evidence", longer).await.expect(200);
    assert_eq!(sent.json[0]["result"], "refused", "{}", sent.text);
    let shorter = json!({ "source": "teams", "items": [item("c", 180), item("d", 60)] });
    let sent = world.admin.put("/evidence", shorter).await.expect(200);
    assert_eq!(
        (&sent.json[0]["result"], &sent.json[1]["result"]),
        (&json!("changed"), &json!("created"))
    );
    // The same words in another scheme are the same work.
    let made = world
        .admin
        .post("/schemes", crate::schemes::scheme("Spring"))
        .await
        .expect(201);
    let spring = made.json["id"].as_str().unwrap().to_owned();
    crate::imports::import(&world.admin, &spring, crate::groups_world::cohort(1, 0), |_| {}).await;
    let before = day - Duration::days(1);
    let mut ids = Vec::new();
    for scheme in [&world.scheme, &spring] {
        let work = json!({ "scheme_id": scheme, "kind": "hours", "happened_on": before, "minutes": 90, "text": "Met my group." });
        let made = ada.post("/me/evidence", work).await.expect(201);
        ids.push(made.json["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(decide(&world.admin, &ids[0], "confirm").await["changed"], 1);
    let waits = format!("/evidence?scheme_id={spring}&state=waiting");
    let waits = world.admin.get(&waits).await.expect(200);
    assert!(waits.json["items"][0]["doubt"].is_string(), "{}", waits.text);
    let twice = decide(&world.admin, &ids[1], "confirm").await;
    assert_eq!(twice["changed"], 0, "{twice}");
}

#[tokio::test]
async fn a_systems_piece_is_told_apart_by_its_reference_and_its_scheme() {
    let world = World::with(2, 0).await;
    let day = today(&world);
    let item = |reference: &str, scheme: &str, number: &str| json!({ "reference": reference, "scheme_id": scheme, "student_number": number, "kind": "hours", "happened_on": day, "minutes": 60 });
    let list = json!({ "source": "teams", "items": [item("a", &world.scheme, "m0"), item("b", &world.scheme, "m0")] });
    world.admin.put("/evidence", list).await.expect(200);
    // Refused by mistake, it can be confirmed again beside the other.
    let all = listed(&world, &world.admin, "").await;
    let id = all[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(decide(&world.admin, &id, "refuse").await["changed"], 1);
    assert_eq!(decide(&world.admin, &id, "confirm").await["changed"], 1);
    // A mentor's own words for an hour that a system reported deserve a second look.
    let ada = world.as_mentor(0).await;
    let work = json!({ "scheme_id": world.scheme, "kind": "hours", "happened_on": day, "minutes": 60, "text": "The drop-in." });
    ada.post("/me/evidence", work).await.expect(201);
    let waits = listed(&world, &world.admin, "&state=waiting").await;
    assert!(
        waits[0]["doubt"].as_str().unwrap().contains("the same work"),
        "{waits:?}"
    );
    // Another full stop makes no other work, whatever staff say.
    let before = day - Duration::days(1);
    for (text, changed) in [("Met my group", 1), ("Met my group.", 0)] {
        let work = json!({ "scheme_id": world.scheme, "kind": "hours", "happened_on": before, "minutes": 61, "text": text });
        let made = ada.post("/me/evidence", work).await.expect(201).json;
        let id = made["id"].as_str().unwrap();
        let wish = json!({ "ids": [id], "decision": "confirm", "other_work": [id] });
        let decided = world
            .admin
            .post("/evidence/decisions", wish)
            .await
            .expect(200)
            .json;
        assert_eq!(decided["changed"], changed, "{text}: {decided}");
    }
    // Another scheme's system may count alike.
    let made = world
        .admin
        .post("/schemes", crate::schemes::scheme("Spring"))
        .await
        .expect(201);
    let spring = made.json["id"].as_str().unwrap().to_owned();
    crate::imports::import(&world.admin, &spring, crate::groups_world::cohort(2, 0), |_| {}).await;
    let list = json!({ "source": "teams", "items": [item("a", &spring, "m1")] });
    let sent = world.admin.put("/evidence", list).await.expect(200).json;
    assert_eq!(sent[0]["result"], "created", "{sent}");
}

#[tokio::test]
async fn what_may_be_the_same_work_counts_only_once_staff_have_said_that_it_is_not() {
    let world = World::with(1, 0).await;
    let ada = world.as_mentor(0).await;
    let day = today(&world);
    let write = async |minutes: u32, text: &str| {
        let work = json!({ "scheme_id": world.scheme, "kind": "hours", "happened_on": day, "minutes": minutes, "text": text });
        let made = ada.post("/me/evidence", work).await.expect(201).json;
        made["id"].as_str().unwrap().to_owned()
    };
    let (first, second) = (
        write(60, "Met my group.").await,
        write(60, "Saw everybody at the café.").await,
    );
    // Of two that are confirmed at once, one counts and the other is asked about.
    let wish =
        |other: &[&String]| json!({ "ids": [first, second], "decision": "confirm", "other_work": other });
    let decided = world
        .admin
        .post("/evidence/decisions", wish(&[]))
        .await
        .expect(200)
        .json;
    assert_eq!(decided["changed"], 1, "{decided}");
    assert_eq!(
        (&decided["kept"][0]["id"], &decided["kept"][0]["may_be_twice"]),
        (&json!(second), &json!(true)),
        "{decided}"
    );
    assert_eq!(mine(&ada).await["sums"]["hear_minutes"], 60);
    let said = world
        .admin
        .post("/evidence/decisions", wish(&[&second]))
        .await
        .expect(200)
        .json;
    assert_eq!(said["changed"], 1, "{said}");
    assert_eq!(said["kept"][0]["may_be_twice"], false, "{said}");
    assert_eq!(mine(&ada).await["sums"]["hear_minutes"], 120);
    let audit = world.admin.get("/audit-events").await.expect(200).text;
    assert!(audit.contains("Said of 1 that it is other work"), "{audit}");

    // A system's report of that day waits, also when it is sent again; of another day it counts at once.
    let item = |reference: &str, on: NaiveDate, minutes: u32| json!({ "reference": reference, "scheme_id": world.scheme, "student_number": "m0", "kind": "hours", "happened_on": on, "minutes": minutes });
    let send = async |items: Vec<Value>| {
        let list = json!({ "source": "teams", "items": items });
        world.admin.put("/evidence", list).await.expect(200).json
    };
    let before = day - Duration::days(1);
    let sent = send(vec![item("a", day, 45), item("b", before, 45)]).await;
    assert_eq!(
        (&sent[0]["result"], &sent[1]["result"]),
        (&json!("created"), &json!("created"))
    );
    let waits = |r: &Value| {
        r["detail"]
            .as_str()
            .is_some_and(|d| d.contains("may be the same work"))
    };
    assert!(waits(&sent[0]) && !waits(&sent[1]), "{sent}");
    let again = send(vec![item("a", day, 45)]).await;
    assert!(again[0]["result"] == "same" && waits(&again[0]), "{again}");
    assert_eq!(mine(&ada).await["sums"]["hear_minutes"], 165);
    // One that comes to lie on that day counts no longer, until staff say so.
    let moved = send(vec![item("b", day, 45)]).await;
    assert!(moved[0]["result"] == "changed" && waits(&moved[0]), "{moved}");
    assert_eq!(mine(&ada).await["sums"]["hear_minutes"], 120);
    let waiting = listed(&world, &world.admin, "&state=waiting").await;
    assert_eq!(waiting.len(), 2, "{waiting:?}");
    assert!(
        waiting
            .iter()
            .all(|e| e["source"] == "system" && e["doubt"].is_string())
    );
    // The mentor can't take back what a system said of them.
    let id = waiting[0]["id"].as_str().unwrap();
    ada.delete(&format!("/me/evidence/{id}")).await.expect(404);
}

//! Schemes and the people in them.

use crate::app::TestApp;
use crate::client::Client;
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::{Value, json};

/// What somebody enters to start a scheme.
pub fn scheme(name: &str) -> Value {
    json!({
        "name": name, "academic_year": "2026/27", "intake": "September", "mentor_level": 5, "mentee_levels": [3, 4],
        "dates": { "pre_enrolment_opens": "2026-08-17", "enrolment": "2026-09-21", "ends": "2027-06-11" },
        "sizes": { "target": 6, "min": 4, "max": 8, "hard_cap_per_mentor": 10, "two_mentors_above": 8 },
        "time_zone": "Europe/London"
    })
}

async fn admin(app: &TestApp) -> Client {
    app.signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await
}

fn late_arrival(name: &str) -> Value {
    json!({ "role": "mentee", "given_name": name, "family_name": "Late", "student_number": format!("N-{name}"), "level": 4 })
}

#[tokio::test]
async fn a_scheme_is_started_changed_and_copied_to_next_year() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let made = admin.post("/schemes", scheme("Autumn")).await.expect(201);
    let path = format!("/schemes/{}", made.json["id"].as_str().unwrap());
    let mut wish = scheme("Autumn intake");
    wish["sizes"]["target"] = json!(5);
    let seen = admin.get(&path).await.expect(200);
    let changed = admin
        .changing(Method::PUT, &path, &seen.etag(), wish.clone())
        .await
        .expect(200);
    assert_eq!(
        (
            changed.json["name"].as_str(),
            changed.json["sizes"]["target"].as_u64()
        ),
        (Some("Autumn intake"), Some(5))
    );
    let stale = admin
        .changing(Method::PUT, &path, &seen.etag(), wish.clone())
        .await
        .expect(412);
    assert_eq!(stale.problem(), "/problems/changed-meanwhile");
    admin.put(&path, wish).await.expect(428);
    admin
        .post(&format!("{path}/tutor-groups"), json!({ "name": "T1" }))
        .await
        .expect(201);
    admin
        .post(&format!("{path}/seminar-groups"), json!({ "name": "S1" }))
        .await
        .expect(201);
    let copy = admin
        .post(
            &format!("{path}/copies"),
            json!({ "name": "Autumn intake", "academic_year": "2027/28", "shift_days": 364 }),
        )
        .await
        .expect(201);
    assert_eq!(copy.json["dates"]["enrolment"], "2027-09-20");
    let lists = admin
        .get(&format!("/schemes/{}/lists", copy.json["id"].as_str().unwrap()))
        .await
        .expect(200);
    assert_eq!(lists.json["tutor_groups"][0]["name"], "T1");
    assert_eq!(lists.json["seminar_groups"][0]["name"], "S1");
}

#[tokio::test]
async fn a_scheme_that_breaks_the_level_rule_is_refused_with_the_place() {
    let app = TestApp::start().await;
    let mut wrong = scheme("Upside down");
    wrong["mentor_level"] = json!(4);
    wrong["time_zone"] = json!("Europe/London");
    let answer = admin(&app).await.post("/schemes", wrong).await.expect(422);
    assert_eq!(answer.problem(), "/problems/invalid");
    assert_eq!(answer.json["errors"][0]["pointer"], "/mentor_level");
}

#[tokio::test]
async fn whoever_leads_one_scheme_knows_nothing_of_another() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let mine = admin.post("/schemes", scheme("Mine")).await.expect(201);
    let other = admin.post("/schemes", scheme("Other")).await.expect(201);
    let lead = app
        .signed_in(
            "lead@example.org",
            Role::SchemeLead,
            Some(mine.json["id"].as_str().unwrap().parse().unwrap()),
        )
        .await;
    let list = lead.get("/schemes").await.expect(200);
    assert_eq!(list.json["items"].as_array().unwrap().len(), 1);
    let path = format!("/schemes/{}", other.json["id"].as_str().unwrap());
    for inside in ["", "/overview", "/lists", "/participants"] {
        lead.get(&format!("{path}{inside}")).await.expect(404);
    }
    lead.post(&format!("{path}/participants"), late_arrival("Ann"))
        .await
        .expect(404);
    let person = admin
        .post(&format!("{path}/participants"), late_arrival("Ann"))
        .await
        .expect(201);
    let at = format!("/participants/{}", person.json["id"].as_str().unwrap());
    lead.get(&at).await.expect(404);
    lead.changing(
        Method::PATCH,
        &at,
        "\"1\"",
        json!({ "entry_status": "withdrawn" }),
    )
    .await
    .expect(404);
}

#[tokio::test]
async fn people_are_found_sorted_and_paged_without_a_gap() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let made = admin.post("/schemes", scheme("Autumn")).await.expect(201);
    let path = format!("/schemes/{}/participants", made.json["id"].as_str().unwrap());
    for name in ["Cleo", "Ann", "Bea", "Dan", "Eve"] {
        admin.post(&path, late_arrival(name)).await.expect(201);
    }
    let (mut names, mut after) = (Vec::new(), String::new());
    loop {
        let page = admin
            .get(&format!("{path}?limit=2&after={after}"))
            .await
            .expect(200);
        names.extend(
            page.json["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|p| p["name"].as_str().unwrap().to_owned()),
        );
        match page.json["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(
        names,
        ["Ann Late", "Bea Late", "Cleo Late", "Dan Late", "Eve Late"]
    );
    let found = admin.get(&format!("{path}?q=be+la")).await.expect(200);
    assert_eq!(found.json["items"][0]["name"], "Bea Late");
    assert_eq!(found.json["total"], 1);
    assert_eq!(
        admin
            .get(&format!("{path}?after=nonsense"))
            .await
            .expect(400)
            .problem(),
        "/problems/bad-request"
    );
    admin.get(&format!("{path}?limit=0")).await.expect(400);
    admin.get(&format!("{path}?role=dog")).await.expect(400);
}

#[tokio::test]
async fn whoever_changed_last_comes_first_and_nobody_twice() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let made = admin.post("/schemes", scheme("Autumn")).await.expect(201);
    let path = format!("/schemes/{}/participants", made.json["id"].as_str().unwrap());
    let mut ids = Vec::new();
    for name in ["Ann", "Bea", "Cleo", "Dan", "Eve"] {
        let person = admin.post(&path, late_arrival(name)).await.expect(201);
        ids.push(person.json["id"].as_str().unwrap().to_owned());
    }
    admin
        .changing(
            Method::PATCH,
            &format!("/participants/{}", ids[0]),
            "\"1\"",
            json!({ "entry_status": "enrolled" }),
        )
        .await
        .expect(200);
    let (mut names, mut after) = (Vec::new(), String::new());
    loop {
        let page = admin
            .get(&format!("{path}?sort=-updated_at&limit=2&after={after}"))
            .await
            .expect(200);
        let items = page.json["items"].as_array().unwrap().iter();
        names.extend(items.map(|p| p["name"].as_str().unwrap().to_owned()));
        match page.json["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(
        names,
        ["Ann Late", "Eve Late", "Dan Late", "Cleo Late", "Bea Late"]
    );
}

#[tokio::test]
async fn by_hand_and_by_file_a_birth_date_and_a_level_are_held_to_the_same_rule() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let made = admin.post("/schemes", scheme("Autumn")).await.expect(201);
    let id = made.json["id"].as_str().unwrap();
    let path = format!("/schemes/{id}/participants");
    for born in ["2126-01-01", "1826-01-01"] {
        let mut wish = late_arrival("Ann");
        wish["date_of_birth"] = json!(born);
        let refused = admin.post(&path, wish).await.expect(422);
        assert_eq!(refused.json["errors"][0]["pointer"], "/date_of_birth", "{born}");
    }
    for (level, status) in [(4, 422), (5, 201), (6, 201)] {
        let mut wish = late_arrival(&format!("Mo{level}"));
        wish["role"] = json!("mentor");
        wish["level"] = json!(level);
        let answer = admin.post(&path, wish).await.expect(status);
        if status == 201 {
            let at = format!("/participants/{}", answer.json["id"].as_str().unwrap());
            let patch = |level| admin.changing(Method::PATCH, &at, "\"1\"", json!({ "level": level }));
            assert_eq!(patch(4).await.expect(422).json["errors"][0]["pointer"], "/level");
            assert_eq!(patch(7).await.expect(200).json["level"], 7);
        }
    }
    // The scheme has mentees at level 3, whom somebody at level 4 could mentor: still not what it asks for.
    let file = "given_name,family_name,student_number,role,level,date_of_birth\n\
                A,One,f4,mentor,4,2004-01-01\nB,Two,f6,mentor,6,2004-01-01\nC,Three,f7,mentor,6,2126-01-01\n";
    let report = crate::imports::import(&admin, id, file, |_| {}).await;
    assert_eq!(crate::imports::counts(&report), [1, 0, 0, 0, 2], "{report}");
}

#[tokio::test]
async fn somebody_met_again_is_the_same_person_and_only_once_in_a_role() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let (one, two) = (
        admin.post("/schemes", scheme("One")).await.expect(201),
        admin.post("/schemes", scheme("Two")).await.expect(201),
    );
    let at = |s: &crate::client::Answer| format!("/schemes/{}/participants", s.json["id"].as_str().unwrap());
    let first = admin.post(&at(&one), late_arrival("Ann")).await.expect(201);
    let again = admin.post(&at(&two), late_arrival("Ann")).await.expect(201);
    assert_eq!(first.json["person_id"], again.json["person_id"]);
    assert_eq!(
        admin
            .post(&at(&one), late_arrival("Ann"))
            .await
            .expect(409)
            .problem(),
        "/problems/already-there"
    );
}

#[tokio::test]
async fn a_status_follows_its_life_cycle_and_clearance_its_dates() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let made = admin.post("/schemes", scheme("Autumn")).await.expect(201);
    let path = format!("/schemes/{}/participants", made.json["id"].as_str().unwrap());
    let mut mentor = late_arrival("Mo");
    mentor["role"] = json!("mentor");
    mentor["level"] = json!(4);
    assert_eq!(
        admin.post(&path, mentor.clone()).await.expect(422).json["errors"][0]["pointer"],
        "/level"
    );
    mentor["level"] = json!(5);
    let mentor = admin.post(&path, mentor).await.expect(201);
    assert_eq!(mentor.json["is_cleared"], false);
    let at = format!("/participants/{}", mentor.json["id"].as_str().unwrap());
    let patch = |body| admin.changing(Method::PATCH, &at, "\"1\"", body);
    let backwards = json!({ "clearance": { "status": "cleared", "cleared_on": "2026-09-01", "expires_on": "2026-08-01" } });
    patch(backwards).await.expect(422);
    let cleared = patch(json!({ "clearance": { "status": "cleared", "expires_on": "2999-01-01" }, "entry_status": "enrolled" })).await.expect(200);
    assert_eq!(cleared.json["is_cleared"], true);
    let refused = admin
        .changing(
            Method::PATCH,
            &at,
            &cleared.etag(),
            json!({ "entry_status": "applicant" }),
        )
        .await
        .expect(422);
    assert_eq!(
        refused.json["errors"][0]["detail"],
        "Enrolled can't be followed by applicant."
    );
}

#[tokio::test]
async fn an_export_runs_no_formula() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let made = admin.post("/schemes", scheme("Autumn")).await.expect(201);
    let path = format!("/schemes/{}/participants", made.json["id"].as_str().unwrap());
    admin
        .post(
            &path,
            json!({ "role": "mentee", "given_name": "=cmd|'/C calc'!A0", "family_name": "Evil", "level": 4 }),
        )
        .await
        .expect(201);
    let csv = admin
        .send(admin.request(Method::GET, &path).header("accept", "text/csv"))
        .await
        .expect(200);
    assert!(csv.text.contains("'=cmd"), "{}", csv.text);
    assert!(!csv.text.contains("\n=cmd") && !csv.text.contains(",=cmd"));
}

#[tokio::test]
async fn malformed_input_is_told_where_it_is_wrong_and_never_breaks_the_server() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let raw = |body: &str, kind: &str| {
        admin
            .request(Method::POST, "/schemes")
            .header("content-type", kind.to_owned())
            .body(body.to_owned())
    };
    admin
        .send(raw("{\"name\": ", "application/json"))
        .await
        .expect(400);
    admin.send(raw("{}{}", "application/json")).await.expect(422);
    admin
        .send(raw("name=x", "application/x-www-form-urlencoded"))
        .await
        .expect(415);
    admin
        .send(raw(&format!("\"{}\"", "x".repeat(1_100_000)), "application/json"))
        .await
        .expect(413);
    // What was sent is not sent back.
    let long = admin
        .send(raw(&format!("\"{}\"", "x".repeat(600_000)), "application/json"))
        .await
        .expect(422);
    assert_eq!(long.json["errors"][0]["detail"], "Send an object here.");
    let mut wrong = scheme("Autumn");
    wrong["mentee_levels"] = json!([4, 99]);
    let answer = admin.post("/schemes", wrong).await.expect(422);
    assert_eq!(answer.json["errors"][0]["pointer"], "/mentee_levels/1");
    assert!(answer.json["request_id"].is_string());
    for path in ["/schemes/not-an-id", "/participants/1", "/nothing/here"] {
        assert_eq!(
            admin.get(path).await.expect(404).problem(),
            "/problems/not-found",
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_scheme_takes_only_programmes_that_there_are() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let mut wish = scheme("Autumn");
    wish["programme_ids"] = json!([uuid::Uuid::now_v7()]);
    let refused = admin.post("/schemes", wish).await.expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/programme_ids/0");
    let schemes = admin.get("/schemes").await.expect(200);
    assert_eq!(schemes.json["items"], json!([]));
}

#[tokio::test]
async fn a_slip_in_a_year_is_refused_where_it_stands() {
    let app = TestApp::start().await;
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    for year in ["+262142-12-30", "-0001-01-01", "9999-12-31", "0026-09-01"] {
        let mut slip = scheme("Autumn");
        slip["dates"] = json!({ "enrolment": year });
        let refused = admin.post("/schemes", slip).await.expect(422);
        assert_eq!(
            refused.json["errors"][0]["pointer"], "/dates/enrolment",
            "{}",
            refused.text
        );
    }
    admin.get("/schemes").await.expect(200);
}

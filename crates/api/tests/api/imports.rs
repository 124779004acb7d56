//! Importing a cohort: upload, map, check, apply, and the same file again.

use crate::app::TestApp;
use crate::client::{Answer, Client};
use crate::schemes::scheme;
use cairn::cohorts::entity::{monitoring, participant};
use cairn::identity::entity::person;
use cairn_domain::identity::Role;
use reqwest::Method;
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use serde_json::{Value, json};

pub const THREE: &str = "Student ID,Forename,Surname,Email,Level,Course code,Course title,School,Personal tutor group,Campus,Status,IMD band,Mark\n\
    0012,Zoë,Okafor,zoe@example.org,4,AAA,Social Policy,Arts,T1,North,Confirmed,10-20,71\n\
    0013,Dylan,Fletcher,dylan@example.org,Year 1,AAA,Social Policy,Arts,T1,North,offer holder,?,50\n\
    0014,Amina,Khan,amina@example.org,L4,BBB,Psychology,Arts,T2,South,Enrolled,90-100%,60\n";

/// An admin, and a scheme of theirs.
pub async fn start(app: &TestApp) -> (Client, String) {
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    let made = admin.post("/schemes", scheme("Autumn")).await.expect(201);
    (admin, made.json["id"].as_str().unwrap().to_owned())
}

pub async fn upload(client: &Client, scheme: &str, name: &str, content: impl Into<Vec<u8>>) -> Answer {
    let path = format!("/cohort-imports?scheme_id={scheme}&filename={name}");
    client
        .send(client.request(Method::POST, &path).body(content.into()))
        .await
}

/// Uploads, checks and applies with the suggested mapping, changed first; gives the report.
pub async fn import(
    client: &Client,
    scheme: &str,
    content: impl Into<Vec<u8>>,
    change: impl FnOnce(&mut Value),
) -> Value {
    let made = upload(client, scheme, "cohort.csv", content).await.expect(201);
    let path = format!("/cohort-imports/{}", made.json["id"].as_str().unwrap());
    let mut mapping = made.json["mapping"].clone();
    change(&mut mapping);
    client.put(&format!("{path}/mapping"), mapping).await.expect(200);
    let checked = client.post(&format!("{path}/check"), json!({})).await.expect(200);
    let applied = client
        .changing(Method::POST, &format!("{path}/apply"), &checked.etag(), json!({}))
        .await
        .expect(200);
    assert_eq!(applied.json["state"], "applied");
    assert_eq!(
        counts(&checked.json["report"]),
        counts(&applied.json["report"]),
        "the check promised something else"
    );
    applied.json["report"].clone()
}

/// Created, changed, same, withdrawn, bad.
pub fn counts(report: &Value) -> [u64; 5] {
    ["created", "changed", "same", "withdrawn", "bad"].map(|n| report[n].as_u64().unwrap())
}

#[tokio::test]
async fn a_file_becomes_people_with_their_programmes_and_groups() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let made = upload(&admin, &scheme, "cohort.csv", THREE).await.expect(201);
    assert_eq!(made.json["format"]["encoding"], "UTF-8");
    let mark = made.json["columns"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["column"] == "Mark")
        .unwrap();
    assert!(mark["refused"].as_str().unwrap().contains("never takes in marks") && mark["field"].is_null());
    let report = import(&admin, &scheme, THREE, |_| {}).await;
    assert_eq!(counts(&report), [3, 0, 0, 0, 0], "{report}");
    assert_eq!(report["new_programmes"], json!(["AAA", "BBB"]));
    assert_eq!(report["new_tutor_groups"], 2);
    let people = admin
        .get(&format!("/schemes/{scheme}/participants?sort=name"))
        .await
        .expect(200);
    let zoe = people.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["student_number"] == "0012")
        .unwrap();
    assert_eq!(
        (zoe["name"].as_str(), zoe["tutor_group"].as_str()),
        (Some("Zoë Okafor"), Some("T1"))
    );
    assert_eq!(
        (zoe["level"].as_u64(), zoe["programme_code"].as_str()),
        (Some(4), Some("AAA"))
    );
    let kept = monitoring::Entity::find().all(&app.app.db).await.unwrap();
    assert!(
        kept.iter()
            .any(|m| m.attributes == json!({ "imd_band": "10-20%" }))
    );
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing_and_a_blank_erases_nothing() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    import(&admin, &scheme, THREE, |_| {}).await;
    let before = participant::Entity::find().all(&app.app.db).await.unwrap();
    let people = person::Entity::find().all(&app.app.db).await.unwrap();
    let report = import(&admin, &scheme, THREE, |_| {}).await;
    assert_eq!(
        (counts(&report), report["met_again"].as_u64()),
        ([0, 0, 3, 0, 0], Some(3))
    );
    let blank = import(
        &admin,
        &scheme,
        "Student ID,Forename,Level\n0012,,\n0013,,\n",
        |_| {},
    )
    .await;
    assert_eq!(counts(&blank), [0, 0, 2, 0, 0]);
    assert_eq!(
        participant::Entity::find().all(&app.app.db).await.unwrap(),
        before
    );
    assert_eq!(person::Entity::find().all(&app.app.db).await.unwrap(), people);
}

#[tokio::test]
async fn a_later_file_changes_what_differs_and_withdraws_who_is_missing() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    import(&admin, &scheme, THREE, |_| {}).await;
    let later = "Student ID,Personal tutor group,Course code,Status\n0012,T9,AAA,Enrolled\n0013,T1,AAA,Offer holder\n";
    let report = import(&admin, &scheme, later, |m| m["withdraw_missing"] = json!(true)).await;
    assert_eq!(counts(&report), [0, 1, 1, 1, 0], "{report}");
    assert_eq!(report["preview"][0]["detail"], "Entry status, Tutor group");
    let rows = participant::Entity::find().all(&app.app.db).await.unwrap();
    let withdrawn: Vec<_> = rows.iter().filter(|p| p.entry_status == "withdrawn").collect();
    assert!(withdrawn.len() == 1 && withdrawn[0].left_on.is_some() && withdrawn[0].version == 2);
}

#[tokio::test]
async fn a_person_met_again_by_another_identifier_or_in_another_scheme_is_the_same_person() {
    let app = TestApp::start().await;
    let (admin, autumn) = start(&app).await;
    import(
        &admin,
        &autumn,
        "UCAS PID,Email,Forename,Level\n123-456-7890,zoe@example.org,Zoë,4\n",
        |_| {},
    )
    .await;
    import(
        &admin,
        &autumn,
        "Student ID,Email,Level\n0012,Zoe@Example.org,4\n",
        |_| {},
    )
    .await;
    let spring = admin.post("/schemes", scheme("Spring")).await.expect(201);
    let spring = spring.json["id"].as_str().unwrap();
    let both = "Student ID,Role,Level\n0012,mentor,5\n0099,mentee,4\n";
    let report = import(&admin, spring, both, |_| {}).await;
    assert_eq!(
        (counts(&report), report["met_again"].as_u64()),
        ([2, 0, 0, 0, 0], Some(1))
    );
    let zoe = person::Entity::find()
        .filter(person::Column::StudentNumber.eq("0012"))
        .all(&app.app.db)
        .await
        .unwrap();
    assert_eq!(zoe.len(), 1);
    assert_eq!(
        (zoe[0].ucas_pid.as_deref(), zoe[0].given_name.as_str()),
        (Some("1234567890"), "Zoë")
    );
    let places = participant::Entity::find().filter(participant::Column::PersonId.eq(zoe[0].id));
    assert_eq!(places.count(&app.app.db).await.unwrap(), 2);
}

#[tokio::test]
async fn one_file_may_name_somebody_as_mentor_and_as_mentee() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let report = import(
        &admin,
        &scheme,
        "Student ID,Role,Level\n1,mentor,5\n2,mentee,4\n1,mentee,4\n",
        |_| {},
    )
    .await;
    assert_eq!(
        (counts(&report), report["met_again"].as_u64()),
        ([3, 0, 0, 0, 0], Some(0))
    );
    assert_eq!(
        person::Entity::find()
            .filter(person::Column::StudentNumber.eq("1"))
            .count(&app.app.db)
            .await
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn real_registrations_are_imported_and_who_left_before_day_0_is_out() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let demo = |name: &str| {
        std::fs::read(format!("{}/../../demo/oulad/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let mentors = import(&admin, &scheme, demo("bbb-mentors.csv"), |_| {}).await;
    assert_eq!(counts(&mentors), [1072, 0, 0, 0, 0]);
    let mentees = import(&admin, &scheme, demo("bbb-mentees.csv"), |_| {}).await;
    assert_eq!(counts(&mentees), [2292, 0, 0, 0, 0]);
    let left = participant::Entity::find()
        .filter(participant::Column::LeftOn.lt(chrono::NaiveDate::from_ymd_opt(2026, 9, 21).unwrap()))
        .all(&app.app.db)
        .await
        .unwrap();
    assert!(!left.is_empty() && left.iter().all(|p| p.entry_status == "withdrawn"));
    let leavers = import(&admin, &scheme, demo("bbb-leavers.csv"), |_| {}).await;
    assert_eq!(counts(&leavers), [0, 497, 0, 0, 0]);
}

#[tokio::test]
async fn the_same_forty_people_come_in_however_their_file_arrives() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let spoiled = |name: &str| {
        std::fs::read(format!(
            "{}/../../demo/spoiled/{name}",
            env!("CARGO_MANIFEST_DIR")
        ))
        .unwrap()
    };
    let first = import(&admin, &scheme, spoiled("cohort.xlsx"), |_| {}).await;
    assert_eq!(counts(&first), [40, 0, 0, 0, 0], "{first}");
    for name in [
        "semicolon.csv",
        "tabs.tsv",
        "quoted-crlf.csv",
        "utf-8-bom.csv",
        "utf-16le.csv",
        "attainment.csv",
        "missing-last-column.csv",
        "question-marks.csv",
    ] {
        let report = import(&admin, &scheme, spoiled(name), |_| {}).await;
        assert_eq!(counts(&report), [0, 0, 40, 0, 0], "{name}: {report}");
    }
    for name in ["windows-1252.csv", "gb18030.csv"] {
        let report = import(&admin, &scheme, spoiled(name), |_| {}).await;
        assert_eq!(report["bad"], 0, "{name}: {report}");
    }
    for (name, bad) in [("20-oct.csv", 3), ("formulas.csv", 1)] {
        let report = import(&admin, &scheme, spoiled(name), |_| {}).await;
        assert!(report["bad"].as_u64().unwrap() >= bad, "{name}: {report}");
    }
}

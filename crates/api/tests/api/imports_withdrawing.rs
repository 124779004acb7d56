//! What a check promised is what happens, to the people it named and to nobody else.

use crate::app::TestApp;
use crate::client::{Answer, Client};
use crate::imports::{THREE, counts, import, start, upload};
use cairn::cohorts::entity::participant;
use cairn::identity::entity::person;
use cairn_domain::identity::Role;
use reqwest::Method;
use sea_orm::{EntityTrait as _, JoinType, QuerySelect as _, RelationDef};
use serde_json::{Value, json};

const HEADING: &str = "student_number,given_name,family_name,role,programme_code,level,tutor_group\n";

/// An uploaded file that is checked and applied step by step.
struct File<'a> {
    client: &'a Client,
    path: String,
}

impl<'a> File<'a> {
    async fn of(client: &'a Client, scheme: &str, content: &str, withdraw_missing: bool) -> Self {
        let made = upload(client, scheme, "file.csv", content).await.expect(201);
        let path = format!("/cohort-imports/{}", made.json["id"].as_str().unwrap());
        let mut mapping = made.json["mapping"].clone();
        mapping["withdraw_missing"] = json!(withdraw_missing);
        client.put(&format!("{path}/mapping"), mapping).await.expect(200);
        Self { client, path }
    }
    async fn check(&self) -> Answer {
        self.client
            .post(&format!("{}/check", self.path), json!({}))
            .await
            .expect(200)
    }
    async fn apply(&self, checked: &Answer) -> Answer {
        let path = format!("{}/apply", self.path);
        self.client
            .changing(Method::POST, &path, &checked.etag(), json!({}))
            .await
    }
}

/// Who would be withdrawn, as a report names them.
fn named(report: &Value) -> Vec<&str> {
    let rows = report["preview"].as_array().unwrap().iter();
    rows.filter(|r| r["verdict"] == "withdraw")
        .map(|r| {
            assert!(r["line"].is_null(), "{r}");
            r["name"].as_str().unwrap()
        })
        .collect()
}

/// The student numbers of who is withdrawn.
async fn withdrawn(app: &TestApp) -> Vec<String> {
    let to_person: RelationDef = participant::Entity::belongs_to(person::Entity)
        .from(participant::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let mut rows: Vec<(String, String)> = participant::Entity::find()
        .select_only()
        .column(participant::Column::EntryStatus)
        .column(person::Column::StudentNumber)
        .join(JoinType::InnerJoin, to_person)
        .into_tuple()
        .all(&app.app.db)
        .await
        .unwrap();
    rows.retain(|(status, _)| status == "withdrawn");
    rows.into_iter().map(|(_, number)| number).collect()
}

/// Somebody of a scheme by their student number: their address, version and body.
async fn find(client: &Client, scheme: &str, number: &str) -> (String, String, Value) {
    let page = client
        .get(&format!("/schemes/{scheme}/participants?q={number}"))
        .await
        .expect(200);
    let it = page.json["items"][0].clone();
    (
        format!("/participants/{}", it["id"].as_str().unwrap()),
        format!("\"{}\"", it["version"]),
        it,
    )
}

#[tokio::test]
async fn a_check_names_who_would_be_withdrawn() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    import(&admin, &scheme, THREE, |_| {}).await;
    let file = File::of(&admin, &scheme, "Student ID,Level\n0012,4\n", true).await;
    let checked = file.check().await;
    let report = &checked.json["report"];
    assert_eq!(counts(report), [0, 0, 1, 2, 0], "{report}");
    assert_eq!(
        named(report),
        ["Dylan Fletcher", "Amina Khan"],
        "by family name: {report}"
    );
    assert_eq!(
        named(&file.apply(&checked).await.expect(200).json["report"]),
        named(report)
    );
    let mut gone = withdrawn(&app).await;
    gone.sort_unstable();
    assert_eq!(gone, ["0013", "0014"]);
}

#[tokio::test]
async fn nobody_is_withdrawn_in_the_place_of_another() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let two = [
        HEADING,
        "w1,Ada,Quill,mentee,CS,4,T1\nw2,Bo,Ling,mentee,CS,4,T1\n",
    ]
    .concat();
    import(&admin, &scheme, two, |_| {}).await;
    let one = [HEADING, "w1,Ada,Quill,mentee,CS,4,T1\n"].concat();
    let file = File::of(&admin, &scheme, &one, true).await;
    let checked = file.check().await;
    assert_eq!(named(&checked.json["report"]), ["Bo Ling"]);
    // Bo leaves and another Bo Ling comes: the report would read the same, and it would be somebody else.
    let (bo, version, _) = find(&admin, &scheme, "w2").await;
    admin
        .changing(
            Method::PATCH,
            &bo,
            &version,
            json!({ "entry_status": "withdrawn" }),
        )
        .await
        .expect(200);
    let another = json!({ "role": "mentee", "given_name": "Bo", "family_name": "Ling", "student_number": "w3", "level": 4 });
    admin
        .post(&format!("/schemes/{scheme}/participants"), another)
        .await
        .expect(201);
    let refused = file.apply(&checked).await.expect(409);
    assert_eq!(refused.problem(), "/problems/changed-since-check");
    assert_eq!(withdrawn(&app).await, ["w2"]);
    let again = file.check().await;
    assert_eq!(named(&again.json["report"]), ["Bo Ling"]);
    file.apply(&again).await.expect(200);
    assert_eq!(withdrawn(&app).await.len(), 2);
}

#[tokio::test]
async fn a_change_to_another_person_than_was_seen_is_noticed_however_long_the_file() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let rows = |moved: Option<u32>| {
        let row = |n: u32| {
            let group = if Some(n) == moved { "T2" } else { "T1" };
            format!("r{n:03},Person,Number{n},mentee,CS,4,{group}\n")
        };
        HEADING.to_owned() + &(100..180).map(row).collect::<String>()
    };
    import(&admin, &scheme, rows(Some(179)), |_| {}).await;
    let file = File::of(&admin, &scheme, &rows(Some(170)), false).await;
    let checked = file.check().await;
    assert_eq!(counts(&checked.json["report"]), [0, 2, 78, 0, 0]);
    // 170 is put where the file wants them, and 171 elsewhere: again two would change.
    let (.., there) = find(&admin, &scheme, "r179").await;
    for number in ["r170", "r171"] {
        let (path, version, _) = find(&admin, &scheme, number).await;
        let body = json!({ "tutor_group_id": there["tutor_group_id"] });
        admin
            .changing(Method::PATCH, &path, &version, body)
            .await
            .expect(200);
    }
    let refused = file.apply(&checked).await.expect(409);
    assert_eq!(refused.problem(), "/problems/changed-since-check");
    let again = file.check().await;
    assert_eq!(counts(&again.json["report"]), [0, 2, 78, 0, 0]);
    file.apply(&again).await.expect(200);
}

#[tokio::test]
async fn what_was_not_seen_is_not_done() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let ada = [HEADING, "w1,Ada,Lovelace,mentee,CS,4,\n"].concat();
    let file = File::of(&admin, &scheme, &ada, true).await;
    let checked = file.check().await;
    assert_eq!(checked.json["report"]["withdrawn"], 0);
    // Meanwhile somebody else brings in a person whom this file would withdraw.
    import(
        &admin,
        &scheme,
        [HEADING, "w2,Alan,Turing,mentee,CS,4,\n"].concat(),
        |_| {},
    )
    .await;
    let refused = file.apply(&checked).await.expect(409);
    assert_eq!(refused.problem(), "/problems/changed-since-check");
    let again = file.check().await;
    assert_eq!(named(&again.json["report"]), ["Alan Turing"]);
    file.apply(&again).await.expect(200);
}

#[tokio::test]
async fn what_one_role_was_shown_another_does_not_do() {
    let app = TestApp::start().await;
    let (admin, theirs) = start(&app).await;
    import(&admin, &theirs, "student_number,level\nz1,4\n", |_| {}).await;
    let mine = app.bare_scheme("Mine").await;
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(mine))
        .await;
    // An admin may give them an address, the scheme's lead may not.
    let file = File::of(
        &admin,
        &mine.to_string(),
        "student_number,email,level\nz1,z1@x.example,4\n",
        false,
    )
    .await;
    let checked = file.check().await;
    let by_lead = File {
        client: &lead,
        path: file.path.clone(),
    };
    let refused = by_lead.apply(&checked).await.expect(409);
    assert_eq!(refused.problem(), "/problems/changed-since-check");
    assert!(
        refused.json["detail"]
            .as_str()
            .unwrap()
            .contains("somebody who may change more or less than you"),
        "{}",
        refused.text
    );
    let again = by_lead.check().await;
    by_lead.apply(&again).await.expect(200);
}

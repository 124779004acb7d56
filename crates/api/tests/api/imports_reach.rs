//! Whoever imports changes only people who are theirs: of anybody else, not even what is empty.

use crate::app::TestApp;
use crate::client::Client;
use crate::imports::{counts, import, start};
use cairn::cohorts::entity::participant;
use cairn::identity::entity::person;
use cairn_domain::identity::Role;
use cairn_domain::ids::SchemeId;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};

const HEADING: &str = "student_number,ucas_pid,husid,email,given_name,family_name,preferred_name,pronouns,date_of_birth,\
                       interests,role,programme_code,level\n";

/// Everything that a row can say of somebody.
fn all_about(number: &str, email: &str) -> String {
    format!("{number},1234567890,,{email},Evil,Twin,Evie,she/her,2008-02-14,Chess,mentee,CS,4\n")
}

async fn person(app: &TestApp, column: person::Column, value: &str) -> person::Model {
    let query = person::Entity::find().filter(column.eq(value));
    query.one(&app.app.db).await.unwrap().unwrap()
}

/// A lead of one scheme, and the scheme.
async fn lead(app: &TestApp, email: &str) -> (Client, SchemeId) {
    let mine = app.bare_scheme("Mine").await;
    (app.signed_in(email, Role::SchemeLead, Some(mine)).await, mine)
}

fn preview(report: &Value, line: u64) -> &str {
    let mut rows = report["preview"].as_array().unwrap().iter();
    let row = rows.find(|r| r["line"] == line).unwrap();
    row["detail"].as_str().unwrap()
}

#[tokio::test]
async fn nothing_of_somebody_of_another_scheme_can_be_filled_in() {
    let app = TestApp::start().await;
    let (admin, theirs) = start(&app).await;
    // Somebody without an address: whoever fills one in could have themself invited in their place.
    import(&admin, &theirs, "student_number,level\nz1,4\n", |_| {}).await;
    let (lead, mine) = lead(&app, "lead@example.org").await;
    let victim = person(&app, person::Column::StudentNumber, "z1").await;
    let boss = person(&app, person::Column::Email, "admin@example.org").await;

    let file = [
        HEADING,
        &all_about("z1", "evil@x.example"),
        &all_about("", "admin@example.org").replace("1234567890", ""),
    ]
    .concat();
    let report = import(&lead, &mine.to_string(), file, |_| {}).await;
    assert_eq!(counts(&report), [2, 0, 0, 0, 0], "{report}");
    assert_eq!(person(&app, person::Column::StudentNumber, "z1").await, victim);
    assert_eq!(
        person(&app, person::Column::Email, "admin@example.org").await,
        boss
    );

    // It is said, and what isn't theirs to know can't be found out by trying.
    assert_eq!(report["left_as_known"], 2, "{report}");
    assert!(
        preview(&report, 2).contains("Left as it is: UCAS personal ID, Email, Given name"),
        "{report}"
    );
    assert!(preview(&report, 2).contains("Date of birth"), "{report}");

    let all = json!({ "scheme_id": mine });
    let sent = lead.post("/invitations/participants", all).await.expect(202);
    assert_eq!(sent.json["count"], 0);
    assert_eq!(app.letters_to("evil@x.example").await, 0);
    let place = participant::Entity::find().filter(participant::Column::PersonId.eq(victim.id));
    assert_eq!(
        place.all(&app.app.db).await.unwrap().len(),
        2,
        "their place in the scheme is the lead's affair"
    );
}

#[tokio::test]
async fn a_birth_date_can_not_be_found_out_by_trying() {
    let app = TestApp::start().await;
    let (admin, theirs) = start(&app).await;
    import(
        &admin,
        &theirs,
        "student_number,date_of_birth,level\nz1,2008-02-14,4\n",
        |_| {},
    )
    .await;
    let (lead, mine) = lead(&app, "lead@example.org").await;
    let mut said = Vec::new();
    for born in ["2008-02-14", "2008-02-15"] {
        let file = format!("student_number,date_of_birth,level\nz1,{born},4\n");
        let report = import(&lead, &mine.to_string(), file, |m| {
            m["defaults"]["role"] = json!("mentee")
        })
        .await;
        said.push(preview(&report, 2).split("Left").nth(1).unwrap().to_owned());
    }
    assert_eq!(said[0], said[1]);
}

#[tokio::test]
async fn who_is_a_leads_alone_is_theirs_to_fill_in_until_another_scheme_has_them() {
    let app = TestApp::start().await;
    let (admin, other) = start(&app).await;
    let (lead, mine) = lead(&app, "lead@example.org").await;
    let second = app.bare_scheme("Mine too").await;
    let leader = person(&app, person::Column::Email, "lead@example.org").await;
    app.grant(
        cairn_domain::ids::PersonId(leader.id),
        Role::SchemeLead,
        Some(second),
    )
    .await;
    let bring = async |client: &Client, scheme: &str, email: &str| {
        let file = format!("student_number,email,level\nq1,{email},4\n");
        let report = import(client, scheme, file, |_| {}).await;
        (
            report["left_as_known"].as_u64(),
            person(&app, person::Column::StudentNumber, "q1").await.email,
        )
    };
    for scheme in [mine, second] {
        bring(&lead, &scheme.to_string(), "").await;
    }
    // In two schemes, and both are the lead's.
    assert_eq!(
        bring(&lead, &mine.to_string(), "a@x.example").await,
        (Some(0), Some("a@x.example".into()))
    );
    bring(&admin, &other, "").await;
    assert_eq!(
        bring(&lead, &mine.to_string(), "evil@x.example").await,
        (Some(1), Some("a@x.example".into()))
    );
    assert_eq!(
        bring(&admin, &other, "b@x.example").await,
        (Some(0), Some("b@x.example".into()))
    );
}

#[tokio::test]
async fn somebody_who_is_in_no_scheme_of_a_leads_is_not_theirs() {
    let app = TestApp::start().await;
    // Staff whose role was taken away: an account, and no place anywhere.
    app.person("former@example.org").await;
    let before = person(&app, person::Column::Email, "former@example.org").await;
    let (lead, mine) = lead(&app, "lead@example.org").await;
    let file = [HEADING, &all_about("z9", "former@example.org")].concat();
    import(&lead, &mine.to_string(), file, |_| {}).await;
    assert_eq!(
        person(&app, person::Column::Email, "former@example.org").await,
        before
    );
}

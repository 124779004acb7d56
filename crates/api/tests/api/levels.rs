//! Who may be in a scheme at which level: one rule, however somebody comes in.

use crate::app::TestApp;
use crate::client::Client;
use crate::imports::{self, counts};
use crate::schemes::scheme;
use cairn::cohorts::entity::participant;
use cairn_domain::identity::Role;
use reqwest::Method;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};

/// A scheme for mentees at level 4.
async fn level_4(app: &TestApp) -> (Client, String) {
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    let mut wish = scheme("Autumn");
    wish["mentee_levels"] = json!([4]);
    let made = admin.post("/schemes", wish).await.expect(201);
    (admin, made.json["id"].as_str().unwrap().to_owned())
}

fn mentee(number: &str, level: u8) -> Value {
    json!({ "role": "mentee", "given_name": "Ann", "family_name": "Late", "student_number": number, "level": level })
}

/// The settings of a scheme as they are, changed, and saved.
async fn save(admin: &Client, id: &str, change: impl FnOnce(&mut Value)) -> crate::client::Answer {
    let path = format!("/schemes/{id}");
    let seen = admin.get(&path).await.expect(200);
    let mut wish = seen.json.clone();
    for own in ["id", "phase", "version", "created_at"] {
        wish.as_object_mut().unwrap().remove(own);
    }
    change(&mut wish);
    admin.changing(Method::PUT, &path, &seen.etag(), wish).await
}

#[tokio::test]
async fn a_mentee_at_a_level_that_the_scheme_does_not_take_is_refused_by_hand_and_by_file() {
    let app = TestApp::start().await;
    let (admin, id) = level_4(&app).await;
    let path = format!("/schemes/{id}/participants");
    let by_hand = admin.post(&path, mentee("h3", 3)).await.expect(422);
    admin.post(&path, mentee("h4", 4)).await.expect(201);
    let made = imports::upload(
        &admin,
        &id,
        "x.csv",
        "student_number,role,level\nf3,mentee,3\nf4,mentee,4\n",
    )
    .await
    .expect(201);
    let check = format!("/cohort-imports/{}/check", made.json["id"].as_str().unwrap());
    let report = admin.post(&check, json!({})).await.expect(200).json["report"].clone();
    assert_eq!(counts(&report), [1, 0, 0, 0, 1], "{report}");
    let fault = &report["faults"][0];
    assert_eq!((&fault["line"], &fault["column"]), (&json!(2), &json!("level")));
    assert_eq!(
        fault["reason"], by_hand.json["errors"][0]["detail"],
        "the same rule in the same words"
    );
}

#[tokio::test]
async fn who_comes_back_is_held_to_the_levels_of_today() {
    let app = TestApp::start().await;
    let (admin, id) = level_4(&app).await;
    // Somebody who left is no question of levels: a file may go on naming them.
    let left = "student_number,role,level,entry_status\nb3,mentee,3,withdrawn\n";
    let report = imports::import(&admin, &id, left, |_| {}).await;
    assert_eq!(counts(&report), [1, 0, 0, 0, 0], "{report}");
    let page = admin
        .get(&format!("/schemes/{id}/participants"))
        .await
        .expect(200);
    let at = format!("/participants/{}", page.json["items"][0]["id"].as_str().unwrap());
    let back = |body| admin.changing(Method::PATCH, &at, "\"1\"", body);
    let refused = back(json!({ "entry_status": "enrolled" })).await.expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/level");
    let by_file = "student_number,role,level,entry_status\nb3,mentee,3,enrolled\n";
    let report = imports::import(&admin, &id, by_file, |_| {}).await;
    assert_eq!(counts(&report), [0, 0, 0, 0, 1], "{report}");
    // Still away, they may opt out; back in, only with a level that is taken.
    let away = back(json!({ "opted_out": true })).await.expect(200);
    let enrolled = json!({ "entry_status": "enrolled" });
    let out = admin
        .changing(Method::PATCH, &at, &away.etag(), enrolled)
        .await
        .expect(200);
    let in_again = json!({ "opted_out": false });
    admin
        .changing(Method::PATCH, &at, &out.etag(), in_again)
        .await
        .expect(422);
    let fits = json!({ "opted_out": false, "level": 4 });
    admin
        .changing(Method::PATCH, &at, &out.etag(), fits)
        .await
        .expect(200);
}

#[tokio::test]
async fn settings_can_be_saved_while_somebody_is_at_another_level() {
    let app = TestApp::start().await;
    let (admin, id) = level_4(&app).await;
    let path = format!("/schemes/{id}/participants");
    for number in ["a", "b"] {
        admin.post(&path, mentee(number, 4)).await.expect(201);
    }
    // From before there was a rule.
    participant::Entity::update_many()
        .col_expr(participant::Column::Level, Expr::value(3))
        .filter(participant::Column::SchemeId.eq(id.parse::<uuid::Uuid>().unwrap()))
        .exec(&app.app.db)
        .await
        .unwrap();
    // So can they: a form sends the level along, and it isn't another one.
    let page = admin.get(&path).await.expect(200);
    let at = format!("/participants/{}", page.json["items"][0]["id"].as_str().unwrap());
    let same = json!({ "level": 3, "entry_status": "enrolled" });
    let kept = admin
        .changing(Method::PATCH, &at, "\"1\"", same)
        .await
        .expect(200);
    let other = json!({ "level": 5 });
    admin
        .changing(Method::PATCH, &at, &kept.etag(), other)
        .await
        .expect(422);
    save(&admin, &id, |s| s["name"] = json!("Autumn, renamed"))
        .await
        .expect(200);
    save(&admin, &id, |s| s["mentee_levels"] = json!([3, 4]))
        .await
        .expect(200);
    let refused = save(&admin, &id, |s| s["mentee_levels"] = json!([4]))
        .await
        .expect(422);
    assert_eq!(refused.json["errors"][0]["pointer"], "/mentee_levels");
    assert!(
        refused.json["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .starts_with("2 of the mentees"),
        "{}",
        refused.text
    );
    let twice = save(&admin, &id, |s| s["mentee_levels"] = json!([3, 4, 4]))
        .await
        .expect(422);
    assert_eq!(twice.json["errors"][0]["detail"], "Name each level once.");
}

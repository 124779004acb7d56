//! What people do with their own account.

use crate::app::TestApp;
use crate::people::PASSWORD;
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::{Value, json};

fn profile(given: &str) -> Value {
    json!({ "given_name": given, "family_name": "Lovelace", "pronouns": " she/her ", "about": "", "interests": ["Looms", "looms", "Flying"], "languages": ["English"], "availability": 9 })
}

#[tokio::test]
async fn me_shows_the_person_their_roles_and_a_version() {
    let app = TestApp::start().await;
    let me = app
        .signed_in("ada@example.org", Role::InstitutionAdmin, None)
        .await;
    let answer = me.get("/me").await.expect(200);
    assert_eq!(answer.etag(), "\"1\"");
    assert_eq!(answer.json["email"], "ada@example.org");
    assert_eq!(answer.json["grants"][0]["role"], "institution_admin");
    assert_eq!(answer.json["settings"]["colour_mode"], "system");
    assert_eq!(answer.json["pending_email"], Value::Null);
}

#[tokio::test]
async fn a_profile_is_saved_and_a_stale_one_is_not() {
    let app = TestApp::start().await;
    let me = app
        .signed_in("ada@example.org", Role::InstitutionAdmin, None)
        .await;
    let seen = me.get("/me").await.etag();
    let saved = me
        .changing(Method::PUT, "/me/profile", &seen, profile(" Ada "))
        .await
        .expect(200);
    assert_eq!(saved.json["profile"]["given_name"], "Ada");
    assert_eq!(saved.json["profile"]["pronouns"], "she/her");
    assert_eq!(saved.json["profile"]["about"], Value::Null);
    assert_eq!(saved.json["profile"]["interests"], json!(["Looms", "Flying"]));
    assert_ne!(saved.etag(), seen);
    let stale = me
        .changing(Method::PUT, "/me/profile", &seen, profile("Eve"))
        .await
        .expect(412);
    assert_eq!(stale.problem(), "/problems/changed-meanwhile");
    me.put("/me/profile", profile("Eve")).await.expect(428);
    assert_eq!(me.get("/me").await.json["profile"]["given_name"], "Ada");
}

#[tokio::test]
async fn a_profile_names_every_field_to_mend() {
    let app = TestApp::start().await;
    let me = app
        .signed_in("ada@example.org", Role::InstitutionAdmin, None)
        .await;
    let mut bad = profile("  ");
    bad["interests"] = json!(["Looms", ""]);
    bad["pronouns"] = json!("x".repeat(41));
    let answer = me
        .changing(Method::PUT, "/me/profile", "\"1\"", bad)
        .await
        .expect(422);
    let pointers: Vec<_> = answer.json["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/given_name", "/pronouns", "/interests/1"]);
    let mut beyond = profile("Ada");
    beyond["availability"] = json!(1 << 21);
    let answer = me
        .changing(Method::PUT, "/me/profile", "\"1\"", beyond)
        .await
        .expect(422);
    assert_eq!(answer.json["errors"][0]["pointer"], "/availability");
}

#[tokio::test]
async fn settings_are_kept() {
    let app = TestApp::start().await;
    let me = app
        .signed_in("ada@example.org", Role::InstitutionAdmin, None)
        .await;
    let settings = json!({ "colour_mode": "dark", "email_about_groups": false, "email_digest": true, "show_email": "nobody", "show_about": "group", "show_pronouns": "mentor" });
    me.put("/me/settings", settings.clone()).await.expect(200);
    assert_eq!(me.get("/me").await.json["settings"], settings);
}

#[tokio::test]
async fn a_new_password_signs_out_the_other_browsers_and_tells_the_person() {
    let app = TestApp::start().await;
    let here = app
        .signed_in("ada@example.org", Role::InstitutionAdmin, None)
        .await;
    let mut there = app.client();
    there.sign_in("ada@example.org", PASSWORD).await.expect(200);
    let change = json!({ "current_password": PASSWORD, "new_password": "three purple kettles" });
    here.post("/me/password", change).await.expect(204);
    here.get("/me").await.expect(200);
    there.get("/me").await.expect(401);
    let mut again = app.client();
    again.sign_in("ada@example.org", PASSWORD).await.expect(401);
    again
        .sign_in("ada@example.org", "three purple kettles")
        .await
        .expect(200);
    assert_eq!(app.letters_to("ada@example.org").await, 1);
}

#[tokio::test]
async fn sessions_are_listed_and_one_can_be_ended() {
    let app = TestApp::start().await;
    let here = app
        .signed_in("ada@example.org", Role::InstitutionAdmin, None)
        .await;
    let mut there = app.client();
    there.sign_in("ada@example.org", PASSWORD).await.expect(200);
    let listed = here.get("/me/sessions").await.expect(200).json;
    assert_eq!(listed.as_array().unwrap().len(), 2);
    let other = listed
        .as_array()
        .unwrap()
        .iter()
        .find(|s| s["current"] == false)
        .unwrap();
    let path = format!("/me/sessions/{}", other["id"].as_str().unwrap());
    here.delete(&path).await.expect(204);
    here.delete(&path).await.expect(404);
    there.get("/me").await.expect(401);
    let listed = here.get("/me/sessions").await.expect(200).json;
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["current"], true);
}

#[tokio::test]
async fn a_new_address_counts_once_its_link_is_opened_and_the_old_one_is_told() {
    let app = TestApp::start().await;
    let me = app
        .signed_in("ada@home.example", Role::InstitutionAdmin, None)
        .await;
    let id = me.get("/me").await.json["person_id"].clone();
    let change = json!({ "new_email": "Ada@uni.example", "password": PASSWORD });
    me.post("/me/email-changes", change).await.expect(202);
    let waiting = me.get("/me").await.json;
    assert_eq!(waiting["email"], "ada@home.example");
    assert_eq!(waiting["pending_email"], "Ada@uni.example");
    let token = app.link_sent_to("Ada@uni.example").await;
    app.client()
        .post("/auth/email-changes/confirm", json!({ "token": token }))
        .await
        .expect(204);
    let after = me.get("/me").await.json;
    assert_eq!(after["email"], "Ada@uni.example");
    assert_eq!(after["pending_email"], Value::Null);
    assert_eq!(after["person_id"], id);
    assert_eq!(after["grants"][0]["role"], "institution_admin");
    assert_eq!(app.letters_to("ada@home.example").await, 1);
    app.client()
        .sign_in("ada@home.example", PASSWORD)
        .await
        .expect(401);
    app.client()
        .sign_in("ada@uni.example", PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_link_and_every_session_ends() {
    let app = TestApp::start().await;
    let me = app
        .signed_in("ada@example.org", Role::InstitutionAdmin, None)
        .await;
    app.client()
        .post("/auth/forgotten-password", json!({ "email": "ADA@example.org" }))
        .await
        .expect(202);
    let token = app.link_sent_to("ada@example.org").await;
    let choice = json!({ "token": token, "password": "three purple kettles" });
    app.client()
        .post("/auth/reset-password", choice)
        .await
        .expect(204);
    me.get("/me").await.expect(401);
    app.client()
        .sign_in("ada@example.org", "three purple kettles")
        .await
        .expect(200);
}

#[tokio::test]
async fn what_stands_beside_a_name_is_one_line_too() {
    let app = TestApp::start().await;
    let me = app
        .signed_in("ada@example.org", Role::InstitutionAdmin, None)
        .await;
    let seen = me.get("/me").await.etag();
    for field in ["given_name", "family_name", "preferred_name", "pronouns"] {
        for broken in ["Ada\nBcc: x", "Ada\tL", "Ada\r"] {
            let mut bad = profile("Ada");
            bad[field] = json!(broken);
            let refused = me
                .changing(Method::PUT, "/me/profile", &seen, bad)
                .await
                .expect(422);
            assert_eq!(
                refused.json["errors"][0]["pointer"],
                format!("/{field}"),
                "{broken:?}"
            );
        }
    }
    let mut good = profile("Ada");
    good["about"] = json!("Two\nlines.");
    me.changing(Method::PUT, "/me/profile", &seen, good)
        .await
        .expect(200);
}

//! What an operator does from the command line.

use crate::app::TestApp;
use cairn::identity::commands::{NewUser, access_token, create};
use cairn_domain::identity::Role;
use serde_json::json;

fn first_admin() -> NewUser {
    NewUser {
        email: "ruth@example.org".into(),
        given: "Ruth".into(),
        family: "Adeyemi".into(),
        role: Role::InstitutionAdmin,
        scheme: None,
        password_stdin: false,
    }
}

#[tokio::test]
async fn the_first_admin_is_made_with_a_password_and_signs_in() {
    let app = TestApp::start().await;
    let refused = create(&app.app, first_admin(), Some("Ruth Adeyemi".into())).await;
    assert!(refused.unwrap_err().to_string().contains("Your own name"));
    create(&app.app, first_admin(), Some("three purple kettles".into()))
        .await
        .unwrap();
    let mut ruth = app.client();
    ruth.sign_in("ruth@example.org", "three purple kettles")
        .await
        .expect(200);
    let me = ruth.get("/me").await.expect(200).json;
    assert_eq!(me["grants"][0]["role"], "institution_admin");
    let again = create(&app.app, first_admin(), None).await.unwrap();
    assert!(again.contains("has an account already"), "{again}");
    assert_eq!(ruth.get("/me").await.json["grants"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn without_a_password_the_link_is_printed_and_opens_the_account() {
    let app = TestApp::start().await;
    let said = create(&app.app, first_admin(), None).await.unwrap();
    let token = said.split_once("#token=").unwrap().1.trim();
    let body = json!({ "token": token, "password": "three purple kettles" });
    app.client()
        .post("/auth/invitations/accept", body)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_script_gets_a_token_of_ten_minutes_and_the_trail_says_so() {
    let app = TestApp::start().await;
    assert!(access_token(&app.app, "ruth@example.org").await.is_err());
    create(&app.app, first_admin(), Some("three purple kettles".into()))
        .await
        .unwrap();
    let token = access_token(&app.app, "ruth@example.org").await.unwrap();
    let script = app.client().with_token(&token);
    let trail = script.get("/audit-events").await.expect(200).text;
    assert!(trail.contains("token.issued"), "{trail}");
    app.app.clock.advance(chrono::Duration::minutes(11));
    script.get("/me").await.expect(401);
}

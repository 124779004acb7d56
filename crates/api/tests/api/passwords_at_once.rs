//! Two things at once about one password: whoever chose another one has the last word.

use crate::app::TestApp;
use crate::people::PASSWORD;
use cairn::ctx::Ctx;
use cairn::identity::service;
use cairn_domain::identity::SignIn;
use serde_json::json;

const NEW: &str = "another horse battery";

/// A password that somebody forgot is replaced, by the link in a letter.
async fn reset(app: &TestApp, email: &str) {
    let client = app.client();
    client
        .post("/auth/forgotten-password", json!({ "email": email }))
        .await
        .expect(202);
    let token = app.link_sent_to(email).await;
    let choice = json!({ "token": token, "password": NEW });
    client.post("/auth/reset-password", choice).await.expect(204);
}

fn with(password: &str) -> SignIn {
    SignIn {
        email: "ada@example.org".into(),
        password: password.into(),
    }
}

#[tokio::test]
async fn a_sign_in_that_was_under_way_ends_with_the_password_it_was_tried_with() {
    let app = TestApp::start().await;
    app.person("ada@example.org").await;
    let ctx = Ctx::internal(&app.app);
    let tried = service::try_password(&ctx, with(PASSWORD)).await.unwrap();
    reset(&app, "ada@example.org").await;
    let refused = service::admit(&ctx, tried, "a browser").await;
    assert_eq!(
        refused.err().map(|p| p.status().as_u16()),
        Some(401),
        "the old password opened a session"
    );
    let mut client = app.client();
    client.sign_in("ada@example.org", NEW).await.expect(200);
    let open = client.get("/me/sessions").await.expect(200);
    assert_eq!(open.json.as_array().map(Vec::len), Some(1), "{}", open.text);
}

#[tokio::test]
async fn a_password_that_was_shown_is_good_for_as_long_as_it_is_theirs() {
    let app = TestApp::start().await;
    let ada = app.person("ada@example.org").await;
    let ctx = Ctx::internal(&app.app);
    let proof = service::prove(&ctx, ada, PASSWORD.into()).await.unwrap().unwrap();
    let holds = async || {
        let work = ctx.begin_as(Some(ada)).await.unwrap();
        proof.still_holds(&work).await.unwrap()
    };
    assert!(holds().await);
    reset(&app, "ada@example.org").await;
    assert!(!holds().await);
    let old = service::prove(&ctx, ada, PASSWORD.into()).await.unwrap();
    assert!(old.is_none());
}

#[tokio::test]
async fn a_wrong_guess_at_the_old_password_does_not_count_against_the_new_one() {
    let app = TestApp::start().await;
    app.person("ada@example.org").await;
    let ctx = Ctx::internal(&app.app);
    let mut guesses = Vec::new();
    for _ in 0..5 {
        guesses.push(service::try_password(&ctx, with("not this one")).await.unwrap());
    }
    reset(&app, "ada@example.org").await;
    for guess in guesses {
        assert!(service::admit(&ctx, guess, "a browser").await.is_err());
    }
    app.client().sign_in("ada@example.org", NEW).await.expect(200);
}

#[tokio::test]
async fn of_two_who_change_a_password_at_once_one_is_told_that_it_is_another_by_now() {
    let app = TestApp::start().await;
    app.person("ada@example.org").await;
    let (mut here, mut there) = (app.client(), app.client());
    here.sign_in("ada@example.org", PASSWORD).await.expect(200);
    there.sign_in("ada@example.org", PASSWORD).await.expect(200);
    let change = |new: &str| json!({ "current_password": PASSWORD, "new_password": new });
    let (one, two) = tokio::join!(
        here.post("/me/password", change("first horse battery")),
        there.post("/me/password", change("second horse battery"))
    );
    let mut answers = [one.status.as_u16(), two.status.as_u16()];
    answers.sort_unstable();
    // The one who came later is told so, or was signed out by the other's change.
    assert!(
        answers[0] == 204 && [401, 422].contains(&answers[1]),
        "{} {}",
        one.text,
        two.text
    );
}

//! Signing in, refreshing, and what is refused.

use crate::app::TestApp;
use crate::client::Answer;
use crate::people::PASSWORD;
use serde_json::json;

#[tokio::test]
async fn a_person_signs_in_and_gets_a_token_that_opens_doors() {
    let app = TestApp::start().await;
    app.person("ada@example.org").await;
    let mut client = app.client();
    let answer = client.sign_in("Ada@Example.org", PASSWORD).await.expect(200);
    assert_eq!(answer.json["token_type"], "Bearer");
    assert_eq!(answer.json["expires_in"], 600);
    let cookie = set_cookie(&answer, "cairn_refresh");
    assert!(
        cookie.contains("HttpOnly")
            && cookie.contains("SameSite=Strict")
            && cookie.contains("Path=/api/v1/auth"),
        "{cookie}"
    );
    let mark = set_cookie(&answer, "cairn_in");
    assert!(
        mark.starts_with("cairn_in=1;") && mark.contains("Path=/;") && !mark.contains("HttpOnly"),
        "{mark}"
    );
    client.post("/events/tickets", json!({})).await.expect(201);
}

#[tokio::test]
async fn every_refused_sign_in_looks_the_same() {
    let app = TestApp::start().await;
    app.person("ada@example.org").await;
    let wrong = app
        .client()
        .sign_in("ada@example.org", "not this one")
        .await
        .expect(401);
    let unknown = app
        .client()
        .sign_in("nobody@example.org", "not this one")
        .await
        .expect(401);
    for _ in 0..5 {
        app.client()
            .sign_in("ada@example.org", "not this one")
            .await
            .expect(401);
    }
    let resting = app
        .client()
        .sign_in("ada@example.org", PASSWORD)
        .await
        .expect(401);
    let said = |a: &Answer| {
        (
            a.json["type"].clone(),
            a.json["title"].clone(),
            a.json["detail"].clone(),
        )
    };
    assert_eq!(said(&wrong), said(&unknown));
    assert_eq!(said(&wrong), said(&resting));
    app.app.clock.advance(chrono::Duration::minutes(16));
    app.client()
        .sign_in("ada@example.org", PASSWORD)
        .await
        .expect(200);
}

/// One of the cookies that an answer set, with what it says about it.
fn set_cookie<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let mut all = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|c| c.to_str().unwrap());
    all.find(|c| c.starts_with(&format!("{name}="))).unwrap()
}

/// The refresh cookie that an answer set.
fn cookie(answer: &Answer) -> String {
    let set = set_cookie(answer, "cairn_refresh");
    set.split(';').next().unwrap().to_owned()
}

/// Exchanges a refresh cookie in a browser of its own.
async fn refresh(app: &TestApp, cookie: &str) -> Answer {
    let client = app.client();
    let request = client
        .request(reqwest::Method::POST, "/auth/refresh")
        .header("cookie", cookie);
    client.send(request).await
}

async fn signed_in(app: &TestApp) -> String {
    app.person("ada@example.org").await;
    let answer = app.client().sign_in("ada@example.org", PASSWORD).await;
    cookie(&answer.expect(200))
}

#[tokio::test]
async fn a_refresh_token_works_once_and_its_reuse_ends_the_session() {
    let app = TestApp::start().await;
    let stolen = signed_in(&app).await;
    let next = refresh(&app, &stolen).await.expect(200);
    app.app.clock.advance(chrono::Duration::seconds(11));
    refresh(&app, &stolen).await.expect(401);
    refresh(&app, &cookie(&next)).await.expect(401);
    let token = next.json["access_token"].as_str().unwrap();
    app.client()
        .with_token(token)
        .post("/events/tickets", json!({}))
        .await
        .expect(401);
}

#[tokio::test]
async fn a_page_that_is_loaded_twice_stays_signed_in_and_a_thief_is_found_all_the_same() {
    let app = TestApp::start().await;
    let first = signed_in(&app).await;
    let lost = refresh(&app, &first).await.expect(200);
    let kept = refresh(&app, &first).await.expect(200);
    app.app.clock.advance(chrono::Duration::minutes(5));
    let now = refresh(&app, &cookie(&kept)).await.expect(200);
    // Whoever holds the answer that got lost holds a used one.
    refresh(&app, &cookie(&lost)).await.expect(401);
    refresh(&app, &cookie(&now)).await.expect(401);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_browser_at_once() {
    let app = TestApp::start().await;
    app.person("ada@example.org").await;
    let (mut here, mut there) = (app.client(), app.client());
    here.sign_in("ada@example.org", PASSWORD).await.expect(200);
    there.sign_in("ada@example.org", PASSWORD).await.expect(200);
    here.post("/auth/sign-out-everywhere", json!({}))
        .await
        .expect(204);
    there.post("/events/tickets", json!({})).await.expect(401);
    there.post("/auth/refresh", json!({})).await.expect(401);
}

#[tokio::test]
async fn a_page_of_another_site_cannot_refresh() {
    let app = TestApp::start().await;
    let answer = reqwest::Client::new()
        .post(format!("{}/api/v1/auth/refresh", app.base))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 403);
}

#[tokio::test]
async fn forged_and_foreign_tokens_are_refused() {
    let app = TestApp::start().await;
    let person = app.person("ada@example.org").await;
    let good = cairn::identity::token::issue(&app.app, person, None, app.app.clock.now()).unwrap();
    app.client()
        .with_token(&good)
        .post("/events/tickets", json!({}))
        .await
        .expect(201);
    let other = TestApp::start().await;
    other
        .client()
        .with_token(&good)
        .post("/events/tickets", json!({}))
        .await
        .expect(401);
    let none =
        "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDAifQ.";
    for bad in ["", "x", "a.b.c", none, &format!("{good}x")] {
        let answer = app
            .client()
            .with_token(bad)
            .post("/events/tickets", json!({}))
            .await
            .expect(401);
        assert_eq!(answer.problem(), "/problems/sign-in-needed");
    }
    app.app.clock.advance(chrono::Duration::minutes(11));
    app.client()
        .with_token(&good)
        .post("/events/tickets", json!({}))
        .await
        .expect(401);
}

//! Sending a creating POST again.

use crate::app::TestApp;
use crate::client::{Answer, Client};
use crate::identity_invitations::invitation;
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::{Value, json};

async fn post(client: &Client, path: &str, key: &str, body: &Value) -> Answer {
    let request = client
        .request(Method::POST, path)
        .header("idempotency-key", key)
        .json(body);
    client.send(request).await
}

#[tokio::test]
async fn the_same_request_with_the_same_key_is_done_once_and_answered_twice() {
    let app = TestApp::start().await;
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    let body = json!({ "name": "Arts" });
    let first = post(&admin, "/faculties", "key-0001", &body).await.expect(201);
    let again = post(&admin, "/faculties", "key-0001", &body).await.expect(201);
    assert_eq!(first.text, again.text);
    assert_eq!(first.headers["content-type"], again.headers["content-type"]);
    assert_eq!(again.headers["idempotent-replayed"], "true");
    // Without the key it is a second faculty of the same name.
    admin.post("/faculties", body).await.expect(409);
}

#[tokio::test]
async fn a_key_that_was_used_for_something_else_is_refused() {
    let app = TestApp::start().await;
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    post(&admin, "/faculties", "key-0001", &json!({ "name": "Arts" }))
        .await
        .expect(201);
    let answer = post(&admin, "/faculties", "key-0001", &json!({ "name": "Law" }))
        .await
        .expect(422);
    assert_eq!(answer.problem(), "/problems/idempotency-key-reused");
    // Another address and another person are another matter.
    post(&admin, "/campuses", "key-0001", &json!({ "name": "City" }))
        .await
        .expect(201);
    let other = app
        .signed_in("other@example.org", Role::InstitutionAdmin, None)
        .await;
    post(&other, "/faculties", "key-0001", &json!({ "name": "Law" }))
        .await
        .expect(201);
}

#[tokio::test]
async fn of_two_at_once_with_one_key_only_one_is_done() {
    let app = TestApp::start().await;
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    let scheme = app.bare_scheme("Mine").await;
    let body = invitation("grace@example.org", Role::Supervisor, Some(scheme));
    let (one, two) = tokio::join!(
        post(&admin, "/invitations", "key-0001", &body),
        post(&admin, "/invitations", "key-0001", &body)
    );
    for answer in [&one, &two] {
        let status = answer.status.as_u16();
        assert!(status == 201 || status == 409, "{}", answer.text);
    }
    assert!(one.status == 201 || two.status == 201);
    assert_eq!(app.letters_to("grace@example.org").await, 1);
}

#[tokio::test]
async fn a_refusal_gives_the_key_back_and_a_day_ends_it() {
    let app = TestApp::start().await;
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    post(&admin, "/faculties", "key-0001", &json!({ "name": "" }))
        .await
        .expect(422);
    post(&admin, "/faculties", "key-0001", &json!({ "name": "Arts" }))
        .await
        .expect(201);
    app.app.clock.advance(chrono::Duration::hours(25));
    let mut admin = app.client();
    admin
        .sign_in("admin@example.org", crate::people::PASSWORD)
        .await
        .expect(200);
    post(&admin, "/faculties", "key-0001", &json!({ "name": "Law" }))
        .await
        .expect(201);
}

#[tokio::test]
async fn what_was_done_before_a_crash_is_not_done_again() {
    use cairn::idempotency::entity;
    use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
    let app = TestApp::start().await;
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    let body = json!({ "name": "Arts" });
    post(&admin, "/faculties", "key-0001", &body).await.expect(201);
    let mut row = entity::Entity::find()
        .one(&app.app.db)
        .await
        .unwrap()
        .unwrap()
        .into_active_model();
    row.status = Set(entity::DONE);
    row.update(&app.app.db).await.unwrap();
    let answer = post(&admin, "/faculties", "key-0001", &body).await.expect(409);
    assert_eq!(answer.problem(), "/problems/done-already");
}

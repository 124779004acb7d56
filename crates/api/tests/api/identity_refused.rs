//! What signing in, links and passwords refuse.

use crate::app::TestApp;
use crate::identity_invitations::invitation;
use crate::people::PASSWORD;
use cairn_domain::identity::Role;
use chrono::Duration;
use serde_json::json;

const GOOD: &str = "three purple kettles";

#[tokio::test]
async fn an_invitation_works_once_and_for_fourteen_days() {
    let app = TestApp::start().await;
    let scheme = app.bare_scheme("Mine").await;
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    let input = |email| invitation(email, Role::Supervisor, Some(scheme));
    lead.post("/invitations", input("a@example.org"))
        .await
        .expect(201);
    lead.post("/invitations", input("b@example.org"))
        .await
        .expect(201);
    let (first, second) = (
        app.link_sent_to("a@example.org").await,
        app.link_sent_to("b@example.org").await,
    );
    let accept = |token: &str| json!({ "token": token, "password": GOOD });
    let client = app.client();
    client
        .post("/auth/invitations/accept", accept(&first))
        .await
        .expect(200);
    let again = client
        .post("/auth/invitations/accept", accept(&first))
        .await
        .expect(410);
    assert_eq!(again.problem(), "/problems/link-ended");
    app.app.clock.advance(Duration::days(14) + Duration::seconds(1));
    let late = client
        .post("/auth/invitations/accept", accept(&second))
        .await
        .expect(410);
    assert_eq!(late.problem(), "/problems/link-ended");
    client
        .post("/auth/invitations/preview", json!({ "token": second }))
        .await
        .expect(410);
    client
        .post("/auth/invitations/preview", json!({ "token": "nonsense" }))
        .await
        .expect(410);
}

#[tokio::test]
async fn of_two_who_open_one_invitation_at_once_one_gets_in() {
    let app = TestApp::start().await;
    let scheme = app.bare_scheme("Mine").await;
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    let input = invitation("a@example.org", Role::Supervisor, Some(scheme));
    lead.post("/invitations", input).await.expect(201);
    let token = app.link_sent_to("a@example.org").await;
    let (one, two) = (app.client(), app.client());
    let body = json!({ "token": token, "password": GOOD });
    let (one, two) = tokio::join!(
        one.post("/auth/invitations/accept", body.clone()),
        two.post("/auth/invitations/accept", body)
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410]);
}

#[tokio::test]
async fn a_link_does_only_what_it_was_made_for() {
    let app = TestApp::start().await;
    app.person("ada@example.org").await;
    let forgotten = json!({ "email": "ada@example.org" });
    let client = app.client();
    client
        .post("/auth/forgotten-password", forgotten)
        .await
        .expect(202);
    let token = app.link_sent_to("ada@example.org").await;
    let body = json!({ "token": token, "password": GOOD });
    client
        .post("/auth/invitations/accept", body.clone())
        .await
        .expect(410);
    client
        .post("/auth/email-changes/confirm", json!({ "token": token }))
        .await
        .expect(410);
    app.app.clock.advance(Duration::minutes(61));
    client.post("/auth/reset-password", body).await.expect(410);
}

#[tokio::test]
async fn easily_guessed_passwords_are_refused_and_the_link_still_works() {
    let app = TestApp::start().await;
    let scheme = app.bare_scheme("Mine").await;
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    let input = invitation("grace.hopper@example.org", Role::Supervisor, Some(scheme));
    lead.post("/invitations", input).await.expect(201);
    let token = app.link_sent_to("grace.hopper@example.org").await;
    let client = app.client();
    for bad in [
        "short",
        "Grace Hopper",
        "grace.hopper@example.org",
        "Password123",
        &"x".repeat(201),
    ] {
        let body = json!({ "token": token, "password": bad });
        let answer = client.post("/auth/invitations/accept", body).await.expect(422);
        assert_eq!(answer.json["errors"][0]["pointer"], "/password", "{bad}");
    }
    let body = json!({ "token": token, "password": GOOD });
    client.post("/auth/invitations/accept", body).await.expect(200);
}

#[tokio::test]
async fn asking_for_a_new_password_does_the_same_work_for_everybody() {
    let app = TestApp::start().await;
    app.person("ada@example.org").await;
    let client = app.client();
    let ask = |email| client.post("/auth/forgotten-password", json!({ "email": email }));
    let known = ask("ada@example.org").await.expect(202);
    let unknown = ask("nobody@example.org").await.expect(202);
    assert_eq!(known.text, unknown.text);
    // One job each, and nothing else until the job runs: nobody can tell by the time it takes.
    use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
    let jobs = cairn::jobs::entity::Entity::find()
        // Of those the server may have begun one: its letter is queued before its row is gone.
        .filter(cairn::jobs::entity::Column::Kind.ne(cairn::mail::SEND))
        .count(&app.app.db)
        .await
        .unwrap();
    let letters = cairn::mail::entity::Entity::find()
        .count(&app.app.db)
        .await
        .unwrap();
    assert!(jobs <= 2 && letters <= 1);
    assert_eq!(app.letters_to("ada@example.org").await, 1);
    assert_eq!(app.letters_to("nobody@example.org").await, 0);
    ask("ada@example.org").await.expect(202);
    assert_eq!(app.letters_to("ada@example.org").await, 1, "not twice a minute");
}

#[tokio::test]
async fn a_refused_sign_in_costs_one_verification_whether_or_not_there_is_an_account() {
    let app = TestApp::start().await;
    app.person("ada@example.org").await;
    let cost = async |email: &str| {
        let before = app.app.passwords.verifications();
        app.client().sign_in(email, "not this one").await.expect(401);
        app.app.passwords.verifications() - before
    };
    assert_eq!(cost("ada@example.org").await, 1);
    assert_eq!(cost("nobody@example.org").await, 1);
    for _ in 0..6 {
        cost("ada@example.org").await;
    }
    assert_eq!(cost("ada@example.org").await, 1, "while it rests");
}

#[tokio::test]
async fn two_people_cannot_take_the_same_address() {
    let app = TestApp::start().await;
    let ada = app
        .signed_in("ada@example.org", Role::InstitutionAdmin, None)
        .await;
    let bob = app
        .signed_in("bob@example.org", Role::InstitutionAdmin, None)
        .await;
    let to = |email| json!({ "new_email": email, "password": PASSWORD });
    // The answer doesn't say whose address it is; only bob hears of it, and there is no link in it.
    ada.post("/me/email-changes", to("BOB@example.org"))
        .await
        .expect(202);
    app.run_jobs().await;
    let told = app.newest_mail_to("BOB@example.org").await;
    assert!(told.contains("yours already") && !told.contains('#'), "{told}");
    let me = ada.get("/me").await.expect(200).json;
    assert_eq!(me["pending_email"], "BOB@example.org");
    ada.post("/me/email-changes", to("ada@example.org"))
        .await
        .expect(422);
    ada.post(
        "/me/email-changes",
        json!({ "new_email": "new@example.org", "password": "wrong one" }),
    )
    .await
    .expect(422);
    // Both ask for a free address; the second to confirm is told.
    ada.post("/me/email-changes", to("new@example.org"))
        .await
        .expect(202);
    let first = app.link_sent_to("new@example.org").await;
    bob.post("/me/email-changes", to("new@example.org"))
        .await
        .expect(202);
    let second = app.link_sent_to("new@example.org").await;
    assert_ne!(first, second);
    let (one, two) = (app.client(), app.client());
    let (one, two) = tokio::join!(
        one.post("/auth/email-changes/confirm", json!({ "token": first })),
        two.post("/auth/email-changes/confirm", json!({ "token": second }))
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
}

#[tokio::test]
async fn a_wrong_current_password_changes_nothing() {
    let app = TestApp::start().await;
    let me = app
        .signed_in("ada@example.org", Role::InstitutionAdmin, None)
        .await;
    let answer = me
        .post(
            "/me/password",
            json!({ "current_password": "not this", "new_password": GOOD }),
        )
        .await
        .expect(422);
    assert_eq!(answer.json["errors"][0]["pointer"], "/current_password");
    app.client()
        .sign_in("ada@example.org", PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn guesses_at_once_count_each() {
    let app = TestApp::start().await;
    app.person("ada@example.org").await;
    let guesses = (0..8).map(|n| {
        let mut client = app.client();
        async move {
            client
                .sign_in("ada@example.org", &format!("not this one {n}"))
                .await
                .expect(401)
        }
    });
    futures_util::future::join_all(guesses).await;
    // The right one has to wait too: the account rests.
    app.client()
        .sign_in("ada@example.org", PASSWORD)
        .await
        .expect(401);
    app.app.clock.advance(Duration::minutes(16));
    app.client()
        .sign_in("ada@example.org", PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_new_password_ends_every_link_that_was_asked_for_before() {
    let app = TestApp::start().await;
    app.person("ada@example.org").await;
    let mut thief = app.client();
    thief.sign_in("ada@example.org", PASSWORD).await.expect(200);
    let wish = json!({ "new_email": "thief@example.org", "password": PASSWORD });
    thief.post("/me/email-changes", wish).await.expect(202);
    let hers = app.link_sent_to("thief@example.org").await;
    app.client()
        .post("/auth/forgotten-password", json!({ "email": "ada@example.org" }))
        .await
        .expect(202);
    let reset = app.link_sent_to("ada@example.org").await;
    app.client()
        .post(
            "/auth/reset-password",
            json!({ "token": reset, "password": GOOD }),
        )
        .await
        .expect(204);
    let late = app
        .client()
        .post("/auth/email-changes/confirm", json!({ "token": hers }))
        .await
        .expect(410);
    assert_eq!(late.problem(), "/problems/link-ended");
}

#[tokio::test]
async fn characters_that_no_text_needs_are_refused_where_they_stand() {
    let app = TestApp::start().await;
    let lead = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    for (path, body, pointer) in [
        (
            "/auth/sign-in",
            json!({ "email": "a\u{0}b@x.example", "password": "x" }),
            "/email",
        ),
        ("/schemes", crate::schemes::scheme("Au\u{0}tumn"), "/name"),
        ("/schemes", crate::schemes::scheme("\u{202E}nmutuA"), "/name"),
        ("/schemes", crate::schemes::scheme("Two\nlines"), "/name"),
    ] {
        let refused = lead.post(path, body).await.expect(422);
        assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{}", refused.text);
    }
    let refused = lead.get("/people?q=a%00b").await.expect(400);
    assert_eq!(refused.json["errors"][0]["pointer"], "?q");
}

//! Finding people, giving roles and taking them away, closing accounts.

use crate::app::TestApp;
use crate::client::Answer;
use crate::identity_invitations::invitation;
use cairn_domain::identity::Role;
use serde_json::json;

fn names(answer: Answer) -> Vec<String> {
    let list = answer.expect(200).json["items"].as_array().unwrap().clone();
    list.iter()
        .map(|p| p["email"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_lead_finds_the_people_of_their_scheme_and_nobody_else() {
    let app = TestApp::start().await;
    let (mine, other) = (app.bare_scheme("Mine").await, app.bare_scheme("Other").await);
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(mine))
        .await;
    app.signed_in("near@example.org", Role::Supervisor, Some(mine))
        .await;
    app.signed_in("far@example.org", Role::Supervisor, Some(other))
        .await;
    app.signed_in("top@example.org", Role::InstitutionAdmin, None)
        .await;
    assert_eq!(
        names(lead.get("/people").await),
        ["lead@example.org", "near@example.org"]
    );
    assert_eq!(
        names(lead.get("/people?q=NEAR%20exam").await),
        ["near@example.org"]
    );
    assert_eq!(
        names(lead.get(&format!("/people?scheme_id={other}")).await),
        [""; 0]
    );
}

#[tokio::test]
async fn an_admin_pages_through_everybody() {
    let app = TestApp::start().await;
    let scheme = app.bare_scheme("Mine").await;
    let admin = app.signed_in("e@example.org", Role::InstitutionAdmin, None).await;
    for name in ["d", "b", "a", "c"] {
        let input = invitation(&format!("{name}@example.org"), Role::Supervisor, Some(scheme));
        admin.post("/invitations", input).await.expect(201);
    }
    let mut seen = Vec::new();
    let mut path = "/people?limit=2".to_owned();
    loop {
        let page = admin.get(&path).await.expect(200);
        let next = page.json["next"].as_str().map(str::to_owned);
        let found = names(page);
        assert!(found.len() <= 2);
        seen.extend(found);
        match next {
            Some(next) => path = format!("/people?limit=2&after={next}"),
            None => break,
        }
    }
    seen.sort();
    let all: Vec<_> = ["a", "b", "c", "d", "e"]
        .map(|n| format!("{n}@example.org"))
        .into();
    assert_eq!(seen, all);
}

#[tokio::test]
async fn a_role_that_is_taken_away_is_gone_at_once() {
    let app = TestApp::start().await;
    let scheme = app.bare_scheme("Mine").await;
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    let person = app.newcomer(scheme, Some("near@example.org"), "mentor").await;
    let path = format!("/people/{person}/grants");
    let wanted = json!({ "role": "scheme_lead", "scheme_id": scheme });
    let given = lead.post(&path, wanted.clone()).await.expect(201).json;
    assert_eq!(given["scheme_name"], "Mine");
    lead.post(&path, wanted).await.expect(409);
    let grant = format!("{path}/{}", given["id"].as_str().unwrap());
    lead.delete(&grant).await.expect(204);
    lead.delete(&grant).await.expect(404);
}

#[tokio::test]
async fn a_closed_account_is_shut_out_until_it_is_invited_again() {
    let app = TestApp::start().await;
    let scheme = app.bare_scheme("Mine").await;
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    let near = app
        .signed_in("near@example.org", Role::Supervisor, Some(scheme))
        .await;
    let id = near.get("/me").await.json["person_id"]
        .as_str()
        .unwrap()
        .to_owned();
    lead.delete(&format!("/people/{id}/account")).await.expect(204);
    near.get("/me").await.expect(401);
    near.post("/auth/refresh", json!({})).await.expect(401);
    app.client()
        .sign_in("near@example.org", crate::people::PASSWORD)
        .await
        .expect(401);
    let input = invitation("near@example.org", Role::PersonalTutor, Some(scheme));
    lead.post("/invitations", input).await.expect(422);
    let input = invitation("near@example.org", Role::Supervisor, Some(scheme));
    let made = lead.post("/invitations", input).await.expect(201).json;
    assert_eq!(made["id"].as_str().unwrap(), id);
    assert_eq!(made["status"], "invited");
}

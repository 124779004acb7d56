//! What inviting people, giving roles and looking at others' things refuse.

use crate::app::TestApp;
use crate::identity_invitations::invitation;
use cairn_domain::identity::Role;
use serde_json::json;

#[tokio::test]
async fn other_peoples_things_cannot_be_found() {
    let app = TestApp::start().await;
    let (mine, other) = (app.bare_scheme("Mine").await, app.bare_scheme("Other").await);
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(mine))
        .await;
    let far = app
        .signed_in("far@example.org", Role::Supervisor, Some(other))
        .await;
    let me = far.get("/me").await.json;
    let id = me["person_id"].as_str().unwrap();
    let grant = me["grants"][0]["id"].as_str().unwrap();
    let session = far.get("/me/sessions").await.json[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    lead.delete(&format!("/me/sessions/{session}")).await.expect(404);
    lead.delete(&format!("/people/{id}/grants/{grant}"))
        .await
        .expect(404);
    lead.delete(&format!("/people/{id}/account")).await.expect(404);
    let wanted = json!({ "role": "supervisor", "scheme_id": mine });
    lead.post(&format!("/people/{id}/grants"), wanted)
        .await
        .expect(404);
    lead.post("/invitations/participants", json!({ "scheme_id": other }))
        .await
        .expect(404);
    far.get("/me").await.expect(200);
}

#[tokio::test]
async fn nobody_gives_or_takes_a_role_above_or_outside_their_own() {
    let app = TestApp::start().await;
    let (mine, other) = (app.bare_scheme("Mine").await, app.bare_scheme("Other").await);
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(mine))
        .await;
    for (role, scheme) in [
        (Role::InstitutionAdmin, None),
        (Role::SchemeLead, Some(other)),
        (Role::Supervisor, Some(other)),
    ] {
        lead.post("/invitations", invitation("x@example.org", role, scheme))
            .await
            .expect(403);
    }
    for role in [Role::Mentor, Role::Mentee] {
        let answer = lead
            .post("/invitations", invitation("x@example.org", role, Some(mine)))
            .await
            .expect(422);
        assert_eq!(answer.json["errors"][0]["pointer"], "/grant/role");
    }
    // An admin who is also in the scheme is in sight, and still out of reach.
    let admin = app.person("admin@example.org").await;
    app.grant(admin, Role::InstitutionAdmin, None).await;
    app.grant(admin, Role::Supervisor, Some(mine)).await;
    lead.delete(&format!("/people/{admin}/account")).await.expect(403);
}

#[tokio::test]
async fn the_last_admin_stays_admin() {
    let app = TestApp::start().await;
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    let me = admin.get("/me").await.json;
    let id = me["person_id"].as_str().unwrap();
    let grant = me["grants"][0]["id"].as_str().unwrap();
    let answer = admin
        .delete(&format!("/people/{id}/grants/{grant}"))
        .await
        .expect(409);
    assert_eq!(answer.problem(), "/problems/last-admin");
    let answer = admin.delete(&format!("/people/{id}/account")).await.expect(409);
    assert_eq!(answer.problem(), "/problems/own-account");
    admin.get("/people").await.expect(200);
}

#[tokio::test]
async fn a_role_that_comes_with_a_scheme_is_not_taken_by_hand() {
    let app = TestApp::start().await;
    let scheme = app.bare_scheme("Mine").await;
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    let person = app.person("mentor@example.org").await;
    app.join(scheme, person, "mentor").await;
    let found = lead.get("/people?q=mentor").await.expect(200).json;
    let grant = found["items"][0]["grants"][0]["id"].as_str().unwrap();
    let answer = lead
        .delete(&format!("/people/{person}/grants/{grant}"))
        .await
        .expect(409);
    assert_eq!(answer.problem(), "/problems/role-comes-with-scheme");
}

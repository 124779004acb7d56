//! Inviting people, and coming in by an invitation.

use crate::app::TestApp;
use crate::client::Client;
use cairn::cohorts::entity::{participant, scheme};
use cairn::identity::store;
use cairn_domain::identity::Role;
use cairn_domain::ids::{PersonId, SchemeId};
use sea_orm::{ActiveModelTrait as _, Set};
use serde_json::{Value, json};
use uuid::Uuid;

impl TestApp {
    /// A scheme with nothing in it.
    pub async fn bare_scheme(&self, name: &str) -> SchemeId {
        let now = self.app.clock.now();
        let row = scheme::ActiveModel {
            id: Set(Uuid::now_v7()),
            name: Set(name.into()),
            academic_year: Set("2026/27".into()),
            intake: Set("September".into()),
            mentor_level: Set(5),
            mentee_levels: Set(json!([4])),
            recruitment_opens: Set(None),
            pre_enrolment_opens: Set(None),
            enrolment: Set(None),
            census: Set(None),
            ends: Set(None),
            sizes: Set(json!({})),
            time_zone: Set("Europe/London".into()),
            copied_from: Set(None),
            created_at: Set(now),
            updated_at: Set(now),
            version: Set(1),
        };
        SchemeId(row.insert(&self.app.db).await.unwrap().id)
    }

    /// Somebody in a scheme who has no account.
    pub async fn newcomer(&self, scheme: SchemeId, email: Option<&str>, role: &str) -> PersonId {
        let id = PersonId(Uuid::now_v7());
        store::new_person(id, "New", "Comer", email, self.app.clock.now())
            .insert(&self.app.db)
            .await
            .unwrap();
        self.join(scheme, id, role).await;
        id
    }

    /// Puts somebody into a scheme.
    pub async fn join(&self, scheme: SchemeId, id: PersonId, role: &str) {
        let now = self.app.clock.now();
        participant::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(scheme.0),
            person_id: Set(id.0),
            role: Set(role.into()),
            level: Set(4),
            mode: Set("full_time".into()),
            entry_status: Set("confirmed".into()),
            capacity: Set(0),
            clearance: Set("not_started".into()),
            needs: Set(json!([])),
            created_at: Set(now),
            updated_at: Set(now),
            version: Set(1),
            programme_id: Set(None),
            campus_id: Set(None),
            entry_route: Set(None),
            tutor_group_id: Set(None),
            seminar_group_id: Set(None),
            cleared_on: Set(None),
            clearance_expires: Set(None),
            clearance_by: Set("training".into()),
            clearance_reason: Set(None),
            decided: Set(None),
            decided_from: Set(None),
            decided_until: Set(None),
            reference_seen_on: Set(None),
            opted_out_at: Set(None),
            starts_on: Set(None),
            left_on: Set(None),
        }
        .insert(&self.app.db)
        .await
        .unwrap();
    }
}

pub fn invitation(email: &str, role: Role, scheme: Option<SchemeId>) -> Value {
    json!({ "email": email, "given_name": "Grace", "family_name": "Hopper", "grant": { "role": role, "scheme_id": scheme } })
}

async fn accept(app: &TestApp, token: &str) -> Client {
    let client = app.client();
    let choice = json!({ "token": token, "password": "three purple kettles" });
    let answer = client.post("/auth/invitations/accept", choice).await.expect(200);
    client.with_token(answer.json["access_token"].as_str().unwrap())
}

#[tokio::test]
async fn an_invited_person_chooses_a_password_and_is_in() {
    let app = TestApp::start().await;
    let scheme = app.bare_scheme("Business 2026").await;
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    let made = lead
        .post(
            "/invitations",
            invitation("grace@example.org", Role::Supervisor, Some(scheme)),
        )
        .await
        .expect(201);
    assert_eq!(made.json["status"], "invited");
    assert_eq!(made.json["grants"][0]["scheme_name"], "Business 2026");
    let token = app.link_sent_to("grace@example.org").await;
    let preview = app
        .client()
        .post("/auth/invitations/preview", json!({ "token": token }))
        .await
        .expect(200);
    assert_eq!(preview.json["name"], "Grace Hopper");
    assert_eq!(preview.json["scheme_name"], "Business 2026");
    let grace = accept(&app, &token).await;
    let me = grace.get("/me").await.expect(200).json;
    assert_eq!(me["grants"][0]["role"], "supervisor");
    app.client()
        .sign_in("grace@example.org", "three purple kettles")
        .await
        .expect(200);
}

#[tokio::test]
async fn somebody_with_an_account_gets_the_role_and_a_letter_without_a_link() {
    let app = TestApp::start().await;
    let (one, two) = (app.bare_scheme("One").await, app.bare_scheme("Two").await);
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    let grace = app
        .signed_in("grace@example.org", Role::Supervisor, Some(one))
        .await;
    let made = admin
        .post(
            "/invitations",
            invitation("Grace@example.org", Role::SchemeLead, Some(two)),
        )
        .await
        .expect(201);
    assert_eq!(made.json["status"], "active");
    assert_eq!(grace.get("/me").await.json["grants"].as_array().unwrap().len(), 2);
    app.run_jobs().await;
    assert!(!app.newest_mail_to("grace@example.org").await.contains("#token"));
}

#[tokio::test]
async fn a_lost_invitation_comes_again_by_the_forgotten_password_page() {
    let app = TestApp::start().await;
    let scheme = app.bare_scheme("Business 2026").await;
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    let input = invitation("grace@example.org", Role::Supervisor, Some(scheme));
    lead.post("/invitations", input).await.expect(201);
    app.app.clock.advance(chrono::Duration::days(15));
    app.client()
        .post(
            "/auth/forgotten-password",
            json!({ "email": "grace@example.org" }),
        )
        .await
        .expect(202);
    let token = app.link_sent_to("grace@example.org").await;
    accept(&app, &token).await.get("/me").await.expect(200);
}

#[tokio::test]
async fn everybody_in_a_scheme_is_invited_once_a_day_at_most() {
    let app = TestApp::start().await;
    let scheme = app.bare_scheme("Business 2026").await;
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    app.newcomer(scheme, Some("mentee@example.org"), "mentee").await;
    app.newcomer(scheme, Some("mentor@example.org"), "mentor").await;
    app.newcomer(scheme, None, "mentee").await;
    let all = json!({ "scheme_id": scheme });
    let count = |a: crate::client::Answer| a.expect(202).json["count"].as_u64().unwrap();
    let mentors = json!({ "scheme_id": scheme, "roles": ["mentor"] });
    assert_eq!(count(lead.post("/invitations/participants", mentors).await), 1);
    assert_eq!(
        count(lead.post("/invitations/participants", all.clone()).await),
        1
    );
    assert_eq!(
        count(lead.post("/invitations/participants", all.clone()).await),
        0
    );
    let token = app.link_sent_to("mentee@example.org").await;
    let mentee = accept(&app, &token).await;
    assert_eq!(mentee.get("/me").await.json["grants"][0]["role"], "mentee");
    app.app.clock.advance(chrono::Duration::hours(25));
    let mut lead = app.client();
    lead.sign_in("lead@example.org", crate::people::PASSWORD)
        .await
        .expect(200);
    assert_eq!(count(lead.post("/invitations/participants", all).await), 1);
    assert_eq!(app.letters_to("mentee@example.org").await, 1);
    assert_eq!(app.letters_to("mentor@example.org").await, 2);
}

#[tokio::test]
async fn a_cohort_larger_than_a_batch_is_invited_whole_and_each_once() {
    let app = TestApp::start_with(|config| config.run_jobs = false).await;
    let scheme = app.bare_scheme("Business 2026").await;
    let lead = app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    for n in 0..520 {
        app.newcomer(scheme, Some(&format!("mentee{n}@example.org")), "mentee")
            .await;
    }
    let all = json!({ "scheme_id": scheme });
    let (one, two) = tokio::join!(
        lead.post("/invitations/participants", all.clone()),
        lead.post("/invitations/participants", all)
    );
    let count = |a: crate::client::Answer| a.expect(202).json["count"].as_u64().unwrap();
    let mut counts = [count(one), count(two)];
    counts.sort_unstable();
    assert_eq!(counts, [0, 520], "of two who press at once, one writes");
}

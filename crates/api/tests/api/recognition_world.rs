//! Mentors with confirmed work, and awards to give them.

use crate::app::TestApp;
use crate::client::{Answer, Client};
use crate::groups_world::{World, cohort};
use crate::imports;
use cairn::cohorts::entity::participant;
use cairn::recognition::entity::{award_grant, evidence};
use cairn_domain::identity::Role;
use cairn_domain::ids::SchemeId;
use chrono::NaiveDate;
use reqwest::Method;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use serde_json::{Value, json};
use uuid::Uuid;

/// A rule that asks for so many hours, and for nothing else.
pub fn hours(n: u32) -> Value {
    json!({ "mode": "all", "blocks": [{ "mode": "all", "requirements": [{ "kind": "hours", "hours": n }] }] })
}

impl World {
    /// A scheme with mentors, whose jobs run only when a test says so.
    pub async fn of_mentors(mentors: usize) -> Self {
        let app = TestApp::start_with(|c| c.run_jobs = false).await;
        let (admin, scheme) = imports::start(&app).await;
        imports::import(&admin, &scheme, cohort(mentors, 0), |_| {}).await;
        app.run_jobs().await;
        Self { app, admin, scheme }
    }

    pub fn scheme_id(&self) -> SchemeId {
        self.scheme.parse().unwrap()
    }

    /// The place of mentor `m{n}`.
    pub async fn mentor(&self, n: usize) -> participant::Model {
        let person = self.person_of(&format!("m{n}@example.org")).await;
        participant::Entity::find()
            .filter(participant::Column::PersonId.eq(person.0))
            .filter(participant::Column::SchemeId.eq(self.scheme_id().0))
            .one(&self.app.app.db)
            .await
            .unwrap()
            .unwrap()
    }

    /// Confirmed work of these mentors, so many minutes each.
    pub async fn worked(&self, mentors: std::ops::Range<usize>, minutes: i32) {
        let now = self.app.app.clock.now();
        let mut rows = Vec::new();
        for n in mentors {
            let mentor = self.mentor(n).await;
            rows.push(evidence::ActiveModel {
                id: Set(Uuid::now_v7()),
                scheme_id: Set(mentor.scheme_id),
                participant_id: Set(mentor.id),
                person_id: Set(mentor.person_id),
                kind: Set("hours".into()),
                source: Set("staff".into()),
                state: Set("confirmed".into()),
                happened_on: Set(NaiveDate::from_ymd_opt(2026, 10, 5).unwrap()),
                week: Set(202_641),
                minutes: Set(minutes),
                words: Set(0),
                text: Set("Met the group.".into()),
                counts_for: Set("hear".into()),
                outcome_id: Set(None),
                entry_id: Set(None),
                claim_id: Set(None),
                said_by: Set(None),
                external_source: Set(None),
                external_key: Set(None),
                reason: Set(None),
                decided_by: Set(None),
                decided_at: Set(None),
                created_at: Set(now),
                version: Set(1),
            });
        }
        evidence::Entity::insert_many(rows)
            .exec_without_returning(&self.app.app.db)
            .await
            .unwrap();
    }

    /// Offers an award for so many hours; gives its id.
    pub async fn award(&self, name: &str, n: u32) -> String {
        let made = self
            .admin
            .post(
                "/awards",
                json!({ "scheme_id": self.scheme, "name": name, "tier": "gold", "description": "For staying in touch.", "rule": hours(n) }),
            )
            .await
            .expect(201);
        self.app.run_jobs().await;
        made.json["id"].as_str().unwrap().to_owned()
    }

    /// Starts giving an award; gives the run's id.
    pub async fn start_giving(&self, award: &str, body: Value) -> String {
        let run = self
            .admin
            .post(&format!("/awards/{award}/grants"), body)
            .await
            .expect(202);
        run.json["job_id"].as_str().unwrap().to_owned()
    }

    /// Gives an award and waits until that is done; gives the run as it ended.
    pub async fn give(&self, award: &str, body: Value) -> Value {
        let run = self.start_giving(award, body).await;
        self.app.run_jobs().await;
        self.admin
            .get(&format!("/grant-runs/{run}"))
            .await
            .expect(200)
            .json
    }

    /// Every award that was given in the scheme, the newest first.
    pub async fn given(&self) -> Vec<Value> {
        let list = self
            .admin
            .get(&format!("/award-grants?limit=200&scheme_id={}", self.scheme))
            .await
            .expect(200);
        list.json["items"].as_array().unwrap().clone()
    }

    pub async fn grants(&self) -> Vec<award_grant::Model> {
        award_grant::Entity::find().all(&self.app.app.db).await.unwrap()
    }

    pub async fn mentor_client(&self, n: usize) -> Client {
        self.as_student(&format!("m{n}@example.org"), Role::Mentor).await
    }

    /// A world with one award, given to `m0`; gives the award's id and the grant.
    pub async fn with_holder() -> (Self, String, Value) {
        let world = Self::of_mentors(3).await;
        world.worked(0..1, 20 * 60).await;
        let award = world.award("Student Mentor Award", 20).await;
        world.give(&award, json!({})).await;
        let grant = world.given().await[0].clone();
        (world, award, grant)
    }

    /// Changes what an award asks for.
    pub async fn ask_for(&self, award: &str, hours_needed: u32) -> Answer {
        let path = format!("/awards/{award}");
        let seen = self.admin.get(&path).await.expect(200);
        let content = json!({ "name": "Student Mentor Award", "tier": "gold", "description": "For staying in touch.", "rule": hours(hours_needed) });
        self.admin
            .changing(Method::PUT, &path, &seen.etag(), content)
            .await
    }
}

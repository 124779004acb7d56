//! A scheme with people in it, ready to be grouped.

use crate::app::TestApp;
use crate::client::{Answer, Client};
use crate::imports;
use cairn::identity::entity::person;
use cairn_domain::identity::Role;
use cairn_domain::ids::PersonId;
use reqwest::Method;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};

/// A cohort of one programme as a file: mentors `m0…`, mentees `s0…` in tutor groups of five.
pub fn cohort(mentors: usize, mentees: usize) -> String {
    let mut csv = String::from(
        "student_number,given_name,family_name,email,role,faculty,programme_code,programme_title,level,campus,mode,\
         tutor_group,seminar_group,entry_status,capacity,clearance\n",
    );
    for n in 0..mentors {
        csv += &format!(
            "m{n},Mentor,Number{n},m{n}@example.org,mentor,Arts,CS,Computing,5,North,full_time,,,enrolled,8,cleared\n"
        );
    }
    for n in 0..mentees {
        csv += &format!(
            "s{n},Mentee,Number{n},s{n}@example.org,mentee,Arts,CS,Computing,4,North,full_time,T{},S{},confirmed,,\n",
            n / 5,
            n % 3
        );
    }
    csv
}

/// A scheme with this cohort, seen by an admin.
pub struct World {
    pub app: TestApp,
    pub admin: Client,
    pub scheme: String,
}

impl World {
    pub async fn with(mentors: usize, mentees: usize) -> Self {
        let app = TestApp::start().await;
        let (admin, scheme) = imports::start(&app).await;
        if mentors + mentees > 0 {
            imports::import(&admin, &scheme, cohort(mentors, mentees), |_| {}).await;
        }
        Self { app, admin, scheme }
    }

    /// The same with its groups published.
    pub async fn published(mentors: usize, mentees: usize) -> Self {
        let world = Self::with(mentors, mentees).await;
        let id = world.formed("cross_cutting").await;
        world.publish(&id).await.expect(200);
        world.app.run_jobs().await;
        world
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/schemes/{}/{rest}", self.scheme)
    }

    /// Asks for groups and waits until they are formed.
    pub async fn formed(&self, strategy: &str) -> String {
        let asked = self
            .admin
            .post(
                &self.path("proposals"),
                json!({ "strategy": strategy, "seed": 7 }),
            )
            .await
            .expect(202);
        let id = asked.json["id"].as_str().unwrap().to_owned();
        self.app.run_jobs().await;
        assert_eq!(self.proposal(&id).await.json["state"], "draft");
        id
    }

    pub async fn proposal(&self, id: &str) -> Answer {
        self.admin.get(&format!("/proposals/{id}")).await.expect(200)
    }

    pub async fn publish(&self, id: &str) -> Answer {
        let etag = self.proposal(id).await.etag();
        self.admin
            .changing(
                Method::POST,
                &format!("/proposals/{id}/publish"),
                &etag,
                json!({}),
            )
            .await
    }

    /// Changes a proposal by hand.
    pub async fn adjust(&self, id: &str, participant: &str, to: Option<u64>) -> Answer {
        let etag = self.proposal(id).await.etag();
        self.admin
            .changing(
                Method::POST,
                &format!("/proposals/{id}/moves"),
                &etag,
                json!({ "participant_id": participant, "to_group": to }),
            )
            .await
    }

    /// Every published group, with its people.
    pub async fn groups(&self) -> Vec<Value> {
        let list = self.admin.get(&self.path("groups?limit=100")).await.expect(200);
        let mut groups = Vec::new();
        for item in list.json["items"].as_array().unwrap() {
            let id = item["id"].as_str().unwrap();
            groups.push(self.admin.get(&format!("/groups/{id}")).await.expect(200).json);
        }
        groups
    }

    /// A token of somebody who is known here already.
    pub async fn token_of(&self, email: &str) -> String {
        self.app.token_for(self.person_of(email).await)
    }

    pub async fn person_of(&self, email: &str) -> PersonId {
        let found = person::Entity::find()
            .filter(person::Column::Email.eq(email))
            .one(&self.app.app.db)
            .await
            .unwrap()
            .unwrap();
        PersonId(found.id)
    }

    /// Somebody of the cohort, with a role that comes with being in the scheme, signed in.
    pub async fn as_student(&self, email: &str, role: Role) -> Client {
        let person = self.person_of(email).await;
        self.app.open_account(person).await;
        let token = self.app.token_for(person);
        let client = self.app.client().with_token(&token);
        let me = client.get("/me").await.expect(200);
        assert!(me.text.contains(role.as_str()), "{}", me.text);
        client
    }
}

/// The ids of a group's mentees or mentors.
pub fn ids(group: &Value, of: &str) -> Vec<String> {
    let id = |p: &Value| {
        let id = if p["participant_id"].is_null() {
            &p["id"]
        } else {
            &p["participant_id"]
        };
        id.as_str().unwrap().to_owned()
    };
    group[of].as_array().unwrap().iter().map(id).collect()
}

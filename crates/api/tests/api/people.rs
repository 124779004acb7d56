//! Makes people with accounts and roles, straight in the database.

use crate::app::TestApp;
use crate::client::Client;
use cairn::identity::entity::{account, role_grant};
use cairn::identity::store;
use cairn_domain::identity::Role;
use cairn_domain::ids::{PersonId, SchemeId};
use sea_orm::{ActiveModelTrait as _, Set};
use uuid::Uuid;

pub const PASSWORD: &str = "correct horse battery";

impl TestApp {
    /// Somebody with an open account and no role.
    pub async fn person(&self, email: &str) -> PersonId {
        let id = PersonId(Uuid::now_v7());
        let now = self.app.clock.now();
        let (name, _) = email.split_once('@').unwrap();
        store::new_person(id, name, "Example", Some(email), now)
            .insert(&self.app.db)
            .await
            .unwrap();
        self.open_account(id).await;
        id
    }

    /// Gives somebody an account with [`PASSWORD`].
    pub async fn open_account(&self, id: PersonId) {
        let now = self.app.clock.now();
        account::ActiveModel {
            person_id: Set(id.0),
            password_hash: Set(Some(self.app.passwords.hash(PASSWORD.into()).await.unwrap())),
            status: Set("active".into()),
            failed_sign_ins: Set(0),
            locked_until: Set(None),
            created_at: Set(now),
            activated_at: Set(Some(now)),
        }
        .insert(&self.app.db)
        .await
        .unwrap();
    }

    pub async fn grant(&self, person: PersonId, role: Role, scheme: Option<SchemeId>) {
        role_grant::ActiveModel {
            id: Set(Uuid::now_v7()),
            person_id: Set(person.0),
            role: Set(role.as_str().into()),
            scheme_id: Set(scheme.map(|s| s.0)),
            programme_id: Set(None),
            tutor_group_id: Set(None),
            granted_by: Set(None),
            created_at: Set(self.app.clock.now()),
        }
        .insert(&self.app.db)
        .await
        .unwrap();
        self.app.actors.forget();
    }

    /// Somebody signed in with one role.
    pub async fn signed_in(&self, email: &str, role: Role, scheme: Option<SchemeId>) -> Client {
        let person = self.person(email).await;
        self.grant(person, role, scheme).await;
        let mut client = self.client();
        client.sign_in(email, PASSWORD).await.expect(200);
        client
    }
}

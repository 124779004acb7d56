//! A scheme with published groups: the demo's people and module BBB.

use super::client::{self, Request};
use crate::cohort_file::sample;
use crate::finding::Finding;
use crate::installation::{Installation, database};
use anyhow::Context as _;
use cairn::cohorts::entity::scheme;
use cairn::cohorts::import::command::{Wish, import_file};
use cairn::ctx::Ctx;
use cairn::groups::service::{forming, publishing};
use cairn::identity::house;
use cairn_domain::groups::NewProposal;
use cairn_domain::groups::formation::Strategy;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Instant;

pub struct World {
    pub installation: Installation,
    scheme: SchemeId,
    /// What a scheme lead and a mentee sign in with.
    pub lead: Value,
    pub mentee: Value,
}

impl World {
    /// # Errors
    /// When the scheme can't be filled.
    pub async fn make() -> anyhow::Result<Self> {
        let installation = Installation::new().await?;
        let app = installation.open().await?;
        cairn::demo::load(&app).await?;
        let found = scheme::Entity::find().one(&app.db).await?;
        let scheme = SchemeId(found.context("the demo has a scheme")?.id);
        let ctx = Ctx::internal(&app);
        let scope = house::scope(Action::ImportCohort)?;
        for file in ["bbb-mentors.csv", "bbb-mentees.csv"] {
            import_file(&ctx, &scope, scheme, &sample().join(file), Wish::default()).await?;
        }
        let wish = NewProposal {
            strategy: Strategy::CrossCutting,
            name: None,
            seed: Some(1),
            across_programmes: false,
            programme_ids: vec![],
            seconds: None,
        };
        let start = Instant::now();
        let scope = house::scope(Action::EditProposals)?;
        let proposal = forming::propose_now(&ctx, &scope, scheme, wish).await?;
        let formed = start.elapsed().as_secs_f64();
        let scope = house::scope(Action::PublishProposal)?;
        let start = Instant::now();
        publishing::publish(&ctx, &scope, proposal, None).await?;
        let published = start.elapsed().as_secs_f64();
        Finding::new(
            "Proposal for 2,658 mentees, from the database and back",
            database(),
            format!("{formed:.2} s; published in {published:.2} s"),
        )
        .tell()?;
        // The letters go out now and not during the run.
        while cairn::jobs::run_due(&app).await? > 0 {}
        let sign_in = |email| json!({ "email": email, "password": cairn::demo::PASSWORD });
        Ok(Self {
            installation,
            scheme,
            lead: sign_in("lead@demo.example"),
            mentee: sign_in("mentee@demo.example"),
        })
    }

    pub fn groups_path(&self) -> String {
        format!("/api/v1/schemes/{}/groups", self.scheme)
    }

    /// An access token.
    ///
    /// # Errors
    /// When the sign-in is refused.
    pub fn sign_in(&self, at: SocketAddr, who: &Value) -> anyhow::Result<String> {
        let answer = client::once(at, &Request::post("/api/v1/auth/sign-in", who))?;
        Ok(answer["access_token"].as_str().context("a token")?.to_owned())
    }
}

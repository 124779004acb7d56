//! A thousand certificates: printed as a job, kept, and packed into one ZIP.

use crate::finding::Finding;
use crate::installation::{Installation, database};
use crate::load::scale::name;
use anyhow::Context as _;
use cairn::cohorts::entity::participant;
use cairn::ctx::{App, Ctx};
use cairn::identity::entity::person;
use cairn::recognition::entity::award_grant;
use cairn::recognition::service::batches;
use cairn_domain::identity::{Action, Actor, Grant, Role, Scope, policy};
use cairn_domain::ids::{AwardId, GrantId, PersonId, SchemeId};
use cairn_domain::recognition::{BatchState, NewCertificateBatch};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

const MANY: usize = 1_000;
const LEAST_A_SECOND_AND_CORE: f64 = 10.0;
/// Long names and other writings take longest to set.
const NAMES: [(&str, &str); 5] = [
    ("Mina", "Khan"),
    ("Zoë", "Nørgård-Wiśniewska"),
    (
        "María de los Ángeles",
        "Fernández-Villaverde y Gutiérrez de la Concha",
    ),
    ("Олена", "Коваленко"),
    ("محمد", "الأحمد"),
];

/// # Errors
/// When the demo can't be loaded or a certificate isn't printed.
pub async fn measure() -> anyhow::Result<()> {
    let installation = Installation::new().await?;
    let app = installation.open().await?;
    cairn::demo::load(&app).await?;
    while cairn::jobs::run_due(&app).await? > 0 {}
    let (scheme, award) = give(&app).await?;
    let ctx = Ctx::internal(&app);
    let scope = lead(&app).await?;
    let input = || NewCertificateBatch {
        scheme_id: scheme,
        award_id: Some(award),
    };
    let batch = batches::start(&ctx, &scope, input()).await?;
    let start = Instant::now();
    batches::run(&ctx, &serde_json::json!({ "batch_id": batch.id })).await?;
    let printing = start.elapsed().as_secs_f64();
    let done = batches::progress(&ctx, &scope, batch.id).await?;
    anyhow::ensure!(
        done.state == BatchState::Done && done.failed.is_empty() && done.done as usize >= MANY,
        "{} printed, {} failed",
        done.done,
        done.failed.len()
    );
    let start = Instant::now();
    let mut parts = batches::zip(&ctx, &scope, batch.id).await?;
    let mut bytes = 0;
    while let Some(part) = parts.recv().await {
        bytes += part?.len();
    }
    let packing = start.elapsed().as_secs_f64();
    let cores = std::thread::available_parallelism()?.get();
    let rate = f64::from(done.done) / printing / cores as f64;
    let measured = format!(
        "{rate:.0} a second and core: {} in {printing:.1} s on {cores} cores; the ZIP of {:.1} MB in {packing:.1} s",
        done.done,
        bytes as f64 / 1e6
    );
    Finding::new("Certificates, printed and kept", database(), measured)
        .against(
            format!("{LEAST_A_SECOND_AND_CORE} a second and core"),
            rate >= LEAST_A_SECOND_AND_CORE,
        )
        .tell()
}

/// The demo's scheme lead, with the whole institution in reach.
async fn lead(app: &Arc<App>) -> anyhow::Result<Scope> {
    let row = person::Entity::find()
        .filter(person::Column::Email.eq("lead@demo.example"))
        .one(&app.db)
        .await?
        .context("the demo has a lead")?;
    let actor = Actor {
        person_id: PersonId(row.id),
        session_id: None,
        grants: vec![Grant {
            id: GrantId(Uuid::nil()),
            role: Role::InstitutionAdmin,
            scheme_id: None,
            programme_id: None,
            tutor_group_id: None,
        }],
    };
    policy::scope_for(&actor, Action::GrantAwards).context("an admin gives awards")
}

/// Gives one of the demo's awards to a thousand more mentors.
async fn give(app: &Arc<App>) -> anyhow::Result<(SchemeId, AwardId)> {
    let like = award_grant::Entity::find()
        .one(&app.db)
        .await?
        .context("the demo gave awards")?;
    let place = participant::Entity::find_by_id(like.participant_id)
        .one(&app.db)
        .await?
        .context("the demo has mentors")?;
    let somebody = person::Entity::find_by_id(like.person_id)
        .one(&app.db)
        .await?
        .context("the demo has people")?;
    let (mut people, mut places, mut grants) = (vec![], vec![], vec![]);
    for n in 0..MANY {
        let (given, family) = NAMES[n % NAMES.len()];
        let mut who = somebody.clone();
        who.id = Uuid::now_v7();
        name(&mut who, format!("certificate{n}@speed.example"));
        who.given_name = given.to_owned();
        who.family_name = family.to_owned();
        let mut at = place.clone();
        at.id = Uuid::now_v7();
        at.person_id = who.id;
        let mut grant = like.clone();
        grant.id = Uuid::now_v7();
        grant.participant_id = at.id;
        grant.person_id = who.id;
        grant.serial = format!("SPEED-{n:06}");
        grant.code = format!("SPEED{n:06}");
        grant.status_index = 100_000 + n as i64;
        people.push(who.into_active_model().reset_all());
        places.push(at.into_active_model().reset_all());
        grants.push(grant.into_active_model().reset_all());
    }
    let work = Ctx::internal(app).begin_as(None).await?;
    for some in people.chunks(500) {
        person::Entity::insert_many(some.to_vec())
            .exec_without_returning(work.tx())
            .await?;
    }
    for some in places.chunks(500) {
        participant::Entity::insert_many(some.to_vec())
            .exec_without_returning(work.tx())
            .await?;
    }
    for some in grants.chunks(500) {
        award_grant::Entity::insert_many(some.to_vec())
            .exec_without_returning(work.tx())
            .await?;
    }
    work.commit().await?;
    Ok((SchemeId(like.scheme_id), AwardId(like.award_id)))
}

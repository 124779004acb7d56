//! A university's worth of mentors: 12,000 of them with 20 modules each. How fast the first pages of both dashboards are, beside the
//! queries they make, and how long it takes to work out everybody anew.

use super::client::{self, Request};
use super::record::take;
use crate::finding::Finding;
use crate::installation::{Installation, database};
use anyhow::Context as _;
use cairn::cohorts::entity::{participant, scheme};
use cairn::ctx::{App, Ctx};
use cairn::identity::entity::person;
use cairn::recognition::entity::{award, evidence};
use cairn::recognition::service::standing;
use cairn::training::entity::{
    training_completion, training_module, training_module_version, training_progress,
};
use cairn::training::service::clearing;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::ids::{ParticipantId, SchemeId};
use cairn_domain::recognition::{
    AwardRule, EvidenceKind, EvidenceSource, EvidenceState, HoursUse, Requirement, RuleBlock, RuleMode,
};
use cairn_domain::training::CompletionSource;
use chrono::{Datelike as _, Duration, NaiveDate};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait as _, DatabaseConnection, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, Statement,
};
use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use uuid::Uuid;

const MENTORS: usize = 12_000;
const MODULES: usize = 20;
/// Items of evidence for each mentor.
const ITEMS: usize = 8;
/// Times that each page is asked for.
const ASKED: usize = 31;
const MOST_MILLISECONDS: f64 = 100.0;
const LEAST_OF_BARE: f64 = 0.7;

/// # Errors
/// When the scheme can't be filled or a server doesn't answer 200.
pub async fn measure() -> anyhow::Result<()> {
    let installation = Installation::new().await?;
    let app = installation.open().await?;
    cairn::demo::load(&app).await?;
    let row = scheme::Entity::find()
        .one(&app.db)
        .await?
        .context("the demo has a scheme")?;
    let scheme = SchemeId(row.id);
    let mentors = fill(&app, scheme).await?;
    let award = offer(&app, scheme).await?;
    work_out(&app, scheme, mentors[0]).await?;
    while cairn::jobs::run_due(&app).await? > 0 {}
    // As a database that has been up for a while: PostgreSQL has cleaned up by itself by then.
    let settle = match database() {
        "PostgreSQL" => "VACUUM ANALYZE",
        _ => "ANALYZE",
    };
    app.db.execute_unprepared(settle).await?;
    let pages = [
        (
            "Training dashboard",
            format!("/api/v1/schemes/{scheme}/training/dashboard"),
        ),
        (
            "Training, first page of mentors",
            format!("/api/v1/schemes/{scheme}/training/mentors?limit=50"),
        ),
        (
            "Recognition dashboard",
            format!("/api/v1/recognition-dashboard?scheme_id={scheme}"),
        ),
        (
            "Recognition, first page of mentors",
            format!("/api/v1/recognition-mentors?scheme_id={scheme}&award_id={award}&limit=50"),
        ),
    ];
    let heard: Arc<Mutex<Vec<Statement>>> = Arc::default();
    let ears = heard.clone();
    let listening = super::start(installation.config.clone(), move |app| {
        app.config.run_jobs = false;
        app.db.set_metric_callback(move |query| {
            if let Ok(mut heard) = ears.lock() {
                heard.push(query.statement.clone());
            }
        });
        Ok(())
    })?;
    let quiet = super::start(installation.config.clone(), |app| {
        app.config.run_jobs = false;
        Ok(())
    })?;
    for (what, path) in pages {
        let page = Request::get(&path, Some(&lead(listening)?));
        client::once(listening, &page)?;
        take(&heard);
        client::once(listening, &page)?;
        let bare = take(&heard);
        let ours = Request::get(&path, Some(&lead(quiet)?));
        side_by_side(what, quiet, &ours, &app.db, &bare).await?;
    }
    Ok(())
}

fn lead(at: SocketAddr) -> anyhow::Result<String> {
    let who = serde_json::json!({ "email": "lead@demo.example", "password": cairn::demo::PASSWORD });
    let answer = client::once(at, &Request::post("/api/v1/auth/sign-in", &who))?;
    Ok(answer["access_token"].as_str().context("a token")?.to_owned())
}

/// Asks for a page and runs its queries bare, in turns, and tells both.
async fn side_by_side(
    what: &str,
    at: SocketAddr,
    page: &Request,
    db: &DatabaseConnection,
    bare: &[Statement],
) -> anyhow::Result<()> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ASKED {
        let start = Instant::now();
        client::once(at, page)?;
        ours.push(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        for statement in bare {
            std::hint::black_box(db.query_all_raw(statement.clone()).await?);
        }
        theirs.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let (ours, theirs) = (median(ours), median(theirs));
    let ratio = theirs / ours;
    let measured = format!(
        "{ours:.1} ms; {} queries bare {theirs:.1} ms; {ratio:.2} of bare",
        bare.len()
    );
    let holds = ours < MOST_MILLISECONDS && ratio >= LEAST_OF_BARE;
    Finding::new(format!("{what}, 12,000 mentors"), database(), measured)
        .against(format!("{MOST_MILLISECONDS} ms, {LEAST_OF_BARE} of bare"), holds)
        .tell()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Everybody's clearance and standing, worked out anew; and how many queries that takes, for all and for one.
async fn work_out(app: &Arc<App>, scheme: SchemeId, one: ParticipantId) -> anyhow::Result<()> {
    let ctx = Ctx::internal(app);
    let mut tell = Vec::new();
    for what in ["Clearances", "Awards"] {
        let mut took = Vec::new();
        for only in [None, None, Some(one)] {
            let (before, start) = (app.queries.load(Ordering::Relaxed), Instant::now());
            let mut work = ctx.begin_as(None).await?;
            if what == "Awards" {
                standing::work_out(&mut work, scheme, only).await?;
            } else {
                clearing::work_out(&mut work, scheme, only).await?;
            }
            work.commit().await?;
            took.push((
                start.elapsed().as_secs_f64(),
                app.queries.load(Ordering::Relaxed) - before,
            ));
        }
        // The first time writes everything; the second is what a change of the rules costs.
        tell.push((what, took[1], took[2]));
    }
    for (what, all, one) in tell {
        let measured = format!(
            "{:.2} s, {} statements; for one mentor {:.1} ms, {}",
            all.0,
            all.1,
            one.0 * 1e3,
            one.1
        );
        Finding::new(
            format!("{what} of 12,000 mentors with 20 modules, worked out anew"),
            database(),
            measured,
        )
        .tell()?;
    }
    Ok(())
}

async fn fill(app: &Arc<App>, scheme: SchemeId) -> anyhow::Result<Vec<ParticipantId>> {
    let template = participant::Entity::find()
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .order_by_asc(participant::Column::Id)
        .all(&app.db)
        .await?;
    let people = person::Entity::find().all(&app.db).await?;
    let somebody = people.first().context("the demo has people")?.clone();
    let ctx = Ctx::internal(app);
    let modules = modules(app, scheme).await?;
    let today = ctx.today();
    let mut mentors = Vec::with_capacity(MENTORS);
    for chunk in (0..MENTORS).collect::<Vec<_>>().chunks(500) {
        let (mut persons, mut places, mut progress, mut completions, mut items) =
            (vec![], vec![], vec![], vec![], vec![]);
        for &n in chunk {
            let mut who = somebody.clone();
            who.id = Uuid::now_v7();
            name(&mut who, format!("mentor{n}@scale.example"));
            who.given_name = format!("Mentor{}", n % 97);
            who.family_name = format!("Scale{n}");
            let mut place = template[n % template.len()].clone();
            place.id = Uuid::now_v7();
            place.person_id = who.id;
            mentors.push(ParticipantId(place.id));
            for (m, module) in modules.iter().enumerate() {
                if (n + m).is_multiple_of(11) {
                    continue;
                }
                let on = today - Duration::days(((n + 3 * m) % 150) as i64);
                progress.push(step(&place, *module, on));
                completions.push(completion(&place, *module, on));
            }
            items.extend((0..ITEMS).map(|k| item(&place, n, k, today)));
            persons.push(who.into_active_model().reset_all());
            places.push(place.into_active_model().reset_all());
        }
        let work = ctx.begin_as(None).await?;
        person::Entity::insert_many(persons)
            .exec_without_returning(work.tx())
            .await?;
        participant::Entity::insert_many(places)
            .exec_without_returning(work.tx())
            .await?;
        for some in progress.chunks(1_000) {
            training_progress::Entity::insert_many(some.to_vec())
                .exec_without_returning(work.tx())
                .await?;
        }
        for some in completions.chunks(1_000) {
            training_completion::Entity::insert_many(some.to_vec())
                .exec_without_returning(work.tx())
                .await?;
        }
        for some in items.chunks(1_000) {
            evidence::Entity::insert_many(some.to_vec())
                .exec_without_returning(work.tx())
                .await?;
        }
        work.commit().await?;
    }
    Ok(mentors)
}

/// Somebody else: nobody shares an address or a number.
pub fn name(who: &mut person::Model, email: String) {
    (who.student_number, who.ucas_pid, who.husid) = (None, None, None);
    who.email_key = Some(email.clone());
    who.email = Some(email);
}

/// The ten that ship, and as many again of the scheme's own.
async fn modules(app: &Arc<App>, scheme: SchemeId) -> anyhow::Result<Vec<Uuid>> {
    let central = training_module::Entity::find().all(&app.db).await?;
    let versions = training_module_version::Entity::find().all(&app.db).await?;
    let mut ids: Vec<Uuid> = central.iter().map(|m| m.id).collect();
    let ctx = Ctx::internal(app);
    let work = ctx.begin_as(None).await?;
    for (n, like) in central
        .iter()
        .cycle()
        .enumerate()
        .take(MODULES.saturating_sub(ids.len()))
    {
        let Some(version) = versions.iter().find(|v| v.module_id == like.id) else {
            continue;
        };
        let mut module = like.clone();
        module.id = Uuid::now_v7();
        module.key = format!("own-{n}");
        module.owner = scheme.to_string();
        module.scheme_id = Some(scheme.0);
        module.title = format!("Our own module {n}");
        let mut version = version.clone();
        version.id = Uuid::now_v7();
        version.module_id = module.id;
        ids.push(module.id);
        module.into_active_model().reset_all().insert(work.tx()).await?;
        version.into_active_model().reset_all().insert(work.tx()).await?;
    }
    work.commit().await?;
    Ok(ids)
}

fn step(place: &participant::Model, module: Uuid, on: NaiveDate) -> training_progress::ActiveModel {
    let at = on.and_hms_opt(10, 0, 0).unwrap_or_default().and_utc();
    training_progress::Model {
        id: Uuid::now_v7(),
        scheme_id: place.scheme_id,
        participant_id: place.id,
        module_id: module,
        content_version: Some(1),
        progress: serde_json::json!({}),
        started_at: at,
        last_step_at: at,
        completed_on: Some(on),
        expires_on: Some(on + Duration::days(365)),
        source: Some(CompletionSource::Module.as_str().to_owned()),
    }
    .into_active_model()
    .reset_all()
}

fn completion(place: &participant::Model, module: Uuid, on: NaiveDate) -> training_completion::ActiveModel {
    training_completion::Model {
        id: Uuid::now_v7(),
        scheme_id: place.scheme_id,
        person_id: place.person_id,
        module_id: module,
        content_version: Some(1),
        completed_on: on,
        expires_on: Some(on + Duration::days(365)),
        source: CompletionSource::Module.as_str().to_owned(),
        external_key: None,
        evidence: None,
        reason: None,
        recorded_by: None,
        withdrawn_at: None,
        withdrawn_reason: None,
        created_at: on.and_hms_opt(10, 0, 0).unwrap_or_default().and_utc(),
    }
    .into_active_model()
    .reset_all()
}

fn item(place: &participant::Model, n: usize, k: usize, today: NaiveDate) -> evidence::ActiveModel {
    let on = today - Duration::days((7 * k + n % 7) as i64);
    let kinds = [
        EvidenceKind::Meeting,
        EvidenceKind::Hours,
        EvidenceKind::Contact,
        EvidenceKind::Reflection,
    ];
    let week = on.iso_week();
    evidence::Model {
        id: Uuid::now_v7(),
        scheme_id: place.scheme_id,
        participant_id: place.id,
        person_id: place.person_id,
        kind: kinds[(n + k) % kinds.len()].as_str().to_owned(),
        source: EvidenceSource::Mentor.as_str().to_owned(),
        state: if k == 0 && n.is_multiple_of(3) {
            EvidenceState::Waiting
        } else {
            EvidenceState::Confirmed
        }
        .as_str()
        .to_owned(),
        happened_on: on,
        week: week.year() * 100 + week.week() as i32,
        minutes: 30 + 15 * ((n + k) % 8) as i32,
        words: 120,
        text: "Met my group.".to_owned(),
        counts_for: HoursUse::Hear.as_str().to_owned(),
        outcome_id: None,
        entry_id: None,
        claim_id: None,
        said_by: None,
        external_source: None,
        external_key: None,
        reason: None,
        decided_by: None,
        decided_at: None,
        created_at: on.and_hms_opt(12, 0, 0).unwrap_or_default().and_utc(),
        version: 1,
    }
    .into_active_model()
    .reset_all()
}

/// Three awards that some have earned and many nearly; gives the middle one.
async fn offer(app: &Arc<App>, scheme: SchemeId) -> anyhow::Result<Uuid> {
    let ctx = Ctx::internal(app);
    let work = ctx.begin_as(None).await?;
    let mut ids = Vec::new();
    for (n, hours) in [4u32, 8, 12].into_iter().enumerate() {
        let rule = AwardRule {
            mode: RuleMode::All,
            blocks: vec![RuleBlock {
                mode: RuleMode::All,
                requirements: vec![
                    Requirement::Hours { hours },
                    Requirement::Meetings { meetings: 2 },
                    Requirement::Modules { keys: vec![] },
                ],
            }],
        };
        let row = award::Model {
            id: Uuid::now_v7(),
            scheme_id: scheme.0,
            name: format!("Award {n}"),
            tier: None,
            description: "For the bench.".to_owned(),
            rule: serde_json::to_value(&rule)?,
            has_certificate: true,
            has_badge: true,
            position: n as i32,
            archived_at: None,
            created_at: work.now,
            updated_at: work.now,
            version: 1,
        };
        ids.push(row.id);
        row.into_active_model().reset_all().insert(work.tx()).await?;
    }
    work.commit().await?;
    Ok(ids[1])
}

//! Mentors as staff watch over their training: the list, one of them in full, and the table to download.

use super::completions::titles;
use super::path::{self, Stone};
use super::walk::Walk;
use super::{institution, learning};
use crate::cohorts::entity::{participant, scheme};
use crate::cohorts::mentor_place::Place;
use crate::cohorts::reach;
use crate::cohorts::roll::listed_name;
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::identity::entity::person;
use crate::problem::{Problem, Result};
use crate::training::entity::conduct_signature as signature;
use crate::training::markdown;
use crate::training::store::learning as own;
use crate::training::store::mentors::{self as store, Done, Filter, Row, When};
use crate::training::store::{completions, modules};
use cairn_domain::cohorts::{Clearance, ClearanceStatus, ParticipantRole};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, PersonId, SchemeId, TrainingCompletionId, TrainingModuleId};
use cairn_domain::paging::Page;
use cairn_domain::training::{
    CompletionSource, CompletionView, ConductSignature, MentorTraining, MentorTrainingDetail,
    TrainingSettings,
};
use chrono::{Duration, NaiveDate};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What a list of a scheme's mentors rests on.
pub struct Setting {
    pub row: scheme::Model,
    pub settings: TrainingSettings,
    pub stones: Vec<Stone>,
    pub when: When,
}

/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn setting(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<Setting> {
    let row = reach::scheme(ctx.db(), scope, scheme).await?;
    let (settings, _) = modules::settings(ctx.db(), scope, scheme).await?;
    Ok(Setting {
        stones: path::of_scheme(ctx.db(), scope, scheme).await?,
        when: When {
            today: reach::today(&row, ctx.now),
            stuck_before: ctx.now - Duration::days(i64::from(settings.stuck_days)),
        },
        settings,
        row,
    })
}

/// A page of mentors by name.
///
/// # Errors
/// 404 when the scheme isn't in reach, 400 for a cursor that isn't ours.
pub async fn page(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    filter: &Filter,
    page: &PageQuery,
) -> Result<Page<MentorTraining>> {
    let limit = page.limit()?;
    let setting = setting(ctx, scope, scheme).await?;
    let rows = store::list(
        ctx.db(),
        scope,
        scheme,
        filter,
        setting.when,
        page.after()?,
        Some(limit + 1),
    )
    .await?;
    let total = store::count(ctx.db(), scope, scheme, filter, setting.when).await?;
    let page = cursor::page(rows, limit, Row::key);
    Ok(Page {
        items: views(ctx, scope, &setting, page.items).await?,
        next: page.next,
        total: Some(total),
    })
}

/// Everybody a filter finds, for a table.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn all(ctx: &Ctx, scope: &Scope, scheme: SchemeId, filter: &Filter) -> Result<Vec<MentorTraining>> {
    let setting = setting(ctx, scope, scheme).await?;
    let rows = store::list(ctx.db(), scope, scheme, filter, setting.when, None, None).await?;
    views(ctx, scope, &setting, rows).await
}

async fn views(ctx: &Ctx, scope: &Scope, setting: &Setting, rows: Vec<Row>) -> Result<Vec<MentorTraining>> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let mut done: HashMap<Uuid, Vec<Done>> = HashMap::new();
    for d in store::done(ctx.db(), scope, &ids).await? {
        done.entry(d.participant_id).or_default().push(d);
    }
    let grouped = store::in_groups(ctx.db(), scope, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let done = done.remove(&r.id).unwrap_or_default();
            view(r, &done, &grouped, setting)
        })
        .collect())
}

/// What the columns say of a clearance, on a day.
fn status(row: &Row, today: NaiveDate) -> (ClearanceStatus, bool) {
    let clearance = Clearance {
        status: row.clearance.parse().unwrap_or(ClearanceStatus::NotStarted),
        from: row.cleared_on,
        until: row.clearance_expires,
    };
    let holds = clearance.holds_on(today);
    let status = match clearance.status {
        ClearanceStatus::Cleared if !holds => ClearanceStatus::Lapsed,
        status => status,
    };
    (status, holds)
}

fn view(r: Row, done: &[Done], grouped: &HashSet<Uuid>, setting: &Setting) -> MentorTraining {
    let today = setting.when.today;
    let (status, is_cleared) = status(&r, today);
    let counts = |d: &&Done| d.completed_on.is_some() && d.expires_on.is_none_or(|e| today <= e);
    let mine = || {
        setting
            .stones
            .iter()
            .filter(|s| s.is_compulsory && s.is_for(r.programme_id))
    };
    let has = |id: TrainingModuleId| done.iter().filter(counts).any(|d| d.module_id == id.0);
    let last = done.iter().max_by_key(|d| d.last_step_at);
    let open = last
        .filter(|d| !counts(d))
        .and_then(|d| mine().find(|s| s.id.0 == d.module_id));
    let at = open.or_else(|| mine().find(|s| !has(s.id)));
    let is_stuck = !is_cleared && last.is_some_and(|d| d.last_step_at < setting.when.stuck_before);
    let days = |d: &Done| {
        let since = setting.when.stuck_before + Duration::days(i64::from(setting.settings.stuck_days))
            - d.last_step_at;
        u32::try_from(since.num_days()).unwrap_or(0)
    };
    MentorTraining {
        participant_id: ParticipantId(r.id),
        person_id: PersonId(r.person_id),
        name: listed_name(&r.given_name, r.preferred_name.as_deref(), &r.family_name),
        first_name: r.preferred_name.clone().unwrap_or_else(|| r.given_name.clone()),
        programme_code: r.programme_code.clone(),
        email: r.email.clone(),
        status,
        is_cleared,
        clearance_from: r.cleared_on,
        clearance_until: r.clearance_expires,
        completed: u32::try_from(mine().filter(|s| has(s.id)).count()).unwrap_or(0),
        of: u32::try_from(mine().count()).unwrap_or(0),
        last_step_at: last.map(|d| d.last_step_at),
        stuck_days: last.filter(|_| is_stuck).map(days),
        at_module: at.map(|s| s.title.clone()),
        in_group: grouped.contains(&r.id),
    }
}

/// One mentor with everything that was recorded.
///
/// # Errors
/// 404 when they are out of reach, or no mentor.
pub async fn detail(ctx: &Ctx, scope: &Scope, id: ParticipantId) -> Result<MentorTrainingDetail> {
    let found = reach::person(ctx.db(), scope, id)
        .await
        .map_err(|_| Problem::not_found("mentor"))?;
    if found.role != ParticipantRole::Mentor.as_str() {
        return Err(Problem::not_found("mentor"));
    }
    let scheme = SchemeId(found.scheme_id);
    let setting = setting(ctx, scope, scheme).await?;
    let mentor = participant::Entity::find_by_id(id.0)
        .one(ctx.db())
        .await?
        .ok_or_else(|| Problem::not_found("mentor"))?;
    let row = Row {
        id: mentor.id,
        person_id: mentor.person_id,
        programme_id: mentor.programme_id,
        clearance: mentor.clearance.clone(),
        cleared_on: mentor.cleared_on,
        clearance_expires: mentor.clearance_expires,
        given_name: found.given_name,
        family_name: found.family_name,
        preferred_name: found.preferred_name,
        email: found.email,
        programme_code: found.programme_code,
    };
    let mut views = views(ctx, scope, &setting, vec![row]).await?;
    let view = views.pop().ok_or_else(|| Problem::not_found("mentor"))?;
    let place = Place {
        mentor,
        scheme: setting.row.clone(),
    };
    let walk = Walk::of(ctx.db(), scope, place, ctx).await?;
    let signed = own::signed(ctx.db(), scope, id).await?;
    let current = signed
        .iter()
        .find(|s| s.conduct_version.unsigned_abs() == setting.settings.code_of_conduct_version);
    let modules = walk.modules();
    let missing = learning::missing(&walk, &modules, &setting.settings, &signed, view.is_cleared);
    let signed_on =
        |s: &signature::Model| crate::cohorts::roll::local_day(&setting.row.time_zone, s.signed_at);
    let code_of_conduct_signed = current.map(signed_on);
    let texts = own::conduct_texts(ctx.db(), scope, &signed).await?;
    let (house, _) = institution::read(ctx).await?;
    let signatures = signed
        .iter()
        .map(|s| ConductSignature {
            version: s.conduct_version.unsigned_abs(),
            signed_on: signed_on(s),
            html: s
                .text_id
                .and_then(|id| texts.get(&id))
                .map(|body| markdown::render(body, &house)),
        })
        .collect();
    Ok(MentorTrainingDetail {
        completions: completions_of(ctx, scope, scheme, view.person_id).await?,
        code_of_conduct_signed,
        signatures,
        reference_seen: walk.place.mentor.reference_seen_on,
        mentor: view,
        modules,
        missing,
    })
}

async fn completions_of(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    person: PersonId,
) -> Result<Vec<CompletionView>> {
    let rows = completions::of_person(ctx.db(), scope, person).await?;
    let titles = titles(ctx, scope, scheme).await?;
    let recorders: Vec<Uuid> = rows.iter().filter_map(|c| c.recorded_by).collect();
    let names: HashMap<Uuid, String> = person::Entity::find()
        .filter(person::Column::Id.is_in(recorders))
        .all(ctx.db())
        .await?
        .iter()
        .map(|p| (p.id, crate::identity::store::full_name(p)))
        .collect();
    Ok(rows
        .into_iter()
        .filter_map(|c| {
            Some(CompletionView {
                id: TrainingCompletionId(c.id),
                module_id: TrainingModuleId(c.module_id),
                // A module of another scheme's own is that scheme's business.
                module_title: titles.get(&c.module_id)?.clone(),
                content_version: c.content_version.map(i32::unsigned_abs),
                completed_on: c.completed_on,
                expires_on: c.expires_on,
                source: c.source.parse().unwrap_or(CompletionSource::External),
                evidence: c.evidence,
                reason: c.withdrawn_reason.or(c.reason),
                recorded_by: c.recorded_by.and_then(|p| names.get(&p).cloned()),
                withdrawn_at: c.withdrawn_at,
            })
        })
        .collect())
}

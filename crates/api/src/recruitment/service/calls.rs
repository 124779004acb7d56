//! Calls for mentors: written by staff, published, changed and put away; and as anybody reads them.

use super::weighing::weigh;
use super::{content, state};
use crate::cohorts::roll::zone;
use crate::cohorts::{offering, reach};
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::recruitment::entity::recruitment_call as call;
use crate::recruitment::store::{calls as store, scorings};
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{CallId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::application::moment;
use cairn_domain::recruitment::{
    CallCampus, CallContent, CallProgramme, CallView, NewCall, PublicCall, StateCount,
};
use chrono::{DateTime, NaiveDateTime, Utc};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _, Set};
use uuid::Uuid;

fn view(ctx: &Ctx, row: &call::Model, counts: Vec<StateCount>) -> Result<CallView> {
    Ok(CallView {
        id: CallId(row.id),
        scheme_id: SchemeId(row.scheme_id),
        state: state(row, ctx.now),
        content: content(row)?,
        conduct_version: row.conduct_version,
        page: format!("{}/calls/{}", ctx.app.config.public_url, row.slug),
        counts,
        published_at: row.published_at,
        version: row.version,
    })
}

/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn list(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<Vec<CallView>> {
    reach::scheme(ctx.db(), scope, scheme).await?;
    let rows = store::all(ctx.db(), scope, scheme).await?;
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let mut counts = store::counts(ctx.db(), &ids).await?;
    rows.iter()
        .map(|r| view(ctx, r, counts.remove(&r.id).unwrap_or_default()))
        .collect()
}

/// # Errors
/// 404 when the call's scheme isn't in reach.
pub async fn one(ctx: &Ctx, scope: &Scope, id: CallId) -> Result<CallView> {
    let row = store::one(ctx.db(), scope, id, false).await?;
    let mut counts = store::counts(ctx.db(), &[row.id]).await?;
    view(ctx, &row, counts.remove(&row.id).unwrap_or_default())
}

/// The moment that a scheme's wall clock shows a time.
pub(super) fn moment_in(time_zone: &str, wall: NaiveDateTime) -> DateTime<Utc> {
    moment(&zone(time_zone), wall)
}

/// # Errors
/// 422 for an address that another call has, and for a programme that the scheme hasn't.
async fn check(work: &Work, scheme: SchemeId, content: &CallContent, own: Option<Uuid>) -> Result<()> {
    let mut faults = vec![];
    if store::is_taken(work.tx(), &content.slug, own).await? {
        let sentence = "Another call has this address. Add the year, or the programme.";
        faults.push(("/slug".to_owned(), sentence.to_owned()));
    }
    let known = offering::programmes(work.tx(), scheme).await?;
    for (n, id) in content.programme_ids.iter().enumerate() {
        if !known.iter().any(|p| p.id == *id) {
            let sentence = "This scheme has no such programme. Choose one of its own.";
            faults.push((format!("/programme_ids/{n}"), sentence.to_owned()));
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(faults))
    }
}

/// Starts a call. Nobody outside sees it before it is published.
///
/// # Errors
/// 404 or 403 when the scheme isn't in reach as a whole, 422 for an address that is taken.
pub async fn add(ctx: &Ctx, scope: &Scope, input: NewCall) -> Result<CallView> {
    let work = ctx.begin(scope).await?;
    let scheme = reach::whole_scheme(work.tx(), scope, input.scheme_id).await?;
    let content = input.content;
    check(&work, input.scheme_id, &content, None).await?;
    let row = call::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.id),
        slug: Set(content.slug.clone()),
        title: Set(content.title.trim().to_owned()),
        opens_at: Set(moment_in(&scheme.time_zone, content.opens)),
        closes_at: Set(moment_in(&scheme.time_zone, content.closes)),
        content: Set(serde_json::to_value(&content)?),
        conduct_version: Set(1),
        published_at: Set(None),
        put_away_at: Set(None),
        created_at: Set(work.now),
        updated_at: Set(work.now),
        version: Set(1),
    }
    .insert(work.tx())
    .await?;
    let sentence = format!("Started the call {}.", row.title);
    keep(work, &row, "recruitment.call_added", sentence).await?;
    one(ctx, scope, CallId(row.id)).await
}

async fn keep(mut work: Work, row: &call::Model, verb: &str, sentence: String) -> Result<()> {
    let scheme = Some(SchemeId(row.scheme_id));
    work.audit(scheme, verb, Some(row.id), sentence).await?;
    work.announce(Topic::Recruitment, row.id, scheme);
    work.commit().await
}

/// Changes a call. What was handed in stays as it is; drafts are measured by the new words.
///
/// # Errors
/// 404 or 403 out of reach, 412 when changed meanwhile, 422 for an address that is taken.
pub async fn change(ctx: &Ctx, scope: &Scope, id: CallId, seen: i32, input: CallContent) -> Result<CallView> {
    let work = ctx.begin(scope).await?;
    let row = store::one(work.tx(), scope, id, true).await?;
    let scheme = reach::whole_scheme(work.tx(), scope, SchemeId(row.scheme_id)).await?;
    if row.version != seen {
        return Err(Problem::stale());
    }
    check(&work, SchemeId(row.scheme_id), &input, Some(row.id)).await?;
    let before = content(&row)?;
    if before.rubric != input.rubric && scorings::has_scores(work.tx(), row.id).await? {
        return Err(Problem::conflict(
            "scores-are-in",
            "People score by this rubric already, so it can't change now.",
        )
        .detail("Everything else of the call can. For another rubric, start another call."));
    }
    let weighs_anew = (before.threshold, before.scorers_each) != (input.threshold, input.scorers_each);
    let conduct_version = row.conduct_version + i32::from(before.conduct.trim() != input.conduct.trim());
    let mut new = row.into_active_model();
    new.slug = Set(input.slug.clone());
    new.title = Set(input.title.trim().to_owned());
    new.opens_at = Set(moment_in(&scheme.time_zone, input.opens));
    new.closes_at = Set(moment_in(&scheme.time_zone, input.closes));
    new.content = Set(serde_json::to_value(&input)?);
    new.conduct_version = Set(conduct_version);
    new.updated_at = Set(work.now);
    new.version = Set(seen + 1);
    let row = new.update(work.tx()).await?;
    if weighs_anew {
        let all = scorings::to_score(work.tx(), row.id).await?;
        let all: Vec<Uuid> = all.iter().map(|a| a.id).collect();
        weigh(&work, &input, &all).await?;
    }
    let sentence = format!("Changed the call {}.", row.title);
    keep(work, &row, "recruitment.call_changed", sentence).await?;
    one(ctx, scope, id).await
}

/// Puts a call where anybody can read it, or takes it away again.
///
/// # Errors
/// 404 or 403 out of reach.
pub async fn publish(ctx: &Ctx, scope: &Scope, id: CallId, is_public: bool) -> Result<CallView> {
    let work = ctx.begin(scope).await?;
    let row = store::one(work.tx(), scope, id, true).await?;
    reach::whole_scheme(work.tx(), scope, SchemeId(row.scheme_id)).await?;
    let is_there = row.published_at.is_some() && row.put_away_at.is_none();
    if is_there != is_public {
        let (version, published) = (row.version + 1, row.published_at);
        let mut new = row.into_active_model();
        if is_public {
            new.published_at = Set(Some(published.unwrap_or(work.now)));
        }
        new.put_away_at = Set((!is_public).then_some(work.now));
        new.updated_at = Set(work.now);
        new.version = Set(version);
        let row = new.update(work.tx()).await?;
        let (verb, did) = if is_public {
            ("recruitment.call_published", "Published")
        } else {
            ("recruitment.call_put_away", "Put away")
        };
        let sentence = format!("{did} the call {}.", row.title);
        keep(work, &row, verb, sentence).await?;
    }
    one(ctx, scope, id).await
}

/// A call as anybody may read it.
///
/// # Errors
/// 404 unless it is published.
pub async fn public(ctx: &Ctx, slug: &str) -> Result<PublicCall> {
    let row = store::published(ctx.db(), slug).await?;
    public_view(ctx, ctx.db(), &row).await
}

/// The same of a call that is at hand already, published or not: who has begun an application keeps it.
///
/// # Errors
/// When the database can't be read.
pub async fn public_view<C: ConnectionTrait>(ctx: &Ctx, db: &C, row: &call::Model) -> Result<PublicCall> {
    let scheme = offering::scheme(db, SchemeId(row.scheme_id)).await?;
    let content = content(row)?;
    let mut programmes = offering::programmes(db, SchemeId(row.scheme_id)).await?;
    programmes.retain(|p| content.programme_ids.is_empty() || content.programme_ids.contains(&p.id));
    let campuses = offering::campuses(db).await?;
    Ok(PublicCall {
        slug: row.slug.clone(),
        institution: ctx.app.config.institution.clone(),
        scheme_name: scheme.name,
        title: content.title,
        role: content.role,
        given_back: content.given_back,
        levels: content.levels,
        programmes: programmes
            .into_iter()
            .map(|p| CallProgramme {
                id: p.id,
                title: p.title,
            })
            .collect(),
        campuses: campuses
            .into_iter()
            .map(|c| CallCampus {
                id: c.id,
                name: c.name,
            })
            .collect(),
        state: state(row, ctx.now),
        opens_at: row.opens_at,
        closes_at: row.closes_at,
        time_zone: scheme.time_zone,
        answer_by: content.answer_by,
        questions: content.questions,
        conduct: content.conduct,
        asks_for_reference: content.asks_for_reference,
        has_interview: content.has_interview,
    })
}

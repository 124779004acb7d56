//! Applications as the staff read them who run a call: what was handed in, and nothing that is still being written.

use super::{content, word};
use crate::cohorts::roll::listed_name;
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::identity::store as identity;
use crate::problem::Result;
use crate::recruitment::store::applications::{self as store, Filter, Key, Row};
use crate::recruitment::store::calls;
use cairn_domain::cohorts::{FheqLevel, StudyMode};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ApplicationId, CallId, PersonId, SchemeId};
use cairn_domain::paging::Page;
use cairn_domain::recruitment::{ApplicationSummary, ApplicationView};

pub(super) fn summary(row: Row) -> Result<ApplicationSummary> {
    let mode: Option<StudyMode> = row.mode.as_deref().map(word).transpose()?;
    Ok(ApplicationSummary {
        id: ApplicationId(row.id),
        name: listed_name(&row.given_name, row.preferred_name.as_deref(), &row.family_name),
        programme_code: row.programme_code,
        level: level(row.level),
        mode,
        state: word(&row.state)?,
        submitted_at: row.submitted_at,
        scoring: word(&row.scoring)?,
        rubric_sum: score(row.rubric_sum),
        offer_until: row.offer_until,
    })
}

/// Scores are kept in hundredths.
fn score(stored: Option<i32>) -> Option<f64> {
    stored.map(|s| f64::from(s) / 100.0)
}

fn level(stored: Option<i32>) -> Option<FheqLevel> {
    stored
        .and_then(|l| u8::try_from(l).ok())
        .and_then(|l| FheqLevel::new(l).ok())
}

/// # Errors
/// 404 when not all of the call's scheme is in reach, 400 for a cursor that isn't ours.
pub async fn page(
    ctx: &Ctx,
    scope: &Scope,
    filter: &Filter,
    page: &PageQuery,
) -> Result<Page<ApplicationSummary>> {
    let limit = page.limit()?;
    let call = calls::one(ctx.db(), scope, filter.call_id, false).await?;
    let rows = store::list(ctx.db(), scope, &call, filter, page.after::<Key>()?, Some(limit)).await?;
    let rows = cursor::page(rows, limit, |r| Key(r.rubric_sum, r.id));
    Ok(Page {
        items: rows.items.into_iter().map(summary).collect::<Result<_>>()?,
        next: rows.next,
        total: None,
    })
}

/// Everything that a filter finds, for a table.
///
/// # Errors
/// As for a page.
pub async fn all(ctx: &Ctx, scope: &Scope, filter: &Filter) -> Result<Vec<ApplicationSummary>> {
    let call = calls::one(ctx.db(), scope, filter.call_id, false).await?;
    let rows = store::list(ctx.db(), scope, &call, filter, None, None).await?;
    rows.into_iter().map(summary).collect()
}

/// One application with its answers.
///
/// # Errors
/// 404 when it isn't handed in, or not all of its scheme is in reach.
pub async fn one(ctx: &Ctx, scope: &Scope, id: ApplicationId) -> Result<ApplicationView> {
    let row = store::handed_in(ctx.db(), scope, id).await?;
    let call = calls::one(ctx.db(), scope, CallId(row.call_id), false).await?;
    let person = identity::person(ctx.db(), PersonId(row.person_id)).await?;
    let code = store::programme_code(ctx.db(), row.programme_id).await?;
    let mode: Option<StudyMode> = row.mode.as_deref().map(word).transpose()?;
    Ok(ApplicationView {
        summary: ApplicationSummary {
            id,
            name: identity::full_name(&person),
            programme_code: code,
            level: level(row.level),
            mode,
            state: word(&row.state)?,
            submitted_at: row.submitted_at,
            scoring: word(&row.scoring)?,
            rubric_sum: score(row.rubric_sum),
            offer_until: row.offer_until,
        },
        call_id: CallId(call.id),
        scheme_id: SchemeId(call.scheme_id),
        call_title: call.title.clone(),
        email: person.email,
        questions: content(&call)?.questions,
        draft: serde_json::from_value(row.draft)?,
        feedback: row.feedback,
        is_calibration: row.is_calibration,
        version: row.version,
    })
}

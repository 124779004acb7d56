//! What people do with an uploaded file: map its columns, check it, and see what needs mending.

use super::limits::Unreadable;
use super::records::Moment;
use super::store;
use super::walk::{Journey, walk};
use crate::cohorts::entity::{cohort_import, scheme};
use crate::cohorts::store::scheme as schemes;
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::problem::{Problem, Result};
use actix_web::web::Bytes;
use cairn_domain::cohorts::import::dates::Calendar;
use cairn_domain::cohorts::import::{Plan, SchemeRules};
use cairn_domain::cohorts::{CohortImportView, ColumnGuess, ImportMapping, ImportState, RowFault};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{CohortImportId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use std::sync::Arc;

/// Bad cells that an error file holds.
const MOST_FAULTS: usize = 100_000;
impl From<Unreadable> for Problem {
    fn from(why: Unreadable) -> Self {
        Self::new(
            actix_web::http::StatusCode::UNPROCESSABLE_ENTITY,
            "unreadable-file",
            "This file can't be imported.",
        )
        .detail(why.0)
    }
}

pub(super) fn calendar(scheme: &scheme::Model, ctx: &Ctx) -> Calendar {
    Calendar {
        today: schemes::today(scheme, ctx.now),
        day_zero: scheme.enrolment,
    }
}

/// The imports of a scheme, newest first.
///
/// # Errors
/// 404 when out of reach.
pub async fn list(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    page: &PageQuery,
) -> Result<Page<CohortImportView>> {
    let limit = page.limit()?;
    let rows = store::page(ctx.db(), scope, scheme, page.after()?, limit + 1).await?;
    let page = cursor::page(rows, limit, |i| i.id);
    let items = page.items.iter().map(store::view).collect::<Result<_>>()?;
    Ok(Page {
        items,
        next: page.next,
        total: None,
    })
}

/// # Errors
/// 404 when out of reach.
pub async fn read(ctx: &Ctx, scope: &Scope, id: CohortImportId) -> Result<CohortImportView> {
    store::view(&store::one(ctx.db(), scope, id, false).await?)
}

fn plan(row: &cohort_import::Model, mapping: &ImportMapping, calendar: Calendar) -> Result<Plan> {
    let columns: Vec<ColumnGuess> = serde_json::from_value(row.columns.clone())?;
    let headings: Vec<String> = columns.into_iter().map(|c| c.column).collect();
    Plan::new(&headings, mapping, calendar)
        .map_err(|faults| Problem::invalid(faults.into_iter().map(|f| (f.pointer, f.detail)).collect()))
}

/// Says which column is which. A report made before is put away.
///
/// # Errors
/// 422 with what is wrong with the mapping; 409 once applied.
pub async fn map(
    ctx: &Ctx,
    scope: &Scope,
    id: CohortImportId,
    mapping: ImportMapping,
) -> Result<CohortImportView> {
    let mut work = ctx.begin(scope).await?;
    let row = store::one(work.tx(), scope, id, true).await?;
    not_applied(&row)?;
    let scheme = schemes::whole(work.tx(), scope, SchemeId(row.scheme_id)).await?;
    plan(&row, &mapping, calendar(&scheme, ctx))?;
    let version = row.version + 1;
    let mut change = row.into_active_model();
    change.mapping = Set(serde_json::to_value(&mapping)?);
    change.state = Set(ImportState::Uploaded.as_str().to_owned());
    change.report = Set(None);
    change.version = Set(version);
    let row = change.update(work.tx()).await?;
    let scheme = SchemeId(row.scheme_id);
    work.audit(
        Some(scheme),
        "import.mapped",
        Some(id.0),
        format!("Matched the columns of {}.", row.filename),
    )
    .await?;
    work.announce(Topic::Import, id.0, Some(scheme));
    work.commit().await?;
    store::view(&row)
}

pub(super) fn not_applied(row: &cohort_import::Model) -> Result<()> {
    if store::state(row)? == ImportState::Applied {
        return Err(Problem::conflict("already-applied", "This file is in already.")
            .detail("Upload it again to import it once more: what hasn't changed stays as it is."));
    }
    Ok(())
}

pub(super) fn journey(
    ctx: &Ctx,
    scope: &Scope,
    row: &cohort_import::Model,
    scheme: &scheme::Model,
    content: Bytes,
    apply: bool,
) -> Result<Journey> {
    let mapping: ImportMapping = serde_json::from_value(row.mapping.clone())?;
    let calendar = calendar(scheme, ctx);
    let settings = schemes::input(scheme, vec![]);
    Ok(Journey {
        at: Moment {
            scheme: scheme.id,
            now: ctx.now,
            today: calendar.today,
            by: scope.person_id().0,
        },
        rules: SchemeRules::from(&settings),
        sizes: settings.sizes,
        plan: Arc::new(plan(row, &mapping, calendar)?),
        content,
        withdraw_missing: mapping.withdraw_missing,
        apply,
        reach: scope
            .schemes()
            .map(|all| all.into_iter().filter(|s| scope.covers(*s)).collect()),
    })
}

/// Goes through the file without changing anything, and keeps the report.
///
/// # Errors
/// 422 with what is wrong with the mapping; 409 once applied.
pub async fn check(ctx: &Ctx, scope: &Scope, id: CohortImportId) -> Result<CohortImportView> {
    let row = store::one(ctx.db(), scope, id, false).await?;
    not_applied(&row)?;
    let scheme = schemes::whole(ctx.db(), scope, SchemeId(row.scheme_id)).await?;
    let content = store::content(ctx.db(), row.id).await?;
    let report = walk(
        ctx.db(),
        &journey(ctx, scope, &row, &scheme, content, false)?,
        &mut |_| {},
    )
    .await?;
    let mut work = ctx.begin(scope).await?;
    let now = store::one(work.tx(), scope, id, true).await?;
    if now.version != row.version {
        return Err(Problem::stale());
    }
    let mut change = now.into_active_model();
    change.state = Set(ImportState::Checked.as_str().to_owned());
    change.report = Set(Some(serde_json::to_value(&report)?));
    change.version = Set(row.version + 1);
    let row = change.update(work.tx()).await?;
    let scheme = SchemeId(row.scheme_id);
    let sentence = format!(
        "Checked {}: {} rows, {} to mend.",
        row.filename, report.rows, report.bad
    );
    work.audit(Some(scheme), "import.checked", Some(id.0), sentence)
        .await?;
    work.announce(Topic::Import, id.0, Some(scheme));
    work.commit().await?;
    store::view(&row)
}

/// Every bad cell of a file, in its order.
///
/// # Errors
/// As [`check`].
pub async fn faults(ctx: &Ctx, scope: &Scope, id: CohortImportId) -> Result<Vec<RowFault>> {
    let row = store::one(ctx.db(), scope, id, false).await?;
    let scheme = schemes::whole(ctx.db(), scope, SchemeId(row.scheme_id)).await?;
    let content = store::content(ctx.db(), row.id).await?;
    let mut faults = Vec::new();
    walk(
        ctx.db(),
        &journey(ctx, scope, &row, &scheme, content, false)?,
        &mut |fault| {
            if faults.len() < MOST_FAULTS {
                faults.push(fault.clone());
            }
        },
    )
    .await?;
    Ok(faults)
}

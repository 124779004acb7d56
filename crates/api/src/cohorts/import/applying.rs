//! Applying a checked file.

use super::service::{journey, not_applied};
use super::store;
use super::walk::walk;
use crate::cohorts::service::participants::{CLEAR_MENTORS, TIDY_GROUPS, holding, taken};
use crate::cohorts::store::scheme as schemes;
use crate::ctx::Ctx;
use crate::jobs::NewJob;
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::{CohortImportView, ImportState};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{CohortImportId, SchemeId};
use cairn_domain::operations::Topic;
use sea_orm::{ActiveModelTrait as _, ConnectionTrait as _, DbBackend, IntoActiveModel as _, Set};

/// Imports are applied one at a time: they may meet the same people.
const APPLYING_LOCK: i64 = 0x0CA1_0001;

/// Does what the check said, in one transaction: all of it or, whatever happens, nothing.
///
/// # Errors
/// 412 when changed meanwhile, 409 when not checked, applied before, when it would do something else now than the check said, or when withdrawing would go by unread rows.
pub async fn apply(ctx: &Ctx, scope: &Scope, id: CohortImportId, version: i32) -> Result<CohortImportView> {
    let mut work = ctx.begin(scope).await?;
    if work.tx().get_database_backend() == DbBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({APPLYING_LOCK})");
        work.tx().execute_unprepared(&lock).await?;
    }
    let row = store::one(work.tx(), scope, id, true).await?;
    not_applied(&row)?;
    if row.version != version {
        return Err(Problem::stale());
    }
    if store::state(&row)? != ImportState::Checked {
        return Err(Problem::conflict(
            "check-first",
            "Check this file before you apply it.",
        ));
    }
    let scheme = schemes::held(work.tx(), scope, SchemeId(row.scheme_id)).await?;
    let content = store::content(work.tx(), row.id).await?;
    let journey = journey(ctx, scope, &row, &scheme, content, true)?;
    let today = schemes::today(&scheme, work.now);
    let held = holding(&work, SchemeId(row.scheme_id), today).await?;
    let report = walk(work.tx(), &journey, &mut |_| {}).await?;
    // Nothing is done that nobody has seen: people may have come, gone or changed since the check, and whoever checked may reach
    // others than whoever applies.
    if row.report.as_ref() != Some(&serde_json::to_value(&report)?) {
        return Err(Problem::conflict(
            "changed-since-check",
            "The file would do something else now than when it was checked.",
        )
        .detail(
            "The people in this scheme have changed since, or it was checked by somebody who may change more or less than you. \
             Check it again to see what it would do now, then apply it.",
        ));
    }
    if journey.withdraw_missing && report.bad > 0 && report.withdrawn > 0 {
        return Err(Problem::conflict("mend-first", "Mend the bad rows first.").detail(
            "People who are missing from the file would be withdrawn, and some rows can't be read: they may be the missing \
             people. Mend them, or import without withdrawing anybody.",
        ));
    }
    let mut change = row.into_active_model();
    change.state = Set(ImportState::Applied.as_str().to_owned());
    change.report = Set(Some(serde_json::to_value(&report)?));
    change.applied_at = Set(Some(work.now));
    change.version = Set(version + 1);
    let row = change.update(work.tx()).await?;
    let scheme = SchemeId(row.scheme_id);
    let sentence = format!(
        "Imported {}: {} new, {} changed, {} withdrawn, {} left out.",
        row.filename, report.created, report.changed, report.withdrawn, report.bad
    );
    work.audit(Some(scheme), "import.applied", Some(id.0), sentence)
        .await?;
    if report.changed + report.withdrawn > 0 {
        work.enqueue(NewJob::new(
            TIDY_GROUPS,
            serde_json::json!({ "scheme_id": scheme }),
        ))
        .await?;
    }
    if report.created + report.changed > 0 {
        work.enqueue(NewJob::new(
            CLEAR_MENTORS,
            serde_json::json!({ "scheme_id": scheme }),
        ))
        .await?;
    }
    let still = holding(&work, scheme, today).await?;
    taken(&mut work, scheme, &held.difference(&still).copied().collect()).await?;
    work.announce(Topic::Import, id.0, Some(scheme));
    work.announce(Topic::Cohort, id.0, Some(scheme));
    work.commit().await?;
    ctx.app.actors.forget();
    store::view(&row)
}

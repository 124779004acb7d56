//! A mentor's own progress and quiz attempts.

use crate::cohorts::mentor_place::{self, Place};
use crate::problem::{Problem, Result};
use crate::training::entity::{
    conduct_signature as signature, conduct_text, quiz_attempt as attempt, training_progress as progress,
};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, QuizAttemptId, SchemeId, TrainingModuleId};
use cairn_domain::training::Progress;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Everything that a mentor has begun or completed.
pub async fn progress_of<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentor: ParticipantId,
) -> Result<Vec<progress::Model>> {
    Ok(progress::Entity::find()
        .filter(progress::Column::ParticipantId.eq(mentor.0))
        .all(db)
        .await?)
}

/// One mentor's progress in one module, for a change: nobody else changes it meanwhile.
pub async fn progress_to_change<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    mentor: ParticipantId,
    module: TrainingModuleId,
) -> Result<Option<progress::Model>> {
    Ok(progress::Entity::find()
        .filter(progress::Column::ParticipantId.eq(mentor.0))
        .filter(progress::Column::ModuleId.eq(module.0))
        .lock_exclusive()
        .one(tx)
        .await?)
}

/// The version of the code of conduct that a mentor signed last, and when.
pub async fn signed<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentor: ParticipantId,
) -> Result<Vec<signature::Model>> {
    Ok(signature::Entity::find()
        .filter(signature::Column::ParticipantId.eq(mentor.0))
        .order_by_desc(signature::Column::ConductVersion)
        .all(db)
        .await?)
}

/// The words under which some signatures stand.
pub async fn conduct_texts<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    signatures: &[signature::Model],
) -> Result<HashMap<Uuid, String>> {
    let texts = conduct_text::Entity::find()
        .filter(conduct_text::Column::Id.is_in(signatures.iter().filter_map(|s| s.text_id)))
        .all(db)
        .await?;
    Ok(texts.into_iter().map(|t| (t.id, t.body)).collect())
}

/// All attempts of a mentor at a module's quiz, the first one first.
pub async fn attempts<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentor: ParticipantId,
    module: TrainingModuleId,
) -> Result<Vec<attempt::Model>> {
    Ok(attempt::Entity::find()
        .filter(attempt::Column::ParticipantId.eq(mentor.0))
        .filter(attempt::Column::ModuleId.eq(module.0))
        .order_by_asc(attempt::Column::Number)
        .all(db)
        .await?)
}

/// An attempt of the caller's own. With `lock`, nobody else changes it meanwhile.
///
/// # Errors
/// 404 when it isn't there or somebody else's.
pub async fn attempt<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: QuizAttemptId,
    lock: bool,
) -> Result<(attempt::Model, Place)> {
    let missing = || Problem::not_found("quiz attempt");
    let mut find = attempt::Entity::find_by_id(id.0);
    if lock {
        find = find.lock_exclusive();
    }
    let found = find.one(db).await?.ok_or_else(missing)?;
    let place = mentor_place::place(db, scope, SchemeId(found.scheme_id))
        .await
        .map_err(|_| missing())?;
    if place.mentor.id == found.participant_id {
        Ok((found, place))
    } else {
        Err(missing())
    }
}

/// How many attempts a mentor has started since a moment, in all modules of a scheme.
pub async fn attempts_since<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentor: ParticipantId,
    module: TrainingModuleId,
    since: DateTime<Utc>,
) -> Result<u64> {
    Ok(attempt::Entity::find()
        .filter(attempt::Column::ParticipantId.eq(mentor.0))
        .filter(attempt::Column::ModuleId.eq(module.0))
        .filter(attempt::Column::StartedAt.gte(since))
        .count(db)
        .await?)
}

/// Forgets an attempt that was not handed in.
pub async fn forget_open_attempt<C: ConnectionTrait>(
    tx: &C,
    _scope: &Scope,
    mentor: ParticipantId,
    module: TrainingModuleId,
) -> Result<()> {
    attempt::Entity::delete_many()
        .filter(attempt::Column::ParticipantId.eq(mentor.0))
        .filter(attempt::Column::ModuleId.eq(module.0))
        .filter(attempt::Column::SubmittedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets how far a mentor is in a module, so that they can do it again.
pub async fn begin_again<C: ConnectionTrait>(
    tx: &C,
    scope: &Scope,
    mentor: ParticipantId,
    module: TrainingModuleId,
    now: DateTime<Utc>,
) -> Result<()> {
    forget_open_attempt(tx, scope, mentor, module).await?;
    progress::Entity::update_many()
        .col_expr(
            progress::Column::Progress,
            Expr::value(serde_json::to_value(Progress::default())?),
        )
        // The newest version, then; and nobody is stuck in what they have not begun.
        .col_expr(progress::Column::ContentVersion, Expr::value(Option::<i32>::None))
        .col_expr(progress::Column::LastStepAt, Expr::value(now))
        .filter(progress::Column::ParticipantId.eq(mentor.0))
        .filter(progress::Column::ModuleId.eq(module.0))
        .exec(tx)
        .await?;
    Ok(())
}

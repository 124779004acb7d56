//! Appeals: a mentor asks for a second look, and somebody else answers.

use super::telling;
use crate::cohorts::mentor_place;
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::problem::{Problem, Result};
use crate::recognition::entity::appeal;
use crate::recognition::store::appeals::{self as store, Filter, Key};
use crate::recognition::store::grants::{self, Named};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{AppealId, ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{AppealAnswer, AppealState, AppealView, NewAppeal};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, IntoActiveModel as _, Set};
use uuid::Uuid;

/// Everything that one mentor appealed against, the newest first.
///
/// # Errors
/// When the database can't be read.
pub async fn of<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    participant: ParticipantId,
) -> Result<Vec<AppealView>> {
    let rows = store::of(db, scope, participant).await?;
    views(db, scope, rows).await
}

async fn views<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    rows: Vec<appeal::Model>,
) -> Result<Vec<AppealView>> {
    let mentors = grants::named(db, scope, rows.iter().map(|r| r.participant_id)).await?;
    let staff = grants::called(db, scope, rows.iter().filter_map(|r| r.answered_by)).await?;
    let word = |e: String| Problem::internal(&e);
    rows.into_iter()
        .map(|row| {
            Ok(AppealView {
                id: AppealId(row.id),
                scheme_id: SchemeId(row.scheme_id),
                participant_id: ParticipantId(row.participant_id),
                name: mentors
                    .get(&row.participant_id)
                    .map(Named::name)
                    .unwrap_or_default(),
                subject: row.subject.parse().map_err(word)?,
                subject_id: row.subject_id,
                about: row.about,
                text: row.text,
                state: row.state.parse().map_err(word)?,
                answer: row.answer,
                answered_by: row.answered_by.and_then(|p| staff.get(&p).cloned()),
                created_at: row.created_at,
                answered_at: row.answered_at,
            })
        })
        .collect()
}

async fn one_view(ctx: &Ctx, scope: &Scope, row: appeal::Model) -> Result<AppealView> {
    let found = views(ctx.db(), scope, vec![row]).await?.into_iter().next();
    found.ok_or_else(|| Problem::not_found("appeal"))
}

/// # Errors
/// 404 when not all of the scheme is in reach, 400 for a cursor that isn't ours.
pub async fn page(ctx: &Ctx, scope: &Scope, filter: &Filter, page: &PageQuery) -> Result<Page<AppealView>> {
    let limit = page.limit()?;
    let rows = store::list(ctx.db(), scope, filter, page.after::<Key>()?, limit).await?;
    let rows = cursor::page(rows, limit, |r| Key(r.created_at, r.id));
    Ok(Page {
        items: views(ctx.db(), scope, rows.items).await?,
        next: rows.next,
        total: None,
    })
}

/// A mentor asks for a second look at an award, at evidence or at a HEAR entry of theirs.
///
/// # Errors
/// 404 for a scheme that they don't mentor in, 422 for a thing that isn't theirs, 409 while an appeal about it is open.
pub async fn ask(ctx: &Ctx, scope: &Scope, input: NewAppeal) -> Result<AppealView> {
    let mut work = ctx.begin(scope).await?;
    let scheme = input.scheme_id;
    let place = mentor_place::place(work.tx(), scope, scheme).await?;
    mentor_place::one_at_a_time(work.tx(), scope, place.id()).await?;
    let mentor = &place.mentor;
    let about = store::about(work.tx(), scope, mentor, input.subject, input.subject_id)
        .await?
        .ok_or_else(|| {
            Problem::invalid_field(
                "/subject_id",
                "There is nothing here that you can appeal against. Load your page again.",
            )
        })?;
    if store::has_open(work.tx(), scope, mentor.id, input.subject_id).await? {
        return Err(
            Problem::conflict("appeal-open", "You have an open appeal about this already.")
                .detail("Somebody will answer it. You can take it back and write another one."),
        );
    }
    let row = appeal::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        participant_id: Set(mentor.id),
        person_id: Set(mentor.person_id),
        subject: Set(input.subject.as_str().to_owned()),
        subject_id: Set(input.subject_id),
        about: Set(about.clone()),
        text: Set(input.text.trim().to_owned()),
        state: Set(AppealState::Open.as_str().to_owned()),
        answer: Set(None),
        answered_by: Set(None),
        answered_at: Set(None),
        created_at: Set(work.now),
    }
    .insert(work.tx())
    .await?;
    let sentence = format!("Appealed about {about}.");
    work.audit(Some(scheme), "recognition.appealed", Some(row.id), sentence)
        .await?;
    work.announce(Topic::Recognition, mentor.id, Some(scheme));
    work.commit().await?;
    one_view(ctx, scope, row).await
}

fn still_open(row: &appeal::Model) -> Result<()> {
    if row.state == AppealState::Open.as_str() {
        return Ok(());
    }
    Err(
        Problem::conflict("appeal-settled", "This appeal is not open any more.")
            .detail("It was answered or taken back. Load the page again to see it."),
    )
}

/// The mentor takes an appeal back.
///
/// # Errors
/// 404 for somebody else's, 409 once it is answered.
pub async fn take_back(ctx: &Ctx, scope: &Scope, id: AppealId) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let row = store::one(work.tx(), scope, id).await?;
    if row.person_id != scope.person_id().0 {
        return Err(Problem::not_found("appeal"));
    }
    still_open(&row)?;
    let scheme = SchemeId(row.scheme_id);
    let sentence = format!("Took the appeal about {} back.", row.about);
    let mentor = row.participant_id;
    let mut change = row.into_active_model();
    change.state = Set(AppealState::Withdrawn.as_str().to_owned());
    change.update(work.tx()).await?;
    work.audit(
        Some(scheme),
        "recognition.appeal_taken_back",
        Some(id.0),
        sentence,
    )
    .await?;
    work.announce(Topic::Recognition, mentor, Some(scheme));
    work.commit().await
}

/// Staff answer an appeal; the mentor gets a letter. Agreeing changes nothing by itself: whoever agrees then gives, confirms or
/// verifies what it was about.
///
/// # Errors
/// 404 out of reach, 403 for one's own, 409 when it isn't open any more.
pub async fn answer(ctx: &Ctx, scope: &Scope, id: AppealId, input: AppealAnswer) -> Result<AppealView> {
    let mut work = ctx.begin(scope).await?;
    let row = store::one(work.tx(), scope, id).await?;
    if row.person_id == scope.person_id().0 {
        return Err(Problem::forbidden().detail("Somebody else has to answer your own appeal."));
    }
    still_open(&row)?;
    let scheme = SchemeId(row.scheme_id);
    let answer = input.answer.trim().to_owned();
    let state = if input.agree {
        AppealState::Upheld
    } else {
        AppealState::Declined
    };
    let mut change = row.into_active_model();
    change.state = Set(state.as_str().to_owned());
    change.answer = Set(Some(answer.clone()));
    change.answered_by = Set(work.actor.map(|p| p.0));
    change.answered_at = Set(Some(work.now));
    let row = change.update(work.tx()).await?;
    let mentors = grants::named(work.tx(), scope, [row.participant_id]).await?;
    if let Some(mentor) = mentors.get(&row.participant_id) {
        let letter = telling::answered(ctx, mentor, scheme, &row.about, input.agree, &answer);
        work.mail_all(letter.into_iter().collect()).await?;
    }
    let sentence = format!("Answered the appeal about {}: {}.", row.about, state.label());
    work.audit(Some(scheme), "recognition.appeal_answered", Some(id.0), sentence)
        .await?;
    work.announce(Topic::Recognition, row.participant_id, Some(scheme));
    work.commit().await?;
    one_view(ctx, scope, row).await
}

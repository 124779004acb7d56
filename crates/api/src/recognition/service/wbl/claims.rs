//! Claims for credit as staff list and read them: also what a portfolio holds.

use super::{comments, state_of, states};
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::problem::{Problem, Result};
use crate::recognition::entity::wbl_claim as entity;
use crate::recognition::service::evidence::{self, Reader};
use crate::recognition::store::grants::{self, Named};
use crate::recognition::store::wbl::{self as store, Filter};
use cairn_domain::identity::{Action, Actor, Scope, policy};
use cairn_domain::ids::{ParticipantId, PersonId, ProgrammeId, SchemeId, TutorGroupId, WblClaimId};
use cairn_domain::paging::Page;
use cairn_domain::recognition::{WblClaimSummary, WblClaimView};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

fn summary(row: &entity::Model, mentor: Option<&Named>, minutes: u32) -> WblClaimSummary {
    WblClaimSummary {
        id: WblClaimId(row.id),
        participant_id: ParticipantId(row.participant_id),
        name: mentor.map(Named::name).unwrap_or_default(),
        programme_code: mentor.and_then(|m| m.programme_code.clone()),
        state: state_of(Some(row)),
        minutes,
        submitted_at: row.submitted_at,
    }
}

/// A page of claims, the newest first.
///
/// # Errors
/// 404 when the scheme isn't in reach, 400 for a cursor that isn't ours.
pub async fn page(
    ctx: &Ctx,
    scope: &Scope,
    filter: &Filter,
    page: &PageQuery,
) -> Result<Page<WblClaimSummary>> {
    let limit = page.limit()?;
    reach::scheme(ctx.db(), scope, filter.scheme_id).await?;
    let rows = store::page(ctx.db(), scope, filter, page.after::<Uuid>()?, limit + 1).await?;
    let page = cursor::page(rows, limit, |c| c.id);
    let mentors: Vec<Uuid> = page.items.iter().map(|c| c.participant_id).collect();
    let names = grants::named(ctx.db(), scope, mentors.iter().copied()).await?;
    let mapped = store::mapped(ctx.db(), scope, &mentors).await?;
    let items = page.items.iter().map(|row| {
        let own = store::of_claim(&mapped, row.participant_id, Some(row));
        let minutes = own.map(|m| m.minutes).sum();
        summary(row, names.get(&row.participant_id), minutes)
    });
    Ok(Page {
        items: items.collect(),
        next: page.next,
        total: None,
    })
}

/// A claim of a mentor whom the caller reaches. `actor` says whether they may also decide on it.
///
/// # Errors
/// 404 when it is out of reach.
pub async fn view(ctx: &Ctx, actor: &Actor, scope: &Scope, id: WblClaimId) -> Result<WblClaimView> {
    let row = store::claim(ctx.db(), scope, id).await?;
    let mentor = reach::person(ctx.db(), scope, ParticipantId(row.participant_id))
        .await
        .map_err(|_| Problem::not_found("claim"))?;
    let deciding = policy::scope_for(actor, Action::ConfirmEvidence);
    let may_decide = deciding.is_some_and(|s| {
        s.reaches_student(
            SchemeId(mentor.scheme_id),
            mentor.programme_id.map(ProgrammeId),
            mentor.tutor_group_id.map(TutorGroupId),
            PersonId(mentor.person_id),
        )
    });
    let is_others = row.person_id != scope.person_id().0;
    let is_with_staff = state_of(Some(&row)).is_for_staff();
    let mut view = shown(ctx.db(), scope, row, Reader::Staff).await?;
    view.may_decide = may_decide && is_others && is_with_staff;
    Ok(view)
}

/// The caller's own claim.
///
/// # Errors
/// 404 for somebody else's.
pub async fn own_view(ctx: &Ctx, scope: &Scope, id: WblClaimId) -> Result<WblClaimView> {
    let row = store::claim(ctx.db(), scope, id).await?;
    if row.person_id != scope.person_id().0 {
        return Err(Problem::not_found("claim"));
    }
    shown(ctx.db(), scope, row, Reader::Mentor).await
}

async fn shown<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    row: entity::Model,
    reader: Reader,
) -> Result<WblClaimView> {
    let scheme = reach::scheme(db, scope, SchemeId(row.scheme_id)).await?;
    let mentor = store::mentor(db, scope, row.participant_id).await?;
    let names = grants::named(db, scope, [row.participant_id]).await?;
    let staff = grants::called(db, scope, row.signed_off_by).await?;
    let mapped = store::mapped(db, scope, &[row.participant_id]).await?;
    let sums = store::by_outcome(store::of_claim(&mapped, row.participant_id, Some(&row)));
    let outcomes = store::outcomes_for(db, scope, &mentor, sums.keys().copied()).await?;
    let minutes = sums.values().map(|s| s.minutes).sum();
    Ok(WblClaimView {
        claim: summary(&row, names.get(&row.participant_id), minutes),
        scheme_name: scheme.name,
        academic_year: scheme.academic_year,
        outcomes: states(&outcomes, &sums, &mentor, Some(&row))?,
        evidence: evidence::chain(db, scope, store::rests_on(&row), reader).await?,
        comments: comments(db, scope, Some(&row)).await?,
        signed_off_by: row.signed_off_by.and_then(|p| staff.get(&p).cloned()),
        signed_off_at: row.signed_off_at,
        may_decide: false,
    })
}

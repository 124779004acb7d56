//! What is done with a claim: opening it, handing it in, taking it back, sending it back, signing it off.

use super::{asked, mine, present, state_of, view};
use crate::cohorts::mentor_place;
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::mail::Letter;
use crate::problem::{Problem, Result};
use crate::recognition::entity::{wbl_claim as entity, wbl_comment};
use crate::recognition::store::grants::{self, Named};
use crate::recognition::store::wbl::{self as store, Mapped};
use crate::work::Work;
use cairn_domain::identity::{Actor, Scope};
use cairn_domain::ids::{ParticipantId, PersonId, SchemeId, WblClaimId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::wbl::WblRefusal;
use cairn_domain::recognition::{
    MyWbl, NewWblClaim, NewWblComment, WblClaimView, WblEvent, WblState, WblStep,
};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use uuid::Uuid;

/// Opens the caller's claim; where there is one already, that is it.
///
/// # Errors
/// 404 where they are no mentor, 409 where their programme asks for no outcomes.
pub async fn open(ctx: &Ctx, scope: &Scope, input: NewWblClaim) -> Result<MyWbl> {
    let mut work = ctx.begin(scope).await?;
    let place = mentor_place::place(work.tx(), scope, input.scheme_id).await?;
    mentor_place::one_at_a_time(work.tx(), scope, place.id()).await?;
    let before = store::claim_of(work.tx(), scope, place.id()).await?;
    if before.is_none() {
        if mine(work.tx(), scope, &place.scheme, &place.mentor)
            .await?
            .is_none()
        {
            return Err(Problem::conflict(
                "no-outcomes",
                "Your programme gives no credit for mentoring yet.",
            )
            .detail("Ask your supervisor whether it will set learning outcomes."));
        }
        let row = entity::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(place.scheme.id),
            participant_id: Set(place.mentor.id),
            person_id: Set(place.mentor.person_id),
            state: Set(WblState::Open.as_str().to_owned()),
            submitted_at: Set(None),
            signed_off_by: Set(None),
            signed_off_at: Set(None),
            signed_outcomes: Set(None),
            created_at: Set(work.now),
            version: Set(1),
        }
        .insert(work.tx())
        .await?;
        tell(
            &mut work,
            &row,
            "recognition.claim_opened",
            "Opened a claim for credit.".to_owned(),
        )
        .await?;
    }
    work.commit().await?;
    mine(ctx.db(), scope, &place.scheme, &place.mentor)
        .await?
        .ok_or_else(|| Problem::not_found("claim"))
}

async fn tell(work: &mut Work, row: &entity::Model, verb: &str, sentence: String) -> Result<()> {
    let scheme = SchemeId(row.scheme_id);
    work.audit(Some(scheme), verb, Some(row.id), sentence).await?;
    work.announce(Topic::Recognition, row.participant_id, Some(scheme));
    Ok(())
}

fn refused(why: WblRefusal) -> Problem {
    match why {
        WblRefusal::OwnClaim => Problem::forbidden().detail(why.sentence()),
        WblRefusal::NotNow => Problem::conflict("claim-elsewhere", why.sentence()),
        WblRefusal::Incomplete => Problem::conflict("claim-incomplete", why.sentence()),
    }
}

/// Hands the caller's own claim in, or takes it back before staff have answered.
///
/// # Errors
/// 404 for somebody else's, 422 for a step that is for staff, 409 when it isn't complete or not at that point.
pub async fn own_step(ctx: &Ctx, scope: &Scope, id: WblClaimId, step: WblStep) -> Result<MyWbl> {
    if !matches!(step.event, WblEvent::Submit | WblEvent::TakeBack) {
        return Err(Problem::invalid_field(
            "/event",
            "You can hand it in or take it back.",
        ));
    }
    let mut work = ctx.begin(scope).await?;
    let row = store::claim(work.tx(), scope, id).await?;
    if row.person_id != scope.person_id().0 {
        return Err(Problem::not_found("claim"));
    }
    let place = mentor_place::place(work.tx(), scope, SchemeId(row.scheme_id)).await?;
    // In the order in which choosing hours holds them: the mentor, the evidence, the claim.
    mentor_place::one_at_a_time(work.tx(), scope, place.id()).await?;
    let held = store::mapped_held(work.tx(), scope, place.id()).await?;
    let row = store::claim_to_change(work.tx(), scope, id).await?;
    let next = next(&work, scope, &row, step.event, &held).await?;
    let is_submitted = next == WblState::Submitted;
    if is_submitted {
        store::hold(work.tx(), scope, row.id, &held).await?;
    } else {
        store::release(work.tx(), scope, row.id).await?;
    }
    let (verb, sentence) = if is_submitted {
        ("recognition.claim_submitted", "Handed a claim for credit in.")
    } else {
        ("recognition.claim_taken_back", "Took a claim for credit back.")
    };
    let at = is_submitted.then_some(work.now);
    let row = moved(&work, row, next, |change| change.submitted_at = Set(at)).await?;
    say(&work, &row, &step.comment).await?;
    tell(&mut work, &row, verb, sentence.to_owned()).await?;
    work.commit().await?;
    mine(ctx.db(), scope, &place.scheme, &place.mentor)
        .await?
        .ok_or_else(|| Problem::not_found("claim"))
}

/// What a step makes of a claim that rests on this evidence.
async fn next(
    work: &Work,
    scope: &Scope,
    row: &entity::Model,
    event: WblEvent,
    rests_on: &[Mapped],
) -> Result<WblState> {
    let mentor = store::mentor(work.tx(), scope, row.participant_id).await?;
    let sums = store::by_outcome(rests_on);
    let outcomes = store::outcomes_for(work.tx(), scope, &mentor, sums.keys().copied()).await?;
    let asked = asked(&outcomes, &sums, &mentor);
    state_of(Some(row))
        .next(event, scope.person_id(), PersonId(row.person_id), &asked)
        .map_err(refused)
}

async fn moved(
    work: &Work,
    row: entity::Model,
    next: WblState,
    more: impl FnOnce(&mut entity::ActiveModel),
) -> Result<entity::Model> {
    let version = row.version + 1;
    let mut change = row.into_active_model();
    change.state = Set(next.as_str().to_owned());
    change.version = Set(version);
    more(&mut change);
    Ok(change.update(work.tx()).await?)
}

/// Keeps what somebody said about a claim, when they said anything.
async fn say(work: &Work, row: &entity::Model, text: &str) -> Result<()> {
    let (Some(person), false) = (work.actor, text.trim().is_empty()) else {
        return Ok(());
    };
    wbl_comment::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(row.scheme_id),
        claim_id: Set(row.id),
        person_id: Set(person.0),
        text: Set(text.trim().to_owned()),
        created_at: Set(work.now),
    }
    .insert(work.tx())
    .await?;
    Ok(())
}

/// A claim of somebody whom the caller reaches, held until the transaction ends: first the mentor, as choosing hours does.
async fn in_reach(work: &Work, scope: &Scope, id: WblClaimId) -> Result<entity::Model> {
    let mentor = ParticipantId(store::claim(work.tx(), scope, id).await?.participant_id);
    reach::person(work.tx(), scope, mentor)
        .await
        .map_err(|_| Problem::not_found("claim"))?;
    mentor_place::one_at_a_time(work.tx(), scope, mentor).await?;
    store::claim_to_change(work.tx(), scope, id).await
}

/// Staff say something about a claim.
///
/// # Errors
/// 404 when it is out of reach.
pub async fn comment(
    ctx: &Ctx,
    actor: &Actor,
    scope: &Scope,
    id: WblClaimId,
    input: NewWblComment,
) -> Result<WblClaimView> {
    let mut work = ctx.begin(scope).await?;
    let row = in_reach(&work, scope, id).await?;
    say(&work, &row, &input.text).await?;
    tell(
        &mut work,
        &row,
        "recognition.claim_commented",
        "Wrote about a claim for credit.".to_owned(),
    )
    .await?;
    work.commit().await?;
    view(ctx, actor, scope, id).await
}

/// Staff send a claim back with what is missing, or sign it off; what was signed off by mistake they send back too. The student gets
/// a letter.
///
/// # Errors
/// 404 out of reach, 403 for one's own, 422 for a step that is the student's or a return without a word, 409 when the claim isn't
/// complete or not at that point.
pub async fn decide(
    ctx: &Ctx,
    actor: &Actor,
    scope: &Scope,
    id: WblClaimId,
    step: WblStep,
) -> Result<WblClaimView> {
    if !matches!(step.event, WblEvent::Return | WblEvent::SignOff) {
        return Err(Problem::invalid_field(
            "/event",
            "You can send it back or sign it off.",
        ));
    }
    let mut work = ctx.begin(scope).await?;
    let row = in_reach(&work, scope, id).await?;
    let all = store::mapped(work.tx(), scope, &[row.participant_id]).await?;
    let rests_on: Vec<Mapped> = store::of_claim(&all, row.participant_id, Some(&row))
        .cloned()
        .collect();
    let next = next(&work, scope, &row, step.event, &rests_on).await?;
    let was_signed = state_of(Some(&row)) == WblState::SignedOff;
    let is_signed = next == WblState::SignedOff;
    if !is_signed && step.comment.trim().is_empty() {
        return Err(Problem::invalid_field(
            "/comment",
            "Say what is missing, so that the student can mend it.",
        ));
    }
    if !is_signed {
        store::release(work.tx(), scope, row.id).await?;
    }
    // What the signature stands under, whatever the programme asks for later.
    let signed = if is_signed {
        let mentor = store::mentor(work.tx(), scope, row.participant_id).await?;
        let sums = store::by_outcome(&rests_on);
        let outcomes = store::outcomes_for(work.tx(), scope, &mentor, sums.keys().copied()).await?;
        Some(serde_json::to_value(present(&outcomes, &sums, &mentor, next))?)
    } else {
        None
    };
    let (by, at) = (work.actor.map(|p| p.0), work.now);
    let row = moved(&work, row, next, |change| {
        change.signed_off_by = Set(by.filter(|_| is_signed));
        change.signed_off_at = Set(is_signed.then_some(at));
        change.signed_outcomes = Set(signed);
    })
    .await?;
    say(&work, &row, &step.comment).await?;
    let answered = Answer {
        was_signed,
        is_signed,
        comment: step.comment.trim(),
    };
    answer(ctx, &mut work, scope, &row, &answered).await?;
    work.commit().await?;
    view(ctx, actor, scope, id).await
}

/// What staff answered to a claim.
struct Answer<'a> {
    was_signed: bool,
    is_signed: bool,
    comment: &'a str,
}

/// Writes down what staff did, and tells the student.
async fn answer(
    ctx: &Ctx,
    work: &mut Work,
    scope: &Scope,
    row: &entity::Model,
    said: &Answer<'_>,
) -> Result<()> {
    let mentors = grants::named(work.tx(), scope, [row.participant_id]).await?;
    let mentor = mentors.get(&row.participant_id);
    let letter = mentor.and_then(|m| answered(ctx, m, row, said));
    work.mail_all(letter.into_iter().collect()).await?;
    let (verb, did) = match (said.is_signed, said.was_signed) {
        (true, _) => ("recognition.claim_signed_off", "Signed off"),
        (false, true) => ("recognition.claim_reopened", "Undid the sign-off of"),
        (false, false) => ("recognition.claim_returned", "Sent back"),
    };
    let whose = mentor.map(Named::name).unwrap_or_default();
    tell(work, row, verb, format!("{did} the claim for credit of {whose}.")).await
}

/// What the student reads. Nobody hears of it who has no address.
fn answered(ctx: &Ctx, to: &Named, row: &entity::Model, answer: &Answer<'_>) -> Option<Letter> {
    let comment = answer.comment;
    let (subject, opening) = match (answer.is_signed, answer.was_signed) {
        (true, _) => (
            "Your claim for credit is signed off",
            "Your claim for academic credit has been signed off. Well done. Your portfolio is there to download:",
        ),
        (false, true) => (
            "The sign-off of your claim for credit was undone",
            "Staff have undone the sign-off of your claim for academic credit. Please read why, see to it, and hand the claim in again:",
        ),
        (false, false) => (
            "Your claim for credit needs another look",
            "Your claim for academic credit has come back to you with comments. Change what is asked for and hand it in again:",
        ),
    };
    let said = if comment.is_empty() {
        String::new()
    } else {
        format!("\n\nWhat your supervisor says:\n{comment}")
    };
    Some(Letter {
        to: to.email.clone()?,
        subject: subject.to_owned(),
        text: format!(
            "Hello {},\n\n{opening}\n{}/recognition{said}\n\nCairn\n",
            to.first_name(),
            ctx.app.config.public_url
        ),
        scheme: Some(SchemeId(row.scheme_id)),
    })
}

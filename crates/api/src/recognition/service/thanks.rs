//! A mentee's thanks to their mentor: in the mentee's own words, one from each mentee, theirs to change or take back.

use super::evidence::{New, moved_one, refused};
use crate::cohorts::entity::{participant, scheme};
use crate::cohorts::mentor_place;
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::groups::service::mine::groups;
use crate::problem::{Problem, Result};
use crate::recognition::entity::evidence as entity;
use crate::recognition::store::{evidence as evidences, thanks as store};
use crate::work::Work;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::MyGroupPerson;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{EvidenceId, ParticipantId, SchemeId};
use cairn_domain::recognition::evidence::EvidenceRefusal;
use cairn_domain::recognition::{EvidenceKind, EvidenceSource, EvidenceState, NewThanks, ThanksView};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use uuid::Uuid;

/// The mentors of the caller's groups as they are shown to them, each once.
async fn mentors(ctx: &Ctx, scope: &Scope) -> Result<Vec<MyGroupPerson>> {
    let mut found: Vec<MyGroupPerson> = Vec::new();
    for group in groups(ctx, scope).await?.groups {
        if group.my_role != ParticipantRole::Mentee {
            continue;
        }
        for mentor in group.mentors {
            if !mentor.is_me && found.iter().all(|m| m.participant_id != mentor.participant_id) {
                found.push(mentor);
            }
        }
    }
    Ok(found)
}

fn view(mentor: MyGroupPerson, said: Option<&entity::Model>) -> ThanksView {
    ThanksView {
        participant_id: mentor.participant_id,
        name: mentor.name,
        id: said.map(|s| EvidenceId(s.id)),
        text: said.map(|s| s.text.clone()),
        said_at: said.map(|s| s.created_at),
    }
}

/// The caller's mentors, with what the caller said to each.
///
/// # Errors
/// When the database can't be read.
pub async fn list(ctx: &Ctx, scope: &Scope) -> Result<Vec<ThanksView>> {
    let mentors = mentors(ctx, scope).await?;
    let ids: Vec<Uuid> = mentors.iter().map(|m| m.participant_id.0).collect();
    let said = store::said_by_me(ctx.db(), scope, &ids).await?;
    Ok(mentors
        .into_iter()
        .map(|m| {
            let mine = said.iter().find(|s| s.participant_id == m.participant_id.0);
            view(m, mine)
        })
        .collect())
}

/// # Errors
/// 409 once staff have looked at it, or the mentor's record rests on it.
fn may_change(row: &entity::Model) -> Result<()> {
    let why = if row.state == EvidenceState::Refused.as_str() {
        "Staff took your thanks down. Talk to them if you want to say something else."
    } else if row.entry_id.or(row.claim_id).is_some() {
        "Your thanks is part of your mentor's record now, so it stays as it is."
    } else {
        return Ok(());
    };
    Err(Problem::conflict("settled", "This can't be changed any more.").detail(why))
}

/// Thanks a mentor, in place of what the caller said to them before.
///
/// # Errors
/// 404 for somebody who isn't the caller's mentor, 409 when what was said before has to stay.
pub async fn say(ctx: &Ctx, scope: &Scope, input: NewThanks) -> Result<ThanksView> {
    let mentors = mentors(ctx, scope).await?;
    let mut mentors = mentors.into_iter();
    let mentor = mentors
        .find(|m| m.participant_id == input.participant_id)
        .ok_or_else(|| Problem::not_found("mentor"))?;
    let mut work = ctx.begin(scope).await?;
    // Of two thanks that come together, the second finds the first.
    mentor_place::one_at_a_time(work.tx(), scope, input.participant_id).await?;
    let before = store::said_by_me(work.tx(), scope, &[input.participant_id.0])
        .await?
        .pop();
    let said = match before {
        Some(before) => replace(&work, before, &input).await?,
        None => add(&work, scope, &input).await?,
    };
    work.audit(
        Some(SchemeId(said.scheme_id)),
        "recognition.thanked",
        Some(said.id),
        "Thanked their mentor.",
    )
    .await?;
    moved_one(&mut work, said.scheme_id, said.participant_id).await?;
    work.commit().await?;
    Ok(view(mentor, Some(&said)))
}

async fn replace(work: &Work, before: entity::Model, input: &NewThanks) -> Result<entity::Model> {
    may_change(&before)?;
    let version = before.version + 1;
    let mut change = before.into_active_model();
    change.text = Set(input.text.trim().to_owned());
    change.version = Set(version);
    Ok(change.update(work.tx()).await?)
}

async fn add(work: &Work, scope: &Scope, input: &NewThanks) -> Result<entity::Model> {
    let missing = || Problem::not_found("mentor");
    let mentor = participant::Entity::find_by_id(input.participant_id.0)
        .one(work.tx())
        .await?
        .ok_or_else(missing)?;
    if mentor.person_id == scope.person_id().0 {
        return Err(refused(EvidenceRefusal::OwnWork));
    }
    let scheme = scheme::Entity::find_by_id(mentor.scheme_id)
        .one(work.tx())
        .await?
        .ok_or_else(missing)?;
    let new = New {
        kind: EvidenceKind::Thanks,
        source: EvidenceSource::Mentee,
        happened_on: reach::today(&scheme, work.now),
        minutes: 0,
        text: &input.text,
        said_by: Some(scope.person_id().0),
        external: None,
    };
    let row = new.row(&mentor, work.now).into_active_model().reset_all();
    Ok(row.insert(work.tx()).await?)
}

/// Takes back what the caller said. Twice is once.
///
/// # Errors
/// 404 when it isn't theirs, 409 when it has to stay.
pub async fn take_back(ctx: &Ctx, scope: &Scope, id: EvidenceId) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let found = evidences::to_change(work.tx(), scope, &[id]).await?.pop();
    let row = found
        .filter(|r| r.kind == EvidenceKind::Thanks.as_str() && r.said_by == Some(scope.person_id().0))
        .ok_or_else(|| Problem::not_found("thanks"))?;
    if row.state == EvidenceState::Withdrawn.as_str() {
        return Ok(());
    }
    may_change(&row)?;
    let (scheme, mentor, version) = (row.scheme_id, ParticipantId(row.participant_id), row.version);
    let mut change = row.into_active_model();
    change.state = Set(EvidenceState::Withdrawn.as_str().to_owned());
    change.version = Set(version + 1);
    change.update(work.tx()).await?;
    let sentence = "Took back their thanks.";
    work.audit(
        Some(SchemeId(scheme)),
        "recognition.thanks_withdrawn",
        Some(id.0),
        sentence,
    )
    .await?;
    moved_one(&mut work, scheme, mentor.0).await?;
    work.commit().await
}

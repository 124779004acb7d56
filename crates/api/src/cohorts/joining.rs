//! Coming into a scheme by one's own yes, without a file or a member of staff who types.

use super::entity::participant;
use super::service::participants::{CLEAR_MENTORS, new_place};
use super::store;
use crate::jobs::NewJob;
use crate::problem::{Problem, Result};
use crate::work::Work;
use cairn_domain::cohorts::{EntryStatus, ParticipantRole, StudyMode};
use cairn_domain::ids::{CampusId, ParticipantId, PersonId, ProgrammeId, SchemeId};
use cairn_domain::operations::Topic;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Set,
};

/// What is known of somebody who joins.
#[derive(Clone, Debug, Default)]
pub struct Joining {
    pub programme_id: Option<ProgrammeId>,
    pub campus_id: Option<CampusId>,
    pub level: u8,
    pub mode: Option<StudyMode>,
    pub entry_route: Option<String>,
}

/// Makes somebody a mentor of a scheme, who is not cleared yet. Somebody who is one already stays as they are.
///
/// # Errors
/// When the database refuses.
pub async fn as_mentor(
    work: &mut Work,
    scheme: SchemeId,
    person: PersonId,
    joining: Joining,
) -> Result<ParticipantId> {
    let found = super::entity::scheme::Entity::find_by_id(scheme.0)
        .one(work.tx())
        .await?
        .ok_or_else(|| Problem::not_found("scheme"))?;
    if let Some(there) = mentor_in(work.tx(), scheme, person).await? {
        return Ok(ParticipantId(there.id));
    }
    let settings = store::scheme::input(&found, vec![]);
    let made = participant::ActiveModel {
        programme_id: Set(joining.programme_id.map(|p| p.0)),
        level: Set(i32::from(joining.level)),
        campus_id: Set(joining.campus_id.map(|c| c.0)),
        mode: Set(joining.mode.unwrap_or(StudyMode::FullTime).as_str().into()),
        entry_route: Set(joining.entry_route.filter(|r| !r.trim().is_empty())),
        entry_status: Set(EntryStatus::Enrolled.as_str().into()),
        capacity: Set(i32::try_from(settings.sizes.max).unwrap_or(0)),
        ..new_place(scheme, person, ParticipantRole::Mentor, work.now)
    }
    .insert(work.tx())
    .await?;
    let sentence = "Joined as a mentor after accepting an offer.";
    work.audit(Some(scheme), "participant.joined", Some(made.id), sentence)
        .await?;
    work.announce(Topic::Cohort, made.id, Some(scheme));
    // They may have been trained for another scheme.
    work.enqueue(NewJob::new(
        CLEAR_MENTORS,
        serde_json::json!({ "scheme_id": scheme }),
    ))
    .await?;
    Ok(ParticipantId(made.id))
}

/// Somebody's place as a mentor in a scheme, if they have one.
///
/// # Errors
/// When the database can't be read.
pub async fn mentor_in<C: ConnectionTrait>(
    db: &C,
    scheme: SchemeId,
    person: PersonId,
) -> Result<Option<participant::Model>> {
    Ok(participant::Entity::find()
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::PersonId.eq(person.0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentor.as_str()))
        .one(db)
        .await?)
}

//! Thanks: what mentees said to their mentors.

use crate::problem::Result;
use crate::recognition::entity::evidence;
use cairn_domain::identity::Scope;
use cairn_domain::ids::ParticipantId;
use cairn_domain::recognition::{EvidenceKind, EvidenceState};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Select,
};
use uuid::Uuid;

fn thanks() -> Select<evidence::Entity> {
    evidence::Entity::find()
        .filter(evidence::Column::Kind.eq(EvidenceKind::Thanks.as_str()))
        .filter(evidence::Column::State.ne(EvidenceState::Withdrawn.as_str()))
}

/// What the caller said to these mentors and didn't take back.
pub async fn said_by_me<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    mentors: &[Uuid],
) -> Result<Vec<evidence::Model>> {
    Ok(thanks()
        .filter(evidence::Column::SaidBy.eq(scope.person_id().0))
        .filter(evidence::Column::ParticipantId.is_in(mentors.iter().copied()))
        .all(db)
        .await?)
}

/// What a mentor heard, the newest first; who said it stays between the mentee and staff.
pub async fn heard<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    mentor: ParticipantId,
) -> Result<Vec<evidence::Model>> {
    Ok(thanks()
        .filter(evidence::Column::ParticipantId.eq(mentor.0))
        .filter(evidence::Column::State.eq(EvidenceState::Confirmed.as_str()))
        .order_by_desc(evidence::Column::HappenedOn)
        .order_by_desc(evidence::Column::Id)
        .limit(100)
        .all(db)
        .await?)
}

//! Times for talks, and who chose which.

use crate::problem::{Problem, Result};
use crate::recruitment::entity::{interview_booking as booking, interview_slot as slot};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{InterviewSlotId, SchemeId};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

/// Every time of a call, the earliest first.
pub async fn of_call<C: ConnectionTrait>(db: &C, call: Uuid) -> Result<Vec<slot::Model>> {
    Ok(slot::Entity::find()
        .filter(slot::Column::CallId.eq(call))
        .order_by_asc(slot::Column::StartsAt)
        .order_by_asc(slot::Column::Id)
        .all(db)
        .await?)
}

/// Who chose one of some times.
pub async fn bookings<C: ConnectionTrait>(db: &C, slots: &[Uuid]) -> Result<Vec<booking::Model>> {
    Ok(booking::Entity::find()
        .filter(booking::Column::SlotId.is_in(slots.iter().copied()))
        .order_by_asc(booking::Column::Id)
        .all(db)
        .await?)
}

/// The time that an application has.
pub async fn booked<C: ConnectionTrait>(db: &C, application: Uuid) -> Result<Option<booking::Model>> {
    Ok(booking::Entity::find()
        .filter(booking::Column::ApplicationId.eq(application))
        .one(db)
        .await?)
}

/// A time of a call, held, so that nobody takes the last place twice.
pub async fn held<C: ConnectionTrait>(tx: &C, id: InterviewSlotId, call: Uuid) -> Result<slot::Model> {
    let found = slot::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?;
    found
        .filter(|s| s.call_id == call)
        .ok_or_else(|| Problem::not_found("time"))
}

/// A time of a scheme that is in reach as a whole, held.
pub async fn to_change<C: ConnectionTrait>(
    tx: &C,
    scope: &Scope,
    id: InterviewSlotId,
) -> Result<slot::Model> {
    let found = slot::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?;
    found
        .filter(|s| scope.covers(SchemeId(s.scheme_id)))
        .ok_or_else(|| Problem::not_found("time"))
}

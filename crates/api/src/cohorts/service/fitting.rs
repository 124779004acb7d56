//! Whether somebody fits a scheme: their level, their places, and what they are put into.

use crate::cohorts::entity::{campus, programme, seminar_group, tutor_group};
use crate::cohorts::store::fitting;
use crate::cohorts::store::participant::Row;
use crate::problem::{Problem, Result};
use crate::work::Work;
use cairn_domain::cohorts::import::SchemeRules;
use cairn_domain::cohorts::{
    EntryStatus, FheqLevel, ParticipantPatch, ParticipantRole, SchemeInput, belongs_in_a_group,
    capacity_fault,
};
use cairn_domain::ids::SchemeId;
use sea_orm::EntityTrait as _;
use uuid::Uuid;

/// Whether a scheme takes somebody at this level.
///
/// # Errors
/// 422 when the scheme takes nobody at this level in this role.
pub(super) fn level(scheme: &SchemeInput, role: ParticipantRole, level: FheqLevel) -> Result<()> {
    match SchemeRules::from(scheme).level_fault(role, level) {
        None => Ok(()),
        Some(fault) => Err(Problem::invalid_field("/level", fault)),
    }
}

/// Whether a change leaves somebody at a level that the scheme takes: asked when they come to belong in a group, and of another level.
///
/// # Errors
/// As [`level`].
pub(super) fn level_after(
    scheme: &SchemeInput,
    row: &Row,
    was: EntryStatus,
    patch: &ParticipantPatch,
) -> Result<()> {
    let was_out = row.opted_out_at.is_some();
    let belonged = belongs_in_a_group(was, was_out);
    let status = patch.entry_status.unwrap_or(was);
    let belongs = belongs_in_a_group(status, patch.opted_out.unwrap_or(was_out));
    let now = u8::try_from(row.level).ok().and_then(|l| FheqLevel::new(l).ok());
    let then = patch.level.or(now);
    if !belongs || belonged && then == now {
        return Ok(());
    }
    let role = row.role.parse().map_err(|e: String| Problem::internal(&e))?;
    level(
        scheme,
        role,
        then.ok_or_else(|| Problem::internal(&"a level out of range"))?,
    )
}

/// Whether a mentor can have this many places.
///
/// # Errors
/// 422 when they carry more mentees than that.
pub(super) async fn places(work: &Work, scheme: &SchemeInput, row: &Row, wanted: u32) -> Result<()> {
    let carried = fitting::carried(work.tx(), &scheme.sizes, &[row.id]).await?;
    let carried = carried.get(&row.id).copied().unwrap_or(0);
    let now = u32::try_from(row.capacity).unwrap_or(0);
    match capacity_fault(now, wanted, carried) {
        None => Ok(()),
        Some(fault) => Err(Problem::invalid_field("/capacity", fault)),
    }
}

/// Whether what somebody is put into is there.
///
/// # Errors
/// 422 with every field that names something that isn't.
pub(super) async fn lists(
    work: &Work,
    scheme: SchemeId,
    programme: Option<Uuid>,
    campus: Option<Uuid>,
    tutors: Option<Uuid>,
    seminars: Option<Uuid>,
) -> Result<()> {
    let mut faults = Vec::new();
    let mut missing =
        |at: &str, what: &str| faults.push((at.to_owned(), format!("Choose a {what} from the list.")));
    if let Some(id) = programme
        && programme::Entity::find_by_id(id).one(work.tx()).await?.is_none()
    {
        missing("/programme_id", "programme");
    }
    if let Some(id) = campus
        && campus::Entity::find_by_id(id).one(work.tx()).await?.is_none()
    {
        missing("/campus_id", "campus");
    }
    if let Some(id) = tutors
        && tutor_group::Entity::find_by_id(id)
            .one(work.tx())
            .await?
            .is_none_or(|t| t.scheme_id != scheme.0)
    {
        missing("/tutor_group_id", "tutor group");
    }
    if let Some(id) = seminars
        && seminar_group::Entity::find_by_id(id)
            .one(work.tx())
            .await?
            .is_none_or(|s| s.scheme_id != scheme.0)
    {
        missing("/seminar_group_id", "seminar group");
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(faults))
    }
}

//! A mentor asks to be entered in the HEAR, and takes that back.

use super::{facts, mine, settings};
use crate::cohorts::mentor_place::{self, Place};
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::recognition::entity::{hear_activity, hear_entry as entity};
use crate::recognition::store::hear as store;
use crate::recognition::store::standing;
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{HearEntryId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::hear::activity_blocks;
use cairn_domain::recognition::{HearBlock, HearEntryState, MyHearEntry, NewHearEntry};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use serde_json::json;
use uuid::Uuid;

/// What nobody can mend in time: then there is no use in asking.
const CLOSED: [HearBlock; 3] = [
    HearBlock::AfterDeadline,
    HearBlock::PaidWork,
    HearBlock::CreditBearing,
];

fn verified_already() -> Problem {
    Problem::conflict("verified-already", "This entry has been verified.")
        .detail("It can't be taken back any more. Appeal when something in it is wrong.")
}

/// Asks for an entry. Hours and whatever else is missing may come later; asking twice is the same as once.
///
/// # Errors
/// 404 where the caller is no mentor, 409 after the deadline, for work that isn't entered here, and once it is verified.
pub async fn ask(ctx: &Ctx, scope: &Scope, input: NewHearEntry) -> Result<MyHearEntry> {
    let mut work = ctx.begin(scope).await?;
    let activity = store::activity(work.tx(), scope, input.activity_id).await?;
    let scheme_id = SchemeId(activity.scheme_id);
    let place = mentor_place::place(work.tx(), scope, scheme_id).await?;
    mentor_place::one_at_a_time(work.tx(), scope, place.id()).await?;
    let (rules, _) = settings(work.tx()).await?;
    let today = reach::today(&place.scheme, work.now);
    let found = activity_blocks(&facts(&activity, &place.scheme), &rules, today);
    if let Some(block) = found.iter().find(|b| CLOSED.contains(b)) {
        return Err(Problem::conflict("hear-closed", "You can't ask for this entry.").detail(block.label()));
    }
    let entries = store::entries_of(work.tx(), scope, place.id()).await?;
    let before = entries.into_iter().find(|e| e.activity_id == activity.id);
    let is = |state: HearEntryState| before.as_ref().is_some_and(|e| e.state == state.as_str());
    if is(HearEntryState::Verified) {
        return Err(verified_already());
    }
    if !is(HearEntryState::Asked) {
        keep(&mut work, &place, &activity, before).await?;
    }
    work.commit().await?;
    let sums = standing::sums(ctx.db(), scope, scheme_id, Some(place.id())).await?;
    let minutes = sums.get(&place.mentor.id).map_or(0, |s| s.hear_minutes);
    let minutes = u32::try_from(minutes).unwrap_or(0);
    let all = mine(ctx.db(), scope, &place.scheme, &place.mentor, minutes, today).await?;
    all.into_iter()
        .find(|e| e.activity_id == input.activity_id)
        .ok_or_else(|| Problem::not_found("activity"))
}

/// Writes a request down, or one that was taken back again.
async fn keep(
    work: &mut Work,
    place: &Place,
    activity: &hear_activity::Model,
    before: Option<entity::Model>,
) -> Result<()> {
    let new = entity::ActiveModel {
        id: Set(before.as_ref().map_or_else(Uuid::now_v7, |e| e.id)),
        scheme_id: Set(activity.scheme_id),
        activity_id: Set(activity.id),
        participant_id: Set(place.mentor.id),
        person_id: Set(place.mentor.person_id),
        state: Set(HearEntryState::Asked.as_str().to_owned()),
        minutes: Set(0),
        activity: Set(json!({})),
        asked_at: Set(work.now),
        verified_at: Set(None),
        verified_by: Set(None),
        withdrawn_at: Set(None),
    };
    let row = match before {
        Some(_) => new.update(work.tx()).await?,
        None => new.insert(work.tx()).await?,
    };
    let scheme = place.scheme_id();
    let sentence = format!("Asked for an entry in the HEAR: {}.", activity.title);
    work.audit(Some(scheme), "recognition.hear_asked", Some(row.id), sentence)
        .await?;
    work.announce(Topic::Recognition, place.mentor.id, Some(scheme));
    Ok(())
}

/// Takes one's own request back. Twice is the same as once.
///
/// # Errors
/// 404 for somebody else's, 409 once it is verified.
pub async fn take_back(ctx: &Ctx, scope: &Scope, id: HearEntryId) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let row = store::to_change(work.tx(), scope, &[id.0])
        .await?
        .pop()
        .filter(|e| e.person_id == scope.person_id().0 && scope.touches(SchemeId(e.scheme_id)))
        .ok_or_else(|| Problem::not_found("HEAR entry"))?;
    if row.state == HearEntryState::Verified.as_str() {
        return Err(verified_already());
    }
    if row.state == HearEntryState::Withdrawn.as_str() {
        return work.commit().await;
    }
    let (scheme, mentor) = (SchemeId(row.scheme_id), row.participant_id);
    let mut change = row.into_active_model();
    change.state = Set(HearEntryState::Withdrawn.as_str().to_owned());
    change.withdrawn_at = Set(Some(work.now));
    change.update(work.tx()).await?;
    work.audit(
        Some(scheme),
        "recognition.hear_taken_back",
        Some(id.0),
        "Took the request for an entry in the HEAR back.",
    )
    .await?;
    work.announce(Topic::Recognition, mentor, Some(scheme));
    work.commit().await
}

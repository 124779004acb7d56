//! Verifying entries, many at once, and reopening one.
//!
//! Hours are held before they are counted, so that nobody moves or refuses them in between; an entry that is verified holds on
//! to them until it is reopened.

use super::entries::{Register, detail, named};
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::recognition::store::grants;
use crate::recognition::store::hear::hours::{self, Kept};
use crate::recognition::store::hear::{self as store, Row};
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{HearEntryId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{
    HearBlock, HearEntryDetail, HearEntryState, HearVerifications, HearVerified, KeptHearEntry,
};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Verifies every one of these entries in whose way nothing stands, and says of the others what does.
///
/// # Errors
/// 404 when one of them is out of reach; then nothing is verified.
pub async fn verify(ctx: &Ctx, scope: &Scope, input: HearVerifications) -> Result<HearVerified> {
    let mut work = ctx.begin(scope).await?;
    let ids: BTreeSet<Uuid> = input.ids.iter().map(|id| id.0).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let held = store::to_change(work.tx(), scope, &ids).await?;
    if held.len() != ids.len() {
        return Err(Problem::not_found("HEAR entry"));
    }
    let mut by_scheme: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for entry in held {
        by_scheme.entry(entry.scheme_id).or_default().push(entry.id);
    }
    let mut done = HearVerified {
        verified: 0,
        kept: Vec::new(),
    };
    for (scheme, ids) in by_scheme {
        let some = verify_in(&mut work, scope, SchemeId(scheme), &ids).await?;
        done.verified += some.verified;
        done.kept.extend(some.kept);
    }
    work.commit().await?;
    Ok(done)
}

async fn verify_in(work: &mut Work, scope: &Scope, scheme: SchemeId, ids: &[Uuid]) -> Result<HearVerified> {
    let missing = |_| Problem::not_found("HEAR entry");
    let register = Register::of(work.tx(), scope, scheme, work.now)
        .await
        .map_err(missing)?;
    let rows = store::some(work.tx(), scope, scheme, ids).await?;
    if rows.len() != ids.len() {
        return Err(Problem::not_found("HEAR entry"));
    }
    let (taken, kept) = sorted(work, scope, &register, rows).await?;
    enter(work, scope, &register, &taken).await?;
    if !taken.is_empty() {
        let sentence = match taken.as_slice() {
            [one] => format!("Verified the HEAR entry of {}.", named(one)),
            many => format!("Verified {} HEAR entries.", many.len()),
        };
        let subject = taken.first().map(|r| r.id).filter(|_| taken.len() == 1);
        work.audit(Some(scheme), "recognition.hear_verified", subject, sentence)
            .await?;
        work.announce(Topic::Recognition, scheme.0, Some(scheme));
    }
    Ok(HearVerified {
        verified: u32::try_from(taken.len()).unwrap_or(u32::MAX),
        kept,
    })
}

/// Those that can be verified, with their hours held, and those that are kept back.
async fn sorted(
    work: &Work,
    scope: &Scope,
    register: &Register,
    rows: Vec<Row>,
) -> Result<(Vec<Row>, Vec<KeptHearEntry>)> {
    let mentors: Vec<Uuid> = rows.iter().map(|r| r.participant_id).collect();
    let mut free = hours::free_held(work.tx(), scope, &mentors).await?;
    let (mut taken, mut kept): (Vec<Row>, Vec<KeptHearEntry>) = (Vec::new(), Vec::new());
    for row in rows {
        if row.is(HearEntryState::Verified) {
            continue;
        }
        let minutes = free.get(&row.participant_id).copied().unwrap_or(0);
        let blocks = if row.is(HearEntryState::Asked) {
            register.blocks(&row, minutes, scope)
        } else {
            vec![HearBlock::TakenBack]
        };
        if blocks.is_empty() {
            // The same hours are not there for another entry.
            free.remove(&row.participant_id);
            taken.push(row);
        } else {
            kept.push(KeptHearEntry {
                id: HearEntryId(row.id),
                name: named(&row),
                blocks,
            });
        }
    }
    Ok((taken, kept))
}

/// Keeps what the entries say and what they rest on.
async fn enter(work: &Work, scope: &Scope, register: &Register, taken: &[Row]) -> Result<()> {
    let entries: Vec<(Uuid, Uuid)> = taken.iter().map(|r| (r.participant_id, r.id)).collect();
    hours::hold_hours(work.tx(), scope, &entries).await?;
    for activity in &register.activities {
        let ids: Vec<Uuid> = taken
            .iter()
            .filter(|r| r.activity_id == activity.id)
            .map(|r| r.id)
            .collect();
        let kept = Kept {
            activity: serde_json::to_value(register.entered(activity))?,
            at: work.now,
            by: work.actor.map(|p| p.0),
        };
        hours::set_verified(work.tx(), scope, &ids, &kept).await?;
    }
    Ok(())
}

/// Reopens a verified entry, with a reason: its hours are free again, and it waits to be verified anew.
///
/// # Errors
/// 404 out of reach, 403 for one's own, 409 when it isn't verified.
pub async fn reopen(ctx: &Ctx, scope: &Scope, id: HearEntryId, reason: &str) -> Result<HearEntryDetail> {
    let mut work = ctx.begin(scope).await?;
    let held = store::to_change(work.tx(), scope, &[id.0]).await?.pop();
    let (scheme, row) = store::one(work.tx(), scope, id).await?;
    let held = held.ok_or_else(|| Problem::not_found("HEAR entry"))?;
    if row.person_id == scope.person_id().0 {
        return Err(Problem::forbidden().detail("Somebody else has to do this with your own entry."));
    }
    if !row.is(HearEntryState::Verified) {
        return Err(Problem::conflict("not-verified", "This entry is not verified.")
            .detail("Load the page again to see where it stands."));
    }
    hours::free_hours(work.tx(), scope, id).await?;
    let mut change = held.into_active_model();
    change.state = Set(HearEntryState::Asked.as_str().to_owned());
    change.minutes = Set(0);
    change.activity = Set(json!({}));
    change.verified_at = Set(None);
    change.verified_by = Set(None);
    change.update(work.tx()).await?;
    let reason = reason.trim();
    let sentence = format!("Reopened the HEAR entry of {}: {reason}", named(&row));
    work.audit(Some(scheme), "recognition.hear_reopened", Some(id.0), sentence)
        .await?;
    let mentors = grants::named(work.tx(), scope, [row.participant_id]).await?;
    let letter = mentors
        .get(&row.participant_id)
        .and_then(|m| super::reopened(ctx, m, scheme, reason));
    work.mail_all(letter.into_iter().collect()).await?;
    work.announce(Topic::Recognition, row.participant_id, Some(scheme));
    work.commit().await?;
    detail(ctx, scope, id).await
}

//! What it means to move hours between the HEAR and credit, in words.

use crate::cohorts::mentor_place::Place;
use crate::problem::Result;
use crate::recognition::entity::{evidence as entity, hear_activity, hear_entry, wbl_outcome};
use cairn_domain::recognition::{EvidenceState, HearEntryState, HoursUse};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The time that a piece of evidence stands for.
pub fn minutes(row: &entity::Model) -> u32 {
    row.minutes.unsigned_abs()
}

/// Minutes as hours, as people say them.
pub fn hours_said(minutes: u32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let count = |n: u32, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    match (hours, rest) {
        (0, rest) => count(rest, "minute"),
        (hours, 0) => count(hours, "hour"),
        (hours, rest) => format!("{} and {}", count(hours, "hour"), count(rest, "minute")),
    }
}

/// What a choice means, in words.
pub fn said(moving: &[entity::Model], to: HoursUse, label: &str) -> Vec<String> {
    if moving.is_empty() {
        return vec!["All of this counts like that already. Nothing changes.".to_owned()];
    }
    let crossing = || moving.iter().filter(|r| r.counts_for != to.as_str());
    let sum: u32 = crossing().map(minutes).sum();
    let without_time = crossing().filter(|r| r.minutes == 0).count();
    let waiting = moving
        .iter()
        .filter(|r| r.state == EvidenceState::Waiting.as_str())
        .count();
    let record = format!("the {label}");
    let (here, there) = match to {
        HoursUse::Credit => ("academic credit", record.as_str()),
        HoursUse::Hear => (record.as_str(), "academic credit"),
    };
    let mut sentences = Vec::new();
    if sum > 0 {
        let time = hours_said(sum);
        sentences.push(format!(
            "{time} will count for {here}, and no longer for {there}."
        ));
    }
    if without_time > 0 {
        let what = if without_time == 1 {
            "One reflection".to_owned()
        } else {
            format!("{without_time} reflections")
        };
        sentences.push(match to {
            HoursUse::Credit => format!("{what} will be part of your claim for credit."),
            HoursUse::Hear => format!("{what} will no longer be part of your claim for credit."),
        });
    }
    if crossing().count() < moving.len() {
        sentences.push("What counts for credit already moves to this learning outcome.".to_owned());
    }
    match waiting {
        0 => {}
        1 => sentences
            .push("One of these still waits for staff. It counts once they have confirmed it.".to_owned()),
        n => sentences.push(format!(
            "{n} of these still wait for staff. They count once staff have confirmed them."
        )),
    }
    sentences.push("For your awards nothing changes: they count every confirmed hour.".to_owned());
    sentences
}

/// Confirmed minutes that no entry in the register rests on yet.
async fn free_minutes<C: ConnectionTrait>(db: &C, place: &Place) -> Result<u32> {
    let rows = entity::Entity::find()
        .filter(entity::Column::ParticipantId.eq(place.mentor.id))
        .filter(entity::Column::State.eq(EvidenceState::Confirmed.as_str()))
        .filter(entity::Column::CountsFor.eq(HoursUse::Hear.as_str()))
        .filter(entity::Column::EntryId.is_null())
        .all(db)
        .await?;
    Ok(rows.iter().map(minutes).sum())
}

/// The activities of the register for which there were enough hours, and would not be any more.
pub async fn short_of_hear<C: ConnectionTrait>(
    db: &C,
    place: &Place,
    lost: u32,
    label: &str,
) -> Result<Vec<String>> {
    if lost == 0 {
        return Ok(Vec::new());
    }
    let before = free_minutes(db, place).await?;
    let after = before.saturating_sub(lost);
    let verified: Vec<Uuid> = hear_entry::Entity::find()
        .select_only()
        .column(hear_entry::Column::ActivityId)
        .filter(hear_entry::Column::ParticipantId.eq(place.mentor.id))
        .filter(hear_entry::Column::State.eq(HearEntryState::Verified.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    let activities = hear_activity::Entity::find()
        .filter(hear_activity::Column::SchemeId.eq(place.scheme.id))
        .filter(hear_activity::Column::Id.is_not_in(verified))
        .order_by_asc(hear_activity::Column::Title)
        .all(db)
        .await?;
    let falls_short = |a: &&hear_activity::Model| {
        let needed = a.minutes_needed.unsigned_abs();
        before >= needed && after < needed
    };
    let sentence = |a: &hear_activity::Model| {
        format!(
            "The {label} entry \u{201c}{}\u{201d} needs {}. You would have {}, which is too little until you have more confirmed.",
            a.title,
            hours_said(a.minutes_needed.unsigned_abs()),
            hours_said(after)
        )
    };
    Ok(activities.iter().filter(falls_short).map(sentence).collect())
}

/// The learning outcomes that lose confirmed time which they need.
pub async fn short_of_outcomes<C: ConnectionTrait>(
    db: &C,
    place: &Place,
    moving: &[entity::Model],
) -> Result<Vec<String>> {
    let mut lost: BTreeMap<Uuid, u32> = BTreeMap::new();
    for row in moving
        .iter()
        .filter(|r| r.state == EvidenceState::Confirmed.as_str())
    {
        if let Some(outcome) = row.outcome_id {
            *lost.entry(outcome).or_default() += minutes(row);
        }
    }
    if lost.is_empty() {
        return Ok(Vec::new());
    }
    let outcomes = wbl_outcome::Entity::find()
        .filter(wbl_outcome::Column::Id.is_in(lost.keys().copied()))
        .order_by_asc(wbl_outcome::Column::Position)
        .all(db)
        .await?;
    let rows = entity::Entity::find()
        .filter(entity::Column::ParticipantId.eq(place.mentor.id))
        .filter(entity::Column::State.eq(EvidenceState::Confirmed.as_str()))
        .filter(entity::Column::OutcomeId.is_in(lost.keys().copied()))
        .all(db)
        .await?;
    let mut sentences = Vec::new();
    for outcome in outcomes {
        let has: u32 = rows
            .iter()
            .filter(|r| r.outcome_id == Some(outcome.id))
            .map(minutes)
            .sum();
        let left = has.saturating_sub(lost.get(&outcome.id).copied().unwrap_or(0));
        let needed = outcome.minutes_needed.unsigned_abs();
        if has >= needed && left < needed {
            sentences.push(format!(
                "Learning outcome {} needs {}. It would have {}.",
                outcome.code,
                hours_said(needed),
                hours_said(left)
            ));
        }
    }
    Ok(sentences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_said_as_hours() {
        let all = [1, 45, 60, 61, 120, 150].map(hours_said);
        assert_eq!(
            all,
            [
                "1 minute",
                "45 minutes",
                "1 hour",
                "1 hour and 1 minute",
                "2 hours",
                "2 hours and 30 minutes"
            ]
        );
    }
}

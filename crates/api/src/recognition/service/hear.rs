//! The HEAR register: what the institution asks of entries, the activities of a scheme, and the entries of its mentors.
//!
//! What stands in the way of an entry is worked out whenever it is shown, and again when it is verified. A verified entry keeps
//! the words of its activity as they were, and holds on to the hours that it rests on.

mod activities;
mod entries;
mod own;
mod verifying;

pub use activities::{add, change, confirm, list};
pub use entries::{detail, export, page};
pub use own::{ask, take_back};
pub use verifying::{reopen, verify};

use crate::cohorts::entity::{participant, scheme};
use crate::ctx::Ctx;
use crate::identity::store as people;
use crate::mail::Letter;
use crate::problem::{Problem, Result};
use crate::recognition::entity::hear_activity as activity;
use crate::recognition::store::grants::Named;
use crate::recognition::store::hear as store;
use crate::settings;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{HearActivityId, HearEntryId, ParticipantId, PersonId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::hear::{HearFacts, activity_blocks, blocks};
use cairn_domain::recognition::{
    HearActivityContent, HearCategory, HearEntryState, HearSettings, HearSettingsView, MyHearEntry,
};
use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const NAME: &str = "recognition.hear";

/// The institution's rules for entries, with their version.
///
/// # Errors
/// When the database can't be read.
pub async fn settings<C: ConnectionTrait>(db: &C) -> Result<(HearSettings, i32)> {
    settings::read(db, NAME).await
}

/// # Errors
/// When the database can't be read.
pub async fn settings_view(ctx: &Ctx) -> Result<HearSettingsView> {
    let (settings, version) = settings(ctx.db()).await?;
    Ok(HearSettingsView { settings, version })
}

/// # Errors
/// 403 for anybody but institution admins, 412 when changed meanwhile.
pub async fn change_settings(
    ctx: &Ctx,
    scope: &Scope,
    seen: i32,
    input: HearSettings,
) -> Result<HearSettingsView> {
    if !scope.is_institution() {
        return Err(Problem::forbidden());
    }
    let mut work = ctx.begin(scope).await?;
    let version = settings::write(&work, NAME, seen, &input).await?;
    work.audit(
        None,
        "recognition.hear_settings_changed",
        None,
        "Changed what the institution asks of HEAR entries.",
    )
    .await?;
    work.announce(Topic::Recognition, Uuid::nil(), None);
    work.commit().await?;
    Ok(HearSettingsView {
        settings: input,
        version,
    })
}

/// A verified entry was reopened. Nobody hears of it who has no address.
fn reopened(ctx: &Ctx, to: &Named, scheme: SchemeId, reason: &str) -> Option<Letter> {
    let text = format!(
        "Hello {},\n\nYour entry in the record of your achievements was verified, and has now been opened again.\n\nThe reason: {reason}\n\nYou don't have to do anything unless the reason asks for it. If you think that this is wrong, you can appeal on your page:\n{}/recognition\n\nCairn\n",
        to.first_name(),
        ctx.app.config.public_url
    );
    Some(Letter {
        to: to.email.clone()?,
        subject: "Your entry was opened again".to_owned(),
        text,
        scheme: Some(scheme),
    })
}

/// What a verified entry says, whatever becomes of its activity.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entered {
    academic_year: String,
    verification_method: String,
    #[serde(flatten)]
    content: HearActivityContent,
}

/// What staff wrote about an activity.
fn content(row: &activity::Model) -> HearActivityContent {
    HearActivityContent {
        title: row.title.clone(),
        category: row.category.parse().unwrap_or(HearCategory::RecognisedActivity),
        description: row.description.clone(),
        provider: row.provider.clone(),
        key_contact: row.key_contact.clone(),
        verifier: row.verifier.clone(),
        protocol: row.protocol.clone(),
        minutes_needed: needed(row),
        is_paid: row.is_paid,
        is_credit_bearing: row.is_credit_bearing,
        deadline: row.deadline,
    }
}

fn needed(row: &activity::Model) -> u32 {
    u32::try_from(row.minutes_needed).unwrap_or(0)
}

/// An activity as the rules see it, in the scheme's academic year, with nobody's hours.
fn facts<'a>(row: &'a activity::Model, scheme: &'a scheme::Model) -> HearFacts<'a> {
    HearFacts {
        title: &row.title,
        description: &row.description,
        is_paid: row.is_paid,
        is_credit_bearing: row.is_credit_bearing,
        has_verifier: !row.verifier.trim().is_empty(),
        confirmed_for: row.confirmed_for.as_deref(),
        academic_year: &scheme.academic_year,
        deadline: row.deadline,
        minutes_needed: needed(row),
        minutes: 0,
        has_student_number: false,
    }
}

/// Activities of which nothing stands in the way, with the minutes that they ask for.
fn open(
    rows: &[activity::Model],
    scheme: &scheme::Model,
    rules: &HearSettings,
    today: NaiveDate,
) -> Vec<store::Open> {
    let is_open = |row: &&activity::Model| activity_blocks(&facts(row, scheme), rules, today).is_empty();
    rows.iter()
        .filter(is_open)
        .map(|row| (row.id, row.minutes_needed))
        .collect()
}

/// What a mentor sees of the register: every activity of the scheme, with their own entry. `hear_minutes` are all of their
/// confirmed minutes that count for the HEAR.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn mine<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: &scheme::Model,
    mentor: &participant::Model,
    hear_minutes: u32,
    today: NaiveDate,
) -> Result<Vec<MyHearEntry>> {
    let (rules, _) = settings(db).await?;
    let activities = store::activities(db, scope, SchemeId(scheme.id)).await?;
    let entries = store::entries_of(db, scope, ParticipantId(mentor.id)).await?;
    let person = people::person(db, PersonId(mentor.person_id)).await?;
    let is_verified = |state: &str| state == HearEntryState::Verified.as_str();
    // Hours that a verified entry rests on are not there for another.
    let used = entries.iter().filter(|e| is_verified(&e.state));
    let used: u32 = used.map(|e| u32::try_from(e.minutes).unwrap_or(0)).sum();
    let free = hear_minutes.saturating_sub(used);
    Ok(activities
        .iter()
        .map(|row| {
            let entry = entries.iter().find(|e| e.activity_id == row.id);
            let verified = entry.filter(|e| is_verified(&e.state));
            let mut known = facts(row, scheme);
            known.minutes = verified.map_or(free, |e| u32::try_from(e.minutes).unwrap_or(0));
            known.has_student_number = person.student_number.is_some();
            MyHearEntry {
                activity_id: HearActivityId(row.id),
                title: row.title.clone(),
                category: row.category.parse().unwrap_or(HearCategory::RecognisedActivity),
                description: row.description.clone(),
                deadline: row.deadline,
                minutes: known.minutes,
                minutes_needed: known.minutes_needed,
                blocks: if verified.is_some() {
                    Vec::new()
                } else {
                    blocks(&known, &rules, today)
                },
                entry_id: entry.map(|e| HearEntryId(e.id)),
                state: entry.and_then(|e| e.state.parse().ok()),
            }
        })
        .collect())
}

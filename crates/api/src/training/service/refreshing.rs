//! Letters about modules that go out of date, whether or not a clearance ends with them: an optional module, or one of somebody whom
//! staff cleared.

use super::path::{self, Stone};
use super::reminders::note;
use crate::cohorts::entity::participant;
use crate::cohorts::entity::scheme;
use crate::ctx::Ctx;
use crate::identity::store as identity;
use crate::mail::Letter;
use crate::problem::Result;
use crate::training::entity::{training_notice as notice, training_progress as progress};
use crate::training::store::mentors::present;
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{DUE_AGAIN_DAYS, DUE_SOON_DAYS};
use chrono::{Duration, NaiveDate};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// One letter to each mentor with what goes out of date within 30, and again within 7 days, and was not said yet. What ends a clearance
/// is said with the clearance.
///
/// # Errors
/// When the database refuses.
pub async fn letters(
    ctx: &Ctx,
    work: &Work,
    house: &Scope,
    scheme: &scheme::Model,
    today: NaiveDate,
) -> Result<Vec<Letter>> {
    let id = SchemeId(scheme.id);
    let stones = path::of_scheme(work.tx(), house, id).await?;
    let rows = progress::Entity::find()
        .filter(progress::Column::SchemeId.eq(scheme.id))
        .filter(progress::Column::ExpiresOn.gte(today))
        .filter(progress::Column::ExpiresOn.lte(today + Duration::days(DUE_SOON_DAYS)))
        .all(work.tx())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mentors: HashMap<Uuid, participant::Model> = participant::Entity::find()
        .filter(present(house, id))
        .filter(participant::Column::Id.is_in(rows.iter().map(|r| r.participant_id)))
        .all(work.tx())
        .await?
        .into_iter()
        .map(|m| (m.id, m))
        .collect();
    let told: HashSet<(Uuid, String)> = notice::Entity::find()
        .filter(notice::Column::ParticipantId.is_in(mentors.keys().copied()))
        .filter(notice::Column::About.starts_with("due-"))
        .all(work.tx())
        .await?
        .into_iter()
        .map(|n| (n.participant_id, n.about))
        .collect();
    let mut due: BTreeMap<Uuid, Vec<(&Stone, NaiveDate)>> = BTreeMap::new();
    let mut new: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for row in &rows {
        let (Some(mentor), Some(until)) = (mentors.get(&row.participant_id), row.expires_on) else {
            continue;
        };
        let Some(stone) = stones
            .iter()
            .find(|s| s.id.0 == row.module_id && s.is_for(mentor.programme_id))
        else {
            continue;
        };
        let ends_clearance = stone.is_compulsory && mentor.clearance_expires == Some(until);
        let days = if (until - today).num_days() <= DUE_AGAIN_DAYS {
            DUE_AGAIN_DAYS
        } else {
            DUE_SOON_DAYS
        };
        let about = format!("due-{days}:{}:{until}", stone.id);
        if ends_clearance || told.contains(&(mentor.id, about.clone())) {
            continue;
        }
        due.entry(mentor.id).or_default().push((stone, until));
        new.entry(about).or_default().push(mentor.id);
    }
    for (about, mentors) in new {
        note(work, id, &about, mentors.into_iter()).await?;
    }
    let people: Vec<Uuid> = due
        .keys()
        .filter_map(|m| Some(mentors.get(m)?.person_id))
        .collect();
    let people = identity::people(work.tx(), &people).await?;
    let letter = |(mentor, modules): (Uuid, Vec<(&Stone, NaiveDate)>)| {
        let person = mentors.get(&mentor)?.person_id;
        let person = people.iter().find(|p| p.id == person)?;
        let lines: Vec<String> = modules
            .iter()
            .map(|(stone, until)| format!("- {}, until {}", stone.title, until.format("%-d %B %Y")))
            .collect();
        Some(Letter {
            to: person.email.clone()?,
            subject: "Something is due in your mentor training".to_owned(),
            text: format!(
                "Hello {},\n\nThis goes out of date soon in {}:\n\n{}\n\nDo it again before then, and it stays in date:\n{}/training\n\nCairn\n",
                identity::first_name(person),
                scheme.name,
                lines.join("\n"),
                ctx.app.config.public_url
            ),
            scheme: Some(id),
        })
    };
    Ok(due.into_iter().filter_map(letter).collect())
}

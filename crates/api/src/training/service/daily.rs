//! What a new day brings: clearances that end, and the letters that say so in time.
//!
//! A mentor hears 30 and 7 days before their clearance ends, and when it has, whatever took it. Staff hear of those who ended, with
//! the groups that are left without a cleared mentor, so that nobody is stranded silently. What else goes out of date is said to the
//! mentor too. Each letter goes out once.

use super::reminders::{note, told};
use super::{clearing, refreshing};
use crate::cohorts::entity::{participant, scheme};
use crate::cohorts::membership;
use crate::cohorts::roll::local_day;
use crate::cohorts::service::participants::{CLEARANCES_TODAY, holds};
use crate::ctx::{App, Ctx};
use crate::groups::entity::{group_member, mentor_group};
use crate::identity::entity::person;
use crate::identity::house;
use crate::identity::store::keepers;
use crate::jobs::NewJob;
use crate::mail::Letter;
use crate::problem::Result;
use crate::settings;
use crate::training::store::mentors::present;
use cairn_domain::identity::{Action, Scope};
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{DUE_AGAIN_DAYS, DUE_SOON_DAYS};
use chrono::NaiveDate;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

pub const DAILY: &str = CLEARANCES_TODAY;

/// Letters go out in the morning, not at midnight.
const FROM_HOUR: u32 = 7;

/// The last day that was seen to.
#[derive(Default, Serialize, Deserialize)]
struct Seen {
    day: Option<NaiveDate>,
}

/// Queues the day's work once, whichever instance is the first to notice that the day is new.
///
/// # Errors
/// When the database refuses.
pub async fn plan(app: &Arc<App>) -> Result<()> {
    use chrono::Timelike as _;
    let ctx = Ctx::internal(app);
    if ctx.now.hour() < FROM_HOUR {
        return Ok(());
    }
    let today = ctx.today();
    let (seen, _): (Seen, i32) = settings::read(ctx.db(), DAILY).await?;
    if seen.day == Some(today) {
        return Ok(());
    }
    let mut work = ctx.begin_as(None).await?;
    let (seen, version): (Seen, i32) = settings::read(work.tx(), DAILY).await?;
    if seen.day == Some(today) {
        return Ok(());
    }
    settings::write(&work, DAILY, version, &Seen { day: Some(today) }).await?;
    work.enqueue(NewJob::new(DAILY, serde_json::json!({}))).await?;
    work.commit().await
}

/// The job: sees to every scheme that has not ended, or to the one whose mentors have just lost their clearance; `taken` names those
/// whom staff took it from. Run twice on a day, it writes nobody a second time.
///
/// # Errors
/// When the database refuses; then it is tried again.
pub async fn run(ctx: &Ctx, payload: &serde_json::Value) -> Result<()> {
    let house = house::scope(Action::ReadTraining)?;
    let only: Option<SchemeId> = serde_json::from_value(payload["scheme_id"].clone())?;
    let taken: Option<Vec<Uuid>> = serde_json::from_value(payload["taken"].clone())?;
    let taken = taken.unwrap_or_default();
    let find = scheme::Entity::find();
    let find = match only {
        Some(only) => find.filter(scheme::Column::Id.eq(only.0)),
        None => find,
    };
    for row in find.all(ctx.db()).await? {
        let today = local_day(&row.time_zone, ctx.now);
        if row.ends.is_none_or(|end| today <= end) {
            see_to(ctx, &house, &row, today, &taken).await?;
        }
    }
    Ok(())
}

struct Mentor {
    row: participant::Model,
    person: person::Model,
}

async fn see_to(
    ctx: &Ctx,
    house: &Scope,
    scheme: &scheme::Model,
    today: NaiveDate,
    taken: &[Uuid],
) -> Result<()> {
    let id = SchemeId(scheme.id);
    let mut work = ctx.begin_as(None).await?;
    // Two runs at once would both write.
    membership::hold(work.tx(), id).await?;
    clearing::work_out(&mut work, id, None).await?;
    let ends = participant::Column::ClearanceExpires.lte(today + chrono::Duration::days(DUE_SOON_DAYS));
    let mentors = those(&work, house, id, ends).await?;
    let taken = those(
        &work,
        house,
        id,
        participant::Column::Id.is_in(taken.iter().copied()),
    )
    .await?;
    let taken: Vec<&Mentor> = taken.iter().filter(|m| !holds(&m.row, today)).collect();
    let mut soon = Vec::new();
    let mut ended: Vec<&Mentor> = Vec::new();
    for (days, about) in [
        (DUE_SOON_DAYS, "ends-30"),
        (DUE_AGAIN_DAYS, "ends-7"),
        (-1, "ended"),
    ] {
        let mut by_day: BTreeMap<NaiveDate, Vec<&Mentor>> = BTreeMap::new();
        for m in &mentors {
            let Some(until) = m.row.clearance_expires else {
                continue;
            };
            let left = (until - today).num_days();
            let due = match days {
                DUE_SOON_DAYS => (DUE_AGAIN_DAYS + 1..=DUE_SOON_DAYS).contains(&left),
                DUE_AGAIN_DAYS => (0..=DUE_AGAIN_DAYS).contains(&left),
                _ => (-30..0).contains(&left),
            };
            if due {
                by_day.entry(until).or_default().push(m);
            }
        }
        for (until, mentors) in by_day {
            let about = format!("{about}:{until}");
            let known = told(work.tx(), house, id, &about).await?;
            let new: Vec<&Mentor> = mentors
                .into_iter()
                .filter(|m| !known.contains(&m.row.id))
                .collect();
            note(&work, id, &about, new.iter().map(|m| m.row.id)).await?;
            if until < today {
                ended.extend(new);
            } else {
                soon.extend(new.iter().filter_map(|m| ends_soon(ctx, scheme, m, until)));
            }
        }
    }
    ended.retain(|m| !taken.iter().any(|t| t.row.id == m.row.id));
    let lost: Vec<&Mentor> = ended.iter().chain(&taken).copied().collect();
    let (to_staff, known) = to_staff(&work, ctx, scheme, &lost).await?;
    let is_known = |m: &Mentor| known.contains(&m.row.id);
    let to_mentors = ended
        .iter()
        .filter_map(|m| has_ended(ctx, scheme, m, is_known(m)))
        .chain(taken.iter().filter_map(|m| was_taken(ctx, scheme, m)));
    let refreshing = refreshing::letters(ctx, &work, house, scheme, today).await?;
    let letters = soon
        .into_iter()
        .chain(refreshing)
        .chain(to_mentors)
        .chain(to_staff)
        .collect();
    work.mail_all(letters).await?;
    work.commit().await
}

/// Mentors who are in the scheme and meet a condition.
async fn those(
    work: &crate::work::Work,
    house: &Scope,
    id: SchemeId,
    which: SimpleExpr,
) -> Result<Vec<Mentor>> {
    let rows = participant::Entity::find()
        .filter(present(house, id))
        .filter(which)
        .all(work.tx())
        .await?;
    let people = person::Entity::find()
        .filter(person::Column::Id.is_in(rows.iter().map(|r| r.person_id)))
        .all(work.tx())
        .await?;
    let mut people: HashMap<Uuid, person::Model> = people.into_iter().map(|p| (p.id, p)).collect();
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Mentor {
                person: people.remove(&row.person_id)?,
                row,
            })
        })
        .collect())
}

fn ends_soon(ctx: &Ctx, scheme: &scheme::Model, m: &Mentor, until: NaiveDate) -> Option<Letter> {
    let what = format!(
        "You are cleared to meet your group in {} until {}. Something is due after that: training that goes out of date, or \
         something new that is asked of mentors. Do it before then, so that you can go on meeting your group.",
        scheme.name,
        until.format("%-d %B %Y")
    );
    to_mentor(ctx, scheme, m, "Something is due in your mentor training", &what)
}

fn has_ended(ctx: &Ctx, scheme: &scheme::Model, m: &Mentor, staff_know: bool) -> Option<Letter> {
    let what = format!(
        "You were cleared to meet your group in {} until {}. Since then something is missing: training that is out of date or \
         that staff took back, or something new that is asked of mentors. Until it is done, you can't see or write to your group here.{}",
        scheme.name,
        m.row.clearance_expires?.format("%-d %B %Y"),
        if staff_know {
            " The staff of your scheme know, and look after the group meanwhile."
        } else {
            ""
        }
    );
    to_mentor(ctx, scheme, m, "You can't meet your mentor group for now", &what)
}

fn was_taken(ctx: &Ctx, scheme: &scheme::Model, m: &Mentor) -> Option<Letter> {
    let what = format!(
        "Staff have set in {} that you are not cleared to meet your group for now. Until you are cleared again, you can't see or write \
         to your group here. If you don't know why, ask the staff of your scheme: they want you to know.",
        scheme.name
    );
    to_mentor(ctx, scheme, m, "You can't meet your mentor group for now", &what)
}

fn to_mentor(ctx: &Ctx, scheme: &scheme::Model, m: &Mentor, subject: &str, what: &str) -> Option<Letter> {
    let name = crate::identity::store::first_name(&m.person);
    let link = format!("{}/training", ctx.app.config.public_url);
    Some(Letter {
        to: m.person.email.clone()?,
        subject: subject.to_owned(),
        text: format!("Hello {name},\n\n{what}\n\nSee what is due:\n{link}\n\nCairn\n"),
        scheme: Some(SchemeId(scheme.id)),
    })
}

/// One letter to each member of staff who looks after the scheme, about everybody whose clearance has just ended, and whom those
/// letters are about.
async fn to_staff(
    work: &crate::work::Work,
    ctx: &Ctx,
    scheme: &scheme::Model,
    ended: &[&Mentor],
) -> Result<(Vec<Letter>, HashSet<Uuid>)> {
    let mut known = HashSet::new();
    if ended.is_empty() {
        return Ok((Vec::new(), known));
    }
    let groups = groups_of(work, ended).await?;
    let link = format!(
        "{}/schemes/{}/training/mentors?filter=lapsed",
        ctx.app.config.public_url, scheme.id
    );
    let mut letters = Vec::new();
    for keeper in keepers(work.tx(), SchemeId(scheme.id)).await? {
        let Some(to) = keeper.person.email.clone() else {
            continue;
        };
        let theirs: Vec<&&Mentor> = ended
            .iter()
            .filter(|m| keeper.looks_after(m.row.programme_id))
            .collect();
        if theirs.is_empty() {
            continue;
        }
        known.extend(theirs.iter().map(|m| m.row.id));
        let lines: Vec<String> = theirs
            .iter()
            .map(|m| {
                let name = crate::identity::store::full_name(&m.person);
                match groups.get(&m.row.id) {
                    Some(labels) => format!("- {name}, mentor of {}", labels.join(", ")),
                    None => format!("- {name}, who has no group"),
                }
            })
            .collect();
        let text = format!(
            "Hello {},\n\nThese mentors in {} are not cleared any more, so they can't meet their groups for now:\n\n{}\n\n\
             Help them with what is missing, or give their groups another mentor:\n{link}\n\nCairn\n",
            crate::identity::store::first_name(&keeper.person),
            scheme.name,
            lines.join("\n")
        );
        letters.push(Letter {
            to,
            subject: "Mentors who can't meet their groups for now".to_owned(),
            text,
            scheme: Some(SchemeId(scheme.id)),
        });
    }
    Ok((letters, known))
}

async fn groups_of(work: &crate::work::Work, mentors: &[&Mentor]) -> Result<HashMap<Uuid, Vec<String>>> {
    let members = group_member::Entity::find()
        .filter(group_member::Column::ParticipantId.is_in(mentors.iter().map(|m| m.row.id)))
        .filter(group_member::Column::LeftAt.is_null())
        .all(work.tx())
        .await?;
    let groups = mentor_group::Entity::find()
        .filter(mentor_group::Column::Id.is_in(members.iter().map(|m| m.group_id)))
        .all(work.tx())
        .await?;
    let labels: HashMap<Uuid, String> = groups.into_iter().map(|g| (g.id, g.label)).collect();
    let mut found: HashMap<Uuid, Vec<String>> = HashMap::new();
    for m in members {
        if let Some(label) = labels.get(&m.group_id) {
            found.entry(m.participant_id).or_default().push(label.clone());
        }
    }
    Ok(found)
}

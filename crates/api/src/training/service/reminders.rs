//! Reminders to the mentors whom a filter finds: looked at first, then sent, to each at most once a day.

use super::roster::{self, setting};
use crate::ctx::Ctx;
use crate::mail::Letter;
use crate::problem::{Problem, Result};
use crate::training::entity::training_notice as notice;
use crate::training::store::mentors::Filter;
use crate::work::Work;
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{DUE_SOON_DAYS, MentorTraining, NewReminder, ReminderSample, ReminderView};
use chrono::NaiveDate;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _, Set};
use std::collections::HashSet;
use uuid::Uuid;

const SAMPLES: usize = 3;

/// Looks at a reminder, or sends it.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn remind(ctx: &Ctx, scope: &Scope, scheme: SchemeId, input: NewReminder) -> Result<ReminderView> {
    let filter = Filter {
        filter: input.filter,
        programme_id: input.programme_id.map(|p| p.0),
        ..Filter::default()
    };
    let mentors = roster::all(ctx, scope, scheme, &filter).await?;
    let setting = setting(ctx, scope, scheme).await?;
    let about = format!("reminder:{}", setting.when.today);
    if input.preview {
        let reminded = told(ctx.db(), scope, scheme, &about).await?;
        let (to, left_out) = readers(&mentors, &reminded, ctx.today());
        return Ok(view(ctx, scheme, &input, &to, left_out, false));
    }
    let mut work = ctx.begin(scope).await?;
    let reminded = told(work.tx(), scope, scheme, &about).await?;
    let (to, left_out) = readers(&mentors, &reminded, ctx.today());
    let shown = view(ctx, scheme, &input, &to, left_out, true);
    if to.is_empty() {
        return Err(
            Problem::conflict("nobody-to-remind", "There is nobody to remind.").detail(
                "Everybody whom this finds was reminded today, has no address, or has nothing left to do.",
            ),
        );
    }
    let letters = to.iter().filter_map(|m| letter(ctx, scheme, &input, m)).collect();
    work.mail_all(letters).await?;
    note(&work, scheme, &about, to.iter().map(|m| m.participant_id.0)).await?;
    let sentence = format!("Reminded {} mentors of their training.", to.len());
    work.audit(Some(scheme), "training.reminded", Some(scheme.0), sentence)
        .await?;
    work.commit().await?;
    Ok(shown)
}

/// Who was told about something already.
pub async fn told<C: ConnectionTrait>(
    db: &C,
    _scope: &Scope,
    scheme: SchemeId,
    about: &str,
) -> Result<HashSet<Uuid>> {
    let rows: Vec<Uuid> = notice::Entity::find()
        .select_only()
        .column(notice::Column::ParticipantId)
        .filter(notice::Column::SchemeId.eq(scheme.0))
        .filter(notice::Column::About.eq(about))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Remembers that these were told.
pub async fn note(
    work: &Work,
    scheme: SchemeId,
    about: &str,
    mentors: impl Iterator<Item = Uuid>,
) -> Result<()> {
    let rows: Vec<_> = mentors
        .map(|id| notice::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(scheme.0),
            participant_id: Set(id),
            about: Set(about.to_owned()),
            sent_at: Set(work.now),
        })
        .collect();
    for some in rows.chunks(2000) {
        notice::Entity::insert_many(some.to_vec())
            .on_conflict(
                OnConflict::columns([notice::Column::ParticipantId, notice::Column::About])
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(work.tx())
            .await?;
    }
    Ok(())
}

fn readers<'a>(
    mentors: &'a [MentorTraining],
    told: &HashSet<Uuid>,
    today: NaiveDate,
) -> (Vec<&'a MentorTraining>, u64) {
    let to: Vec<_> = mentors
        .iter()
        .filter(|m| m.email.is_some() && !told.contains(&m.participant_id.0) && has_something_left(m, today))
        .collect();
    let left_out = (mentors.len() - to.len()) as u64;
    (to, left_out)
}

/// Whether there is anything to remind a mentor of: who is cleared, with every module done and nothing due soon, has nothing left.
fn has_something_left(m: &MentorTraining, today: NaiveDate) -> bool {
    let ends_soon = |until: NaiveDate| (until - today).num_days() <= DUE_SOON_DAYS;
    !m.is_cleared || m.completed < m.of || m.clearance_until.is_some_and(ends_soon)
}

/// What is left for a mentor to do, as a reminder says it.
fn missing(m: &MentorTraining) -> String {
    match (m.of.saturating_sub(m.completed), &m.at_module) {
        (0, _) if m.is_cleared => "what is due soon".to_owned(),
        (0, _) => "a check: your training page says which".to_owned(),
        (1, Some(title)) => format!("one module, \u{201c}{title}\u{201d}"),
        (n, Some(title)) => format!("{n} modules, next \u{201c}{title}\u{201d}"),
        (n, None) => format!("{n} modules"),
    }
}

fn filled(text: &str, m: &MentorTraining) -> String {
    let first = m.first_name.as_str();
    // One pass, so that a name with braces in it is not filled in again.
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{name}") {
            out.push_str(first);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("{missing}") {
            out.push_str(&missing(m));
            rest = after;
        } else {
            out.push('{');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn letter(ctx: &Ctx, scheme: SchemeId, input: &NewReminder, m: &MentorTraining) -> Option<Letter> {
    let text = format!(
        "{}\n\nGo on with your training:\n{}/training\n\nCairn\n",
        filled(input.body.trim(), m),
        ctx.app.config.public_url
    );
    Some(Letter {
        to: m.email.clone()?,
        subject: filled(input.subject.trim(), m),
        text,
        scheme: Some(scheme),
    })
}

fn view(
    ctx: &Ctx,
    scheme: SchemeId,
    input: &NewReminder,
    to: &[&MentorTraining],
    left_out: u64,
    sent: bool,
) -> ReminderView {
    let samples = to
        .iter()
        .take(SAMPLES)
        .filter_map(|m| letter(ctx, scheme, input, m));
    ReminderView {
        recipients: to.len() as u64,
        left_out,
        sent,
        samples: samples
            .map(|l| ReminderSample {
                to: l.to,
                subject: l.subject,
                text: l.text,
            })
            .collect(),
    }
}

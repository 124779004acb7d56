//! What mentors wrote down, what mentees thanked them for, and what staff signed.

use super::cast::Cast;
use crate::cohorts::entity::participant;
use crate::ctx::Ctx;
use crate::problem::Result;
use crate::recognition::entity::evidence;
use crate::recognition::service::{evidence as writing, standing};
use crate::work::Work;
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::{EvidenceKind, EvidenceSource, EvidenceState};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use uuid::Uuid;

const SAID: [(EvidenceKind, u32, &str); 6] = [
    (
        EvidenceKind::Meeting,
        60,
        "Met my group in the library café. We found out where everybody's lectures are.",
    ),
    (
        EvidenceKind::Contact,
        30,
        "Wrote to everybody in the group and answered their questions about the first week.",
    ),
    (
        EvidenceKind::Meeting,
        90,
        "Online meeting: we tried out the learning platform together.",
    ),
    (
        EvidenceKind::Hours,
        120,
        "Helped at the welcome fair and showed three people round the campus.",
    ),
    (
        EvidenceKind::Meeting,
        60,
        "Met two mentees about how to plan an essay, and told them who can help further.",
    ),
    (
        EvidenceKind::Contact,
        45,
        "Checked in with somebody who had gone quiet. We agreed to meet next week.",
    ),
];

pub(super) const REFLECTION: &str = "At first I answered every question at once. Then I saw that people often find the answer themselves when I \
     ask back and wait. One mentee told me that she had been afraid to ask in the seminar. We practised together, and the week after \
     she did. I would start earlier with small meetings, because in a large group the quiet ones stay quiet.";

const THANKS: [&str; 3] = [
    "You made the first week so much easier. Thank you!",
    "Thanks for telling me whom to ask. I would not have gone by myself.",
    "I liked that you always answered, even late in the term.",
];

/// One line, ready to be kept.
pub(super) struct Line<'a> {
    pub mentor: &'a participant::Model,
    pub kind: EvidenceKind,
    pub source: EvidenceSource,
    pub on: NaiveDate,
    pub minutes: u32,
    pub text: &'a str,
    pub said_by: Option<Uuid>,
}

impl Line<'_> {
    pub fn row(&self, cast: &Cast, is_settled: bool, now: DateTime<Utc>) -> evidence::ActiveModel {
        let new = writing::New {
            kind: self.kind,
            source: self.source,
            happened_on: self.on,
            minutes: self.minutes,
            text: self.text,
            said_by: self.said_by,
            external: None,
        };
        let mut row = new.row(self.mentor, now);
        if is_settled && self.source == EvidenceSource::Mentor {
            row.state = EvidenceState::Confirmed.as_str().to_owned();
            row.decided_by = Some(cast.supervisor);
            row.decided_at = Some(now - Duration::days(1));
        }
        row.into_active_model().reset_all()
    }
}

/// How much the mentor at a place in the list has done.
pub(super) fn effort(n: usize) -> usize {
    // Many are in the middle, a few far ahead or just beginning.
    [9, 4, 14, 7, 11, 2, 18, 8, 5, 12][n % 10]
}

pub(super) async fn write(ctx: &Ctx, cast: &Cast, scheme: SchemeId) -> Result<()> {
    let mut work = ctx.begin_as(None).await?;
    let today = work.now.date_naive();
    let mut rows = Vec::new();
    for (n, mentor) in cast.mentors.iter().enumerate() {
        let many = effort(n);
        for k in 0..many {
            let (kind, minutes, text) = SAID[(n + k) % SAID.len()];
            let days = (many - k) * 6 + n % 5;
            let on = today - Duration::days(i64::try_from(days).unwrap_or(1));
            let line = Line {
                mentor,
                kind,
                source: EvidenceSource::Mentor,
                on,
                minutes,
                text,
                said_by: None,
            };
            // The newest of every fourth mentor waits for somebody to look at it.
            rows.push(line.row(cast, !(k + 1 == many && n % 4 == 1), work.now));
        }
        rows.extend(extras(cast, mentor, n, &work));
    }
    for some in rows.chunks(1_000) {
        evidence::Entity::insert_many(some.to_vec())
            .exec_without_returning(work.tx())
            .await?;
    }
    standing::work_out(&mut work, scheme, None).await?;
    work.commit().await
}

/// Reflections, thanks and signatures, for those who did more.
fn extras(cast: &Cast, mentor: &participant::Model, n: usize, work: &Work) -> Vec<evidence::ActiveModel> {
    let on = work.now.date_naive() - Duration::days(3 + (n % 9) as i64);
    let line = |kind, source, text, said_by| Line {
        mentor,
        kind,
        source,
        on,
        minutes: 0,
        text,
        said_by,
    };
    let mut rows = Vec::new();
    if n % 3 != 1 {
        let reflection = line(EvidenceKind::Reflection, EvidenceSource::Mentor, REFLECTION, None);
        rows.push(reflection.row(cast, n % 7 != 3, work.now));
    }
    let thankful = cast
        .mentees
        .get(n * 5 % cast.mentees.len().max(1))
        .filter(|_| n.is_multiple_of(2));
    if let Some(mentee) = thankful {
        let text = THANKS[n / 2 % THANKS.len()];
        let thanks = line(
            EvidenceKind::Thanks,
            EvidenceSource::Mentee,
            text,
            Some(mentee.person_id),
        );
        rows.push(thanks.row(cast, true, work.now));
    }
    if n % 4 == 2 {
        let text = "Kept in touch with everybody, and asked for help at the right time.";
        let signed = line(
            EvidenceKind::SignOff,
            EvidenceSource::Staff,
            text,
            Some(cast.supervisor),
        );
        rows.push(signed.row(cast, true, work.now));
    }
    rows
}

/// A little more work after the awards were given, so that some are ready for the next.
pub(super) async fn catch_up(ctx: &Ctx, cast: &Cast, scheme: SchemeId) -> Result<()> {
    let mut work = ctx.begin_as(None).await?;
    let on = work.now.date_naive() - Duration::days(1);
    for (_, mentor) in cast
        .mentors
        .iter()
        .enumerate()
        .filter(|(n, _)| n % 10 == 5 || n % 20 == 1)
    {
        let text = "Helped at the open day and answered questions of new students.";
        let line = Line {
            mentor,
            kind: EvidenceKind::Hours,
            source: EvidenceSource::Mentor,
            on,
            minutes: 240,
            text,
            said_by: None,
        };
        line.row(cast, true, work.now).insert(work.tx()).await?;
    }
    standing::work_out(&mut work, scheme, None).await?;
    work.commit().await
}

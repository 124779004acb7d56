//! What staff say to evidence: confirming, refusing with a reason, and signing off a mentor's work as a whole. Nobody decides
//! about their own.

use super::evidence::{self, New, Reader, moved, moved_one};
use crate::cohorts::entity::{participant, scheme};
use crate::cohorts::mentor_place;
use crate::cohorts::reach;
use crate::ctx::Ctx;
use crate::identity::entity::person;
use crate::identity::store::first_name;
use crate::mail::Letter;
use crate::problem::{Problem, Result};
use crate::recognition::entity::evidence as entity;
use crate::recognition::store::evidence as store;
use crate::work::Work;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{EvidenceId, ParticipantId, PersonId, ProgrammeId, SchemeId, TutorGroupId};
use cairn_domain::recognition::evidence::{EvidenceRefusal, Said, decide, may_count};
use cairn_domain::recognition::{
    EvidenceDecided, EvidenceDecision, EvidenceDecisions, EvidenceKind, EvidenceSource, EvidenceState,
    EvidenceView, KeptEvidence, NewSignOff,
};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _,
    QueryFilter as _,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Why a piece stays as it was, and whether saying that it is other work would help.
type Stays = (&'static str, bool);

const NOT_THERE: &str = "We can't find this, or it isn't yours to look at.";
const CHANGED_SINCE: &str = "This has changed since you looked at it. Look at it again.";
const SAID_ALREADY: &str = "Staff have said the same to this already.";

/// Confirms or refuses many pieces at once. What can't be decided stays as it was, and says why.
///
/// # Errors
/// When the database refuses.
pub async fn decisions(ctx: &Ctx, scope: &Scope, input: EvidenceDecisions) -> Result<EvidenceDecided> {
    let mut work = ctx.begin(scope).await?;
    let reached = in_reach(&work, scope, &input.ids).await?;
    let rows = store::to_change(work.tx(), scope, &input.ids).await?;
    let mut rows: HashMap<Uuid, entity::Model> = rows
        .into_iter()
        .filter(|r| reached.contains(&r.participant_id))
        .map(|r| (r.id, r))
        .collect();
    let mut confirmed = Confirmed::beside(&work, scope, &rows).await?;
    let mut kept = Vec::new();
    let mut changed = Vec::new();
    for (n, id) in input.ids.iter().enumerate() {
        let seen = input.versions.get(n);
        let why = match rows.remove(&id.0) {
            None if changed.iter().any(|r: &entity::Model| r.id == id.0) => continue,
            None => (NOT_THERE, false),
            Some(row) if seen.is_some_and(|v| *v != row.version) => (CHANGED_SINCE, false),
            Some(row) => match fate(&row, scope.person_id(), &input)
                .map_err(|why| (why, false))
                .and_then(|()| confirmed.take(&row, &input))
            {
                Ok(()) => {
                    changed.push(row);
                    continue;
                }
                Err(why) => why,
            },
        };
        kept.push(KeptEvidence {
            id: *id,
            why: why.0.to_owned(),
            may_be_twice: why.1,
        });
    }
    if !changed.is_empty() {
        settle(&mut work, &changed, &input).await?;
        let letters = letters(ctx, &work, &changed, &input).await?;
        work.mail_all(letters).await?;
        work.commit().await?;
    }
    Ok(EvidenceDecided {
        changed: u32::try_from(changed.len()).unwrap_or(u32::MAX),
        kept,
    })
}

/// What is confirmed of the people whose work is decided about, in every scheme: no hour counts twice.
struct Confirmed(HashMap<Uuid, Vec<(Uuid, Said)>>);

impl Confirmed {
    async fn beside(work: &Work, scope: &Scope, rows: &HashMap<Uuid, entity::Model>) -> Result<Self> {
        let mut by_person: HashMap<Uuid, Vec<(Uuid, Said)>> = HashMap::new();
        let days = rows.values().map(|r| (r.participant_id, r.happened_on));
        let others = store::of_days(work.tx(), scope, days, &[EvidenceState::Confirmed]).await?;
        for other in others.iter().filter(|o| evidence::is_work(o)) {
            by_person
                .entry(other.person_id)
                .or_default()
                .push((other.id, evidence::said_in(other)));
        }
        Ok(Self(by_person))
    }

    /// Counts a piece among what is confirmed, if nothing there speaks against it.
    fn take(&mut self, row: &entity::Model, input: &EvidenceDecisions) -> std::result::Result<(), Stays> {
        if input.decision == EvidenceDecision::Refuse || !evidence::is_work(row) {
            return Ok(());
        }
        let there = self.0.entry(row.person_id).or_default();
        let piece = evidence::said_in(row);
        let is_other_work = input.other_work.contains(&EvidenceId(row.id));
        let others = there.iter().filter(|(id, _)| *id != row.id).map(|(_, said)| said);
        may_count(&piece, others, is_other_work)
            .map_err(|why| (why.sentence(), why == EvidenceRefusal::MayBeTwice))?;
        there.push((row.id, piece));
        Ok(())
    }
}

/// Whether a decision changes a piece; else why it doesn't.
fn fate(
    row: &entity::Model,
    by: PersonId,
    input: &EvidenceDecisions,
) -> std::result::Result<(), &'static str> {
    let state = row.state.parse().unwrap_or(EvidenceState::Withdrawn);
    let is_locked = row.entry_id.or(row.claim_id).is_some();
    let next = decide(
        state,
        input.decision,
        by,
        PersonId(row.person_id),
        is_locked,
        &input.reason,
    )
    .map_err(EvidenceRefusal::sentence)?;
    // A refusal with another reason is a new answer.
    let is_news =
        next != state || next == EvidenceState::Refused && row.reason.as_deref() != Some(input.reason.trim());
    if is_news { Ok(()) } else { Err(SAID_ALREADY) }
}

/// Those of the mentors whom the scope reaches. They are held, so that two who confirm at once each see what the other confirmed.
async fn in_reach(work: &Work, scope: &Scope, ids: &[EvidenceId]) -> Result<BTreeSet<Uuid>> {
    let mentors = store::mentors_of(work.tx(), scope, ids).await?;
    let held = store::one_at_a_time(work.tx(), scope, mentors).await?;
    Ok(held
        .into_iter()
        .filter(|m| {
            scope.reaches_student(
                SchemeId(m.scheme_id),
                m.programme_id.map(ProgrammeId),
                m.tutor_group_id.map(TutorGroupId),
                PersonId(m.person_id),
            )
        })
        .map(|m| m.id)
        .collect())
}

async fn settle(work: &mut Work, changed: &[entity::Model], input: &EvidenceDecisions) -> Result<()> {
    use entity::Column as E;
    let (state, did) = match input.decision {
        EvidenceDecision::Confirm => (EvidenceState::Confirmed, "Confirmed"),
        EvidenceDecision::Refuse => (EvidenceState::Refused, "Didn't confirm"),
    };
    let reason = Some(input.reason.trim())
        .filter(|r| !r.is_empty())
        .map(str::to_owned);
    entity::Entity::update_many()
        .col_expr(E::State, Expr::value(state.as_str()))
        .col_expr(E::Reason, Expr::value(reason))
        .col_expr(E::DecidedBy, Expr::value(work.actor.map(|p| p.0)))
        .col_expr(E::DecidedAt, Expr::value(Some(work.now)))
        .col_expr(E::Version, Expr::col(E::Version).add(1))
        .filter(E::Id.is_in(changed.iter().map(|r| r.id)))
        .exec(work.tx())
        .await?;
    let mut by_scheme: BTreeMap<Uuid, (usize, BTreeSet<Uuid>)> = BTreeMap::new();
    for row in changed {
        let (count, mentors) = by_scheme.entry(row.scheme_id).or_default();
        *count += 1;
        mentors.insert(row.participant_id);
    }
    for (scheme, (count, mentors)) in by_scheme {
        let mut sentence = match count {
            1 => format!("{did} a piece of evidence."),
            n => format!("{did} {n} pieces of evidence."),
        };
        let in_scheme = changed.iter().filter(|r| r.scheme_id == scheme);
        let other = in_scheme.filter(|r| input.other_work.contains(&EvidenceId(r.id)));
        if let n @ 1.. = other.count()
            && input.decision == EvidenceDecision::Confirm
        {
            let said = format!(" Said of {n} that it is other work than what else is confirmed of that day.");
            sentence.push_str(&said);
        }
        work.audit(
            Some(SchemeId(scheme)),
            "recognition.evidence_decided",
            Some(scheme),
            sentence,
        )
        .await?;
        moved(work, SchemeId(scheme), &mentors).await?;
    }
    Ok(())
}

/// One letter to each mentor about everything of theirs that was refused. Nobody hears of thanks that staff took down.
async fn letters(
    ctx: &Ctx,
    work: &Work,
    changed: &[entity::Model],
    input: &EvidenceDecisions,
) -> Result<Vec<Letter>> {
    if input.decision == EvidenceDecision::Confirm {
        return Ok(Vec::new());
    }
    let mut by_mentor: BTreeMap<(Uuid, Uuid), Vec<&entity::Model>> = BTreeMap::new();
    for row in changed.iter().filter(|r| r.kind != EvidenceKind::Thanks.as_str()) {
        by_mentor
            .entry((row.scheme_id, row.person_id))
            .or_default()
            .push(row);
    }
    let schemes = scheme::Entity::find()
        .filter(scheme::Column::Id.is_in(by_mentor.keys().map(|k| k.0)))
        .all(work.tx())
        .await?;
    let people = person::Entity::find()
        .filter(person::Column::Id.is_in(by_mentor.keys().map(|k| k.1)))
        .all(work.tx())
        .await?;
    let letter = |((scheme, mentor), rows): ((Uuid, Uuid), Vec<&entity::Model>)| {
        let scheme = schemes.iter().find(|s| s.id == scheme)?;
        let mentor = people.iter().find(|p| p.id == mentor)?;
        refusal(ctx, scheme, mentor, &rows, input.reason.trim())
    };
    Ok(by_mentor.into_iter().filter_map(letter).collect())
}

fn refusal(
    ctx: &Ctx,
    scheme: &scheme::Model,
    mentor: &person::Model,
    rows: &[&entity::Model],
    reason: &str,
) -> Option<Letter> {
    let lines: Vec<String> = rows
        .iter()
        .map(|r| {
            let kind = r.kind.parse().unwrap_or(EvidenceKind::Hours);
            let start: String = r.text.chars().take(80).collect();
            let more = if r.text.chars().count() > 80 { "…" } else { "" };
            let day = r.happened_on.format("%-d %B %Y");
            format!("- {day}, {}: {}{more}", kind.label(), start.replace('\n', " "))
        })
        .collect();
    let text = format!(
        "Hello {},\n\nStaff have looked at your work for {} and could not confirm this:\n\n{}\n\nWhat they say:\n{reason}\n\n\
         You can write it down again with what is missing, or ask for another look, on your page:\n{}/recognition\n\nCairn\n",
        first_name(mentor),
        scheme.name,
        lines.join("\n"),
        ctx.app.config.public_url
    );
    Some(Letter {
        to: mentor.email.clone()?,
        subject: "Something in your record was not confirmed".to_owned(),
        text,
        scheme: Some(SchemeId(scheme.id)),
    })
}

/// Signs off a mentor's work as a whole, once.
///
/// # Errors
/// 404 when the mentor isn't in reach, 403 for oneself, 409 when they are signed off already.
pub async fn sign_off(ctx: &Ctx, scope: &Scope, input: NewSignOff) -> Result<EvidenceView> {
    let missing = || Problem::not_found("mentor");
    let mut work = ctx.begin(scope).await?;
    let found = reach::person(work.tx(), scope, input.participant_id)
        .await
        .map_err(|_| missing())?;
    if found.role != ParticipantRole::Mentor.as_str() {
        return Err(missing());
    }
    if found.person_id == scope.person_id().0 {
        return Err(evidence::refused(EvidenceRefusal::OwnWork));
    }
    mentor_place::one_at_a_time(work.tx(), scope, input.participant_id).await?;
    if is_signed_off(&work, input.participant_id).await? {
        return Err(
            Problem::conflict("signed-off-already", "This mentor's work is signed off already.")
                .detail("Nothing more is needed. Load the page again to see who did it."),
        );
    }
    let mentor = participant::Entity::find_by_id(found.id)
        .one(work.tx())
        .await?
        .ok_or_else(missing)?;
    let row = reach::scheme(work.tx(), scope, SchemeId(mentor.scheme_id)).await?;
    let new = New {
        kind: EvidenceKind::SignOff,
        source: EvidenceSource::Staff,
        happened_on: reach::today(&row, work.now),
        minutes: 0,
        text: &input.note,
        said_by: Some(scope.person_id().0),
        external: None,
    };
    let made = new.row(&mentor, work.now);
    let id = made.id;
    made.into_active_model().reset_all().insert(work.tx()).await?;
    let sentence = format!(
        "Signed off the work of {} {}.",
        found.given_name, found.family_name
    );
    work.audit(
        Some(SchemeId(mentor.scheme_id)),
        "recognition.signed_off",
        Some(id),
        sentence,
    )
    .await?;
    moved_one(&mut work, mentor.scheme_id, mentor.id).await?;
    work.commit().await?;
    evidence::one(ctx, scope, EvidenceId(id), Reader::Staff).await
}

async fn is_signed_off(work: &Work, mentor: ParticipantId) -> Result<bool> {
    use entity::Column as E;
    let found = entity::Entity::find()
        .filter(E::ParticipantId.eq(mentor.0))
        .filter(E::Kind.eq(EvidenceKind::SignOff.as_str()))
        .filter(E::State.eq(EvidenceState::Confirmed.as_str()))
        .count(work.tx())
        .await?;
    Ok(found > 0)
}

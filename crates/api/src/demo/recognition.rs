//! What the demo's mentors are recognised for: work written down and confirmed, awards in three tiers, the HEAR register and a
//! claim for credit.
//!
//! Follows from each mentor's place in the list alone, so that every demo looks the same. Days lie before the present one.

use super::ACCOUNTS;
use crate::cohorts::entity::participant;
use crate::ctx::Ctx;
use crate::identity::entity::person;
use crate::problem::{Problem, Result};
use crate::recognition::entity::{appeal, evidence, hear_entry, wbl_claim};
use crate::recognition::service::{awards, certificates, evidence as writing, granting, hear, standing, wbl};
use crate::work::Work;
use crate::{jobs, mail};
use base64::Engine as _;
use cairn_domain::cohorts::{ClearanceStatus, ParticipantRole};
use cairn_domain::identity::{Action, Actor, Grant, Role, Scope, policy};
use cairn_domain::ids::{AwardId, GrantId, HearEntryId, PersonId, ProgrammeId, SchemeId, WblOutcomeId};
use cairn_domain::recognition::{
    AppealState, AppealSubject, Artwork, AwardContent, AwardRule, AwardTier, CertificateTemplate,
    EvidenceKind, EvidenceSource, EvidenceState, HearActivityContent, HearCategory, HearEntryState,
    HearVerifications, HoursUse, NewAward, NewGrants, NewHearActivity, Requirement, RuleBlock, RuleMode,
    WblOutcomeContent, WblOutcomeInput, WblOutcomes, WblState,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, Set,
};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// Gives the mentors of a scheme recognition, unless they have some.
///
/// # Errors
/// When the database refuses.
pub async fn give_a_past(ctx: &Ctx, scheme: SchemeId) -> Result<()> {
    let there = evidence::Entity::find().filter(evidence::Column::SchemeId.eq(scheme.0));
    if there.count(ctx.db()).await? > 0 {
        return Ok(());
    }
    let cast = Cast::of(ctx, scheme).await?;
    set_template(ctx, &cast).await?;
    let offered = offer_awards(ctx, &cast, scheme).await?;
    write_evidence(ctx, &cast, scheme).await?;
    for award in &offered {
        let everybody = NewGrants {
            participants: vec![],
            despite_rule: false,
            reason: None,
        };
        let run = granting::start(ctx, &cast.lead(Action::GrantAwards)?, *award, everybody).await?;
        granting::run(ctx, &serde_json::json!({ "run_id": run.job_id })).await?;
    }
    drop_letters(ctx, scheme).await?;
    register(ctx, &cast, scheme).await?;
    claim_credit(ctx, &cast, scheme).await?;
    appeal(ctx, &cast, scheme, offered.last().copied()).await?;
    // Some did more since: they have earned what nobody has given them yet.
    catch_up(ctx, &cast, scheme).await
}

/// Four stones, one on the other.
const CREST: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\"><ellipse cx=\"24\" cy=\"42\" rx=\"20\" ry=\"5\" \
     fill=\"#005b6b\"/><ellipse cx=\"24\" cy=\"32\" rx=\"14\" ry=\"5\" fill=\"#2a7384\"/><ellipse cx=\"24\" cy=\"22\" rx=\"9\" ry=\"4\" \
     fill=\"#5b93a0\"/><circle cx=\"24\" cy=\"13\" r=\"4\" fill=\"#8a5a00\"/></svg>";

/// How the demo university's certificates look, unless somebody has set that.
async fn set_template(ctx: &Ctx, cast: &Cast) -> Result<()> {
    let kept = certificates::view(ctx).await?;
    if kept.version > 0 {
        return Ok(());
    }
    let template = CertificateTemplate {
        institution: certificates::institution(ctx).await?,
        title: "Certificate of student mentoring".to_owned(),
        wording: "has supported new students in {scheme} during {academic_year}\nwith {hours} hours of mentoring and reflection."
            .to_owned(),
        signatory_name: "Professor Jane Doe".to_owned(),
        signatory_role: "Pro-Vice-Chancellor for Education".to_owned(),
        crest: Some(Artwork {
            media_type: "image/svg+xml".to_owned(),
            data: base64::engine::general_purpose::STANDARD.encode(CREST),
            description: "Crest of the university: a cairn of four stones".to_owned(),
        }),
        signature: None,
        ..kept.template
    };
    certificates::change(ctx, &cast.lead(Action::EditRecognition)?, kept.version, template).await?;
    Ok(())
}

/// Nobody is written to about what the demo made up.
async fn drop_letters(ctx: &Ctx, scheme: SchemeId) -> Result<()> {
    let work = ctx.begin_as(None).await?;
    let letters = mail::entity::Entity::find()
        .filter(mail::entity::Column::SchemeId.eq(scheme.0))
        .filter(mail::entity::Column::Subject.starts_with("You have earned "))
        .all(work.tx())
        .await?;
    let ids: HashSet<String> = letters.iter().map(|l| l.id.to_string()).collect();
    let waiting = jobs::entity::Entity::find()
        .filter(jobs::entity::Column::Kind.eq(mail::SEND))
        .all(work.tx())
        .await?;
    let theirs = waiting
        .iter()
        .filter(|j| j.payload["mail_id"].as_str().is_some_and(|id| ids.contains(id)));
    jobs::entity::Entity::delete_many()
        .filter(jobs::entity::Column::Id.is_in(theirs.map(|j| j.id)))
        .exec(work.tx())
        .await?;
    mail::entity::Entity::delete_many()
        .filter(mail::entity::Column::Id.is_in(letters.iter().map(|l| l.id)))
        .exec(work.tx())
        .await?;
    work.commit().await
}

/// Who plays a part.
struct Cast {
    lead: Uuid,
    supervisor: Uuid,
    /// Mentors who are cleared, in order.
    mentors: Vec<participant::Model>,
    mentees: Vec<participant::Model>,
}

impl Cast {
    async fn of(ctx: &Ctx, scheme: SchemeId) -> Result<Self> {
        let all = participant::Entity::find()
            .filter(participant::Column::SchemeId.eq(scheme.0))
            .order_by_asc(participant::Column::Id)
            .all(ctx.db())
            .await?;
        let (mentors, mentees): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|p| p.role == ParticipantRole::Mentor.as_str());
        Ok(Self {
            lead: account(ctx, Role::SchemeLead).await?,
            supervisor: account(ctx, Role::Supervisor).await?,
            mentors: mentors
                .into_iter()
                .filter(|m| m.clearance == ClearanceStatus::Cleared.as_str())
                .collect(),
            mentees,
        })
    }

    /// What the scheme's lead may do, with nothing else in reach of the demo.
    fn lead(&self, action: Action) -> Result<Scope> {
        let actor = Actor {
            person_id: PersonId(self.lead),
            session_id: None,
            grants: vec![Grant {
                id: GrantId(Uuid::nil()),
                role: Role::InstitutionAdmin,
                scheme_id: None,
                programme_id: None,
                tutor_group_id: None,
            }],
        };
        policy::scope_for(&actor, action).ok_or_else(Problem::forbidden)
    }
}

async fn account(ctx: &Ctx, role: Role) -> Result<Uuid> {
    let address = ACCOUNTS
        .iter()
        .find(|a| a.0 == role)
        .map(|a| a.3)
        .unwrap_or_default();
    let found = person::Entity::find()
        .filter(person::Column::Email.eq(address))
        .one(ctx.db())
        .await?;
    found.map(|p| p.id).ok_or_else(|| Problem::not_found("person"))
}

fn all_of(requirements: Vec<Requirement>) -> AwardRule {
    AwardRule {
        mode: RuleMode::All,
        blocks: vec![RuleBlock {
            mode: RuleMode::All,
            requirements,
        }],
    }
}

/// Bronze, silver and gold.
async fn offer_awards(ctx: &Ctx, cast: &Cast, scheme: SchemeId) -> Result<Vec<AwardId>> {
    let training = Requirement::Modules { keys: vec![] };
    let bronze = all_of(vec![training.clone(), Requirement::Hours { hours: 5 }]);
    let mut silver = all_of(vec![training.clone(), Requirement::Hours { hours: 10 }]);
    silver.blocks.push(RuleBlock {
        mode: RuleMode::Any,
        requirements: vec![
            Requirement::Meetings { meetings: 6 },
            Requirement::WeeksActive { weeks: 7 },
        ],
    });
    let gold = all_of(vec![
        training,
        Requirement::Hours { hours: 15 },
        Requirement::Meetings { meetings: 8 },
        Requirement::Reflection { words: 40 },
        Requirement::Thanks { mentees: 1 },
        Requirement::SignOff,
    ]);
    let tiers = [
        (
            AwardTier::Bronze,
            bronze,
            "For mentors who finished their training and gave their first hours.",
        ),
        (
            AwardTier::Silver,
            silver,
            "For mentors who kept in touch, week after week.",
        ),
        (
            AwardTier::Gold,
            gold,
            "For mentors who went further, thought about it, and were thanked for it.",
        ),
    ];
    let scope = cast.lead(Action::EditRecognition)?;
    let mut offered = Vec::new();
    for (tier, rule, description) in tiers {
        let content = AwardContent {
            name: format!("Student Mentor Award, {}", tier.label().to_lowercase()),
            tier: Some(tier),
            description: description.to_owned(),
            rule,
            has_certificate: true,
            has_badge: true,
        };
        let made = awards::add(
            ctx,
            &scope,
            NewAward {
                scheme_id: scheme,
                content,
            },
        )
        .await?;
        offered.push(made.id);
    }
    Ok(offered)
}

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

const REFLECTION: &str = "At first I answered every question at once. Then I saw that people often find the answer themselves when I \
     ask back and wait. One mentee told me that she had been afraid to ask in the seminar. We practised together, and the week after \
     she did. I would start earlier with small meetings, because in a large group the quiet ones stay quiet.";

const THANKS: [&str; 3] = [
    "You made the first week so much easier. Thank you!",
    "Thanks for telling me whom to ask. I would not have gone by myself.",
    "I liked that you always answered, even late in the term.",
];

/// One line, ready to be kept.
struct Line<'a> {
    mentor: &'a participant::Model,
    kind: EvidenceKind,
    source: EvidenceSource,
    on: NaiveDate,
    minutes: u32,
    text: &'a str,
    said_by: Option<Uuid>,
}

impl Line<'_> {
    fn row(&self, cast: &Cast, is_settled: bool, now: DateTime<Utc>) -> evidence::ActiveModel {
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
fn effort(n: usize) -> usize {
    // Many are in the middle, a few far ahead or just beginning.
    [9, 4, 14, 7, 11, 2, 18, 8, 5, 12][n % 10]
}

async fn write_evidence(ctx: &Ctx, cast: &Cast, scheme: SchemeId) -> Result<()> {
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
async fn catch_up(ctx: &Ctx, cast: &Cast, scheme: SchemeId) -> Result<()> {
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

/// The HEAR register: one activity, confirmed for this year, with entries that wait and some that are verified.
async fn register(ctx: &Ctx, cast: &Cast, scheme: SchemeId) -> Result<()> {
    let scope = cast.lead(Action::EditRecognition)?;
    let content = HearActivityContent {
        title: "Student mentor".to_owned(),
        category: HearCategory::RecognisedActivity,
        description: "Trained as a mentor and supported a group of new students through their first term."
            .to_owned(),
        provider: "Student Experience".to_owned(),
        key_contact: "Helen Carter, Student Experience".to_owned(),
        verifier: "Sanjay Rao, Senior Lecturer".to_owned(),
        protocol:
            "Mentors log hours and reflect; a supervisor confirms each item before the entry is verified."
                .to_owned(),
        minutes_needed: 600,
        is_paid: false,
        is_credit_bearing: false,
        deadline: Some(ctx.today() + Duration::days(150)),
    };
    let made = hear::add(
        ctx,
        &scope,
        NewHearActivity {
            scheme_id: scheme,
            content,
        },
    )
    .await?;
    hear::confirm(ctx, &scope, made.id).await?;
    let work = ctx.begin_as(None).await?;
    let mut entries = Vec::new();
    for (_, mentor) in cast.mentors.iter().enumerate().filter(|(n, _)| n % 3 == 0) {
        let entry = hear_entry::Model {
            id: Uuid::now_v7(),
            scheme_id: scheme.0,
            activity_id: made.id.0,
            participant_id: mentor.id,
            person_id: mentor.person_id,
            state: HearEntryState::Asked.as_str().to_owned(),
            minutes: 0,
            activity: serde_json::json!({}),
            asked_at: work.now - Duration::days(2),
            verified_at: None,
            verified_by: None,
            withdrawn_at: None,
        };
        entries.push(entry);
    }
    let ids: Vec<HearEntryId> = entries.iter().step_by(4).map(|e| HearEntryId(e.id)).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let rows = entries.into_iter().map(|e| e.into_active_model().reset_all());
    hear_entry::Entity::insert_many(rows)
        .exec_without_returning(work.tx())
        .await?;
    work.commit().await?;
    hear::verify(
        ctx,
        &cast.lead(Action::ConfirmEvidence)?,
        HearVerifications { ids },
    )
    .await?;
    Ok(())
}

/// Learning outcomes for the programme with the most mentors, and one claim that was handed in.
async fn claim_credit(ctx: &Ctx, cast: &Cast, scheme: SchemeId) -> Result<()> {
    let mut by: BTreeMap<Uuid, u32> = BTreeMap::new();
    for programme in cast.mentors.iter().filter_map(|m| m.programme_id) {
        *by.entry(programme).or_default() += 1;
    }
    let Some((&programme, _)) = by.iter().max_by_key(|(_, n)| **n) else {
        return Ok(());
    };
    let outcome = |code: &str, text: &str| WblOutcomeInput {
        id: None,
        content: WblOutcomeContent {
            code: code.to_owned(),
            text: text.to_owned(),
            minutes_needed: 120,
        },
    };
    let input = WblOutcomes {
        scheme_id: scheme,
        programme_id: ProgrammeId(programme),
        outcomes: vec![
            outcome("LO1", "Plan and lead activities that help other people learn."),
            outcome("LO2", "Reflect on how you listen, explain and refer people on."),
        ],
    };
    let set = wbl::set(ctx, &cast.lead(Action::EditRecognition)?, input).await?;
    let ids: Vec<WblOutcomeId> = set.iter().map(|o| o.id).collect();
    let of_programme = cast
        .mentors
        .iter()
        .enumerate()
        .filter(|(_, m)| m.programme_id == Some(programme));
    let busy = of_programme
        .filter(|(n, _)| *n % 3 != 0 && effort(*n) > 6)
        .take(2);
    for (turn, (_, mentor)) in busy.enumerate() {
        claim(ctx, cast, mentor, &ids, turn == 0).await?;
    }
    Ok(())
}

/// A claim of one mentor with work for each outcome.
async fn claim(
    ctx: &Ctx,
    cast: &Cast,
    mentor: &participant::Model,
    outcomes: &[WblOutcomeId],
    is_submitted: bool,
) -> Result<()> {
    let mut work = ctx.begin_as(None).await?;
    let on = work.now.date_naive() - Duration::days(8);
    let claim = wbl_claim::Model {
        id: Uuid::now_v7(),
        scheme_id: mentor.scheme_id,
        participant_id: mentor.id,
        person_id: mentor.person_id,
        state: if is_submitted {
            WblState::Submitted
        } else {
            WblState::Open
        }
        .as_str()
        .to_owned(),
        submitted_at: is_submitted.then_some(work.now - Duration::days(1)),
        signed_off_by: None,
        signed_off_at: None,
        created_at: work.now - Duration::days(5),
        version: 1,
    };
    for outcome in outcomes {
        let parts = [
            (
                EvidenceKind::Hours,
                150,
                "Prepared and led a session on using the library's databases.",
            ),
            (EvidenceKind::Reflection, 0, REFLECTION),
        ];
        for (kind, minutes, text) in parts {
            let line = Line {
                mentor,
                kind,
                source: EvidenceSource::Mentor,
                on,
                minutes,
                text,
                said_by: None,
            };
            let mut row = line.row(cast, true, work.now);
            row.counts_for = Set(HoursUse::Credit.as_str().to_owned());
            row.outcome_id = Set(Some(outcome.0));
            row.claim_id = Set(is_submitted.then_some(claim.id));
            row.insert(work.tx()).await?;
        }
    }
    claim.into_active_model().reset_all().insert(work.tx()).await?;
    standing::work_out(&mut work, SchemeId(mentor.scheme_id), Some(mentor.id.into())).await?;
    work.commit().await
}

/// One mentor thinks that they have earned gold.
async fn appeal(ctx: &Ctx, cast: &Cast, scheme: SchemeId, award: Option<AwardId>) -> Result<()> {
    let (Some(mentor), Some(award)) = (cast.mentors.get(7), award) else {
        return Ok(());
    };
    let work = ctx.begin_as(None).await?;
    appeal::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        participant_id: Set(mentor.id),
        person_id: Set(mentor.person_id),
        subject: Set(AppealSubject::Award.as_str().to_owned()),
        subject_id: Set(award.0),
        about: Set("Student Mentor Award, gold".to_owned()),
        text: Set(
            "I held two more meetings in October that are not in my list. The room bookings show them."
                .to_owned(),
        ),
        state: Set(AppealState::Open.as_str().to_owned()),
        answer: Set(None),
        answered_by: Set(None),
        answered_at: Set(None),
        created_at: Set(work.now - Duration::days(1)),
    }
    .insert(work.tx())
    .await?;
    work.commit().await
}

//! What the API takes and gives about recognition.

use super::evidence::{EvidenceDecision, EvidenceKind, EvidenceSource, EvidenceState, HoursUse};
use super::hear::{HearBlock, HearCategory, HearEntryState, HearSettings};
use super::rule::{Assessment, AwardRule, AwardTier, RuleStep};
use super::wbl::WblState;
use crate::cohorts::vocabulary::words;
use crate::identity::wire::wire;
use crate::ids::{
    AppealId, AwardGrantId, AwardId, CertificateBatchId, EvidenceId, HearActivityId, HearEntryId, JobId,
    ParticipantId, PersonId, ProgrammeId, SchemeId, WblClaimId, WblOutcomeId,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

words! {
    /// Where an award that was given stands.
    GrantState {
        Valid = "valid", "Valid";
        Revoked = "revoked", "Taken back";
    }
    /// What a verification code stands for.
    VerificationState {
        Valid = "valid", "Valid";
        Revoked = "revoked", "Taken back";
        Unknown = "unknown", "Not known";
    }
    /// What a student appeals against.
    AppealSubject {
        /// An award that they think they have earned.
        Award = "award", "An award not given";
        Grant = "grant", "An award taken back";
        Evidence = "evidence", "Evidence not confirmed";
        HearEntry = "hear_entry", "A HEAR entry";
    }
    /// How an appeal ended.
    AppealState {
        Open = "open", "Waits for an answer";
        Upheld = "upheld", "Agreed";
        Declined = "declined", "Not agreed";
        Withdrawn = "withdrawn", "Taken back";
    }
    /// Which mentors to show on the recognition dashboard.
    RecognitionFilter {
        Has = "has", "Has the award";
        Ready = "ready", "Has earned it, not given yet";
        OneShort = "one_short", "One step short";
        NotYet = "not_yet", "More steps to go";
        Revoked = "revoked", "Taken back";
    }
    /// How far a long piece of work is.
    BatchState {
        Running = "running", "Working";
        Done = "done", "Done";
        Failed = "failed", "Stopped";
    }
}

wire! {
    /// Something that a mentor did, with its source.
    EvidenceView {
        /// Absent for what comes from the training record.
        id: Option<EvidenceId>,
        participant_id: ParticipantId,
        /// The mentor's name.
        name: String = "Ben Okafor",
        programme_code: Option<String> = "BSC-BIO",
        kind: EvidenceKind,
        source: EvidenceSource,
        /// The source in words, with the person or system behind it.
        source_said: String = "Confirmed by Ruth Adeyemi",
        state: EvidenceState,
        happened_on: NaiveDate,
        minutes: u32 = 60,
        words: u32 = 0,
        text: String = "Met my group at the library and showed them how to book rooms.",
        counts_for: HoursUse,
        /// The learning outcome that it is mapped to, for credit.
        outcome_id: Option<WblOutcomeId>,
        /// Part of something verified or signed off: it can't be changed.
        is_locked: bool = false,
        /// Why it was not confirmed, or what staff said.
        reason: Option<String> = null,
        decided_by: Option<String> = "Ruth Adeyemi",
        decided_at: Option<DateTime<Utc>>,
        /// For staff, of what waits: why it deserves a second look.
        doubt: Option<String> = null,
        created_at: DateTime<Utc>,
        version: i32 = 1,
    }
    /// Work that a mentor writes down.
    NewEvidence {
        scheme_id: SchemeId,
        kind: EvidenceKind,
        happened_on: NaiveDate,
        #[serde(default)]
        minutes: u32 = 60,
        text: String = "Met my group at the library and showed them how to book rooms.",
    }
    EvidencePatch {
        happened_on: NaiveDate,
        minutes: u32 = 90,
        text: String = "Met my group at the library.",
    }
    /// What staff say to evidence that waits.
    EvidenceDecisions {
        ids: Vec<EvidenceId>,
        /// The versions that were looked at, in the order of `ids`: what has changed since stays as it was. May be left out.
        #[serde(default)]
        versions: Vec<i32>,
        decision: EvidenceDecision,
        /// Needed for a refusal; the mentor reads it.
        #[serde(default)]
        reason: String = "The date is in the holidays. Was it a week later?",
        /// Those of `ids` of which staff say that they are other work than what else is confirmed of that day. May be left out.
        #[serde(default)]
        other_work: Vec<EvidenceId>,
    }
    EvidenceDecided { changed: u32 = 3, /** What stayed as it was, and why. */ kept: Vec<KeptEvidence>, }
    KeptEvidence {
        id: EvidenceId,
        why: String = "This is your own work. Somebody else has to look at it.",
        /// It is confirmed once `other_work` names it.
        may_be_twice: bool = false,
    }
    /// Signs off a mentor's work as a whole.
    NewSignOff { participant_id: ParticipantId, note: String = "Kept in touch with everybody, all term.", }
    /// Work that another system knows of: attendance, logs.
    ExternalEvidence { source: String = "teams-attendance", items: Vec<ExternalEvidenceItem>, }
    ExternalEvidenceItem {
        /// Names this item in the other system: sending it again changes nothing.
        reference: String = "meeting-4711/s1234567",
        scheme_id: SchemeId,
        #[serde(default)]
        student_number: Option<String> = "s1234567",
        #[serde(default)]
        email: Option<String> = null,
        kind: EvidenceKind,
        happened_on: NaiveDate,
        minutes: u32 = 45,
        #[serde(default)]
        text: String = "Online meeting with 5 mentees",
    }
    ExternalEvidenceResult { reference: String = "meeting-4711/s1234567", result: crate::training::CompletionResult, detail: Option<String> = null, }
    /// A mentee's thanks to their mentor.
    NewThanks { participant_id: ParticipantId, text: String = "You made the first week so much easier.", }
    /// A mentor whom somebody may thank, with what they said before.
    ThanksView {
        participant_id: ParticipantId,
        name: String = "Ben Okafor",
        /// The caller's own thanks, when there are any.
        id: Option<EvidenceId>,
        text: Option<String> = null,
        said_at: Option<DateTime<Utc>>,
    }
    /// Move hours between the HEAR and credit, or see first what that would mean.
    #[cfg_attr(feature = "openapi", schema(example = json!({"scheme_id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", "ids": ["0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f"], "counts_for": "credit", "outcome_id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", "dry_run": true})))]
    HoursChoice {
        scheme_id: SchemeId,
        ids: Vec<EvidenceId>,
        counts_for: HoursUse,
        /// The learning outcome, for credit.
        #[serde(default)]
        outcome_id: Option<WblOutcomeId>,
        /// Only show what it would mean.
        #[serde(default)]
        dry_run: bool = true,
    }
    HoursChoiceView {
        hear_minutes_before: u32 = 1200,
        hear_minutes_after: u32 = 840,
        credit_minutes_before: u32 = 0,
        credit_minutes_after: u32 = 360,
        /// What it means, in words.
        sentences: Vec<String> = ["These 6 hours will count for credit and no longer for the HEAR."],
        kept: bool = false,
    }

    /// A mentor's own page of one scheme.
    MyRecognition {
        scheme_id: SchemeId,
        scheme_name: String = "September 2026 intake",
        participant_id: ParticipantId,
        sums: EvidenceSums,
        awards: Vec<MyAward>,
        hear: Vec<MyHearEntry>,
        hear_label: String = "HEAR",
        wbl: Option<MyWbl>,
        appeals: Vec<AppealView>,
        thanks: Vec<ReceivedThanks>,
        skills_statement: String = "I learned to listen before I answer.",
        skills_version: i32 = 1,
    }
    /// Confirmed work in numbers.
    EvidenceSums {
        minutes: u32 = 840,
        hear_minutes: u32 = 840,
        credit_minutes: u32 = 0,
        meetings: u32 = 5,
        weeks_active: u32 = 6,
        reflection_words: u32 = 320,
        thanked_by: u32 = 2,
        is_signed_off: bool = false,
        modules: u32 = 10,
        /// Items that staff have not looked at yet.
        waiting: u32 = 1,
    }
    ReceivedThanks { id: EvidenceId, text: String = "You made the first week so much easier.", said_on: NaiveDate, }
    MyAward {
        award_id: AwardId,
        name: String = "Student Mentor Award",
        tier: Option<AwardTier>,
        description: String = "For mentors who stayed in touch all term.",
        progress: Assessment,
        grant: Option<GrantView>,
    }
    SkillsStatement { scheme_id: SchemeId, text: String = "I learned to listen before I answer.", }

    /// An award that a scheme offers.
    AwardView {
        id: AwardId,
        scheme_id: SchemeId,
        #[serde(flatten)]
        content: AwardContent,
        position: i32 = 1,
        is_archived: bool = false,
        /// Given and valid.
        grants: u64 = 12,
        /// Earned, not given yet.
        ready: u64 = 4,
        one_short: u64 = 9,
        version: i32 = 2,
    }
    /// What staff write about an award.
    AwardContent {
        name: String = "Student Mentor Award",
        #[serde(default)]
        tier: Option<AwardTier>,
        description: String = "For mentors who stayed in touch all term.",
        rule: AwardRule,
        /// With a certificate to download.
        #[serde(default = "yes")]
        has_certificate: bool = true,
        /// With an Open Badge.
        #[serde(default = "yes")]
        has_badge: bool = true,
    }
    NewAward { scheme_id: SchemeId, #[serde(flatten)] content: AwardContent, }
    /// A rule to try on a scheme's mentors without changing anything.
    DryRun { scheme_id: SchemeId, rule: AwardRule, }
    DryRunView {
        mentors: u32 = 120,
        would_get: u32 = 31,
        one_short: u32 = 12,
        /// At most 50 of those who would get it.
        getting: Vec<DryRunPerson>,
        /// At most 50 of those who are one step short, with the step.
        nearly: Vec<DryRunPerson>,
        /// For each requirement, how many meet it.
        steps: Vec<DryRunStep>,
    }
    DryRunPerson { participant_id: ParticipantId, name: String = "Ben Okafor", programme_code: Option<String> = "BSC-BIO", missing: Vec<String> = ["20 hours: 18 so far"], }
    DryRunStep { label: String = "20 hours", met_by: u32 = 44, }

    /// Give an award to mentors who have earned it.
    NewGrants {
        /// Whom; empty for everybody who has earned it.
        #[serde(default)]
        participants: Vec<ParticipantId>,
        /// Give it also to somebody who has not met the rule. Needs a reason, and is written down.
        #[serde(default)]
        despite_rule: bool = false,
        #[serde(default)]
        reason: Option<String> = null,
    }
    /// A bulk award, as far as it is.
    GrantRunView { job_id: JobId, award_id: AwardId, state: BatchState, total: u32 = 120, done: u32 = 60, given: u32 = 58, kept: u32 = 2, started_at: DateTime<Utc>, }
    /// An award that somebody was given.
    #[cfg_attr(feature = "openapi", schema(as = AwardGrantView))]
    GrantView {
        id: AwardGrantId,
        award_id: AwardId,
        participant_id: ParticipantId,
        name: String = "Ben Okafor",
        /// The name that the certificate is made out to: that of the day on which it was given, until staff change it.
        name_given: String = "Ben Okafor",
        programme_code: Option<String> = "BSC-BIO",
        award_name: String = "Student Mentor Award",
        tier: Option<AwardTier>,
        state: GrantState,
        serial: String = "CAIRN-2026-000042",
        /// What the public page is opened with.
        code: String = "7K3M-Q9XA-4TVN-C2HP-8WRD",
        verify_url: String = "https://mentoring.example.ac.uk/verify/7K3M-Q9XA-4TVN-C2HP-8WRD",
        granted_on: NaiveDate,
        granted_by: Option<String> = "Helen Carter",
        /// What was met when it was given, as the rule stood then.
        met: Vec<RuleStep>,
        despite_rule: Option<String> = null,
        revoked_at: Option<DateTime<Utc>> = null,
        revoked_reason: Option<String> = null,
        has_certificate: bool = true,
        has_badge: bool = true,
        /// Opens LinkedIn's form with the award filled in.
        linkedin_url: String = "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Student%20Mentor%20Award",
    }
    Revocation { reason: String = "Given by mistake to the wrong person.", }
    /// What anybody sees who has a certificate in hand: no more than it says.
    Verification {
        state: VerificationState,
        name: Option<String> = "Ben Okafor",
        award: Option<String> = "Student Mentor Award",
        tier: Option<AwardTier>,
        scheme: Option<String> = "September 2026 intake",
        academic_year: Option<String> = "2026-27",
        institution: Option<String> = "Demo University",
        serial: Option<String> = "CAIRN-2026-000042",
        granted_on: Option<NaiveDate>,
        revoked_on: Option<NaiveDate> = null,
    }

    /// A student's appeal.
    AppealView {
        id: AppealId,
        scheme_id: SchemeId,
        participant_id: ParticipantId,
        name: String = "Ben Okafor",
        subject: AppealSubject,
        subject_id: uuid::Uuid = "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f",
        /// What it is about, in words.
        about: String = "Student Mentor Award",
        text: String = "I held two more meetings that are not in the list.",
        state: AppealState,
        answer: Option<String> = null,
        answered_by: Option<String> = null,
        created_at: DateTime<Utc>,
        answered_at: Option<DateTime<Utc>> = null,
    }
    NewAppeal { scheme_id: SchemeId, subject: AppealSubject, subject_id: uuid::Uuid = "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", text: String = "I held two more meetings that are not in the list.", }
    AppealAnswer { agree: bool = true, answer: String = "You are right: we have added both meetings.", }

    /// Artwork of the institution.
    Artwork {
        /// `image/png`, `image/jpeg` or `image/svg+xml`.
        media_type: String = "image/png",
        /// Base64.
        data: String = "iVBORw0KGgo=",
        /// What it shows, for those who can't see it.
        description: String = "Crest of the university",
    }
    /// How the institution's certificates look.
    CertificateTemplate {
        institution: String = "Demo University",
        title: String = "Certificate of Student Mentoring",
        /// Paragraphs. May hold `{name}`, `{award}`, `{tier}`, `{scheme}`, `{academic_year}`, `{hours}` and `{date}`.
        wording: String = "has supported new students in {scheme} and earned {award}.",
        signatory_name: String = "Professor Jane Doe",
        signatory_role: String = "Pro-Vice-Chancellor, Student Experience",
        /// `#rrggbb`, at least 4.5:1 against white.
        colour: String = "#1f5c4d",
        accent: String = "#8a5a00",
        #[serde(default)]
        crest: Option<Artwork>,
        #[serde(default)]
        signature: Option<Artwork>,
    }
    CertificateTemplateView { #[serde(flatten)] template: CertificateTemplate, version: i32 = 1, }
    /// Many certificates in one ZIP.
    NewCertificateBatch { scheme_id: SchemeId, /** Absent: all awards. */ #[serde(default)] award_id: Option<AwardId>, }
    CertificateBatchView { id: CertificateBatchId, scheme_id: SchemeId, award_id: Option<AwardId>, state: BatchState, total: u32 = 1000, done: u32 = 420, /** Those that could not be printed, with the reason. */ failed: Vec<FailedCertificate>, bytes: u64 = 0, created_at: DateTime<Utc>, finished_at: Option<DateTime<Utc>> = null, }
    FailedCertificate { serial: String = "CAIRN-2026-000042", why: String = "The name holds a character that no font here can print.", }

    HearSettingsView { #[serde(flatten)] settings: HearSettings, version: i32 = 1, }
    /// What staff write about an activity in the register.
    HearActivityContent {
        title: String = "Student mentor",
        category: HearCategory,
        description: String = "Supported a group of new students through their first term.",
        provider: String = "Student Experience",
        key_contact: String = "Helen Carter, Student Experience",
        /// Who verifies, by name and post; a permanent employee.
        verifier: String = "Ruth Adeyemi, Senior Lecturer",
        /// How it is checked that the work was done.
        protocol: String = "Mentors log hours and reflect; a supervisor confirms each entry.",
        /// Confirmed minutes that an entry needs.
        #[serde(default)]
        minutes_needed: u32 = 1200,
        #[serde(default)]
        is_paid: bool = false,
        #[serde(default)]
        is_credit_bearing: bool = false,
        /// Before the Board of Examiners' date.
        #[serde(default)]
        deadline: Option<NaiveDate>,
    }
    NewHearActivity { scheme_id: SchemeId, #[serde(flatten)] content: HearActivityContent, }
    HearActivityView {
        id: HearActivityId,
        scheme_id: SchemeId,
        academic_year: String = "2026-27",
        #[serde(flatten)]
        content: HearActivityContent,
        /// The academic year that the protocol was confirmed for last.
        confirmed_for: Option<String> = "2026-27",
        confirmed_by: Option<String> = "Helen Carter",
        confirmed_at: Option<DateTime<Utc>>,
        /// What stands in the way of every entry.
        blocks: Vec<HearBlock>,
        asked: u64 = 12,
        ready: u64 = 9,
        verified: u64 = 3,
        version: i32 = 1,
    }
    /// A student's entry in the register.
    HearEntryView {
        id: HearEntryId,
        activity_id: HearActivityId,
        participant_id: ParticipantId,
        name: String = "Ben Okafor",
        student_number: Option<String> = "s1234567",
        programme_code: Option<String> = "BSC-BIO",
        title: String = "Student mentor",
        state: HearEntryState,
        minutes: u32 = 1260,
        blocks: Vec<HearBlock>,
        asked_at: DateTime<Utc>,
        verified_at: Option<DateTime<Utc>> = null,
        verified_by: Option<String> = null,
    }
    /// An entry with everything it rests on.
    HearEntryDetail { #[serde(flatten)] entry: HearEntryView, chain: Vec<EvidenceView>, }
    /// What a mentor sees of one activity of the register.
    MyHearEntry {
        activity_id: HearActivityId,
        title: String = "Student mentor",
        category: HearCategory,
        description: String = "Supported a group of new students through their first term.",
        deadline: Option<NaiveDate>,
        minutes: u32 = 840,
        minutes_needed: u32 = 1200,
        blocks: Vec<HearBlock>,
        entry_id: Option<HearEntryId>,
        state: Option<HearEntryState>,
    }
    NewHearEntry { activity_id: HearActivityId, }
    HearVerifications { ids: Vec<HearEntryId>, }
    HearVerified { verified: u32 = 9, kept: Vec<KeptHearEntry>, }
    KeptHearEntry { id: HearEntryId, name: String = "Ben Okafor", blocks: Vec<HearBlock>, }
    /// A line of the export, with the fields that a HEAR system asks for.
    HearExportLine {
        student_number: String = "s1234567",
        family_name: String = "Okafor",
        given_name: String = "Ben",
        academic_year: String = "2026-27",
        section: String = "6.1",
        category: HearCategory,
        activity: String = "Student mentor",
        provider: String = "Student Experience",
        description: String = "Supported a group of new students through their first term.",
        key_contact: String = "Helen Carter, Student Experience",
        /// Who answers for the activity.
        verifier: String = "Ruth Adeyemi, Senior Lecturer",
        /// Who verified this entry.
        verified_by: String = "Sam Hughes",
        verified_on: NaiveDate,
        verification_method: String = "Log of hours and reflective log, checked by staff",
        hours: f64 = 21.0,
    }

    /// A learning outcome that a programme sets for work-based learning.
    WblOutcomeView { id: WblOutcomeId, scheme_id: SchemeId, programme_id: ProgrammeId, #[serde(flatten)] content: WblOutcomeContent, position: i32 = 1, }
    WblOutcomeContent { code: String = "LO1", text: String = "Reflect on how you support other people's learning.", #[serde(default)] minutes_needed: u32 = 600, }
    /// All outcomes of a programme, in order. Those with an id are changed, those without are new, those left out go.
    WblOutcomes { scheme_id: SchemeId, programme_id: ProgrammeId, outcomes: Vec<WblOutcomeInput>, }
    WblOutcomeInput { #[serde(default)] id: Option<WblOutcomeId>, #[serde(flatten)] content: WblOutcomeContent, }
    /// A student's own claim.
    MyWbl {
        claim_id: Option<WblClaimId>,
        state: WblState,
        outcomes: Vec<WblOutcomeState>,
        comments: Vec<WblComment>,
        /// Whether it may be handed in now.
        is_complete: bool = false,
    }
    WblOutcomeState { id: WblOutcomeId, code: String = "LO1", text: String = "Reflect on how you support other people's learning.", minutes: u32 = 360, minutes_needed: u32 = 600, reflections: u32 = 1, is_met: bool = false, /** No longer asked for, but something is mapped to it. */ #[serde(default)] is_archived: bool = false, }
    WblComment { by: String = "Ruth Adeyemi", text: String = "Say more about what you would do differently.", said_at: DateTime<Utc>, }
    WblClaimSummary { id: WblClaimId, participant_id: ParticipantId, name: String = "Ben Okafor", programme_code: Option<String> = "BSC-BIO", state: WblState, minutes: u32 = 600, submitted_at: Option<DateTime<Utc>>, }
    /// A claim with everything in it: also what the portfolio holds.
    WblClaimView {
        #[serde(flatten)]
        claim: WblClaimSummary,
        scheme_name: String = "September 2026 intake",
        academic_year: String = "2026-27",
        outcomes: Vec<WblOutcomeState>,
        evidence: Vec<EvidenceView>,
        comments: Vec<WblComment>,
        signed_off_by: Option<String> = null,
        signed_off_at: Option<DateTime<Utc>> = null,
        may_decide: bool = true,
    }
    NewWblClaim { scheme_id: SchemeId, }
    NewWblComment { text: String = "Say more about what you would do differently.", }
    WblStep { event: super::wbl::WblEvent, #[serde(default)] comment: String = "Well argued.", }

    /// Recognition in a scheme, as far as the caller sees it.
    RecognitionDashboard {
        mentors: u32 = 120,
        awards: Vec<AwardCount>,
        by_programme: Vec<ProgrammeRecognition>,
        waiting: WaitingCounts,
        hours: HoursCount,
    }
    AwardCount { award_id: AwardId, name: String = "Student Mentor Award", tier: Option<AwardTier>, has: u32 = 12, ready: u32 = 4, one_short: u32 = 9, not_yet: u32 = 95, revoked: u32 = 0, }
    ProgrammeRecognition { programme_id: Option<ProgrammeId>, code: String = "BSC-BIO", mentors: u32 = 30, with_award: u32 = 4, bronze: u32 = 2, silver: u32 = 1, gold: u32 = 1, minutes: u64 = 18000, }
    /// What waits for the caller.
    WaitingCounts { evidence: u32 = 14, ready: u32 = 4, appeals: u32 = 1, hear_asked: u32 = 9, wbl_submitted: u32 = 2, }
    HoursCount { confirmed_minutes: u64 = 90000, waiting_minutes: u64 = 840, hear_minutes: u64 = 80000, credit_minutes: u64 = 10000, }
    /// A mentor's line in the dashboard's list, for one award.
    MentorRecognition {
        participant_id: ParticipantId,
        person_id: PersonId,
        name: String = "Ben Okafor",
        programme_code: Option<String> = "BSC-BIO",
        status: RecognitionFilter,
        missing: u32 = 1,
        /// What is still missing, in words.
        steps: Vec<String> = ["20 hours: 18 so far"],
        minutes: u32 = 1080,
        meetings: u32 = 5,
        grant_id: Option<AwardGrantId>,
    }
}

fn yes() -> bool {
    true
}

//! What the API takes and gives about training.

use super::clearance::Decision;
use super::content::{ChecklistItem, ModuleContent, QuestionKind};
use super::progress::{CompletionSource, ModuleState, Progress};
use super::quiz::{Answer, AskedQuestion};
use crate::cohorts::vocabulary::words;
use crate::cohorts::{ClearanceStatus, ParticipantRole};
use crate::identity::wire::wire;
use crate::ids::{
    ParticipantId, PersonId, ProgrammeId, QuizAttemptId, SchemeId, TrainingCompletionId, TrainingModuleId,
    TrainingPostId,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// What a post under a module is.
    PostKind {
        Post = "post", "Post";
        /// An idea for an activity, shared with the scheme.
        Idea = "idea", "Idea";
    }
    /// What happened to one reported completion.
    CompletionResult {
        Created = "created", "Recorded";
        Changed = "changed", "Changed";
        Same = "same", "Known already";
        Refused = "refused", "Not recorded";
    }
    /// Which mentors to show on the training dashboard.
    TrainingFilter {
        NotStarted = "not_started", "Not started";
        InProgress = "in_progress", "In progress";
        /// Begun, and nothing done for longer than the scheme's setting.
        Stuck = "stuck", "Stuck";
        Cleared = "cleared", "Cleared";
        EndsSoon = "ends_soon", "Ends soon";
        Lapsed = "lapsed", "Lapsed";
    }
}

wire! {
    /// What a scheme asks of its mentors, and how.
    TrainingSettings {
        /// Per cent of the questions that must be right.
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100))]
        pass_percent: u32 = 80,
        /// Quiz attempts a mentor may start in a day; 0 for any number.
        #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 50))]
        attempts_per_day: u32 = 5,
        /// Mentors must sign the code of conduct.
        code_of_conduct_needed: bool = true,
        /// Markdown. A change of the text asks everybody to sign again when `code_of_conduct_version` goes up.
        code_of_conduct: String = "I treat everybody with respect.",
        #[cfg_attr(feature = "openapi", schema(minimum = 1))]
        code_of_conduct_version: u32 = 1,
        /// Staff must have seen a reference for each mentor.
        reference_needed: bool = false,
        /// Days that mentors who are cleared have when something new is asked of them: a module, a check, another version of the
        /// code. Until then nothing changes for them.
        #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 90))]
        #[serde(default = "grace_days")]
        grace_days: u32 = 14,
        /// Days without a step after which somebody counts as stuck.
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 90))]
        stuck_days: u32 = 7,
    }
    TrainingSettingsView {
        #[serde(flatten)]
        settings: TrainingSettings,
        version: i32 = 1,
    }
    /// An emergency route, as it stands in lessons and on the pages about worries.
    EmergencyRoute { name: String = "Emergency services", reach: String = "Call 999", when: String = "Somebody is in danger now, or badly hurt.", }
    /// What the institution says in all of its lessons.
    TrainingInstitution {
        emergency_routes: Vec<EmergencyRoute>,
        /// What the named member of staff is called.
        supervisor_word: String = "supervisor",
        /// Hosts that lessons may link to; `*.ac.uk` takes everything below it.
        link_hosts: Vec<String> = ["*.ac.uk", "www.nhs.uk"],
        /// Hosts whose videos and pages may be shown inside a lesson.
        embed_hosts: Vec<String> = ["www.youtube-nocookie.com"],
    }
    TrainingInstitutionView {
        #[serde(flatten)]
        settings: TrainingInstitution,
        version: i32 = 1,
    }

    /// A module, as those who look after training see it in a list.
    ModuleSummary {
        id: TrainingModuleId,
        key: String = "welfare",
        title: String = "Noticing when somebody struggles",
        summary: String = "Notice the signs of stress, ask kindly, and know when to pass it on.",
        topic: String = "Student welfare",
        minutes: u32 = 15,
        /// Absent: a central module, for every scheme.
        scheme_id: Option<SchemeId>,
        /// Absent: for every programme.
        programme_id: Option<ProgrammeId>,
        programme_code: Option<String> = "BSC-BIO",
        position: i32 = 6,
        is_compulsory: bool = true,
        /// On the path of the scheme that was asked for.
        is_included: bool = true,
        /// Modules that come first, by key.
        prerequisites: Vec<String> = ["role"],
        /// Months that a completion counts; absent: for ever.
        valid_months: Option<u32> = 12,
        /// The version that new learners get; absent: never published.
        published: Option<u32> = 3,
        has_draft: bool = false,
        is_archived: bool = false,
        questions: u32 = 14,
        /// Whether the caller may change it.
        may_edit: bool = true,
        version: i32 = 4,
    }
    /// A module with what can be edited.
    ModuleView {
        #[serde(flatten)]
        summary: ModuleSummary,
        /// The draft, or else what is published.
        content: ModuleContent,
        /// What would stand in the way of publishing now, by JSON pointer into `content`.
        gaps: Vec<ContentGap>,
        versions: Vec<ModuleVersionSummary>,
    }
    ContentGap { pointer: String = "/lessons", detail: String = "Write at least one lesson.", }
    ModuleVersionSummary { number: u32 = 3, published_at: DateTime<Utc>, published_by: Option<String> = "Ruth Adeyemi", note: String = "New questions.", learners: u64 = 41, }
    /// A new module: empty, copied from a file, or from another module.
    NewModule {
        key: String = "lab-safety",
        /// Absent: a central module, which institution admins make.
        #[serde(default)]
        scheme_id: Option<SchemeId>,
        #[serde(default)]
        programme_id: Option<ProgrammeId>,
        content: ModuleContent,
        #[serde(default = "yes")]
        is_compulsory: bool = false,
        #[serde(default)]
        prerequisites: Vec<String> = ["role"],
        #[serde(default)]
        valid_months: Option<u32> = 12,
    }
    /// How a module stands in the path. Scheme leads set it for their scheme, institution admins for all.
    ModulePlace {
        position: i32 = 6,
        is_compulsory: bool = true,
        #[serde(default)]
        prerequisites: Vec<String> = ["role"],
        #[serde(default)]
        valid_months: Option<u32> = 12,
    }
    PublishModule {
        /// What changed, for those who look at the versions later.
        #[serde(default)]
        note: String = "New questions.",
    }
    /// The path of a scheme: which modules, in which order, and which are compulsory there.
    PathItem { module_id: TrainingModuleId, is_compulsory: bool = true, is_included: bool = true, }
    TrainingPath { items: Vec<PathItem>, }
    /// A module in a file: what `GET /training-modules/{id}/file` gives and `POST /training-modules` takes.
    ModuleFile {
        /// `cairn-training-module`.
        format: String = "cairn-training-module",
        format_version: u32 = 1,
        key: String = "welfare",
        content: ModuleContent,
    }
    /// Markdown to look at before it is kept.
    MarkdownInput { markdown: String = "## Signs\n\nSomebody goes quiet.", }
    MarkdownView { html: String = "<h2>Signs</h2>\n<p>Somebody goes quiet.</p>\n", faults: Vec<String> = [], }

    /// A mentor's own path.
    MyTraining {
        scheme_id: SchemeId,
        scheme_name: String = "September 2026 intake",
        clearance: MyClearance,
        modules: Vec<MyModule>,
        /// The module to go on with.
        next: Option<TrainingModuleId>,
        code_of_conduct: Option<MyCodeOfConduct>,
        minutes_left: u32 = 45,
    }
    MyClearance {
        status: ClearanceStatus,
        is_cleared: bool = false,
        from: Option<NaiveDate> = null,
        until: Option<NaiveDate> = null,
        /// What is still to do, in words.
        missing: Vec<String> = ["Sign the code of conduct"],
    }
    /// A signature under a code of conduct.
    ConductSignature {
        version: u32 = 1,
        signed_on: NaiveDate = "2026-08-01",
        /// What was signed; absent for signatures from before the words were kept.
        html: Option<String> = "<p>I treat everybody with respect.</p>",
    }
    MyCodeOfConduct { html: String = "<p>I treat everybody with respect.</p>", version: u32 = 1, signed_at: Option<DateTime<Utc>> = null,
        /// The first day on which a signature is asked for, while that is still to come.
        asked_from: Option<NaiveDate> = null,
    }
    MyModule {
        id: TrainingModuleId,
        key: String = "welfare",
        title: String = "Noticing when somebody struggles",
        /// What it is about. Empty in the list of a path, which says only what there is to do.
        summary: String = "Notice the signs of stress, ask kindly, and know when to pass it on.",
        minutes: u32 = 15,
        is_compulsory: bool = true,
        /// The first day on which a compulsory module is asked for, while that is still to come.
        asked_from: Option<NaiveDate> = null,
        state: ModuleState,
        /// Titles of what comes first.
        waits_for: Vec<String> = [],
        done: u32 = 2,
        parts: u32 = 6,
        completed_on: Option<NaiveDate> = null,
        expires_on: Option<NaiveDate> = null,
        /// How it was completed, when it was.
        source: Option<CompletionSource> = null,
    }
    /// A module to learn from: the version that this mentor started.
    LearnModule {
        #[serde(flatten)]
        module: MyModule,
        scheme_id: SchemeId,
        /// The version being learned; the newest for a first visit.
        content_version: u32 = 3,
        lessons: Vec<LessonView>,
        scenario: Option<super::content::Scenario>,
        checklist: Vec<ChecklistItem>,
        quiz: Option<QuizState>,
        progress: Progress,
    }
    LessonView { key: String = "signs", title: String = "What you might notice", html: String = "<h2>A change</h2>", }
    /// Where the quiz of a module stands for this mentor.
    QuizState {
        questions: u32 = 8,
        pass_percent: u32 = 80,
        passed: bool = false,
        /// Attempts that were handed in.
        attempts: u32 = 1,
        best_percent: Option<u32> = 75,
        /// An attempt that is still open.
        open_attempt: Option<QuizAttemptId>,
        /// How many more may be started today; absent: any number.
        left_today: Option<u32> = 4,
    }
    AttemptView {
        id: QuizAttemptId,
        module_id: TrainingModuleId,
        number: u32 = 1,
        content_version: u32 = 3,
        pass_percent: u32 = 80,
        questions: Vec<AskedQuestion>,
        /// By the question's key.
        answers: BTreeMap<String, Answer>,
        started_at: DateTime<Utc>,
        submitted_at: Option<DateTime<Utc>> = null,
        /// Once it is handed in.
        result: Option<AttemptResult>,
    }
    AttemptResult {
        right: u32 = 7,
        asked: u32 = 8,
        percent: u32 = 87,
        passed: bool = true,
        /// One for each question, in the order that they were asked.
        marks: Vec<QuestionMark>,
        module_completed: bool = true,
    }
    QuestionMark {
        key: String = "q1",
        is_right: bool = true,
        explanation: String = "Asking openly is kind and does no harm.",
        /// The right answer, once the quiz is passed.
        solution: Option<Answer>,
    }
    /// Answers to keep. Those of other questions stay as they are.
    AnswersInput { answers: BTreeMap<String, Answer>, }
    SignCodeOfConduct { version: u32 = 1, }

    /// A post under a module.
    TrainingPostView {
        id: TrainingPostId,
        module_id: TrainingModuleId,
        parent_id: Option<TrainingPostId>,
        kind: PostKind,
        author: String = "Mina Khan",
        /// What the author is in the scheme.
        author_role: String = "Mentor",
        is_mine: bool = false,
        body: String = "A short message on Sunday evening works well for my group.",
        is_pinned: bool = false,
        is_hidden: bool = false,
        /// Whether the reader has reported it.
        reported_by_me: bool = false,
        /// Open reports, for staff.
        reports: u32 = 0,
        /// Its author took it away; its words are gone, and the replies to it stay.
        is_removed: bool = false,
        created_at: DateTime<Utc>,
        edited_at: Option<DateTime<Utc>> = null,
        may_moderate: bool = false,
    }
    /// A post that somebody reported, as staff see to it.
    ReportedPost {
        post_id: TrainingPostId,
        module_id: TrainingModuleId,
        module_title: String = "Noticing when somebody struggles",
        author: String = "Mina Khan",
        /// The words when it was first reported, whatever became of them.
        reported_words: String = "A short message on Sunday evening works well for my group.",
        /// The words now, where they are others.
        words_now: Option<String> = null,
        is_hidden: bool = false,
        /// Its author took it away.
        is_removed: bool = false,
        reports: Vec<PostReport>,
    }
    PostReport {
        reason: String = "It names a mentee.",
        reported_by: String = "Sam Hughes",
        reported_at: DateTime<Utc>,
        /// The words when this person reported it, where they are others than those of the first report.
        words: Option<String> = null,
    }
    NewTrainingPost {
        scheme_id: SchemeId,
        #[serde(default)]
        parent_id: Option<TrainingPostId>,
        kind: PostKind,
        body: String = "A short message on Sunday evening works well for my group.",
    }
    #[derive(Default)]
    TrainingPostPatch {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<String> = "A short message on Sunday works well.",
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is_pinned: Option<bool> = true,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is_hidden: Option<bool> = null,
    }
    TrainingPostReport {
        /// What is wrong with it. May be empty.
        #[serde(default)]
        reason: String = "It names a mentee.",
    }

    /// Staff accept that somebody knows a module's matter already.
    NewPriorLearning {
        module_id: TrainingModuleId,
        completed_on: NaiveDate = "2026-08-03",
        /// What was seen: a certificate, a record of another scheme.
        evidence: String = "Certificate of the Peer Support course, 12 June 2026",
        reason: String = "Same content, passed this summer.",
    }
    CompletionView {
        id: TrainingCompletionId,
        module_id: TrainingModuleId,
        module_title: String = "Noticing when somebody struggles",
        content_version: Option<u32> = 3,
        completed_on: NaiveDate = "2026-08-03",
        expires_on: Option<NaiveDate> = "2027-08-02",
        source: CompletionSource,
        evidence: Option<String> = null,
        reason: Option<String> = null,
        recorded_by: Option<String> = null,
        withdrawn_at: Option<DateTime<Utc>> = null,
    }
    WithdrawCompletion { reason: String = "Entered for the wrong person.", }
    /// Completions from another system. The same list twice changes nothing.
    ExternalCompletions {
        /// Names the other system, for good.
        source: String = "moodle",
        scheme_id: SchemeId,
        items: Vec<ExternalCompletion>,
    }
    ExternalCompletion {
        /// Names this completion in the other system, for good.
        reference: String = "enrolment-88121",
        /// One of these two says who.
        #[serde(default)]
        student_number: Option<String> = "20254411",
        #[serde(default)]
        email: Option<String> = null,
        module_key: String = "welfare",
        completed_on: NaiveDate = "2026-08-03",
        /// Absent: as long as the module counts.
        #[serde(default)]
        expires_on: Option<NaiveDate> = null,
    }
    ExternalCompletionsReport { created: u32 = 1, changed: u32 = 0, same: u32 = 0, refused: u32 = 0, results: Vec<ExternalCompletionResult>, }
    ExternalCompletionResult { reference: String = "enrolment-88121", result: CompletionResult, detail: Option<String> = null, }
    /// A check that staff tick for a mentor.
    ReferenceInput { seen_on: Option<NaiveDate> = "2026-06-01", }

    /// How training goes in a scheme.
    TrainingDashboard {
        mentors: u64 = 46,
        not_started: u64 = 4,
        in_progress: u64 = 9,
        cleared: u64 = 31,
        /// Cleared, and not for much longer.
        ends_soon: u64 = 2,
        lapsed: u64 = 2,
        stuck: u64 = 3,
        /// Minutes that the compulsory modules take in all.
        minutes: u32 = 150,
        by_module: Vec<ModuleCount>,
        by_programme: Vec<ProgrammeCount>,
        by_cohort: Vec<CohortCount>,
        by_week: Vec<WeekCount>,
    }
    ModuleCount { module_id: TrainingModuleId, key: String = "welfare", title: String = "Noticing when somebody struggles", is_compulsory: bool = true, completed: u64 = 31, started: u64 = 6, lapsed: u64 = 1, of: u64 = 46, }
    ProgrammeCount { programme_id: Option<ProgrammeId>, code: String = "BSC-BIO", cleared: u64 = 12, started: u64 = 3, of: u64 = 18, }
    /// Mentors by the level and campus they study at.
    CohortCount { label: String = "Level 5, City campus", cleared: u64 = 12, of: u64 = 18, }
    /// Modules completed in a week, which begins on a Monday.
    WeekCount { week: NaiveDate = "2026-08-03", completed: u64 = 27, }
    /// One mentor, as the training dashboard lists them.
    MentorTraining {
        participant_id: ParticipantId,
        person_id: PersonId,
        name: String = "Mina Khan",
        /// What they are called.
        first_name: String = "Mina",
        programme_code: Option<String> = "BSC-BIO",
        email: Option<String> = "mina.khan@uni.example",
        status: ClearanceStatus,
        is_cleared: bool = false,
        clearance_from: Option<NaiveDate> = null,
        clearance_until: Option<NaiveDate> = null,
        completed: u32 = 4,
        of: u32 = 10,
        /// What they were last at.
        last_step_at: Option<DateTime<Utc>>,
        /// Days since then, when they are stuck.
        stuck_days: Option<u32> = 12,
        /// The module they are stuck in, or the next one.
        at_module: Option<String> = "Noticing when somebody struggles",
        in_group: bool = false,
    }
    /// One mentor with everything that was recorded.
    MentorTrainingDetail {
        #[serde(flatten)]
        mentor: MentorTraining,
        modules: Vec<MyModule>,
        completions: Vec<CompletionView>,
        code_of_conduct_signed: Option<NaiveDate> = "2026-08-01",
        /// Everything that they signed, the newest first, with the words as they were.
        signatures: Vec<ConductSignature>,
        reference_seen: Option<NaiveDate> = null,
        missing: Vec<String> = ["Sign the code of conduct"],
    }
    /// How people answer a question.
    QuestionAnalysis {
        module_id: TrainingModuleId,
        module_title: String = "Noticing when somebody struggles",
        key: String = "q1",
        kind: QuestionKind,
        text: String = "What would you do first?",
        asked: u64 = 40,
        right: u64 = 22,
        /// Of those who failed the attempt, how many had this wrong.
        wrong_in_failed: u64 = 9,
    }
    /// A reminder to the mentors that a filter finds.
    NewReminder {
        #[serde(default)]
        filter: Option<TrainingFilter>,
        #[serde(default)]
        programme_id: Option<ProgrammeId>,
        subject: String = "Your mentor training",
        /// `{name}` and `{missing}` become each reader's own.
        body: String = "Hello {name},\n\nThere is still something to do before you meet your group: {missing}.",
        /// Only look: nothing is sent.
        #[serde(default)]
        preview: bool = true,
    }
    ReminderView {
        recipients: u64 = 9,
        /// Those without an address, or who were reminded in the last day.
        left_out: u64 = 1,
        sent: bool = false,
        /// The first few letters, as they would be read.
        samples: Vec<ReminderSample>,
    }
    ReminderSample { to: String = "mina.khan@uni.example", subject: String = "Your mentor training", text: String = "Hello Mina,", }
}

const fn yes() -> bool {
    true
}

fn grace_days() -> u32 {
    14
}

impl Default for TrainingSettings {
    fn default() -> Self {
        Self {
            pass_percent: 80,
            attempts_per_day: 5,
            code_of_conduct_needed: false,
            code_of_conduct: CODE_OF_CONDUCT.to_owned(),
            code_of_conduct_version: 1,
            reference_needed: false,
            grace_days: grace_days(),
            stuck_days: 7,
        }
    }
}

/// What mentors sign where a scheme has no words of its own.
const CODE_OF_CONDUCT: &str = "As a mentor in this scheme:\n\n\
- I treat everybody in my group with respect, whoever they are.\n\
- I write to my group when I said I would, and say so when I can't.\n\
- I keep what people tell me to myself, unless somebody may be in danger. Then I ring 999 if it is urgent, and tell staff the same day.\n\
- I never ask for money, favours or private details, and I never share somebody's number or picture without asking.\n\
- I don't do anybody's coursework for them.\n\
- I don't write privately, one to one, with anybody under 18.\n\
- I ask my {{supervisor}} when I am unsure, and I look after myself too.";

impl Default for TrainingInstitution {
    fn default() -> Self {
        let route = |name: &str, reach: &str, when: &str| EmergencyRoute {
            name: name.to_owned(),
            reach: reach.to_owned(),
            when: when.to_owned(),
        };
        Self {
            emergency_routes: vec![
                route(
                    "Emergency services",
                    "Call 999. If you can't speak on a mobile, press 55 when you are asked to",
                    "Somebody is in danger now, or badly hurt.",
                ),
                route(
                    "999 if you are deaf or can't speak",
                    "999 BSL app, or Relay UK: dial 18000, or text 999 (first register: text 'register' to 999)",
                    "Somebody is in danger now, or badly hurt.",
                ),
                route(
                    "Campus security",
                    "Look on your university's website, and keep the number in your phone",
                    "Somebody on campus needs help quickly. They can guide an ambulance in.",
                ),
                route(
                    "NHS 111",
                    "Call 111 in England, Scotland and Wales; in Northern Ireland, the GP or GP out of hours",
                    "Somebody needs medical or mental health advice today, at night or at a weekend.",
                ),
                route(
                    "Samaritans",
                    "Call 116 123, free, day and night",
                    "Somebody needs to talk to a person who listens, at any hour.",
                ),
                route(
                    "Shout",
                    "Text SHOUT to 85258, free, day and night",
                    "Somebody would rather text than talk.",
                ),
            ],
            supervisor_word: "supervisor".to_owned(),
            link_hosts: [
                "*.ac.uk",
                "*.gov.uk",
                "*.nhs.uk",
                "www.samaritans.org",
                "studentspace.org.uk",
            ]
            .map(str::to_owned)
            .to_vec(),
            embed_hosts: ["www.youtube-nocookie.com", "player.vimeo.com"]
                .map(str::to_owned)
                .to_vec(),
        }
    }
}

/// A decision of staff as it is kept: what they set, and the days it holds.
pub fn decision(
    status: ClearanceStatus,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
) -> Option<Decision> {
    match status {
        ClearanceStatus::Cleared => Some(Decision::Cleared(from, until)),
        ClearanceStatus::Lapsed => Some(Decision::Suspended),
        ClearanceStatus::NotStarted | ClearanceStatus::InProgress => None,
    }
}

/// Only mentors are trained here.
pub const fn is_trained(role: ParticipantRole) -> bool {
    matches!(role, ParticipantRole::Mentor)
}

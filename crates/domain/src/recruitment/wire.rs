//! What the API takes and gives about calls and applications.

use super::application::{ApplicationEvent, ApplicationState};
use super::letters::CallLetters;
use super::rubric::{Criterion, Threshold};
use super::scoring::ScoringStand;
use crate::cohorts::Availability;
use crate::cohorts::vocabulary::{FheqLevel, StudyMode, words};
use crate::identity::wire::wire;
use crate::ids::{ApplicationId, CallId, CampusId, ProgrammeId, SchemeId};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// What an answer looks like.
    CallQuestionKind {
        Text = "text", "A few lines";
        Scenario = "scenario", "What would you do?";
        Choice = "choice", "One of these";
        Choices = "choices", "Any of these";
        Languages = "languages", "Languages";
        Interests = "interests", "Interests";
        Availability = "availability", "When there is time";
    }
    /// What a call does on a day.
    CallState {
        Draft = "draft", "Not published";
        Coming = "coming", "Opens soon";
        Open = "open", "Open";
        Closed = "closed", "Closed";
        PutAway = "put_away", "Put away";
    }
}

const fn yes() -> bool {
    true
}

wire! {
    /// Something that applicants are asked.
    CallQuestion {
        /// Stays the same when the words change.
        key: String = "why",
        kind: CallQuestionKind,
        label: String = "Why would you like to be a mentor?",
        /// Help in plain words, under the question.
        #[serde(default)]
        help: String = "There is no right answer. An example helps.",
        /// The situation that a scenario asks about.
        #[serde(default)]
        situation: String = "",
        /// Of a choice.
        #[serde(default)]
        options: Vec<String> = [],
        /// Most words of a text; 0 for no limit.
        #[serde(default)]
        most_words: u32 = 150,
        #[serde(default = "yes")]
        required: bool = true,
    }
    /// A call for mentors, as staff write it.
    #[cfg_attr(feature = "openapi", schema(example = json!({"title": "Become a mentor", "slug": "mentor-2026", "role": "You meet a group of six new students before their first day.", "given_back": "Training, a certificate, and a HEAR entry.", "levels": [5], "programme_ids": [], "opens": "2026-11-02T09:00:00", "closes": "2026-12-11T17:00:00", "answer_by": "2027-01-22", "questions": [{"key": "why", "kind": "text", "label": "Why would you like to be a mentor?", "help": "There is no right answer. An example helps.", "situation": "", "options": [], "most_words": 150, "required": true}], "conduct": "I treat everybody with respect, and keep what I am told to myself.", "asks_for_reference": false, "has_interview": false, "rubric": [{"key": "empathy", "name": "Empathy", "guidance": "Sees how starting university may feel for somebody who is not like them.", "anchors": ["Judges.", "Is kind.", "Listens first.", "Puts the other person's view into words."]}], "threshold": {"criterion": 2, "total": 4}, "scorers_each": 2})))]
    CallContent {
        title: String = "Become a mentor",
        /// The last part of its public address: small letters, digits and hyphens.
        slug: String = "mentor-2026",
        /// What mentors do. An empty line starts a paragraph.
        role: String = "You meet a group of six new students before their first day.",
        /// What mentors get. An empty line starts a paragraph.
        given_back: String = "Training, a certificate, and a HEAR entry.",
        levels: Vec<FheqLevel>,
        /// Empty: every programme of the scheme.
        #[serde(default)]
        programme_ids: Vec<ProgrammeId>,
        /// On the wall clock of the scheme.
        opens: NaiveDateTime = "2026-11-02T09:00:00",
        /// On the wall clock of the scheme; the last second counts.
        closes: NaiveDateTime = "2026-12-11T17:00:00",
        /// When applicants hear by.
        answer_by: NaiveDate = "2027-01-22",
        questions: Vec<CallQuestion>,
        /// What applicants agree to.
        conduct: String = "I treat everybody with respect, and keep what I am told to myself.",
        #[serde(default)]
        asks_for_reference: bool = false,
        #[serde(default)]
        has_interview: bool = false,
        rubric: Vec<Criterion>,
        #[serde(default)]
        threshold: Threshold,
        #[cfg_attr(feature = "openapi", schema(minimum = 2, maximum = 4))]
        scorers_each: u8 = 2,
        /// How many mentors are wanted; 0 while nobody has said.
        #[serde(default)]
        places: u32 = 60,
        /// Left out: the letters that ship.
        #[serde(default)]
        letters: CallLetters,
    }
    #[cfg_attr(feature = "openapi", schema(example = json!({"scheme_id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", "title": "Become a mentor", "slug": "mentor-2026", "role": "You meet a group of six new students before their first day.", "given_back": "Training, a certificate, and a HEAR entry.", "levels": [5], "programme_ids": [], "opens": "2026-11-02T09:00:00", "closes": "2026-12-11T17:00:00", "answer_by": "2027-01-22", "questions": [{"key": "why", "kind": "text", "label": "Why would you like to be a mentor?", "help": "There is no right answer. An example helps.", "situation": "", "options": [], "most_words": 150, "required": true}], "conduct": "I treat everybody with respect, and keep what I am told to myself.", "asks_for_reference": false, "has_interview": false, "rubric": [{"key": "empathy", "name": "Empathy", "guidance": "Sees how starting university may feel for somebody who is not like them.", "anchors": ["Judges.", "Is kind.", "Listens first.", "Puts the other person's view into words."]}], "threshold": {"criterion": 2, "total": 4}, "scorers_each": 2})))]
    NewCall {
        scheme_id: SchemeId,
        #[serde(flatten)]
        content: CallContent,
    }
    #[cfg_attr(feature = "openapi", schema(example = json!({"id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", "scheme_id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", "state": "open", "title": "Become a mentor", "slug": "mentor-2026", "role": "You meet a group of six new students before their first day.", "given_back": "Training, a certificate, and a HEAR entry.", "levels": [5], "programme_ids": [], "opens": "2026-11-02T09:00:00", "closes": "2026-12-11T17:00:00", "answer_by": "2027-01-22", "questions": [{"key": "why", "kind": "text", "label": "Why would you like to be a mentor?", "help": "There is no right answer. An example helps.", "situation": "", "options": [], "most_words": 150, "required": true}], "conduct": "I treat everybody with respect, and keep what I am told to myself.", "asks_for_reference": false, "has_interview": false, "rubric": [{"key": "empathy", "name": "Empathy", "guidance": "Sees how starting university may feel for somebody who is not like them.", "anchors": ["Judges.", "Is kind.", "Listens first.", "Puts the other person's view into words."]}], "threshold": {"criterion": 2, "total": 4}, "scorers_each": 2, "conduct_version": 1, "page": "https://mentoring.example.ac.uk/calls/mentor-2026", "counts": [{"state": "submitted", "count": 12}], "published_at": "2026-10-30T10:00:00Z", "version": 1})))]
    CallView {
        id: CallId,
        scheme_id: SchemeId,
        state: CallState,
        #[serde(flatten)]
        content: CallContent,
        /// Goes up when the code of conduct changes.
        conduct_version: i32 = 1,
        /// Address of the public page.
        page: String = "https://mentoring.example.ac.uk/calls/mentor-2026",
        /// Applications by where they stand.
        counts: Vec<StateCount>,
        published_at: Option<DateTime<Utc>>,
        version: i32 = 1,
    }
    StateCount { state: ApplicationState, count: u64 = 12, }
    /// A call as anybody may read it.
    PublicCall {
        slug: String = "mentor-2026",
        institution: String = "University of Somewhere",
        scheme_name: String = "September 2026 intake",
        title: String = "Become a mentor",
        role: String = "You meet a group of six new students before their first day.",
        given_back: String = "Training, a certificate, and a HEAR entry.",
        levels: Vec<FheqLevel>,
        /// Those that may apply.
        programmes: Vec<CallProgramme>,
        campuses: Vec<CallCampus>,
        state: CallState,
        opens_at: DateTime<Utc>,
        closes_at: DateTime<Utc>,
        time_zone: String = "Europe/London",
        answer_by: NaiveDate = "2027-01-22",
        questions: Vec<CallQuestion>,
        conduct: String = "I treat everybody with respect, and keep what I am told to myself.",
        asks_for_reference: bool = false,
        has_interview: bool = false,
    }
    CallProgramme { id: ProgrammeId, title: String = "BSc Biology", }
    CallCampus { id: CampusId, name: String = "City campus", }
    /// Somebody without an account who wants to apply: a letter with a link goes to the address.
    StartApplication {
        given_name: String = "Amara",
        family_name: String = "Nwosu",
        email: String = "amara.nwosu@example.ac.uk",
    }
    /// One answer; which field is filled depends on the question.
    #[derive(Default)]
    CallAnswer {
        #[serde(default)]
        text: String = "My first week was lonely, until somebody sat down next to me.",
        #[serde(default)]
        choices: Vec<String> = [],
        #[serde(default)]
        availability: Option<Availability>,
    }
    Referee {
        name: String = "Dr Ruth Adeyemi",
        email: String = "r.adeyemi@example.ac.uk",
        /// How they know the applicant.
        knows: String = "My personal tutor",
    }
    /// An application as its writer saves it. There is no field for marks, and none is taken.
    #[cfg_attr(feature = "openapi", schema(example = json!({"programme_id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", "campus_id": null, "level": 5, "mode": "full_time", "entry_route": "UCAS", "answers": {"why": {"text": "My first week was lonely, until somebody sat down next to me.", "choices": [], "availability": null}}, "referee": null, "agrees_to_conduct": true})))]
    ApplicationDraft {
        #[serde(default)]
        programme_id: Option<ProgrammeId>,
        #[serde(default)]
        campus_id: Option<CampusId>,
        #[serde(default)]
        level: Option<FheqLevel>,
        #[serde(default)]
        mode: Option<StudyMode>,
        #[serde(default)]
        entry_route: String = "UCAS",
        /// By the key of the question.
        #[serde(default)]
        answers: BTreeMap<String, CallAnswer>,
        #[serde(default)]
        referee: Option<Referee>,
        #[serde(default)]
        agrees_to_conduct: bool = true,
        /// Anything else that was sent: refused, by name.
        #[serde(flatten)]
        #[cfg_attr(feature = "openapi", schema(ignore))]
        other: BTreeMap<String, serde_json::Value>,
    }
    /// Somebody's own application.
    OwnApplication {
        id: ApplicationId,
        call: PublicCall,
        state: ApplicationState,
        draft: ApplicationDraft,
        /// What is missing before it can be handed in.
        gaps: Vec<Gap>,
        /// What happens next, and when.
        next: String = "Two people read your application. You hear from us by 22 January 2027.",
        submitted_at: Option<DateTime<Utc>>,
        decided_at: Option<DateTime<Utc>>,
        /// Kind words on a decision.
        feedback: Option<String> = null,
        /// After a yes: what is left to do before meeting a group.
        onboarding: Vec<OnboardingStep>,
        /// Until when an offer can be accepted.
        offer_until: Option<DateTime<Utc>>,
        version: i32 = 1,
    }
    /// One thing on the way from yes to the first meeting.
    OnboardingStep {
        label: String = "Agree to the code of conduct",
        /// What was done, or what to do.
        said: String = "You agreed to version 1.",
        is_done: bool = true,
        /// Where it is done.
        path: Option<String> = "/training",
    }
    Gap { at: String = "/answers/why", sentence: String = "Answer this question.", }
    /// Begins one's own application to a call.
    NewApplication { slug: String = "mentor-2026", }
    /// A step that the applicant takes: `submit`, `reopen` or `withdraw`.
    #[cfg_attr(feature = "openapi", schema(example = json!({"event": "submit"})))]
    ApplicationStep { event: ApplicationEvent, }
    /// An application as staff list it.
    ApplicationSummary {
        id: ApplicationId,
        name: String = "Amara Nwosu",
        programme_code: Option<String> = "BSC-BIO",
        level: Option<FheqLevel>,
        mode: Option<StudyMode>,
        state: ApplicationState,
        submitted_at: Option<DateTime<Utc>>,
        scoring: ScoringStand,
        /// The mean sum of the levels, once scorers are in and agree.
        rubric_sum: Option<f64> = 13.5,
        /// Until when an offer can be accepted.
        offer_until: Option<DateTime<Utc>>,
    }
    /// An application with its answers, for staff.
    ApplicationView {
        #[serde(flatten)]
        summary: ApplicationSummary,
        call_id: CallId,
        scheme_id: SchemeId,
        call_title: String = "Become a mentor",
        email: Option<String> = "amara.nwosu@example.ac.uk",
        questions: Vec<CallQuestion>,
        draft: ApplicationDraft,
        /// Words to the applicant, which go into the letter about a decision.
        feedback: Option<String> = null,
        /// Scored by everybody who scores, so that they mean the same.
        is_calibration: bool = false,
        version: i32 = 1,
    }
    ApplicationListItem {
        id: ApplicationId,
        call_title: String = "Become a mentor",
        slug: String = "mentor-2026",
        state: ApplicationState,
        next: String = "Two people read your application. You hear from us by 22 January 2027.",
        closes_at: DateTime<Utc>,
    }
}

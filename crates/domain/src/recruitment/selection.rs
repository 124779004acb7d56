//! What the API takes and gives about scoring applications and deciding on them.

use super::application::ApplicationEvent;
use super::letters::LetterTemplate;
use super::rubric::{Criterion, CriterionScore};
use super::scoring::{ScoringStand, ScoringState};
use super::wire::{ApplicationSummary, CallAnswer, CallQuestion};
use crate::cohorts::vocabulary::words;
use crate::identity::wire::wire;
use crate::ids::{ApplicationId, CallId, PersonId, ScoringId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// In which order applications are listed.
    ApplicationOrder {
        Begun = "begun", "As they were begun";
        Score = "score", "The highest score first";
    }
}

wire! {
    /// Who scores the applications to a call.
    CallScorers {
        /// Staff of the scheme.
        person_ids: Vec<PersonId>,
        /// Applications that everybody scores, so that all mean the same by a level.
        #[serde(default)]
        calibration_ids: Vec<ApplicationId>,
    }
    /// Somebody who scores, or could.
    ScorerView {
        person_id: PersonId,
        name: String = "Ruth Adeyemi",
        is_scorer: bool = true,
        /// Applications that are with them.
        to_read: u64 = 4,
        done: u64 = 8,
        /// Those that they could not be fair about.
        conflicts: u64 = 1,
        /// The mean of the sums that they gave.
        mean: Option<f64> = 11.4,
    }
    /// How far scorers agree on one criterion.
    CriterionAgreement {
        key: String = "empathy",
        name: String = "Empathy",
        /// Pairs of scores of the same application.
        pairs: u64 = 24,
        /// Cohen's kappa with quadratic weights: 1 is full agreement, 0 what chance alone would give. Absent when it says nothing.
        kappa: Option<f64> = 0.62,
        said: Option<String> = "substantial",
    }
    StandCount { stand: ScoringStand, count: u64 = 12, }
    /// How scoring and deciding go.
    SelectionView {
        call_id: CallId,
        scorers: Vec<ScorerView>,
        /// Applications that scorers may look at, by how far each is.
        stands: Vec<StandCount>,
        /// Scorings that nobody could be found for.
        short: u64 = 0,
        agreement: Vec<CriterionAgreement>,
        calibration_ids: Vec<ApplicationId>,
        /// How many mentors are wanted; 0 while nobody has said.
        places: u32 = 60,
        offered: u64 = 41,
        accepted: u64 = 12,
        /// Places that no offer stands for.
        free: u64 = 7,
        /// Who is next on the waiting list: nobody gets an offer before somebody decides so.
        next: Vec<ApplicationSummary>,
    }
    /// An application that somebody is asked to score.
    OwnScoring {
        id: ScoringId,
        call_title: String = "Become a mentor",
        /// Stands for the name, which scorers don't see.
        number: u32 = 7,
        state: ScoringState,
        /// Everybody scores this one, before the others.
        is_calibration: bool = false,
        done_at: Option<DateTime<Utc>>,
    }
    /// What a scorer reads and gives. There is no name, programme or photo in it.
    ScoringSheet {
        #[serde(flatten)]
        scoring: OwnScoring,
        rubric: Vec<Criterion>,
        questions: Vec<CallQuestion>,
        /// The answers, without the applicant's names.
        answers: BTreeMap<String, CallAnswer>,
        scores: Vec<CriterionScore>,
        /// For the people who decide.
        note: String = "A clear example of noticing somebody.",
        /// What others gave: once as many are in as the call asks for.
        others: Vec<OtherScores>,
        /// Whether scores can still change.
        is_open: bool = true,
        version: i32 = 1,
    }
    OtherScores { scores: Vec<CriterionScore>, note: String = "Warm, a little general.", }
    ScoringInput {
        scores: Vec<CriterionScore>,
        #[serde(default)]
        note: String = "A clear example of noticing somebody.",
    }
    /// Why a scorer can't be fair.
    ScoringConflict { reason: String = "I know this student from a society.", }
    /// What scorers gave one application, for the people who decide.
    ApplicationScores {
        stand: ScoringStand,
        rubric_sum: Option<f64> = 13.5,
        /// How many scorers the call asks for.
        needed: u8 = 2,
        scorings: Vec<ScoringView>,
        /// Criteria on which scorers are further apart than agreed.
        apart: Vec<String> = ["empathy"],
        agreed: Option<AgreedScores>,
        rubric: Vec<Criterion>,
    }
    ScoringView {
        id: ScoringId,
        scorer: String = "Ruth Adeyemi",
        state: ScoringState,
        is_calibration: bool = false,
        /// Absent until enough are in.
        scores: Option<Vec<CriterionScore>>,
        note: Option<String> = "A clear example of noticing somebody.",
        /// Why they can't be fair.
        conflict: Option<String> = null,
        done_at: Option<DateTime<Utc>>,
    }
    /// What scorers who differed agreed on in a talk.
    AgreedScores {
        scores: Vec<CriterionScore>,
        /// What the talk came to.
        note: String = "We read the scenario again together.",
    }
    /// One more scorer for an application.
    AnotherScorer {
        /// Left out: whoever has least to read and may score it.
        #[serde(default)]
        person_id: Option<PersonId>,
    }
    ApplicationFeedback { feedback: String = "Your second example showed how you listen.", }
    /// A decision about many applications at once.
    #[cfg_attr(feature = "openapi", schema(example = json!({"ids": ["0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f"], "event": "offer", "letter": null, "feedback": "Thank you for the time that you took.", "offer_until": "2027-01-29", "dry_run": true})))]
    ApplicationDecisions {
        ids: Vec<ApplicationId>,
        /// `shortlist`, `unlist`, `offer`, `wait` or `refuse`.
        event: ApplicationEvent,
        /// Left out: the letter of the call.
        #[serde(default)]
        letter: Option<LetterTemplate>,
        /// Words to everybody who has none of their own.
        #[serde(default)]
        feedback: String = "Thank you for the time that you took.",
        /// The last day to accept an offer, on the wall clock of the scheme.
        #[serde(default)]
        offer_until: Option<NaiveDate> = "2027-01-29",
        /// Look only.
        #[serde(default)]
        dry_run: bool = true,
    }
    ApplicationsDecided {
        changed: u32 = 40,
        /// What stayed as it was, and why.
        kept: Vec<KeptApplication>,
        /// The letter to the first of them, as it is or would be sent.
        preview: Option<LetterPreview>,
    }
    KeptApplication { id: ApplicationId, name: String = "Amara Nwosu", why: String = "This student has an offer already.", }
    LetterPreview { to: String = "amara.nwosu@example.ac.uk", subject: String = "A place for you: Become a mentor", text: String = "Hello Amara, ...", }
}

//! What the API takes and gives about proposals, groups and requests to change.

use super::formation::{Metrics, Reason, Settings, Strategy, Unplaced, Violation};
use crate::cohorts::vocabulary::words;
use crate::cohorts::{ClearanceStatus, EntryStatus, FheqLevel, ParticipantRole};
use crate::identity::wire::wire;
use crate::ids::{
    KeepApartId, MentorGroupId, ParticipantId, PersonId, ProgrammeId, ProposalId, RematchRequestId, SchemeId,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

words! {
    /// How far a proposal has come.
    ProposalState {
        Forming = "forming", "Being formed";
        Draft = "draft", "Ready to look at";
        Published = "published", "Published";
        Discarded = "discarded", "Put aside";
        Failed = "failed", "Could not be formed";
    }
    /// Why a group needs a person to look at it.
    GroupAlert {
        NoMentor = "no_mentor", "No mentor";
        KeptApart = "kept_apart", "Two people to be kept apart";
        MentorNotCleared = "mentor_not_cleared", "Mentor not cleared";
        ClearanceEndsSoon = "clearance_ends_soon", "Clearance ends soon";
        BelowMinimum = "below_minimum", "Below smallest size";
        AboveMaximum = "above_maximum", "Above largest size";
        RematchAsked = "rematch_asked", "Change of mentor asked for";
        Under18 = "under_18", "Has somebody under 18";
    }
    RematchState {
        Open = "open", "Waiting";
        Moved = "moved", "Moved";
        Kept = "kept", "Stayed";
        Cancelled = "cancelled", "Taken back";
    }
}

wire! {
    /// Ask for groups to be formed.
    NewProposal {
        strategy: Strategy,
        #[serde(default)]
        name: Option<String> = "First try",
        /// The same seed gives the same groups. Left out: chosen for you and kept with the result.
        #[serde(default)]
        seed: Option<u64> = 7,
        /// Form groups across programmes instead of within each.
        #[serde(default)]
        across_programmes: bool,
        /// Only these programmes; empty: all of the scheme.
        #[serde(default)]
        programme_ids: Vec<ProgrammeId>,
        /// Longest time to spend, in seconds.
        #[serde(default)]
        seconds: Option<u32> = 20,
    }
    ProposalSummary {
        id: ProposalId,
        scheme_id: SchemeId,
        name: String = "First try",
        strategy: Strategy,
        state: ProposalState,
        settings: Settings,
        /// Absent while forming.
        metrics: Option<Metrics>,
        /// 0 to 1 while forming.
        progress: f64 = 1.0,
        failure: Option<String> = null,
        created_at: DateTime<Utc>,
        published_at: Option<DateTime<Utc>>,
        /// Mentees of this draft who were given a group since, by other groups that were published or by hand. Unless it
        /// is 0, the draft can't be published any more.
        placed_since: u32 = 0,
        /// Send it back as `If-Match` when you adjust or publish.
        version: i32 = 2,
    }
    /// A proposal with its groups and everybody's name.
    ProposalView {
        #[serde(flatten)]
        summary: ProposalSummary,
        groups: Vec<ProposedGroup>,
        unplaced: Vec<UnplacedPerson>,
        /// Of a draft that can still be published: the rules that it would break.
        violations: Vec<Violation>,
        /// Steps that can be taken back.
        undo_steps: u32 = 1,
    }
    ProposedGroup {
        /// Position in the proposal, from 0: what a move names.
        index: u32 = 0,
        label: String = "BSC-BIO 1",
        programme_id: Option<ProgrammeId>,
        mentors: Vec<ProposedMentor>,
        mentees: Vec<ProposedMentee>,
    }
    ProposedMentor { id: ParticipantId, name: String = "Amina Khan", level: FheqLevel, programme_code: Option<String> = "BSC-BIO", reasons: Vec<Reason>, }
    ProposedMentee { id: ParticipantId, name: String = "Daniel Osei", level: FheqLevel, programme_code: Option<String> = "BSC-BIO", tutor_group: Option<String> = "BIO-T1", seminar_group: Option<String> = "BIO-S2", pinned: bool, }
    /// Somebody without a place: why, and the smallest change that would give them one.
    UnplacedPerson {
        #[serde(flatten)]
        unplaced: Unplaced,
        name: String = "Daniel Osei",
        why: String = "Nobody above Level 4 is here to mentor them.",
        what_would_help: String = "Add a mentor of this programme who studies above Level 4.",
    }
    /// Move people between a proposal's groups by hand.
    MoveInProposal {
        participant_id: ParticipantId,
        /// Absent: take out of every group.
        #[serde(default)]
        to_group: Option<u32> = 2,
    }
    /// Keep a mentee with a mentor, whatever is formed.
    #[cfg_attr(feature = "openapi", schema(example = json!({"mentee_id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", "mentor_id": "0192f0c1-7a10-7d42-8c55-1b6e90a3f214"})))]
    NewPin { mentee_id: ParticipantId, mentor_id: ParticipantId, }
    PinView { mentee_id: ParticipantId, mentee_name: String = "Daniel Osei", mentor_id: ParticipantId, mentor_name: String = "Amina Khan", }
    /// Two people who must not be in one group. No reason is stored.
    #[cfg_attr(feature = "openapi", schema(example = json!({"a": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", "b": "0192f0c1-7a10-7d42-8c55-1b6e90a3f214"})))]
    NewKeepApart { a: ParticipantId, b: ParticipantId, }
    KeepApartView { id: KeepApartId, a: ParticipantId, a_name: String = "Daniel Osei", b: ParticipantId, b_name: String = "Leah Stone", }
    /// A published group in a list.
    GroupSummary {
        id: MentorGroupId,
        scheme_id: SchemeId,
        label: String = "BSC-BIO 1",
        programme_id: Option<ProgrammeId>,
        programme_code: Option<String> = "BSC-BIO",
        mentors: Vec<String> = ["Amina Khan"],
        size: u32 = 6,
        alerts: Vec<GroupAlert>,
        created_at: DateTime<Utc>,
    }
    /// A published group as staff see it.
    GroupView {
        #[serde(flatten)]
        summary: GroupSummary,
        mentors_detail: Vec<GroupMember>,
        mentees: Vec<GroupMember>,
        past: Vec<PastMember>,
        version: i32 = 1,
    }
    GroupMember {
        participant_id: ParticipantId,
        person_id: PersonId,
        role: ParticipantRole,
        name: String = "Daniel Osei",
        email: Option<String> = "daniel.osei@uni.example",
        pronouns: Option<String> = "he/him",
        level: FheqLevel,
        programme_code: Option<String> = "BSC-BIO",
        tutor_group: Option<String> = "BIO-T1",
        entry_status: EntryStatus,
        clearance: Option<ClearanceStatus>,
        clearance_expires: Option<NaiveDate> = null,
        is_under_18: bool,
        signed_up: bool = true,
        joined_at: DateTime<Utc>,
    }
    PastMember { name: String = "Leah Stone", role: ParticipantRole, left_at: DateTime<Utc>, reason: String = "Changed programme.", }
    /// A bar of the size chart.
    SizeCount { size: u32 = 6, groups: u32 = 31, }
    /// The groups dashboard's totals.
    GroupsDashboard {
        groups: u32 = 36,
        mentees_placed: u32 = 212,
        mentees_unplaced: u32 = 2,
        mentors_used: u32 = 36,
        mentors_spare: u32 = 5,
        load_mean: f64 = 5.9,
        load_max: u32 = 8,
        sizes: Vec<SizeCount>,
        min: u32 = 4,
        max: u32 = 8,
        /// Share of pairs in a group who do not share a tutor group, 0 to 1; absent without groups.
        new_tie_rate: Option<f64> = 0.97,
        /// The best that these sizes allow.
        best_new_tie_rate: Option<f64> = 0.98,
        new_ties_by_programme: Vec<ProgrammeTies>,
        alerts: Vec<AlertCount>,
        unplaced: Vec<UnplacedPerson>,
        strategy: Option<Strategy>,
        published_at: Option<DateTime<Utc>>,
    }
    ProgrammeTies { programme_code: String = "BSC-BIO", groups: u32 = 12, mentees: u32 = 71, new_tie_rate: f64 = 0.97, best_new_tie_rate: f64 = 0.98, }
    AlertCount { alert: GroupAlert, groups: u32 = 2, }
    /// Move a mentee to another published group, or a mentor in or out.
    #[cfg_attr(feature = "openapi", schema(example = json!({"participant_id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", "from_group_id": "0192f0c1-7a10-7d42-8c55-1b6e90a3f214", "to_group_id": "0192f0c1-8b31-74e6-a1d9-5c7f02e4b836", "reason": "Timetables that never meet."})))]
    MoveMember {
        participant_id: ParticipantId,
        /// For a mentor with several groups: the one to leave. Absent with a `to_group_id`: a mentor keeps the others.
        #[serde(default)]
        from_group_id: Option<MentorGroupId>,
        /// Absent: leave every group.
        #[serde(default)]
        to_group_id: Option<MentorGroupId>,
        reason: String,
    }
    /// One change that was made to live groups.
    GroupChange { sentence: String = "Daniel Osei joined BSC-BIO 3.", group_id: Option<MentorGroupId>, participant_id: ParticipantId, }
    GroupChanges { changes: Vec<GroupChange>, still_unplaced: Vec<UnplacedPerson>, }
    /// A mentor's or mentee's own group.
    MyGroup {
        id: MentorGroupId,
        scheme_id: SchemeId,
        scheme_name: String = "September 2026 intake",
        label: String = "BSC-BIO 1",
        my_role: ParticipantRole,
        programme_title: Option<String> = "BSc Biology",
        mentors: Vec<MyGroupPerson>,
        mentees: Vec<MyGroupPerson>,
        supervisor: Option<SupervisorContact>,
        /// What happens next, for this person.
        next: String = "Say hello to your group before 21 September.",
        enrolment: Option<NaiveDate> = "2026-09-21",
        open_rematch: Option<RematchRequestId>,
    }
    /// What a group member may see of another: only what that person shares.
    MyGroupPerson {
        participant_id: ParticipantId,
        name: String = "Amina Khan",
        is_me: bool,
        pronouns: Option<String> = "she/her",
        about: Option<String> = "Second-year biologist. Ask me about lab reports.",
        interests: Vec<String> = ["climbing", "film"],
        languages: Vec<String> = ["English", "Urdu"],
        email: Option<String> = "amina.khan@uni.example",
        contact: Option<String> = "The group chat, after five.",
        /// Slots shared with the reader.
        shared_slots: u32 = 2,
        signed_up: bool = true,
    }
    SupervisorContact { name: String = "Sanjay Rao", email: Option<String> = "sanjay.rao@uni.example", }
    MyGroups {
        groups: Vec<MyGroup>,
        /// Said when there is no group yet, or it can't be shown (a mentor who isn't cleared).
        waiting: Option<String> = null,
    }
    /// Ask for another mentor. No reason is needed and nobody is blamed.
    NewRematchRequest {
        group_id: MentorGroupId,
        #[serde(default)]
        note: Option<String> = "Our timetables never meet.",
    }
    RematchRequestView {
        id: RematchRequestId,
        scheme_id: SchemeId,
        participant_id: ParticipantId,
        name: String = "Daniel Osei",
        group_id: MentorGroupId,
        group_label: String = "BSC-BIO 1",
        note: Option<String> = "Our timetables never meet.",
        state: RematchState,
        /// The smallest change found, in words.
        suggestion: Option<String> = "Move Daniel Osei to BSC-BIO 3, which has two free places.",
        suggested_group_id: Option<MentorGroupId>,
        created_at: DateTime<Utc>,
        decided_at: Option<DateTime<Utc>> = null,
    }
    #[cfg_attr(feature = "openapi", schema(example = json!({"outcome": "moved", "to_group_id": "0192f0c1-8b31-74e6-a1d9-5c7f02e4b836"})))]
    DecideRematch {
        /// `moved` or `kept`.
        outcome: RematchState,
        #[serde(default)]
        to_group_id: Option<MentorGroupId>,
    }
}

impl ProposalSummary {
    /// Whether some of its mentees have a group by now, so that there is nothing to publish.
    pub const fn is_overtaken(&self) -> bool {
        self.placed_since > 0
    }
}

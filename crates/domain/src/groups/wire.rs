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
        name: Option<String>,
        /// The same seed gives the same groups. Left out: chosen for you and kept with the result.
        #[serde(default)]
        seed: Option<u64>,
        /// Form groups across programmes instead of within each.
        #[serde(default)]
        across_programmes: bool,
        /// Only these programmes; empty: all of the scheme.
        #[serde(default)]
        programme_ids: Vec<ProgrammeId>,
        /// Longest time to spend, in seconds.
        #[serde(default)]
        seconds: Option<u32>,
    }
    ProposalSummary {
        id: ProposalId,
        scheme_id: SchemeId,
        name: String,
        strategy: Strategy,
        state: ProposalState,
        settings: Settings,
        /// Absent while forming.
        metrics: Option<Metrics>,
        /// 0 to 1 while forming.
        progress: f64,
        failure: Option<String>,
        created_at: DateTime<Utc>,
        published_at: Option<DateTime<Utc>>,
        /// Send it back as `If-Match` when you adjust or publish.
        version: i32,
    }
    /// A proposal with its groups and everybody's name.
    ProposalView {
        #[serde(flatten)]
        summary: ProposalSummary,
        groups: Vec<ProposedGroup>,
        unplaced: Vec<UnplacedPerson>,
        violations: Vec<Violation>,
        /// Steps that can be taken back.
        undo_steps: u32,
    }
    ProposedGroup {
        /// Position in the proposal, from 0: what a move names.
        index: u32,
        label: String,
        programme_id: Option<ProgrammeId>,
        mentors: Vec<ProposedMentor>,
        mentees: Vec<ProposedMentee>,
    }
    ProposedMentor { id: ParticipantId, name: String, level: FheqLevel, programme_code: Option<String>, reasons: Vec<Reason>, }
    ProposedMentee { id: ParticipantId, name: String, level: FheqLevel, programme_code: Option<String>, tutor_group: Option<String>, seminar_group: Option<String>, pinned: bool, }
    /// Somebody without a place: why, and the smallest change that would give them one.
    UnplacedPerson {
        #[serde(flatten)]
        unplaced: Unplaced,
        name: String,
        why: String,
        what_would_help: String,
    }
    /// Move people between a proposal's groups by hand.
    MoveInProposal {
        participant_id: ParticipantId,
        /// Absent: take out of every group.
        #[serde(default)]
        to_group: Option<u32>,
    }
    /// Keep a mentee with a mentor, whatever is formed.
    NewPin { mentee_id: ParticipantId, mentor_id: ParticipantId, }
    PinView { mentee_id: ParticipantId, mentee_name: String, mentor_id: ParticipantId, mentor_name: String, }
    /// Two people who must not be in one group. No reason is stored.
    NewKeepApart { a: ParticipantId, b: ParticipantId, }
    KeepApartView { id: KeepApartId, a: ParticipantId, a_name: String, b: ParticipantId, b_name: String, }
    /// A published group in a list.
    GroupSummary {
        id: MentorGroupId,
        scheme_id: SchemeId,
        label: String,
        programme_id: Option<ProgrammeId>,
        programme_code: Option<String>,
        mentors: Vec<String>,
        size: u32,
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
        version: i32,
    }
    GroupMember {
        participant_id: ParticipantId,
        person_id: PersonId,
        role: ParticipantRole,
        name: String,
        email: Option<String>,
        pronouns: Option<String>,
        level: FheqLevel,
        programme_code: Option<String>,
        tutor_group: Option<String>,
        entry_status: EntryStatus,
        clearance: Option<ClearanceStatus>,
        clearance_expires: Option<NaiveDate>,
        is_under_18: bool,
        signed_up: bool,
        joined_at: DateTime<Utc>,
    }
    PastMember { name: String, role: ParticipantRole, left_at: DateTime<Utc>, reason: String, }
    /// A bar of the size chart.
    SizeCount { size: u32, groups: u32, }
    /// The groups dashboard's totals.
    GroupsDashboard {
        groups: u32,
        mentees_placed: u32,
        mentees_unplaced: u32,
        mentors_used: u32,
        mentors_spare: u32,
        load_mean: f64,
        load_max: u32,
        sizes: Vec<SizeCount>,
        min: u32,
        max: u32,
        /// Share of pairs in a group who do not share a tutor group, 0 to 1; absent without groups.
        new_tie_rate: Option<f64>,
        /// The best that these sizes allow.
        best_new_tie_rate: Option<f64>,
        new_ties_by_programme: Vec<ProgrammeTies>,
        alerts: Vec<AlertCount>,
        unplaced: Vec<UnplacedPerson>,
        strategy: Option<Strategy>,
        published_at: Option<DateTime<Utc>>,
    }
    ProgrammeTies { programme_code: String, groups: u32, mentees: u32, new_tie_rate: f64, best_new_tie_rate: f64, }
    AlertCount { alert: GroupAlert, groups: u32, }
    /// Move a mentee to another published group, or a mentor in or out.
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
    GroupChange { sentence: String, group_id: Option<MentorGroupId>, participant_id: ParticipantId, }
    GroupChanges { changes: Vec<GroupChange>, still_unplaced: Vec<UnplacedPerson>, }
    /// A mentor's or mentee's own group.
    MyGroup {
        id: MentorGroupId,
        scheme_id: SchemeId,
        scheme_name: String,
        label: String,
        my_role: ParticipantRole,
        programme_title: Option<String>,
        mentors: Vec<MyGroupPerson>,
        mentees: Vec<MyGroupPerson>,
        supervisor: Option<SupervisorContact>,
        /// What happens next, for this person.
        next: String,
        enrolment: Option<NaiveDate>,
        open_rematch: Option<RematchRequestId>,
    }
    /// What a group member may see of another: only what that person shares.
    MyGroupPerson {
        participant_id: ParticipantId,
        name: String,
        is_me: bool,
        pronouns: Option<String>,
        about: Option<String>,
        interests: Vec<String>,
        languages: Vec<String>,
        email: Option<String>,
        contact: Option<String>,
        /// Slots shared with the reader.
        shared_slots: u32,
        signed_up: bool,
    }
    SupervisorContact { name: String, email: Option<String>, }
    MyGroups {
        groups: Vec<MyGroup>,
        /// Said when there is no group yet, or it can't be shown (a mentor who isn't cleared).
        waiting: Option<String>,
    }
    /// Ask for another mentor. No reason is needed and nobody is blamed.
    NewRematchRequest {
        group_id: MentorGroupId,
        #[serde(default)]
        note: Option<String>,
    }
    RematchRequestView {
        id: RematchRequestId,
        scheme_id: SchemeId,
        participant_id: ParticipantId,
        name: String,
        group_id: MentorGroupId,
        group_label: String,
        note: Option<String>,
        state: RematchState,
        /// The smallest change found, in words.
        suggestion: Option<String>,
        suggested_group_id: Option<MentorGroupId>,
        created_at: DateTime<Utc>,
        decided_at: Option<DateTime<Utc>>,
    }
    DecideRematch {
        /// `moved` or `kept`.
        outcome: RematchState,
        #[serde(default)]
        to_group_id: Option<MentorGroupId>,
    }
}

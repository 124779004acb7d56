//! One type per thing that has an identity, so that a mentor's id can't be passed where a group's is meant.

/// Declares UUID newtypes that serialise as a plain string.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Uuid, example = "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f"))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// The bare UUID, for a database column or a URL.
            pub const fn get(self) -> uuid::Uuid { self.0 }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { uuid::Uuid::parse_str(s).map(Self) }
        }
        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self { Self(id) }
        }
        impl From<$name> for uuid::Uuid {
            fn from(id: $name) -> Self { id.0 }
        }
    )*};
}

ids! {
    /// A human being, met in any scheme, as student or staff.
    PersonId,
    /// One signed-in browser.
    SessionId,
    /// A role given to a person.
    GrantId,
    /// One run of mentoring for one intake.
    SchemeId,
    FacultyId,
    SchoolId,
    /// A programme of study.
    ProgrammeId,
    CampusId,
    TutorGroupId,
    SeminarGroupId,
    /// A person in a scheme, as mentor or mentee.
    ParticipantId,
    CohortImportId,
    ImportProfileId,
    /// A suggested set of mentor groups, not yet real.
    ProposalId,
    /// Mentors with their mentees.
    MentorGroupId,
    KeepApartId,
    RematchRequestId,
    JobId,
    MailId,
    AuditEventId,
    TrainingModuleId,
    TrainingCompletionId,
    TrainingPostId,
    /// One go at a module's quiz.
    QuizAttemptId,
    /// Something a mentor did that counts towards recognition.
    EvidenceId,
    /// An award that a scheme offers.
    AwardId,
    /// An award that somebody was given.
    AwardGrantId,
    CertificateBatchId,
    AppealId,
    /// An activity in the HEAR register.
    HearActivityId,
    /// One student's line for the HEAR.
    HearEntryId,
    /// A learning outcome that a programme sets.
    WblOutcomeId,
    /// A student's claim for work-based learning.
    WblClaimId,
    /// A call for mentors.
    CallId,
    /// Somebody's answer to a call.
    ApplicationId,
    /// One scorer's look at one application.
    ScoringId,
    /// A time at which applicants can come for a talk.
    InterviewSlotId,
}

//! What each role may do: one table, denied unless listed.
//!
//! `Action` names everything that an operation can ask for. `permits` looks a role up in the table and says how far it
//! reaches; a [`Scope`] carries that reach to the store, which filters by it. Only `scope_for` makes a scope, so a query
//! can't be written that forgot to ask.

use crate::cohorts::vocabulary::words;
use crate::ids::{GrantId, PersonId, ProgrammeId, SchemeId, SessionId, TutorGroupId};
use serde::{Deserialize, Serialize};

mod granting;

pub use granting::may_grant;

words! {
    /// What somebody is in an institution or a scheme.
    Role {
        InstitutionAdmin = "institution_admin", "Institution admin";
        SchemeLead = "scheme_lead", "Scheme lead";
        Supervisor = "supervisor", "Supervisor";
        PersonalTutor = "personal_tutor", "Personal tutor";
        Mentor = "mentor", "Mentor";
        Mentee = "mentee", "Mentee";
    }

    /// Everything that can be asked for. Each API operation needs exactly one.
    Action {
        ReadOwn = "read_own", "See your own things";
        EditOwn = "edit_own", "Change your own things";
        ReadScheme = "read_scheme", "See a scheme";
        CreateScheme = "create_scheme", "Start a scheme";
        EditScheme = "edit_scheme", "Change a scheme";
        EditInstitution = "edit_institution", "Change faculties, schools, programmes and campuses";
        ReadCohort = "read_cohort", "See the people in a scheme";
        EditCohort = "edit_cohort", "Change the people in a scheme";
        ImportCohort = "import_cohort", "Import a cohort file";
        ReadProposals = "read_proposals", "See proposed groups";
        EditProposals = "edit_proposals", "Propose and adjust groups";
        PublishProposal = "publish_proposal", "Publish groups";
        ReadGroups = "read_groups", "See mentor groups";
        EditGroups = "edit_groups", "Change published groups";
        ReadOwnGroups = "read_own_groups", "See your own mentor groups";
        AskRematch = "ask_rematch", "Ask for another mentor";
        DecideRematch = "decide_rematch", "Answer a request for another mentor";
        ReadPeople = "read_people", "See accounts and roles";
        EditPeople = "edit_people", "Invite people and give roles";
        ReadMail = "read_mail", "See the mail that was sent";
        ReadOperations = "read_operations", "See jobs and the audit trail";
        ReadRecruitment = "read_recruitment", "See calls for mentors and who applied";
        EditRecruitment = "edit_recruitment", "Write calls for mentors and decide on applications";
        ScoreApplications = "score_applications", "Score the applications that you are given";
        ReadTraining = "read_training", "See how training goes";
        EditTraining = "edit_training", "Write training modules, and set the path of a whole scheme";
        RecordTraining = "record_training", "Record training done elsewhere, and remind mentors";
        DoTraining = "do_training", "Do your own training";
        DiscussTraining = "discuss_training", "Talk about training with other mentors";
        ReadRecognition = "read_recognition", "See recognition";
        EditRecognition = "edit_recognition", "Set awards, the HEAR register and certificates";
        ConfirmEvidence = "confirm_evidence", "Confirm hours, sign off and verify";
        GrantAwards = "grant_awards", "Give and take back awards, answer appeals";
        EarnRecognition = "earn_recognition", "Gather your own evidence and recognition";
        ThankMentor = "thank_mentor", "Thank your mentor";
    }
}

/// A role and how far it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"id": "0192f0c1-7a10-7d42-8c55-1b6e90a3f214", "role": "scheme_lead", "scheme_id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f"})))]
pub struct Grant {
    pub id: GrantId,
    pub role: Role,
    /// Absent for a role in the whole institution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme_id: Option<SchemeId>,
    /// A supervisor's programme. Absent: every programme of the scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme_id: Option<ProgrammeId>,
    /// A personal tutor's group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tutor_group_id: Option<TutorGroupId>,
}

/// Who is asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub person_id: PersonId,
    /// Absent for an operator's command-line token.
    pub session_id: Option<SessionId>,
    pub grants: Vec<Grant>,
}

/// How far one grant lets an action go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everything in the institution.
    Institution,
    /// One scheme.
    Scheme(SchemeId),
    /// One programme of one scheme.
    Programme(SchemeId, ProgrammeId),
    /// One tutor group of one scheme.
    TutorGroup(SchemeId, TutorGroupId),
    /// In this scheme, only what is about the person themself.
    Own(SchemeId),
    /// What is about the person themself, anywhere.
    Person,
}

/// An allowed action, and everything it may touch. Made only by [`scope_for`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    person_id: PersonId,
    action: Action,
    reaches: Vec<Reach>,
}

impl Scope {
    pub const fn person_id(&self) -> PersonId {
        self.person_id
    }
    pub const fn action(&self) -> Action {
        self.action
    }
    pub fn reaches(&self) -> &[Reach] {
        &self.reaches
    }
    /// The whole institution is in reach.
    pub fn is_institution(&self) -> bool {
        self.reaches.contains(&Reach::Institution)
    }
    /// Something in this scheme is in reach (not necessarily all of it).
    pub fn touches(&self, scheme: SchemeId) -> bool {
        self.reaches.iter().any(|r| match r {
            Reach::Institution => true,
            Reach::Scheme(s) | Reach::Programme(s, _) | Reach::TutorGroup(s, _) | Reach::Own(s) => {
                *s == scheme
            }
            Reach::Person => false,
        })
    }
    /// All of this scheme is in reach.
    pub fn covers(&self, scheme: SchemeId) -> bool {
        self.reaches
            .iter()
            .any(|r| matches!(r, Reach::Institution) || *r == Reach::Scheme(scheme))
    }
    /// Somebody in this scheme, programme and tutor group is in reach.
    pub fn reaches_student(
        &self,
        scheme: SchemeId,
        programme: Option<ProgrammeId>,
        tutor_group: Option<TutorGroupId>,
        person: PersonId,
    ) -> bool {
        self.reaches.iter().any(|r| match *r {
            Reach::Institution => true,
            Reach::Scheme(s) => s == scheme,
            Reach::Programme(s, p) => s == scheme && Some(p) == programme,
            Reach::TutorGroup(s, t) => s == scheme && Some(t) == tutor_group,
            Reach::Own(s) => s == scheme && person == self.person_id,
            Reach::Person => person == self.person_id,
        })
    }
    /// The programmes in reach of a scheme when not all of it is; `None` when all of it is.
    pub fn programmes_in(&self, scheme: SchemeId) -> Option<Vec<ProgrammeId>> {
        if self.covers(scheme) {
            return None;
        }
        Some(
            self.reaches
                .iter()
                .filter_map(|r| match *r {
                    Reach::Programme(s, p) if s == scheme => Some(p),
                    _ => None,
                })
                .collect(),
        )
    }
    /// The tutor groups in reach of a scheme.
    pub fn tutor_groups_in(&self, scheme: SchemeId) -> Vec<TutorGroupId> {
        self.reaches
            .iter()
            .filter_map(|r| match *r {
                Reach::TutorGroup(s, t) if s == scheme => Some(t),
                _ => None,
            })
            .collect()
    }
    /// Schemes in reach, or `None` for all of them.
    pub fn schemes(&self) -> Option<Vec<SchemeId>> {
        if self.is_institution() {
            return None;
        }
        let mut schemes: Vec<_> = self
            .reaches
            .iter()
            .filter_map(|r| match *r {
                Reach::Scheme(s) | Reach::Programme(s, _) | Reach::TutorGroup(s, _) | Reach::Own(s) => {
                    Some(s)
                }
                Reach::Institution | Reach::Person => None,
            })
            .collect();
        schemes.sort_unstable();
        schemes.dedup();
        Some(schemes)
    }
}

/// Whether a role may do an action at all. This is the table.
pub const fn permits(role: Role, action: Action) -> bool {
    use Action as A;
    match role {
        Role::InstitutionAdmin => !matches!(
            action,
            A::ReadOwnGroups | A::AskRematch | A::DoTraining | A::EarnRecognition | A::ThankMentor
        ),
        Role::SchemeLead => matches!(
            action,
            A::ReadScheme
                | A::CreateScheme
                | A::EditScheme
                | A::ReadCohort
                | A::EditCohort
                | A::ImportCohort
                | A::ReadProposals
                | A::EditProposals
                | A::PublishProposal
                | A::ReadGroups
                | A::EditGroups
                | A::DecideRematch
                | A::ReadPeople
                | A::EditPeople
                | A::ReadMail
                | A::ReadOperations
                | A::ReadRecruitment
                | A::EditRecruitment
                | A::ScoreApplications
                | A::ReadTraining
                | A::EditTraining
                | A::RecordTraining
                | A::DiscussTraining
                | A::ReadRecognition
                | A::EditRecognition
                | A::ConfirmEvidence
                | A::GrantAwards
        ),
        Role::Supervisor => matches!(
            action,
            A::ReadScheme
                | A::ReadCohort
                | A::ReadProposals
                | A::ReadGroups
                | A::EditGroups
                | A::DecideRematch
                | A::ScoreApplications
                | A::ReadTraining
                | A::EditTraining
                | A::RecordTraining
                | A::DiscussTraining
                | A::ReadRecognition
                | A::ConfirmEvidence
        ),
        Role::PersonalTutor => matches!(
            action,
            A::ReadScheme | A::ReadCohort | A::ReadGroups | A::ScoreApplications
        ),
        Role::Mentor => matches!(
            action,
            A::ReadScheme | A::ReadOwnGroups | A::DoTraining | A::DiscussTraining | A::EarnRecognition
        ),
        Role::Mentee => matches!(
            action,
            A::ReadScheme | A::ReadOwnGroups | A::AskRematch | A::ThankMentor
        ),
    }
}

/// How far a grant carries: staff by the grant's scope, mentors and mentees only to themselves.
fn reach_of(grant: &Grant) -> Option<Reach> {
    Some(match (grant.role, grant.scheme_id) {
        (Role::InstitutionAdmin, _) => Reach::Institution,
        (_, None) => return None,
        (Role::SchemeLead, Some(s)) => Reach::Scheme(s),
        (Role::Supervisor, Some(s)) => grant
            .programme_id
            .map_or(Reach::Scheme(s), |p| Reach::Programme(s, p)),
        (Role::PersonalTutor, Some(s)) => Reach::TutorGroup(s, grant.tutor_group_id?),
        (Role::Mentor | Role::Mentee, Some(s)) => Reach::Own(s),
    })
}

/// What is asked of a whole scheme's mentors is its lead's to set: a supervisor writes modules for programmes alone.
fn oversteps(grant: &Grant, action: Action) -> bool {
    grant.role == Role::Supervisor && grant.programme_id.is_none() && action == Action::EditTraining
}

/// What an actor may touch with an action, or `None` when nothing.
pub fn scope_for(actor: &Actor, action: Action) -> Option<Scope> {
    let mut reaches: Vec<Reach> = actor
        .grants
        .iter()
        .filter(|g| permits(g.role, action) && !oversteps(g, action))
        .filter_map(reach_of)
        .collect();
    if matches!(action, Action::ReadOwn | Action::EditOwn) {
        reaches.push(Reach::Person);
    }
    (!reaches.is_empty()).then_some(Scope {
        person_id: actor.person_id,
        action,
        reaches,
    })
}

#[cfg(test)]
mod tests;

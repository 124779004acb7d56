//! What is wrong with input about people, said so that they can mend it.

use super::password;
use super::policy::Role;
use super::wire::*;
use crate::cohorts::is_email;
use crate::problem::Check;
use crate::text::is_line;

type Faults = Vec<(String, String)>;

const EMAIL: &str = "Enter an email address, like name@example.org.";

fn fault_if(wrong: bool, pointer: &str, detail: &str, faults: &mut Faults) {
    if wrong {
        faults.push((pointer.to_owned(), detail.to_owned()));
    }
}

/// Required, and not longer than anybody's name.
fn name(value: &str, pointer: &str, faults: &mut Faults) {
    fault_if(value.trim().is_empty(), pointer, "Enter a name.", faults);
    fault_if(
        !is_line(value),
        pointer,
        "Write this in one line, in letters.",
        faults,
    );
    at_most(value, 100, pointer, faults);
}

fn at_most(value: &str, limit: usize, pointer: &str, faults: &mut Faults) {
    if value.chars().count() > limit {
        faults.push((pointer.to_owned(), format!("Use at most {limit} characters.")));
    }
}

fn new_password(value: &str, pointer: &str, faults: &mut Faults) {
    if let Some(detail) = password::fault(value, "", &[]) {
        faults.push((pointer.to_owned(), detail.to_owned()));
    }
}

/// A list that somebody adds words to, one at a time.
fn words(values: &[String], pointer: &str, faults: &mut Faults) {
    fault_if(
        values.len() > 20,
        pointer,
        "Keep the 20 that matter most.",
        faults,
    );
    for (i, value) in values.iter().enumerate() {
        let at = format!("{pointer}/{i}");
        fault_if(
            value.trim().is_empty(),
            &at,
            "Leave this one out, or write a word.",
            faults,
        );
        fault_if(
            !is_line(value),
            &at,
            "Write this in one line, in letters.",
            faults,
        );
        at_most(value, 60, &at, faults);
    }
}

impl Check for SignIn {}
impl Check for LinkToken {}
impl Check for PersonSettings {}
impl Check for InviteParticipants {}

impl Check for ForgottenPassword {
    fn faults(&self) -> Faults {
        let mut faults = Vec::new();
        fault_if(!is_email(&self.email), "/email", EMAIL, &mut faults);
        faults
    }
}

impl Check for ResetPassword {
    fn faults(&self) -> Faults {
        let mut faults = Vec::new();
        new_password(&self.password, "/password", &mut faults);
        faults
    }
}

impl Check for AcceptInvitation {
    fn faults(&self) -> Faults {
        let mut faults = Vec::new();
        new_password(&self.password, "/password", &mut faults);
        faults
    }
}

impl Check for ChangePassword {
    fn faults(&self) -> Faults {
        let mut faults = Vec::new();
        new_password(&self.new_password, "/new_password", &mut faults);
        faults
    }
}

impl Check for ChangeEmail {
    fn faults(&self) -> Faults {
        let mut faults = Vec::new();
        fault_if(!is_email(&self.new_email), "/new_email", EMAIL, &mut faults);
        faults
    }
}

impl Check for Profile {
    fn faults(&self) -> Faults {
        let mut faults = Vec::new();
        name(&self.given_name, "/given_name", &mut faults);
        name(&self.family_name, "/family_name", &mut faults);
        for (value, pointer) in [
            (&self.preferred_name, "/preferred_name"),
            (&self.pronouns, "/pronouns"),
        ] {
            let in_one_line = value.as_deref().is_none_or(is_line);
            fault_if(
                !in_one_line,
                pointer,
                "Write this in one line, in letters.",
                &mut faults,
            );
        }
        let optional = [
            (&self.preferred_name, 100, "/preferred_name"),
            (&self.pronouns, 40, "/pronouns"),
            (&self.about, 2000, "/about"),
            (&self.contact, 500, "/contact"),
        ];
        for (value, limit, pointer) in optional {
            at_most(value.as_deref().unwrap_or_default(), limit, pointer, &mut faults);
        }
        words(&self.interests, "/interests", &mut faults);
        words(&self.languages, "/languages", &mut faults);
        faults
    }
}

impl NewGrant {
    /// Faults, as seen from the field that holds the grant.
    fn faults_at(&self, at: &str, faults: &mut Faults) {
        let fault = |wrong, field: &str, detail, faults: &mut Faults| {
            fault_if(wrong, &format!("{at}/{field}"), detail, faults);
        };
        let is_member = matches!(self.role, Role::Mentor | Role::Mentee);
        fault(
            is_member,
            "role",
            "Add mentors and mentees to the scheme instead: this role comes with it.",
            faults,
        );
        if self.role == Role::InstitutionAdmin {
            fault(
                self.scheme_id.is_some(),
                "scheme_id",
                "This role is for the whole institution: leave the scheme out.",
                faults,
            );
        } else {
            fault(self.scheme_id.is_none(), "scheme_id", "Choose a scheme.", faults);
        }
        if self.role == Role::PersonalTutor {
            fault(
                self.tutor_group_id.is_none(),
                "tutor_group_id",
                "Choose a tutor group.",
                faults,
            );
        } else {
            fault(
                self.tutor_group_id.is_some(),
                "tutor_group_id",
                "Only a personal tutor has a tutor group: leave it out.",
                faults,
            );
        }
        if self.role != Role::Supervisor {
            fault(
                self.programme_id.is_some(),
                "programme_id",
                "Only a supervisor has a programme: leave it out.",
                faults,
            );
        }
    }
}

impl Check for NewGrant {
    fn faults(&self) -> Faults {
        let mut faults = Vec::new();
        self.faults_at("", &mut faults);
        faults
    }
}

impl Check for NewInvitation {
    fn faults(&self) -> Faults {
        let mut faults = Vec::new();
        fault_if(!is_email(&self.email), "/email", EMAIL, &mut faults);
        name(&self.given_name, "/given_name", &mut faults);
        name(&self.family_name, "/family_name", &mut faults);
        self.grant.faults_at("/grant", &mut faults);
        faults
    }
}

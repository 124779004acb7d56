//! What the API takes and gives about people, sign-in and roles.

use super::policy::{Grant, Role};
use crate::cohorts::Availability;
use crate::cohorts::vocabulary::words;
use crate::ids::{GrantId, PersonId, ProgrammeId, SchemeId, SessionId, TutorGroupId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Shortest password we take. Length beats symbols (NCSC, NIST SP 800-63B).
pub const PASSWORD_MIN: usize = 10;
/// Longest password we take.
pub const PASSWORD_MAX: usize = 200;

words! {
    /// What an account can do right now.
    AccountStatus {
        None = "none", "Not invited";
        Invited = "invited", "Invited";
        Active = "active", "Active";
        Closed = "closed", "Closed";
    }
    /// Light, dark, or as the device says.
    ColourMode {
        System = "system", "Like my device";
        Light = "light", "Light";
        Dark = "dark", "Dark";
    }
    /// Who may see a piece of a profile.
    Visibility {
        Group = "group", "My group";
        Mentor = "mentor", "Only my mentor or mentees";
        Nobody = "nobody", "Nobody";
    }
}

macro_rules! wire {
    ($($(#[$m:meta])* $name:ident { $($(#[$fm:meta])* $field:ident: $ty:ty,)* })*) => {$(
        $(#[$m])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fm])* pub $field: $ty,)* }
    )*};
}
pub(crate) use wire;

wire! {
    SignIn {
        #[cfg_attr(feature = "openapi", schema(example = "lead@demo.example"))]
        email: String,
        password: String,
    }
    /// A short-lived access token. The refresh token travels in an HttpOnly cookie.
    AccessToken {
        access_token: String,
        /// Always `Bearer`.
        token_type: String,
        /// Seconds until it ends.
        expires_in: u32,
    }
    ForgottenPassword { email: String, }
    ResetPassword { token: String, password: String, }
    /// A single-use link's secret.
    LinkToken { token: String, }
    /// Who an invitation is for, shown before they choose a password.
    InvitationPreview { name: String, email: String, scheme_name: Option<String>, expires_at: DateTime<Utc>, }
    AcceptInvitation { token: String, password: String, }
    ChangePassword { current_password: String, new_password: String, }
    ChangeEmail { new_email: String, password: String, }
    /// The person who is signed in.
    Me {
        person_id: PersonId,
        email: Option<String>,
        /// A new address that waits for its link to be opened.
        pending_email: Option<String>,
        profile: Profile,
        settings: PersonSettings,
        grants: Vec<GrantView>,
        /// Changes with every edit: send it back as `If-Match`.
        version: i32,
    }
    /// What somebody tells about themself.
    Profile {
        given_name: String,
        family_name: String,
        #[serde(default)]
        preferred_name: Option<String>,
        #[serde(default)]
        pronouns: Option<String>,
        #[serde(default)]
        about: Option<String>,
        #[serde(default)]
        interests: Vec<String>,
        #[serde(default)]
        languages: Vec<String>,
        #[serde(default)]
        availability: Availability,
        /// How to reach this person, in their own words.
        #[serde(default)]
        contact: Option<String>,
    }
    /// How Cairn behaves towards somebody.
    PersonSettings {
        colour_mode: ColourMode,
        email_about_groups: bool,
        email_digest: bool,
        show_email: Visibility,
        show_about: Visibility,
        show_pronouns: Visibility,
    }
    /// A role with the names that go with it.
    GrantView {
        #[serde(flatten)]
        grant: Grant,
        scheme_name: Option<String>,
        programme_title: Option<String>,
        tutor_group_name: Option<String>,
    }
    NewGrant {
        role: Role,
        #[serde(default)]
        scheme_id: Option<SchemeId>,
        #[serde(default)]
        programme_id: Option<ProgrammeId>,
        #[serde(default)]
        tutor_group_id: Option<TutorGroupId>,
    }
    /// A signed-in browser.
    SessionView {
        id: SessionId,
        /// The browser and device, as it named itself.
        device: String,
        created_at: DateTime<Utc>,
        last_used_at: DateTime<Utc>,
        current: bool,
    }
    /// Somebody with an account or an invitation.
    PersonSummary {
        id: PersonId,
        name: String,
        email: Option<String>,
        status: AccountStatus,
        grants: Vec<GrantView>,
    }
    NewInvitation {
        email: String,
        given_name: String,
        family_name: String,
        grant: NewGrant,
    }
    /// Invite everybody in a scheme who has an address and no account yet.
    InviteParticipants {
        scheme_id: SchemeId,
        /// Only these roles; empty: mentors and mentees.
        #[serde(default)]
        roles: Vec<crate::cohorts::ParticipantRole>,
    }
    /// How many were done.
    Done { count: u64, }
    RevokeGrant { id: GrantId, }
}

impl Default for PersonSettings {
    fn default() -> Self {
        Self {
            colour_mode: ColourMode::System,
            email_about_groups: true,
            email_digest: true,
            show_email: Visibility::Mentor,
            show_about: Visibility::Group,
            show_pronouns: Visibility::Group,
        }
    }
}

impl Profile {
    /// The name to greet somebody with.
    pub fn first_name(&self) -> &str {
        self.preferred_name
            .as_deref()
            .filter(|n| !n.is_empty())
            .unwrap_or(&self.given_name)
    }
    /// The name to list somebody by.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name(), self.family_name)
            .trim()
            .to_owned()
    }
}

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

/// Declares what goes over the wire. What follows a field's `=` is an example of it, for the API's document.
macro_rules! wire {
    ($($(#[$m:meta])* $name:ident { $($(#[$fm:meta])* $field:ident: $ty:ty $(= $example:tt)?,)* })*) => {$(
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        $(#[$m])*
        pub struct $name {
            $($(#[$fm])* $(#[cfg_attr(feature = "openapi", schema(example = json!($example)))])? pub $field: $ty,)*
        }
    )*};
}
pub(crate) use wire;

wire! {
    SignIn {
        email: String = "lead@demo.example",
        password: String = "demo-cairn-2026",
    }
    /// A short-lived access token. The refresh token travels in an HttpOnly cookie.
    AccessToken {
        access_token: String = "eyJhbGciOiJFZERTQSJ9.payload.signature",
        /// Always `Bearer`.
        token_type: String = "Bearer",
        /// Seconds until it ends.
        expires_in: u32 = 600,
    }
    ForgottenPassword { email: String = "amina.khan@uni.example", }
    ResetPassword { token: String = "bT3kV9xQm2LrY7wZ", password: String = "three brass lanterns", }
    /// A single-use link's secret.
    LinkToken { token: String = "bT3kV9xQm2LrY7wZ", }
    /// Who an invitation is for, shown before they choose a password.
    InvitationPreview { name: String = "Helen Carter", email: String = "helen.carter@uni.example", scheme_name: Option<String> = "September 2026 intake", expires_at: DateTime<Utc>, }
    AcceptInvitation { token: String = "bT3kV9xQm2LrY7wZ", password: String = "three brass lanterns", }
    ChangePassword { current_password: String = "demo-cairn-2026", new_password: String = "three brass lanterns", }
    ChangeEmail { new_email: String = "amina.khan@uni.example", password: String = "three brass lanterns", }
    /// The person who is signed in.
    Me {
        person_id: PersonId,
        email: Option<String> = "amina.khan@uni.example",
        /// A new address that waits for its link to be opened.
        pending_email: Option<String> = null,
        profile: Profile,
        settings: PersonSettings,
        grants: Vec<GrantView>,
        /// Changes with every edit: send it back as `If-Match`.
        version: i32 = 3,
    }
    /// What somebody tells about themself.
    Profile {
        given_name: String = "Amina",
        family_name: String = "Khan",
        #[serde(default)]
        preferred_name: Option<String> = "Mina",
        #[serde(default)]
        pronouns: Option<String> = "she/her",
        #[serde(default)]
        about: Option<String> = "Second-year biologist. Ask me about lab reports.",
        #[serde(default)]
        interests: Vec<String> = ["climbing", "film"],
        #[serde(default)]
        languages: Vec<String> = ["English", "Urdu"],
        #[serde(default)]
        availability: Availability,
        /// How to reach this person, in their own words.
        #[serde(default)]
        contact: Option<String> = "The group chat, after five.",
    }
    /// How Cairn behaves towards somebody.
    PersonSettings {
        colour_mode: ColourMode,
        email_about_groups: bool = true,
        email_digest: bool = true,
        show_email: Visibility,
        show_about: Visibility,
        show_pronouns: Visibility,
    }
    /// A role with the names that go with it.
    GrantView {
        #[serde(flatten)]
        grant: Grant,
        scheme_name: Option<String> = "September 2026 intake",
        programme_title: Option<String> = null,
        tutor_group_name: Option<String> = null,
    }
    #[cfg_attr(feature = "openapi", schema(example = json!({"role": "scheme_lead", "scheme_id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f"})))]
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
        device: String = "Firefox on Linux",
        created_at: DateTime<Utc>,
        last_used_at: DateTime<Utc>,
        current: bool = true,
    }
    /// Somebody with an account or an invitation.
    PersonSummary {
        id: PersonId,
        name: String = "Helen Carter",
        email: Option<String> = "helen.carter@uni.example",
        status: AccountStatus,
        grants: Vec<GrantView>,
    }
    NewInvitation {
        email: String = "helen.carter@uni.example",
        given_name: String = "Helen",
        family_name: String = "Carter",
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
    Done { count: u64 = 118, }
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

//! Signing in, one's own account, and who else has one.
//!
//! Links from emails carry their secret after `#token=`, which browsers never send, so it reaches no log.

mod confirm_email;
mod demo_accounts;
mod forgotten_password;
mod invitation;
mod people;
mod profile;
mod reset_password;
mod security;
mod settings;
mod sign_in;

pub use sign_in::SignInPage;

use leptos::prelude::*;

/// Pages for anybody, signed in or not.
pub fn open_page(steps: &[&str]) -> Option<fn() -> AnyView> {
    Some(match steps {
        ["forgotten-password"] => || view! { <forgotten_password::ForgottenPasswordPage/> }.into_any(),
        ["reset-password"] => || view! { <reset_password::ResetPasswordPage/> }.into_any(),
        ["invitation"] => || view! { <invitation::InvitationPage/> }.into_any(),
        ["confirm-email"] => || view! { <confirm_email::ConfirmEmailPage/> }.into_any(),
        ["sign-in"] => || view! { <sign_in::SignInPage/> }.into_any(),
        _ => return None,
    })
}

pub fn profile() -> AnyView {
    view! { <profile::ProfilePage/> }.into_any()
}
pub fn settings() -> AnyView {
    view! { <settings::SettingsPage/> }.into_any()
}
pub fn security() -> AnyView {
    view! { <security::SecurityPage/> }.into_any()
}
pub fn people() -> AnyView {
    view! { <people::PeoplePage/> }.into_any()
}

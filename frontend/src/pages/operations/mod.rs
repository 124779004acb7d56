//! What keeps the house running: the mail that was sent, what was done by whom, and jobs that gave up.

mod activity;
mod jobs;
mod mail;

use leptos::prelude::*;

pub fn mail() -> AnyView {
    view! { <mail::MailPage/> }.into_any()
}
pub fn activity() -> AnyView {
    view! { <activity::ActivityPage/> }.into_any()
}
pub fn jobs() -> AnyView {
    view! { <jobs::JobsPage/> }.into_any()
}

//! The frame, and the pages of everybody who is signed in.

use super::{gate, use_parts};
use crate::address::steps;
use crate::layouts::Shell;
use crate::pages::{groups, home, identity, recognition, recruitment, training};
use crate::session::use_session;
use cairn_domain::identity::Action;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

pub fn view() -> AnyView {
    let path = use_location().pathname;
    view! { <Shell>{move || { let path = path.get(); untrack(|| page(path)) }}</Shell> }.into_any()
}

fn page(path: String) -> AnyView {
    match steps(&path).as_slice() {
        [] if !use_session().is_staff() => home::student(),
        ["my-group"] => groups::my_group(),
        ["training", rest @ ..] if may_learn() => training::mine(rest),
        ["recognition", rest @ ..] if may_earn() => recognition::mine(rest),
        ["training" | "recognition", ..] => home::not_yours(),
        ["applications", rest @ ..] => recruitment::mine(rest),
        ["more"] => home::more(),
        ["profile"] => identity::profile(),
        ["settings"] => identity::settings(),
        ["security"] => identity::security(),
        []
        | [
            "people"
            | "mail"
            | "activity"
            | "jobs"
            | "schemes"
            | "scorings"
            | "training-institution"
            | "recognition-institution",
            ..,
        ] => of_staff(path),
        _ => home::not_found(),
    }
}

/// Training is for mentors; staff look at it from their own pages.
fn may_learn() -> bool {
    untrack(|| use_session().may_somewhere(Action::DoTraining))
}

/// One's own recognition is for mentors; staff look at it from their own pages.
fn may_earn() -> bool {
    untrack(|| use_session().may_somewhere(Action::EarnRecognition))
}

fn of_staff(path: String) -> AnyView {
    if !gate::is_open(use_session(), &steps(&path)) {
        return home::not_yours();
    }
    use_parts()
        .staff
        .enter(move |page| page(&path), |waiting| waiting)
}

//! Recognition: what mentors have earned and what is next, what staff confirm and award, and how anybody checks a certificate.
//!
//! `mine` is for mentors and mentees, `verify` for anybody; `staff` is only called from the staff's part of the program.

pub mod mine;
pub mod names;
pub mod staff;
pub mod verify;

use crate::pages::home::not_found;
use leptos::prelude::*;

/// `/recognition` and what is below it.
pub fn mine(steps: &[&str]) -> AnyView {
    match steps {
        [] => view! { <mine::OverviewPage/> }.into_any(),
        ["evidence"] => view! { <mine::EvidencePage/> }.into_any(),
        ["hear"] => view! { <mine::HearPage/> }.into_any(),
        ["credit"] => view! { <mine::CreditPage/> }.into_any(),
        _ => not_found(),
    }
}

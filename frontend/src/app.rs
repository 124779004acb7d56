//! Who sees what: the pages for anybody, and the way to the parts for those who are signed in.

use crate::address::steps;
use crate::client::live;
use crate::layouts::Plain;
use crate::pages::{identity, recognition, recruitment};
use crate::parts::{Parts, use_parts};
use crate::session::{Session, State, use_session};
use crate::ui::{ErrorState, Loading, PageHeader, ToastRegion, Toasts, title_wants_focus};
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;

#[component]
pub fn App() -> impl IntoView {
    live::provide();
    Toasts::provide();
    let parts = Parts::provide();
    let session = Session::provide();
    Effect::new(move |_| match session.state() {
        State::In(_) => parts.fetch(session.is_staff()),
        State::Out => parts.fetch_ahead(),
        State::Opening | State::Failed(_) => (),
    });
    // One route for every address: the table of pages is a `match` in each part, which the compiler checks and which
    // costs a tenth of what forty typed routes would add to the bundle. The router still does links, history and scrolling.
    view! {
        <Router>
            <FlatRoutes fallback=|| ()>
                <Route path=path!("/*any") view=Frame/>
            </FlatRoutes>
            <ToastRegion/>
        </Router>
    }
}

/// Pages for anybody, signed in or not.
fn open_page(steps: &[&str]) -> Option<fn() -> AnyView> {
    identity::open_page(steps)
        .or_else(|| recognition::verify::open_page(steps))
        .or_else(|| recruitment::call::open_page(steps))
}

/// The page of the current address in its frame, for whoever is here.
#[component]
fn Frame() -> impl IntoView {
    let session = use_session();
    let parts = use_parts();
    let path = use_location().pathname;
    Effect::new(move |before: Option<()>| {
        path.track();
        if before.is_some() {
            title_wants_focus();
        }
    });
    let signed_in = Memo::new(move |_| session.is_in());
    let open_to_all = Memo::new(move |_| path.with(|p| open_page(&steps(p)).is_some()));
    move || {
        if open_to_all.get() {
            view! { <Plain>{move || { let path = path.get(); untrack(|| open_page(&steps(&path)).map(|page| page())) }}</Plain> }.into_any()
        } else if signed_in.get() {
            parts.own.enter(
                |view| view(),
                |waiting| view! { <Plain>{waiting}</Plain> }.into_any(),
            )
        } else {
            view! { <Plain><Waiting/></Plain> }.into_any()
        }
    }
}

/// Nobody is signed in (yet). The address stays, so that signing in leads to what was asked for.
#[component]
fn Waiting() -> impl IntoView {
    let session = use_session();
    move || match session.state() {
        State::Failed(problem) => view! {
            <PageHeader title="Cairn can't open now"/>
            <ErrorState problem on_retry=move || session.resume()/>
        }
        .into_any(),
        State::Out => view! { <identity::SignInPage/> }.into_any(),
        State::Opening | State::In(_) => view! { <Loading/> }.into_any(),
    }
}

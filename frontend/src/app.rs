//! Which page an address shows.

use crate::client::live;
use crate::layouts::{Plain, Shell};
use crate::pages::{cohorts, groups, home, identity, operations};
use crate::session::{Session, State, use_session};
use crate::ui::{ErrorState, Loading, ToastRegion, Toasts, title_wants_focus};
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;

#[component]
pub fn App() -> impl IntoView {
    live::provide();
    Toasts::provide();
    Session::provide();
    // One route for every address: the table of pages is the `match` below, which the compiler checks and which costs a
    // tenth of what forty typed routes would add to the bundle. The router still does links, history and scrolling.
    view! {
        <Router>
            <FlatRoutes fallback=|| ()>
                <Route path=path!("/*any") view=Frame/>
            </FlatRoutes>
            <ToastRegion/>
        </Router>
    }
}

/// The page of the current address in its frame, for whoever is here.
#[component]
fn Frame() -> impl IntoView {
    let session = use_session();
    let path = use_location().pathname;
    Effect::new(move |before: Option<()>| {
        path.track();
        if before.is_some() {
            title_wants_focus();
        }
    });
    let signed_in = Memo::new(move |_| session.is_in());
    let open_to_all = Memo::new(move |_| path.with(|p| identity::open_page(&steps(p)).is_some()));
    move || {
        if open_to_all.get() {
            view! { <Plain>{move || { let path = path.get(); untrack(|| identity::open_page(&steps(&path)).map(|page| page())) }}</Plain> }.into_any()
        } else if signed_in.get() {
            view! { <Shell>{move || { let path = path.get(); untrack(|| page(&steps(&path))) }}</Shell> }
                .into_any()
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
        State::Failed(problem) => {
            view! { <ErrorState problem on_retry=move || session.resume()/> }.into_any()
        }
        State::Out => view! { <identity::SignInPage/> }.into_any(),
        State::Opening | State::In(_) => view! { <Loading/> }.into_any(),
    }
}

fn steps(path: &str) -> Vec<&str> {
    path.split('/').filter(|s| !s.is_empty()).collect()
}

/// Every address of somebody who is signed in.
fn page(steps: &[&str]) -> AnyView {
    match steps {
        [] => home::page(),
        ["my-group"] => groups::my_group(),
        ["more"] => home::more(),
        ["profile"] => identity::profile(),
        ["settings"] => identity::settings(),
        ["security"] => identity::security(),
        ["people"] => identity::people(),
        ["mail"] => operations::mail(),
        ["activity"] => operations::activity(),
        ["jobs"] => operations::jobs(),
        ["schemes"] => cohorts::schemes(),
        ["schemes", "new"] => cohorts::new_scheme(),
        ["schemes", id, rest @ ..] => id
            .parse()
            .map_or_else(|_| home::not_found(), |id| scheme_page(id, rest)),
        _ => home::not_found(),
    }
}

fn scheme_page(scheme: SchemeId, steps: &[&str]) -> AnyView {
    use_session().look_at(scheme);
    match steps {
        [] => home::overview(scheme),
        ["people" | "lists" | "imports" | "settings", ..] => cohorts::page(scheme, steps),
        ["groups" | "proposals" | "rematch", ..] => groups::page(scheme, steps),
        _ => home::not_found(),
    }
}

//! A bulk award, as far as it is. Which one is in the address, so that one can leave and come back.

use crate::address::Address;
use crate::client::{Query, loaded};
use crate::ui::{Meter, keep_asking_while};
use crate::wording::count;
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{BatchState, GrantRunView};
use leptos::prelude::*;

/// How far the run is that the address names. `on_end` hears that it has ended.
#[component]
pub fn RunCard(#[prop(into)] on_end: Callback<()>) -> impl IntoView {
    let address = Address::here();
    let run = Memo::new(move |_| address.get("run"));
    move || {
        let id = run.get();
        (!id.is_empty()).then(|| view! { <Run id on_end/> })
    }
}

#[component]
fn Run(id: String, on_end: Callback<()>) -> impl IntoView {
    let query = Query::new(move || format!("/grant-runs/{id}"), &[Topic::Recognition]);
    keep_asking_while(query, |r: GrantRunView| r.state == BatchState::Running);
    Effect::new(move |_| {
        if query
            .value::<GrantRunView>()
            .is_some_and(|r| r.state != BatchState::Running)
        {
            on_end.run(());
        }
    });
    view! {
        <section class="card p-5 mb-5" aria-label="Giving the award">
            {loaded(query, move |r: GrantRunView| {
                let share = if r.total == 0 { 1.0 } else { f64::from(r.done) / f64::from(r.total) };
                let shown = format!("{} of {}", count(r.done), count(r.total));
                view! {
                    <dl><Meter label="Mentors looked at" shown share note=note(&r)/></dl>
                    <p role="status" class="font-semibold">{outcome(&r)}</p>
                }
                .into_any()
            })}
        </section>
    }
}

const fn note(r: &GrantRunView) -> &'static str {
    match r.state {
        BatchState::Running => "You can leave this page. The work goes on.",
        BatchState::Done => "Everybody who was given it gets a letter.",
        BatchState::Failed => "The work has stopped. Start it again: nobody is given it twice.",
    }
}

fn outcome(r: &GrantRunView) -> String {
    let kept = match r.kept {
        0 => String::new(),
        n => format!(" {} not: they had it already, or have not earned it.", count(n)),
    };
    format!("{} given.{kept}", count(r.given))
}

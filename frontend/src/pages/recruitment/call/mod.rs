//! `/calls/:slug`: a call for mentors, for anybody.

mod start;

use super::names::{call_badge, paragraphs};
use crate::client::{Query, loaded};
use crate::ui::{PageHeader, Section};
use crate::wording::{day, day_and_time};
use cairn_domain::recruitment::{CallState, PublicCall};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// `/calls/:slug`, signed in or not.
pub fn open_page(steps: &[&str]) -> Option<fn() -> AnyView> {
    matches!(steps, ["calls", _]).then_some(|| view! { <CallPage/> }.into_any())
}

#[component]
fn CallPage() -> impl IntoView {
    let path = use_location().pathname.get_untracked();
    let slug = crate::address::steps(&path)
        .get(1)
        .map(|s| (*s).to_owned())
        .unwrap_or_default();
    let query = Query::new(move || format!("/open-calls/{slug}"), &[]);
    loaded(query, |call: PublicCall| {
        let eyebrow = format!("{} · {}", call.institution, call.scheme_name);
        let (role, given_back) = (paragraphs(&call.role), paragraphs(&call.given_back));
        view! {
            <PageHeader title=call.title.clone() eyebrow/>
            <div class="grid gap-5">
                <Dates call=call.clone()/>
                <Section title="What you do">{role}</Section>
                <Section title="What you get">{given_back}</Section>
                <WhoMay call=call.clone()/>
                <start::HowToApply call/>
            </div>
        }
        .into_any()
    })
}

/// When, and whether now.
#[component]
fn Dates(call: PublicCall) -> impl IntoView {
    let when = match call.state {
        CallState::Coming => format!("You can apply from {}.", day_and_time(call.opens_at)),
        CallState::Open => format!("You can apply until {}.", day_and_time(call.closes_at)),
        _ => format!("This call closed on {}.", day(call.closes_at.date_naive())),
    };
    let answer = format!("Everybody who applies hears from us by {}.", day(call.answer_by));
    view! {
        <div class="card p-5">
            <p class="mb-1">{call_badge(call.state)}</p>
            <p class="font-semibold">{when}</p>
            <p>{answer}</p>
        </div>
    }
}

#[component]
fn WhoMay(call: PublicCall) -> impl IntoView {
    let levels: Vec<_> = call.levels.iter().map(ToString::to_string).collect();
    let many = call.programmes.len();
    let programmes = call
        .programmes
        .into_iter()
        .map(|p| view! { <li>{p.title}</li> })
        .collect_view();
    view! {
        <Section title="Who may apply">
            <p>"Students at "{levels.join(" or ")}", whatever their marks. Nobody asks for those here."</p>
            {(many > 0).then(|| view! {
                <p class="mt-3 font-semibold">"Programmes"</p>
                <ul class="list-disc pl-5">{programmes}</ul>
            })}
        </Section>
    }
}

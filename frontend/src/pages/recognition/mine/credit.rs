use super::choose::Choose;
use super::claim::ClaimCard;
use super::frame::{Frame, Mine};
use super::nav::RecognitionNav;
use crate::pages::recognition::names::hours;
use crate::ui::{EmptyState, Meter, PageHeader, Section, Tone, badge};
use crate::wording::some;
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::{MyRecognition, WblOutcomeState};
use icondata_lu as lu;
use leptos::prelude::*;

const TITLE: &str = "Credit for your mentoring";

/// `/recognition/credit`: hours and reflections that count towards one's degree, by learning outcome.
#[component]
pub fn CreditPage() -> impl IntoView {
    view! { <Frame title=TITLE show=head rest=choose/> }
}

fn head(one: MyRecognition, mine: Mine) -> AnyView {
    let nav = view! { <RecognitionNav mine=one.clone()/> };
    let Some(wbl) = one.wbl else {
        return view! {
            <PageHeader title=TITLE/>
            {nav}
            <EmptyState
                glyph=lu::LuBookOpenCheck
                title="Your programme gives no credit for mentoring"
                text="If that changes, you choose here which of your hours count towards your degree."
            />
        }
        .into_any();
    };
    let lead = format!(
        "Choose which hours and reflections count towards your degree. An hour counts for credit or for the {}, never for both.",
        one.hear_label
    );
    let outcomes = wbl.outcomes.iter().cloned().map(outcome).collect_view();
    view! {
        <PageHeader title=TITLE lead/>
        {nav}
        <div class="grid gap-5 lg:grid-cols-3 items-start mb-5">
            <div class="min-w-0 lg:order-2"><ClaimCard wbl scheme=one.scheme_id mine/></div>
            <div class="min-w-0 lg:col-span-2">
                <Section title="Learning outcomes"><ul class="divide-y divide-base-300">{outcomes}</ul></Section>
            </div>
        </div>
    }
    .into_any()
}

fn outcome(o: WblOutcomeState) -> AnyView {
    let share = if o.minutes_needed == 0 {
        1.0
    } else {
        (f64::from(o.minutes) / f64::from(o.minutes_needed)).min(1.0)
    };
    let shown = format!("{} of {}", hours(o.minutes), hours(o.minutes_needed));
    let note = match o.reflections {
        0 => "It still needs a reflection.".to_owned(),
        n => some(n, "reflection", "reflections"),
    };
    let state = match (o.is_archived, o.is_met) {
        (true, _) => badge(Tone::Plain, "No longer asked for"),
        (false, true) => badge(Tone::Good, "Complete"),
        (false, false) => badge(Tone::Plain, "Not complete yet"),
    };
    view! {
        <li class="py-3">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                <h3 class="font-semibold mr-auto">{o.code}</h3>
                {state}
            </div>
            <p class="mt-1 wrap-anywhere">{o.text}</p>
            <dl><Meter label="Confirmed time" shown share note/></dl>
        </li>
    }
    .into_any()
}

/// Only where the programme has learning outcomes.
fn choose(scheme: SchemeId, mine: Mine) -> AnyView {
    let offers = Memo::new(move |_| mine.value().is_some_and(|one| one.wbl.is_some()));
    view! { <Show when=move || offers.get()><Choose scheme mine/></Show> }.into_any()
}

use super::desk::Desk;
use super::fields::{Line, Lines};
use crate::ui::Section;
use leptos::prelude::*;

/// What a mentor reads before starting.
#[component]
pub fn Details(desk: Desk) -> impl IntoView {
    let d = desk.draft;
    view! {
        <Section title="What it is about">
            <Line desk at="/title" label="Title" value=d.title/>
            <Lines desk at="/summary" label="Summary" value=d.summary hint="What a mentor can do after it, in a sentence or two."/>
            <div class="grid sm:grid-cols-2 gap-x-4">
                <Line desk at="/topic" label="Topic" value=d.topic hint="What of your scheme's training it covers."/>
                <Line desk at="/minutes" label="Minutes" value=d.minutes kind="number" hint="An honest guess. 10 to 20 is good."/>
            </div>
        </Section>
    }
}

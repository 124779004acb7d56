use super::call_draft::CallDraft;
use crate::ui::{Field, Form, Section, TextArea};
use cairn_domain::recruitment::rubric::Criterion;
use leptos::prelude::*;

/// A criterion while it is being edited.
#[derive(Clone, Copy, PartialEq)]
pub struct CriterionDraft {
    key: StoredValue<String>,
    name: RwSignal<String>,
    guidance: RwSignal<String>,
    anchors: StoredValue<Vec<RwSignal<String>>>,
}

impl CriterionDraft {
    pub fn of(c: &Criterion) -> Self {
        let anchors = c.anchors.iter().map(|a| RwSignal::new(a.clone())).collect();
        Self {
            key: StoredValue::new(c.key.clone()),
            name: RwSignal::new(c.name.clone()),
            guidance: RwSignal::new(c.guidance.clone()),
            anchors: StoredValue::new(anchors),
        }
    }

    pub fn read(self) -> Criterion {
        Criterion {
            key: self.key.get_value(),
            name: self.name.get(),
            guidance: self.guidance.get(),
            anchors: self.anchors.get_value().iter().map(|a| a.get()).collect(),
        }
    }
}

/// What scorers look for. Applicants don't see it.
#[component]
pub fn Rubric(form: Form, draft: CallDraft) -> impl IntoView {
    let rows = move || {
        draft
            .rubric
            .get()
            .into_iter()
            .enumerate()
            .map(|(n, c)| card(form, n, c))
            .collect_view()
    };
    view! {
        <Section title="What scorers look for">
            <p class="mb-3">"Each level in words, so that two people mean the same. Applicants don't see this."</p>
            <ul class="grid gap-4">{rows}</ul>
        </Section>
    }
}

fn card(form: Form, n: usize, c: CriterionDraft) -> AnyView {
    let anchors = c
        .anchors
        .get_value()
        .into_iter()
        .enumerate()
        .map(|(level, value)| {
            let at = format!("/rubric/{n}/anchors/{level}");
            view! { <TextArea form at label=format!("Level {}", level + 1) value rows=2/> }
        })
        .collect_view();
    let name = c.name;
    view! {
        <li class="border border-base-300 rounded-box p-4">
            <details>
                <summary class="cursor-pointer font-bold py-1">{move || name.get()}</summary>
                <div class="mt-3">
                    <Field form at=format!("/rubric/{n}/name") label="Name" value=name/>
                    <TextArea form at=format!("/rubric/{n}/guidance") label="What to look for" value=c.guidance rows=2/>
                    {anchors}
                </div>
            </details>
        </li>
    }
    .into_any()
}

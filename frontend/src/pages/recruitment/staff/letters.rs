use super::call_draft::CallDraft;
use crate::ui::{Field, Form, Section, TextArea};
use cairn_domain::recruitment::letters::FIELDS;
use cairn_domain::recruitment::{CallLetters, LetterTemplate};
use leptos::prelude::*;

/// A letter while it is being edited.
#[derive(Clone, Copy, PartialEq)]
pub struct LetterDraft {
    subject: RwSignal<String>,
    body: RwSignal<String>,
}

impl LetterDraft {
    fn of(l: &LetterTemplate) -> Self {
        Self {
            subject: RwSignal::new(l.subject.clone()),
            body: RwSignal::new(l.body.clone()),
        }
    }

    fn read(self) -> LetterTemplate {
        LetterTemplate {
            subject: self.subject.get(),
            body: self.body.get(),
        }
    }
}

/// The letters of a call while they are being edited.
#[derive(Clone, Copy, PartialEq)]
pub struct LettersDraft {
    offer: LetterDraft,
    wait: LetterDraft,
    refuse: LetterDraft,
}

impl LettersDraft {
    pub fn of(l: &CallLetters) -> Self {
        Self {
            offer: LetterDraft::of(&l.offer),
            wait: LetterDraft::of(&l.wait),
            refuse: LetterDraft::of(&l.refuse),
        }
    }

    pub fn read(self) -> CallLetters {
        CallLetters {
            offer: self.offer.read(),
            wait: self.wait.read(),
            refuse: self.refuse.read(),
        }
    }
}

/// What applicants hear about a decision.
#[component]
pub fn Letters(form: Form, draft: CallDraft) -> impl IntoView {
    let letters = draft.letters;
    let fields: Vec<String> = FIELDS
        .iter()
        .map(|(name, becomes)| format!("{{{{{name}}}}}: {becomes}"))
        .collect();
    let card = move |name: &'static str, title: &'static str, l: LetterDraft| {
        let at = format!("/letters/{name}");
        view! {
            <li class="border border-base-300 rounded-box p-4">
                <details>
                    <summary class="cursor-pointer font-bold py-1">{title}</summary>
                    <div class="mt-3">
                        <Field form at=format!("{at}/subject") label="Subject" value=l.subject/>
                        <TextArea form at=format!("{at}/body") label="Letter" value=l.body rows=10/>
                    </div>
                </details>
            </li>
        }
    };
    view! {
        <Section title="Letters">
            <p class="mb-2">"You see each letter before it goes out. What stands in double braces is filled in for each applicant:"</p>
            <p class="mb-3 text-sm opacity-80 wrap-anywhere">{fields.join("; ")}</p>
            <ul class="grid gap-4">
                {card("offer", "An offer", letters.offer)}
                {card("wait", "The waiting list", letters.wait)}
                {card("refuse", "A kind no", letters.refuse)}
            </ul>
        </Section>
    }
}

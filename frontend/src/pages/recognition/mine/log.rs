//! Work that a mentor writes down, or changes while nobody has looked at it. What is typed stays until it is sent.

use super::frame::Mine;
use crate::client::{Problem, patch, post};
use crate::ui::{Dialog, Field, Form, FormProblem, SelectField, Submit, TextArea, icon, tell};
use crate::wording::{some, today};
use cairn_domain::ids::EvidenceId;
use cairn_domain::recognition::{EvidenceKind, EvidencePatch, EvidenceView, NewEvidence};
use cairn_domain::text::words_in;
use icondata_lu as lu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What can be written down, as the form asks for it.
const KINDS: [(EvidenceKind, &str); 4] = [
    (EvidenceKind::Hours, "Mentoring work"),
    (EvidenceKind::Meeting, "A meeting with mentees"),
    (EvidenceKind::Contact, "Contact with mentees"),
    (EvidenceKind::Reflection, "A reflection"),
];

#[derive(Clone, Copy)]
pub struct LogDraft {
    open: RwSignal<bool>,
    /// The entry that is being changed, with the version that was read.
    editing: RwSignal<Option<(EvidenceId, i32)>>,
    kind: RwSignal<String>,
    day: RwSignal<String>,
    minutes: RwSignal<String>,
    text: RwSignal<String>,
}

impl LogDraft {
    pub fn new() -> Self {
        let draft = Self {
            open: RwSignal::new(false),
            editing: RwSignal::new(None),
            kind: RwSignal::new(EvidenceKind::Hours.as_str().to_owned()),
            day: RwSignal::new(String::new()),
            minutes: RwSignal::new(String::new()),
            text: RwSignal::new(String::new()),
        };
        draft.empty();
        draft
    }

    fn empty(self) {
        self.editing.set(None);
        self.day.set(today());
        self.minutes.set(String::new());
        self.text.set(String::new());
    }

    /// Opens the form for something new.
    pub fn write(self) {
        if self.editing.get_untracked().is_some() {
            self.empty();
        }
        self.open.set(true);
    }

    /// Opens the form with an entry that still waits.
    pub fn change(self, item: &EvidenceView) {
        let Some(id) = item.id else { return };
        self.editing.set(Some((id, item.version)));
        self.kind.set(item.kind.as_str().to_owned());
        self.day.set(item.happened_on.to_string());
        self.minutes.set(item.minutes.to_string());
        self.text.set(item.text.clone());
        self.open.set(true);
    }

    fn is_reflection(self) -> bool {
        self.kind.with(|k| k == EvidenceKind::Reflection.as_str())
    }
}

/// Opens the form. The page's first action.
#[component]
pub fn LogButton(mine: Mine, #[prop(default = "btn btn-primary")] class: &'static str) -> impl IntoView {
    view! { <button class=class on:click=move |_| mine.log.write()>{icon(lu::LuPlus)} "Log work"</button> }
}

#[component]
pub fn LogDialog(mine: Mine) -> impl IntoView {
    let draft = mine.log;
    let title = Signal::derive(move || match draft.editing.get() {
        Some(_) => "Change what you wrote".to_owned(),
        None => "Log work".to_owned(),
    });
    view! { <Dialog title open=draft.open><LogForm mine/></Dialog> }
}

#[component]
fn LogForm(mine: Mine) -> impl IntoView {
    let draft = mine.log;
    let tell = tell();
    let form = Form::new("log");
    let is_new = draft.editing.get_untracked().is_none();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(sending) = read(mine, form) else { return };
        form.run(async move {
            sending.await?;
            tell(if is_new {
                "It is in your list. It counts once staff have confirmed it."
            } else {
                "Your change is saved."
            });
            draft.open.set(false);
            draft.empty();
            mine.reload();
            Ok(())
        });
    };
    let kinds = KINDS.map(|(kind, label)| (kind.as_str().to_owned(), label.to_owned()));
    let what = is_new
        .then(|| view! { <SelectField form at="/kind" label="What was it?" value=draft.kind options=kinds.to_vec()/> });
    view! {
        <form on:submit=submit class="mt-3">
            {what}
            <div class="grid sm:grid-cols-2 gap-x-4">
                <Field form at="/happened_on" label="Day" value=draft.day kind="date" required=true/>
                <Show when=move || !draft.is_reflection()>
                    <Field form at="/minutes" label="Minutes" value=draft.minutes kind="number" hint="An hour is 60." required=true/>
                </Show>
            </div>
            <Words form draft/>
            <FormProblem form/>
            <Submit form label=if is_new { "Add it to my list" } else { "Save the change" }/>
        </form>
    }
}

/// What was done, in a sentence; for a reflection, a longer text with its words counted.
#[component]
fn Words(form: Form, draft: LogDraft) -> impl IntoView {
    let counted = move || {
        format!(
            "{} so far",
            some(draft.text.with(|t| words_in(t)), "word", "words")
        )
    };
    move || {
        if draft.is_reflection() {
            view! {
                <TextArea
                    form
                    at="/text"
                    label="Your reflection"
                    value=draft.text
                    rows=10
                    hint="What happened, what did you learn from it, and what will you do differently? Leave your mentees' names out."
                />
                <p class="text-sm opacity-80 -mt-2 mb-3">{counted}</p>
            }
            .into_any()
        } else {
            view! {
                <TextArea
                    form
                    at="/text"
                    label="What did you do?"
                    value=draft.text
                    hint="A sentence is enough. Leave your mentees' names out."
                />
            }
            .into_any()
        }
    }
}

type Sending = std::pin::Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

/// What is in the form, on its way; nothing, when a field can't be read.
fn read(mine: Mine, form: Form) -> Option<Sending> {
    let draft = mine.log;
    let kind = draft.kind.get_untracked().parse().unwrap_or(EvidenceKind::Hours);
    let Ok(happened_on) = draft.day.get_untracked().parse() else {
        form.refuse_field("/happened_on", "Enter the day.");
        return None;
    };
    let typed = draft.minutes.get_untracked();
    let minutes = match typed.trim().parse::<u32>() {
        Ok(minutes) => minutes,
        Err(_) if kind == EvidenceKind::Reflection => 0,
        Err(_) => {
            form.refuse_field("/minutes", "Enter how many minutes it took, as a whole number.");
            return None;
        }
    };
    let text = draft.text.get_untracked();
    let call = if let Some((id, version)) = draft.editing.get_untracked() {
        let change = EvidencePatch {
            happened_on,
            minutes,
            text,
        };
        patch(format!("/me/evidence/{id}"))
            .json(&change)
            .if_match(version)
    } else {
        let new = NewEvidence {
            scheme_id: mine.scheme.get_untracked()?,
            kind,
            happened_on,
            minutes,
            text,
        };
        post("/me/evidence").json(&new)
    };
    Some(Box::pin(call.done()))
}

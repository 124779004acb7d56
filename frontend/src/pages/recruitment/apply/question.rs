use crate::ui::{AvailabilityGrid, Form, TagInput, TextArea};
use crate::wording::some;
use cairn_domain::recruitment::{ApplicationDraft, CallAnswer, CallQuestion, CallQuestionKind};
use cairn_domain::text::words_in;
use leptos::prelude::*;

/// A question with the box that fits it.
#[component]
pub fn QuestionField(form: Form, q: CallQuestion, draft: RwSignal<ApplicationDraft>) -> impl IntoView {
    let key = StoredValue::new(q.key.clone());
    let start = draft.with_untracked(|d| d.answers.get(&q.key).cloned().unwrap_or_default());
    let keep = move |change: &dyn Fn(&mut CallAnswer)| {
        let key = key.get_value();
        let mut answer = draft.with_untracked(|d| d.answers.get(&key).cloned().unwrap_or_default());
        let before = answer.clone();
        change(&mut answer);
        if answer != before {
            draft.update(|d| {
                d.answers.insert(key, answer);
            });
        }
    };
    let label = if q.required {
        q.label.clone()
    } else {
        format!("{} (you can leave this out)", q.label)
    };
    let at = format!("/answers/{}", q.key);
    match q.kind {
        CallQuestionKind::Text | CallQuestionKind::Scenario => {
            let text = RwSignal::new(start.text);
            Effect::new(move |_| {
                let now = text.get();
                keep(&|a| now.clone_into(&mut a.text));
            });
            let most = q.most_words;
            let counted = move || {
                let words = some(u64::from(text.with(|t| words_in(t))), "word", "words");
                if most == 0 {
                    words
                } else {
                    format!("{words} of at most {most}")
                }
            };
            let situation = (q.kind == CallQuestionKind::Scenario)
                .then(|| view! { <p class="border-l-4 border-base-300 pl-3 mb-2 whitespace-pre-line">{q.situation}</p> });
            view! {
                {situation}
                <TextArea form at label value=text hint=q.help rows=6/>
                <p class="text-sm opacity-80 -mt-3 mb-4" aria-live="polite">{counted}</p>
            }
            .into_any()
        }
        CallQuestionKind::Choice | CallQuestionKind::Choices => {
            let chosen = RwSignal::new(start.choices);
            Effect::new(move |_| {
                let now = chosen.get();
                keep(&|a| a.choices.clone_from(&now));
            });
            view! { <Choices form at label q chosen/> }.into_any()
        }
        CallQuestionKind::Languages | CallQuestionKind::Interests => {
            let tags = RwSignal::new(start.choices);
            Effect::new(move |_| {
                let now = tags.get();
                keep(&|a| a.choices.clone_from(&now));
            });
            // A call asks for each of these once, so the pointers can't meet.
            let at = if q.kind == CallQuestionKind::Languages {
                "/answers/languages"
            } else {
                "/answers/interests"
            };
            view! { <TagInput form at label hint=q.help tags/> }.into_any()
        }
        CallQuestionKind::Availability => {
            let value = RwSignal::new(start.availability.unwrap_or_default());
            Effect::new(move |_| {
                let now = value.get();
                keep(&|a| a.availability = Some(now));
            });
            view! { <div class="mb-4"><AvailabilityGrid value/></div> }.into_any()
        }
    }
}

#[component]
fn Choices(
    form: Form,
    at: String,
    label: String,
    q: CallQuestion,
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let is_one = q.kind == CallQuestionKind::Choice;
    let id = form.field_id(&at);
    let name = id.clone();
    let option = move |o: String| {
        let (own, mine) = (o.clone(), o.clone());
        let (kind, class) = if is_one {
            ("radio", "radio radio-primary")
        } else {
            ("checkbox", "checkbox checkbox-primary")
        };
        let name = name.clone();
        view! {
            <label class="flex gap-3 items-center py-1 cursor-pointer">
                <input
                    type=kind
                    name=name
                    class=class
                    prop:checked=move || chosen.with(|c| c.contains(&own))
                    on:change:target=move |ev| {
                        let is_on = ev.target().checked();
                        chosen.update(|c| {
                            if is_one {
                                c.clear();
                            } else {
                                c.retain(|other| *other != mine);
                            }
                            if is_on {
                                c.push(mine.clone());
                            }
                        });
                    }
                />
                <span>{o}</span>
            </label>
        }
    };
    let options = q.options.into_iter().map(option).collect_view();
    view! {
        <fieldset class="mb-4 min-w-0" aria-describedby=format!("{id}-hint {id}-fault")>
            <legend class="font-semibold mb-1">{label}</legend>
            <p id=format!("{id}-hint") class="text-sm opacity-80 empty:hidden">{q.help}</p>
            {options}
            <p id=format!("{id}-fault") class="text-sm text-error font-semibold mt-1 empty:hidden">{move || form.fault(&at)}</p>
        </fieldset>
    }
}

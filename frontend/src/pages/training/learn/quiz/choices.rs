use super::attempt::Attempt;
use cairn_domain::training::{AskedQuestion, QuestionKind};
use leptos::prelude::*;

/// Options of which one, or several, are chosen.
#[component]
pub fn Choices(question: AskedQuestion, attempt: Attempt) -> impl IntoView {
    let one = question.kind == QuestionKind::Single;
    let (kind, class) = if one {
        ("radio", "radio radio-primary")
    } else {
        // Square, so that nobody takes it for one of which only one can be chosen.
        ("checkbox", "checkbox checkbox-primary rounded-md")
    };
    let name = format!("answer-{}", question.key);
    let key = StoredValue::new(question.key);
    let item = move |(place, text): (u32, String)| {
        let change = move |on: bool| {
            let mut places = key.with_value(|key| untrack(|| attempt.places(key)));
            if one {
                places.clear();
            }
            places.retain(|p| *p != place);
            if on {
                places.push(place);
                places.sort_unstable();
            }
            key.with_value(|key| attempt.answer(key, places));
        };
        view! {
            <label class="flex gap-3 items-start py-3 cursor-pointer">
                <input
                    type=kind
                    name=name.clone()
                    class=class
                    prop:checked=move || key.with_value(|key| attempt.places(key).contains(&place))
                    on:change:target=move |ev| change(ev.target().checked())
                />
                <span>{text}</span>
            </label>
        }
        .into_any()
    };
    let items = (0_u32..).zip(question.options).map(item).collect_view();
    view! { <div class="divide-y divide-base-300">{items}</div> }
}

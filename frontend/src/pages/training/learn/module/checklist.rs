use super::course::Course;
use super::part::Part;
use super::part_nav::PartNav;
use cairn_domain::training::{ChecklistItem, ProgressStep};
use leptos::prelude::*;

/// Things to set up or try, ticked off one by one. Each tick is kept at once.
#[component]
pub fn ChecklistPart(course: Course) -> impl IntoView {
    let items = course.module.with_value(|m| m.checklist.clone());
    let total = items.len();
    let done = move || {
        course.progress.with(|p| {
            course
                .module
                .with_value(|m| m.checklist.iter().filter(|c| p.ticked.contains(&c.key)).count())
        })
    };
    let rows = items
        .into_iter()
        .map(|item| view! { <Item course item/> })
        .collect_view();
    view! {
        <section class="card p-5 sm:p-8">
            <fieldset>
                <legend class="text-lg font-bold">"Tick what you have done"</legend>
                <p class="text-sm opacity-80" role="status">{move || format!("{} of {total} ticked", done())}</p>
                <div class="divide-y divide-base-300 mt-2">{rows}</div>
            </fieldset>
        </section>
        <PartNav course part=Part::Checklist/>
    }
}

#[component]
fn Item(course: Course, item: ChecklistItem) -> impl IntoView {
    let key = StoredValue::new(item.key);
    let ticked = move || key.with_value(|key| course.progress.with(|p| p.ticked.contains(key)));
    let change = move |on: bool| {
        let keys = vec![key.get_value()];
        course.step(if on {
            ProgressStep {
                ticked: keys,
                ..ProgressStep::default()
            }
        } else {
            ProgressStep {
                unticked: keys,
                ..ProgressStep::default()
            }
        });
    };
    view! {
        <label class="flex gap-3 items-start py-3 cursor-pointer">
            <input
                type="checkbox"
                class="checkbox checkbox-primary"
                prop:checked=ticked
                on:change:target=move |ev| change(ev.target().checked())
            />
            <span>
                <span class="font-semibold">{item.text}</span>
                <span class="block text-sm opacity-80 empty:hidden">{item.help}</span>
            </span>
        </label>
    }
}

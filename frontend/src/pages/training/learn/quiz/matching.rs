use super::attempt::Attempt;
use cairn_domain::training::AskedQuestion;
use leptos::prelude::*;

/// For each thing on the left, a choice of what belongs to it.
#[component]
pub fn Matching(question: AskedQuestion, n: usize, attempt: Attempt) -> impl IntoView {
    let key = StoredValue::new(question.key);
    let total = question.options.len();
    let before = key.with_value(|key| untrack(|| attempt.places(key)));
    let picks = RwSignal::new(
        (0..total)
            .map(|at| before.get(at).copied())
            .collect::<Vec<Option<u32>>>(),
    );
    let matches = question.matches;
    let choose = move |at: usize, place: Option<u32>| {
        picks.update(|p| {
            if let Some(pick) = p.get_mut(at) {
                *pick = place;
            }
        });
        // An answer is a row without holes: what comes before the first open choice.
        let places = picks.with_untracked(|p| p.iter().map_while(|pick| *pick).collect());
        key.with_value(|key| attempt.answer(key, places));
    };
    let row = move |(at, left): (usize, String)| {
        let id = format!("match-{n}-{at}");
        let chosen = move || picks.with(|p| p.get(at).copied().flatten());
        let options = (0_u32..)
            .zip(matches.clone())
            .map(|(place, right)| {
                view! { <option value=place.to_string() prop:selected=move || chosen() == Some(place)>{right}</option> }
            })
            .collect_view();
        view! {
            <li class="py-3 sm:grid grid-cols-2 gap-4 items-center">
                <label for=id.clone() class="block mb-1 sm:mb-0">{left}</label>
                <select id=id class="select w-full" on:change:target=move |ev| choose(at, ev.target().value().parse().ok())>
                    <option value="" prop:selected=move || chosen().is_none()>"Choose"</option>
                    {options}
                </select>
            </li>
        }
        .into_any()
    };
    let rows = question.options.into_iter().enumerate().map(row).collect_view();
    view! { <ul class="divide-y divide-base-300">{rows}</ul> }
}

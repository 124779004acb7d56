use cairn_domain::cohorts::Availability;
use cairn_domain::cohorts::availability::{DAYS, PARTS};
use leptos::prelude::*;

/// When somebody can usually meet: a tick box for each part of each day.
#[component]
pub fn AvailabilityGrid(value: RwSignal<Availability>) -> impl IntoView {
    let head = PARTS
        .iter()
        .map(|p| view! { <th scope="col" class="text-center text-sm capitalize px-0.5">{*p}</th> })
        .collect_view();
    let slot = move |day: usize, part: usize| {
        let (d, p) = (day as u32, part as u32);
        view! {
            <td class="text-center p-0.5">
                <label class="grid place-items-center p-2 cursor-pointer">
                    <span class="sr-only">{format!("{} {}", DAYS[day], PARTS[part])}</span>
                    <input
                        type="checkbox"
                        class="checkbox checkbox-primary"
                        prop:checked=move || value.get().has(d, p)
                        on:change=move |_| value.update(|v| *v = v.toggled(d, p))
                    />
                </label>
            </td>
        }
        .into_any()
    };
    let rows = (0..DAYS.len())
        .map(|day| {
            let cells = (0..PARTS.len()).map(|part| slot(day, part)).collect_view();
            view! { <tr><th scope="row" class="px-0.5">{DAYS[day]}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <fieldset class="min-w-0">
            <legend class="font-semibold">"When can you usually meet?"</legend>
            <p class="text-sm opacity-80">"Tick every part of the week that often suits you. We look for people who share a time."</p>
            <table class="table table-sm max-w-md mt-2">
                <thead><tr><td></td>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </fieldset>
    }
}

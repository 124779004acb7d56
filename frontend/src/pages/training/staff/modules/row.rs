use super::path::{PathDesk, Standing, button_id, select_id};
use crate::ui::{Tone, badge, icon};
use crate::wording::some;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::ModuleSummary;
use icondata_lu as lu;
use leptos::prelude::*;

/// A module of the path: what it is, how it stands, and its place.
#[component]
pub fn ModuleRow(
    scheme: SchemeId,
    module: ModuleSummary,
    n: usize,
    last: usize,
    desk: PathDesk,
) -> impl IntoView {
    let m = module;
    let href = format!("/schemes/{scheme}/training/modules/{}", m.id);
    let facts = [
        Some(owner(&m)),
        Some(some(m.minutes, "minute", "minutes")),
        Some(some(m.questions, "question", "questions")),
        m.valid_months
            .map(|n| format!("counts for {}", some(n, "month", "months"))),
        (!m.prerequisites.is_empty()).then(|| format!("after {}", m.prerequisites.join(", "))),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let state = match m.published {
        Some(v) => badge(Tone::Good, format!("Version {v}")),
        None => badge(Tone::Plain, "Not published"),
    };
    let draft = m.has_draft.then(|| badge(Tone::Attention, "Draft"));
    let standing = Standing::of(&m);
    let place = if desk.may_edit {
        view! { <Place m=m.clone() n last desk standing/> }.into_any()
    } else {
        badge(Tone::Plain, standing.label())
    };
    view! {
        <li class="py-4 sm:flex gap-4 items-start">
            <div class="min-w-0 mr-auto">
                <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <h2 class="font-bold text-lg wrap-anywhere">
                        <span class="opacity-80">{format!("{}. ", n + 1)}</span>
                        <a class="link" href=href>{m.title.clone()}</a>
                    </h2>
                    {state}
                    {draft}
                </div>
                <p class="opacity-90 empty:hidden">{m.summary}</p>
                <p class="text-sm opacity-80">{facts}</p>
            </div>
            <div class="mt-2 sm:mt-0 shrink-0">{place}</div>
        </li>
    }
}

fn owner(m: &ModuleSummary) -> String {
    match (m.scheme_id, &m.programme_code) {
        (None, _) => "For every scheme".to_owned(),
        (Some(_), None) => "Of this scheme".to_owned(),
        (Some(_), Some(code)) => format!("For {code}"),
    }
}

#[component]
fn Place(m: ModuleSummary, n: usize, last: usize, desk: PathDesk, standing: Standing) -> impl IntoView {
    let id = m.id;
    let title = StoredValue::new(m.title);
    let options = Standing::ALL
        .into_iter()
        .map(|s| view! { <option value=s.as_str() selected=s == standing>{s.label()}</option> })
        .collect_view();
    let stand = move |word: String| {
        if let Some(standing) = Standing::ALL.into_iter().find(|s| s.as_str() == word) {
            desk.stand(id, standing, title.get_value());
        }
    };
    let arrow = move |up: bool| {
        let way = if up { "up" } else { "down" };
        let label = format!("Move {} {way}", title.get_value());
        let stuck = if up { n == 0 } else { n + 1 == last };
        view! {
            <button
                id=button_id(id, up)
                class="btn btn-sm btn-square"
                aria-label=label
                aria-disabled=stuck.to_string()
                on:click=move |_| desk.shift(id, up, title.get_value())
            >
                {icon(if up { lu::LuArrowUp } else { lu::LuArrowDown })}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="flex gap-2">
            <select
                id=select_id(id)
                class="select select-sm w-36"
                aria-label=format!("How {} stands in the path", title.get_value())
                on:change:target=move |ev| stand(ev.target().value())
            >
                {options}
            </select>
            {arrow(true)}
            {arrow(false)}
        </div>
    }
}

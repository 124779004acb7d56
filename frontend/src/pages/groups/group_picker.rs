use crate::client::{Query, loaded};
use crate::ui::SearchBox;
use crate::wording::some;
use cairn_domain::groups::GroupSummary;
use cairn_domain::ids::{MentorGroupId, SchemeId};
use cairn_domain::paging::Page;
use leptos::prelude::*;

/// Finds one of a scheme's groups by its name or somebody in it.
#[component]
pub fn GroupPicker(scheme: SchemeId, value: RwSignal<Option<MentorGroupId>>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let groups = Query::new(
        move || {
            let q = String::from(js_sys::encode_uri_component(&words.get()));
            format!(
                "/schemes/{scheme}/groups?limit=8&sort=size{}",
                if q.is_empty() {
                    String::new()
                } else {
                    format!("&q={q}")
                }
            )
        },
        &[],
    );
    let item = move |g: GroupSummary| {
        let facts = format!("{} · {}", some(g.size, "mentee", "mentees"), g.mentors.join(", "));
        view! {
            <label class="flex items-center gap-3 py-2 cursor-pointer">
                <input
                    type="radio"
                    name="to-group"
                    class="radio radio-primary"
                    prop:checked=move || value.get() == Some(g.id)
                    on:change=move |_| value.set(Some(g.id))
                />
                <span class="font-semibold">{g.label}</span>
                <span class="ml-auto text-sm text-right opacity-80">{facts}</span>
            </label>
        }
        .into_any()
    };
    view! {
        <fieldset class="mb-4">
            <legend class="font-semibold mb-2">"To which group?"</legend>
            <SearchBox label="Find a person or group" value=words on_search=move |q: String| words.set(q)/>
            {loaded(groups, move |page: Page<GroupSummary>| {
                view! { <div class="divide-y divide-base-300 mt-2">{page.items.into_iter().map(item).collect_view()}</div> }.into_any()
            })}
        </fieldset>
    }
}

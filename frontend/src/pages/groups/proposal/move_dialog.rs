use super::carry::{Carried, Carry};
use super::wish_buttons::WishButtons;
use crate::ui::{Dialog, FormProblem, SearchBox, open_for, tell};
use crate::wording::some;
use cairn_domain::groups::ProposedGroup;
use leptos::prelude::*;

/// Most groups that are offered at once; words find the others.
const OFFERED: usize = 12;

/// The keyboard's equal of dragging: where somebody goes, and what is kept for them.
#[component]
pub fn MoveDialog(carry: Carry) -> impl IntoView {
    let open = open_for(carry.asked);
    let title = Signal::derive(move || {
        carry.asked.with(|a| {
            a.as_ref()
                .map_or_else(String::new, |a| format!("Move {} to…", a.name))
        })
    });
    view! {
        <Dialog title open>
            {move || carry.asked.get().map(|who| view! { <Choices who carry/> })}
        </Dialog>
    }
}

#[component]
fn Choices(who: Carried, carry: Carry) -> impl IntoView {
    let tell = tell();
    let words = RwSignal::new(String::new());
    let person = StoredValue::new(who.clone());
    let put = move |to: Option<u32>| carry.put(person.get_value(), to, tell);
    let offered = move || {
        let words = words.get().to_lowercase();
        let fits = |g: &ProposedGroup| {
            let named = |t: &str| t.to_lowercase().contains(&words);
            Some(g.index) != person.with_value(|p| p.from)
                && (words.is_empty() || named(&g.label) || g.mentors.iter().any(|m| named(&m.name)))
        };
        // The smallest groups first: there is room in them.
        let mut groups: Vec<ProposedGroup> = carry.view.with(|v| {
            v.as_ref()
                .map(|v| v.groups.iter().filter(|g| fits(g)).cloned().collect())
                .unwrap_or_default()
        });
        groups.sort_by_key(|g| g.mentees.len());
        groups.truncate(OFFERED);
        groups
            .into_iter()
            .map(|g| {
                let mentors = g.mentors.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join(", ");
                let facts = format!("{} · {mentors}", some(g.mentees.len() as u64, "mentee", "mentees"));
                let index = g.index;
                view! {
                    <li>
                        <button class="btn btn-ghost w-full justify-start text-left font-normal" on:click=move |_| put(Some(index))>
                            <span class="font-semibold">{g.label}</span>
                            <span class="ml-auto text-sm opacity-80">{facts}</span>
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    let wishes = who.mentee.then(|| view! { <WishButtons who=who.clone() carry/> });
    let out = who.from.map(
        |_| view! { <button class="btn" on:click=move |_| put(None)>"Take out of every group"</button> },
    );
    view! {
        <FormProblem form=carry.form/>
        <div class="mt-3"><SearchBox label="Find a group or mentor" value=words on_search=move |q: String| words.set(q)/></div>
        <ul class="mt-2 max-h-72 overflow-y-auto">{offered}</ul>
        <div class="mt-4 pt-4 border-t border-base-300 flex flex-wrap gap-2">{out} {wishes}</div>
    }
}

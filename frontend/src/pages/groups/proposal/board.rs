use super::carry::Carry;
use super::filters::{BoardFilters, shown};
use super::group_card::GroupCard;
use super::header::Header;
use super::move_dialog::MoveDialog;
use super::problems::Problems;
use crate::address::Address;
use crate::wording::some;
use cairn_domain::groups::ProposedGroup;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Groups drawn at first, and with each "Show more".
const STEP: usize = 24;

/// The groups of a proposal. Only groups that changed are drawn again after a move.
#[component]
pub fn Board(scheme: SchemeId, carry: Carry, editable: bool) -> impl IntoView {
    let address = Address::here();
    let limit = RwSignal::new(STEP);
    let groups = Memo::new(move |_| {
        carry
            .view
            .with(|v| v.as_ref().map(|v| shown(v, address)).unwrap_or_default())
    });
    let total = Memo::new(move |_| groups.with(Vec::len));
    let visible = move || groups.with(|all| all.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    let hint = editable.then(|| {
        view! {
            <p class="opacity-90 mb-3">
                "Drag somebody to another group, or press the button beside their name and choose. Every move can be undone."
            </p>
        }
    });
    let more = move || {
        (total.get() > limit.get()).then(|| {
            view! {
                <button class="btn mt-5" on:click=move |_| limit.update(|n| *n += STEP)>
                    {format!("Show more ({} left)", total.get() - limit.get())}
                </button>
            }
        })
    };
    view! {
        <Header scheme carry editable/>
        <Problems carry editable/>
        <BoardFilters carry/>
        {hint}
        <p class="text-sm opacity-80 mb-3" role="status">{move || some(total.get() as u64, "group", "groups")}</p>
        <div class="grid gap-4 sm:grid-cols-2 xl:grid-cols-3 items-start">
            <For each=visible key=fingerprint let:group>
                <GroupCard group carry editable/>
            </For>
        </div>
        {more}
        <MoveDialog carry/>
    }
}

/// Changes when what the group's card shows changes.
fn fingerprint(group: &ProposedGroup) -> (u32, u64) {
    let mut hash = DefaultHasher::new();
    for m in &group.mentors {
        m.id.hash(&mut hash);
    }
    for m in &group.mentees {
        (m.id, m.pinned).hash(&mut hash);
    }
    (group.index, hash.finish())
}

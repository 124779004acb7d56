use super::blocks_list;
use crate::client::{Query, post};
use crate::ui::Chosen;
use crate::ui::{Confirm, Form, icon, tell};
use crate::wording::{count, some};
use cairn_domain::ids::HearEntryId;
use cairn_domain::recognition::{HearVerifications, HearVerified, KeptHearEntry};
use icondata_lu as lu;
use leptos::prelude::*;

/// Verifying the entries that are chosen, and those that stayed as they were.
#[derive(Clone, Copy)]
pub struct Verify {
    pub chosen: Chosen<HearEntryId>,
    query: Query,
    form: Form,
    asking: RwSignal<bool>,
    kept: RwSignal<Vec<KeptHearEntry>>,
}

impl Verify {
    pub fn new(chosen: Chosen<HearEntryId>, query: Query) -> Self {
        Self {
            chosen,
            query,
            form: Form::new("verify"),
            asking: RwSignal::new(false),
            kept: RwSignal::new(Vec::new()),
        }
    }
}

#[component]
pub fn VerifyBar(verify: Verify) -> impl IntoView {
    let tell = tell();
    let none = move || verify.chosen.len() == 0;
    let ask = move |_| {
        if none() {
            tell("Choose at least one first.");
        } else {
            verify.asking.set(true);
        }
    };
    view! {
        <button class="btn btn-sm btn-primary" aria-disabled=move || none().to_string() on:click=ask>{icon(lu::LuBadgeCheck)} "Verify"</button>
    }
}

/// Asks once more. It stands outside the list, which may be drawn anew meanwhile.
#[component]
pub fn VerifyDialog(verify: Verify) -> impl IntoView {
    let tell = tell();
    let Verify {
        chosen,
        query,
        form,
        asking,
        kept,
    } = verify;
    let title = Signal::derive(move || format!("Verify {}?", some(chosen.len() as u64, "entry", "entries")));
    let yes = move |()| {
        let asked = HearVerifications { ids: chosen.list() };
        form.run(async move {
            let answer: HearVerified = post("/hear-entries/verifications").json(&asked).read().await?;
            tell(&format!("{} verified.", count(answer.verified)));
            let _ = kept.try_set(answer.kept);
            chosen.clear();
            let _ = asking.try_set(false);
            query.reload();
            Ok(())
        });
    };
    let text = "You say that the hours and the log were checked. It carries your name, and the hours behind it can no longer be changed.";
    view! { <Confirm open=asking title text action="Verify them" form on_yes=yes/> }
}

/// Entries that the last verification left as they were, with what stands in the way.
#[component]
pub fn KeptEntries(verify: Verify) -> impl IntoView {
    move || {
        let kept = verify.kept.get();
        (!kept.is_empty()).then(|| {
            let number = kept.len() as u64;
            let items = kept
                .into_iter()
                .map(|k| view! { <li class="mt-1"><span class="font-semibold">{k.name}</span> {blocks_list(&k.blocks)}</li> })
                .collect_view();
            view! {
                <div role="status" class="alert alert-warning alert-soft items-start my-3">
                    {icon(lu::LuCircleAlert)}
                    <div>
                        <p class="font-semibold">{some(number, "entry could not be verified", "entries could not be verified")}</p>
                        <ul>{items}</ul>
                    </div>
                </div>
            }
        })
    }
}

use super::item::evidence_name;
use crate::client::{Problem, Query, post};
use crate::ui::Chosen;
use crate::ui::{Dialog, Form, FormProblem, Submit, TextArea, icon, tell};
use crate::wording::{count, some};
use cairn_domain::ids::EvidenceId;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{EvidenceDecided, EvidenceDecision, EvidenceDecisions, EvidenceView};
use icondata_lu as lu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A piece that a decision left as it was.
#[derive(Clone)]
struct Left {
    id: EvidenceId,
    name: String,
    why: String,
    /// Its version, where it can be confirmed as other work.
    as_other_work: Option<i32>,
}

/// Deciding about the pieces that are chosen, and what stayed as it was.
#[derive(Clone, Copy)]
pub struct Decide {
    chosen: Chosen<EvidenceId>,
    query: Query,
    form: Form,
    refusing: RwSignal<bool>,
    kept: RwSignal<Vec<Left>>,
    /// The version of each piece when it was chosen: the list draws itself anew, and a decision is about what was read.
    seen: StoredValue<BTreeMap<EvidenceId, i32>>,
}

impl Decide {
    pub fn new(chosen: Chosen<EvidenceId>, query: Query) -> Self {
        let seen = StoredValue::new(BTreeMap::new());
        Effect::new(move |_| {
            chosen.len();
            let page = untrack(|| query.value::<Page<EvidenceView>>());
            let shown: BTreeMap<EvidenceId, i32> = page
                .iter()
                .flat_map(|p| &p.items)
                .filter_map(|e| Some((e.id?, e.version)))
                .collect();
            let chosen = chosen.list();
            seen.update_value(|seen| {
                seen.retain(|id, _| chosen.contains(id));
                for id in chosen {
                    if let Some(version) = shown.get(&id) {
                        seen.entry(id).or_insert(*version);
                    }
                }
            });
        });
        Self {
            chosen,
            query,
            seen,
            form: Form::new("decide"),
            refusing: RwSignal::new(false),
            kept: RwSignal::new(Vec::new()),
        }
    }

    /// Sends one decision about everything that is chosen. Answers with how many pieces changed.
    async fn send(self, decision: EvidenceDecision, reason: String) -> Result<u32, Problem> {
        let page = untrack(|| self.query.value::<Page<EvidenceView>>());
        let ids = self.chosen.list();
        let version = |id: &EvidenceId| self.seen.with_value(|seen| seen.get(id).copied().unwrap_or(0));
        let asked = EvidenceDecisions {
            versions: ids.iter().map(version).collect(),
            ids,
            decision,
            reason,
            other_work: vec![],
        };
        let EvidenceDecided { changed, kept } = post("/evidence/decisions").json(&asked).read().await?;
        let items = page.map(|p| p.items).unwrap_or_default();
        let left = kept.into_iter().map(|k| {
            let found = items.iter().find(|e| e.id == Some(k.id));
            Left {
                id: k.id,
                name: found.map_or_else(|| "One that is not on this page".to_owned(), evidence_name),
                why: k.why,
                as_other_work: found.filter(|_| k.may_be_twice).map(|e| e.version),
            }
        });
        let _ = self.kept.try_set(left.collect());
        self.chosen.clear();
        self.query.reload();
        Ok(changed)
    }

    /// Confirms one that may be the same work as another: somebody of staff says that it isn't.
    async fn confirm_as_other_work(self, id: EvidenceId, version: i32) -> Result<(), Problem> {
        let asked = EvidenceDecisions {
            ids: vec![id],
            versions: vec![version],
            decision: EvidenceDecision::Confirm,
            reason: String::new(),
            other_work: vec![id],
        };
        let EvidenceDecided { kept, .. } = post("/evidence/decisions").json(&asked).read().await?;
        let why = kept.into_iter().next().map(|k| k.why);
        let _ = self.kept.try_update(|left| match why {
            None => left.retain(|l| l.id != id),
            Some(why) => {
                for l in left.iter_mut().filter(|l| l.id == id) {
                    l.why.clone_from(&why);
                    l.as_other_work = None;
                }
            }
        });
        self.query.reload();
        Ok(())
    }
}

/// Confirm, or don't, what is chosen.
#[component]
pub fn DecideBar(decide: Decide) -> impl IntoView {
    let tell = tell();
    let Decide {
        chosen,
        form,
        refusing,
        ..
    } = decide;
    let none = move || chosen.len() == 0;
    let confirm = move |_| {
        if none() {
            return tell("Choose at least one first.");
        }
        form.run(async move {
            let changed = decide.send(EvidenceDecision::Confirm, String::new()).await?;
            match changed {
                0 => tell("None of them is confirmed. You see why above the list."),
                n => tell(&format!("{} confirmed.", count(n))),
            }
            Ok(())
        });
    };
    let refuse = move |_| {
        if none() {
            tell("Choose at least one first.");
        } else {
            refusing.set(true);
        }
    };
    view! {
        <button class="btn btn-sm btn-primary" aria-disabled=move || none().to_string() on:click=confirm>{icon(lu::LuCheck)} "Confirm"</button>
        <button class="btn btn-sm" aria-disabled=move || none().to_string() on:click=refuse>"Don't confirm"</button>
        <FormProblem form/>
    }
}

/// Asks why. It stands outside the list, which is drawn anew while somebody writes.
#[component]
pub fn RefuseDialog(decide: Decide) -> impl IntoView {
    view! { <Dialog title="Don't confirm" open=decide.refusing><RefuseForm decide/></Dialog> }
}

#[component]
fn RefuseForm(decide: Decide) -> impl IntoView {
    let tell = tell();
    let form = Form::new("refuse");
    let reason = RwSignal::new(String::new());
    let number = untrack(|| decide.chosen.len()) as u64;
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let reason = reason.get_untracked();
        if reason.trim().is_empty() {
            return form.refuse_field("/reason", "Say why, so that the mentor can learn from it.");
        }
        form.run(async move {
            let changed = decide.send(EvidenceDecision::Refuse, reason).await?;
            tell(&format!(
                "{} not confirmed. The mentor gets a letter.",
                count(changed)
            ));
            let _ = decide.refusing.try_set(false);
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <p class="mb-4">{format!("{} will not count. The mentor reads your reason and may appeal.", some(number, "piece", "pieces"))}</p>
            <TextArea form at="/reason" label="Why" value=reason hint="Kind and exact: what would have to be different?"/>
            <FormProblem form/>
            <Submit form label="Don't confirm"/>
        </form>
    }
}

/// What the last decision left as it was, and why.
#[component]
pub fn Kept(decide: Decide) -> impl IntoView {
    let tell = tell();
    let kept = decide.kept;
    let confirm = move |id, version| {
        decide.form.run(async move {
            decide.confirm_as_other_work(id, version).await?;
            tell("Confirmed as other work.");
            Ok(())
        });
    };
    move || {
        let list = kept.get();
        (!list.is_empty()).then(|| {
            let number = list.len() as u64;
            let items = list
                .into_iter()
                .map(|left| {
                    let what = format!("It is other work: confirm {}", left.name);
                    let button = left.as_other_work.map(|version| {
                        view! {
                            <button class="btn btn-sm mt-1 mb-2 block" aria-label=what on:click=move |_| confirm(left.id, version)>
                                "It is other work: confirm"
                            </button>
                        }
                    });
                    view! { <li class="wrap-anywhere">{format!("{}. {}", left.name, left.why)} {button}</li> }
                })
                .collect_view();
            view! {
                <div role="status" class="alert alert-warning alert-soft items-start my-3">
                    {icon(lu::LuCircleAlert)}
                    <div>
                        <p class="font-semibold">{some(number, "piece stayed as it was", "pieces stayed as they were")}</p>
                        <ul class="list-disc pl-5">{items}</ul>
                    </div>
                </div>
            }
        })
    }
}

use crate::client::{Query, put};
use crate::ui::{Form, FormProblem, Section, Submit, UnsavedGuard, tell};
use crate::wording::{count, some};
use cairn_domain::ids::PersonId;
use cairn_domain::recruitment::{CallScorers, ScorerView, SelectionView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Who scores, with what each has.
#[component]
pub fn Scorers(view: SelectionView, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("scorers");
    let before: BTreeSet<PersonId> = view
        .scorers
        .iter()
        .filter(|s| s.is_scorer)
        .map(|s| s.person_id)
        .collect();
    let chosen = RwSignal::new(before.clone());
    let before = StoredValue::new(before);
    let dirty = Signal::derive(move || before.with_value(|before| chosen.with(|now| now != before)));
    let (call, calibration) = (view.call_id, StoredValue::new(view.calibration_ids.clone()));
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let wish = CallScorers {
            person_ids: chosen.get_untracked().into_iter().collect(),
            calibration_ids: calibration.get_value(),
        };
        form.run(async move {
            let after: SelectionView = put(format!("/calls/{call}/scorers")).json(&wish).read().await?;
            tell("The scorers are kept. Deal out next.");
            query.put(&after);
            Ok(())
        });
    };
    let items = view.scorers.into_iter().map(|s| item(s, chosen)).collect_view();
    view! {
        <Section title="Who scores">
            <p class="mb-2">"Nobody is given a student whom they tutor, or who named them. A scorer can say that they can\u{2019}t be fair."</p>
            <form on:submit=submit>
                <fieldset>
                    <legend class="sr-only">"Scorers"</legend>
                    <ul class="divide-y divide-base-300">{items}</ul>
                </fieldset>
                <FormProblem form/>
                <div class="mt-3"><Submit form label="Keep these scorers"/></div>
            </form>
        </Section>
        <UnsavedGuard dirty/>
    }
}

fn item(s: ScorerView, chosen: RwSignal<BTreeSet<PersonId>>) -> AnyView {
    let id = s.person_id;
    let mut facts = vec![];
    if s.to_read + s.done > 0 {
        facts.push(format!("{} to read", count(s.to_read)));
        facts.push(format!("{} scored", count(s.done)));
    }
    if s.conflicts > 0 {
        facts.push(some(s.conflicts, "given back", "given back"));
    }
    if let Some(mean) = s.mean {
        facts.push(format!("gives {mean:.1} on average"));
    }
    view! {
        <li>
            <label class="flex gap-3 items-start py-3 cursor-pointer">
                <input
                    type="checkbox"
                    class="checkbox checkbox-primary"
                    prop:checked=move || chosen.with(|all| all.contains(&id))
                    on:change:target=move |ev| {
                        let on = ev.target().checked();
                        chosen.update(|all| {
                            if on {
                                all.insert(id);
                            } else {
                                all.remove(&id);
                            }
                        });
                    }
                />
                <span>
                    <span class="font-semibold wrap-anywhere">{s.name}</span>
                    <span class="block text-sm opacity-80 empty:hidden">{facts.join(" · ")}</span>
                </span>
            </label>
        </li>
    }
    .into_any()
}

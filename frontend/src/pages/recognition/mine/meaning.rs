use super::choose::Choice;
use super::frame::Mine;
use crate::client::post;
use crate::pages::recognition::names::hours;
use crate::ui::{Dialog, Form, FormProblem, open_for, tell};
use cairn_domain::recognition::{HoursChoice, HoursChoiceView};
use leptos::prelude::*;

/// What moving the ticked entries means, before it is done.
#[component]
pub fn MeaningDialog(choice: Choice, mine: Mine) -> impl IntoView {
    let open = open_for(choice.meaning);
    view! {
        <Dialog title="What this means" open>
            {move || choice.meaning.get().map(|(asked, meaning)| view! { <Meaning asked meaning choice open mine/> })}
        </Dialog>
    }
}

#[component]
fn Meaning(
    asked: HoursChoice,
    meaning: HoursChoiceView,
    choice: Choice,
    open: RwSignal<bool>,
    mine: Mine,
) -> impl IntoView {
    let tell = tell();
    let form = Form::new("move");
    let label = untrack(|| mine.value()).map_or_else(|| "HEAR".to_owned(), |one| one.hear_label);
    let sentences = meaning
        .sentences
        .iter()
        .map(|s| view! { <li class="py-1">{s.clone()}</li> })
        .collect_view();
    let row = |name: String, before: u32, after: u32| {
        view! {
            <tr>
                <th scope="row" class="font-normal">{name}</th>
                <td class="text-right">{hours(before)}</td>
                <td class="text-right font-bold">{hours(after)}</td>
            </tr>
        }
    };
    let hear = row(label, meaning.hear_minutes_before, meaning.hear_minutes_after);
    let credit = row(
        "Credit".to_owned(),
        meaning.credit_minutes_before,
        meaning.credit_minutes_after,
    );
    let go = move |_| {
        let doing = HoursChoice {
            dry_run: false,
            ..asked.clone()
        };
        form.run(async move {
            post("/me/hours-choice").json(&doing).done().await?;
            tell("It is done. The numbers on this page show it.");
            choice.ids.update(|ids| ids.clear());
            open.set(false);
            mine.reload();
            Ok(())
        });
    };
    view! {
        <ul class="list-disc pl-5 mt-2">{sentences}</ul>
        <table class="table table-sm mt-3">
            <caption class="sr-only">"Your hours before and after"</caption>
            <thead><tr><th scope="col">"Counts for"</th><th scope="col" class="text-right">"Now"</th><th scope="col" class="text-right">"Then"</th></tr></thead>
            <tbody>{hear} {credit}</tbody>
        </table>
        <FormProblem form/>
        <div class="modal-action">
            <button class="btn" on:click=move |_| open.set(false)>"Leave it as it is"</button>
            <button class="btn btn-primary" disabled=move || form.is_busy() on:click=go>"Move them"</button>
        </div>
    }
}

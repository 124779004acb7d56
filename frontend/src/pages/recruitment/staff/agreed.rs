use crate::client::{Query, put};
use crate::pages::recruitment::scoring::{Levels, LevelsDraft};
use crate::ui::{Dialog, Form, FormProblem, Submit, TextArea, tell};
use cairn_domain::ids::ApplicationId;
use cairn_domain::recruitment::{AgreedScores, ApplicationScores};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What scorers who differed agreed on in a talk.
#[component]
pub fn AgreedDialog(
    id: ApplicationId,
    scores: ApplicationScores,
    open: RwSignal<bool>,
    query: Query,
) -> impl IntoView {
    let scores = StoredValue::new(scores);
    view! { <Dialog title="What the talk came to" open><AgreedForm id scores=scores.get_value() open query/></Dialog> }
}

#[component]
fn AgreedForm(
    id: ApplicationId,
    scores: ApplicationScores,
    open: RwSignal<bool>,
    query: Query,
) -> impl IntoView {
    let tell = tell();
    let form = Form::new("agreed");
    let before = scores.agreed.clone();
    let draft = LevelsDraft::of(before.as_ref().map_or(&[], |a| a.scores.as_slice()));
    let note = RwSignal::new(before.map(|a| a.note).unwrap_or_default());
    let rubric = StoredValue::new(scores.rubric.clone());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let scores = match rubric.with_value(|rubric| draft.read(rubric)) {
            Ok(scores) => scores,
            Err(why) => return form.refuse_field("/scores", &why),
        };
        let input = AgreedScores {
            scores,
            note: note.get_untracked(),
        };
        form.run(async move {
            let after: ApplicationScores = put(format!("/applications/{id}/agreed-scores"))
                .json(&input)
                .read()
                .await?;
            let _ = open.try_set(false);
            tell("Kept. What each gave stays on record.");
            query.put(&after);
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <Levels form rubric=scores.rubric draft/>
            <div class="mt-4"><TextArea form at="/note" label="In a few words, why" value=note rows=3/></div>
            <FormProblem form/>
            <Submit form label="Keep what was agreed"/>
        </form>
    }
}

use crate::client::{Query, put};
use crate::ui::{Form, FormProblem, Section, Submit, TextArea, UnsavedGuard, tell};
use cairn_domain::ids::ApplicationId;
use cairn_domain::recruitment::{ApplicationFeedback, ApplicationView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Words to one applicant, for the letter about a decision.
#[component]
pub fn FeedbackForm(id: ApplicationId, said: String, version: i32, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("feedback");
    let words = RwSignal::new(said.clone());
    let said = StoredValue::new(said);
    let dirty = Signal::derive(move || said.with_value(|said| words.get() != *said));
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let input = ApplicationFeedback {
            feedback: words.get_untracked(),
        };
        form.run(async move {
            let view: ApplicationView = put(format!("/applications/{id}/feedback"))
                .json(&input)
                .if_match(version)
                .read()
                .await?;
            tell("Kept. They go into the letter.");
            query.put(&view);
            Ok(())
        });
    };
    view! {
        <Section title="Words to the applicant">
            <form on:submit=submit>
                <TextArea form at="/feedback" label="What you would like them to know" value=words hint="Kind and exact. They read it in the letter about your decision, and not before." rows=3/>
                <FormProblem form/>
                <Submit form label="Keep these words"/>
            </form>
        </Section>
        <UnsavedGuard dirty/>
    }
}

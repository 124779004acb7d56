use crate::client::{Query, post};
use crate::ui::{Dialog, Field, Form, FormProblem, SelectField, Submit, TextArea, tell};
use cairn_domain::ids::ParticipantId;
use cairn_domain::training::{MentorTrainingDetail, NewPriorLearning};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Accepts that a mentor knows a module's matter already.
#[component]
pub fn PriorLearningDialog(participant: ParticipantId, query: Query, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title="Accept prior learning" open>
            <PriorLearningForm participant query open/>
        </Dialog>
    }
}

#[component]
fn PriorLearningForm(participant: ParticipantId, query: Query, open: RwSignal<bool>) -> impl IntoView {
    let tell = tell();
    let form = Form::new("prior");
    let [module, on, evidence, reason] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let mut options = vec![(String::new(), "Choose a module".to_owned())];
    options.extend(
        untrack(|| query.value::<MentorTrainingDetail>())
            .map(|d| d.modules)
            .unwrap_or_default()
            .into_iter()
            .map(|m| (m.id.to_string(), m.title)),
    );
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Ok(module_id) = module.get_untracked().parse() else {
            return form.refuse_field("/module_id", "Choose the module that this counts for.");
        };
        let Ok(completed_on) = on.get_untracked().parse() else {
            return form.refuse_field("/completed_on", "Enter the day they completed it.");
        };
        let new = NewPriorLearning {
            module_id,
            completed_on,
            evidence: evidence.get_untracked(),
            reason: reason.get_untracked(),
        };
        form.run(async move {
            post(format!("/participants/{participant}/prior-learning"))
                .json(&new)
                .read::<MentorTrainingDetail>()
                .await?;
            tell("It is recorded, with your name.");
            open.set(false);
            query.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <p class="mb-4">"The module then counts as completed. What you write stays with the record."</p>
            <SelectField form at="/module_id" label="Module" value=module options/>
            <Field form at="/completed_on" label="Completed on" value=on kind="date" required=true/>
            <TextArea form at="/evidence" label="What you have seen" value=evidence hint="Like a certificate, with its name and date."/>
            <TextArea form at="/reason" label="Why it counts" value=reason hint="Like: same content, passed this summer."/>
            <FormProblem form/>
            <Submit form label="Accept it"/>
        </form>
    }
}

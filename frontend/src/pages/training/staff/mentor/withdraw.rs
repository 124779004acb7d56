use crate::client::{Query, post};
use crate::ui::{Dialog, Form, FormProblem, Submit, TextArea, open_for, tell};
use cairn_domain::training::{CompletionView, MentorTrainingDetail, WithdrawCompletion};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Takes a completion back, with a reason. It stays in the list.
#[component]
pub fn WithdrawDialog(completion: RwSignal<Option<CompletionView>>, query: Query) -> impl IntoView {
    let open = open_for(completion);
    let title = Signal::derive(move || {
        completion.with(|c| {
            c.as_ref()
                .map_or_else(String::new, |c| format!("Withdraw {}", c.module_title))
        })
    });
    view! {
        <Dialog title open>
            {move || completion.get().map(|c| view! { <WithdrawForm c open query/> })}
        </Dialog>
    }
}

#[component]
fn WithdrawForm(c: CompletionView, open: RwSignal<bool>, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("withdraw");
    let reason = RwSignal::new(String::new());
    let id = c.id;
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let input = WithdrawCompletion {
            reason: reason.get_untracked(),
        };
        form.run(async move {
            post(format!("/training-completions/{id}/withdrawal"))
                .json(&input)
                .read::<MentorTrainingDetail>()
                .await?;
            tell("The completion no longer counts.");
            open.set(false);
            query.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-2">
            <p class="mb-4">"It stops counting at once. If this mentor has a group and is no longer cleared, you see it in the groups."</p>
            <TextArea form at="/reason" label="Why" value=reason/>
            <FormProblem form/>
            <Submit form label="Withdraw it"/>
        </form>
    }
}

use super::frame::Mine;
use crate::client::post;
use crate::ui::{Dialog, Form, FormProblem, Submit, TextArea, open_for, tell};
use cairn_domain::recognition::{AppealState, AppealSubject, AppealView, NewAppeal};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use uuid::Uuid;

/// What an appeal is going to be about.
#[derive(Clone)]
pub struct AppealDraft {
    pub subject: AppealSubject,
    pub subject_id: Uuid,
    /// In words, for the form's title and the button.
    pub about: String,
}

/// The way to an appeal, or a word that one is under way.
#[component]
pub fn AppealButton(
    mine: Mine,
    subject: AppealSubject,
    subject_id: Uuid,
    #[prop(into)] about: String,
    appeals: Vec<AppealView>,
) -> impl IntoView {
    let is_open = appeals
        .iter()
        .any(|a| a.subject_id == subject_id && a.state == AppealState::Open);
    if is_open {
        return view! { <p class="text-sm mt-3">"You have appealed. Staff look at it and write to you."</p> }
            .into_any();
    }
    let says = if subject == AppealSubject::Award {
        "I think I have earned this"
    } else {
        "Appeal"
    };
    let label = format!("{says}: {about}");
    let draft = AppealDraft {
        subject,
        subject_id,
        about,
    };
    view! {
        <button class="btn btn-sm mt-3" aria-label=label on:click=move |_| mine.appeal.set(Some(draft.clone()))>
            {says}
        </button>
    }
    .into_any()
}

#[component]
pub fn AppealDialog(mine: Mine) -> impl IntoView {
    let open = open_for(mine.appeal);
    view! {
        <Dialog title="Ask staff to look again" open>
            {move || mine.appeal.get().map(|draft| view! { <AppealForm draft open mine/> })}
        </Dialog>
    }
}

#[component]
fn AppealForm(draft: AppealDraft, open: RwSignal<bool>, mine: Mine) -> impl IntoView {
    let tell = tell();
    let form = Form::new("appeal");
    let text = RwSignal::new(String::new());
    let AppealDraft {
        subject,
        subject_id,
        about,
    } = draft;
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(scheme_id) = mine.scheme.get_untracked() else {
            return;
        };
        let new = NewAppeal {
            scheme_id,
            subject,
            subject_id,
            text: text.get_untracked(),
        };
        form.run(async move {
            post("/me/appeals").json(&new).done().await?;
            tell("We have your appeal. Staff look at it and write to you.");
            open.set(false);
            mine.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-2">
            <p class="font-semibold wrap-anywhere">{about}</p>
            <p class="mt-2 mb-4">"To appeal is fine, and nobody holds it against you. You can take it back while it waits."</p>
            <TextArea form at="/text" label="What should we know?" value=text hint="Like: two of my meetings are not in the list."/>
            <FormProblem form/>
            <Submit form label="Send my appeal"/>
        </form>
    }
}

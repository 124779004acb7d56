use super::frame::Mine;
use crate::client::put;
use crate::ui::{Dialog, Form, FormProblem, Section, Submit, TextArea, icon, tell};
use cairn_domain::recognition::SkillsStatement;
use icondata_lu as lu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What one learned, in one's own words.
#[component]
pub fn SkillsCard(text: String, open: RwSignal<bool>) -> impl IntoView {
    let label = if text.is_empty() { "Write it" } else { "Change it" };
    let words = if text.is_empty() {
        view! { <p class="opacity-80">"What did mentoring teach you? A few sentences here help you with applications later."</p> }
            .into_any()
    } else {
        view! { <p class="whitespace-pre-line wrap-anywhere">{text}</p> }.into_any()
    };
    view! {
        <Section title="What you learned">
            {words}
            <button class="btn btn-sm mt-3" aria-label=format!("{label}: what you learned") on:click=move |_| open.set(true)>
                {icon(lu::LuPencil)} {label}
            </button>
        </Section>
    }
}

#[component]
pub fn SkillsDialog(mine: Mine) -> impl IntoView {
    view! {
        <Dialog title="What you learned" open=mine.skills><SkillsForm mine/></Dialog>
    }
}

#[component]
fn SkillsForm(mine: Mine) -> impl IntoView {
    let tell = tell();
    let form = Form::new("skills");
    let before = untrack(|| mine.value());
    let version = before.as_ref().map_or(0, |b| b.skills_version);
    let text = RwSignal::new(before.map(|b| b.skills_statement).unwrap_or_default());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(scheme_id) = mine.scheme.get_untracked() else {
            return;
        };
        let statement = SkillsStatement {
            scheme_id,
            text: text.get_untracked().trim().to_owned(),
        };
        form.run(async move {
            put("/me/skills-statement")
                .json(&statement)
                .if_match(version)
                .done()
                .await?;
            tell("Your words are saved.");
            mine.skills.set(false);
            mine.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <TextArea
                form
                at="/text"
                label="In your own words"
                value=text
                rows=8
                hint="Like: I learned to listen before I answer. You can change it at any time."
            />
            <FormProblem form/>
            <Submit form label="Save"/>
        </form>
    }
}

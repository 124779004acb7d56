use crate::client::{Query, post};
use crate::ui::{CheckField, Form, FormProblem, Section, Submit, Tone, badge, tell};
use crate::wording::day;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{MyCodeOfConduct, MyTraining, SignCodeOfConduct};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The code of conduct: to read and sign, or to read again.
#[component]
pub fn ConductCard(conduct: MyCodeOfConduct, scheme: SchemeId, query: Query) -> impl IntoView {
    let words = view! { <div class="lesson mt-2" inner_html=conduct.html></div> };
    let (aside, body) = match conduct.signed_at {
        Some(at) => (
            badge(Tone::Good, format!("Signed on {}", day(at.date_naive()))),
            view! {
                <details>
                    <summary class="cursor-pointer py-1">"Read it again"</summary>
                    {words}
                </details>
            }
            .into_any(),
        ),
        None => (
            badge(
                Tone::Attention,
                match conduct.asked_from {
                    Some(from) => format!("To sign before {}", day(from)),
                    None => "Not signed yet".to_owned(),
                },
            ),
            view! { {words} <Sign scheme version=conduct.version query/> }.into_any(),
        ),
    };
    view! { <div id=format!("conduct-{scheme}")><Section title="Code of conduct" aside>{body}</Section></div> }
}

#[component]
fn Sign(scheme: SchemeId, version: u32, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("conduct");
    let agreed = RwSignal::new(false);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if !agreed.get_untracked() {
            return form.refuse_field("/version", "Tick the box to say that you have read it.");
        }
        form.run(async move {
            post(format!("/me/training/code-of-conduct?scheme_id={scheme}"))
                .json(&SignCodeOfConduct { version })
                .read::<MyTraining>()
                .await?;
            tell("Thank you. You have signed the code of conduct.");
            query.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3 border-t border-base-300 pt-2">
            <CheckField label="I have read this and will keep to it" value=agreed/>
            <FormProblem form/>
            <Submit form label="Sign it"/>
        </form>
    }
}

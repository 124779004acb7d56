use crate::client::{Query, delete};
use crate::ui::{Form, FormProblem, Section, tell};
use cairn_domain::groups::{KeepApartView, PinView};
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use leptos::prelude::*;

/// What every new proposal keeps to: pins, and people who are kept apart.
#[component]
pub fn WishesCard(scheme: SchemeId, may_edit: bool) -> impl IntoView {
    let pins = Query::new(move || format!("/schemes/{scheme}/pins"), &[Topic::Proposal]);
    let apart = Query::new(
        move || format!("/schemes/{scheme}/keep-apart"),
        &[Topic::Proposal],
    );
    let form = Form::new("wishes");
    let tell = tell();
    let line = move |words: String, path: String| {
        let label = format!("Let go: {words}");
        let remove = move |_| {
            let path = path.clone();
            form.run(async move {
                delete(path).done().await?;
                tell("The next proposal no longer keeps to that.");
                pins.reload();
                apart.reload();
                Ok(())
            });
        };
        let button = may_edit
            .then(|| view! { <button class="btn btn-sm" aria-label=label on:click=remove>"Let go"</button> });
        view! { <li class="py-2 flex items-center gap-3"><span class="mr-auto">{words}</span>{button}</li> }
            .into_any()
    };
    move || {
        let pins = pins.value::<Vec<PinView>>().unwrap_or_default();
        let pairs = apart.value::<Vec<KeepApartView>>().unwrap_or_default();
        (!pins.is_empty() || !pairs.is_empty()).then(|| {
            let pins = pins
                .into_iter()
                .map(|p| {
                    line(
                        format!("{} stays with {}", p.mentee_name, p.mentor_name),
                        format!("/schemes/{scheme}/pins/{}", p.mentee_id),
                    )
                })
                .collect_view();
            let pairs = pairs
                .into_iter()
                .map(|p| {
                    line(
                        format!("{} and {} are kept apart", p.a_name, p.b_name),
                        format!("/keep-apart/{}", p.id),
                    )
                })
                .collect_view();
            view! {
                <Section title="What every proposal keeps to" class="mt-5">
                    <FormProblem form/>
                    <ul class="divide-y divide-base-300">{pins} {pairs}</ul>
                </Section>
            }
        })
    }
}

use crate::client::{Query, delete, post};
use crate::ui::{Dialog, Form, FormProblem, Section, Submit, TextArea, icon, open_for, tell};
use cairn_domain::ids::EvidenceId;
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{NewThanks, ThanksView};
use icondata_lu as lu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A mentee's thanks to their mentors. Nothing without a mentor; it never stands in the way of the page.
#[component]
pub fn ThankCard() -> impl IntoView {
    let query = Query::new(|| "/me/thanks".to_owned(), &[Topic::Recognition, Topic::Groups]);
    let writing = RwSignal::new(None::<ThanksView>);
    let card = move || {
        let mentors = query.value::<Vec<ThanksView>>().unwrap_or_default();
        (!mentors.is_empty()).then(|| {
            let title = if mentors.len() == 1 { "Thank your mentor" } else { "Thank your mentors" };
            let rows = mentors
                .into_iter()
                .map(|mentor| view! { <Row mentor writing query/> })
                .collect_view();
            view! {
                <Section title>
                    <p class="opacity-90">"Did they help you? A sentence means a lot, and it counts for their award. They read your words without your name."</p>
                    <ul class="divide-y divide-base-300 mt-1">{rows}</ul>
                </Section>
            }
        })
    };
    let open = open_for(writing);
    let title = Signal::derive(move || {
        writing.with(|w| {
            w.as_ref()
                .map_or_else(String::new, |w| format!("Thank {}", w.name))
        })
    });
    view! {
        {card}
        <Dialog title open>{move || writing.get().map(|mentor| view! { <ThankForm mentor open query/> })}</Dialog>
    }
}

#[component]
fn Row(mentor: ThanksView, writing: RwSignal<Option<ThanksView>>, query: Query) -> impl IntoView {
    let said = mentor.text.clone().filter(|_| mentor.id.is_some());
    let (label, name) = match mentor.id {
        Some(_) => ("Change it", format!("Change it: your thanks to {}", mentor.name)),
        None => ("Say thank you", format!("Say thank you to {}", mentor.name)),
    };
    let back = mentor
        .id
        .map(|id| view! { <TakeBack id name=mentor.name.clone() query/> });
    let named = mentor.name.clone();
    view! {
        <li class="py-3">
            <p class="font-semibold">{named}</p>
            {said.map(|text| view! { <blockquote class="mt-1 whitespace-pre-line wrap-anywhere">{text}</blockquote> })}
            <div class="flex flex-wrap gap-2 mt-2">
                <button class="btn btn-sm" aria-label=name on:click=move |_| writing.set(Some(mentor.clone()))>{icon(lu::LuHeart)} {label}</button>
                {back}
            </div>
        </li>
    }
}

#[component]
fn TakeBack(id: EvidenceId, name: String, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("thanks-back");
    let take_back = move |_| {
        form.run(async move {
            delete(format!("/me/thanks/{id}")).done().await?;
            tell("Your thanks are taken back.");
            query.reload();
            Ok(())
        });
    };
    view! {
        <button class="btn btn-sm" aria-label=format!("Take it back: your thanks to {name}") on:click=take_back>"Take it back"</button>
        <FormProblem form/>
    }
}

#[component]
fn ThankForm(mentor: ThanksView, open: RwSignal<bool>, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("thanks");
    let text = RwSignal::new(mentor.text.unwrap_or_default());
    let participant_id = mentor.participant_id;
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let thanks = NewThanks {
            participant_id,
            text: text.get_untracked(),
        };
        form.run(async move {
            post("/me/thanks").json(&thanks).done().await?;
            tell("Thank you. They can read it now.");
            open.set(false);
            query.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <TextArea form at="/text" label="Your words" value=text hint="Like: you made the first week so much easier."/>
            <FormProblem form/>
            <Submit form label="Send it"/>
        </form>
    }
}

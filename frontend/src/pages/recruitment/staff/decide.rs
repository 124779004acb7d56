use crate::client::{Problem, Query, post};
use crate::ui::{Chosen, Dialog, Field, Form, FormProblem, SelectField, Submit, TextArea, icon, tell};
use crate::wording::{count, some};
use cairn_domain::ids::ApplicationId;
use cairn_domain::recruitment::{
    ApplicationDecisions, ApplicationEvent, ApplicationsDecided, KeptApplication, LetterPreview,
};
use icondata_lu as lu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Deciding about the applications that are chosen, and what stayed as it was.
#[derive(Clone, Copy)]
pub struct Decide {
    pub chosen: Chosen<ApplicationId>,
    list: Query,
    open: RwSignal<bool>,
    kept: RwSignal<Vec<KeptApplication>>,
}

impl Decide {
    pub fn new(chosen: Chosen<ApplicationId>, list: Query) -> Self {
        Self {
            chosen,
            list,
            open: RwSignal::new(false),
            kept: RwSignal::new(vec![]),
        }
    }
}

#[component]
pub fn DecideBar(decide: Decide) -> impl IntoView {
    let tell = tell();
    let none = move || decide.chosen.len() == 0;
    let ask = move |_| {
        if none() {
            tell("Choose at least one first.");
        } else {
            decide.open.set(true);
        }
    };
    view! { <button class="btn btn-sm btn-primary" aria-disabled=move || none().to_string() on:click=ask>{icon(lu::LuListChecks)} "Decide about these"</button> }
}

/// Stands outside of the list, which is drawn anew while somebody writes.
#[component]
pub fn DecideDialog(decide: Decide) -> impl IntoView {
    view! { <Dialog title="Decide" open=decide.open><DecideForm decide/></Dialog> }
}

const EVENTS: [(ApplicationEvent, &str); 5] = [
    (ApplicationEvent::Offer, "Offer a place"),
    (ApplicationEvent::Wait, "Put on the waiting list"),
    (ApplicationEvent::Refuse, "Say no, kindly"),
    (ApplicationEvent::Shortlist, "Put on the shortlist"),
    (ApplicationEvent::Unlist, "Take off the shortlist"),
];

#[derive(Clone, Copy)]
struct Wish {
    event: RwSignal<String>,
    until: RwSignal<String>,
    feedback: RwSignal<String>,
}

impl Wish {
    fn event(self) -> ApplicationEvent {
        self.event.get().parse().unwrap_or(ApplicationEvent::Shortlist)
    }
    fn read(self, ids: Vec<ApplicationId>, dry_run: bool) -> ApplicationDecisions {
        untrack(|| ApplicationDecisions {
            ids,
            event: self.event(),
            letter: None,
            feedback: self.feedback.get(),
            offer_until: self.until.get().parse().ok(),
            dry_run,
        })
    }
}

#[component]
fn DecideForm(decide: Decide) -> impl IntoView {
    let tell = tell();
    let form = Form::new("decide");
    let wish = Wish {
        event: RwSignal::new(ApplicationEvent::Offer.as_str().to_owned()),
        until: RwSignal::new(String::new()),
        feedback: RwSignal::new(String::new()),
    };
    let preview = RwSignal::new(None::<ApplicationsDecided>);
    // What was looked at is what is decided: another wish is looked at again.
    Effect::new(move |_| {
        wish.event.track();
        wish.until.track();
        wish.feedback.track();
        preview.set(None);
    });
    let ids = StoredValue::new(decide.chosen.list());
    let number = ids.with_value(|ids| ids.len()) as u64;
    let options = EVENTS
        .iter()
        .map(|(event, label)| (event.as_str().to_owned(), (*label).to_owned()))
        .collect();
    let has_letter = move || {
        matches!(
            wish.event(),
            ApplicationEvent::Offer | ApplicationEvent::Wait | ApplicationEvent::Refuse
        )
    };
    let ask = move |dry_run: bool| async move {
        let asked = wish.read(ids.get_value(), dry_run);
        post("/applications/decisions").json(&asked).read().await
    };
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let looks = preview.with_untracked(Option::is_none);
        form.run(async move {
            let answer: ApplicationsDecided = ask(looks).await?;
            if looks {
                let _ = preview.try_set(Some(answer));
                return Ok::<(), Problem>(());
            }
            tell(&format!(
                "{} decided.",
                some(answer.changed, "application", "applications")
            ));
            let _ = decide.kept.try_set(answer.kept);
            decide.chosen.clear();
            decide.list.reload();
            let _ = decide.open.try_set(false);
            Ok(())
        });
    };
    let until = move || {
        (wish.event() == ApplicationEvent::Offer).then(|| view! { <Field form at="/offer_until" label="Last day to accept" value=wish.until kind="date" hint="The offer ends at midnight. Then you hear that a place is free."/> })
    };
    let feedback = move || {
        has_letter().then(|| view! { <TextArea form at="/feedback" label="Words to everybody (you can leave this out)" value=wish.feedback rows=3 hint="Those for whom you wrote something of their own get that instead."/> })
    };
    view! {
        <form on:submit=submit class="mt-3">
            <p class="mb-4">{format!("{} chosen.", some(number, "application", "applications"))}</p>
            <SelectField form at="/event" label="What do you decide?" value=wish.event options hint="Nobody hears of the shortlist, unless the call has a talk: then they are asked to choose a time."/>
            {until}
            {feedback}
            {move || preview.get().map(seen)}
            <FormProblem form/>
            {move || {
                let looks = preview.with(Option::is_none);
                let writes = preview.with(|p| p.as_ref().is_some_and(|p| p.preview.is_some()));
                let label = match (looks, writes) {
                    (true, _) => "Look at it first",
                    (false, true) => "Decide, and send the letters",
                    (false, false) => "Decide",
                };
                view! { <Submit form label/> }
            }}
        </form>
    }
}

/// What would happen.
fn seen(answer: ApplicationsDecided) -> AnyView {
    let said = if answer.changed == 0 {
        "Nothing would change.".to_owned()
    } else {
        format!(
            "{} would be decided.",
            some(answer.changed, "application", "applications")
        )
    };
    let letter = answer.preview.map(letter);
    view! {
        <div role="status" class="mb-4">
            <p class="font-semibold">{said}</p>
            {stays(answer.kept)}
            {letter}
        </div>
    }
    .into_any()
}

fn letter(l: LetterPreview) -> AnyView {
    view! {
        <p class="mt-3 text-sm">{format!("The first letter, to {}", l.to)}</p>
        <div class="border border-base-300 rounded-box p-3 mt-1">
            <p class="font-semibold wrap-anywhere">{l.subject}</p>
            <p class="whitespace-pre-line wrap-anywhere mt-2">{l.text}</p>
        </div>
    }
    .into_any()
}

fn stays(kept: Vec<KeptApplication>) -> Option<AnyView> {
    if kept.is_empty() {
        return None;
    }
    let items = kept
        .into_iter()
        .map(|k| {
            let name = if k.name.is_empty() {
                "One that is not there".to_owned()
            } else {
                k.name
            };
            view! { <li class="wrap-anywhere">{format!("{name}. {}", k.why)}</li> }
        })
        .collect_view();
    Some(view! { <ul class="list-disc pl-5">{items}</ul> }.into_any())
}

/// What the last decision left as it was, and why.
#[component]
pub fn Kept(decide: Decide) -> impl IntoView {
    move || {
        let kept = decide.kept.get();
        (!kept.is_empty()).then(|| {
            let number = kept.len() as u64;
            view! {
                <div role="status" class="alert alert-warning alert-soft items-start my-3">
                    {icon(lu::LuCircleAlert)}
                    <div>
                        <p class="font-semibold">{format!("{} stayed as before", count(number))}</p>
                        {stays(kept)}
                    </div>
                </div>
            }
        })
    }
}

use super::draft::AwardDraft;
use super::dry_run::DryRunCard;
use super::rule_builder::RuleBuilder;
use crate::address::Address;
use crate::client::{Query, delete, post, put};
use crate::pages::recognition::staff::faults::refused;
use crate::pages::recognition::staff::names::award_name;
use crate::session::use_session;
use crate::ui::{
    CheckField, Field, Form, FormProblem, PageHeader, Section, SelectField, Submit, TextArea, UnsavedGuard,
    crumb, options_of, tell,
};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::problem::Check;
use cairn_domain::recognition::{AwardContent, AwardTier, AwardView, NewAward};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The award in boxes. Without `saved` it is a new one.
#[component]
pub fn AwardForm(
    scheme: SchemeId,
    content: AwardContent,
    #[prop(optional)] saved: Option<AwardView>,
    #[prop(optional)] query: Option<Query>,
) -> impl IntoView {
    let session = use_session();
    let form = Form::new("award");
    let draft = AwardDraft::of(&content);
    let now = Memo::new(move |_| draft.read());
    let rule = Memo::new(move |_| draft.rule());
    // What the server has: the draft as it was read at first, and after each save as it was sent.
    let kept = RwSignal::new(untrack(|| draft.read()));
    let version = RwSignal::new(saved.as_ref().map(|a| a.version));
    let dirty = Signal::derive(move || now.with(|n| kept.with(|k| n != k)));
    let archived = saved.as_ref().is_some_and(|a| a.is_archived);
    let may_edit = untrack(|| session.may_all_of(Action::EditRecognition, scheme)) && !archived;
    let submit = save(scheme, form, now, kept, version, saved.as_ref().map(|a| a.id));
    let buttons = may_edit.then(|| view! { <div class="mt-5"><Submit form label="Save the award"/></div> });
    let note = archived.then(|| view! { <p class="mb-4" role="status">"This award is put aside. It stays with those who have it, and nobody else can earn it."</p> });
    view! {
        <Head scheme saved query version dirty/>
        {note}
        <form on:submit=submit class="grid gap-5 lg:grid-cols-3 items-start">
            <div class="grid gap-5 lg:col-span-2 min-w-0">
                <fieldset disabled=!may_edit class="grid gap-5 min-w-0">
                    <legend class="sr-only">"The award"</legend>
                    <Words draft form/>
                    <RuleBuilder scheme draft form/>
                </fieldset>
                <div><FormProblem form/> {buttons}</div>
            </div>
            {may_edit.then(|| view! { <DryRunCard scheme rule/> })}
        </form>
        <UnsavedGuard dirty/>
    }
}

/// Sends what is written; what can't be kept is refused here already, beside its field.
fn save(
    scheme: SchemeId,
    form: Form,
    now: Memo<AwardContent>,
    kept: RwSignal<AwardContent>,
    version: RwSignal<Option<i32>>,
    id: Option<cairn_domain::ids::AwardId>,
) -> impl Fn(SubmitEvent) {
    let tell = tell();
    let address = Address::here();
    move |ev: SubmitEvent| {
        ev.prevent_default();
        let content = now.get_untracked();
        let faults = content.faults();
        if !faults.is_empty() {
            return form.refuse(refused(faults));
        }
        form.run(async move {
            match (id, version.get_untracked()) {
                (Some(id), Some(at)) => {
                    let call = put(format!("/awards/{id}")).json(&content).if_match(at);
                    let view: AwardView = call.read().await?;
                    let _ = version.try_set(Some(view.version));
                    let _ = kept.try_set(content);
                    tell("The award is saved. Everybody's progress is being worked out again.");
                }
                _ => {
                    let new = NewAward {
                        scheme_id: scheme,
                        content: content.clone(),
                    };
                    let view: AwardView = post("/awards").json(&new).read().await?;
                    let _ = kept.try_set(content);
                    tell("The award is made. Mentors see it from now on.");
                    address.go(&format!("/schemes/{scheme}/recognition/awards/{}", view.id));
                }
            }
            Ok(())
        });
    }
}

#[component]
fn Words(draft: AwardDraft, form: Form) -> impl IntoView {
    let mut tiers = vec![(String::new(), "None".to_owned())];
    tiers.extend(options_of!(AwardTier));
    view! {
        <Section title="What it is called">
            <Field form at="/name" label="Name" value=draft.name required=true/>
            <SelectField form at="/tier" label="Tier" value=draft.tier options=tiers/>
            <TextArea form at="/description" label="Who it is for" value=draft.description hint="Mentors read it, and so does everybody who opens the badge."/>
            <CheckField label="With a certificate to download" value=draft.certificate/>
            <CheckField label="With a digital badge" value=draft.badge hint="An Open Badge, which mentors can put into their profiles elsewhere."/>
        </Section>
    }
}

/// The title, and what can be done with the award as a whole.
#[component]
fn Head(
    scheme: SchemeId,
    saved: Option<AwardView>,
    query: Option<Query>,
    version: RwSignal<Option<i32>>,
    dirty: Signal<bool>,
) -> impl IntoView {
    let base = format!("/schemes/{scheme}/recognition");
    let crumbs = vec![
        crumb(base.clone(), "Recognition"),
        crumb(format!("{base}/awards"), "Awards"),
    ];
    let Some(a) = saved else {
        let lead = "Say what it is for, put its rule together, and try the rule before you save it.";
        return view! { <PageHeader title="New award" crumbs lead/> }.into_any();
    };
    let session = use_session();
    let may_edit = untrack(|| session.may_all_of(Action::EditRecognition, scheme));
    let may_give = untrack(|| session.may_all_of(Action::GrantAwards, scheme)) && !a.is_archived;
    let give = may_give.then(
        || view! { <a class="btn btn-primary" href=format!("{base}/awards/{}/give", a.id)>"Give it"</a> },
    );
    let aside = may_edit.then(|| view! { <AsideButton id=a.id archived=a.is_archived query version dirty/> });
    view! {
        <PageHeader title=award_name(&a.content.name, a.content.tier) crumbs>
            <a class="btn" href=format!("{base}/grants?award_id={}", a.id)>"Who has it"</a>
            {aside} {give}
        </PageHeader>
    }
    .into_any()
}

/// Puts the award aside, or brings it back.
#[component]
fn AsideButton(
    id: cairn_domain::ids::AwardId,
    archived: bool,
    query: Option<Query>,
    version: RwSignal<Option<i32>>,
    dirty: Signal<bool>,
) -> impl IntoView {
    let tell = tell();
    let form = Form::new("aside");
    let label = if archived { "Bring it back" } else { "Put it aside" };
    let change = move |_| {
        if dirty.get_untracked() {
            return tell("Save your changes first.");
        }
        let call = if archived {
            post(format!("/awards/{id}/restoration"))
        } else {
            delete(format!("/awards/{id}"))
        };
        let at = version.get_untracked().unwrap_or_default();
        form.run(async move {
            match call.if_match(at).done().await {
                Ok(()) if archived => tell("The award is back. Mentors can earn it again."),
                Ok(()) => tell("The award is put aside. Those who have it keep it."),
                Err(problem) => tell(&problem.title),
            }
            if let Some(query) = query {
                query.reload();
            }
            Ok(())
        });
    };
    view! { <button type="button" class="btn" aria-disabled=move || form.is_busy().to_string() on:click=change>{label}</button> }
}

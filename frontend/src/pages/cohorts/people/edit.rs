use crate::client::{Query, patch};
use crate::ui::{
    CheckField, Dialog, Field, Form, FormProblem, SelectField, Submit, open_for, options_of, tell,
};
use crate::wording::today;
use cairn_domain::cohorts::{
    ClearanceInput, ClearanceStatus, EntryStatus, ParticipantPatch, ParticipantRole, ParticipantView,
};
use chrono::NaiveDate;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Changes where somebody stands: status, clearance, places, opted out.
#[component]
pub fn EditDialog(person: RwSignal<Option<ParticipantView>>, people: Query) -> impl IntoView {
    let open = open_for(person);
    let title =
        Signal::derive(move || person.with(|p| p.as_ref().map_or_else(String::new, |p| p.name.clone())));
    let saved = move || {
        open.set(false);
        people.reload();
    };
    view! {
        <Dialog title open>
            {move || person.get().map(|p| view! { <EditForm p on_saved=saved/> })}
        </Dialog>
    }
}

/// The statuses that can follow, the present one first.
fn next_statuses(now: EntryStatus) -> Vec<(String, String)> {
    EntryStatus::ALL
        .iter()
        .filter(|s| **s == now || now.may_become(**s))
        .map(|s| (s.as_str().to_owned(), s.label().to_owned()))
        .collect()
}

/// Where somebody stands, to be changed. `on_saved` hears when the server has it.
#[component]
pub fn EditForm(p: ParticipantView, on_saved: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let tell = tell();
    let form = Form::new("edit");
    let (id, version, was) = (p.id, p.version, p.entry_status);
    let is_mentor = p.role == ParticipantRole::Mentor;
    let date = |d: Option<NaiveDate>| RwSignal::new(d.map(|d| d.to_string()).unwrap_or_default());
    let status = RwSignal::new(was.as_str().to_owned());
    let opted_out = RwSignal::new(p.opted_out);
    let clearance = RwSignal::new(p.clearance.as_str().to_owned());
    let cleared_on = date(p.cleared_on);
    // A day that is over ends no new decision.
    let is_to_come = |d: &NaiveDate| d.to_string() >= today();
    let expires_on = date(p.clearance_expires.filter(is_to_come));
    let reason = RwSignal::new(String::new());
    let capacity = RwSignal::new(p.capacity.to_string());
    let before = (p.opted_out, p.capacity);
    let stood = (p.clearance, p.cleared_on, p.clearance_expires.filter(is_to_come));
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let places = capacity.get_untracked().trim().parse::<u32>().ok();
        if is_mentor && places.is_none() {
            return form.refuse_field("/capacity", "Enter a whole number, like 8.");
        }
        let day = |s: RwSignal<String>| s.get_untracked().parse().ok();
        // Only a change is a decision of staff; otherwise training goes on keeping it.
        let decided = || {
            let input = ClearanceInput {
                status: clearance.get_untracked().parse().unwrap_or(stood.0),
                cleared_on: day(cleared_on),
                expires_on: day(expires_on),
                reason: Some(reason.get_untracked().trim().to_owned()).filter(|r| !r.is_empty()),
            };
            let same = (input.status, input.cleared_on, input.expires_on) == stood && input.reason.is_none();
            (is_mentor && !same).then_some(input)
        };
        let change = ParticipantPatch {
            entry_status: status.get_untracked().parse().ok().filter(|s| *s != was),
            opted_out: Some(opted_out.get_untracked()).filter(|o| *o != before.0),
            capacity: places.filter(|c| is_mentor && *c != before.1),
            clearance: decided(),
            ..ParticipantPatch::default()
        };
        form.run(async move {
            let person: ParticipantView = patch(format!("/participants/{id}"))
                .json(&change)
                .if_match(version)
                .read()
                .await?;
            tell(&format!("{} is saved.", person.name));
            on_saved();
            Ok(())
        });
    };
    let mentor_fields = is_mentor.then(|| {
        view! {
            <SelectField
                form
                at="/clearance/status"
                label="Clearance"
                value=clearance
                options=options_of!(ClearanceStatus)
                hint="Training keeps this. Cleared and Lapsed are decisions of yours over it; the others give it back to training."
            />
            <Field form at="/clearance/reason" label="Why" value=reason hint="For the record, when you change the clearance."/>
            <div class="grid sm:grid-cols-3 gap-x-4">
                <Field form at="/clearance/cleared_on" label="Cleared on" value=cleared_on kind="date"/>
                <Field form at="/clearance/expires_on" label="Until" value=expires_on kind="date"/>
                <Field form at="/capacity" label="Places" value=capacity kind="number"/>
            </div>
        }
    });
    view! {
        <form on:submit=submit class="mt-3">
            <SelectField
                form
                at="/entry_status"
                label="Where they stand"
                value=status
                options=next_statuses(was)
                hint="Withdrawn and deferred people leave their group."
            />
            {mentor_fields}
            <CheckField label="Has opted out of mentoring" value=opted_out/>
            <FormProblem form/>
            <Submit form label="Save"/>
        </form>
    }
}

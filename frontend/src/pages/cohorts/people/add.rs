use crate::client::{Query, post};
use crate::ui::{Dialog, Field, Form, FormProblem, SelectField, Submit, options_of, tell};
use cairn_domain::cohorts::{
    EntryStatus, FheqLevel, NewParticipant, ParticipantRole, ParticipantView, SchemeLists,
};
use cairn_domain::ids::SchemeId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Adds one person by hand.
#[component]
pub fn AddDialog(scheme: SchemeId, open: RwSignal<bool>, people: Query) -> impl IntoView {
    view! { <Dialog title="Add a late arrival" open><AddForm scheme open people/></Dialog> }
}

#[component]
fn AddForm(scheme: SchemeId, open: RwSignal<bool>, people: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("add");
    let word = |w: &str| RwSignal::new(w.to_owned());
    let [given, family, number, email, born, programme, tutor_group] = std::array::from_fn(|_| word(""));
    let role = word(ParticipantRole::Mentee.as_str());
    let level = word("4");
    let status = word(EntryStatus::Confirmed.as_str());
    let lists = Query::new(move || format!("/schemes/{scheme}/lists"), &[]);
    let filled = |s: RwSignal<String>| Some(s.get_untracked().trim().to_owned()).filter(|t| !t.is_empty());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(level) = filled(level)
            .and_then(|l| l.parse().ok())
            .and_then(|n| FheqLevel::new(n).ok())
        else {
            return form.refuse_field("/level", "A level is a number from 3 (foundation) to 8.");
        };
        let new = NewParticipant {
            role: role.get_untracked().parse().unwrap_or(ParticipantRole::Mentee),
            given_name: filled(given).unwrap_or_default(),
            family_name: filled(family).unwrap_or_default(),
            student_number: filled(number),
            email: filled(email),
            date_of_birth: filled(born).and_then(|d| d.parse().ok()),
            programme_id: filled(programme).and_then(|p| p.parse().ok()),
            level,
            campus_id: None,
            mode: None,
            entry_status: status.get_untracked().parse().ok(),
            tutor_group_id: filled(tutor_group).and_then(|t| t.parse().ok()),
            seminar_group_id: None,
            capacity: None,
        };
        form.run(async move {
            let person: ParticipantView = post(format!("/schemes/{scheme}/participants"))
                .json(&new)
                .read()
                .await?;
            tell(&format!(
                "{} is in the scheme. The groups page finds a place.",
                person.name
            ));
            open.set(false);
            people.reload();
            Ok(())
        });
    };
    let choices = move || {
        let lists = lists.value::<SchemeLists>();
        let (programmes, groups) = lists.map(|l| (l.programmes, l.tutor_groups)).unwrap_or_default();
        let none = |label: &str| vec![(String::new(), label.to_owned())];
        let mut programme_options = none("Not known yet");
        programme_options.extend(
            programmes
                .into_iter()
                .map(|p| (p.id.to_string(), format!("{} {}", p.code, p.title))),
        );
        let mut group_options = none("None yet");
        group_options.extend(groups.into_iter().map(|g| (g.id.to_string(), g.name)));
        view! {
            <SelectField form at="/programme_id" label="Programme" value=programme options=programme_options/>
            <SelectField form at="/tutor_group_id" label="Tutor group" value=tutor_group options=group_options/>
        }
    };
    view! {
        <form on:submit=submit class="mt-3">
            <SelectField form at="/role" label="Mentor or mentee" value=role options=options_of!(ParticipantRole)/>
            <div class="grid sm:grid-cols-2 gap-x-4">
                <Field form at="/given_name" label="Given name" value=given required=true/>
                <Field form at="/family_name" label="Family name" value=family required=true/>
                <Field form at="/student_number" label="Student number" value=number/>
                <Field form at="/email" label="Email" value=email kind="email"/>
                <Field form at="/date_of_birth" label="Date of birth" value=born kind="date" hint="To know who is under 18."/>
                <Field form at="/level" label="Level" value=level kind="number" hint="4 is the first year."/>
            </div>
            {choices}
            <SelectField form at="/entry_status" label="Where they stand" value=status options=options_of!(EntryStatus)/>
            <FormProblem form/>
            <Submit form label="Add this person"/>
        </form>
    }
}

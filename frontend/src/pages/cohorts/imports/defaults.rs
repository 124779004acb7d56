use super::mapping_draft::MappingDraft;
use crate::ui::{Field, Form, Section, SelectField, options_of};
use cairn_domain::cohorts::{EntryStatus, ParticipantRole, StudyMode};
use leptos::prelude::*;

fn or_file(mut options: Vec<(String, String)>) -> Vec<(String, String)> {
    options.insert(0, (String::new(), "As the file says".to_owned()));
    options
}

/// What to take where the file says nothing.
#[component]
pub fn DefaultsCard(form: Form, draft: MappingDraft) -> impl IntoView {
    let levels = (3..=8)
        .map(|n| (n.to_string(), format!("Level {n}")))
        .collect::<Vec<_>>();
    view! {
        <Section title="Where the file says nothing">
            <SelectField
                form
                at="/defaults/role"
                label="Everybody is a"
                value=draft.role
                options=or_file(options_of!(ParticipantRole))
            />
            <SelectField form at="/defaults/level" label="Level" value=draft.level options=or_file(levels)/>
            <SelectField
                form
                at="/defaults/entry_status"
                label="Where they stand"
                value=draft.entry_status
                options=or_file(options_of!(EntryStatus))
            />
            <SelectField form at="/defaults/mode" label="How they study" value=draft.mode options=or_file(options_of!(StudyMode))/>
            <Field form at="/defaults/programme_code" label="Programme code" value=draft.programme_code/>
        </Section>
    }
}

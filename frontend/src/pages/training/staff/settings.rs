use super::nav::TrainingNav;
use crate::client::{Query, loaded, put};
use crate::session::use_session;
use crate::ui::{
    CheckField, Field, Form, FormProblem, PageHeader, Section, Submit, TextArea, UnsavedGuard, crumb, tell,
};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{TrainingSettings, TrainingSettingsView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/schemes/:scheme/training/settings`
#[component]
pub fn SettingsPage(scheme: SchemeId) -> impl IntoView {
    let query = Query::new(move || format!("/schemes/{scheme}/training-settings"), &[]);
    view! {
        <PageHeader
            title="The rules of training"
            crumbs=vec![crumb(format!("/schemes/{scheme}/training"), "Training")]
            lead="What this scheme asks of its mentors before they meet mentees."
        />
        <TrainingNav scheme/>
        {loaded(query, move |view: TrainingSettingsView| view! { <SettingsForm scheme view query/> }.into_any())}
    }
}

#[derive(Clone, Copy)]
struct Draft {
    pass: RwSignal<String>,
    attempts: RwSignal<String>,
    stuck: RwSignal<String>,
    grace: RwSignal<String>,
    conduct_needed: RwSignal<bool>,
    conduct: RwSignal<String>,
    sign_again: RwSignal<bool>,
    reference: RwSignal<bool>,
    version: u32,
}

impl Draft {
    fn of(s: &TrainingSettings) -> Self {
        let number = |n: u32| RwSignal::new(n.to_string());
        Self {
            pass: number(s.pass_percent),
            attempts: number(s.attempts_per_day),
            stuck: number(s.stuck_days),
            grace: number(s.grace_days),
            conduct_needed: RwSignal::new(s.code_of_conduct_needed),
            conduct: RwSignal::new(s.code_of_conduct.clone()),
            sign_again: RwSignal::new(false),
            reference: RwSignal::new(s.reference_needed),
            version: s.code_of_conduct_version,
        }
    }

    /// The settings that are meant, or the field that holds no number.
    fn read(self) -> Result<TrainingSettings, &'static str> {
        let number = |s: RwSignal<String>, at| s.get().trim().parse::<u32>().map_err(|_| at);
        Ok(TrainingSettings {
            pass_percent: number(self.pass, "/pass_percent")?,
            attempts_per_day: number(self.attempts, "/attempts_per_day")?,
            stuck_days: number(self.stuck, "/stuck_days")?,
            grace_days: number(self.grace, "/grace_days")?,
            code_of_conduct_needed: self.conduct_needed.get(),
            code_of_conduct: self.conduct.get(),
            code_of_conduct_version: self.version + u32::from(self.sign_again.get()),
            reference_needed: self.reference.get(),
        })
    }
}

#[component]
fn SettingsForm(scheme: SchemeId, view: TrainingSettingsView, query: Query) -> impl IntoView {
    let session = use_session();
    let tell = tell();
    let form = Form::new("training-settings");
    let may_edit = untrack(|| session.may_all_of(Action::EditTraining, scheme));
    let draft = Draft::of(&view.settings);
    let version = view.version;
    let saved = StoredValue::new(view.settings);
    let dirty = Signal::derive(move || saved.with_value(|saved| draft.read().as_ref() != Ok(saved)));
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let settings = match untrack(|| draft.read()) {
            Ok(settings) => settings,
            Err(at) => return form.refuse_field(at, "Enter a whole number."),
        };
        form.run(async move {
            let view: TrainingSettingsView = put(format!("/schemes/{scheme}/training-settings"))
                .json(&settings)
                .if_match(version)
                .read()
                .await?;
            // The form is made anew from what was saved: nothing in it is unsaved any more.
            query.put(&view);
            tell("The rules are saved.");
            Ok(())
        });
    };
    let save = if may_edit {
        view! { <div class="mt-5"><Submit form label="Save the rules"/></div> }.into_any()
    } else {
        view! { <p class="mt-5 opacity-80">"Your scheme's lead sets these."</p> }.into_any()
    };
    view! {
        <form on:submit=submit>
            <fieldset disabled=!may_edit class="grid gap-5 lg:grid-cols-2 items-start">
                <legend class="sr-only">"Rules"</legend>
                <Section title="Quizzes">
                    <Field form at="/pass_percent" label="Pass mark, in per cent" value=draft.pass kind="number"/>
                    <Field
                        form
                        at="/attempts_per_day"
                        label="Tries in a day"
                        value=draft.attempts
                        kind="number"
                        hint="0 for as many as they like."
                    />
                    <Field
                        form
                        at="/stuck_days"
                        label="Days without a step until somebody counts as stuck"
                        value=draft.stuck
                        kind="number"
                    />
                </Section>
                <Section title="Checks">
                    <CheckField label="Mentors sign a code of conduct" value=draft.conduct_needed/>
                    <CheckField label="Staff have seen a reference for each mentor" value=draft.reference/>
                    <TextArea form at="/code_of_conduct" label="Code of conduct" value=draft.conduct hint="Markdown."/>
                    <CheckField
                        label="Ask everybody to sign it again"
                        value=draft.sign_again
                        hint="For a change that matters. What somebody signed stays on record."
                    />
                    <Field
                        form
                        at="/grace_days"
                        label="Days for what is new"
                        value=draft.grace
                        kind="number"
                        hint="When something new is asked, mentors who are cleared have this many days to do it. Then those who haven't can't meet their groups until they do. They get a letter before, and you get one when somebody can't any more. 0: at once."
                    />
                </Section>
            </fieldset>
            <FormProblem form/>
            {save}
        </form>
        <UnsavedGuard dirty/>
    }
}

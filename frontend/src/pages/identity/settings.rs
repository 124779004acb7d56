use crate::client::put;
use crate::session::{apply_colour, use_session};
use crate::ui::{CheckField, Form, FormProblem, PageHeader, Section, SelectField, Submit, options_of, tell};
use cairn_domain::identity::{ColourMode, Me, PersonSettings, Visibility};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/settings`: notifications, privacy and how Cairn looks.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let session = use_session();
    untrack(|| session.me()).map(|me| view! { <SettingsForm settings=me.settings/> })
}

#[component]
fn SettingsForm(settings: PersonSettings) -> impl IntoView {
    let session = use_session();
    let tell = tell();
    let form = Form::new("settings");
    let word = |w: &str| RwSignal::new(w.to_owned());
    let colour = word(settings.colour_mode.as_str());
    let about_groups = RwSignal::new(settings.email_about_groups);
    let digest = RwSignal::new(settings.email_digest);
    let show_email = word(settings.show_email.as_str());
    let show_about = word(settings.show_about.as_str());
    let show_pronouns = word(settings.show_pronouns.as_str());
    let chosen_colour = move || colour.get().parse().unwrap_or(ColourMode::System);
    // The colours change while one chooses, not only after saving.
    Effect::new(move |_| apply_colour(chosen_colour()));
    let shown = |signal: RwSignal<String>| signal.get_untracked().parse().unwrap_or(Visibility::Nobody);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let settings = PersonSettings {
            colour_mode: untrack(chosen_colour),
            email_about_groups: about_groups.get_untracked(),
            email_digest: digest.get_untracked(),
            show_email: shown(show_email),
            show_about: shown(show_about),
            show_pronouns: shown(show_pronouns),
        };
        form.run(async move {
            let me: Me = put("/me/settings").json(&settings).read().await?;
            session.keep(me);
            tell("Your settings are saved.");
            Ok(())
        });
    };
    view! {
        <PageHeader title="How Cairn behaves for you"/>
        <form on:submit=submit class="grid gap-5 lg:grid-cols-2 items-start">
            <Section title="Who sees what">
                <SelectField form at="/show_email" label="My email address" value=show_email options=options_of!(Visibility)/>
                <SelectField form at="/show_about" label="What I say about me" value=show_about options=options_of!(Visibility)/>
                <SelectField form at="/show_pronouns" label="My pronouns" value=show_pronouns options=options_of!(Visibility)/>
                <p class="text-sm opacity-80">"The staff of your scheme always see your name and address, so that they can help."</p>
            </Section>
            <div class="grid gap-5">
                <Section title="Emails">
                    <CheckField label="When something changes in my group" value=about_groups/>
                    <CheckField label="A summary now and then" value=digest hint="At most one a week."/>
                </Section>
                <Section title="Colours">
                    <SelectField form at="/colour_mode" label="Light or dark" value=colour options=options_of!(ColourMode)/>
                </Section>
            </div>
            <div class="lg:col-span-2">
                <FormProblem form/>
                <Submit form label="Save my settings"/>
            </div>
        </form>
    }
}

use crate::client::put;
use crate::session::use_session;
use crate::ui::{
    AvailabilityGrid, Field, Form, FormProblem, PageHeader, Section, Submit, TagInput, TextArea, tell,
};
use cairn_domain::identity::{Me, Profile};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/profile`: what somebody tells about themself.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let session = use_session();
    untrack(|| session.me()).map(|me| view! { <ProfileForm me/> })
}

#[component]
fn ProfileForm(me: Me) -> impl IntoView {
    let session = use_session();
    let tell = tell();
    let form = Form::new("profile");
    let version = RwSignal::new(me.version);
    let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
    let p = me.profile;
    let given = RwSignal::new(p.given_name);
    let family = RwSignal::new(p.family_name);
    let preferred = text(p.preferred_name);
    let pronouns = text(p.pronouns);
    let about = text(p.about);
    let contact = text(p.contact);
    let interests = RwSignal::new(p.interests);
    let languages = RwSignal::new(p.languages);
    let availability = RwSignal::new(p.availability);
    let filled =
        |signal: RwSignal<String>| Some(signal.get_untracked().trim().to_owned()).filter(|t| !t.is_empty());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let profile = Profile {
            given_name: given.get_untracked(),
            family_name: family.get_untracked(),
            preferred_name: filled(preferred),
            pronouns: filled(pronouns),
            about: filled(about),
            interests: interests.get_untracked(),
            languages: languages.get_untracked(),
            availability: availability.get_untracked(),
            contact: filled(contact),
        };
        form.run(async move {
            let me: Me = put("/me/profile")
                .json(&profile)
                .if_match(version.get_untracked())
                .read()
                .await?;
            version.set(me.version);
            session.keep(me);
            tell("Your profile is saved.");
            Ok(())
        });
    };
    view! {
        <PageHeader
            title="About you"
            lead="Your group sees what you share here. You decide who sees what in Settings."
        />
        <form on:submit=submit class="grid gap-5 lg:grid-cols-2 items-start">
            <Section title="Your name">
                <Field form at="/given_name" label="Given name" value=given autocomplete="given-name" required=true/>
                <Field form at="/family_name" label="Family name" value=family autocomplete="family-name" required=true/>
                <Field
                    form
                    at="/preferred_name"
                    label="What should we call you?"
                    value=preferred
                    hint="If it is not your given name."
                    autocomplete="nickname"
                />
                <Field form at="/pronouns" label="Pronouns" value=pronouns hint="Like she/her or they/them. You may leave this empty."/>
            </Section>
            <Section title="What others may like to know">
                <TextArea form at="/about" label="A few words about you" value=about hint="Where you come from, what you look forward to."/>
                <TagInput form at="/interests" label="Interests" hint="One at a time. Shared interests help us to find your group." tags=interests/>
                <TagInput form at="/languages" label="Languages you speak" hint="One at a time." tags=languages/>
                <TextArea form at="/contact" label="How to reach you" value=contact hint="For example: my university email, evenings are best. You need not give a phone number."/>
            </Section>
            <div class="card p-5 lg:col-span-2"><AvailabilityGrid value=availability/></div>
            <div class="lg:col-span-2">
                <FormProblem form/>
                <Submit form label="Save my profile"/>
            </div>
        </form>
    }
}

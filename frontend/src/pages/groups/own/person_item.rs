use crate::ui::{Tone, avatar, badge, icon};
use crate::wording::some;
use cairn_domain::groups::MyGroupPerson;
use icondata_lu as lu;
use leptos::prelude::*;

/// Somebody in one's group: only what they share.
#[component]
pub fn PersonItem(person: MyGroupPerson) -> impl IntoView {
    let joined =
        |label: &str, words: &[String]| (!words.is_empty()).then(|| format!("{label}: {}", words.join(", ")));
    let shared = (person.shared_slots > 0 && !person.is_me).then(|| {
        format!(
            "You share {}",
            some(person.shared_slots, "part of the week", "parts of the week")
        )
    });
    let facts = [
        person.about,
        joined("Likes", &person.interests),
        joined("Speaks", &person.languages),
        shared,
        person.contact,
    ]
    .into_iter()
    .flatten()
    .map(|fact| view! { <p class="text-sm opacity-90 wrap-anywhere">{fact}</p> })
    .collect_view();
    let write = person.email.filter(|_| !person.is_me).map(|email| {
        let (href, label) = (format!("mailto:{email}"), format!("Write to {}", person.name));
        view! { <a class="link text-sm inline-flex items-center gap-2 py-1 wrap-anywhere" href=href aria-label=label>{icon(lu::LuMail)} {email}</a> }
    });
    let status = if person.is_me {
        badge(Tone::Plain, "You")
    } else if person.signed_up {
        badge(Tone::Good, "Signed up")
    } else {
        badge(Tone::Plain, "Not signed in yet")
    };
    view! {
        <li class="py-3 flex gap-3">
            {avatar(&person.name)}
            <div class="min-w-0 grow">
                <div class="flex flex-wrap items-center gap-x-3">
                    <p class="font-semibold mr-auto">{person.name} " " <span class="font-normal opacity-80">{person.pronouns}</span></p>
                    {status}
                </div>
                {facts}
                {write}
            </div>
        </li>
    }
}

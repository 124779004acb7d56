use super::carry::{Carried, Carry};
use crate::client::{delete, post};
use crate::ui::tell;
use cairn_domain::groups::{NewKeepApart, NewPin, ProposedGroup};
use cairn_domain::ids::ParticipantId;
use leptos::prelude::*;

/// What every proposal should keep for somebody: their mentor, or their distance from somebody.
#[component]
pub fn WishButtons(who: Carried, carry: Carry) -> impl IntoView {
    let tell = tell();
    let (scheme, id) = (carry.scheme, who.id);
    let group: Option<ProposedGroup> = carry.view.with_untracked(|v| {
        v.as_ref()
            .and_then(|v| v.groups.iter().find(|g| Some(g.index) == who.from).cloned())
    });
    let Some(group) = group else { return ().into_any() };
    let pinned = group.mentees.iter().any(|m| m.id == id && m.pinned);
    let done = move |words: &str| {
        tell(words);
        carry.asked.set(None);
        carry.reload();
    };
    let unpin = move |_| {
        carry.form.run(async move {
            delete(format!("/schemes/{scheme}/pins/{id}")).done().await?;
            done("The pin is taken out.");
            Ok(())
        });
    };
    let pin = move |mentor_id: ParticipantId| {
        carry.form.run(async move {
            post(format!("/schemes/{scheme}/pins"))
                .json(&NewPin {
                    mentee_id: id,
                    mentor_id,
                })
                .done()
                .await?;
            done("From now on every proposal keeps them with this mentor.");
            Ok(())
        });
    };
    let apart = move |other: String| {
        let Ok(b) = other.parse() else { return };
        carry.form.run(async move {
            post(format!("/schemes/{scheme}/keep-apart"))
                .json(&NewKeepApart { a: id, b })
                .done()
                .await?;
            done("From now on every proposal keeps these two apart.");
            Ok(())
        });
    };
    let pin_button = match group.mentors.first() {
        _ if pinned => view! { <button class="btn" on:click=unpin>"Take out the pin"</button> }.into_any(),
        Some(mentor) => {
            let (mentor_id, label) = (mentor.id, format!("Always keep with {}", mentor.name));
            view! { <button class="btn" on:click=move |_| pin(mentor_id)>{label}</button> }.into_any()
        }
        None => ().into_any(),
    };
    let others = group
        .mentees
        .iter()
        .filter(|m| m.id != id)
        .map(|m| view! { <option value=m.id.to_string()>{m.name.clone()}</option> })
        .collect_view();
    view! {
        {pin_button}
        <select class="select w-full sm:w-64" aria-label="Keep apart from" on:change:target=move |ev| apart(ev.target().value())>
            <option value="">"Always keep apart from…"</option>
            {others}
        </select>
    }
    .into_any()
}

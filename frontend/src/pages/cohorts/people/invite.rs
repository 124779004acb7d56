use crate::client::post;
use crate::ui::{Confirm, Form, tell};
use crate::wording::some;
use cairn_domain::identity::{Done, InviteParticipants};
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

/// Invites everybody in the scheme who has an address and no account yet.
#[component]
pub fn InviteButton(scheme: SchemeId) -> impl IntoView {
    let tell = tell();
    let form = Form::new("invite-all");
    let open = RwSignal::new(false);
    let invite = move |()| {
        form.run(async move {
            let all = InviteParticipants {
                scheme_id: scheme,
                roles: Vec::new(),
            };
            let done: Done = post("/invitations/participants").json(&all).read().await?;
            tell(&format!(
                "{} on the way.",
                some(done.count, "invitation is", "invitations are")
            ));
            open.set(false);
            Ok(())
        });
    };
    view! {
        <button class="btn" on:click=move |_| open.set(true)>"Send invitations"</button>
        <Confirm
            open
            title="Invite everybody who is not invited yet?"
            text="Every mentor and mentee with an email address and no account gets a link. It works once."
            action="Send the invitations"
            form
            on_yes=invite
        />
    }
}

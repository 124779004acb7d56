use super::roles::RoleFields;
use crate::client::{Query, post};
use crate::ui::{Dialog, Field, Form, FormProblem, Submit, tell};
use cairn_domain::identity::{NewInvitation, PersonSummary, Role};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Invites a member of staff, with their first role.
#[component]
pub fn InviteDialog(open: RwSignal<bool>, people: Query) -> impl IntoView {
    view! { <Dialog title="Invite somebody" open><InviteForm open people/></Dialog> }
}

#[component]
fn InviteForm(open: RwSignal<bool>, people: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("invite");
    let [email, given, family] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let role = RwSignal::new(Role::Supervisor.as_str().to_owned());
    let scheme = RwSignal::new(String::new());
    let programme = RwSignal::new(String::new());
    let tutor_group = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let invitation = NewInvitation {
            email: email.get_untracked(),
            given_name: given.get_untracked(),
            family_name: family.get_untracked(),
            grant: super::roles::grant_from(role, scheme, programme, tutor_group),
        };
        form.run(async move {
            let person: PersonSummary = post("/invitations").json(&invitation).read().await?;
            tell(&format!("{} is invited. The email is on its way.", person.name));
            open.set(false);
            people.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <Field form at="/email" label="Email" value=email kind="email" required=true/>
            <Field form at="/given_name" label="Given name" value=given required=true/>
            <Field form at="/family_name" label="Family name" value=family required=true/>
            <RoleFields form role scheme programme tutor_group/>
            <FormProblem form/>
            <Submit form label="Send the invitation"/>
        </form>
    }
}

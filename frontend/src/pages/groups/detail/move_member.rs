use crate::client::{Query, post};
use crate::pages::groups::group_picker::GroupPicker;
use crate::ui::{CheckField, Dialog, Field, Form, FormProblem, Submit, open_for, tell};
use cairn_domain::groups::{GroupChanges, GroupMember, MoveMember};
use cairn_domain::ids::{MentorGroupId, SchemeId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Moves somebody to another group, or out of this one.
#[component]
pub fn MoveDialog(
    scheme: SchemeId,
    group: MentorGroupId,
    member: RwSignal<Option<GroupMember>>,
    query: Query,
) -> impl IntoView {
    let open = open_for(member);
    let title = Signal::derive(move || {
        member.with(|m| {
            m.as_ref()
                .map_or_else(String::new, |m| format!("Move {}", m.name))
        })
    });
    view! {
        <Dialog title open>
            {move || member.get().map(|m| view! { <MoveForm scheme group member=m open query/> })}
        </Dialog>
    }
}

#[component]
fn MoveForm(
    scheme: SchemeId,
    group: MentorGroupId,
    member: GroupMember,
    open: RwSignal<bool>,
    query: Query,
) -> impl IntoView {
    let tell = tell();
    let form = Form::new("move");
    let to = RwSignal::new(None);
    let out = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let participant_id = member.participant_id;
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let to_group_id = to.get_untracked().filter(|_| !out.get_untracked());
        if to_group_id.is_none() && !out.get_untracked() {
            return form.refuse_field(
                "/to_group_id",
                "Choose a group, or tick that they leave this group.",
            );
        }
        let change = MoveMember {
            participant_id,
            from_group_id: Some(group),
            to_group_id,
            reason: reason.get_untracked(),
        };
        form.run(async move {
            let done: GroupChanges = post(format!("/schemes/{scheme}/group-moves"))
                .json(&change)
                .read()
                .await?;
            tell(done.changes.first().map_or("Done.", |c| c.sentence.as_str()));
            open.set(false);
            query.reload();
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            <div class:hidden=move || out.get()><GroupPicker scheme value=to/></div>
            <CheckField label="Leave this group instead" value=out/>
            <Field form at="/reason" label="Why" value=reason hint="For the record of this group. Staff see it." required=true/>
            <FormProblem form/>
            <Submit form label="Move them"/>
        </form>
    }
}

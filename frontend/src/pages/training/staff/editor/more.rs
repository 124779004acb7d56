use super::desk::{Change, Desk};
use crate::client::download::save;
use crate::ui::{Confirm, Form, FormProblem, icon, tell};
use icondata_lu as lu;
use leptos::prelude::*;

/// What one needs less often: the file, the discussion, discarding the draft, putting the module away.
#[component]
pub fn MoreActions(desk: Desk) -> impl IntoView {
    let tell = tell();
    let form = Form::new("module-more");
    let discarding = RwSignal::new(false);
    let archiving = RwSignal::new(false);
    let summary = untrack(|| desk.summary());
    let export = move |_| {
        let s = desk.summary();
        form.run(async move {
            let path = format!("/training-modules/{}/file", s.id);
            save(path, "application/json", &format!("{}.json", s.key)).await?;
            tell("Your file is saved in your downloads.");
            Ok(())
        });
    };
    let discard = move || {
        let s = desk.summary();
        (s.may_edit && s.has_draft && s.published.is_some()).then(|| {
            view! { <button class="btn btn-sm" on:click=move |_| discarding.set(true)>{icon(lu::LuUndo2)} "Discard the draft"</button> }
        })
    };
    let archive = summary.may_edit.then(|| {
        if summary.is_archived {
            let back = move |_| desk.change(form, Change::BringBack, "The module is back in the list.");
            view! { <button class="btn btn-sm btn-primary" on:click=back>{icon(lu::LuArchiveRestore)} "Bring it back"</button> }.into_any()
        } else {
            view! { <button class="btn btn-sm" on:click=move |_| archiving.set(true)>{icon(lu::LuArchive)} "Put away"</button> }.into_any()
        }
    });
    let talk = summary.published.map(|_| {
        view! { <a class="btn btn-sm" href=desk.href("/posts")>{icon(lu::LuMessageCircle)} "Discussion"</a> }
    });
    view! {
        <div class="flex flex-wrap gap-2 mb-5">
            <button class="btn btn-sm" on:click=export>{icon(lu::LuDownload)} "Export a file"</button>
            {talk}
            {discard}
            {archive}
        </div>
        <FormProblem form/>
        <Confirm
            open=discarding
            title="Discard the draft?"
            text="Everything since the published version is lost, also what is not saved."
            action="Discard it"
            form
            on_yes=move |()| {
                desk.change(form, Change::DiscardDraft, "The draft is gone. This is the published version.");
                discarding.set(false);
            }
        />
        <Confirm
            open=archiving
            title="Put this module away?"
            text="Nobody can start it any more. What mentors have completed still counts, and you can bring it back."
            action="Put it away"
            form
            on_yes=move |()| {
                desk.change(form, Change::PutAway, "The module is put away.");
                archiving.set(false);
            }
        />
    }
}

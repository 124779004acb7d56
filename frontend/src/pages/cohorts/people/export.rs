use super::FILTERS;
use crate::address::Address;
use crate::client::download::{XLSX, save};
use crate::ui::{Form, icon, tell};
use cairn_domain::ids::SchemeId;
use icondata_lu as lu;
use leptos::prelude::*;

/// The people as a spreadsheet, with the filters that are set.
#[component]
pub fn ExportButton(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let tell = tell();
    let form = Form::new("export");
    let export = move |_| {
        let path = format!(
            "/schemes/{scheme}/participants{}",
            untrack(|| address.query(&FILTERS))
        );
        form.run(async move {
            match save(path, XLSX, "people.xlsx").await {
                Ok(()) => tell("Your file is saved in your downloads."),
                Err(problem) => tell(&problem.title),
            }
            Ok(())
        });
    };
    view! { <button class="btn" on:click=export>{icon(lu::LuDownload)} "Export"</button> }
}

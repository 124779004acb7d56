use super::FILTERS;
use crate::address::Address;
use crate::client::download::{CSV, XLSX, save};
use crate::ui::{Form, icon, tell};
use cairn_domain::ids::SchemeId;
use icondata_lu as lu;
use leptos::prelude::*;

/// The people as a file, with the filters that are set.
#[component]
pub fn ExportButtons(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let tell = tell();
    let form = Form::new("export");
    let export = move |media_type: &'static str, name: &'static str| {
        let path = format!(
            "/schemes/{scheme}/participants{}",
            untrack(|| address.query(&FILTERS))
        );
        form.run(async move {
            match save(path, media_type, name).await {
                Ok(()) => tell("Your file is saved in your downloads."),
                Err(problem) => tell(&problem.title),
            }
            Ok(())
        });
    };
    view! {
        <button class="btn" on:click=move |_| export(XLSX, "people.xlsx")>{icon(lu::LuDownload)} "Excel"</button>
        <button class="btn" on:click=move |_| export(CSV, "people.csv")>{icon(lu::LuDownload)} "CSV"</button>
    }
}

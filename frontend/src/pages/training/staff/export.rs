use crate::client::download::{CSV, XLSX, save};
use crate::ui::{Form, icon, tell};
use icondata_lu as lu;
use leptos::prelude::*;

/// A list as a file, with the filters that are set.
#[component]
pub fn ExportButtons(
    /// What to ask the API for.
    #[prop(into)]
    path: Signal<String>,
    /// The file's name, without its ending.
    name: &'static str,
) -> impl IntoView {
    let tell = tell();
    let form = Form::new("export");
    let export = move |media_type: &'static str, ending: &'static str| {
        let path = path.get_untracked();
        form.run(async move {
            match save(path, media_type, &format!("{name}.{ending}")).await {
                Ok(()) => tell("Your file is saved in your downloads."),
                Err(problem) => tell(&problem.title),
            }
            Ok(())
        });
    };
    view! {
        <button class="btn" on:click=move |_| export(XLSX, "xlsx")>{icon(lu::LuDownload)} "Excel"</button>
        <button class="btn" on:click=move |_| export(CSV, "csv")>{icon(lu::LuDownload)} "CSV"</button>
    }
}

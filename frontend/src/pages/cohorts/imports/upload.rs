use super::STEPS;
use crate::address::Address;
use crate::client::upload;
use crate::ui::{Form, FormProblem, PageHeader, Stepper, crumb, icon};
use crate::wording::percent;
use cairn_domain::cohorts::CohortImportView;
use cairn_domain::ids::SchemeId;
use icondata_lu as lu;
use leptos::ev::DragEvent;
use leptos::prelude::*;

/// `/schemes/:scheme/imports/new`
#[component]
pub fn UploadPage(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let form = Form::new("upload");
    let sent = RwSignal::new(0.0_f64);
    let over = RwSignal::new(false);
    let take = move |files: Option<web_sys::FileList>| {
        let Some(file) = files.and_then(|f| f.get(0)) else {
            return;
        };
        sent.set(0.0);
        form.run(async move {
            let name = String::from(js_sys::encode_uri_component(&file.name()));
            let path = format!("/cohort-imports?scheme_id={scheme}&filename={name}");
            let import: CohortImportView = upload::send(&path, &file, sent).await?;
            address.go(&format!("/schemes/{scheme}/imports/{}", import.id));
            Ok(())
        });
    };
    let dropped = move |ev: DragEvent| {
        ev.prevent_default();
        over.set(false);
        take(ev.data_transfer().and_then(|d| d.files()));
    };
    let progress = move || {
        form.is_busy().then(|| {
            view! {
                <div class="mt-4 w-full max-w-md" role="status">
                    <progress class="progress progress-primary h-3 w-full" max="1" value=move || sent.get().to_string() aria-label="Sent"></progress>
                    <p class="text-sm">{move || if sent.get() < 1.0 { format!("{} sent", percent(sent.get())) } else { "Reading the file".to_owned() }}</p>
                </div>
            }
        })
    };
    view! {
        <PageHeader title="Bring in a cohort" crumbs=vec![crumb(format!("/schemes/{scheme}/imports"), "Imports")]/>
        <Stepper steps=STEPS at=0/>
        <section
            class="card p-6 sm:p-12 items-center text-center border-2 border-dashed"
            class:border-primary=move || over.get()
            on:dragover=move |ev: DragEvent| {
                ev.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <span class="text-4xl text-primary">{icon(lu::LuFileUp)}</span>
            <h2 class="text-xl font-bold mt-3">"Drop the file here, or choose it"</h2>
            <p class="mt-1 max-w-prose">"CSV in any usual encoding, or an Excel workbook. One row for each person."</p>
            <label class="mt-4 grid gap-1">
                <span class="sr-only">"The file"</span>
                <input
                    type="file"
                    class="file-input file-input-primary w-full max-w-sm"
                    accept=".csv,.tsv,.txt,.xlsx,text/csv"
                    on:change:target=move |ev| take(ev.target().files())
                />
            </label>
            {progress}
            <FormProblem form/>
            <p class="text-sm opacity-80 mt-4 max-w-prose">
                "Nothing changes yet. Next you say which column is which, then you see what would happen. Marks and grades are never taken in."
            </p>
        </section>
    }
}

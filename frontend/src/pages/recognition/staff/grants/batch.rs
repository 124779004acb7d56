//! Many certificates in one ZIP. Which one is being made is in the address, so that one can leave and come back.

use crate::address::Address;
use crate::client::{Query, loaded, post};
use crate::pages::recognition::staff::files::{SaveButton, ZIP};
use crate::session::use_session;
use crate::ui::{Form, Meter, icon, keep_asking_while, tell};
use crate::wording::{count, some};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{BatchState, CertificateBatchView, NewCertificateBatch};
use icondata_lu as lu;
use leptos::prelude::*;

/// Starts to print the certificates of the award that the filter names, or of all.
#[component]
pub fn PrintButton(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let tell = tell();
    let form = Form::new("print");
    let start = move |_| {
        let new = NewCertificateBatch {
            scheme_id: scheme,
            award_id: untrack(|| address.get("award_id")).parse().ok(),
        };
        form.run(async move {
            match post("/certificate-batches")
                .json(&new)
                .read::<CertificateBatchView>()
                .await
            {
                Ok(batch) => address.set("batch", &batch.id.to_string()),
                Err(problem) => tell(&problem.title),
            }
            Ok(())
        });
    };
    untrack(|| session.may_in(Action::GrantAwards, scheme)).then(|| {
        view! {
            <button class="btn btn-primary" aria-disabled=move || form.is_busy().to_string() on:click=start>
                {icon(lu::LuFileArchive)} "Certificates as ZIP"
            </button>
        }
    })
}

/// How far the ZIP is that the address names. Nothing when it names none.
#[component]
pub fn BatchCard() -> impl IntoView {
    let address = Address::here();
    let batch = Memo::new(move |_| address.get("batch"));
    move || {
        let id = batch.get();
        (!id.is_empty()).then(|| view! { <Batch id/> })
    }
}

#[component]
fn Batch(id: String) -> impl IntoView {
    let path = StoredValue::new(format!("/certificate-batches/{id}"));
    let query = Query::new(move || path.get_value(), &[Topic::Recognition]);
    keep_asking_while(query, |b: CertificateBatchView| b.state == BatchState::Running);
    view! {
        <section class="card p-5 mb-5" aria-label="Certificates as ZIP">
            {loaded(query, move |b: CertificateBatchView| {
                let share = f64::from(b.done) / f64::from(b.total.max(1));
                let shown = format!("{} of {}", count(b.done), count(b.total));
                let note = match b.state {
                    BatchState::Running => "You can leave this page. The work goes on.",
                    BatchState::Done => "All certificates are ready. They are kept for seven days.",
                    BatchState::Failed => "The work has stopped. Start it again.",
                };
                let download = (b.state == BatchState::Done).then(|| {
                    let file = path.with_value(|p| format!("{p}/file"));
                    view! { <SaveButton path=file media_type=ZIP name="certificates.zip" label="Download the ZIP" class="btn btn-primary"/> }
                });
                view! {
                    <dl><Meter label="Certificates printed" shown share note/></dl>
                    {failed(&b)}
                    {download}
                }
                .into_any()
            })}
        </section>
    }
}

/// Those that could not be printed, with the reason.
fn failed(b: &CertificateBatchView) -> Option<AnyView> {
    let items = b
        .failed
        .iter()
        .map(|f| view! { <li class="wrap-anywhere">{format!("{}: {}", f.serial, f.why)}</li> })
        .collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        view! {
            <div role="status" class="mb-3">
                <p class="font-semibold">{some(items.len() as u64, "certificate could not be printed", "certificates could not be printed")}</p>
                <ul class="list-disc pl-5">{items}</ul>
            </div>
        }
        .into_any()
    })
}

use crate::address::Address;
use crate::client::{Query, loaded};
use crate::pages::recognition::staff::filters::{filter, in_scheme};
use crate::pages::recognition::staff::names::{claim_badge, claim_word, hours};
use crate::pages::recognition::staff::nav::{CreditNav, RecognitionNav};
use crate::ui::{Column, DataTable, EmptyState, PageHeader, Pager, crumb, text};
use crate::wording::{day, some};
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{WblClaimSummary, WblState};
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Student"),
    Column::text("Programme"),
    Column::text("State"),
    Column::text("Hours"),
    Column::text("Handed in"),
];

/// `/schemes/:scheme/recognition/credit`
#[component]
pub fn ClaimsPage(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let claims = Query::new(
        move || format!("/wbl-claims{}", in_scheme(scheme, address, &["state", "after"])),
        &[Topic::Recognition],
    );
    let states = WblState::ALL
        .iter()
        .map(|s| (s.as_str().to_owned(), claim_word(*s).to_owned()))
        .collect();
    view! {
        <PageHeader
            title="Credit for mentoring"
            crumbs=vec![crumb(format!("/schemes/{scheme}/recognition"), "Recognition")]
            lead="Students claim hours and reflections for their programme's learning outcomes. Hours that count here don't count for the HEAR."
        />
        <RecognitionNav scheme/>
        <CreditNav scheme/>
        <section class="card p-5">
            <div class="mb-2">{filter("State", "state", "Any state", states)}</div>
            {loaded(claims, move |page: Page<WblClaimSummary>| {
                if page.items.is_empty() {
                    return view! { <NoClaims scheme/> }.into_any();
                }
                let shown = page.total.map_or_else(
                    || some(page.items.len() as u64, "claim here", "claims here"),
                    |total| some(total, "claim", "claims"),
                );
                let next = page.next.map(|after| address.with("after", &after));
                let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
                let rows = page.items.into_iter().map(|c| cells(scheme, c)).collect();
                view! {
                    <DataTable caption="Claims for credit" columns=COLUMNS rows/>
                    <Pager next first shown/>
                }
                .into_any()
            })}
        </section>
    }
}

#[component]
fn NoClaims(scheme: SchemeId) -> impl IntoView {
    view! {
        <EmptyState
            glyph=lu::LuGraduationCap
            title="No claim here"
            text="Students of a programme with learning outcomes can begin a claim. It appears here as soon as they do."
        >
            <a class="btn btn-primary" href=format!("/schemes/{scheme}/recognition/credit/outcomes")>"See the learning outcomes"</a>
        </EmptyState>
    }
}

fn cells(scheme: SchemeId, c: WblClaimSummary) -> Vec<AnyView> {
    let href = format!("/schemes/{scheme}/recognition/credit/{}", c.id);
    let on = c.submitted_at.map(|at| day(at.date_naive()));
    vec![
        view! { <a class="link" href=href>{c.name}</a> }.into_any(),
        text(c.programme_code.unwrap_or_default()),
        claim_badge(c.state),
        text(hours(c.minutes)),
        text(on.unwrap_or_default()),
    ]
}

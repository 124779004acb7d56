use super::copy::CopyDialog;
use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader, Tone, badge, icon};
use cairn_domain::cohorts::SchemeView;
use cairn_domain::identity::Action;
use cairn_domain::paging::Page;
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes`
#[component]
pub fn SchemesPage() -> impl IntoView {
    let session = use_session();
    let schemes = Query::new(|| "/schemes?limit=200".to_owned(), &[]);
    let copying = RwSignal::new(None::<SchemeView>);
    let may_create = untrack(|| session.may(Action::CreateScheme));
    let start = may_create.then(
        || view! { <a class="btn btn-primary" href="/schemes/new">{icon(lu::LuPlus)} "Start a scheme"</a> },
    );
    view! {
        <PageHeader title="Schemes" lead="A scheme is one run of mentoring for one intake.">{start}</PageHeader>
        {loaded(schemes, move |page: Page<SchemeView>| {
            if page.items.is_empty() {
                return view! {
                    <EmptyState
                        glyph=lu::LuMountain
                        title="There is no scheme yet"
                        text="Start one: name it, set its dates and sizes, then bring in its people from a file."
                    />
                }
                .into_any();
            }
            let cards = page.items.into_iter().map(|scheme| view! { <SchemeCard scheme copying may_create/> }).collect_view();
            view! { <ul class="grid gap-4 sm:grid-cols-2">{cards}</ul> }.into_any()
        })}
        <CopyDialog scheme=copying/>
    }
}

#[component]
fn SchemeCard(scheme: SchemeView, copying: RwSignal<Option<SchemeView>>, may_create: bool) -> impl IntoView {
    let href = format!("/schemes/{}", scheme.id);
    let name = scheme.input.name.clone();
    let facts = format!("{} · {} intake", scheme.input.academic_year, scheme.input.intake);
    let phase = scheme.phase.label();
    let label = format!("Copy {name} to another year");
    let copy = may_create.then(|| {
        view! { <button class="btn btn-sm" aria-label=label on:click=move |_| copying.set(Some(scheme.clone()))>"Copy to another year"</button> }
    });
    view! {
        <li class="card p-5 gap-2">
            <h2 class="text-xl font-bold"><a class="link" href=href>{name}</a></h2>
            <p class="opacity-80">{facts}</p>
            <p>{badge(Tone::Info, phase)}</p>
            <div class="mt-2">{copy}</div>
        </li>
    }
}

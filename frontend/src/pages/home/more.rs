use crate::layouts::places::areas;
use crate::session::use_session;
use crate::ui::{PageHeader, icon};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/more`: every place, for phones.
#[component]
pub fn MorePage() -> impl IntoView {
    let session = use_session();
    let cards = untrack(|| areas(session))
        .into_iter()
        .map(|area| {
            let links = area
                .places
                .into_iter()
                .map(|place| {
                    view! {
                        <li>
                            <a class="flex items-center gap-3 py-3" href=place.href>
                                {icon(place.icon)} <span class="mr-auto">{place.name}</span> {icon(lu::LuChevronRight)}
                            </a>
                        </li>
                    }
                })
                .collect_view();
            let name = if area.name.is_empty() { "Your work" } else { area.name };
            view! {
                <section class="card p-5">
                    <h2 class="text-xl font-bold">{name}</h2>
                    <ul class="divide-y divide-base-300">{links}</ul>
                </section>
            }
        })
        .collect_view();
    view! {
        <PageHeader title="Everything in Cairn"/>
        <div class="grid gap-5">{cards}</div>
    }
}

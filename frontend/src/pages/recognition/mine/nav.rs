use crate::address::joined;
use cairn_domain::recognition::MyRecognition;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

/// The pages of one's own recognition. What a scheme doesn't offer isn't listed.
#[component]
pub fn RecognitionNav(mine: MyRecognition) -> impl IntoView {
    let path = use_location().pathname.get_untracked();
    let scheme = use_query_map().with_untracked(|q| q.get_str("scheme").unwrap_or_default().to_owned());
    let query = joined([("scheme".to_owned(), scheme)].into_iter());
    let places = [
        (true, "/recognition", "Overview".to_owned()),
        (true, "/recognition/evidence", "My evidence".to_owned()),
        (!mine.hear.is_empty(), "/recognition/hear", mine.hear_label),
        (mine.wbl.is_some(), "/recognition/credit", "Credit".to_owned()),
    ];
    let links = places
        .into_iter()
        .filter(|(is_there, at, _)| *is_there || path == *at)
        .map(|(_, at, name)| {
            let here = path == at;
            let class = if here { "btn btn-sm btn-neutral" } else { "btn btn-sm btn-ghost" };
            view! { <li><a class=class href=format!("{at}{query}") aria-current=here.then_some("page")>{name}</a></li> }
        })
        .collect_view();
    view! { <nav aria-label="Recognition" class="mb-5 -mx-1"><ul class="flex flex-wrap gap-1">{links}</ul></nav> }
}

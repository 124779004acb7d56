use leptos::prelude::*;

/// The table behind a chart: everything the picture says, in words.
#[component]
pub fn ChartTable(caption: String, heads: [&'static str; 2], rows: Vec<(String, String)>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|(label, value)| view! { <tr><th scope="row" class="font-normal">{label}</th><td class="text-right">{value}</td></tr> })
        .collect_view();
    view! {
        <details class="text-sm mt-2">
            <summary class="cursor-pointer py-1">"Show as a table"</summary>
            <table class="table table-sm mt-1">
                <caption class="sr-only">{caption}</caption>
                <thead><tr><th scope="col">{heads[0]}</th><th scope="col" class="text-right">{heads[1]}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}

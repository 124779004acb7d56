use super::chart_table::ChartTable;
use leptos::prelude::*;

/// One bar: how many of how many, and a second, fainter part on the way there.
pub struct BarItem {
    pub label: String,
    /// Where the figure comes from, one level down.
    pub href: Option<String>,
    pub value: u64,
    pub under_way: u64,
    pub of: u64,
    /// The figures in words.
    pub note: String,
}

/// Lying bars with long names, for "how many of how many". The words beside a bar say everything; the bar is for the eye.
#[component]
pub fn BarList(
    #[prop(into)] caption: String,
    heads: [&'static str; 2],
    items: Vec<BarItem>,
) -> impl IntoView {
    let rows = items
        .iter()
        .map(|i| (i.label.clone(), i.note.clone()))
        .collect::<Vec<_>>();
    let drawn = items.into_iter().map(row).collect_view();
    view! {
        <ul class="grid gap-3">{drawn}</ul>
        <ChartTable caption heads rows/>
    }
}

fn row(item: BarItem) -> AnyView {
    let share = |n: u64| 200.0 * (n as f64) / (item.of.max(1) as f64);
    let (done, under_way) = (share(item.value), share(item.under_way));
    let label = match item.href {
        Some(href) => view! { <a class="link wrap-anywhere" href=href>{item.label}</a> }.into_any(),
        None => view! { <span class="wrap-anywhere">{item.label}</span> }.into_any(),
    };
    view! {
        <li>
            <p class="flex gap-x-4 justify-between items-baseline">{label} <span class="text-sm opacity-80 whitespace-nowrap">{item.note}</span></p>
            <svg viewBox="0 0 200 4" preserveAspectRatio="none" class="w-full h-2.5 mt-1 rounded-full" aria-hidden="true">
                <rect width="200" height="4" class="fill-base-300"></rect>
                <rect width=done + under_way height="4" class="fill-primary" opacity="0.4"></rect>
                <rect width=done height="4" class="fill-primary"></rect>
            </svg>
        </li>
    }
    .into_any()
}

use super::chart_table::ChartTable;
use crate::wording::percent;
use leptos::prelude::*;

/// A share beside the best it could be, both 0 to 1.
pub struct Dot {
    pub label: String,
    pub value: f64,
    pub best: f64,
}

/// One line a row: a dot where it is, a tick where the best possible is. The table is behind it.
#[component]
pub fn DotChart(#[prop(into)] summary: String, heads: [&'static str; 2], dots: Vec<Dot>) -> impl IntoView {
    const ROW: usize = 26;
    let rows = dots
        .iter()
        .map(|d| {
            (
                d.label.clone(),
                format!("{} of {} possible", percent(d.value), percent(d.best)),
            )
        })
        .collect::<Vec<_>>();
    let height = dots.len() * ROW + 6;
    let x = |share: f64| 82.0 + share.clamp(0.0, 1.0) * 140.0;
    let drawn = dots
        .into_iter()
        .enumerate()
        .map(|(i, dot)| {
            let y = i * ROW + 16;
            view! {
                <text x="72" y={y + 5} text-anchor="end" font-size="14" fill="currentColor">{dot.label}</text>
                <line x1="82" x2="222" y1=y y2=y stroke="currentColor" opacity="0.25"></line>
                <line x1=x(dot.best) x2=x(dot.best) y1={y - 8} y2={y + 8} class="stroke-secondary" stroke-width="3"></line>
                <circle cx=x(dot.value) cy=y r="6" class="fill-primary"></circle>
                <text x="232" y={y + 5} font-size="14" fill="currentColor">{percent(dot.value)}</text>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <svg viewBox=format!("0 0 280 {height}") role="img" aria-label=summary.clone() class="w-full">{drawn}</svg>
        <ChartTable caption=summary heads rows/>
    }
}

use super::chart_table::ChartTable;
use leptos::prelude::*;

pub struct Bar {
    pub label: String,
    pub value: u32,
    /// Drawn fainter: out of the wished-for range.
    pub faint: bool,
}

/// Upright bars that carry their numbers, with the table behind them.
#[component]
pub fn BarChart(
    /// What the picture shows, in one sentence.
    #[prop(into)]
    summary: String,
    heads: [&'static str; 2],
    bars: Vec<Bar>,
) -> impl IntoView {
    const STEP: usize = 50;
    let top = bars.iter().map(|b| b.value).max().unwrap_or(1).max(1);
    let rows = bars
        .iter()
        .map(|b| (b.label.clone(), b.value.to_string()))
        .collect::<Vec<_>>();
    let width = bars.len().max(4) * STEP + 20;
    let drawn = bars
        .into_iter()
        .enumerate()
        .map(|(i, bar)| {
            let height = f64::from(bar.value) / f64::from(top) * 110.0;
            let x = 20 + i * STEP;
            view! {
                <rect
                    x=x
                    y={140.0 - height}
                    width="38"
                    height=height.max(1.0)
                    rx="5"
                    class="fill-primary"
                    opacity={if bar.faint { "0.4" } else { "1" }}
                ></rect>
                <text x={x + 19} y="158" text-anchor="middle" font-size="14" fill="currentColor">{bar.label}</text>
                <text x={x + 19} y={134.0 - height} text-anchor="middle" font-size="14" fill="currentColor">{bar.value}</text>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <svg viewBox=format!("0 0 {width} 166") role="img" aria-label=summary.clone() class="w-full max-h-56">{drawn}</svg>
        <ChartTable caption=summary heads rows/>
    }
}

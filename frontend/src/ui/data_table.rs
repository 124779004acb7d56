use leptos::prelude::*;

/// A column: its heading, whether it holds numbers, and what its heading sorts by.
#[derive(Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub number: bool,
}

impl Column {
    pub const fn text(name: &'static str) -> Self {
        Self { name, number: false }
    }
    pub const fn number(name: &'static str) -> Self {
        Self { name, number: true }
    }
}

/// A cell of plain text.
pub fn text(value: impl Into<String>) -> AnyView {
    let value: String = value.into();
    value.into_any()
}

/// A table that becomes a list of cards on phones. The first cell of a row names it.
/// Roles are written out, because a changed `display` takes them away.
#[component]
pub fn DataTable(
    /// What the table holds, for those who can't see what surrounds it.
    #[prop(into)]
    caption: String,
    columns: &'static [Column],
    rows: Vec<Vec<AnyView>>,
) -> impl IntoView {
    let class = |c: &Column| if c.number { "text-right" } else { "" };
    let head = columns
        .iter()
        .map(|c| view! { <th role="columnheader" scope="col" class=class(c)>{c.name}</th> }.into_any())
        .collect_view();
    let body = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .zip(columns)
                .enumerate()
                .map(|(i, (cell, c))| {
                    if i == 0 {
                        view! { <th role="rowheader" scope="row" class="font-semibold">{cell}</th> }
                            .into_any()
                    } else {
                        view! { <td role="cell" class=class(c) data-label=c.name><div>{cell}</div></td> }
                            .into_any()
                    }
                })
                .collect_view();
            view! { <tr role="row">{cells}</tr> }.into_any()
        })
        .collect_view();
    view! {
        <table role="table" class="table stacking">
            <caption class="sr-only">{caption}</caption>
            <thead role="rowgroup"><tr role="row">{head}</tr></thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
    }
}

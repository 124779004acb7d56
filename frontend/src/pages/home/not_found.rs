use crate::ui::PageHeader;
use leptos::prelude::*;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageHeader
            title="There is no page here"
            lead="The address may be old or mistyped, or the page is not yours to see."
        />
        <a class="btn btn-primary" href="/">"Go home"</a>
    }
}

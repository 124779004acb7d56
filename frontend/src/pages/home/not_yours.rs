use crate::ui::PageHeader;
use leptos::prelude::*;

/// A page that is there, for others.
#[component]
pub fn NotYoursPage() -> impl IntoView {
    view! {
        <PageHeader
            title="This page is not for your role"
            lead="It belongs to people with another task in the scheme. If you need it for yours, ask your scheme lead."
        />
        <a class="btn btn-primary" href="/">"Go home"</a>
    }
}

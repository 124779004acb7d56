use crate::client::{Query, loaded};
use crate::pages::recruitment::names::application_badge;
use crate::ui::{EmptyState, PageHeader};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::{ApplicationListItem, ApplicationState};
use icondata_lu as lu;
use leptos::prelude::*;

fn query() -> Query {
    Query::new(|| "/me/applications".to_owned(), &[Topic::Recruitment])
}

/// `/applications`
#[component]
pub fn ApplicationsPage() -> impl IntoView {
    view! {
        <PageHeader title="My applications"/>
        {loaded(query(), |all: Vec<ApplicationListItem>| {
            if all.is_empty() {
                return view! {
                    <EmptyState glyph=lu::LuMegaphone title="You have not applied for anything" text="Open the link of a call for mentors, and choose Apply there.">
                        <a class="btn btn-primary" href="/">"Go home"</a>
                    </EmptyState>
                }
                .into_any();
            }
            view! { <div class="grid gap-4">{all.into_iter().map(item).collect_view()}</div> }.into_any()
        })}
    }
}

/// On one's home: applications, where there are any.
#[component]
pub fn ApplicationsCard(#[prop(optional)] or_else: Option<fn() -> AnyView>) -> impl IntoView {
    let query = query();
    move || {
        let all = query.value::<Vec<ApplicationListItem>>()?;
        if all.is_empty() {
            return or_else.map(|show| show());
        }
        Some(view! { <div class="grid gap-4">{all.into_iter().map(item).collect_view()}</div> }.into_any())
    }
}

fn item(a: ApplicationListItem) -> AnyView {
    let href = format!("/applications/{}", a.id);
    let action = match a.state {
        ApplicationState::Draft => "Go on with it",
        ApplicationState::Offered => "Answer the offer",
        _ => "Look at it",
    };
    view! {
        <section class="card p-5">
            <p class="mb-1">{application_badge(a.state)}</p>
            <h2 class="text-xl font-bold">{a.call_title}</h2>
            <p class="mt-1">{a.next}</p>
            <p class="mt-3"><a class="btn btn-primary" href=href>{action}</a></p>
        </section>
    }
    .into_any()
}

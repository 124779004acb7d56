use crate::address::Address;
use crate::client::{Query, loaded};
use crate::pages::groups::names::alert_tone;
use crate::ui::{Column, DataTable, EmptyState, FilterSelect, Pager, SearchBox, Section, badge, text};
use crate::wording::some;
use cairn_domain::cohorts::SchemeLists;
use cairn_domain::groups::{GroupAlert, GroupSummary, GroupsDashboard};
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Group"),
    Column::text("Mentor"),
    Column::number("Size"),
    Column::text("Needs you"),
];

/// Every group, filtered by what the address says.
#[component]
pub fn GroupList(scheme: SchemeId, dashboard: Query) -> impl IntoView {
    let address = Address::here();
    let groups = Query::new(
        move || {
            let query = address.query(&["q", "programme_id", "alert", "sort", "after"]);
            format!(
                "/schemes/{scheme}/groups{query}{}limit=25",
                if query.is_empty() { '?' } else { '&' }
            )
        },
        &[Topic::Groups],
    );
    let title = move || {
        if address.get("alert").is_empty() {
            "All groups"
        } else {
            "Groups that need you"
        }
    };
    view! {
        <Section title="Groups" class="xl:col-span-2">
            <Filters scheme dashboard/>
            <p class="sr-only" aria-live="polite">{title}</p>
            {loaded(groups, move |page: Page<GroupSummary>| {
                if page.items.is_empty() {
                    return view! {
                        <EmptyState glyph=lu::LuSearch title="No group like that" text="Take a filter away, or look for a part of the name."/>
                    }
                    .into_any();
                }
                let shown = page.total.map_or_else(
                    || some(page.items.len() as u64, "group here", "groups here"),
                    |total| some(total, "group", "groups"),
                );
                let next = page.next.map(|after| address.with("after", &after));
                let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
                let rows = page.items.into_iter().map(|g| row(scheme, g)).collect();
                view! {
                    <DataTable caption="Mentor groups" columns=COLUMNS rows/>
                    <Pager next first shown/>
                }
                .into_any()
            })}
        </Section>
    }
}

fn row(scheme: SchemeId, group: GroupSummary) -> Vec<AnyView> {
    let mentors = if group.mentors.is_empty() {
        "none".to_owned()
    } else {
        group.mentors.join(", ")
    };
    let alerts = group
        .alerts
        .into_iter()
        .map(|a| badge(alert_tone(a), a.label()))
        .collect::<Vec<_>>();
    let alerts = (!alerts.is_empty()).then(|| view! { <div class="flex flex-wrap gap-1">{alerts}</div> });
    vec![
        view! { <a class="link whitespace-nowrap" href=format!("/schemes/{scheme}/groups/{}", group.id)>{group.label}</a> }
            .into_any(),
        text(mentors),
        text(group.size.to_string()),
        alerts.into_any(),
    ]
}

#[component]
fn Filters(scheme: SchemeId, dashboard: Query) -> impl IntoView {
    let address = Address::here();
    let lists = Query::new(move || format!("/schemes/{scheme}/lists"), &[]);
    let programmes = move || {
        let options = lists
            .value::<SchemeLists>()
            .map(|l| l.programmes)
            .unwrap_or_default();
        options
            .into_iter()
            .map(|p| (p.id.to_string(), p.code))
            .collect::<Vec<_>>()
    };
    let alerts = move || {
        let counts = dashboard
            .value::<GroupsDashboard>()
            .map(|d| d.alerts)
            .unwrap_or_default();
        let groups = |alert: GroupAlert| counts.iter().find(|c| c.alert == alert).map_or(0, |c| c.groups);
        GroupAlert::ALL
            .iter()
            .map(|a| (a.as_str().to_owned(), format!("{} ({})", a.label(), groups(*a))))
            .collect::<Vec<_>>()
    };
    let orders = vec![
        ("size".to_owned(), "Smallest first".to_owned()),
        ("-size".to_owned(), "Largest first".to_owned()),
    ];
    let set = move |name: &'static str| move |value: String| address.set(name, &value);
    view! {
        <div class="grid grid-cols-2 sm:flex sm:flex-wrap gap-2 my-2">
            <SearchBox label="Find a person or group" value=address.signal("q") on_search=set("q")/>
            {move || {
                view! {
                    <FilterSelect
                        label="Programme"
                        value=address.signal("programme_id")
                        all="All programmes"
                        options=programmes()
                        on_change=set("programme_id")
                    />
                    <FilterSelect label="Alert" value=address.signal("alert") all="Any state" options=alerts() on_change=set("alert")/>
                }
            }}
            <FilterSelect label="Order" value=address.signal("sort") all="By name" options=orders on_change=set("sort")/>
        </div>
    }
}

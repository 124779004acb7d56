use super::needs::mentors_href;
use crate::address::Address;
use crate::client::Query;
use crate::ui::{Column, DataTable, Section, text};
use crate::wording::some;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::training::{MentorTraining, TrainingFilter};
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Mentor"),
    Column::text("Stuck in"),
    Column::number("For"),
    Column::number("Done"),
];

/// Who is stuck, where, and for how long. Nothing when nobody is.
#[component]
pub fn StuckCard(scheme: SchemeId) -> impl IntoView {
    let address = Address::here();
    let stuck = Query::new(
        move || {
            let programme = address.query(&["programme_id"]).replacen('?', "&", 1);
            format!("/schemes/{scheme}/training/mentors?filter=stuck&limit=8{programme}")
        },
        &[Topic::Training],
    );
    move || {
        let page = stuck.value::<Page<MentorTraining>>()?;
        if page.items.is_empty() {
            return None;
        }
        let all = mentors_href(scheme, Some(TrainingFilter::Stuck), &address.get("programme_id"));
        let link = view! { <a class="link" href=all>"See all"</a> }.into_any();
        let rows = page.items.into_iter().map(|m| row(scheme, m)).collect();
        Some(view! {
            <Section title="Who is stuck, and where" aside=link>
                <DataTable caption="Mentors who are stuck" columns=COLUMNS rows/>
            </Section>
        })
    }
}

fn row(scheme: SchemeId, m: MentorTraining) -> Vec<AnyView> {
    let href = format!("/schemes/{scheme}/training/mentors/{}", m.participant_id);
    let days = m.stuck_days.map_or_else(String::new, |d| some(d, "day", "days"));
    vec![
        view! { <a class="link" href=href>{m.name}</a> }.into_any(),
        text(m.at_module.unwrap_or_default()),
        text(days),
        text(format!("{} of {}", m.completed, m.of)),
    ]
}

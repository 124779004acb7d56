use super::mentors_href;
use crate::address::Address;
use crate::pages::recognition::staff::names::award_name;
use crate::session::use_session;
use crate::ui::{BarItem, BarList, EmptyState, Section};
use crate::wording::count;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::{AwardCount, RecognitionFilter};
use icondata_lu as lu;
use leptos::prelude::*;

/// Where mentors stand with each award; with the one that the address names, if it names one.
#[component]
pub fn Awards(scheme: SchemeId, mentors: u32, awards: Vec<AwardCount>) -> impl IntoView {
    let address = Address::here();
    if awards.is_empty() {
        return view! { <NoAwards scheme/> }.into_any();
    }
    let awards = StoredValue::new(awards);
    let cards = move || {
        let only = address.get("award_id");
        let programme = address.get("programme_id");
        awards
            .get_value()
            .into_iter()
            .filter(|a| only.is_empty() || a.award_id.to_string() == only)
            .map(|a| card(scheme, mentors, a, &programme))
            .collect_view()
    };
    view! { <div class="grid gap-5 lg:grid-cols-2 items-start">{cards}</div> }.into_any()
}

fn card(scheme: SchemeId, mentors: u32, a: AwardCount, programme: &str) -> AnyView {
    let title = award_name(&a.name, a.tier);
    let id = a.award_id.to_string();
    let parts = [
        (RecognitionFilter::Has, a.has),
        (RecognitionFilter::Ready, a.ready),
        (RecognitionFilter::OneShort, a.one_short),
        (RecognitionFilter::NotYet, a.not_yet),
        (RecognitionFilter::Revoked, a.revoked),
    ];
    let items = parts
        .into_iter()
        .filter(|(who, n)| *who != RecognitionFilter::Revoked || *n > 0)
        .map(|(who, n)| BarItem {
            label: who.label().to_owned(),
            href: Some(mentors_href(scheme, &id, Some(who), programme)),
            value: u64::from(n),
            under_way: 0,
            of: u64::from(mentors),
            note: count(n),
        })
        .collect();
    let link =
        view! { <a class="link" href=format!("/schemes/{scheme}/recognition/awards/{id}")>"The award"</a> };
    view! {
        <Section title=title.clone() aside=link.into_any()>
            <p class="text-sm opacity-80 mb-3">{format!("Where {} mentors stand.", count(mentors))}</p>
            <BarList caption=format!("Mentors by where they stand with {title}") heads=["Where they stand", "Mentors"] items/>
        </Section>
    }
    .into_any()
}

#[component]
fn NoAwards(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let new = untrack(|| session.may_all_of(Action::EditRecognition, scheme)).then(|| {
        view! { <a class="btn btn-primary" href=format!("/schemes/{scheme}/recognition/awards/new")>"Make the first award"</a> }
    });
    view! {
        <EmptyState
            glyph=lu::LuMedal
            title="No award yet"
            text="An award says what a mentor has to do for it. Once there is one, you see here who has it, who has earned it, and who is one step short."
        >
            {new}
        </EmptyState>
    }
}

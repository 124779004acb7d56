use super::talk::{Decision, Talk, Texts, Undo};
use crate::client::{Query, loaded};
use crate::pages::recognition::staff::evidence::EvidenceFacts;
use crate::pages::recognition::staff::files::{JSON, PDF, SaveButton};
use crate::pages::recognition::staff::names::{claim_badge, hours};
use crate::session::use_session;
use crate::ui::{BarItem, BarList, PageHeader, Section, crumb};
use crate::wording::{day, some};
use cairn_domain::identity::Action;
use cairn_domain::ids::{SchemeId, WblClaimId};
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{EvidenceView, WblClaimView, WblOutcomeState, WblState};
use leptos::prelude::*;

/// `/schemes/:scheme/recognition/credit/:claim`
#[component]
pub fn ClaimPage(scheme: SchemeId, claim: WblClaimId) -> impl IntoView {
    let query = Query::new(move || format!("/wbl-claims/{claim}"), &[Topic::Recognition]);
    let texts = Texts::new();
    loaded(query, move |c: WblClaimView| {
        view! { <Claim scheme c query texts/> }.into_any()
    })
}

#[component]
fn Claim(scheme: SchemeId, c: WblClaimView, query: Query, texts: Texts) -> impl IntoView {
    let session = use_session();
    let base = format!("/schemes/{scheme}/recognition");
    let crumbs = vec![
        crumb(base.clone(), "Recognition"),
        crumb(format!("{base}/credit"), "Credit"),
    ];
    let claim = c.claim;
    let facts = [
        claim.programme_code.clone(),
        Some(hours(claim.minutes)),
        claim
            .submitted_at
            .map(|at| format!("handed in on {}", day(at.date_naive()))),
    ];
    let lead = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let signed = c.signed_off_at.map(|at| {
        let by = c.signed_off_by.clone().unwrap_or_else(|| "staff".to_owned());
        view! { <span>{format!("by {by} on {}", day(at.date_naive()))}</span> }
    });
    let path = format!("/wbl-claims/{}/portfolio", claim.id);
    let may_speak = untrack(|| session.may_in(Action::ConfirmEvidence, scheme));
    let decides = c.may_decide && may_speak;
    let complete = !c.outcomes.is_empty() && c.outcomes.iter().all(|o| o.is_met);
    let decision = decides.then(|| match claim.state {
        WblState::SignedOff => view! { <Undo claim=claim.id query texts/> }.into_any(),
        _ => view! { <Decision claim=claim.id complete query texts/> }.into_any(),
    });
    view! {
        <PageHeader title=format!("{}: credit for mentoring", claim.name) crumbs lead>
            <SaveButton path=path.clone() media_type=PDF name="portfolio.pdf" label="Portfolio (PDF)"/>
            <SaveButton path media_type=JSON name="portfolio.json" label="Portfolio (JSON)"/>
        </PageHeader>
        <p class="flex flex-wrap gap-2 items-center mb-4">{claim_badge(claim.state)} {signed}</p>
        <div class="grid gap-5 lg:grid-cols-3 items-start">
            <div class="grid gap-5 lg:col-span-2 min-w-0">
                <Outcomes outcomes=c.outcomes.clone()/>
                <Evidence outcomes=c.outcomes evidence=c.evidence/>
            </div>
            <div class="grid gap-5 min-w-0">
                {decision}
                <Talk claim=claim.id comments=c.comments may_speak query texts/>
            </div>
        </div>
    }
}

/// How far each outcome is, in hours and reflections.
#[component]
fn Outcomes(outcomes: Vec<WblOutcomeState>) -> impl IntoView {
    let items = outcomes.into_iter().map(outcome).collect();
    view! {
        <Section title="Learning outcomes">
            <p class="text-sm opacity-80 mb-3">"Each needs its hours and at least one reflection."</p>
            <BarList caption="Learning outcomes and what is claimed for them" heads=["Outcome", "Claimed"] items/>
        </Section>
    }
}

fn outcome(o: WblOutcomeState) -> BarItem {
    let reflections = some(o.reflections, "reflection", "reflections");
    BarItem {
        label: format!("{}: {}", o.code, o.text),
        href: None,
        value: u64::from(o.minutes.min(o.minutes_needed)),
        under_way: 0,
        of: u64::from(o.minutes_needed),
        note: format!(
            "{} of {}, {reflections}",
            hours(o.minutes),
            hours(o.minutes_needed)
        ),
    }
}

/// The evidence under the outcome that it is mapped to.
#[component]
fn Evidence(outcomes: Vec<WblOutcomeState>, evidence: Vec<EvidenceView>) -> impl IntoView {
    let mut groups: Vec<(String, Vec<EvidenceView>)> = outcomes
        .iter()
        .map(|o| {
            let own = evidence.iter().filter(|e| e.outcome_id == Some(o.id)).cloned();
            (format!("For {}", o.code), own.collect())
        })
        .collect();
    let known = |e: &&EvidenceView| outcomes.iter().any(|o| e.outcome_id == Some(o.id));
    let others: Vec<_> = evidence.iter().filter(|e| !known(e)).cloned().collect();
    groups.push(("Not mapped to an outcome".to_owned(), others));
    let groups = groups
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(title, list)| {
            let items = list.into_iter().map(|e| view! { <li class="py-4"><EvidenceFacts e/></li> }).collect_view();
            view! { <h3 class="font-semibold mt-4">{title}</h3> <ul class="divide-y divide-base-300">{items}</ul> }
        })
        .collect::<Vec<_>>();
    let nothing = groups
        .is_empty()
        .then(|| view! { <p class="opacity-80">"Nothing is claimed yet."</p> });
    view! { <Section title="What is claimed">{nothing} {groups}</Section> }
}

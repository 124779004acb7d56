//! Which hours count for what. Nothing is moved before one has seen what it means.

use super::choose_item::ChooseItem;
use super::evidence::own_evidence;
use super::frame::{Mine, TOPICS};
use super::meaning::MeaningDialog;
use crate::address::Address;
use crate::client::request::ask;
use crate::client::{Query, loaded};
use crate::ui::{EmptyState, Form, FormProblem, Pager, Section, SelectField};
use crate::wording::some;
use cairn_domain::ids::{EvidenceId, SchemeId};
use cairn_domain::paging::Page;
use cairn_domain::recognition::{
    EvidenceKind, EvidenceState, EvidenceView, HoursChoice, HoursChoiceView, HoursUse, MyRecognition,
};
use icondata_lu as lu;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What the choice says when hours go to the record of achievement.
const HEAR: &str = "hear";

#[derive(Clone, Copy)]
pub struct Choice {
    pub ids: RwSignal<BTreeSet<EvidenceId>>,
    /// [`HEAR`], or the id of a learning outcome; empty before a choice.
    target: RwSignal<String>,
    /// What was asked, and what it would mean.
    pub meaning: RwSignal<Option<(HoursChoice, HoursChoiceView)>>,
}

#[component]
pub fn Choose(scheme: SchemeId, mine: Mine) -> impl IntoView {
    let address = Address::here();
    let choice = Choice {
        ids: RwSignal::new(BTreeSet::new()),
        target: RwSignal::new(String::new()),
        meaning: RwSignal::new(None),
    };
    let query = Query::new(
        move || {
            mine.track();
            own_evidence(scheme, address.get("after"), 100)
        },
        TOPICS,
    );
    let list = loaded(query, move |page: Page<EvidenceView>| {
        let items: Vec<_> = page.items.into_iter().filter(is_movable).collect();
        let next = page.next.map(|after| address.with("after", &after));
        let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
        if items.is_empty() && next.is_none() && first.is_none() {
            return nothing();
        }
        let one = untrack(|| mine.value());
        let rows = items
            .into_iter()
            .map(|item| view! { <ChooseItem item one=one.clone() choice/> })
            .collect_view();
        let pager = (next.is_some() || first.is_some())
            .then(|| view! { <Pager next first shown="The newest first"/> });
        view! { <ul class="divide-y divide-base-300">{rows}</ul> {pager} }.into_any()
    });
    view! {
        <Section title="Choose what counts for what">
            <p class="opacity-90">"Tick entries, say what they shall count for, and see what that means before anything moves."</p>
            {list}
            <Move scheme mine choice/>
        </Section>
        <MeaningDialog choice mine/>
    }
}

fn nothing() -> AnyView {
    view! {
        <EmptyState
            glyph=lu::LuNotebookPen
            title="There is nothing to choose from yet"
            text="What you log on the page of your evidence appears here."
        />
    }
    .into_any()
}

/// Time and reflections that still count, or may.
fn is_movable(item: &EvidenceView) -> bool {
    let own = matches!(
        item.kind,
        EvidenceKind::Hours | EvidenceKind::Meeting | EvidenceKind::Contact | EvidenceKind::Reflection
    );
    own && item.id.is_some() && matches!(item.state, EvidenceState::Waiting | EvidenceState::Confirmed)
}

/// Where the ticked entries go, and the way to what that means.
#[component]
fn Move(scheme: SchemeId, mine: Mine, choice: Choice) -> impl IntoView {
    let form = Form::new("choice");
    let targets = Memo::new(move |_| mine.value().map(|one| targets(&one)).unwrap_or_default());
    let look = move |_| {
        let target = choice.target.get_untracked();
        if target.is_empty() {
            return form.refuse_field("/outcome_id", "Choose what they shall count for.");
        }
        let ids: Vec<_> = choice.ids.get_untracked().into_iter().collect();
        if ids.is_empty() {
            return form.refuse_field("/ids", "Tick at least one entry.");
        }
        let asked = HoursChoice {
            scheme_id: scheme,
            ids,
            counts_for: if target == HEAR {
                HoursUse::Hear
            } else {
                HoursUse::Credit
            },
            outcome_id: target.parse().ok(),
            dry_run: true,
        };
        form.run(async move {
            let meaning = ask("/me/hours-choice")
                .json(&asked)
                .read::<HoursChoiceView>()
                .await?;
            choice.meaning.set(Some((asked, meaning)));
            Ok(())
        });
    };
    let ticked = move || {
        some(
            choice.ids.with(BTreeSet::len) as u64,
            "entry ticked",
            "entries ticked",
        )
    };
    view! {
        <div class="border-t border-base-300 mt-3 pt-4 max-w-xl">
            <p role="status" class="text-sm opacity-80 mb-2">{ticked}</p>
            {move || view! {
                <SelectField form at="/outcome_id" label="They count for" value=choice.target options=targets.get()/>
            }}
            <FormProblem form/>
            <button class="btn btn-primary" disabled=move || form.is_busy() on:click=look>"See what that means"</button>
        </div>
    }
}

fn targets(one: &MyRecognition) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), "Choose".to_owned())];
    let outcomes = one
        .wbl
        .iter()
        .flat_map(|w| &w.outcomes)
        .filter(|o| !o.is_archived);
    options.extend(outcomes.map(|o| (o.id.to_string(), format!("Credit: {} {}", o.code, o.text))));
    options.push((HEAR.to_owned(), format!("The {}", one.hear_label)));
    options
}

//! The awards of a scheme: what they ask for, who would get them, and giving them.

mod editor;
mod give;
mod run;

pub use editor::{EditPage, NewPage};
pub use give::GivePage;

use super::names::award_name;
use super::nav::RecognitionNav;
use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{EmptyState, PageHeader, Tone, badge, crumb, icon};
use crate::wording::{count, some};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::recognition::{AwardRule, AwardView, Requirement, RuleBlock, RuleMode};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/recognition/awards`
#[component]
pub fn AwardsPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let awards = Query::new(
        move || format!("/awards?scheme_id={scheme}"),
        &[Topic::Recognition, Topic::Training],
    );
    let may_edit = untrack(|| session.may_all_of(Action::EditRecognition, scheme));
    let may_give = untrack(|| session.may_all_of(Action::GrantAwards, scheme));
    let new = move || {
        may_edit.then(|| {
            let href = format!("/schemes/{scheme}/recognition/awards/new");
            view! { <a class="btn btn-primary" href=href>{icon(lu::LuPlus)} "New award"</a> }
        })
    };
    view! {
        <PageHeader
            title="Awards"
            crumbs=vec![crumb(format!("/schemes/{scheme}/recognition"), "Recognition")]
            lead="Each award says what a mentor has to do for it. More work never takes an award away."
        >
            {new()}
        </PageHeader>
        <RecognitionNav scheme/>
        {loaded(awards, move |awards: Vec<AwardView>| {
            if awards.is_empty() {
                return view! {
                    <EmptyState
                        glyph=lu::LuMedal
                        title="No award yet"
                        text="Put one together from what you want to see: training, hours, meetings, a reflection. Before you save it you see who would get it."
                    >
                        {new()}
                    </EmptyState>
                }
                .into_any();
            }
            let items = awards.into_iter().map(|a| item(scheme, a, may_give)).collect_view();
            view! { <ul class="grid gap-4 lg:grid-cols-2 items-start">{items}</ul> }.into_any()
        })}
    }
}

fn item(scheme: SchemeId, a: AwardView, may_give: bool) -> AnyView {
    let base = format!("/schemes/{scheme}/recognition");
    let name = award_name(&a.content.name, a.content.tier);
    let aside = a.is_archived.then(|| badge(Tone::Plain, "Put aside"));
    let figures = [
        (a.grants, "have it", format!("{base}/grants?award_id={}", a.id)),
        (
            a.ready,
            "have earned it",
            format!("{base}/mentors?award_id={}&filter=ready", a.id),
        ),
        (
            a.one_short,
            "one step short",
            format!("{base}/mentors?award_id={}&filter=one_short", a.id),
        ),
    ];
    let figures = figures
        .into_iter()
        .map(|(n, what, href)| view! { <li><a class="link" href=href>{format!("{} {what}", count(n))}</a></li> })
        .collect_view();
    let give = (may_give && !a.is_archived && a.ready > 0).then(|| {
        let href = format!("{base}/awards/{}/give", a.id);
        let words = format!("Give it to {}", some(a.ready, "mentor", "mentors"));
        let spoken = format!("{words}: {name}");
        view! { <a class="btn btn-sm btn-primary mt-3" href=href aria-label=spoken>{words}</a> }
    });
    view! {
        <li class="card p-5 items-start">
            <div class="flex flex-wrap gap-x-3 gap-y-1 items-center">
                <h2 class="text-xl font-bold wrap-anywhere">
                    <a class="link" href=format!("{base}/awards/{}", a.id)>{name}</a>
                </h2>
                {aside}
            </div>
            <p class="mt-1">{a.content.description}</p>
            <p class="text-sm opacity-80 mt-2 wrap-anywhere">{format!("Asks for: {}.", in_words(&a.content.rule))}</p>
            <ul class="flex flex-wrap gap-x-5 gap-y-1 mt-2">{figures}</ul>
            {give}
        </li>
    }
    .into_any()
}

/// A rule as a sentence part: `all compulsory training and 20 hours`.
fn in_words(rule: &AwardRule) -> String {
    let joint = match rule.mode {
        RuleMode::All => "; and ",
        RuleMode::Any => "; or ",
    };
    let blocks: Vec<_> = rule.blocks.iter().map(block_in_words).collect();
    blocks.join(joint)
}

fn block_in_words(block: &RuleBlock) -> String {
    let joint = match block.mode {
        RuleMode::All => " and ",
        RuleMode::Any => " or ",
    };
    let parts: Vec<_> = block
        .requirements
        .iter()
        .map(Requirement::label)
        .map(|label| small_first(&label))
        .collect();
    parts.join(joint)
}

fn small_first(label: &str) -> String {
    let mut chars = label.chars();
    let first = chars.next().into_iter().flat_map(char::to_lowercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use cairn_domain::recognition::{AwardRule, Requirement, RuleBlock, RuleMode};

    #[test]
    fn a_rule_reads_as_a_sentence() {
        let rule = AwardRule {
            mode: RuleMode::All,
            blocks: vec![
                RuleBlock {
                    mode: RuleMode::All,
                    requirements: vec![Requirement::Modules { keys: Vec::new() }],
                },
                RuleBlock {
                    mode: RuleMode::Any,
                    requirements: vec![Requirement::Hours { hours: 20 }, Requirement::SignOff],
                },
            ],
        };
        assert_eq!(
            in_words(&rule),
            "all compulsory training; and 20 hours or signed off by staff"
        );
    }
}

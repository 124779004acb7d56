//! Writing an award: its words, its rule put together from parts, and who would get it by that rule.

mod draft;
mod dry_run;
mod form;
mod requirement;
mod rule_builder;

use crate::client::{Query, loaded};
use crate::pages::home::not_found;
use cairn_domain::ids::{AwardId, SchemeId};
use cairn_domain::recognition::{AwardContent, AwardRule, AwardView, Requirement, RuleBlock, RuleMode};
use form::AwardForm;
use leptos::prelude::*;

/// `/schemes/:scheme/recognition/awards/new`
#[component]
pub fn NewPage(scheme: SchemeId) -> impl IntoView {
    view! { <AwardForm scheme content=first_draft()/> }
}

/// `/schemes/:scheme/recognition/awards/:award`
#[component]
pub fn EditPage(scheme: SchemeId, award: AwardId) -> impl IntoView {
    // No live updates: somebody is writing. Who saves second is told.
    let query = Query::new(move || format!("/awards/{award}"), &[]);
    loaded(query, move |view: AwardView| {
        if view.scheme_id != scheme {
            return not_found();
        }
        let content = view.content.clone();
        view! { <AwardForm scheme content saved=view query/> }.into_any()
    })
}

/// What most schemes begin with.
fn first_draft() -> AwardContent {
    let requirements = vec![
        Requirement::Modules { keys: Vec::new() },
        Requirement::Hours { hours: 20 },
    ];
    AwardContent {
        name: String::new(),
        tier: None,
        description: String::new(),
        rule: AwardRule {
            mode: RuleMode::All,
            blocks: vec![RuleBlock {
                mode: RuleMode::All,
                requirements,
            }],
        },
        has_certificate: true,
        has_badge: true,
    }
}

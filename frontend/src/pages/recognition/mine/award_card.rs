use super::appeal::AppealButton;
use super::frame::Mine;
use super::grant::{GrantedBody, RevokedBody};
use crate::pages::recognition::names::{award_name, grant_badge};
use crate::ui::{Meter, Section, Tone, badge, icon};
use crate::wording::some;
use cairn_domain::recognition::{AppealSubject, AppealView, Assessment, GrantState, MyAward, RuleStep};
use icondata_lu as lu;
use leptos::prelude::*;

/// An award: given, with all one can do with it, or how far one is.
#[component]
pub fn AwardCard(award: MyAward, appeals: Vec<AppealView>, mine: Mine) -> impl IntoView {
    let title = award_name(&award.name, award.tier);
    let subject_id = award.award_id.0;
    let steps = view! { <Steps progress=award.progress.clone()/> };
    let (aside, body) = match award.grant {
        Some(grant) if grant.state == GrantState::Valid => (
            grant_badge(grant.state),
            view! { <GrantedBody grant/> }.into_any(),
        ),
        Some(grant) => {
            let aside = grant_badge(grant.state);
            let body = view! { <RevokedBody grant appeals mine/> {steps} };
            (aside, body.into_any())
        }
        None => {
            // Nobody need appeal for what staff are about to give.
            let appeal = (!award.progress.is_met).then(|| {
                view! { <AppealButton mine subject=AppealSubject::Award subject_id about=title.clone() appeals/> }
            });
            (how_far(&award.progress), view! { {steps} {appeal} }.into_any())
        }
    };
    view! {
        <Section title aside>
            <p class="opacity-90 whitespace-pre-line wrap-anywhere">{award.description}</p>
            {body}
        </Section>
    }
}

fn how_far(progress: &Assessment) -> AnyView {
    match progress.missing {
        0 => badge(Tone::Good, "Earned, on its way"),
        1 => badge(Tone::Info, "One step to go"),
        n => badge(Tone::Plain, format!("{n} steps to go")),
    }
}

/// What the award asks for, step by step.
#[component]
fn Steps(progress: Assessment) -> impl IntoView {
    let open = progress.steps.iter().filter(|s| !s.is_met).count() as u32;
    // The rule leaves a choice when fewer steps are needed than are open.
    let choice = (open > progress.missing && progress.missing > 0).then(|| {
        let more = some(u64::from(progress.missing), "more step", "more steps");
        view! { <p class="text-sm opacity-80 mt-2">{format!("You need not do all of these. The shortest way takes {more}.")}</p> }
    });
    let rows = progress.steps.into_iter().map(step).collect_view();
    view! {
        {choice}
        <dl class="divide-y divide-base-300 mt-2">{rows}</dl>
    }
}

fn step(s: RuleStep) -> AnyView {
    if s.is_met {
        return view! {
            <div class="py-3 flex flex-wrap gap-x-4 items-center">
                <dt class="mr-auto">{s.label}</dt>
                <dd class="font-semibold text-success flex items-center gap-2">{icon(lu::LuCircleCheck)} "Done"</dd>
            </div>
        }
        .into_any();
    }
    let share = f64::from(s.have) / f64::from(s.need.max(1));
    let shown = format!("{} of {}", s.have, s.need);
    let note = match s.need.saturating_sub(s.have) {
        1 if s.need > 1 => "One more to go.".to_owned(),
        n if s.need > 1 => format!("{n} more to go."),
        _ => "Not there yet.".to_owned(),
    };
    view! { <Meter label=s.label shown share note/> }.into_any()
}

use crate::client::request::ask;
use crate::ui::{BarItem, BarList, Form, FormProblem, Section, icon};
use crate::wording::{count, some};
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::{AwardRule, DryRun, DryRunPerson, DryRunView};
use icondata_lu as lu;
use leptos::prelude::*;

/// Tries the rule that is written on the scheme's mentors. Nothing is given, nothing is kept.
#[component]
pub fn DryRunCard(scheme: SchemeId, rule: Memo<AwardRule>) -> impl IntoView {
    let form = Form::new("try");
    let tried = RwSignal::new(None::<(AwardRule, DryRunView)>);
    let run = move |_| {
        let asked = DryRun {
            scheme_id: scheme,
            rule: rule.get_untracked(),
        };
        form.run(async move {
            let view: DryRunView = ask("/awards/dry-run").json(&asked).read().await?;
            let _ = tried.try_set(Some((asked.rule, view)));
            Ok(())
        });
    };
    let stale = move || tried.with(|t| t.as_ref().is_some_and(|(old, _)| rule.with(|now| old != now)));
    let result = move || tried.with(|t| t.as_ref().map(|(_, view)| shown(scheme, view)));
    view! {
        <Section title="Who would get it">
            <p class="opacity-80">"Try the rule on your mentors as they stand now. Nothing is given, and nothing is saved."</p>
            <button type="button" class="btn mt-3" aria-disabled=move || form.is_busy().to_string() on:click=run>
                {icon(lu::LuPlay)} "Try this rule"
            </button>
            <FormProblem form/>
            <div aria-live="polite">
                {move || stale().then(|| view! { <p class="mt-3 text-secondary font-semibold">"You have changed the rule since. Try it again."</p> })}
                {result}
            </div>
        </Section>
    }
}

fn shown(scheme: SchemeId, view: &DryRunView) -> AnyView {
    let steps = view
        .steps
        .iter()
        .map(|s| BarItem {
            label: s.label.clone(),
            href: None,
            value: u64::from(s.met_by),
            under_way: 0,
            of: u64::from(view.mentors),
            note: format!("{} of {}", count(s.met_by), count(view.mentors)),
        })
        .collect();
    view! {
        <p class="mt-4 text-xl font-bold">{format!("{} of {} would get it", count(view.would_get), count(view.mentors))}</p>
        <p>{some(view.one_short, "more is one step short", "more are one step short")}</p>
        <h3 class="font-semibold mt-4 mb-2">"Who meets each part"</h3>
        <BarList caption="Mentors who meet each part of the rule" heads=["Part", "Met by"] items=steps/>
        {people(scheme, "Would get it", &view.getting, view.would_get)}
        {people(scheme, "One step short", &view.nearly, view.one_short)}
    }
    .into_any()
}

/// Some of them by name, with what is missing.
fn people(scheme: SchemeId, title: &'static str, list: &[DryRunPerson], all: u32) -> Option<AnyView> {
    let items = list
        .iter()
        .map(|p| {
            let href = format!("/schemes/{scheme}/recognition/mentors/{}", p.participant_id);
            let code = p.programme_code.clone().map(|c| format!(" ({c})"));
            let missing = p.missing.join("; ");
            view! {
                <li class="py-1.5 wrap-anywhere">
                    <a class="link" href=href>{p.name.clone()}</a> {code}
                    <span class="block text-sm opacity-80 empty:hidden">{missing}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let more = (all as usize).saturating_sub(items.len());
    let more = (more > 0)
        .then(|| view! { <p class="text-sm opacity-80">{format!("And {} more.", count(more as u64))}</p> });
    (!items.is_empty()).then(|| {
        view! {
            <details class="mt-3" open>
                <summary class="cursor-pointer font-semibold py-1">{format!("{title} ({})", count(all))}</summary>
                <ul>{items}</ul>
                {more}
            </details>
        }
        .into_any()
    })
}

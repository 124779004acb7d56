use super::agreed::AgreedDialog;
use crate::client::{Query, get, loaded, post, put};
use crate::pages::recruitment::names::{points, scoring_badge, stand_badge};
use crate::pages::recruitment::scoring::levels_given;
use crate::ui::{Form, FormProblem, Section, Tone, badge, tell};
use cairn_domain::ids::{ApplicationId, CallId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::rubric::Criterion;
use cairn_domain::recruitment::{
    AnotherScorer, ApplicationScores, CallScorers, ScoringStand, ScoringState, ScoringView, SelectionView,
};
use leptos::prelude::*;

/// What scorers gave an application, and what can be done where they differ.
#[component]
pub fn Scores(
    id: ApplicationId,
    call: CallId,
    /// Nothing is decided yet.
    is_open: bool,
    is_calibration: bool,
    detail: Query,
) -> impl IntoView {
    let query = Query::new(
        move || format!("/applications/{id}/scores"),
        &[Topic::Recruitment],
    );
    let agree = RwSignal::new(false);
    view! {
        <Section title="Scores">
            {loaded(query, move |s: ApplicationScores| {
                let can_talk = is_open && enough(&s);
                let agreed = s.agreed.clone().map(|a| {
                    let said = levels_given(&s.rubric, &a.scores);
                    view! {
                        <div class="py-3">
                            <p class="font-semibold">{format!("Agreed in a talk: {said}")}</p>
                            <p class="whitespace-pre-line wrap-anywhere">{a.note}</p>
                        </div>
                    }
                });
                let rubric = s.rubric.clone();
                let items = s.scorings.iter().map(|one| scoring(one, &rubric)).collect_view();
                let apart = apart(&s);
                let none = s.scorings.is_empty().then(|| view! { <p>"Nobody has been asked to score this yet."</p> });
                view! {
                    <p class="mb-2">{stand_badge(s.stand, s.rubric_sum)}</p>
                    {apart}
                    {none}
                    <ul class="divide-y divide-base-300">{items}</ul>
                    {agreed}
                    {is_open.then(|| view! { <Actions id call is_calibration can_talk agree query detail/> })}
                    <AgreedDialog id scores=s open=agree query/>
                }
                .into_any()
            })}
        </Section>
    }
}

fn enough(s: &ApplicationScores) -> bool {
    let done = s.scorings.iter().filter(|one| one.state == ScoringState::Done);
    done.count() >= usize::from(s.needed)
}

fn apart(s: &ApplicationScores) -> Option<AnyView> {
    if s.stand != ScoringStand::Disagree {
        return None;
    }
    let names: Vec<&str> = s
        .rubric
        .iter()
        .filter(|c| s.apart.contains(&c.key))
        .map(|c| c.name.as_str())
        .collect();
    let said = if names.is_empty() {
        "The sums are far apart. Ask one more scorer, or let them talk.".to_owned()
    } else {
        format!(
            "Scorers are far apart on: {}. Ask one more, or let them talk.",
            names.join(", ")
        )
    };
    Some(view! { <p class="mb-2">{said}</p> }.into_any())
}

fn scoring(s: &ScoringView, rubric: &[Criterion]) -> AnyView {
    let said = match (&s.scores, &s.conflict) {
        (Some(scores), _) => {
            let sum: u32 = scores.iter().map(|x| u32::from(x.level)).sum();
            format!(
                "{} (sum {})",
                levels_given(rubric, scores),
                points(f64::from(sum))
            )
        }
        (None, Some(why)) => format!("Can\u{2019}t be fair: {why}"),
        (None, None) if s.state == ScoringState::Done => {
            "What they gave is shown once everybody\u{2019}s scores are in.".to_owned()
        }
        (None, None) => String::new(),
    };
    let calibration = s
        .is_calibration
        .then(|| badge(Tone::Info, "Everybody scores this"));
    view! {
        <li class="py-3">
            <p class="flex flex-wrap gap-x-3 gap-y-1 items-center"><span class="font-semibold wrap-anywhere">{s.scorer.clone()}</span> {scoring_badge(s.state)} {calibration}</p>
            <p class="wrap-anywhere empty:hidden">{said}</p>
            <p class="whitespace-pre-line wrap-anywhere text-sm opacity-80 empty:hidden">{s.note.clone()}</p>
        </li>
    }
    .into_any()
}

#[component]
fn Actions(
    id: ApplicationId,
    call: CallId,
    is_calibration: bool,
    can_talk: bool,
    agree: RwSignal<bool>,
    query: Query,
    detail: Query,
) -> impl IntoView {
    let tell = tell();
    let form = Form::new("scores");
    let another = move |_| {
        form.run(async move {
            let nobody = AnotherScorer { person_id: None };
            let after: ApplicationScores = post(format!("/applications/{id}/scorers"))
                .json(&nobody)
                .read()
                .await?;
            tell("One more scorer is asked.");
            query.put(&after);
            Ok(())
        });
    };
    let calibrate = move |_| {
        form.run(async move {
            let now: SelectionView = get(format!("/calls/{call}/selection")).read().await?;
            let scorers = now.scorers.iter().filter(|s| s.is_scorer);
            let mut wish = CallScorers {
                person_ids: scorers.map(|s| s.person_id).collect(),
                calibration_ids: now.calibration_ids,
            };
            if is_calibration {
                wish.calibration_ids.retain(|other| *other != id);
            } else {
                wish.calibration_ids.push(id);
            }
            put(format!("/calls/{call}/scorers")).json(&wish).done().await?;
            tell(if is_calibration {
                "It is one of the others again."
            } else {
                "Everybody gets it with the next dealing."
            });
            detail.reload();
            Ok(())
        });
    };
    let label = if is_calibration {
        "Not everybody need score this"
    } else {
        "Let everybody score this"
    };
    view! {
        <FormProblem form/>
        <div class="flex flex-wrap gap-2 mt-3">
            <button class="btn btn-sm" aria-disabled=move || form.is_busy().to_string() on:click=another>"Ask one more scorer"</button>
            {can_talk.then(|| view! { <button class="btn btn-sm" on:click=move |_| agree.set(true)>"Write down what a talk came to"</button> })}
            <button class="btn btn-sm" aria-disabled=move || form.is_busy().to_string() on:click=calibrate>{label}</button>
        </div>
    }
}

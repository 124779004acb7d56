use super::conflict::ConflictDialog;
use super::given::levels_given;
use super::levels::{Levels, LevelsDraft};
use crate::client::{Query, loaded, put};
use crate::pages::recruitment::apply::answers::Answers;
use crate::pages::recruitment::names::scoring_badge;
use crate::ui::{Form, FormProblem, PageHeader, Section, Submit, TextArea, UnsavedGuard, crumb, tell};
use cairn_domain::ids::ScoringId;
use cairn_domain::recruitment::rubric::Criterion;
use cairn_domain::recruitment::{OtherScores, ScoringInput, ScoringSheet, ScoringState};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/scorings/:id`
#[component]
pub fn ScoringPage(id: ScoringId) -> impl IntoView {
    // Not asked again by itself: somebody may be choosing.
    let query = Query::new(move || format!("/me/scorings/{id}"), &[]);
    loaded(query, move |sheet: ScoringSheet| {
        let item = &sheet.scoring;
        let lead = if item.is_calibration {
            format!(
                "{}. Everybody scores this one, so that you all mean the same.",
                item.call_title
            )
        } else {
            item.call_title.clone()
        };
        let title = format!("Application {}", item.number);
        let state = scoring_badge(item.state);
        let others = others(&sheet.rubric, &sheet.others);
        let answers = sheet.answers.clone();
        let questions = sheet.questions.clone();
        let body = if sheet.is_open {
            view! { <Giving sheet query/> }.into_any()
        } else {
            given(&sheet)
        };
        view! {
            <PageHeader title crumbs=vec![crumb("/scorings", "To score")] lead>{state}</PageHeader>
            <div class="grid gap-5">
                <Answers questions answers/>
                {body}
                {others}
            </div>
        }
        .into_any()
    })
}

/// Levels to choose, and a note.
#[component]
fn Giving(sheet: ScoringSheet, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("scores");
    let draft = LevelsDraft::of(&sheet.scores);
    let note = RwSignal::new(sheet.note.clone());
    let conflict = RwSignal::new(false);
    let (id, version) = (sheet.scoring.id, sheet.version);
    let rubric = StoredValue::new(sheet.rubric.clone());
    let kept = StoredValue::new((sheet.scores, sheet.note));
    let dirty =
        Signal::derive(move || kept.with_value(|(scores, said)| !draft.is(scores) || note.get() != *said));
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let scores = match rubric.with_value(|rubric| draft.read(rubric)) {
            Ok(scores) => scores,
            Err(why) => return form.refuse_field("/scores", &why),
        };
        let input = ScoringInput {
            scores,
            note: note.get_untracked(),
        };
        form.run(async move {
            let sheet: ScoringSheet = put(format!("/me/scorings/{id}"))
                .json(&input)
                .if_match(version)
                .read()
                .await?;
            query.put(&sheet);
            tell("Your scores are kept.");
            Ok(())
        });
    };
    view! {
        <Section title="Your scores">
            <p class="mb-4">"Choose the level whose words fit best. There is no right sum."</p>
            <form on:submit=submit>
                <Levels form rubric=sheet.rubric draft/>
                <div class="mt-5">
                    <TextArea form at="/note" label="A note (you can leave this out)" value=note hint="For the people who decide: what speaks for it, and what you would ask." rows=3/>
                </div>
                <FormProblem form/>
                <div class="flex flex-wrap gap-2">
                    <Submit form label="Keep my scores"/>
                    <button type="button" class="btn" on:click=move |_| conflict.set(true)>"I can't be fair"</button>
                </div>
            </form>
        </Section>
        <ConflictDialog id open=conflict/>
        <UnsavedGuard dirty/>
    }
}

/// Scores that stand.
fn given(sheet: &ScoringSheet) -> AnyView {
    let said = match sheet.scoring.state {
        ScoringState::Done => levels_given(&sheet.rubric, &sheet.scores),
        ScoringState::Conflict => "You said that you can't be fair, so somebody else reads it.".to_owned(),
        ScoringState::Given => {
            "This was decided before you scored it. There is nothing left to do.".to_owned()
        }
    };
    let note = (!sheet.note.is_empty()).then(|| sheet.note.clone());
    view! {
        <Section title="Your scores">
            <p class="font-semibold">{said}</p>
            <p class="whitespace-pre-line wrap-anywhere mt-1 empty:hidden">{note}</p>
            <p class="mt-3"><a class="btn btn-primary" href="/scorings">"Go on to the next"</a></p>
        </Section>
    }
    .into_any()
}

fn others(rubric: &[Criterion], others: &[OtherScores]) -> Option<AnyView> {
    if others.is_empty() {
        return None;
    }
    let items = others
        .iter()
        .map(|o| {
            let said = levels_given(rubric, &o.scores);
            let note = o.note.clone();
            view! {
                <li class="py-3">
                    <p class="font-semibold">{said}</p>
                    <p class="whitespace-pre-line wrap-anywhere empty:hidden">{note}</p>
                </li>
            }
        })
        .collect_view();
    Some(view! { <Section title="What others gave"><ul class="divide-y divide-base-300">{items}</ul></Section> }.into_any())
}

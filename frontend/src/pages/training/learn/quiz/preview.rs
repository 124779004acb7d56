//! The quiz as an author tries it: drawn and marked in the browser by the same rules, and nothing of it is kept.

use super::attempt_form::AttemptForm;
use super::result::ResultView;
use crate::pages::training::learn::module::{Course, Part, PartNav};
use cairn_domain::ids::QuizAttemptId;
use cairn_domain::training::quiz::{ask, draw, is_right, passes};
use cairn_domain::training::{AttemptResult, AttemptView, QuestionMark, Quiz};
use leptos::prelude::*;

/// What of a preview's try isn't in the view of it: the bank it was drawn from, and the seed.
#[derive(Clone)]
struct Drawn {
    bank: Quiz,
    seed: u64,
}

#[component]
pub fn PreviewQuiz(course: Course) -> impl IntoView {
    let drawn = RwSignal::new(None::<Drawn>);
    let handed_in = RwSignal::new(None::<AttemptView>);
    let start = move |()| {
        handed_in.set(None);
        drawn.set(course.bank().map(|bank| Drawn {
            bank,
            seed: (js_sys::Math::random() * 1e15) as u64,
        }));
    };
    move || {
        let Some(d) = drawn.get() else {
            return view! {
                <section class="card p-5 sm:p-8">
                    <p>"Questions are drawn and marked here as they would be for a mentor."</p>
                    <p class="mt-4"><button class="btn btn-primary" on:click=move |_| start(())>"Start the quiz"</button></p>
                </section>
                <PartNav course part=Part::Quiz main=false/>
            }
            .into_any();
        };
        match handed_in.get() {
            Some(attempt) => {
                if attempt.result.as_ref().is_some_and(|r| r.passed) {
                    course.pass_preview();
                }
                view! { <ResultView course attempt fresh=true on_again=start/> }.into_any()
            }
            None => {
                let attempt = opened(course, &d);
                let mark = Callback::new(move |attempt: AttemptView| marked(attempt, &d));
                view! { <AttemptForm attempt handed_in fresh=true on_refused=|()| () marked_here=mark/> }
                    .into_any()
            }
        }
    }
}

fn opened(course: Course, d: &Drawn) -> AttemptView {
    let keys = draw(&d.bank, d.seed, &[]);
    let questions = keys
        .iter()
        .filter_map(|key| d.bank.questions.iter().find(|q| q.key == *key))
        .map(|q| ask(q, d.seed))
        .collect();
    let (module_id, content_version) = course.module.with_value(|m| (m.module.id, m.content_version));
    AttemptView {
        id: QuizAttemptId(uuid::Uuid::nil()),
        module_id,
        number: 1,
        content_version,
        pass_percent: course
            .quiz
            .with_untracked(|q| q.as_ref().map_or(80, |q| q.pass_percent)),
        questions,
        answers: Default::default(),
        started_at: Default::default(),
        submitted_at: None,
        result: None,
    }
}

fn marked(attempt: AttemptView, d: &Drawn) -> AttemptView {
    let marks: Vec<QuestionMark> = attempt
        .questions
        .iter()
        .filter_map(|asked| {
            let question = d.bank.questions.iter().find(|q| q.key == asked.key)?;
            let given = attempt.answers.get(&asked.key);
            Some(QuestionMark {
                key: asked.key.clone(),
                is_right: given.is_some_and(|a| is_right(question, d.seed, a)),
                explanation: question.explanation.clone(),
                solution: Some(cairn_domain::training::quiz::solution(question, d.seed)),
            })
        })
        .collect();
    let asked = marks.len() as u32;
    let right = marks.iter().filter(|m| m.is_right).count() as u32;
    AttemptView {
        result: Some(AttemptResult {
            right,
            asked,
            percent: (right * 100).checked_div(asked).unwrap_or(0),
            passed: passes(right, asked, attempt.pass_percent),
            marks,
            module_completed: false,
        }),
        ..attempt
    }
}

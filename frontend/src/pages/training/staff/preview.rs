use crate::client::{Query, loaded};
use crate::pages::training::learn::module::{Course, CoursePage};
use cairn_domain::ids::{SchemeId, TrainingModuleId};
use cairn_domain::training::{LearnModule, ModuleView};
use leptos::prelude::*;

/// `/schemes/:scheme/training/modules/:module/preview`: the draft as a mentor sees it. Nothing is kept.
#[component]
pub fn PreviewPage(scheme: SchemeId, module: TrainingModuleId) -> impl IntoView {
    let learn = Query::new(move || format!("/training-modules/{module}/preview"), &[]);
    let whole = Query::new(move || format!("/training-modules/{module}"), &[]);
    let edit = format!("/schemes/{scheme}/training/modules/{module}");
    let base = StoredValue::new(format!("{edit}/preview"));
    // The quiz is drawn and marked here: that needs the answers, which only authors may read.
    let bank = Memo::new(move |_| whole.value::<ModuleView>().map(|m| m.content.quiz));
    view! {
        <p class="mb-4"><a class="btn btn-sm" href=edit>"Back to the editor"</a></p>
        {move || {
            bank.get()
                .map(|quiz| {
                    loaded(learn, move |m: LearnModule| {
                        let course = Course::preview(m, base.get_value(), quiz.clone());
                        view! { <CoursePage course/> }.into_any()
                    })
                })
        }}
    }
}

use crate::client::{Query, loaded};
use crate::pages::training::discussion::Discussion;
use crate::ui::{PageHeader, crumb};
use cairn_domain::ids::{SchemeId, TrainingModuleId};
use cairn_domain::training::ModuleView;
use leptos::prelude::*;

/// `/schemes/:scheme/training/modules/:module/posts`: the talk under a module, for staff to join and look after.
#[component]
pub fn PostsPage(scheme: SchemeId, module: TrainingModuleId) -> impl IntoView {
    let query = Query::new(move || format!("/training-modules/{module}"), &[]);
    loaded(query, move |m: ModuleView| {
        view! {
            <PageHeader
                title="The discussion"
                crumbs=vec![
                    crumb(format!("/schemes/{scheme}/training/modules"), "Modules"),
                    crumb(format!("/schemes/{scheme}/training/modules/{module}"), m.summary.title),
                ]
            />
            <Discussion module scheme/>
        }
        .into_any()
    })
}

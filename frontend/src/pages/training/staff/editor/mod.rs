//! Writing a module: its lessons, scenario, checklist and quiz, until it can be published. What is written stays in the browser
//! until it is saved as the draft; a new version is for those who start afterwards.

mod add_button;
mod checklist;
mod desk;
mod details;
mod draft;
mod fields;
mod gaps;
mod header;
mod lesson_card;
mod lessons;
mod markdown_box;
mod more;
mod place;
mod publish;
mod question_answers;
mod question_card;
mod question_draft;
mod quiz;
mod row_tools;
mod scenario;
mod scenario_draft;
mod stash;
mod step_card;
mod tabs;
mod versions;

pub(in crate::pages) use add_button::AddButton;
pub(in crate::pages) use draft::{Row, Rows};
pub(in crate::pages) use row_tools::RowTools;

use crate::address::Address;
use crate::client::{Query, loaded};
use crate::ui::UnsavedGuard;
use cairn_domain::ids::{SchemeId, TrainingModuleId};
use cairn_domain::training::ModuleView;
use desk::Desk;
use leptos::prelude::*;
use tabs::{Tab, Tabs};

/// `/schemes/:scheme/training/modules/:module?part=`
#[component]
pub fn EditorPage(scheme: SchemeId, module: TrainingModuleId) -> impl IntoView {
    // No live updates: somebody is writing. Who saves second is told.
    let query = Query::new(move || format!("/training-modules/{module}"), &[]);
    loaded(query, move |view: ModuleView| {
        let desk = Desk::new(scheme, view, query);
        view! { <Editor desk/> }.into_any()
    })
}

/// Whether the module on the desk is this person's to change.
#[derive(Clone, Copy)]
struct MayEdit(bool);

fn may_edit() -> bool {
    use_context::<MayEdit>().is_none_or(|MayEdit(may)| may)
}

#[component]
fn Editor(desk: Desk) -> impl IntoView {
    let address = Address::here();
    let tab = Memo::new(move |_| Tab::named(&address.get("part")));
    let body = move || match tab.get() {
        Tab::Details => view! {
            <details::Details desk/>
            {desk.may_edit().then(|| view! { <place::PlaceCard desk/> })}
        }
        .into_any(),
        Tab::Lessons => view! { <lessons::Lessons desk/> }.into_any(),
        Tab::Scenario => view! { <scenario::ScenarioTab desk/> }.into_any(),
        Tab::Checklist => view! { <checklist::Checklist desk/> }.into_any(),
        Tab::Quiz => view! { <quiz::QuizTab desk/> }.into_any(),
        Tab::Versions => view! { <versions::Versions desk/> }.into_any(),
    };
    // Who may not change it reads it in the same boxes.
    provide_context(MayEdit(desk.may_edit()));
    view! {
        <header::Header desk/>
        <Tabs desk tab/>
        <gaps::GapsCard desk/>
        {body}
        <UnsavedGuard dirty=desk.dirty on_leave=move |()| desk.give_up()/>
    }
}

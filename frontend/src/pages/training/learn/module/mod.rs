//! `/training/:module`: one module, a part at a time. The part is in the address, so that one can go back, and every step is
//! kept at once, so that one can go on elsewhere.

mod checklist;
mod course;
mod done;
mod lesson;
mod outline;
mod page;
mod part;
mod part_nav;
mod refresh;
mod save_line;
mod scenario;

pub use course::Course;
pub use page::CoursePage;
pub use part::Part;
pub use part_nav::PartNav;
pub use save_line::SaveLine;

use crate::address::{Address, joined};
use crate::client::{Query, loaded};
use crate::session::use_session;
use cairn_domain::identity::Role;
use cairn_domain::ids::{SchemeId, TrainingModuleId};
use cairn_domain::training::LearnModule;
use leptos::prelude::*;

/// The address of a module in a scheme, and of one of its parts.
pub fn module_href(scheme: SchemeId, module: TrainingModuleId, part: &str) -> String {
    let query = joined(
        [("scheme", scheme.to_string()), ("part", part.to_owned())]
            .map(|(name, value)| (name.to_owned(), value))
            .into_iter(),
    );
    format!("/training/{module}{query}")
}

/// `/training/:module?scheme=&part=`
#[component]
pub fn ModulePage(module: TrainingModuleId) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    // Without a scheme in the address it is the one that this person mentors in.
    let scheme = untrack(|| address.get("scheme").parse::<SchemeId>().ok()).or_else(|| {
        let me = untrack(|| session.me())?;
        me.grants
            .iter()
            .filter(|g| g.grant.role == Role::Mentor)
            .find_map(|g| g.grant.scheme_id)
    });
    let query = Query::new(
        move || {
            let scheme = scheme.map(|s| s.to_string()).unwrap_or_default();
            let query = joined([("scheme_id".to_owned(), scheme)].into_iter());
            format!("/me/training/{module}{query}")
        },
        &[],
    );
    loaded(query, move |module: LearnModule| {
        let course = Course::real(module, query);
        view! { <CoursePage course/> }.into_any()
    })
}

use crate::session::use_session;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The pages of recognition, by what one may do. A page below another is at its place.
#[component]
pub fn RecognitionNav(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let places = [
        (Action::ReadRecognition, "", "Overview"),
        (Action::ReadRecognition, "/mentors", "Mentors"),
        (Action::ReadRecognition, "/evidence?state=waiting", "Evidence"),
        (Action::ReadRecognition, "/awards", "Awards"),
        (Action::ReadRecognition, "/grants", "Given"),
        (Action::GrantAwards, "/appeals", "Appeals"),
        (Action::ReadRecognition, "/hear", "HEAR"),
        (Action::ReadRecognition, "/credit", "Credit"),
    ];
    let links = places
        .into_iter()
        .filter(|(action, ..)| untrack(|| session.may_in(*action, scheme)))
        .map(|(_, step, name)| (format!("/schemes/{scheme}/recognition{step}"), name))
        .collect();
    tabs("Recognition", links)
}

/// The pages of the HEAR: the register, and the students' entries.
#[component]
pub fn HearNav(scheme: SchemeId) -> impl IntoView {
    let base = format!("/schemes/{scheme}/recognition/hear");
    let links = vec![
        (base.clone(), "Register of activities"),
        (format!("{base}/entries"), "Students' entries"),
    ];
    tabs("HEAR", links)
}

/// The pages of academic credit.
#[component]
pub fn CreditNav(scheme: SchemeId) -> impl IntoView {
    let base = format!("/schemes/{scheme}/recognition/credit");
    let links = vec![
        (base.clone(), "Claims"),
        (format!("{base}/outcomes"), "Learning outcomes"),
    ];
    tabs("Credit", links)
}

/// What holds for the whole institution.
#[component]
pub fn InstitutionNav() -> impl IntoView {
    let base = "/recognition-institution";
    let links = vec![
        (base.to_owned(), "Certificate"),
        (format!("{base}/hear"), "HEAR rules"),
    ];
    tabs("Recognition in the institution", links)
}

fn tabs(name: &'static str, places: Vec<(String, &'static str)>) -> AnyView {
    let path = use_location().pathname;
    let links = places
        .into_iter()
        .map(|(href, name)| {
            let here = untrack(|| path.with(|p| Some(p.as_str()) == href.split('?').next()));
            let class = if here {
                "btn btn-sm btn-neutral"
            } else {
                "btn btn-sm btn-ghost"
            };
            view! { <li><a class=class href=href aria-current=here.then_some("page")>{name}</a></li> }
        })
        .collect_view();
    view! { <nav aria-label=name class="mb-5 -mx-1"><ul class="flex flex-wrap gap-1">{links}</ul></nav> }
        .into_any()
}

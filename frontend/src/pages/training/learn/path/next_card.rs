use crate::pages::training::learn::module::module_href;
use crate::wording::{day, some};
use cairn_domain::cohorts::ClearanceStatus;
use cairn_domain::training::{ModuleState, MyModule, MyTraining};
use leptos::prelude::*;

/// The one thing to do next, big and clear.
#[component]
pub fn NextStep(
    training: MyTraining,
    /// On the mentor's first page, where links lead to the path first.
    home: bool,
) -> impl IntoView {
    let scheme = training.scheme_id;
    // What is optional never presses.
    let module = training
        .next
        .and_then(|next| training.modules.iter().find(|m| m.id == next && m.is_compulsory));
    let unsigned = training
        .code_of_conduct
        .as_ref()
        .is_some_and(|c| c.signed_at.is_none());
    let path = format!("/training#conduct-{scheme}");
    let (title, detail, action) = match (module, unsigned, training.clearance.is_cleared) {
        (Some(m), ..) => (
            m.title.clone(),
            about(m),
            Some((module_href(scheme, m.id, ""), verb(m))),
        ),
        (None, true, _) => (
            "Read and sign the code of conduct".to_owned(),
            "It is short. Signing it says that you have read it and will keep to it.".to_owned(),
            Some((path, "Read it")),
        ),
        (None, false, true) => (
            "You are ready to meet your group".to_owned(),
            cleared(&training),
            home.then(|| ("/training".to_owned(), "See your training")),
        ),
        (None, false, false) => (
            if training.clearance.status == ClearanceStatus::Lapsed {
                "You are not cleared just now".to_owned()
            } else {
                "You have done your part".to_owned()
            },
            waiting(&training),
            home.then(|| ("/training".to_owned(), "See your training")),
        ),
    };
    let heading = if action.is_some() {
        "Do this next"
    } else {
        "Where you are"
    };
    let action = action.map(|(href, label)| {
        view! { <a class="btn bg-base-100 text-base-content border-0 shrink-0 mt-3 sm:mt-0" href=href>{label}</a> }
    });
    view! {
        <section class="card p-5 sm:p-6 bg-primary text-primary-content border-0 sm:flex-row sm:items-center gap-4">
            <div class="mr-auto min-w-0">
                <h2 class="text-sm font-semibold">{heading}</h2>
                <p class="text-xl sm:text-2xl font-semibold mt-1 wrap-anywhere">{title}</p>
                <p class="mt-1">{detail}</p>
            </div>
            {action}
        </section>
    }
}

fn about(m: &MyModule) -> String {
    let minutes = some(m.minutes, "minute", "minutes");
    match m.state {
        ModuleState::Started => format!(
            "You have done {} of {} parts. All of it takes about {minutes}.",
            m.done, m.parts
        ),
        ModuleState::Lapsed => format!("It is out of date. About {minutes} to refresh it."),
        ModuleState::DueSoon => format!(
            "It counts until {}. About {minutes} to refresh it.",
            m.expires_on.map(day).unwrap_or_default()
        ),
        _ => format!("About {minutes}. You can stop at any time and go on later."),
    }
}

const fn verb(m: &MyModule) -> &'static str {
    match m.state {
        ModuleState::Started => "Go on",
        ModuleState::Lapsed | ModuleState::DueSoon => "Refresh it",
        _ => "Start",
    }
}

fn cleared(training: &MyTraining) -> String {
    training.clearance.until.map_or_else(
        || "Everything that your scheme asks for is done.".to_owned(),
        |until| format!("Everything is done, and counts until {}.", day(until)),
    )
}

fn waiting(training: &MyTraining) -> String {
    match (&training.clearance.missing[..], training.clearance.from) {
        ([], Some(from)) => format!("You are cleared from {}.", day(from)),
        ([], None) => "Staff clear you soon.".to_owned(),
        (missing, _) => missing
            .iter()
            .map(|m| format!("{}.", m.trim_end_matches('.')))
            .collect::<Vec<_>>()
            .join(" "),
    }
}

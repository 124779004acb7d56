use super::edit::EditForm;
use super::standing::{group_link, standing};
use crate::client::{Query, loaded};
use crate::pages::home::not_found;
use crate::session::use_session;
use crate::ui::{PageHeader, Section, crumb, text};
use crate::wording::day;
use cairn_domain::cohorts::{ParticipantRole, ParticipantView};
use cairn_domain::identity::Action;
use cairn_domain::ids::{ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use leptos::prelude::*;

/// `/schemes/:scheme/people/:participant`
#[component]
pub fn ParticipantPage(scheme: SchemeId, participant: ParticipantId) -> impl IntoView {
    let session = use_session();
    let query = Query::new(
        move || format!("/participants/{participant}"),
        &[Topic::Cohort, Topic::Groups],
    );
    let may_edit = untrack(|| session.may(Action::EditCohort));
    // The form is made anew for each version, and not before: somebody may be typing while other news come.
    let version = Memo::new(move |_| {
        query
            .value::<ParticipantView>()
            .filter(|p| may_edit && p.scheme_id == scheme)
            .map(|p| p.version)
    });
    let change = move || {
        version.get()?;
        let p = untrack(|| query.value::<ParticipantView>())?;
        Some(view! {
            <Section title="Change where they stand">
                <EditForm p on_saved=move || query.reload()/>
            </Section>
        })
    };
    view! {
        {loaded(query, move |p: ParticipantView| {
            if p.scheme_id == scheme { facts(scheme, &p) } else { not_found() }
        })}
        <div class="mt-5 max-w-2xl empty:hidden">{change}</div>
    }
}

/// The name, and what the scheme knows about the person.
fn facts(scheme: SchemeId, p: &ParticipantView) -> AnyView {
    let line = |name: &'static str, fact: Option<AnyView>| {
        fact.map(|fact| {
            view! {
                <div class="py-2 sm:grid grid-cols-[12rem_1fr] gap-4">
                    <dt class="opacity-80">{name}</dt>
                    <dd class="font-semibold wrap-anywhere">{fact}</dd>
                </div>
            }
            .into_any()
        })
    };
    let words = |fact: &Option<String>| fact.clone().map(text);
    let email = p
        .email
        .clone()
        .map(|e| view! { <a class="link" href=format!("mailto:{e}")>{e.clone()}</a> }.into_any());
    let group = group_link(scheme, p).unwrap_or_else(|| text("No place yet"));
    let places = (p.role == ParticipantRole::Mentor).then(|| text(p.capacity.to_string()));
    let lines = [
        line("Group", Some(group)),
        line("Places", places),
        line("Student number", words(&p.student_number)),
        line("Email", email),
        line("Pronouns", words(&p.pronouns)),
        line("Programme", words(&p.programme_code)),
        line("Level", Some(text(p.level.to_string()))),
        line("Campus", words(&p.campus)),
        line("Studies", Some(text(p.mode.label()))),
        line("Tutor group", words(&p.tutor_group)),
        line("Seminar group", words(&p.seminar_group)),
        line("Starts on", p.starts_on.map(|d| text(day(d)))),
        line("Left on", p.left_on.map(|d| text(day(d)))),
    ];
    let lines = lines.into_iter().flatten().collect_view();
    view! {
        <PageHeader
            title=p.name.clone()
            lead=p.role.label()
            crumbs=vec![crumb(format!("/schemes/{scheme}/people"), "People")]
        />
        <p class="flex flex-wrap gap-2 mb-4">{standing(p)}</p>
        <Section title="In the scheme">
            <dl class="divide-y divide-base-300">{lines}</dl>
        </Section>
    }
    .into_any()
}

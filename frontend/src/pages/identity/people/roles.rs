use super::person_row::role_words;
use crate::client::{Query, delete, post};
use crate::session::use_session;
use crate::ui::{Dialog, Form, FormProblem, SelectField, Submit, open_for, tell};
use cairn_domain::cohorts::SchemeLists;
use cairn_domain::identity::{GrantView, NewGrant, PersonSummary, Role};
use cairn_domain::ids::{GrantId, PersonId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The roles that staff give by hand; mentors and mentees come with the cohort.
const GIVEN: [Role; 4] = [
    Role::SchemeLead,
    Role::Supervisor,
    Role::PersonalTutor,
    Role::InstitutionAdmin,
];

pub fn grant_from(
    role: RwSignal<String>,
    scheme: RwSignal<String>,
    programme: RwSignal<String>,
    tutor_group: RwSignal<String>,
) -> NewGrant {
    let role = role.get_untracked().parse().unwrap_or(Role::Supervisor);
    let in_scheme = role != Role::InstitutionAdmin;
    NewGrant {
        role,
        scheme_id: scheme.get_untracked().parse().ok().filter(|_| in_scheme),
        programme_id: programme
            .get_untracked()
            .parse()
            .ok()
            .filter(|_| role == Role::Supervisor),
        tutor_group_id: tutor_group
            .get_untracked()
            .parse()
            .ok()
            .filter(|_| role == Role::PersonalTutor),
    }
}

/// What role, and how far it goes.
#[component]
pub fn RoleFields(
    form: Form,
    role: RwSignal<String>,
    scheme: RwSignal<String>,
    programme: RwSignal<String>,
    tutor_group: RwSignal<String>,
) -> impl IntoView {
    let session = use_session();
    let schemes = untrack(|| session.schemes());
    scheme.set(
        untrack(|| session.scheme())
            .map(|s| s.to_string())
            .unwrap_or_default(),
    );
    let lists = Query::new(move || format!("/schemes/{}/lists", scheme.get()), &[]);
    let roles = GIVEN
        .iter()
        .map(|r| (r.as_str().to_owned(), r.label().to_owned()))
        .collect::<Vec<_>>();
    let scheme_options = schemes
        .into_iter()
        .map(|s| (s.id.to_string(), s.input.name))
        .collect::<Vec<_>>();
    let reach = move || match role.get().parse() {
        Ok(Role::Supervisor) => {
            let mut options = vec![(String::new(), "Every programme of the scheme".to_owned())];
            let programmes = lists
                .value::<SchemeLists>()
                .map(|l| l.programmes)
                .unwrap_or_default();
            options.extend(
                programmes
                    .into_iter()
                    .map(|p| (p.id.to_string(), format!("{} {}", p.code, p.title))),
            );
            view! { <SelectField form at="/programme_id" label="Programme" value=programme options/> }
                .into_any()
        }
        Ok(Role::PersonalTutor) => {
            let mut options = vec![(String::new(), "Choose a tutor group".to_owned())];
            let groups = lists
                .value::<SchemeLists>()
                .map(|l| l.tutor_groups)
                .unwrap_or_default();
            options.extend(groups.into_iter().map(|g| (g.id.to_string(), g.name)));
            view! { <SelectField form at="/tutor_group_id" label="Tutor group" value=tutor_group options/> }
                .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <SelectField form at="/role" label="Role" value=role options=roles/>
        <div class:hidden=move || role.get() == Role::InstitutionAdmin.as_str()>
            <SelectField form at="/scheme_id" label="Scheme" value=scheme options=scheme_options/>
            {reach}
        </div>
    }
}

/// Gives roles to somebody and takes them away.
#[component]
pub fn RolesDialog(person: RwSignal<Option<PersonSummary>>, people: Query) -> impl IntoView {
    let open = open_for(person);
    let title = Signal::derive(move || {
        person.with(|p| {
            p.as_ref()
                .map_or_else(String::new, |p| format!("Roles of {}", p.name))
        })
    });
    view! {
        <Dialog title open>
            {move || person.get().map(|p| view! { <RolesForm id=p.id grants=p.grants open people/> })}
        </Dialog>
    }
}

#[component]
fn RolesForm(id: PersonId, grants: Vec<GrantView>, open: RwSignal<bool>, people: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("roles");
    let role = RwSignal::new(Role::Supervisor.as_str().to_owned());
    let [scheme, programme, tutor_group] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let done = move |message: &str| {
        tell(message);
        open.set(false);
        people.reload();
    };
    let add = move |ev: SubmitEvent| {
        ev.prevent_default();
        let grant = grant_from(role, scheme, programme, tutor_group);
        form.run(async move {
            post(format!("/people/{id}/grants")).json(&grant).done().await?;
            done("The role is given.");
            Ok(())
        });
    };
    let take = move |grant: GrantId| {
        form.run(async move {
            delete(format!("/people/{id}/grants/{grant}")).done().await?;
            done("The role is taken away.");
            Ok(())
        });
    };
    let items = grants
        .into_iter()
        .map(|g| {
            let (words, grant) = (role_words(&g), g.grant.id);
            let label = format!("Take away {words}");
            view! {
                <li class="py-2 flex items-center gap-3">
                    <span class="mr-auto">{words}</span>
                    <button class="btn btn-sm" aria-label=label on:click=move |_| take(grant)>"Take away"</button>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="divide-y divide-base-300 my-3">{items}</ul>
        <form on:submit=add>
            <h3 class="font-bold mb-2">"Give another role"</h3>
            <RoleFields form role scheme programme tutor_group/>
            <FormProblem form/>
            <Submit form label="Give this role"/>
        </form>
    }
}

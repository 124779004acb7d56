//! The names that a scheme's people refer to: programmes, campuses, tutor and seminar groups.

mod add_name;
mod name_list;

use crate::client::{Query, loaded};
use crate::session::use_session;
use crate::ui::{PageHeader, Section};
use crate::wording::some;
use add_name::{AddName, Kind};
use cairn_domain::cohorts::SchemeLists;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use leptos::prelude::*;
use name_list::NameList;

/// `/schemes/:scheme/lists`
#[component]
pub fn ListsPage(scheme: SchemeId) -> impl IntoView {
    let session = use_session();
    let lists = Query::new(
        move || format!("/schemes/{scheme}/lists"),
        &[Topic::Cohort, Topic::Import],
    );
    let house = untrack(|| session.may(Action::EditInstitution));
    let add = move |kind: Kind, may: bool| may.then(|| view! { <AddName kind scheme lists/> }).into_any();
    view! {
        <PageHeader
            title="Programmes, campuses and teaching groups"
            eyebrow=untrack(|| session.scheme_name(scheme))
            lead="They come with each file you import. Add one here when somebody arrives before their group does."
        />
        {loaded(lists, move |l: SchemeLists| {
            let programmes = l.programmes.into_iter().map(|p| (p.code, p.title)).collect::<Vec<_>>();
            let campuses = l.campuses.into_iter().map(|c| (c.name, String::new())).collect::<Vec<_>>();
            let tutor = l.tutor_groups.into_iter().map(|g| (g.name, some(g.members, "person", "people"))).collect::<Vec<_>>();
            let seminar = l.seminar_groups.into_iter().map(|g| (g.name, some(g.members, "person", "people"))).collect::<Vec<_>>();
            view! {
                <div class="grid gap-5 lg:grid-cols-2 items-start">
                    <Section title=format!("Programmes ({})", programmes.len())>
                        <NameList names=programmes/>
                        {add(Kind::Programme, house)}
                    </Section>
                    <Section title=format!("Campuses ({})", campuses.len())>
                        <NameList names=campuses/>
                        {add(Kind::Campus, house)}
                    </Section>
                    <Section title=format!("Tutor groups ({})", tutor.len())>
                        <NameList names=tutor/>
                        {add(Kind::TutorGroup, true)}
                    </Section>
                    <Section title=format!("Seminar groups ({})", seminar.len())>
                        <NameList names=seminar/>
                        {add(Kind::SeminarGroup, true)}
                    </Section>
                </div>
            }
            .into_any()
        })}
    }
}

use crate::client::{Query, loaded, put};
use crate::ui::{Field, Form, FormProblem, PageHeader, Section, Submit, TagInput, UnsavedGuard, icon, tell};
use cairn_domain::training::{EmergencyRoute, TrainingInstitution, TrainingInstitutionView};
use icondata_lu as lu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/training-institution`: what the institution says in all of its lessons.
#[component]
pub fn InstitutionPage() -> impl IntoView {
    let query = Query::new(|| "/training-institution".to_owned(), &[]);
    view! {
        <PageHeader
            title="Emergency routes and words"
            lead="They stand in every lesson of every scheme, wherever a lesson asks for them."
        />
        {loaded(query, move |view: TrainingInstitutionView| view! { <InstitutionForm view query/> }.into_any())}
    }
}

/// A route while it is being written.
#[derive(Clone, Copy)]
struct RouteDraft {
    id: usize,
    name: RwSignal<String>,
    reach: RwSignal<String>,
    when: RwSignal<String>,
}

impl RouteDraft {
    fn of(id: usize, r: &EmergencyRoute) -> Self {
        let text = |t: &str| RwSignal::new(t.to_owned());
        Self {
            id,
            name: text(&r.name),
            reach: text(&r.reach),
            when: text(&r.when),
        }
    }
    fn read(self) -> EmergencyRoute {
        let text = |s: RwSignal<String>| s.get().trim().to_owned();
        EmergencyRoute {
            name: text(self.name),
            reach: text(self.reach),
            when: text(self.when),
        }
    }
}

#[component]
fn InstitutionForm(view: TrainingInstitutionView, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("institution");
    let TrainingInstitutionView { settings, version } = view;
    let drafts: Vec<_> = settings
        .emergency_routes
        .iter()
        .enumerate()
        .map(|(n, r)| RouteDraft::of(n, r))
        .collect();
    let next = StoredValue::new(drafts.len());
    let routes = RwSignal::new(drafts);
    let word = RwSignal::new(settings.supervisor_word.clone());
    let links = RwSignal::new(settings.link_hosts.clone());
    let embeds = RwSignal::new(settings.embed_hosts.clone());
    let read = move || TrainingInstitution {
        emergency_routes: routes.get().into_iter().map(RouteDraft::read).collect(),
        supervisor_word: word.get().trim().to_owned(),
        link_hosts: links.get(),
        embed_hosts: embeds.get(),
    };
    let saved = StoredValue::new(settings);
    let dirty = Signal::derive(move || saved.with_value(|saved| read() != *saved));
    let owner = StoredValue::new(Owner::current());
    let add = move |_| {
        let id = next.get_value();
        next.set_value(id + 1);
        let empty = EmergencyRoute {
            name: String::new(),
            reach: String::new(),
            when: String::new(),
        };
        let route = owner.get_value().map_or_else(
            || RouteDraft::of(id, &empty),
            |owner| owner.with(|| RouteDraft::of(id, &empty)),
        );
        routes.update(|all| all.push(route));
    };
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let settings = untrack(read);
        form.run(async move {
            let view: TrainingInstitutionView = put("/training-institution")
                .json(&settings)
                .if_match(version)
                .read()
                .await?;
            query.put(&view);
            tell("Saved. Every lesson says so from now on.");
            Ok(())
        });
    };
    view! {
        <form on:submit=submit>
            <div class="grid gap-5 lg:grid-cols-2 items-start">
                <Section title="Emergency routes">
                    <p class="opacity-90 mb-3">"In the order in which mentors read them. Emergency services come first."</p>
                    <ol class="grid gap-4">
                        <ForEnumerate
                            each=move || routes.get()
                            key=|r| r.id
                            children=move |n, route| view! { <RouteFields route n routes form/> }
                        />
                    </ol>
                    <button type="button" class="btn mt-4" on:click=add>{icon(lu::LuPlus)} "Add a route"</button>
                </Section>
                <div class="grid gap-5 min-w-0">
                    <Section title="Words">
                        <Field
                            form
                            at="/supervisor_word"
                            label="What a mentor's named member of staff is called"
                            value=word
                            hint="Like supervisor, or mentoring lead."
                        />
                    </Section>
                    <Section title="Where lessons may lead">
                        <TagInput
                            form
                            at="/link_hosts"
                            label="Sites that lessons may link to"
                            hint="Like www.nhs.uk, or *.ac.uk for all below it."
                            tags=links
                        />
                        <TagInput
                            form
                            at="/embed_hosts"
                            label="Sites whose videos may be shown inside a lesson"
                            hint="A link alone on its line becomes the video."
                            tags=embeds
                        />
                    </Section>
                </div>
            </div>
            <FormProblem form/>
            <div class="mt-5"><Submit form label="Save"/></div>
        </form>
        <UnsavedGuard dirty/>
    }
}

#[component]
fn RouteFields(
    route: RouteDraft,
    n: ReadSignal<usize>,
    routes: RwSignal<Vec<RouteDraft>>,
    form: Form,
) -> impl IntoView {
    let field = move |name: &'static str, label: &'static str, value: RwSignal<String>| {
        let id = format!("{}-route-{}-{name}", form.name, route.id);
        let at = move || format!("/emergency_routes/{}/{name}", n.get());
        view! {
            <label for=id.clone() class="block text-sm font-semibold mt-2">{label}</label>
            <input
                id=id.clone()
                class="input w-full"
                autocomplete="off"
                aria-describedby=format!("{id}-fault")
                aria-invalid=move || form.fault(&at()).is_some().to_string()
                prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())
            />
            <p id=format!("{id}-fault") class="text-sm text-error font-semibold empty:hidden">{move || form.fault(&at())}</p>
        }
        .into_any()
    };
    let remove = move |_| routes.update(|all| all.retain(|r| r.id != route.id));
    let raise = move |_| {
        let at = n.get_untracked();
        if at > 0 {
            routes.update(|all| all.swap(at, at - 1));
        }
    };
    let named = move || route.name.get();
    view! {
        <li>
            <fieldset class="rounded-field border border-base-300 p-4">
                <legend class="font-bold px-1">{move || format!("Route {}", n.get() + 1)}</legend>
                {field("name", "Name", route.name)}
                {field("reach", "How to reach it", route.reach)}
                {field("when", "When to use it", route.when)}
                <div class="flex gap-2 mt-3">
                    <button type="button" class="btn btn-sm" aria-label=move || format!("Move {} up", named()) on:click=raise>
                        {icon(lu::LuArrowUp)}
                        "Up"
                    </button>
                    <button type="button" class="btn btn-sm" aria-label=move || format!("Remove {}", named()) on:click=remove>
                        {icon(lu::LuTrash2)}
                        "Remove"
                    </button>
                </div>
            </fieldset>
        </li>
    }
}

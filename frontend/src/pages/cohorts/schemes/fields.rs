use super::draft::Draft;
use crate::client::{Query, loaded};
use crate::ui::{Field, Form, Section, SelectField};
use cairn_domain::cohorts::{FheqLevel, ProgrammeView};
use leptos::prelude::*;

fn levels() -> impl Iterator<Item = FheqLevel> {
    (3..=8).filter_map(|n| FheqLevel::new(n).ok())
}

/// Everything that makes a scheme, for starting one and for changing it.
#[component]
pub fn SchemeFields(form: Form, draft: Draft) -> impl IntoView {
    let level_options = levels()
        .map(|l| (l.get().to_string(), l.to_string()))
        .collect::<Vec<_>>();
    let [recruitment, pre_enrolment, enrolment, census, ends] = draft.dates;
    let [target, min, max, cap, two] = draft.sizes;
    view! {
        <div class="grid gap-5 lg:grid-cols-2 items-start">
            <Section title="What it is">
                <Field form at="/name" label="Name" value=draft.name hint="Like September 2026 intake." required=true/>
                <Field form at="/academic_year" label="Academic year" value=draft.academic_year hint="Like 2026/27." required=true/>
                <Field form at="/intake" label="Intake" value=draft.intake hint="Like September or January." required=true/>
                <Field form at="/time_zone" label="Time zone" value=draft.time_zone required=true/>
            </Section>
            <Section title="Dates that matter">
                <p class="text-sm opacity-80 mb-3">"All may stay empty. Those given are in this order."</p>
                <Field form at="/dates/recruitment_opens" label="Recruitment of mentors opens" value=recruitment kind="date"/>
                <Field form at="/dates/pre_enrolment_opens" label="Contact before enrolment begins" value=pre_enrolment kind="date"/>
                <Field form at="/dates/enrolment" label="Enrolment" value=enrolment kind="date"/>
                <Field form at="/dates/census" label="Census" value=census kind="date"/>
                <Field form at="/dates/ends" label="The scheme ends" value=ends kind="date"/>
            </Section>
            <Section title="Who mentors whom">
                <SelectField form at="/mentor_level" label="Mentors are at least at" value=draft.mentor_level options=level_options/>
                <MenteeLevels draft/>
                <p class="text-sm text-error font-semibold empty:hidden">{move || form.fault("/mentee_levels")}</p>
            </Section>
            <Section title="How big groups are">
                <p class="text-sm opacity-80 mb-3">"Mentees in a group. The usual figures are filled in."</p>
                <div class="grid sm:grid-cols-3 gap-x-4">
                    <Field form at="/sizes/min" label="Smallest" value=min kind="number"/>
                    <Field form at="/sizes" label="Usual" value=target kind="number"/>
                    <Field form at="/sizes/max" label="Largest" value=max kind="number"/>
                </div>
                <Field form at="/sizes/hard_cap_per_mentor" label="Most mentees that one mentor ever has" value=cap kind="number"/>
                <Field form at="/sizes/two_mentors_above" label="Two mentors for groups above" value=two kind="number"/>
            </Section>
            <Programmes draft/>
        </div>
    }
}

#[component]
fn MenteeLevels(draft: Draft) -> impl IntoView {
    let chosen = draft.mentee_levels;
    let boxes = levels()
        .take(4)
        .map(|level| {
            let flip = move |_| {
                chosen.update(|all| {
                    if all.contains(&level) {
                        all.retain(|l| *l != level)
                    } else {
                        all.push(level)
                    }
                });
            };
            view! {
                <label class="flex items-center gap-2 py-1">
                    <input
                        type="checkbox"
                        class="checkbox checkbox-primary"
                        prop:checked=move || chosen.with(|all| all.contains(&level))
                        on:change=flip
                    />
                    {level.to_string()}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset>
            <legend class="font-semibold mb-1">"Mentees are at"</legend>
            <div class="flex flex-wrap gap-x-6">{boxes}</div>
        </fieldset>
    }
}

#[component]
fn Programmes(draft: Draft) -> impl IntoView {
    let programmes = Query::new(|| "/programmes".to_owned(), &[]);
    let chosen = draft.programmes;
    let item = move |p: ProgrammeView| {
        let flip = move |_| {
            chosen.update(|all| {
                if all.contains(&p.id) {
                    all.retain(|l| *l != p.id)
                } else {
                    all.push(p.id)
                }
            });
        };
        view! {
            <label class="flex items-start gap-2 py-1">
                <input
                    type="checkbox"
                    class="checkbox checkbox-primary"
                    prop:checked=move || chosen.with(|all| all.contains(&p.id))
                    on:change=flip
                />
                <span>{p.code} " " {p.title}</span>
            </label>
        }
        .into_any()
    };
    view! {
        <Section title="Programmes" class="lg:col-span-2">
            {loaded(programmes, move |list: Vec<ProgrammeView>| {
                if list.is_empty() {
                    return view! { <p>"Programmes come with the first file that you import, or from Lists."</p> }.into_any();
                }
                view! { <div class="grid sm:grid-cols-2 gap-x-6">{list.into_iter().map(item).collect_view()}</div> }.into_any()
            })}
        </Section>
    }
}

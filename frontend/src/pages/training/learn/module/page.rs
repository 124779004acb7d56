use super::checklist::ChecklistPart;
use super::course::Course;
use super::done::DoneCard;
use super::lesson::LessonPart;
use super::outline::Outline;
use super::part::Part;
use super::refresh::RefreshCard;
use super::save_line::SaveLine;
use super::scenario::ScenarioPart;
use crate::address::Address;
use crate::pages::training::discussion::Discussion;
use crate::pages::training::learn::quiz::QuizPart;
use crate::ui::{EmptyState, PageHeader, crumb, icon, title_wants_focus};
use icondata_lu as lu;
use leptos::prelude::*;

/// A module with the part that the address names. Its heading takes the focus when another part comes.
#[component]
pub fn CoursePage(course: Course) -> impl IntoView {
    let address = Address::here();
    // The part stays while one is at it, also when it becomes done; only another address leads to another one.
    let part = Memo::new(move |_| course.part_at(&address.get("part")));
    let first = StoredValue::new(true);
    let shown = move || {
        let part = part.get();
        if !first.get_value() {
            title_wants_focus();
        }
        first.set_value(false);
        part.map_or_else(nothing, |part| view! { <PartView course part/> }.into_any())
    };
    let (module, scheme) = course.module.with_value(|m| (m.module.id, m.scheme_id));
    // Nobody looks answers up in the talk below while they are at the quiz.
    let talk = Memo::new(move |_| !course.is_preview() && part.get() != Some(Part::Quiz));
    view! {
        {preview_line(course)}
        <RefreshCard course/>
        <div class="grid gap-5 lg:grid-cols-[minmax(0,1fr)_17rem] items-start">
            <div class="min-w-0">
                {shown}
                <SaveLine state=course.saver.state on_refused=move |()| course.refresh()/>
                <DoneCard course/>
            </div>
            <Outline course part/>
        </div>
        <Show when=move || talk.get()>
            <Discussion module scheme/>
        </Show>
    }
}

fn nothing() -> AnyView {
    view! {
        <PageHeader title="This module is empty" crumbs=vec![crumb("/training", "Training")]/>
        <EmptyState glyph=lu::LuBookOpen title="There is nothing to learn here yet" text="Its lessons appear as soon as they are written."/>
    }
    .into_any()
}

fn preview_line(course: Course) -> Option<AnyView> {
    course.is_preview().then(|| {
        view! {
            <p class="alert alert-info alert-soft mb-4" role="note">{icon(lu::LuEye)} "This is what a mentor sees. Nothing that you do here is kept."</p>
        }
        .into_any()
    })
}

#[component]
fn PartView(course: Course, part: Part) -> impl IntoView {
    let all = course.parts();
    let place = all.iter().position(|p| *p == part).unwrap_or(0) + 1;
    let title = course.module.with_value(|m| part.title(m));
    let of = format!("{} · Part {place} of {}", part.kind(), all.len());
    let way = if course.is_preview() {
        Vec::new()
    } else {
        let module = course.module.with_value(|m| m.module.title.clone());
        vec![crumb("/training", "Training"), crumb(course.href(""), module)]
    };
    let body = match part {
        Part::Lesson(key) => view! { <LessonPart course lesson=key/> }.into_any(),
        Part::Scenario => view! { <ScenarioPart course/> }.into_any(),
        Part::Checklist => view! { <ChecklistPart course/> }.into_any(),
        Part::Quiz => view! { <QuizPart course/> }.into_any(),
    };
    view! {
        <PageHeader title crumbs=way eyebrow=of/>
        {body}
    }
}

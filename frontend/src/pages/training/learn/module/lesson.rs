use super::course::Course;
use super::part::Part;
use super::part_nav::PartNav;
use cairn_domain::training::ProgressStep;
use leptos::prelude::*;

/// A lesson to read. Going on says that it is read.
#[component]
pub fn LessonPart(course: Course, lesson: String) -> impl IntoView {
    let html = course
        .module
        .with_value(|m| m.lessons.iter().find(|l| l.key == lesson).map(|l| l.html.clone()))
        .unwrap_or_default();
    let part = Part::Lesson(lesson.clone());
    let read = move |()| {
        if !course
            .progress
            .with_untracked(|p| p.lessons_read.contains(&lesson))
        {
            course.step(ProgressStep {
                lessons_read: vec![lesson.clone()],
                ..ProgressStep::default()
            });
        }
    };
    view! {
        <section class="card p-5 sm:p-8"><div class="lesson" inner_html=html></div></section>
        <PartNav course part next="I have read this" on_next=read/>
    }
}

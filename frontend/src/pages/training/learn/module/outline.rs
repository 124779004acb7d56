use super::course::Course;
use super::part::Part;
use crate::ui::icon;
use icondata_lu as lu;
use leptos::prelude::*;

/// The parts of the module, which are done, and where one is.
#[component]
pub fn Outline(course: Course, part: Memo<Option<Part>>) -> impl IntoView {
    let all = course.parts();
    let total = all.len();
    let counted = StoredValue::new(all.clone());
    let done = Memo::new(move |_| counted.with_value(|all| all.iter().filter(|p| course.is_done(p)).count()));
    let item = move |p: Part| {
        let title = course.module.with_value(|m| p.title(m));
        let href = course.href(&p.key());
        let own = StoredValue::new(p);
        let here = Memo::new(move |_| part.with(|at| own.with_value(|own| at.as_ref() == Some(own))));
        let is_done = Memo::new(move |_| own.with_value(|own| course.is_done(own)));
        let mark = move || {
            if is_done.get() {
                view! { <span class="text-success">{icon(lu::LuCircleCheck)}</span> <span class="sr-only">"Done: "</span> }
                    .into_any()
            } else {
                view! { <span class="opacity-60">{icon(lu::LuCircle)}</span> }.into_any()
            }
        };
        view! {
            <li>
                <a
                    class="flex gap-2 py-2 px-2 -mx-2 rounded-field hover:bg-base-200"
                    class:font-bold=move || here.get()
                    href=href
                    aria-current=move || here.get().then_some("step")
                >
                    {mark}
                    <span class="wrap-anywhere">{title}</span>
                </a>
            </li>
        }
        .into_any()
    };
    view! {
        <nav aria-label="In this module" class="card p-5">
            <h2 class="text-lg font-bold">"In this module"</h2>
            <div class="flex items-center gap-3 mt-1">
                <progress
                    class="progress progress-primary h-2 grow"
                    value=move || done.get().to_string()
                    max=total.to_string()
                    aria-label="How far you are"
                ></progress>
                <span class="text-sm whitespace-nowrap">{move || format!("{} of {total}", done.get())}</span>
            </div>
            <ol class="mt-2">{all.into_iter().map(item).collect_view()}</ol>
        </nav>
    }
}

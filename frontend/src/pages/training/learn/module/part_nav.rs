use super::course::Course;
use super::part::Part;
use crate::ui::icon;
use icondata_lu as lu;
use leptos::prelude::*;

/// Back to the part before, on to the one after. `on_next` hears before one goes on.
#[component]
pub fn PartNav(
    course: Course,
    part: Part,
    /// What going on is called; the part's own words.
    #[prop(default = "Next")]
    next: &'static str,
    /// The way on is the main thing to do here.
    #[prop(into, default = true.into())]
    main: Signal<bool>,
    #[prop(optional, into)] on_next: Option<Callback<()>>,
) -> impl IntoView {
    let all = course.parts();
    let place = all.iter().position(|p| *p == part).unwrap_or(0);
    let back = place.checked_sub(1).and_then(|n| all.get(n)).map(|p| {
        view! { <a class="btn" href=course.href(&p.key())>{icon(lu::LuArrowLeft)} "Back"</a> }
    });
    let href = match all.get(place + 1) {
        Some(p) => course.href(&p.key()),
        None if course.is_preview() => course.href(&all.first().map(Part::key).unwrap_or_default()),
        None => "/training".to_owned(),
    };
    let next = if place + 1 == all.len() { "Finish" } else { next };
    let class = move || {
        if main.get() {
            "btn btn-primary ml-auto"
        } else {
            "btn ml-auto"
        }
    };
    let hear = move |_| {
        if let Some(on_next) = on_next {
            on_next.run(());
        }
    };
    view! {
        <nav aria-label="Parts" class="flex flex-wrap gap-2 mt-6">
            {back} <a class=class href=href on:click=hear>{next} {icon(lu::LuArrowRight)}</a>
        </nav>
    }
}

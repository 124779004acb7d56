use crate::wording::day;
use cairn_domain::groups::MyGroup;
use leptos::prelude::*;

/// What happens next, for this person.
#[component]
pub fn NextCard(group: MyGroup) -> impl IntoView {
    let when = group
        .enrolment
        .map(|date| format!("Enrolment is on {}.", day(date)));
    view! {
        <section class="card p-5 sm:p-6 bg-primary text-primary-content border-0">
            <h2 class="text-sm font-semibold">"What happens next"</h2>
            <p class="text-xl sm:text-2xl font-semibold mt-1">{group.next}</p>
            <p class="mt-1 empty:hidden">{when}</p>
        </section>
    }
}

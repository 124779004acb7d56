use crate::pages::recognition::names::hours;
use crate::ui::Stat;
use crate::wording::{count, some};
use cairn_domain::recognition::EvidenceSums;
use leptos::prelude::*;

/// One's confirmed work in numbers, and what still waits.
#[component]
pub fn Numbers(sums: EvidenceSums) -> impl IntoView {
    let waiting = match sums.waiting {
        0 => "nothing waits for staff".to_owned(),
        n => format!("{} for staff", some(n, "entry waits", "entries wait")),
    };
    let reflection = match sums.reflection_words {
        0 => "no reflection confirmed yet".to_owned(),
        words => format!("longest reflection: {}", some(words, "word", "words")),
    };
    let signed = if sums.is_signed_off {
        "signed off by staff"
    } else {
        "not signed off by staff yet"
    };
    view! {
        <section aria-label="Your work in numbers">
            <dl class="grid grid-cols-1 min-[360px]:grid-cols-2 lg:grid-cols-4 gap-3 sm:gap-4">
                <Stat label="Confirmed time" value=hours(sums.minutes) note=waiting/>
                <Stat label="Meetings held" value=count(sums.meetings) note=signed/>
                <Stat label="Active weeks" value=count(sums.weeks_active) note=reflection/>
                <Stat
                    label="Thanks"
                    value=count(sums.thanked_by)
                    note=if sums.thanked_by == 1 { "mentee thanked you" } else { "mentees thanked you" }
                />
            </dl>
        </section>
    }
}

use crate::ui::{Stat, Tone};
use crate::wording::{count, day, percent};
use cairn_domain::groups::GroupsDashboard;
use leptos::prelude::*;

#[component]
pub fn Stats(d: GroupsDashboard) -> impl IntoView {
    let published = d
        .published_at
        .map_or_else(String::new, |at| format!("published {}", day(at.date_naive())));
    let (waiting, tone) = match d.mentees_unplaced {
        0 => ("nobody is left out".to_owned(), Tone::Plain),
        n => (format!("{} without a place", count(n)), Tone::Attention),
    };
    let ties = d.new_tie_rate.map_or_else(|| "none".to_owned(), percent);
    let best = d
        .best_new_tie_rate
        .map_or_else(String::new, |best| format!("best possible {}", percent(best)));
    let load = format!(
        "{} spare; {:.1} mentees each, at most {}",
        count(d.mentors_spare),
        d.load_mean,
        d.load_max
    );
    view! {
        <dl class="grid grid-cols-1 min-[360px]:grid-cols-2 lg:grid-cols-4 gap-3 sm:gap-4">
            <Stat label="Groups" value=count(d.groups) note=published/>
            <Stat label="Mentees placed" value=count(d.mentees_placed) note=waiting tone/>
            <Stat label="New ties" value=ties note=best/>
            <Stat label="Mentors with a group" value=count(d.mentors_used) note=load/>
        </dl>
    }
}

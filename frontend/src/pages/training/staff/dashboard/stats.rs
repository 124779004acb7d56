use crate::ui::{Stat, Tone};
use crate::wording::{count, percent, some};
use cairn_domain::training::TrainingDashboard;
use leptos::prelude::*;

#[component]
pub fn Stats(d: TrainingDashboard) -> impl IntoView {
    let share = percent(d.cleared as f64 / d.mentors.max(1) as f64);
    let minutes = format!("about {} of training each", some(d.minutes, "minute", "minutes"));
    let (stuck, tone) = match d.stuck {
        0 => ("nobody is stuck".to_owned(), Tone::Plain),
        n => (format!("{} stuck", count(n)), Tone::Attention),
    };
    view! {
        <dl class="grid grid-cols-1 min-[360px]:grid-cols-2 lg:grid-cols-4 gap-3 sm:gap-4">
            <Stat label="Mentors" value=count(d.mentors) note=minutes/>
            <Stat label="Cleared to mentor" value=count(d.cleared) note=format!("{share} of all") tone=Tone::Good/>
            <Stat label="In progress" value=count(d.in_progress) note=stuck tone/>
            <Stat label="Not started" value=count(d.not_started) note="not one step yet"/>
        </dl>
    }
}

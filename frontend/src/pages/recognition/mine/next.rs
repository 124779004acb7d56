use super::frame::Mine;
use super::log::LogButton;
use crate::pages::recognition::names::award_name;
use crate::wording::in_words;
use cairn_domain::recognition::{GrantState, MyAward, MyRecognition, RuleStep};
use leptos::prelude::*;
use std::cmp::Ordering;

/// Whether somebody has an award now.
pub fn has(award: &MyAward) -> bool {
    award.grant.as_ref().is_some_and(|g| g.state == GrantState::Valid)
}

/// The award that one is closest to, of those one never had.
pub fn nearest(mine: &MyRecognition) -> Option<&MyAward> {
    let open = mine.awards.iter().filter(|a| a.grant.is_none());
    open.min_by_key(|a| a.progress.missing)
}

/// The missing step that is closest to done.
fn closest_step(award: &MyAward) -> Option<&RuleStep> {
    let share = |s: &RuleStep| f64::from(s.have) / f64::from(s.need.max(1));
    let missing = award.progress.steps.iter().filter(|s| !s.is_met);
    missing.max_by(|a, b| share(a).partial_cmp(&share(b)).unwrap_or(Ordering::Equal))
}

/// Where one is on the way to the next award: the short of it, and the rest.
pub fn sentences(mine: &MyRecognition) -> (String, String) {
    let Some(award) = nearest(mine) else {
        return nothing_next(mine);
    };
    let name = award_name(&award.name, award.tier);
    let far = closest_step(award).map(|s| (s.label.clone(), format!("{} of {} so far", s.have, s.need)));
    match (award.progress.missing, far) {
        (0, _) => (
            format!("You have earned {name}"),
            "Staff give it to you soon. You need not do anything.".to_owned(),
        ),
        (1, Some((label, far))) => (
            format!("One step to go: {label}"),
            format!("Then you have earned {name}. {far}."),
        ),
        (n, far) => (
            format!("{} steps to go for {name}", in_words(u64::from(n))),
            far.map_or_else(String::new, |(label, far)| format!("Closest: {label}, {far}.")),
        ),
    }
}

/// What is said where there is no award to work for.
fn nothing_next(mine: &MyRecognition) -> (String, String) {
    let (title, detail) = match mine.awards.iter().find(|a| !has(a)) {
        Some(taken) => {
            let name = award_name(&taken.name, taken.tier);
            return (
                format!("{name} was taken back"),
                "Read why below. If you think that this is wrong, you can appeal.".to_owned(),
            );
        }
        None if mine.awards.is_empty() => (
            "Every hour you log is kept",
            "Your scheme has not set up awards yet. What you write down counts as soon as it has.",
        ),
        None => (
            "You have every award there is",
            "Well done. What you still do stays in your record.",
        ),
    };
    (title.to_owned(), detail.to_owned())
}

/// The one thing to do next, big and clear.
#[component]
pub fn NextAward(one: MyRecognition, mine: Mine) -> impl IntoView {
    let (title, detail) = sentences(&one);
    view! {
        <section class="card p-5 sm:p-6 bg-primary text-primary-content border-0 sm:flex-row sm:items-center gap-4">
            <div class="mr-auto min-w-0">
                <h2 class="text-sm font-semibold">"What is next"</h2>
                <p class="text-xl sm:text-2xl font-semibold mt-1 wrap-anywhere">{title}</p>
                <p class="mt-1 empty:hidden">{detail}</p>
            </div>
            <LogButton mine class="btn bg-base-100 text-base-content border-0 shrink-0 mt-3 sm:mt-0"/>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cairn_domain::ids::{AwardId, ParticipantId, SchemeId};
    use cairn_domain::recognition::{Assessment, EvidenceSums};
    use uuid::Uuid;

    fn step(label: &str, have: u32, need: u32) -> RuleStep {
        RuleStep {
            label: label.to_owned(),
            have,
            need,
            is_met: have >= need,
            block: 0,
        }
    }

    fn award(name: &str, steps: Vec<RuleStep>) -> MyAward {
        let missing = steps.iter().filter(|s| !s.is_met).count() as u32;
        MyAward {
            award_id: AwardId(Uuid::nil()),
            name: name.to_owned(),
            tier: None,
            description: String::new(),
            progress: Assessment {
                is_met: missing == 0,
                missing,
                steps,
            },
            grant: None,
        }
    }

    fn with(awards: Vec<MyAward>) -> MyRecognition {
        MyRecognition {
            scheme_id: SchemeId(Uuid::nil()),
            scheme_name: String::new(),
            participant_id: ParticipantId(Uuid::nil()),
            sums: EvidenceSums {
                minutes: 0,
                hear_minutes: 0,
                credit_minutes: 0,
                meetings: 0,
                weeks_active: 0,
                reflection_words: 0,
                thanked_by: 0,
                is_signed_off: false,
                modules: 0,
                waiting: 0,
            },
            awards,
            hear: Vec::new(),
            hear_label: "HEAR".to_owned(),
            wbl: None,
            appeals: Vec::new(),
            thanks: Vec::new(),
            skills_statement: String::new(),
            skills_version: 1,
        }
    }

    #[test]
    fn the_award_with_the_fewest_missing_steps_comes_first() {
        let far = award(
            "Gold",
            vec![step("50 hours", 1, 50), step("8 meetings held", 0, 8)],
        );
        let near = award(
            "Bronze",
            vec![step("10 hours", 7, 10), step("1 meeting held", 1, 1)],
        );
        let (title, detail) = sentences(&with(vec![far, near]));
        assert_eq!(title, "One step to go: 10 hours");
        assert_eq!(detail, "Then you have earned Bronze. 7 of 10 so far.");
    }

    #[test]
    fn of_several_steps_the_closest_is_named() {
        let one = award(
            "Gold",
            vec![step("50 hours", 1, 50), step("8 meetings held", 6, 8)],
        );
        let (title, detail) = sentences(&with(vec![one]));
        assert_eq!(title, "Two steps to go for Gold");
        assert_eq!(detail, "Closest: 8 meetings held, 6 of 8 so far.");
    }

    #[test]
    fn what_is_earned_waits_for_staff() {
        let (title, _) = sentences(&with(vec![award("Gold", vec![step("1 hour", 1, 1)])]));
        assert_eq!(title, "You have earned Gold");
        assert_eq!(sentences(&with(vec![])).0, "Every hour you log is kept");
    }
}

use crate::ui::Form;
use cairn_domain::recruitment::rubric::{Criterion, CriterionScore};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The levels that somebody chooses, one for each criterion.
#[derive(Clone, Copy)]
pub struct LevelsDraft(RwSignal<BTreeMap<String, u8>>);

impl LevelsDraft {
    pub fn of(scores: &[CriterionScore]) -> Self {
        let levels = scores.iter().map(|s| (s.key.clone(), s.level)).collect();
        Self(RwSignal::new(levels))
    }

    /// What was chosen, in the rubric's order; or the criterion that has no level yet.
    pub fn read(self, rubric: &[Criterion]) -> Result<Vec<CriterionScore>, String> {
        self.0.with_untracked(|levels| {
            rubric
                .iter()
                .map(|c| match levels.get(&c.key) {
                    Some(level) => Ok(CriterionScore {
                        key: c.key.clone(),
                        level: *level,
                    }),
                    None => Err(format!("Choose a level for {}.", c.name)),
                })
                .collect()
        })
    }

    /// Whether it is what was kept.
    pub fn is(self, scores: &[CriterionScore]) -> bool {
        self.0.with(|levels| {
            levels.len() == scores.len() && scores.iter().all(|s| levels.get(&s.key) == Some(&s.level))
        })
    }
}

/// The rubric to choose from: each level in words.
#[component]
pub fn Levels(form: Form, rubric: Vec<Criterion>, draft: LevelsDraft) -> impl IntoView {
    let all = rubric.into_iter().map(|c| criterion(c, draft)).collect_view();
    view! {
        <div class="grid gap-5">{all}</div>
        <p class="text-sm text-error font-semibold mt-2 empty:hidden">{move || form.fault("/scores")}</p>
    }
}

fn criterion(c: Criterion, draft: LevelsDraft) -> AnyView {
    let name = format!("level-{}", c.key);
    let key = StoredValue::new(c.key);
    let levels = (1_u8..)
        .zip(c.anchors)
        .map(|(level, words)| {
            let chosen = move || key.with_value(|key| draft.0.with(|all| all.get(key) == Some(&level)));
            view! {
                <label class="flex gap-3 items-start py-2 cursor-pointer">
                    <input
                        type="radio"
                        name=name.clone()
                        class="radio radio-primary mt-1 shrink-0"
                        prop:checked=chosen
                        on:change=move |_| draft.0.update(|all| {
                            all.insert(key.get_value(), level);
                        })
                    />
                    <span><span class="font-semibold">{level}</span>{format!(": {words}")}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset>
            <legend class="font-bold text-lg">{c.name}</legend>
            <p class="text-sm opacity-80">{c.guidance}</p>
            <div class="mt-1">{levels}</div>
        </fieldset>
    }
    .into_any()
}

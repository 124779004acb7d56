use super::desk::Desk;
use leptos::prelude::*;

/// The pages of the editor, as `?part=` names them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Details,
    Lessons,
    Scenario,
    Checklist,
    Quiz,
    Versions,
}

impl Tab {
    const ALL: [Self; 6] = [
        Self::Details,
        Self::Lessons,
        Self::Scenario,
        Self::Checklist,
        Self::Quiz,
        Self::Versions,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Details => "details",
            Self::Lessons => "lessons",
            Self::Scenario => "scenario",
            Self::Checklist => "checklist",
            Self::Quiz => "quiz",
            Self::Versions => "versions",
        }
    }
    const fn label(self) -> &'static str {
        match self {
            Self::Details => "Details",
            Self::Lessons => "Lessons",
            Self::Scenario => "Scenario",
            Self::Checklist => "Checklist",
            Self::Quiz => "Quiz",
            Self::Versions => "Versions",
        }
    }
    pub fn named(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|t| t.word() == word)
            .unwrap_or(Self::Details)
    }
    /// Where the field of a pointer stands.
    pub fn of(pointer: &str) -> Self {
        let first = pointer.split('/').nth(1).unwrap_or_default();
        Self::named(first)
    }
}

#[component]
pub fn Tabs(desk: Desk, tab: Memo<Tab>) -> impl IntoView {
    let gaps = Memo::new(move |_| {
        desk.gaps()
            .into_iter()
            .map(|(at, _)| Tab::of(&at))
            .collect::<Vec<_>>()
    });
    let links = Tab::ALL
        .into_iter()
        .map(|t| {
            let here = Memo::new(move |_| tab.get() == t);
            let missing = move || {
                let n = gaps.with(|all| all.iter().filter(|g| **g == t).count());
                (desk.checking.get() && n > 0).then(|| {
                    view! { <span class="badge badge-warning badge-sm">{n}<span class="sr-only">" missing"</span></span> }
                })
            };
            view! {
                <li>
                    <a
                        class="btn btn-sm"
                        class:btn-neutral=move || here.get()
                        class:btn-ghost=move || !here.get()
                        data-noscroll="true"
                        href=desk.href(&format!("?part={}", t.word()))
                        aria-current=move || here.get().then_some("page")
                    >
                        {t.label()}
                        {missing}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <nav aria-label="Parts of the module" class="mb-5 -mx-1"><ul class="flex flex-wrap gap-1">{links}</ul></nav> }
}

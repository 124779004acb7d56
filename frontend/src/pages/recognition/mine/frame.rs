//! What a mentor's own recognition pages share: the scheme that is looked at, the numbers behind everything, and the two forms that
//! open from several places. The forms stand beside what is asked anew, so that news never takes away what somebody types.

use super::appeal::{AppealDialog, AppealDraft};
use super::log::{LogDialog, LogDraft};
use super::skills::SkillsDialog;
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::ui::{EmptyState, PageHeader};
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use cairn_domain::recognition::MyRecognition;
use icondata_lu as lu;
use leptos::prelude::*;

/// What makes these pages ask again.
pub const TOPICS: &[Topic] = &[Topic::Recognition, Topic::Training];

#[derive(Clone, Copy)]
pub struct Mine {
    pub query: Query,
    /// The scheme that the page shows; none before the answer is here, or for somebody who mentors nowhere.
    pub scheme: Memo<Option<SchemeId>>,
    pub log: LogDraft,
    pub appeal: RwSignal<Option<AppealDraft>>,
    pub skills: RwSignal<bool>,
    changed: RwSignal<u32>,
}

impl Mine {
    fn new() -> Self {
        let changed = RwSignal::new(0);
        let address = Address::here();
        let query = Query::new(
            move || {
                changed.track();
                "/me/recognition".to_owned()
            },
            TOPICS,
        );
        Self {
            query,
            scheme: Memo::new(move |_| Some(picked(query.value()?, &address.get("scheme"))?.scheme_id)),
            log: LogDraft::new(),
            appeal: RwSignal::new(None),
            skills: RwSignal::new(false),
            changed,
        }
    }

    /// What the page shows, once it is here.
    pub fn value(self) -> Option<MyRecognition> {
        let scheme = self.scheme.get()?;
        let all = self.query.value::<Vec<MyRecognition>>()?;
        all.into_iter().find(|r| r.scheme_id == scheme)
    }

    /// Asks again for everything on the page.
    pub fn reload(self) {
        let _ = self.changed.try_update(|n| *n += 1);
    }

    /// Subscribes to [`Self::reload`].
    pub fn track(self) {
        self.changed.track();
    }
}

/// The scheme of the address, or the first.
fn picked(all: Vec<MyRecognition>, wanted: &str) -> Option<MyRecognition> {
    let at = all.iter().position(|r| r.scheme_id.to_string() == wanted);
    all.into_iter().nth(at.unwrap_or(0))
}

/// A page of recognition. `show` is made anew with every news; `rest`, below it, only for another scheme.
#[component]
pub fn Frame(
    /// What the page is called before there is anything to show.
    title: &'static str,
    show: fn(MyRecognition, Mine) -> AnyView,
    #[prop(optional)] rest: Option<fn(SchemeId, Mine) -> AnyView>,
) -> impl IntoView {
    let address = Address::here();
    let mine = Mine::new();
    view! {
        {loaded(mine.query, move |all: Vec<MyRecognition>| {
            let switch = (all.len() > 1).then(|| view! { <Switch all=all.clone() mine/> });
            match picked(all, &address.get("scheme")) {
                None => view! { <Nothing title/> }.into_any(),
                Some(one) => view! { {switch} {show(one, mine)} }.into_any(),
            }
        })}
        {move || mine.scheme.get().zip(rest).map(|(scheme, rest)| untrack(|| rest(scheme, mine)))}
        <LogDialog mine/>
        <AppealDialog mine/>
        <SkillsDialog mine/>
    }
}

#[component]
fn Nothing(title: &'static str) -> impl IntoView {
    view! {
        <PageHeader title/>
        <EmptyState
            glyph=lu::LuAward
            title="There is nothing to show yet"
            text="Your hours, awards and thanks appear here as soon as you mentor in a scheme. Staff write to you then."
        />
    }
}

/// Which scheme one looks at, for somebody who mentors in several.
#[component]
fn Switch(all: Vec<MyRecognition>, mine: Mine) -> impl IntoView {
    let address = Address::here();
    let options = all
        .into_iter()
        .map(|r| {
            let id = r.scheme_id;
            view! { <option value=id.to_string() prop:selected=move || mine.scheme.get() == Some(id)>{r.scheme_name}</option> }
        })
        .collect_view();
    view! {
        <div class="mb-4 max-w-sm">
            <label for="recognition-scheme" class="block text-sm opacity-80 mb-1">"Scheme"</label>
            <select
                id="recognition-scheme"
                class="select select-sm w-full font-semibold"
                on:change:target=move |ev| address.set("scheme", &ev.target().value())
            >
                {options}
            </select>
        </div>
    }
}

//! A GET that stays fresh: asked again when its address changes, when a live update touches it, and on request.

use super::{Problem, live, request};
use crate::ui::{ErrorState, Loading, PageHeader};
use cairn_domain::operations::Topic;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a query has so far. Kept as text: it is parsed where it is shown, so that this is in the bundle once.
#[derive(Clone, Copy)]
pub struct Query {
    answer: RwSignal<Option<Result<String, Problem>>>,
    asked: RwSignal<u32>,
}

impl Query {
    /// Asks for `path()` now, whenever what it reads changes, and when a live update is about one of `topics`.
    pub fn new(path: impl Fn() -> String + 'static, topics: &'static [Topic]) -> Self {
        let query = Self {
            answer: RwSignal::new(None),
            asked: RwSignal::new(0),
        };
        let turn = StoredValue::new(0_u32);
        Effect::new(move |_| {
            let path = path();
            query.asked.track();
            for topic in topics {
                live::track(*topic);
            }
            let mine = turn.get_value() + 1;
            turn.set_value(mine);
            spawn_local(async move {
                let answer = request::get(path).text().await;
                // A later question has been asked meanwhile, or the page is gone: this answer is of no use.
                let wanted = turn.try_get_value() == Some(mine);
                if wanted && query.answer.with_untracked(|old| is_news(old.as_ref(), &answer)) {
                    query.answer.set(Some(answer));
                }
            });
        });
        query
    }

    pub fn reload(self) {
        self.asked.update(|n| *n += 1);
    }

    /// Shows what the server answered to a change, without asking again.
    pub fn put<T: Serialize>(self, value: &T) {
        if let Ok(text) = serde_json::to_string(value) {
            let _ = self.answer.try_set(Some(Ok(text)));
        }
    }

    /// The answer, once there is a good one.
    pub fn value<T: DeserializeOwned>(self) -> Option<T> {
        self.answer.with(|a| match a {
            Some(Ok(text)) => request::parse(text).ok(),
            _ => None,
        })
    }
}

/// A live update often changes nothing that this page shows: then the page stays as it is, focus and all. So it does when the
/// server can't be asked for a moment: what was seen is worth more than an apology, and it is asked again once it is back.
fn is_news(old: Option<&Result<String, Problem>>, new: &Result<String, Problem>) -> bool {
    match (old, new) {
        (Some(Ok(a)), Ok(b)) => a != b,
        (Some(Ok(_)), Err(problem)) => !is_passing(problem.status),
        _ => true,
    }
}

/// The connection, or the server's own trouble: no word about what was asked for.
const fn is_passing(status: u16) -> bool {
    matches!(status, 0 | 429 | 500..)
}

/// Shows a query: bones while it loads, what went wrong with a way to try again, or `show` with the answer.
pub fn loaded<T: DeserializeOwned + 'static>(
    query: Query,
    show: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    (move || {
        let answer = query.answer.with(|a| {
            a.as_ref().map(|a| {
                a.as_ref()
                    .map_or_else(|p| Err(p.clone()), |t| request::parse::<T>(t))
            })
        });
        match answer {
            None => view! { <Loading/> }.into_any(),
            Some(Ok(value)) => show(value),
            Some(Err(problem)) => {
                let title = is_untitled().then(|| view! { <PageHeader title="This can't be shown now"/> });
                view! {
                    {title}
                    <ErrorState problem on_retry=move || query.reload()/>
                }
                .into_any()
            }
        }
    })
    .into_any()
}

/// A page whose title is in the answer has none without it.
fn is_untitled() -> bool {
    document().query_selector("h1").is_ok_and(|h1| h1.is_none())
}

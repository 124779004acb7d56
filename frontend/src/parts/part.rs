use crate::client::Problem;
use crate::client::request::plain;
use crate::ui::{ErrorState, Loading, PageHeader};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use std::pin::Pin;

type Fetching<F> = Pin<Box<dyn Future<Output = Result<F, SplitLoaderError>>>>;

/// A part of the program that is fetched when it is first needed, and the function that leads into it.
#[derive(Clone, Copy)]
pub struct Part<F: Copy + Send + Sync + 'static> {
    entry: RwSignal<Option<Result<F, Problem>>>,
    asked: StoredValue<bool>,
    fetching: fn() -> Fetching<F>,
}

impl<F: Copy + Send + Sync + 'static> Part<F> {
    pub fn new(fetching: fn() -> Fetching<F>) -> Self {
        Self {
            entry: RwSignal::new(None),
            asked: StoredValue::new(false),
            fetching,
        }
    }

    /// Fetches it, once.
    pub fn fetch(self) {
        if self.asked.try_get_value() != Some(false) {
            return;
        }
        self.asked.set_value(true);
        spawn_local(async move {
            let entry = (self.fetching)().await.map_err(|_| missing());
            // One that could not be fetched ahead is asked for again when it is needed.
            let _ = self.asked.try_set_value(entry.is_ok());
            let _ = self.entry.try_set(Some(entry));
        });
    }

    /// Shows something of this part. Until it is here, `meanwhile` is shown around the bones of a page.
    pub fn enter(
        self,
        show: impl Fn(F) -> AnyView + Send + 'static,
        meanwhile: fn(AnyView) -> AnyView,
    ) -> AnyView {
        self.fetch();
        (move || match self.entry.get() {
            Some(Ok(entry)) => untrack(|| show(entry)),
            None => meanwhile(view! { <Loading/> }.into_any()),
            Some(Err(problem)) => meanwhile(
                view! {
                    <PageHeader title="This page can't be shown now"/>
                    <ErrorState problem on_retry=again/>
                }
                .into_any(),
            ),
        })
        .into_any()
    }
}

/// A new version of Cairn has new files, and takes the old ones away: only the whole page knows the names of the new ones.
fn again(_: ()) {
    let _ = window().location().reload();
}

fn missing() -> Problem {
    plain(
        0,
        "The rest of Cairn could not be fetched. Check your connection, then try again.",
    )
}

//! The app comes in three parts, so that a visitor's phone fetches only what a visitor sees: the first is this program's
//! start and the pages for anybody; `own` is the frame and the pages of everybody who is signed in; `staff` is the pages of
//! those who run a scheme.
//!
//! The bundler cuts the program at the two `wasm_split` functions below. Each answers with the function that leads into its
//! part; once that is here, going there is an ordinary call.

mod gate;
mod own;
mod part;
mod staff;

use crate::session::kept;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use part::Part;
use std::time::Duration;

/// Shows the page of the current address in the frame of the signed-in app.
type OwnView = fn() -> AnyView;
/// Shows the page of the path it is given.
type StaffPage = fn(&str) -> AnyView;

#[wasm_split(own, wasm_split_path = leptos::wasm_split, fallible)]
fn fetch_own() -> Result<OwnView, SplitLoaderError> {
    Ok(own::view)
}

#[wasm_split(staff, wasm_split_path = leptos::wasm_split, fallible)]
fn fetch_staff() -> Result<StaffPage, SplitLoaderError> {
    Ok(staff::page)
}

/// How long the first page has the line to itself.
const PAUSE: Duration = Duration::from_secs(2);

#[derive(Clone, Copy)]
pub struct Parts {
    pub own: Part<OwnView>,
    pub staff: Part<StaffPage>,
}

pub fn use_parts() -> Parts {
    use_context().unwrap_or_else(Parts::new)
}

impl Parts {
    fn new() -> Self {
        Self {
            own: Part::new(|| Box::pin(fetch_own())),
            staff: Part::new(|| Box::pin(fetch_staff())),
        }
    }

    /// Makes the parts known to every page. For somebody who was signed in last time it fetches theirs at once, while the
    /// server is still asked who is here.
    pub fn provide() -> Self {
        let parts = Self::new();
        provide_context(parts);
        if let Some(staff) = kept::was_in() {
            parts.fetch(staff);
        }
        parts
    }

    /// Fetches what somebody who is signed in is about to need.
    pub fn fetch(self, staff: bool) {
        self.own.fetch();
        if staff {
            self.staff.fetch();
        }
    }

    /// Fetches the next part while a visitor fills in a form, once their own page has had its turn.
    pub fn fetch_ahead(self) {
        set_timeout(move || self.own.fetch(), PAUSE);
    }
}

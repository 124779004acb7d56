//! A programme's learning outcomes while they are being written.

use crate::pages::recognition::staff::names::{in_hours, minutes_from};
use crate::pages::training::staff::Rows;
use cairn_domain::ids::WblOutcomeId;
use cairn_domain::recognition::{WblOutcomeContent, WblOutcomeInput, WblOutcomeView};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct OutcomeDraft {
    id: Option<WblOutcomeId>,
    pub code: RwSignal<String>,
    pub text: RwSignal<String>,
    pub hours: RwSignal<String>,
}

impl OutcomeDraft {
    pub fn empty() -> Self {
        Self::with(None, "", "", 600)
    }

    fn with(id: Option<WblOutcomeId>, code: &str, text: &str, minutes: u32) -> Self {
        Self {
            id,
            code: RwSignal::new(code.to_owned()),
            text: RwSignal::new(text.to_owned()),
            hours: RwSignal::new(in_hours(minutes)),
        }
    }

    pub fn rows(outcomes: &[WblOutcomeView]) -> Rows<Self> {
        let row = |o: &WblOutcomeView| {
            let c = &o.content;
            let draft = Self::with(Some(o.id), &c.code, &c.text, c.minutes_needed);
            (o.id.to_string(), draft)
        };
        Rows::of("outcome", outcomes.iter().map(row))
    }

    /// What is written. A box of hours without a number reads as more than anybody may ask for: it is refused beside the box.
    pub fn read(self) -> WblOutcomeInput {
        WblOutcomeInput {
            id: self.id,
            content: WblOutcomeContent {
                code: self.code.get().trim().to_owned(),
                text: self.text.get().trim().to_owned(),
                minutes_needed: minutes_from(&self.hours.get()).unwrap_or(u32::MAX),
            },
        }
    }
}

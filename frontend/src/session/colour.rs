//! Light or dark, at once and on the next visit before the first paint (see `boot/theme.js`).

use super::kept;
use cairn_domain::identity::ColourMode;
use leptos::prelude::*;

pub fn apply(mode: ColourMode) {
    let theme = match mode {
        ColourMode::System => None,
        ColourMode::Light => Some("cairn"),
        ColourMode::Dark => Some("cairn-night"),
    };
    kept::keep_theme(theme);
    if let Some(root) = document().document_element() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

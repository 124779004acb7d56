//! Changes to a scheme's path. The whole path is sent each time, so that what is kept is what is on the page.

use crate::client::{Query, put};
use crate::session::use_session;
use crate::ui::{Form, tell};
use cairn_domain::identity::Action;
use cairn_domain::ids::{SchemeId, TrainingModuleId};
use cairn_domain::training::{ModuleSummary, PathItem, TrainingPath};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

#[derive(Clone, Copy)]
pub struct PathDesk {
    pub form: Form,
    /// The path is the whole scheme's: not for those who see a part of it.
    pub may_edit: bool,
    scheme: SchemeId,
    query: Query,
    items: RwSignal<Vec<PathItem>>,
}

impl PathDesk {
    pub fn new(scheme: SchemeId, query: Query) -> Self {
        let session = use_session();
        Self {
            form: Form::new("path"),
            may_edit: untrack(|| session.may_all_of(Action::EditTraining, scheme)),
            scheme,
            query,
            items: RwSignal::new(Vec::new()),
        }
    }

    pub fn take(self, modules: &[ModuleSummary]) {
        let items = modules.iter().filter(|m| !m.is_archived).map(|m| PathItem {
            module_id: m.id,
            is_compulsory: m.is_compulsory,
            is_included: m.is_included,
        });
        self.items.set(items.collect());
    }

    /// Puts a module one place up or down.
    pub fn shift(self, id: TrainingModuleId, up: bool, title: String) {
        let mut items = self.items.get_untracked();
        let Some(now) = items.iter().position(|i| i.module_id == id) else {
            return;
        };
        let to = if up { now.checked_sub(1) } else { Some(now + 1) };
        let Some(to) = to.filter(|to| *to < items.len()) else {
            return;
        };
        items.swap(now, to);
        let said = format!("{title} is now number {}.", to + 1);
        self.save(items, said, button_id(id, up));
    }

    /// Changes how a module stands in the path.
    pub fn stand(self, id: TrainingModuleId, standing: Standing, title: String) {
        let mut items = self.items.get_untracked();
        for item in items.iter_mut().filter(|i| i.module_id == id) {
            item.is_included = standing != Standing::LeftOut;
            item.is_compulsory = standing == Standing::Compulsory;
        }
        let said = format!("{title}: {}.", standing.label().to_lowercase());
        self.save(items, said, select_id(id));
    }

    fn save(self, items: Vec<PathItem>, said: String, focus: String) {
        let tell = tell();
        let scheme = self.scheme;
        self.form.run(async move {
            let modules: Vec<ModuleSummary> = put(format!("/schemes/{scheme}/training-path"))
                .json(&TrainingPath { items })
                .read()
                .await?;
            tell(&said);
            self.query.put(&modules);
            focus_on(focus);
            Ok(())
        });
    }
}

/// How a module stands in a scheme's path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Compulsory,
    Optional,
    LeftOut,
}

impl Standing {
    pub const ALL: [Self; 3] = [Self::Compulsory, Self::Optional, Self::LeftOut];

    pub const fn of(m: &ModuleSummary) -> Self {
        match (m.is_included, m.is_compulsory) {
            (false, _) => Self::LeftOut,
            (true, true) => Self::Compulsory,
            (true, false) => Self::Optional,
        }
    }
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Compulsory => "compulsory",
            Self::Optional => "optional",
            Self::LeftOut => "left_out",
        }
    }
    pub const fn label(self) -> &'static str {
        match self {
            Self::Compulsory => "Compulsory",
            Self::Optional => "Optional",
            Self::LeftOut => "Left out",
        }
    }
}

pub fn button_id(id: TrainingModuleId, up: bool) -> String {
    format!("module-{id}-{}", if up { "up" } else { "down" })
}

pub fn select_id(id: TrainingModuleId) -> String {
    format!("module-{id}-standing")
}

/// The list is drawn anew: what was pressed gets the focus back.
fn focus_on(id: String) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

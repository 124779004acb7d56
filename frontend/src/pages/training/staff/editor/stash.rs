//! What was written and not saved, kept in memory while the app is open: the browser's back button can't be held, but nothing is
//! lost by it.

use cairn_domain::ids::TrainingModuleId;
use cairn_domain::training::ModuleContent;
use std::cell::RefCell;
use std::collections::HashMap;

thread_local! {
    static KEPT: RefCell<HashMap<TrainingModuleId, (i32, ModuleContent)>> = RefCell::new(HashMap::new());
}

/// What was not saved of a module; nothing when it has been changed since.
pub fn of(module: TrainingModuleId, version: i32) -> Option<ModuleContent> {
    KEPT.with_borrow(|kept| {
        kept.get(&module)
            .filter(|(then, _)| *then == version)
            .map(|(_, content)| content.clone())
    })
}

pub fn keep(module: TrainingModuleId, version: i32, content: Option<ModuleContent>) {
    KEPT.with_borrow_mut(|kept| match content {
        Some(content) => kept.insert(module, (version, content)),
        None => kept.remove(&module),
    });
}

use super::draft::ModuleDraft;
use super::stash;
use crate::client::{Problem, Query, delete, post, put};
use crate::ui::{Form, tell};
use cairn_domain::ids::{SchemeId, TrainingModuleId};
use cairn_domain::problem::Check;
use cairn_domain::training::{ModuleContent, ModuleSummary, ModuleView, PublishModule};
use leptos::prelude::*;

/// A module on the desk: what is written, what the server has, and how the one becomes the other.
#[derive(Clone, Copy)]
pub struct Desk {
    pub scheme: SchemeId,
    pub module: TrainingModuleId,
    pub draft: ModuleDraft,
    /// Faults of the last attempt to save, by pointer.
    pub form: Form,
    /// What is written differs from what is saved.
    pub dirty: Signal<bool>,
    /// Gaps are shown beside their fields.
    pub checking: RwSignal<bool>,
    pub view: RwSignal<ModuleView>,
    /// What is written, as content.
    pub content: Memo<ModuleContent>,
    query: Query,
}

impl Desk {
    pub fn new(scheme: SchemeId, view: ModuleView, query: Query) -> Self {
        let module = view.summary.id;
        let saved = ModuleDraft::of(&view.content).read_untracked();
        let kept = stash::of(module, view.summary.version);
        let draft = ModuleDraft::of(kept.as_ref().unwrap_or(&view.content));
        if kept.is_some() {
            tell()("What you had not saved is back.");
        }
        // What the server has, as a draft would read it: empty and absent parts compare as the same.
        let view = RwSignal::new(ModuleView {
            content: saved,
            ..view
        });
        let content = Memo::new(move |_| draft.read());
        let dirty = Signal::derive(move || content.with(|c| view.with(|v| *c != v.content)));
        Effect::new(move |_| {
            let version = view.with(|v| v.summary.version);
            let unsaved = dirty.get().then(|| content.get());
            stash::keep(module, version, unsaved);
        });
        Self {
            scheme,
            module,
            draft,
            form: Form::new("module"),
            dirty,
            checking: RwSignal::new(false),
            view,
            content,
            query,
        }
    }

    pub fn summary(self) -> ModuleSummary {
        self.view.with(|v| v.summary.clone())
    }
    pub fn may_edit(self) -> bool {
        self.view
            .with_untracked(|v| v.summary.may_edit && !v.summary.is_archived)
    }
    pub fn href(self, rest: &str) -> String {
        format!("/schemes/{}/training/modules/{}{rest}", self.scheme, self.module)
    }

    /// Edits are given up: they are not offered again.
    pub fn give_up(self) {
        let version = self.view.with_untracked(|v| v.summary.version);
        stash::keep(self.module, version, None);
    }

    /// Where a field stands on the page.
    pub fn id(self, pointer: &str) -> String {
        self.form.field_id(pointer)
    }
    /// What is wrong with a field: as the server said, or while gaps are shown, what is missing.
    pub fn fault(self, pointer: &str) -> Option<String> {
        self.form.fault(pointer).or_else(|| {
            let gap = || self.gaps().into_iter().find(|(at, _)| at == pointer);
            self.checking.get().then(gap).flatten().map(|(_, what)| what)
        })
    }
    /// What stands in the way of publishing what is written. What only the server can find, like links that are not allowed, is
    /// known once it is saved.
    pub fn gaps(self) -> Vec<(String, String)> {
        let mut gaps = self.content.with(ModuleContent::gaps);
        if !self.dirty.get() {
            let of_server = self.view.with(|v| v.gaps.clone());
            for gap in of_server.into_iter().map(|g| (g.pointer, g.detail)) {
                if !gaps.contains(&gap) {
                    gaps.push(gap);
                }
            }
        }
        gaps
    }
    /// There is something that is not published.
    pub fn has_news(self) -> bool {
        self.dirty.get() || self.view.with(|v| v.summary.has_draft)
    }

    pub fn save(self) {
        let tell = tell();
        self.form.run(async move {
            self.keep().await?;
            tell("The draft is saved.");
            Ok(())
        });
    }

    /// Sends what is written. What can't be kept is refused here already, beside its field.
    async fn keep(self) -> Result<(), Problem> {
        let content = self.content.get_untracked();
        let faults = content.faults();
        if !faults.is_empty() {
            return Err(refused(faults));
        }
        let version = self.view.with_untracked(|v| v.summary.version);
        let view: ModuleView = put(format!("/training-modules/{}/draft", self.module))
            .json(&content)
            .if_match(version)
            .read()
            .await?;
        self.take(view, content);
        Ok(())
    }

    /// What the server has now; `content` is what was sent to it.
    fn take(self, view: ModuleView, content: ModuleContent) {
        let _ = self.view.try_set(ModuleView { content, ..view });
    }

    /// Saves what is not saved, and publishes it as the next version.
    pub fn publish(self, form: Form, note: String, open: RwSignal<bool>) {
        let tell = tell();
        form.run(async move {
            if self.dirty.get_untracked() {
                self.keep().await?;
            }
            let version = self.view.with_untracked(|v| v.summary.version);
            let answer = post(format!("/training-modules/{}/publication", self.module))
                .json(&PublishModule { note })
                .if_match(version)
                .read::<ModuleView>()
                .await;
            if answer.as_ref().is_err_and(|p| p.status == 422) {
                // What is missing is shown where it can be put right.
                open.set(false);
                self.checking.set(true);
            }
            let view = answer?;
            let number = view.summary.published.unwrap_or(1);
            let content = self.content.get_untracked();
            self.take(view, content);
            open.set(false);
            tell(&format!(
                "Version {number} is published. Mentors who start now get it."
            ));
            Ok(())
        });
    }

    /// Does something with the module as a whole, and reads it anew.
    pub fn change(self, form: Form, what: Change, said: &'static str) {
        let tell = tell();
        form.run(async move {
            let version = self.view.with_untracked(|v| v.summary.version);
            let module = self.module;
            let call = match what {
                Change::DiscardDraft => delete(format!("/training-modules/{module}/draft")),
                Change::PutAway => post(format!("/training-modules/{module}/archive")),
                Change::BringBack => delete(format!("/training-modules/{module}/archive")),
            };
            call.if_match(version).done().await?;
            stash::keep(module, version, None);
            tell(said);
            self.query.reload();
            Ok(())
        });
    }

    /// The place in the path has changed.
    pub fn placed(self, new: ModuleView) {
        self.view.update(|v| {
            v.summary = new.summary;
        });
    }
}

/// What can be done with a module as a whole.
#[derive(Clone, Copy)]
pub enum Change {
    DiscardDraft,
    PutAway,
    BringBack,
}

fn refused(faults: Vec<(String, String)>) -> Problem {
    let mut problem =
        crate::client::request::plain(422, "Something has to be put right before this can be saved.");
    problem.errors = faults
        .into_iter()
        .map(|(pointer, detail)| cairn_domain::problem::FieldError { pointer, detail })
        .collect();
    problem
}

//! The proposal on the board, who is being carried, and how changes reach the server.

use crate::client::{Query, post};
use crate::ui::Form;
use cairn_domain::groups::{MoveInProposal, ProposalView, ProposedGroup, ProposedMentee};
use cairn_domain::ids::{ParticipantId, SchemeId};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Somebody on the board who can be moved.
#[derive(Clone, PartialEq)]
pub struct Carried {
    pub id: ParticipantId,
    pub name: String,
    /// Where they are now; absent when they have no place.
    pub from: Option<u32>,
    pub mentee: bool,
}

#[derive(Clone, Copy)]
pub struct Carry {
    pub scheme: SchemeId,
    pub view: RwSignal<Option<ProposalView>>,
    /// Being dragged.
    pub dragged: RwSignal<Option<Carried>>,
    /// Whose menu is open.
    pub asked: RwSignal<Option<Carried>>,
    pub form: Form,
    query: Query,
}

impl Carry {
    pub fn new(scheme: SchemeId, query: Query) -> Self {
        Self {
            scheme,
            view: RwSignal::new(None),
            dragged: RwSignal::new(None),
            asked: RwSignal::new(None),
            form: Form::new("board"),
            query,
        }
    }

    /// Shows what the server has, unless the board is already newer. What it shows already is not drawn again.
    pub fn take(self, view: ProposalView) {
        let newer = self.view.with_untracked(|old| {
            old.as_ref()
                .is_none_or(|o| o.summary.version <= view.summary.version && *o != view)
        });
        if newer {
            self.view.set(Some(view));
        }
    }

    pub fn reload(self) {
        self.query.reload();
    }

    fn version(self) -> Option<(cairn_domain::ids::ProposalId, i32)> {
        self.view
            .with_untracked(|v| v.as_ref().map(|v| (v.summary.id, v.summary.version)))
    }

    /// Moves somebody; says so, and puts the focus where they are now.
    pub fn put(self, who: Carried, to_group: Option<u32>, tell: impl Fn(&str) + 'static) {
        let Some((proposal, version)) = self.version().filter(|_| who.from != to_group) else {
            return;
        };
        let change = MoveInProposal {
            participant_id: who.id,
            to_group,
        };
        self.form.run(async move {
            let view: ProposalView = post(format!("/proposals/{proposal}/moves"))
                .if_match(version)
                .json(&change)
                .read()
                .await?;
            let place = to_group
                .and_then(|i| view.groups.iter().find(|g| g.index == i))
                .map(|g| g.label.clone());
            self.asked.set(None);
            self.take(view);
            tell(&match place {
                Some(label) => format!("{} is now in {label}.", who.name),
                None => format!("{} is out of every group.", who.name),
            });
            focus_on(who.id);
            Ok(())
        });
    }

    pub fn undo(self, tell: impl Fn(&str) + 'static) {
        let Some((proposal, version)) = self.version() else {
            return;
        };
        self.form.run(async move {
            let view: ProposalView = post(format!("/proposals/{proposal}/undo"))
                .if_match(version)
                .read()
                .await?;
            self.take(view);
            tell("The last move is taken back.");
            Ok(())
        });
    }
}

pub fn element_id(person: ParticipantId) -> String {
    format!("person-{person}")
}

/// After a move the card is drawn anew: the person's button gets the focus back, so that the keyboard's way goes on.
fn focus_on(person: ParticipantId) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&element_id(person)) {
            let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

pub fn carried_mentee(m: &ProposedMentee, group: &ProposedGroup) -> Carried {
    Carried {
        id: m.id,
        name: m.name.clone(),
        from: Some(group.index),
        mentee: true,
    }
}

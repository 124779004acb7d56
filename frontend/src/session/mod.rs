//! Who is signed in, what they may do, and which scheme they are looking at.

mod colour;
pub mod kept;

pub use colour::apply as apply_colour;

use crate::client::{self, Problem, access, live};
use cairn_domain::cohorts::SchemeView;
use cairn_domain::identity::policy::{Scope, permits, scope_for};
use cairn_domain::identity::{AccessToken, Action, Actor, Me, Role, SignIn};
use cairn_domain::ids::SchemeId;
use cairn_domain::paging::Page;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How far the app knows who is here.
#[derive(Clone, PartialEq)]
pub enum State {
    /// Asking the server whether there is a session.
    Opening,
    Out,
    In(Box<Me>),
    /// The server can't be asked.
    Failed(Problem),
}

#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<State>,
    schemes: RwSignal<Vec<SchemeView>>,
    chosen: RwSignal<Option<SchemeId>>,
}

pub fn use_session() -> Session {
    use_context().unwrap_or_else(Session::empty)
}

impl Session {
    fn empty() -> Self {
        Self {
            state: RwSignal::new(State::Opening),
            schemes: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(kept::scheme()),
        }
    }

    /// Makes the session known to every page, and looks whether one is still open from last time.
    pub fn provide() -> Self {
        let session = Self::empty();
        provide_context(session);
        let ended = access::ended();
        Effect::new(move |before: Option<()>| {
            ended.track();
            if before.is_some() {
                session.forget();
            }
        });
        Effect::new(move |_| {
            if session.is_in() {
                live::open();
            }
        });
        session.resume();
        session
    }

    pub fn resume(self) {
        self.state.set(State::Opening);
        spawn_local(async move {
            if access::renew().await {
                if let Err(problem) = self.load().await {
                    self.state.set(State::Failed(problem));
                }
            } else {
                self.forget();
            }
        });
    }

    pub async fn sign_in(self, who: SignIn) -> Result<(), Problem> {
        let token = client::post("/auth/sign-in")
            .json(&who)
            .read::<AccessToken>()
            .await?;
        self.accept(token).await
    }

    /// Goes on with a token that a sign-in or an accepted invitation gave.
    pub async fn accept(self, token: AccessToken) -> Result<(), Problem> {
        access::keep(Some(token.access_token));
        self.load().await
    }

    /// Reads again who is signed in, after a change of profile or roles.
    pub async fn load(self) -> Result<(), Problem> {
        let me: Me = client::get("/me").read().await?;
        let staff = me.grants.iter().any(|g| is_staff(g.grant.role));
        // A role may still wait for its reach, such as a tutor's for their group: then there is no scheme to ask for.
        if staff && scope_for(&actor(&me), Action::ReadScheme).is_some() {
            let page: Page<SchemeView> = client::get("/schemes?limit=200").read().await?;
            self.schemes.set(page.items);
        }
        self.keep(me);
        Ok(())
    }

    pub fn keep(self, me: Me) {
        colour::apply(me.settings.colour_mode);
        kept::keep_in(Some(me.grants.iter().any(|g| is_staff(g.grant.role))));
        self.state.set(State::In(Box::new(me)));
    }

    pub async fn sign_out(self, everywhere: bool) -> Result<(), Problem> {
        let path = if everywhere {
            "/auth/sign-out-everywhere"
        } else {
            "/auth/sign-out"
        };
        client::post(path).done().await?;
        self.forget();
        Ok(())
    }

    fn forget(self) {
        live::close();
        access::keep(None);
        kept::keep_in(None);
        self.schemes.set(Vec::new());
        if self.state.with_untracked(|s| *s != State::Out) {
            self.state.set(State::Out);
        }
    }

    pub fn state(self) -> State {
        self.state.get()
    }
    pub fn is_in(self) -> bool {
        self.state.with(|s| matches!(s, State::In(_)))
    }
    pub fn me(self) -> Option<Me> {
        self.state.with(|s| {
            if let State::In(me) = s {
                Some((**me).clone())
            } else {
                None
            }
        })
    }

    /// Somebody who runs the scheme, not somebody in it.
    pub fn is_staff(self) -> bool {
        self.state
            .with(|s| matches!(s, State::In(me) if me.grants.iter().any(|g| is_staff(g.grant.role))))
    }
    pub fn is_in_groups(self) -> bool {
        self.state
            .with(|s| matches!(s, State::In(me) if me.grants.iter().any(|g| !is_staff(g.grant.role))))
    }

    /// Whether an action is allowed somewhere in the current scheme. The server asks again; this only hides what would be refused.
    pub fn may(self, action: Action) -> bool {
        match self.scheme() {
            Some(scheme) => self.may_in(action, scheme),
            None => self
                .me()
                .is_some_and(|me| me.grants.iter().any(|g| permits(g.grant.role, action))),
        }
    }

    /// Whether an action is allowed in this scheme.
    pub fn may_in(self, action: Action, scheme: SchemeId) -> bool {
        self.reach(action).is_some_and(|s| s.touches(scheme))
    }
    /// Whether an action is allowed in all of this scheme, not only for some of its people.
    pub fn may_all_of(self, action: Action, scheme: SchemeId) -> bool {
        self.reach(action).is_some_and(|s| s.covers(scheme))
    }
    /// Whether an action is allowed anywhere.
    pub fn may_somewhere(self, action: Action) -> bool {
        self.reach(action).is_some()
    }
    /// Whether an action is allowed in the whole institution.
    pub fn may_everywhere(self, action: Action) -> bool {
        self.reach(action).is_some_and(|s| s.is_institution())
    }
    fn reach(self, action: Action) -> Option<Scope> {
        scope_for(&actor(&self.me()?), action)
    }

    /// The strongest role, in words.
    pub fn role_label(self) -> &'static str {
        self.me()
            .and_then(|me| me.grants.iter().map(|g| g.grant.role).min())
            .map_or("", Role::label)
    }

    pub fn schemes(self) -> Vec<SchemeView> {
        self.schemes.get()
    }
    /// The scheme that was last looked at, or the first one this person has.
    pub fn scheme(self) -> Option<SchemeId> {
        let known = self.schemes.with(|all| {
            let chosen = self
                .chosen
                .get()
                .filter(|c| all.is_empty() || all.iter().any(|s| s.id == *c));
            chosen.or_else(|| all.first().map(|s| s.id))
        });
        known.or_else(|| self.me()?.grants.iter().find_map(|g| g.grant.scheme_id))
    }
    pub fn scheme_name(self, id: SchemeId) -> String {
        self.schemes.with(|all| {
            all.iter()
                .find(|s| s.id == id)
                .map_or_else(String::new, |s| s.input.name.clone())
        })
    }
    /// Remembers the scheme that an address names.
    pub fn look_at(self, id: SchemeId) {
        if self.chosen.get_untracked() != Some(id) {
            kept::keep_scheme(id);
            self.chosen.set(Some(id));
        }
    }
}

fn actor(me: &Me) -> Actor {
    Actor {
        person_id: me.person_id,
        session_id: None,
        grants: me.grants.iter().map(|g| g.grant.clone()).collect(),
    }
}

pub const fn is_staff(role: Role) -> bool {
    !matches!(role, Role::Mentor | Role::Mentee)
}

//! A mentor's path with how far they are on it: read once, asked often.

use super::asked::Asks;
use super::path::{self, Stone};
use crate::cohorts::mentor_place::Place;
use crate::cohorts::roll::local_day;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::training::entity::{conduct_signature as signature, training_progress as progress};
use crate::training::store::learning as store;
use cairn_domain::identity::Scope;
use cairn_domain::ids::TrainingModuleId;
use cairn_domain::training::progress::state;
use cairn_domain::training::{ModuleState, MyModule, Progress, TrainingSettings};
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

/// A mentor's path with everything they did on it.
pub struct Walk {
    pub place: Place,
    pub stones: Vec<Stone>,
    pub rows: HashMap<Uuid, progress::Model>,
    pub asks: Asks,
    pub today: NaiveDate,
}

impl Walk {
    /// # Errors
    /// When the database can't be read.
    pub async fn of<C: sea_orm::ConnectionTrait>(
        db: &C,
        scope: &Scope,
        place: Place,
        ctx: &Ctx,
    ) -> Result<Self> {
        let all = path::of_scheme(db, scope, place.scheme_id()).await?;
        let rows = store::progress_of(db, scope, place.id()).await?;
        Ok(Self {
            stones: path::for_programme(all, place.mentor.programme_id.map(Into::into)),
            rows: rows.into_iter().map(|r| (r.module_id, r)).collect(),
            asks: Asks::read(db, place.scheme_id()).await?,
            today: local_day(&place.scheme.time_zone, ctx.now),
            place,
        })
    }

    pub(super) fn row(&self, id: TrainingModuleId) -> Option<&progress::Model> {
        self.rows.get(&id.0)
    }

    fn in_date(&self, id: TrainingModuleId) -> bool {
        self.row(id)
            .is_some_and(|r| r.completed_on.is_some() && r.expires_on.is_none_or(|e| self.today <= e))
    }

    pub fn stone(&self, id: TrainingModuleId) -> Result<&Stone> {
        self.stones
            .iter()
            .find(|s| s.id == id)
            .ok_or_else(|| Problem::not_found("training module"))
    }

    pub fn waits_for(&self, stone: &Stone) -> Vec<String> {
        path::waits_for(stone, &self.stones, |id| self.in_date(id))
    }

    /// A module as it stands in the list. The parts that are done are counted where the content is at hand.
    pub fn module(&self, stone: &Stone) -> MyModule {
        let row = self.row(stone.id);
        let waits_for = self.waits_for(stone);
        let (completed_on, expires_on) = row.map_or((None, None), |r| (r.completed_on, r.expires_on));
        let own = row.filter(|r| r.content_version.is_some());
        let progress: Progress = own.map(|r| read(&r.progress)).unwrap_or_default();
        let done = progress.lessons_read.len() + progress.ticked.len();
        let done = u32::try_from(done).unwrap_or(0)
            + u32::from(progress.scenario_done)
            + u32::from(progress.quiz_passed);
        let state = state(
            !waits_for.is_empty(),
            own.is_some(),
            completed_on,
            expires_on,
            self.today,
        );
        MyModule {
            id: stone.id,
            key: stone.key.clone(),
            title: stone.title.clone(),
            summary: String::new(),
            minutes: stone.minutes,
            is_compulsory: stone.is_compulsory,
            asked_from: self
                .still_to_come(self.asks.module(stone.id.0).from)
                .filter(|_| !self.is_in_force(stone)),
            state,
            waits_for,
            done: if matches!(state, ModuleState::Completed | ModuleState::DueSoon) {
                stone.parts
            } else {
                done.min(stone.parts)
            },
            parts: stone.parts,
            completed_on,
            expires_on,
            source: row.and_then(|r| r.source.as_deref()).and_then(|s| s.parse().ok()),
        }
    }

    /// Whether a module is asked of this mentor today.
    fn is_in_force(&self, stone: &Stone) -> bool {
        let programme = self.place.mentor.programme_id;
        let now = self.asks.in_force(&self.stones, programme, self.today);
        now.iter().any(|s| s.id == stone.id)
    }

    /// The first day on which something is asked, when that is not today or before.
    pub fn still_to_come(&self, from: Option<NaiveDate>) -> Option<NaiveDate> {
        from.filter(|f| *f > self.today)
    }

    /// Everything that stands between this mentor and their clearance, in words.
    pub fn missing(
        &self,
        modules: &[MyModule],
        settings: &TrainingSettings,
        signatures: &[signature::Model],
    ) -> Vec<String> {
        let mentor = &self.place.mentor;
        let mut missing: Vec<String> = modules
            .iter()
            .filter(|m| m.is_compulsory && m.asked_from.is_none())
            .filter(|m| !matches!(m.state, ModuleState::Completed | ModuleState::DueSoon))
            .map(|m| match m.state {
                ModuleState::Lapsed => format!("Refresh \u{201c}{}\u{201d}", m.title),
                _ => format!("Complete \u{201c}{}\u{201d}", m.title),
            })
            .collect();
        if !modules.iter().any(|m| m.is_compulsory) {
            // Checks alone clear nobody.
            let staff = "No training is set for you yet. Staff will look after that, or clear you themselves";
            missing.push(staff.to_owned());
        }
        if settings.code_of_conduct_needed && !self.has_signed(settings, signatures) {
            missing.push("Sign the code of conduct".to_owned());
        }
        let reference_asked =
            settings.reference_needed && self.still_to_come(self.asks.reference().from).is_none();
        if reference_asked && mentor.reference_seen_on.is_none() {
            missing
                .push("Your scheme still needs a reference for you. Staff will look after that".to_owned());
        }
        missing
    }

    /// Whether what they signed counts today.
    fn has_signed(&self, settings: &TrainingSettings, signatures: &[signature::Model]) -> bool {
        let since = self.asks.conduct(settings.code_of_conduct_version);
        let current =
            |s: &signature::Model| s.conduct_version.unsigned_abs() == settings.code_of_conduct_version;
        let is_to_come = self.still_to_come(since.from).is_some();
        signatures.iter().any(current)
            || is_to_come
                && since
                    .after_version
                    .is_none_or(|v| signatures.iter().any(|s| s.conduct_version >= v))
    }

    pub fn modules(&self) -> Vec<MyModule> {
        self.stones.iter().map(|s| self.module(s)).collect()
    }
}

/// How far somebody is, as it is kept.
pub(super) fn read(json: &serde_json::Value) -> Progress {
    serde_json::from_value(json.clone()).unwrap_or_default()
}

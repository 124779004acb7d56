//! What a scheme asks of its mentors, and from which day.
//!
//! Whatever way something new comes to be asked (a module that is published or placed, a check that is switched on, another version of
//! the code of conduct, an upgrade that brings a module), it is noticed where clearances are worked out, and asked from a day that
//! leaves those who are cleared time to do it. Where nobody is cleared yet, it is asked at once.

use super::path::{self, Stone};
use crate::cohorts::entity::participant;
use crate::cohorts::service::participants::BY_TRAINING;
use crate::problem::Result;
use crate::training::entity::training_asked as asked;
use crate::training::store::mentors::{cleared, present};
use crate::work::Work;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::TrainingSettings;
use chrono::{Duration, NaiveDate};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _, Set};
use std::collections::HashMap;
use uuid::Uuid;

const REFERENCE: &str = "reference";
const CONDUCT: &str = "conduct:";

/// When one thing is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// Absent: always.
    pub from: Option<NaiveDate>,
    /// Until then, who signed this version of the code or a later one need not sign again; absent: nobody need.
    pub after_version: Option<i32>,
}

/// Everything that a scheme asks, with when.
#[derive(Clone, Debug, Default)]
pub struct Asks(HashMap<String, Since>);

impl Asks {
    pub fn module(&self, id: Uuid) -> Since {
        self.0.get(&id.to_string()).copied().unwrap_or_default()
    }

    pub fn reference(&self) -> Since {
        self.0.get(REFERENCE).copied().unwrap_or_default()
    }

    pub fn conduct(&self, version: u32) -> Since {
        let key = format!("{CONDUCT}{version}");
        self.0.get(&key).copied().unwrap_or_default()
    }

    /// The compulsory modules that are asked of somebody on a day: where none is asked yet, all of them, as for their clearance.
    pub fn in_force<'a>(
        &self,
        stones: &'a [Stone],
        programme: Option<Uuid>,
        today: NaiveDate,
    ) -> Vec<&'a Stone> {
        let theirs = || stones.iter().filter(|s| s.is_compulsory && s.is_for(programme));
        let is_asked = |s: &&Stone| self.module(s.id.0).from.is_none_or(|f| f <= today);
        if theirs().any(|s| is_asked(&s)) {
            theirs().filter(is_asked).collect()
        } else {
            theirs().collect()
        }
    }

    /// # Errors
    /// When the database can't be read.
    pub async fn read<C: ConnectionTrait>(db: &C, scheme: SchemeId) -> Result<Self> {
        let rows = asked::Entity::find()
            .filter(asked::Column::SchemeId.eq(scheme.0))
            .all(db)
            .await?;
        let since = |r: &asked::Model| Since {
            from: r.asked_from,
            after_version: r.after_version,
        };
        Ok(Self(
            rows.into_iter().map(|r| (r.what.clone(), since(&r))).collect(),
        ))
    }

    /// Notes what is new and forgets what is asked no more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note(
        work: &Work,
        scheme: SchemeId,
        stones: &[Stone],
        settings: &TrainingSettings,
        today: NaiveDate,
    ) -> Result<Self> {
        let before = Self::read(work.tx(), scheme).await?;
        let wanted = wanted(stones, settings);
        let has_new = wanted.iter().any(|what| !before.0.contains_key(what));
        // Where nothing was noted before, nothing is new: a scheme asks for the first time, or an earlier version asked without notes.
        let grace =
            if has_new && !before.0.is_empty() && somebody_is_cleared(work.tx(), scheme, today).await? {
                Some(settings.grace_days)
            } else {
                None
            };
        let now = before.next(&wanted, grace, today);
        let gone: Vec<&String> = before
            .0
            .iter()
            .filter(|(what, since)| now.0.get(*what) != Some(*since))
            .map(|(what, _)| what)
            .collect();
        if !gone.is_empty() {
            asked::Entity::delete_many()
                .filter(asked::Column::SchemeId.eq(scheme.0))
                .filter(asked::Column::What.is_in(gone))
                .exec(work.tx())
                .await?;
        }
        let new: Vec<asked::ActiveModel> = now
            .0
            .iter()
            .filter(|(what, since)| before.0.get(*what) != Some(*since))
            .map(|(what, since)| asked::ActiveModel {
                id: Set(Uuid::now_v7()),
                scheme_id: Set(scheme.0),
                what: Set(what.clone()),
                asked_from: Set(since.from),
                after_version: Set(since.after_version),
            })
            .collect();
        if new.is_empty() {
            return Ok(now);
        }
        // Somebody else may have noticed at the same time: theirs stands, and is the same.
        asked::Entity::insert_many(new)
            .on_conflict(
                OnConflict::columns([asked::Column::SchemeId, asked::Column::What])
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(work.tx())
            .await?;
        Ok(now)
    }

    /// `grace_days`: how long something new is not asked yet; absent where nobody is cleared whom it could cost their clearance.
    fn next(&self, wanted: &[String], grace_days: Option<u32>, today: NaiveDate) -> Self {
        let from = grace_days.map(|days| today + Duration::days(i64::from(days)));
        let kept = wanted.iter().map(|what| {
            let since = self.0.get(what).copied().unwrap_or_else(|| Since {
                from,
                after_version: what
                    .starts_with(CONDUCT)
                    .then(|| self.signed_so_far(today))
                    .flatten(),
            });
            (what.clone(), since)
        });
        Self(kept.collect())
    }

    /// The version of the code that counts until another is asked.
    fn signed_so_far(&self, today: NaiveDate) -> Option<i32> {
        let (version, since) = self
            .0
            .iter()
            .find_map(|(what, since)| Some((what.strip_prefix(CONDUCT)?.parse().ok()?, since)))?;
        if since.from.is_some_and(|f| f > today) {
            since.after_version
        } else {
            Some(version)
        }
    }
}

/// Whether training has cleared anybody who is in the scheme now.
async fn somebody_is_cleared<C: ConnectionTrait>(db: &C, scheme: SchemeId, today: NaiveDate) -> Result<bool> {
    let scope = path::house()?;
    let found = participant::Entity::find()
        .filter(present(&scope, scheme))
        .filter(cleared(today))
        .filter(participant::Column::ClearanceBy.eq(BY_TRAINING))
        .limit(1)
        .one(db)
        .await?;
    Ok(found.is_some())
}

fn wanted(stones: &[Stone], settings: &TrainingSettings) -> Vec<String> {
    let modules = stones
        .iter()
        .filter(|s| s.is_compulsory)
        .map(|s| s.id.0.to_string());
    let code = settings
        .code_of_conduct_needed
        .then(|| format!("{CONDUCT}{}", settings.code_of_conduct_version));
    let reference = settings.reference_needed.then(|| REFERENCE.to_owned());
    modules.chain(code).chain(reference).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 1).unwrap_or_default() + Duration::days(n)
    }

    fn next(wanted: &[&str], before: &Asks, grace_days: Option<u32>, today: NaiveDate) -> Asks {
        let wanted: Vec<String> = wanted.iter().map(|w| (*w).to_owned()).collect();
        before.next(&wanted, grace_days, today)
    }

    fn asks(wanted: &[&str], before: &Asks, today: NaiveDate) -> Asks {
        next(wanted, before, Some(14), today)
    }

    #[test]
    fn what_costs_nobody_a_clearance_is_asked_at_once_and_the_rest_after_the_days_of_grace() {
        let first = next(&["a"], &Asks::default(), None, day(0));
        assert_eq!(first.0["a"], Since::default());
        assert_eq!(next(&["a", "b"], &first, None, day(5)).0["b"].from, None);
        let second = asks(&["a", "b"], &first, day(5));
        assert_eq!(second.0["a"].from, None);
        assert_eq!(second.0["b"].from, Some(day(19)));
        // What is noted stays as it is, however often it is looked at.
        assert_eq!(asks(&["a", "b"], &second, day(9)).0["b"].from, Some(day(19)));
        assert!(!asks(&["a"], &second, day(9)).0.contains_key("b"));
    }

    #[test]
    fn an_earlier_signature_counts_until_the_new_version_is_asked() {
        let one = next(&["a", "conduct:1"], &Asks::default(), None, day(0));
        let two = asks(&["a", "conduct:2"], &one, day(5));
        assert_eq!(two.conduct(2).after_version, Some(1));
        // A third version while the second is not asked yet: still the first.
        assert_eq!(
            asks(&["a", "conduct:3"], &two, day(6)).conduct(3).after_version,
            Some(1)
        );
        assert_eq!(
            asks(&["a", "conduct:3"], &two, day(30)).conduct(3).after_version,
            Some(2)
        );
        // Switched on anew, nobody has signed anything that counts.
        let none = asks(&["a"], &Asks::default(), day(0));
        let on = asks(&["a", "conduct:4"], &none, day(5)).conduct(4);
        assert_eq!((on.from, on.after_version), (Some(day(19)), None));
    }
}

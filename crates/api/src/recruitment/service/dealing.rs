//! Who scores what: scorers are chosen, and applications are dealt out to them evenly.

use super::weighing::{Scores, weigh};
use super::{content, selection};
use crate::cohorts::{reach, tutoring};
use crate::ctx::Ctx;
use crate::identity::store as identity;
use crate::mail::{Letter, letters};
use crate::problem::{Problem, Result};
use crate::recruitment::entity::{application, call_scorer, recruitment_call as call, scoring};
use crate::recruitment::store::{calls, scorings as store};
use crate::work::Work;
use cairn_domain::cohorts::is_email;
use cairn_domain::identity::Scope;
use cairn_domain::ids::{CallId, PersonId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::scorers::{Dealt, Task, deal};
use cairn_domain::recruitment::scoring::{Ties, may_score, scorers_needed};
use cairn_domain::recruitment::{ApplicationDraft, CallContent, CallScorers, ScoringState, SelectionView};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Sets who scores, and what everybody scores. Who is taken off keeps what they have scored; what they had to read goes to others with
/// the next dealing.
///
/// # Errors
/// 404 or 403 out of reach, 422 for somebody who is not staff of the scheme, and for an application to another call.
pub async fn set_scorers(ctx: &Ctx, scope: &Scope, id: CallId, input: CallScorers) -> Result<SelectionView> {
    let mut work = ctx.begin(scope).await?;
    let call = calls::one(work.tx(), scope, id, true).await?;
    let scheme = SchemeId(call.scheme_id);
    reach::whole_scheme(work.tx(), scope, scheme).await?;
    let staff = identity::staff(work.tx(), scheme).await?;
    let to_score = store::to_score(work.tx(), call.id).await?;
    let mut faults = vec![];
    for (n, person) in input.person_ids.iter().enumerate() {
        if !staff.iter().any(|p| p.id == person.0) {
            faults.push((
                format!("/person_ids/{n}"),
                "Choose somebody who has a role in this scheme.".to_owned(),
            ));
        }
    }
    for (n, application) in input.calibration_ids.iter().enumerate() {
        if !to_score.iter().any(|a| a.id == application.0) {
            faults.push((
                format!("/calibration_ids/{n}"),
                "Choose applications to this call that wait for a decision.".to_owned(),
            ));
        }
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let wanted: BTreeSet<Uuid> = input.person_ids.iter().map(|p| p.0).collect();
    let there: BTreeSet<Uuid> = store::scorers(work.tx(), call.id).await?.into_iter().collect();
    let gone: Vec<Uuid> = there.difference(&wanted).copied().collect();
    let mut touched = vec![];
    if !gone.is_empty() {
        call_scorer::Entity::delete_many()
            .filter(call_scorer::Column::CallId.eq(call.id))
            .filter(call_scorer::Column::PersonId.is_in(gone.clone()))
            .exec(work.tx())
            .await?;
        let unread = scoring::Entity::find()
            .filter(scoring::Column::CallId.eq(call.id))
            .filter(scoring::Column::PersonId.is_in(gone))
            .filter(scoring::Column::State.eq(ScoringState::Given.as_str()))
            .all(work.tx())
            .await?;
        touched.extend(unread.iter().map(|s| s.application_id));
        scoring::Entity::delete_many()
            .filter(scoring::Column::Id.is_in(unread.iter().map(|s| s.id)))
            .exec(work.tx())
            .await?;
    }
    for person in wanted.difference(&there) {
        call_scorer::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(call.scheme_id),
            call_id: Set(call.id),
            person_id: Set(*person),
            created_at: Set(work.now),
        }
        .insert(work.tx())
        .await?;
    }
    calibrate(&work, &to_score, &input).await?;
    weigh(&work, &content(&call)?, &touched).await?;
    let sentence = format!("Chose {} scorers for {}.", wanted.len(), call.title);
    work.audit(Some(scheme), "recruitment.scorers_set", Some(call.id), sentence)
        .await?;
    work.announce(Topic::Recruitment, call.id, Some(scheme));
    work.commit().await?;
    selection::view(ctx, scope, id).await
}

async fn calibrate(work: &Work, to_score: &[application::Model], input: &CallScorers) -> Result<()> {
    let wanted: BTreeSet<Uuid> = input.calibration_ids.iter().map(|a| a.0).collect();
    for is_it in [true, false] {
        let those: Vec<Uuid> = to_score
            .iter()
            .filter(|a| wanted.contains(&a.id) == is_it && a.is_calibration != is_it)
            .map(|a| a.id)
            .collect();
        if those.is_empty() {
            continue;
        }
        application::Entity::update_many()
            .col_expr(application::Column::IsCalibration, Expr::value(is_it))
            .filter(application::Column::Id.is_in(those))
            .exec(work.tx())
            .await?;
    }
    Ok(())
}

/// Deals out every application that has too few scorers. What is dealt already stays.
///
/// # Errors
/// 404 or 403 out of reach, 409 without scorers.
pub async fn deal_out(ctx: &Ctx, scope: &Scope, id: CallId) -> Result<SelectionView> {
    let mut work = ctx.begin(scope).await?;
    let call = calls::one(work.tx(), scope, id, true).await?;
    let scheme = SchemeId(call.scheme_id);
    reach::whole_scheme(work.tx(), scope, scheme).await?;
    let to_score = store::to_score(work.tx(), call.id).await?;
    let round = Round::read(&work, &call, to_score).await?;
    if round.scorers.is_empty() {
        return Err(
            Problem::conflict("no-scorers", "Nobody scores this call yet.").detail("Choose scorers first.")
        );
    }
    let made = round.deal(&work, &call).await?;
    if !made.is_empty() {
        let sentence = format!("Gave out {} scorings of {}.", made.len(), call.title);
        work.audit(Some(scheme), "recruitment.dealt", Some(call.id), sentence)
            .await?;
        tell(&mut work, &call, &made).await?;
        work.announce(Topic::Recruitment, call.id, Some(scheme));
        work.commit().await?;
    } else {
        drop(work);
    }
    selection::view(ctx, scope, id).await
}

/// Everything that a dealing looks at.
pub struct Round {
    content: CallContent,
    pub scorers: Vec<Uuid>,
    applications: Vec<application::Model>,
    scorings: HashMap<Uuid, Vec<scoring::Model>>,
    /// What each scorer has in all, of the whole call.
    loads: HashMap<Uuid, u32>,
    numbers: HashMap<Uuid, i32>,
    ties: HashSet<(Uuid, Uuid)>,
}

impl Round {
    /// # Errors
    /// When the database can't be read.
    pub async fn read(
        work: &Work,
        call: &call::Model,
        applications: Vec<application::Model>,
    ) -> Result<Self> {
        let scorers = store::scorers(work.tx(), call.id).await?;
        let mut scorings: HashMap<Uuid, Vec<scoring::Model>> = HashMap::new();
        let (mut loads, mut numbers) = (HashMap::new(), HashMap::new());
        for row in store::of_call(work.tx(), call.id).await? {
            if row.state != ScoringState::Conflict.as_str() {
                *loads.entry(row.person_id).or_default() += 1;
            }
            let number = numbers.entry(row.person_id).or_default();
            *number = row.number.max(*number);
            scorings.entry(row.application_id).or_default().push(row);
        }
        let applicants: Vec<Uuid> = applications.iter().map(|a| a.person_id).collect();
        let tutees = tutoring::pairs(work.tx(), &scorers, &applicants).await?;
        let people = identity::people(work.tx(), &scorers).await?;
        let mut ties = HashSet::new();
        for a in &applications {
            let draft: ApplicationDraft = serde_json::from_value(a.draft.clone())?;
            let referee = draft.referee.map(|r| r.email).filter(|e| is_email(e));
            let referee = referee.as_deref().map(identity::email_key);
            for p in &people {
                let found = Ties {
                    is_self: p.id == a.person_id,
                    is_tutor: tutees.contains(&(p.id, a.person_id)),
                    is_referee: referee.is_some() && p.email_key == referee,
                };
                if may_score(found).is_err() {
                    ties.insert((p.id, a.id));
                }
            }
        }
        Ok(Self {
            content: super::content(call)?,
            scorers,
            applications,
            scorings,
            loads,
            numbers,
            ties,
        })
    }

    fn of(&self, application: Uuid) -> &[scoring::Model] {
        self.scorings.get(&application).map_or(&[], Vec::as_slice)
    }

    /// Whether somebody may be given an application that they don't have.
    pub fn is_free(&self, scorer: Uuid, application: Uuid) -> bool {
        !self.ties.contains(&(scorer, application))
            && !self.of(application).iter().any(|s| s.person_id == scorer)
    }

    fn needs(&self, a: &application::Model) -> Result<usize> {
        let scores = Scores::of(self.of(a.id))?;
        Ok(scorers_needed(
            scores.given,
            &scores.done,
            a.agreed.is_some(),
            usize::from(self.content.scorers_each),
            self.content.threshold,
        ))
    }

    /// How many scorers each application lacks, the calibration set first given to everybody.
    fn task(&self) -> Result<(Vec<(Uuid, usize)>, Task)> {
        let mut calibration = vec![];
        let mut needs = Vec::with_capacity(self.applications.len());
        let mut conflicts = BTreeSet::new();
        let mut loads: Vec<u32> = self
            .scorers
            .iter()
            .map(|s| self.loads.get(s).copied().unwrap_or(0))
            .collect();
        for (n, a) in self.applications.iter().enumerate() {
            let mut need = self.needs(a)?;
            for (s, scorer) in self.scorers.iter().enumerate() {
                if !self.is_free(*scorer, a.id) {
                    conflicts.insert((s, n));
                } else if a.is_calibration {
                    calibration.push((*scorer, n));
                    conflicts.insert((s, n));
                    loads[s] += 1;
                    need = need.saturating_sub(1);
                }
            }
            needs.push(u32::try_from(need).unwrap_or(0));
        }
        Ok((
            calibration,
            Task {
                loads,
                needs,
                conflicts,
            },
        ))
    }

    /// How many scorings nobody can be found for.
    ///
    /// # Errors
    /// When what is stored can't be read.
    pub async fn short(&self) -> Result<u64> {
        let (_, task) = self.task()?;
        let dealt = solve(task, 0).await?;
        Ok(dealt.short.iter().map(|(_, missing)| u64::from(*missing)).sum())
    }

    /// Gives out what is needed, and keeps it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn deal(mut self, work: &Work, call: &call::Model) -> Result<Vec<scoring::Model>> {
        let (calibration, task) = self.task()?;
        let seed = self.scorings.values().map(Vec::len).sum::<usize>() as u64 ^ call.id.as_u64_pair().1;
        let dealt = solve(task, seed).await?;
        let calibrated = calibration.into_iter().map(|(scorer, n)| (scorer, n, true));
        let others = dealt.pairs.iter().map(|(s, n)| (self.scorers[*s], *n, false));
        let pairs: Vec<(Uuid, usize, bool)> = calibrated.chain(others).collect();
        let mut made = Vec::with_capacity(pairs.len());
        for (scorer, n, is_calibration) in pairs {
            let application = self.applications[n].id;
            made.push(self.give(work, call, application, scorer, is_calibration));
        }
        keep(work, &self.content, &made).await?;
        Ok(made)
    }

    /// Gives one application to one scorer, the one who has least when nobody is named.
    ///
    /// # Errors
    /// 409 when nobody may have it, or the one who is named may not.
    pub async fn give_one(
        mut self,
        work: &Work,
        call: &call::Model,
        application: Uuid,
        named: Option<PersonId>,
    ) -> Result<scoring::Model> {
        let free = |s: &&Uuid| self.is_free(**s, application);
        let chosen = match named {
            Some(person) => self.scorers.iter().filter(free).find(|s| **s == person.0),
            None => self
                .scorers
                .iter()
                .filter(free)
                .min_by_key(|s| self.loads.get(s).copied().unwrap_or(0)),
        };
        let Some(chosen) = chosen.copied() else {
            return Err(Problem::conflict("nobody-free", "Nobody can score this now.").detail(
                "Each scorer of this call has it already, or is too close to the applicant. Add another scorer.",
            ));
        };
        let made = self.give(work, call, application, chosen, false);
        keep(work, &self.content, std::slice::from_ref(&made)).await?;
        Ok(made)
    }

    fn give(
        &mut self,
        work: &Work,
        call: &call::Model,
        application: Uuid,
        scorer: Uuid,
        is_calibration: bool,
    ) -> scoring::Model {
        let number = self.numbers.entry(scorer).or_default();
        *number += 1;
        scoring::Model {
            id: Uuid::now_v7(),
            scheme_id: call.scheme_id,
            call_id: call.id,
            application_id: application,
            person_id: scorer,
            number: *number,
            state: ScoringState::Given.as_str().to_owned(),
            is_calibration,
            scores: serde_json::json!([]),
            note: String::new(),
            conflict: None,
            done_at: None,
            created_at: work.now,
            version: 1,
        }
    }
}

async fn solve(task: Task, seed: u64) -> Result<Dealt> {
    tokio::task::spawn_blocking(move || deal(&task, seed))
        .await
        .map_err(|e| Problem::internal(&e))
}

async fn keep(work: &Work, content: &CallContent, made: &[scoring::Model]) -> Result<()> {
    use sea_orm::IntoActiveModel as _;
    for some in made.chunks(1000) {
        let rows = some.iter().map(|m| m.clone().into_active_model().reset_all());
        scoring::Entity::insert_many(rows)
            .exec_without_returning(work.tx())
            .await?;
    }
    let applications: BTreeSet<Uuid> = made.iter().map(|m| m.application_id).collect();
    weigh(work, content, &applications.into_iter().collect::<Vec<_>>()).await
}

/// One letter to each scorer who has something new to read.
///
/// # Errors
/// When the database refuses.
pub async fn tell(work: &mut Work, call: &call::Model, made: &[scoring::Model]) -> Result<()> {
    let mut by_scorer: BTreeMap<Uuid, usize> = BTreeMap::new();
    for m in made {
        *by_scorer.entry(m.person_id).or_default() += 1;
    }
    let ids: Vec<Uuid> = by_scorer.keys().copied().collect();
    let link = format!("{}/scorings", work.app.config.public_url);
    let people = identity::people(work.tx(), &ids).await?;
    let letters: Vec<Letter> = people
        .iter()
        .filter_map(|p| {
            let count = by_scorer.get(&p.id).copied().unwrap_or(0);
            let name = identity::first_name(p);
            let scheme = Some(SchemeId(call.scheme_id));
            Some(letters::applications_to_score(
                p.email.as_deref()?,
                name,
                &call.title,
                count,
                &link,
                scheme,
            ))
        })
        .collect();
    work.mail_all(letters).await
}

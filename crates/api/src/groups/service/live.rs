//! Changing live groups: one set of steps, checked against the rules, kept with everything that belongs to it.
//!
//! `Hands` holds the scheme while it works: what it read stays true until it is kept. Moves, late joiners, withdrawals and
//! rematches all go through it.

use super::picture::{self, Picture};
use super::{proposal, tell, unplaced};
use crate::cohorts::roll::Student;
use crate::ctx::Ctx;
use crate::groups::store::{live, rematch};
use crate::problem::{Problem, Result};
use crate::work::Work;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::formation::{self, FormedGroup, MentorMatch, Reason, Unplaced};
use cairn_domain::groups::{GroupChange, GroupChanges, RematchState};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{MentorGroupId, ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Live groups being changed.
pub struct Hands<'a> {
    pub work: Work,
    pub scope: &'a Scope,
    pub picture: Picture,
    /// The groups as they will be.
    pub groups: Vec<FormedGroup>,
    before: Vec<FormedGroup>,
    changes: Vec<GroupChange>,
    touched: BTreeSet<usize>,
    moved: BTreeSet<ParticipantId>,
}

impl<'a> Hands<'a> {
    /// Takes hold of a scheme's groups.
    ///
    /// # Errors
    /// 404 when the scheme isn't in reach.
    pub async fn on(ctx: &Ctx, scope: &'a Scope, scheme: SchemeId) -> Result<Self> {
        let work = ctx.begin(scope).await?;
        let picture = picture::load(work.tx(), scope, scheme, work.now, true).await?;
        let groups = picture.formed();
        Ok(Self {
            work,
            scope,
            picture,
            before: groups.clone(),
            groups,
            changes: vec![],
            touched: BTreeSet::new(),
            moved: BTreeSet::new(),
        })
    }

    /// The position of a group in reach.
    ///
    /// # Errors
    /// 422 at the pointer for a group that isn't there, has ended or is out of reach.
    pub fn find(&self, id: MentorGroupId, pointer: &str) -> Result<usize> {
        self.picture
            .live
            .iter()
            .position(|g| g.row.id == id.0)
            .filter(|at| self.picture.reaches_group(self.scope, &self.groups[*at]))
            .ok_or_else(|| {
                Problem::invalid_field(pointer, "Choose a group of this scheme that is still open.")
            })
    }

    pub fn id(&self, at: usize) -> MentorGroupId {
        MentorGroupId(self.picture.live[at].row.id)
    }

    pub fn label(&self, at: usize) -> &str {
        &self.picture.live[at].row.label
    }

    /// Where somebody is.
    pub fn places(&self, who: ParticipantId) -> Vec<usize> {
        let is_in = |g: &FormedGroup| g.mentees.contains(&who) || g.mentors.iter().any(|m| m.mentor == who);
        (0..self.groups.len())
            .filter(|at| is_in(&self.groups[*at]))
            .collect()
    }

    /// Gives somebody a place.
    ///
    /// # Errors
    /// When the database refuses: a mentee who has one already, for one.
    pub async fn join(
        &mut self,
        who: ParticipantId,
        role: ParticipantRole,
        at: usize,
        reasons: &[Reason],
    ) -> Result<()> {
        let row = live::new_member(
            self.picture.scheme.id,
            self.id(at),
            who,
            role,
            reasons,
            self.work.now,
        );
        live::add_members(self.work.tx(), self.scope, vec![row]).await?;
        match role {
            ParticipantRole::Mentee => self.groups[at].mentees.push(who),
            ParticipantRole::Mentor => self.groups[at].mentors.push(MentorMatch {
                mentor: who,
                reasons: reasons.to_vec(),
                score: 0,
            }),
        }
        let verb = match role {
            ParticipantRole::Mentee => "joined",
            ParticipantRole::Mentor => "is now a mentor of",
        };
        self.say(who, Some(at), verb);
        Ok(())
    }

    /// Ends somebody's place.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn leave(&mut self, who: ParticipantId, at: usize, reason: &str) -> Result<()> {
        let id = self.id(at);
        live::leave(self.work.tx(), self.scope, who, Some(id), reason, self.work.now).await?;
        self.groups[at].mentees.retain(|m| *m != who);
        self.groups[at].mentors.retain(|m| m.mentor != who);
        self.say(who, Some(at), "left");
        Ok(())
    }

    fn say(&mut self, who: ParticipantId, at: Option<usize>, verb: &str) {
        let place = at.map_or_else(String::new, |at| format!(" {}", self.label(at)));
        self.changes.push(GroupChange {
            sentence: format!("{} {verb}{place}.", self.picture.name(who)),
            group_id: at.map(|at| self.id(at)),
            participant_id: who,
        });
        self.touched.extend(at);
        self.moved.insert(who);
    }

    /// # Errors
    /// 409 with what the steps so far would break.
    pub fn must_keep_the_rules(&self) -> Result<()> {
        let settings = self.picture.settings();
        let broken = formation::newly_broken(&self.picture.roster, &settings, &self.before, &self.groups);
        if broken.is_empty() {
            return Ok(());
        }
        let problem = Problem::conflict("rules-broken", "That would break a rule, so nothing was changed.")
            .detail("See what stands in the way below, and choose another group or mend it first.");
        Err(broken.iter().fold(problem, |p, v| {
            p.error("/to_group_id", proposal::in_words(&self.picture, v))
        }))
    }

    /// What the people who moved had asked for is answered; what those who left had asked for is moot.
    async fn close_requests(&self) -> Result<()> {
        let stays = |id: &&ParticipantId| self.picture.students.get(id).is_some_and(Student::is_active);
        let (moved, gone): (Vec<ParticipantId>, Vec<_>) = self.moved.iter().partition(stays);
        for (people, state) in [(moved, RematchState::Moved), (gone, RematchState::Cancelled)] {
            let ids: Vec<Uuid> = people.iter().map(|p| p.0).collect();
            rematch::close_of(self.work.tx(), self.scope, &ids, state, self.work.now).await?;
        }
        Ok(())
    }

    /// Keeps the changes, tells the people, and says what was done.
    ///
    /// # Errors
    /// When the database refuses; then nothing was done.
    pub async fn keep(mut self, verb: &str, reason: &str, still: Vec<Unplaced>) -> Result<GroupChanges> {
        let still_unplaced = still
            .iter()
            .filter(|u| self.picture.reaches(self.scope, u.participant))
            .map(|u| unplaced::in_words(&self.picture, u))
            .collect();
        if self.changes.is_empty() {
            return Ok(GroupChanges {
                changes: vec![],
                still_unplaced,
            });
        }
        let scheme = self.picture.scheme.id;
        for at in self.touched.clone() {
            if self.groups[at].mentees.is_empty() && !self.before[at].mentees.is_empty() {
                let mentors = std::mem::take(&mut self.groups[at].mentors);
                self.moved.extend(mentors.iter().map(|m| m.mentor));
                live::close(self.work.tx(), self.scope, self.id(at), self.work.now).await?;
            }
        }
        let ids: Vec<Uuid> = self.touched.iter().map(|at| self.id(*at).0).collect();
        live::touch(self.work.tx(), self.scope, &ids).await?;
        self.close_requests().await?;
        let mentors = self.touched.iter().flat_map(|at| &self.groups[*at].mentors);
        let told: BTreeSet<ParticipantId> = self
            .moved
            .iter()
            .copied()
            .chain(mentors.map(|m| m.mentor))
            .collect();
        tell::groups_changed(&mut self.work, &self.picture, told.into_iter()).await?;
        for change in &self.changes {
            let sentence = match reason {
                "" => change.sentence.clone(),
                reason => format!("{} {reason}", change.sentence),
            };
            self.work
                .audit(Some(scheme), verb, Some(change.participant_id.0), sentence)
                .await?;
        }
        self.work.announce(Topic::Groups, scheme.0, Some(scheme));
        self.work.commit().await?;
        Ok(GroupChanges {
            changes: self.changes,
            still_unplaced,
        })
    }
}

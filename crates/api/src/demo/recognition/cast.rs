//! The people of the demo who play a part in recognition.

use crate::cohorts::entity::participant;
use crate::ctx::Ctx;
use crate::demo::ACCOUNTS;
use crate::identity::entity::person;
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::{ClearanceStatus, ParticipantRole};
use cairn_domain::identity::{Action, Actor, Grant, Role, Scope, policy};
use cairn_domain::ids::{GrantId, PersonId, SchemeId};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use uuid::Uuid;

/// Who plays a part.
pub(super) struct Cast {
    pub lead: Uuid,
    pub supervisor: Uuid,
    /// Mentors who are cleared, in order.
    pub mentors: Vec<participant::Model>,
    pub mentees: Vec<participant::Model>,
}

impl Cast {
    pub async fn of(ctx: &Ctx, scheme: SchemeId) -> Result<Self> {
        let all = participant::Entity::find()
            .filter(participant::Column::SchemeId.eq(scheme.0))
            .order_by_asc(participant::Column::Id)
            .all(ctx.db())
            .await?;
        let (mentors, mentees): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|p| p.role == ParticipantRole::Mentor.as_str());
        Ok(Self {
            lead: account(ctx, Role::SchemeLead).await?,
            supervisor: account(ctx, Role::Supervisor).await?,
            mentors: mentors
                .into_iter()
                .filter(|m| m.clearance == ClearanceStatus::Cleared.as_str())
                .collect(),
            mentees,
        })
    }

    /// What the scheme's lead may do, with nothing else in reach of the demo.
    pub fn lead(&self, action: Action) -> Result<Scope> {
        let actor = Actor {
            person_id: PersonId(self.lead),
            session_id: None,
            grants: vec![Grant {
                id: GrantId(Uuid::nil()),
                role: Role::InstitutionAdmin,
                scheme_id: None,
                programme_id: None,
                tutor_group_id: None,
            }],
        };
        policy::scope_for(&actor, action).ok_or_else(Problem::forbidden)
    }
}

async fn account(ctx: &Ctx, role: Role) -> Result<Uuid> {
    let address = ACCOUNTS
        .iter()
        .find(|a| a.0 == role)
        .map(|a| a.3)
        .unwrap_or_default();
    let found = person::Entity::find()
        .filter(person::Column::Email.eq(address))
        .one(ctx.db())
        .await?;
    found.map(|p| p.id).ok_or_else(|| Problem::not_found("person"))
}

//! Who is asking: from a token to a person with their roles.
//!
//! The answer is kept for five seconds, so a busy page asks the database once and a role taken away is gone almost at once.

use super::entity::{account, role_grant, session};
use super::{secret, token};
use crate::cohorts::membership;
use crate::ctx::App;
use crate::problem::{Problem, Result};
use cairn_domain::identity::{AccountStatus, Actor, Grant};
use cairn_domain::ids::{GrantId, PersonId, ProgrammeId, SchemeId, SessionId, TutorGroupId};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use std::sync::Arc;
use std::time::Duration;

#[derive(Clone)]
struct Known {
    actor: Arc<Actor>,
    exp: i64,
}

pub struct ActorCache(moka::sync::Cache<String, Known>);

impl Default for ActorCache {
    fn default() -> Self {
        Self(
            moka::sync::Cache::builder()
                .max_capacity(20_000)
                .time_to_live(Duration::from_secs(5))
                .build(),
        )
    }
}

impl ActorCache {
    /// Roles or sessions changed: ask again.
    pub fn forget(&self) {
        self.0.invalidate_all();
    }
}

/// The person behind an access token.
///
/// # Errors
/// 401 when the token isn't good, its session has ended, or the account is closed.
pub async fn authenticate(app: &App, access_token: &str) -> Result<Arc<Actor>> {
    let now = app.clock.now();
    let key = secret::hash(access_token);
    if let Some(known) = app.actors.0.get(&key).filter(|k| k.exp > now.timestamp()) {
        return Ok(known.actor);
    }
    let claims = token::verify(app, access_token, now)?;
    if let Some(id) = claims.sid {
        session::Entity::find_by_id(id.0)
            .one(&app.db)
            .await?
            .filter(|s| s.revoked_at.is_none() && s.expires_at > now && s.person_id == claims.sub.0)
            .ok_or_else(Problem::unauthenticated)?;
    }
    let actor = Arc::new(
        load(&app.db, claims.sub, claims.sid)
            .await?
            .ok_or_else(Problem::unauthenticated)?,
    );
    app.actors.0.insert(
        key,
        Known {
            actor: actor.clone(),
            exp: claims.exp,
        },
    );
    Ok(actor)
}

/// A person with an open account and all their roles: those given, and those that come with being in a scheme.
///
/// # Errors
/// When the database can't be read.
pub async fn load<C: ConnectionTrait>(
    db: &C,
    person: PersonId,
    session_id: Option<SessionId>,
) -> Result<Option<Actor>> {
    let Some(_) = account::Entity::find_by_id(person.0)
        .one(db)
        .await?
        .filter(|a| a.status == AccountStatus::Active.as_str())
    else {
        return Ok(None);
    };
    let given = role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(person.0))
        .all(db)
        .await?;
    let mut grants: Vec<Grant> = given.into_iter().filter_map(to_grant).collect();
    grants.extend(membership::grants(db, person).await?);
    Ok(Some(Actor {
        person_id: person,
        session_id,
        grants,
    }))
}

/// A stored role; one whose word we don't know gives nothing.
pub fn to_grant(row: role_grant::Model) -> Option<Grant> {
    Some(Grant {
        id: GrantId(row.id),
        role: row.role.parse().ok()?,
        scheme_id: row.scheme_id.map(SchemeId),
        programme_id: row.programme_id.map(ProgrammeId),
        tutor_group_id: row.tutor_group_id.map(TutorGroupId),
    })
}

//! Queries about people and accounts.

use super::entity::{account, person, refresh_token, role_grant, session};
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::Availability;
use cairn_domain::identity::{AccountStatus, PersonSettings, Profile, Role};
use cairn_domain::ids::{PersonId, SchemeId, SessionId};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, NotSet, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

pub mod people;

/// What makes two addresses the same.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

pub async fn person<C: ConnectionTrait>(db: &C, id: PersonId) -> Result<person::Model> {
    person::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or_else(|| Problem::not_found("person"))
}

pub async fn person_by_email<C: ConnectionTrait>(db: &C, email: &str) -> Result<Option<person::Model>> {
    Ok(person::Entity::find()
        .filter(person::Column::EmailKey.eq(email_key(email)))
        .one(db)
        .await?)
}

pub async fn account<C: ConnectionTrait>(db: &C, id: PersonId) -> Result<Option<account::Model>> {
    Ok(account::Entity::find_by_id(id.0).one(db).await?)
}

/// A person, held until the transaction ends.
pub async fn person_to_change<C: ConnectionTrait>(tx: &C, id: PersonId) -> Result<person::Model> {
    person::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or_else(|| Problem::not_found("person"))
}

/// An account, held until the transaction ends.
pub async fn account_to_change<C: ConnectionTrait>(tx: &C, id: PersonId) -> Result<Option<account::Model>> {
    Ok(account::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?)
}

pub async fn is_active<C: ConnectionTrait>(db: &C, id: PersonId) -> Result<bool> {
    Ok(account(db, id)
        .await?
        .is_some_and(|a| a.status == AccountStatus::Active.as_str()))
}

/// Gives people an account that waits for their first password. A closed one is opened again like this; an open one stays as it is.
pub async fn set_invited<C: ConnectionTrait>(tx: &C, people: &[PersonId], now: DateTime<Utc>) -> Result<()> {
    let rows = people.iter().map(|p| account::ActiveModel {
        person_id: Set(p.0),
        password_hash: Set(None),
        status: Set(AccountStatus::Invited.as_str().to_owned()),
        failed_sign_ins: Set(0),
        locked_until: Set(None),
        created_at: Set(now),
        activated_at: Set(None),
    });
    account::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::column(account::Column::PersonId)
                .update_columns([account::Column::Status, account::Column::PasswordHash])
                .action_and_where(account::Column::Status.ne(AccountStatus::Active.as_str()))
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Sessions that are open now, the last used first.
pub async fn open_sessions<C: ConnectionTrait>(
    db: &C,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::Column::PersonId.eq(person.0))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .order_by_desc(session::Column::LastUsedAt)
        .all(db)
        .await?)
}

/// Ends all sessions of a person but the one they are using.
pub async fn end_other_sessions<C: ConnectionTrait>(
    db: &C,
    person: PersonId,
    kept: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(now))
        .filter(session::Column::PersonId.eq(person.0))
        .filter(session::Column::RevokedAt.is_null());
    if let Some(kept) = kept {
        update = update.filter(session::Column::Id.ne(kept.0));
    }
    update.exec(db).await?;
    Ok(())
}

/// Every institution admin's grant, held until the transaction ends.
pub async fn admins_to_change<C: ConnectionTrait>(tx: &C) -> Result<Vec<role_grant::Model>> {
    Ok(role_grant::Entity::find()
        .filter(role_grant::Column::Role.eq(Role::InstitutionAdmin.as_str()))
        .order_by_asc(role_grant::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?)
}

pub async fn remove_grants<C: ConnectionTrait>(tx: &C, person: PersonId) -> Result<()> {
    role_grant::Entity::delete_many()
        .filter(role_grant::Column::PersonId.eq(person.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends sessions: one, or all of a person.
pub async fn end_sessions<C: ConnectionTrait>(
    db: &C,
    person: PersonId,
    only: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(now))
        .filter(session::Column::PersonId.eq(person.0))
        .filter(session::Column::RevokedAt.is_null());
    if let Some(id) = only {
        update = update.filter(session::Column::Id.eq(id));
    }
    Ok(update.exec(db).await?.rows_affected)
}

pub async fn add_refresh_token<C: ConnectionTrait>(
    db: &C,
    session: Uuid,
    hash: String,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    let row = refresh_token::ActiveModel {
        id: Set(Uuid::now_v7()),
        session_id: Set(session),
        token_hash: Set(hash),
        issued_at: Set(now),
        used_at: Set(None),
        expires_at: Set(expires_at),
    };
    refresh_token::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

pub async fn grants_of<C: ConnectionTrait>(db: &C, person: PersonId) -> Result<Vec<role_grant::Model>> {
    Ok(role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(person.0))
        .all(db)
        .await?)
}

/// Somebody who looks after a scheme: all of it, or some of its programmes.
pub struct Keeper {
    pub person: person::Model,
    /// One for each role they hold there; absent: every programme.
    programmes: Vec<Option<Uuid>>,
}

impl Keeper {
    pub fn looks_after(&self, programme: Option<Uuid>) -> bool {
        self.programmes.iter().any(|p| p.is_none() || *p == programme)
    }
}

/// The leads and supervisors of a scheme: who is written to when something in it needs staff. Where nobody looks after all of it, the
/// admins of the institution are among them.
pub async fn keepers<C: ConnectionTrait>(db: &C, scheme: SchemeId) -> Result<Vec<Keeper>> {
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::SchemeId.eq(scheme.0))
        .filter(role_grant::Column::Role.is_in([Role::SchemeLead.as_str(), Role::Supervisor.as_str()]))
        .all(db)
        .await?;
    let people = person::Entity::find()
        .filter(person::Column::Id.is_in(grants.iter().map(|g| g.person_id)))
        .all(db)
        .await?;
    let programmes = |p: &person::Model| {
        let theirs = grants.iter().filter(|g| g.person_id == p.id);
        theirs.map(|g| g.programme_id).collect()
    };
    let mut keepers: Vec<Keeper> = people
        .into_iter()
        .map(|person| Keeper {
            programmes: programmes(&person),
            person,
        })
        .collect();
    if !keepers.iter().any(|k| k.programmes.contains(&None)) {
        // Nobody looks after all of it: those of the institution do.
        keepers.extend(admins(db).await?.into_iter().map(|person| Keeper {
            person,
            programmes: vec![None],
        }));
    }
    Ok(keepers)
}

/// The admins of the institution: who is written to where a scheme has nobody.
pub async fn admins<C: ConnectionTrait>(db: &C) -> Result<Vec<person::Model>> {
    let ids: Vec<Uuid> = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::PersonId)
        .distinct()
        .filter(role_grant::Column::Role.eq(Role::InstitutionAdmin.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    people(db, &ids).await
}

/// People by their ids.
pub async fn people<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<Vec<person::Model>> {
    Ok(person::Entity::find()
        .filter(person::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?)
}

/// The leads of a scheme.
pub async fn leads<C: ConnectionTrait>(db: &C, scheme: SchemeId) -> Result<Vec<person::Model>> {
    let people: Vec<Uuid> = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::PersonId)
        .distinct()
        .filter(role_grant::Column::SchemeId.eq(scheme.0))
        .filter(role_grant::Column::Role.eq(Role::SchemeLead.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    self::people(db, &people).await
}

/// The staff of a scheme, and those of the whole institution: whoever may be asked to help with a decision.
pub async fn staff<C: ConnectionTrait>(db: &C, scheme: SchemeId) -> Result<Vec<person::Model>> {
    use role_grant::Column as G;
    let here = [Role::SchemeLead, Role::Supervisor, Role::PersonalTutor].map(|r| r.as_str());
    let of_scheme = G::SchemeId.eq(scheme.0).and(G::Role.is_in(here));
    let people: Vec<Uuid> = role_grant::Entity::find()
        .select_only()
        .column(G::PersonId)
        .distinct()
        .filter(of_scheme.or(G::Role.eq(Role::InstitutionAdmin.as_str())))
        .into_tuple()
        .all(db)
        .await?;
    Ok(person::Entity::find()
        .filter(person::Column::Id.is_in(people))
        .order_by_asc(person::Column::FamilyName)
        .order_by_asc(person::Column::Id)
        .all(db)
        .await?)
}

/// A new person with nothing but a name, an address and the defaults.
pub fn new_person(
    id: PersonId,
    given_name: &str,
    family_name: &str,
    email: Option<&str>,
    now: DateTime<Utc>,
) -> person::ActiveModel {
    person::ActiveModel {
        id: Set(id.0),
        student_number: Set(None),
        ucas_pid: Set(None),
        husid: Set(None),
        email: Set(email.map(|e| e.trim().to_owned())),
        email_key: Set(email.map(email_key)),
        given_name: Set(given_name.trim().to_owned()),
        family_name: Set(family_name.trim().to_owned()),
        preferred_name: Set(None),
        search_key: NotSet,
        pronouns: Set(None),
        date_of_birth: Set(None),
        about: Set(None),
        interests: Set(serde_json::json!([])),
        languages: Set(serde_json::json!([])),
        availability: Set(0),
        contact: Set(None),
        settings: Set(serde_json::json!(PersonSettings::default())),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
    }
}

/// A JSON column as its type, or the type's default when it can't be read.
pub fn json<T: DeserializeOwned + Default>(value: &serde_json::Value) -> T {
    T::deserialize(value).unwrap_or_default()
}

pub fn profile(p: &person::Model) -> Profile {
    Profile {
        given_name: p.given_name.clone(),
        family_name: p.family_name.clone(),
        preferred_name: p.preferred_name.clone(),
        pronouns: p.pronouns.clone(),
        about: p.about.clone(),
        interests: json(&p.interests),
        languages: json(&p.languages),
        availability: u32::try_from(p.availability)
            .ok()
            .and_then(|a| Availability::new(a).ok())
            .unwrap_or_default(),
        contact: p.contact.clone(),
    }
}

/// The name to greet somebody with.
pub fn first_name(p: &person::Model) -> &str {
    p.preferred_name
        .as_deref()
        .filter(|n| !n.is_empty())
        .unwrap_or(&p.given_name)
}

/// The name to list somebody by.
pub fn full_name(p: &person::Model) -> String {
    format!("{} {}", first_name(p), p.family_name).trim().to_owned()
}

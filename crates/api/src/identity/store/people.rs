//! Finding people with an account, within what a scope reaches.

use crate::cohorts::membership;
use crate::identity::entity::{account, link_token, person, role_grant};
use crate::identity::link::Purpose;
use crate::identity::search::{self, Sought};
use crate::problem::{Problem, Result};
use cairn_domain::identity::{AccountStatus, GrantView, PersonSummary, Scope};
use cairn_domain::ids::{PersonId, SchemeId};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _, RelationDef, Select,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whom to look for.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Part of a name, email address or student number.
    #[param(value_type = Option<String>, max_length = 200)]
    pub q: Option<Sought>,
    /// Only people with a role or a place in this scheme.
    #[param(value_type = Option<String>, format = Uuid)]
    pub scheme_id: Option<SchemeId>,
}

/// Where a page ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key(String, String, Uuid);

#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: Uuid,
    pub given_name: String,
    pub family_name: String,
    pub preferred_name: Option<String>,
    pub email: Option<String>,
    pub status: String,
}

/// The people that a scope reaches: by a role they were given, a place in a scheme, or being oneself.
fn reached_by(scope: &Scope) -> Condition {
    match scope.schemes() {
        None => Condition::all(),
        Some(schemes) => in_schemes(&schemes).add(person::Column::Id.eq(scope.person_id().0)),
    }
}

fn in_schemes(schemes: &[SchemeId]) -> Condition {
    let given = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::PersonId)
        .filter(role_grant::Column::SchemeId.is_in(schemes.iter().map(|s| s.0)))
        .into_query();
    Condition::any()
        .add(person::Column::Id.in_subquery(given))
        .add(person::Column::Id.in_subquery(membership::people_of(schemes)))
}

fn with_account() -> Select<person::Entity> {
    let to_account: RelationDef = person::Entity::belongs_to(account::Entity)
        .from(person::Column::Id)
        .to(account::Column::PersonId)
        .into();
    person::Entity::find()
        .join(JoinType::InnerJoin, to_account)
        .column_as(account::Column::Status, "status")
}

fn wanted(filter: &Filter) -> Condition {
    let mut all = Condition::all().add_option(filter.scheme_id.map(|s| in_schemes(&[s])));
    if let Some(q) = &filter.q {
        all = all.add(search::finds(q));
    }
    all
}

/// One page by family name, one row more than asked when there is another.
pub async fn page<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &Filter,
    after: Option<Key>,
    limit: u64,
) -> Result<Vec<Row>> {
    use person::Column::{FamilyName, GivenName, Id};
    let mut query = with_account().filter(reached_by(scope)).filter(wanted(filter));
    if let Some(Key(family, given, id)) = after {
        let same_family = Condition::all().add(FamilyName.eq(family.clone()));
        let further = Condition::any()
            .add(FamilyName.gt(family))
            .add(same_family.clone().add(GivenName.gt(given.clone())))
            .add(same_family.add(GivenName.eq(given)).add(Id.gt(id)));
        query = query.filter(further);
    }
    Ok(query
        .order_by_asc(FamilyName)
        .order_by_asc(GivenName)
        .order_by_asc(Id)
        .limit(limit)
        .into_model::<Row>()
        .all(db)
        .await?)
}

/// Where a page that ends with this row ends.
pub fn key(row: &Row) -> Key {
    Key(row.family_name.clone(), row.given_name.clone(), row.id)
}

/// Somebody with an account, in reach.
pub async fn one<C: ConnectionTrait>(db: &C, scope: &Scope, id: PersonId) -> Result<Row> {
    with_account()
        .filter(person::Column::Id.eq(id.0))
        .filter(reached_by(scope))
        .into_model::<Row>()
        .one(db)
        .await?
        .ok_or_else(|| Problem::not_found("person"))
}

/// Somebody in reach, with or without an account.
pub async fn reached<C: ConnectionTrait>(db: &C, scope: &Scope, id: PersonId) -> Result<person::Model> {
    person::Entity::find_by_id(id.0)
        .filter(reached_by(scope))
        .one(db)
        .await?
        .ok_or_else(|| Problem::not_found("person"))
}

/// The roles that these people were given.
pub async fn grants_of<C: ConnectionTrait>(db: &C, people: &[PersonId]) -> Result<Vec<role_grant::Model>> {
    Ok(role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.is_in(people.iter().map(|p| p.0)))
        .order_by_asc(role_grant::Column::Id)
        .all(db)
        .await?)
}

/// Of these people, those with an address and without an account who weren't invited since a moment, by id.
pub async fn to_invite<C: ConnectionTrait>(
    db: &C,
    members: SelectStatement,
    since: DateTime<Utc>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<person::Model>> {
    let has_account = account::Entity::find()
        .select_only()
        .column(account::Column::PersonId)
        .filter(account::Column::Status.ne(AccountStatus::Invited.as_str()))
        .into_query();
    let just_invited = link_token::Entity::find()
        .select_only()
        .column(link_token::Column::PersonId)
        .filter(link_token::Column::Purpose.eq(Purpose::Invitation.as_str()))
        .filter(link_token::Column::CreatedAt.gt(since))
        .into_query();
    let mut query = person::Entity::find()
        .filter(person::Column::Id.in_subquery(members))
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::Id.not_in_subquery(has_account))
        .filter(person::Column::Id.not_in_subquery(just_invited))
        .order_by_asc(person::Column::Id)
        .limit(limit);
    if let Some(after) = after {
        query = query.filter(person::Column::Id.gt(after));
    }
    Ok(query.all(db).await?)
}

/// A row as the API shows it.
pub fn view(row: Row, grants: Vec<GrantView>) -> PersonSummary {
    let first = row
        .preferred_name
        .as_deref()
        .filter(|n| !n.is_empty())
        .unwrap_or(&row.given_name);
    PersonSummary {
        id: PersonId(row.id),
        name: format!("{first} {}", row.family_name).trim().to_owned(),
        email: row.email,
        status: row.status.parse().unwrap_or(AccountStatus::None),
        grants,
    }
}

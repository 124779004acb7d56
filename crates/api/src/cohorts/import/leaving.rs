//! Who is in a scheme and not in its file.

use super::records::Moment;
use crate::cohorts::entity::participant;
use crate::identity::entity::person;
use crate::identity::store::full_name;
use crate::problem::Result;
use cairn_domain::cohorts::{EntryStatus, ParticipantRole};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, ExprTrait as _, QueryFilter as _, QuerySelect as _,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Places of one statement.
const ROWS: usize = 500;

/// Somebody who would be withdrawn.
pub struct Leaver {
    pub name: String,
    pub role: ParticipantRole,
}

/// The places of a scheme in these roles that a file doesn't speak of and that aren't withdrawn yet, in the order in which they came.
pub async fn missing<C: ConnectionTrait>(
    db: &C,
    scheme: Uuid,
    roles: &HashSet<ParticipantRole>,
    spoken_of: &HashSet<Uuid>,
) -> Result<Vec<Uuid>> {
    let there: Vec<(Uuid, String)> = participant::Entity::find()
        .select_only()
        .columns([participant::Column::Id, participant::Column::EntryStatus])
        .filter(participant::Column::SchemeId.eq(scheme))
        .filter(participant::Column::Role.is_in(roles.iter().map(|r| r.as_str())))
        .into_tuple()
        .all(db)
        .await?;
    let mut missing: Vec<Uuid> = there
        .into_iter()
        .filter(|(id, status)| status.parse() != Ok(EntryStatus::Withdrawn) && !spoken_of.contains(id))
        .map(|(id, _)| id)
        .collect();
    missing.sort_unstable();
    Ok(missing)
}

/// Who has these places, by name.
pub async fn named<C: ConnectionTrait>(db: &C, places: &[Uuid]) -> Result<Vec<Leaver>> {
    let places: Vec<(Uuid, String)> = participant::Entity::find()
        .select_only()
        .columns([participant::Column::PersonId, participant::Column::Role])
        .filter(participant::Column::Id.is_in(places.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let people = person::Entity::find().filter(person::Column::Id.is_in(places.iter().map(|(who, _)| *who)));
    let people: HashMap<Uuid, person::Model> = people.all(db).await?.into_iter().map(|p| (p.id, p)).collect();
    let mut named: Vec<(&person::Model, ParticipantRole)> = places
        .iter()
        .filter_map(|(who, role)| Some((people.get(who)?, role.parse().ok()?)))
        .collect();
    named.sort_by_key(|(p, role)| (&p.family_name, &p.given_name, p.id, *role));
    let leaver = |(person, role): (&person::Model, ParticipantRole)| Leaver {
        name: full_name(person),
        role,
    };
    Ok(named.into_iter().map(leaver).collect())
}

/// Withdraws whoever has these places, from today.
pub async fn withdraw<C: ConnectionTrait>(db: &C, places: &[Uuid], at: Moment) -> Result<()> {
    for places in places.chunks(ROWS) {
        participant::Entity::update_many()
            .col_expr(
                participant::Column::EntryStatus,
                Expr::value(EntryStatus::Withdrawn.as_str()),
            )
            .col_expr(participant::Column::LeftOn, Expr::value(at.today))
            .col_expr(participant::Column::UpdatedAt, Expr::value(at.now))
            .col_expr(
                participant::Column::Version,
                Expr::col(participant::Column::Version).add(1),
            )
            .filter(participant::Column::Id.is_in(places.iter().copied()))
            .exec(db)
            .await?;
    }
    Ok(())
}

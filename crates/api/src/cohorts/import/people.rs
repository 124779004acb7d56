//! Who a batch of rows is about: people met again by any of four identifiers, and their places in the scheme.

use super::walk::Journey;
use crate::cohorts::entity::{monitoring, participant};
use crate::cohorts::store::fitting;
use crate::identity::entity::{account, person, role_grant};
use crate::problem::Result;
use cairn_domain::cohorts::import::{Facts, Key, ParsedRow, facts::KEY_FIELDS};
use cairn_domain::cohorts::{ImportField, ParticipantRole};
use cairn_domain::ids::SchemeId;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// People and places that a batch of rows may be about.
#[derive(Default)]
pub struct People {
    by_id: HashMap<Uuid, person::Model>,
    by_key: HashMap<(ImportField, String), Uuid>,
    with_account: HashSet<Uuid>,
    elsewhere: HashSet<Uuid>,
    places: HashMap<(Uuid, ParticipantRole), participant::Model>,
    monitoring: HashMap<Uuid, serde_json::Value>,
    carried: HashMap<Uuid, u32>,
}

/// Identifiers that don't fit together: the field, its value, the reason.
pub type Conflict = (ImportField, String, String);

impl People {
    /// Looks up everybody that the rows name. While applying, rows are locked where the database has row locks.
    pub async fn find<C: ConnectionTrait>(db: &C, journey: &Journey, rows: &[ParsedRow]) -> Result<Self> {
        let (scheme, lock) = (journey.at.scheme, journey.apply);
        let mut found = Self::default();
        for field in KEY_FIELDS {
            let values: Vec<&str> = rows
                .iter()
                .flat_map(|row| row.facts.keys().filter(|k| k.field == field).map(|k| k.value))
                .collect();
            if values.is_empty() {
                continue;
            }
            let mut query = person::Entity::find().filter(column(field).is_in(values));
            if lock {
                query = query.lock_exclusive();
            }
            for person in query.all(db).await? {
                if let Some(value) = identifier(&person, field) {
                    found.by_key.insert((field, value.to_owned()), person.id);
                }
                found.by_id.insert(person.id, person);
            }
        }
        found.find_places(db, scheme, lock).await?;
        if rows.iter().any(|row| row.facts.capacity.is_some()) {
            let mentors = found
                .places
                .iter()
                .filter(|((_, role), _)| *role == ParticipantRole::Mentor);
            let mentors: Vec<Uuid> = mentors.map(|(_, place)| place.id).collect();
            found.carried = fitting::carried(db, &journey.sizes, &mentors).await?;
        }
        if let Some(reach) = &journey.reach {
            found.find_elsewhere(db, reach).await?;
        }
        Ok(found)
    }

    async fn find_places<C: ConnectionTrait>(&mut self, db: &C, scheme: Uuid, lock: bool) -> Result<()> {
        let ids: Vec<Uuid> = self.by_id.keys().copied().collect();
        if ids.is_empty() {
            return Ok(());
        }
        let accounts = account::Entity::find()
            .filter(account::Column::PersonId.is_in(ids.iter().copied()))
            .filter(account::Column::ActivatedAt.is_not_null());
        self.with_account = accounts.all(db).await?.into_iter().map(|a| a.person_id).collect();
        let mut places = participant::Entity::find()
            .filter(participant::Column::SchemeId.eq(scheme))
            .filter(participant::Column::PersonId.is_in(ids));
        if lock {
            places = places.lock_exclusive();
        }
        for place in places.all(db).await? {
            if let Ok(role) = place.role.parse() {
                self.places.insert((place.person_id, role), place);
            }
        }
        let ids: Vec<Uuid> = self.places.values().map(|p| p.id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let kept = monitoring::Entity::find().filter(monitoring::Column::ParticipantId.is_in(ids));
        self.monitoring = kept
            .all(db)
            .await?
            .into_iter()
            .map(|m| (m.participant_id, m.attributes))
            .collect();
        Ok(())
    }

    /// The person that a row is about, if they are known.
    ///
    /// # Errors
    /// When its identifiers belong to two people, or a weaker one to somebody with another of a stronger kind.
    pub fn of(&self, facts: &Facts) -> std::result::Result<Option<&person::Model>, Conflict> {
        let mut met: Option<(&person::Model, Key<'_>)> = None;
        for key in facts.keys() {
            let Some(person) = self
                .by_key
                .get(&(key.field, key.value.to_owned()))
                .and_then(|id| self.by_id.get(id))
            else {
                continue;
            };
            match met {
                Some((first, by)) if first.id != person.id => {
                    return Err((
                        key.field,
                        key.value.to_owned(),
                        format!(
                            "{} \"{}\" belongs to one person and this {} to another. Check both.",
                            by.field.label(),
                            by.value,
                            key.field.label().to_lowercase(),
                        ),
                    ));
                }
                Some(_) => {}
                None => met = Some((person, key)),
            }
        }
        let Some((person, by)) = met else { return Ok(None) };
        for stronger in facts.keys().take_while(|k| k.field != by.field) {
            if identifier(person, stronger.field).is_some_and(|known| known != stronger.value) {
                return Err((
                    by.field,
                    by.value.to_owned(),
                    format!(
                        "This {} belongs to somebody with another {}. Check both.",
                        by.field.label().to_lowercase(),
                        stronger.field.label().to_lowercase(),
                    ),
                ));
            }
        }
        Ok(Some(person))
    }

    /// Who of them is not only in these schemes: somebody in another one, in none, or with a role of their own.
    async fn find_elsewhere<C: ConnectionTrait>(&mut self, db: &C, reach: &[SchemeId]) -> Result<()> {
        let ids: Vec<Uuid> = self.by_id.keys().copied().collect();
        if ids.is_empty() {
            return Ok(());
        }
        let places: Vec<(Uuid, Uuid)> = participant::Entity::find()
            .select_only()
            .columns([participant::Column::PersonId, participant::Column::SchemeId])
            .filter(participant::Column::PersonId.is_in(ids.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        let with_role: Vec<Uuid> = role_grant::Entity::find()
            .select_only()
            .column(role_grant::Column::PersonId)
            .filter(role_grant::Column::PersonId.is_in(ids.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        let (within, beyond): (Vec<_>, Vec<_>) = places
            .into_iter()
            .partition(|(_, scheme)| reach.contains(&SchemeId(*scheme)));
        let within: HashSet<Uuid> = within.into_iter().map(|(person, _)| person).collect();
        let nowhere = ids.into_iter().filter(|person| !within.contains(person));
        self.elsewhere = beyond.into_iter().map(|(person, _)| person).collect();
        self.elsewhere.extend(with_role);
        self.elsewhere.extend(nowhere);
        Ok(())
    }

    pub fn is_elsewhere(&self, person: Uuid) -> bool {
        self.elsewhere.contains(&person)
    }

    pub fn has_account(&self, person: Uuid) -> bool {
        self.with_account.contains(&person)
    }

    /// The mentees whom somebody with this place carries.
    pub fn carries(&self, place: Uuid) -> u32 {
        self.carried.get(&place).copied().unwrap_or(0)
    }

    /// Somebody's place in the scheme in a role, with their monitoring attributes.
    pub fn place(
        &self,
        person: Uuid,
        role: ParticipantRole,
    ) -> Option<(&participant::Model, Option<&serde_json::Value>)> {
        let place = self.places.get(&(person, role))?;
        Some((place, self.monitoring.get(&place.id)))
    }
}

fn column(field: ImportField) -> person::Column {
    match field {
        ImportField::Husid => person::Column::Husid,
        ImportField::UcasPid => person::Column::UcasPid,
        ImportField::Email => person::Column::EmailKey,
        _ => person::Column::StudentNumber,
    }
}

fn identifier(person: &person::Model, field: ImportField) -> Option<&str> {
    match field {
        ImportField::Husid => person.husid.as_deref(),
        ImportField::UcasPid => person.ucas_pid.as_deref(),
        ImportField::Email => person.email_key.as_deref(),
        _ => person.student_number.as_deref(),
    }
}

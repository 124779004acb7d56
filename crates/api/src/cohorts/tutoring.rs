//! Who is whose personal tutor: nobody decides about a student whom they look after.

use super::entity::participant;
use crate::identity::entity::role_grant;
use crate::problem::Result;
use cairn_domain::identity::Role;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// `(tutor, student)` among these people, in whatever scheme.
///
/// # Errors
/// When the database can't be read.
pub async fn pairs<C: ConnectionTrait>(
    db: &C,
    tutors: &[Uuid],
    students: &[Uuid],
) -> Result<HashSet<(Uuid, Uuid)>> {
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::Role.eq(Role::PersonalTutor.as_str()))
        .filter(role_grant::Column::PersonId.is_in(tutors.iter().copied()))
        .filter(role_grant::Column::TutorGroupId.is_not_null())
        .all(db)
        .await?;
    let mut tutors_of: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for grant in grants {
        if let Some(group) = grant.tutor_group_id {
            tutors_of.entry(group).or_default().push(grant.person_id);
        }
    }
    let mut found = HashSet::new();
    for some in students.chunks(5000) {
        let places = participant::Entity::find()
            .filter(participant::Column::TutorGroupId.is_in(tutors_of.keys().copied()))
            .filter(participant::Column::PersonId.is_in(some.iter().copied()))
            .all(db)
            .await?;
        for place in places {
            let tutors = place.tutor_group_id.and_then(|g| tutors_of.get(&g));
            found.extend(tutors.into_iter().flatten().map(|t| (*t, place.person_id)));
        }
    }
    Ok(found)
}

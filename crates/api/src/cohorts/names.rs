//! The names that go with a role, and whether the places it names exist.

use crate::cohorts::entity::{programme, scheme, scheme_programme, tutor_group};
use crate::cohorts::membership;
use crate::problem::{Problem, Result};
use cairn_domain::identity::{Grant, GrantView, NewGrant};
use cairn_domain::ids::SchemeId;
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use std::collections::HashMap;
use uuid::Uuid;

/// What the schemes, programmes and tutor groups of some roles are called.
#[derive(Default)]
pub struct Names {
    schemes: HashMap<Uuid, String>,
    programmes: HashMap<Uuid, String>,
    tutor_groups: HashMap<Uuid, String>,
}

impl Names {
    /// In at most three queries, however many roles there are.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn of<C: ConnectionTrait>(db: &C, grants: impl IntoIterator<Item = &Grant>) -> Result<Self> {
        let (mut schemes, mut programmes, mut tutor_groups) = (Vec::new(), Vec::new(), Vec::new());
        for grant in grants {
            schemes.extend(grant.scheme_id.map(|s| s.0));
            programmes.extend(grant.programme_id.map(|p| p.0));
            tutor_groups.extend(grant.tutor_group_id.map(|t| t.0));
        }
        let mut names = Self::default();
        if !schemes.is_empty() {
            let rows = scheme::Entity::find()
                .filter(scheme::Column::Id.is_in(schemes))
                .all(db)
                .await?;
            names.schemes = rows.into_iter().map(|s| (s.id, s.name)).collect();
        }
        if !programmes.is_empty() {
            let rows = programme::Entity::find()
                .filter(programme::Column::Id.is_in(programmes))
                .all(db)
                .await?;
            names.programmes = rows.into_iter().map(|p| (p.id, p.title)).collect();
        }
        if !tutor_groups.is_empty() {
            let rows = tutor_group::Entity::find()
                .filter(tutor_group::Column::Id.is_in(tutor_groups))
                .all(db)
                .await?;
            names.tutor_groups = rows.into_iter().map(|t| (t.id, t.name)).collect();
        }
        Ok(names)
    }

    /// A role with its names.
    pub fn view(&self, grant: Grant) -> GrantView {
        let name =
            |names: &HashMap<Uuid, String>, id: Option<Uuid>| id.and_then(|id| names.get(&id).cloned());
        GrantView {
            scheme_name: name(&self.schemes, grant.scheme_id.map(|s| s.0)),
            programme_title: name(&self.programmes, grant.programme_id.map(|p| p.0)),
            tutor_group_name: name(&self.tutor_groups, grant.tutor_group_id.map(|t| t.0)),
            grant,
        }
    }
}

/// What a scheme is called.
///
/// # Errors
/// When the database can't be read.
pub async fn scheme_name<C: ConnectionTrait>(db: &C, id: SchemeId) -> Result<Option<String>> {
    Ok(scheme::Entity::find_by_id(id.0).one(db).await?.map(|s| s.name))
}

/// Whether the scheme, programme and tutor group of a new role exist and belong together.
///
/// # Errors
/// 422 with a pointer below `at`, the place of the role in the request.
pub async fn check_place<C: ConnectionTrait>(db: &C, wanted: &NewGrant, at: &str) -> Result<()> {
    let Some(scheme) = wanted.scheme_id else {
        return Ok(());
    };
    let refused = |field: &str, detail: &str| Err(Problem::invalid_field(&format!("{at}/{field}"), detail));
    if scheme_name(db, scheme).await?.is_none() {
        return refused("scheme_id", "Choose a scheme from the list.");
    }
    if let Some(id) = wanted.programme_id {
        let adopted = scheme_programme::Entity::find()
            .filter(scheme_programme::Column::SchemeId.eq(scheme.0))
            .filter(scheme_programme::Column::ProgrammeId.eq(id.0))
            .one(db)
            .await?;
        if adopted.is_none() && !membership::studies(db, scheme, id).await? {
            return refused("programme_id", "Choose a programme of this scheme.");
        }
    }
    if let Some(id) = wanted.tutor_group_id {
        let group = tutor_group::Entity::find()
            .filter(
                Condition::all()
                    .add(tutor_group::Column::Id.eq(id.0))
                    .add(tutor_group::Column::SchemeId.eq(scheme.0)),
            )
            .one(db)
            .await?;
        if group.is_none() {
            return refused("tutor_group_id", "Choose a tutor group of this scheme.");
        }
    }
    Ok(())
}

//! Settings that people change in the browser, for the whole institution: one JSON value a name, with a version.
//!
//! What belongs to a scheme is in a table of the capability; what an operator sets at the start is in `config`.

use crate::problem::{Problem, Result};
use crate::work::Work;
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;

#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity {
    //! `institution_setting`.
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "institution_setting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        #[sea_orm(column_type = "JsonBinary")]
        pub value: Json,
        pub updated_at: DateTimeUtc,
        pub version: i32,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// A setting and its version; the default, at version 0, where nobody has set it.
///
/// # Errors
/// When the database can't be read.
pub async fn read<T: DeserializeOwned + Default, C: ConnectionTrait>(db: &C, name: &str) -> Result<(T, i32)> {
    let found = entity::Entity::find_by_id(name.to_owned()).one(db).await?;
    match found {
        // A field that a newer version of Cairn adds has a default; anything else unreadable is a fault to be seen.
        Some(row) => Ok((serde_json::from_value(row.value)?, row.version)),
        None => Ok((T::default(), 0)),
    }
}

/// Keeps a setting over the version that was seen, and gives the new version.
///
/// # Errors
/// 412 when somebody else was quicker.
pub async fn write<T: Serialize>(work: &Work, name: &str, seen: i32, value: &T) -> Result<i32> {
    let value = serde_json::to_value(value)?;
    let found = entity::Entity::find_by_id(name.to_owned()).one(work.tx()).await?;
    if found.as_ref().map_or(0, |row| row.version) != seen {
        return Err(Problem::stale());
    }
    let version = seen + 1;
    match found {
        Some(row) => {
            let mut row = row.into_active_model();
            row.value = Set(value);
            row.updated_at = Set(work.now);
            row.version = Set(version);
            row.update(work.tx()).await?;
        }
        None => {
            entity::ActiveModel {
                name: Set(name.to_owned()),
                value: Set(value),
                updated_at: Set(work.now),
                version: Set(version),
            }
            .insert(work.tx())
            .await?;
        }
    }
    Ok(version)
}

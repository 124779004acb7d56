//! Writing many rows in few statements.

use crate::cohorts::entity::{monitoring, participant};
use crate::identity::entity::person;
use crate::problem::Result;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable as _};

/// Rows of a statement. The widest table has 23 columns: 11,500 parameters, where SQLite takes 32,766 and PostgreSQL 65,535.
const ROWS: usize = 500;

/// People and places waiting to be written.
#[derive(Default)]
pub struct Writing {
    pub new_people: Vec<person::Model>,
    pub changed_people: Vec<person::Model>,
    pub new_places: Vec<participant::Model>,
    pub changed_places: Vec<participant::Model>,
    pub monitoring: Vec<monitoring::Model>,
}

impl Writing {
    /// Writes what waits, in the order in which rows refer to each other.
    pub async fn store<C: ConnectionTrait>(&mut self, db: &C) -> Result<()> {
        let waiting = std::mem::take(self);
        insert_all(db, waiting.new_people).await?;
        let all = person::Column::iter().filter(|c| !matches!(c, person::Column::Id));
        upsert_all(
            db,
            waiting.changed_people,
            OnConflict::column(person::Column::Id)
                .update_columns(all)
                .to_owned(),
        )
        .await?;
        insert_all(db, waiting.new_places).await?;
        let all = participant::Column::iter().filter(|c| !matches!(c, participant::Column::Id));
        let over = OnConflict::column(participant::Column::Id)
            .update_columns(all)
            .to_owned();
        upsert_all(db, waiting.changed_places, over).await?;
        let over = OnConflict::column(monitoring::Column::ParticipantId)
            .update_column(monitoring::Column::Attributes)
            .to_owned();
        upsert_all(db, waiting.monitoring, over).await
    }
}

/// Inserts rows, many to a statement.
pub async fn insert_all<M, A, C>(db: &C, rows: Vec<M>) -> Result<()>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait,
    C: ConnectionTrait,
{
    write(db, rows, None).await
}

/// Writes whole rows over those with the same key, many to a statement.
async fn upsert_all<M, A, C>(db: &C, rows: Vec<M>, over: OnConflict) -> Result<()>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait,
    C: ConnectionTrait,
{
    write(db, rows, Some(over)).await
}

async fn write<M, A, C>(db: &C, rows: Vec<M>, over: Option<OnConflict>) -> Result<()>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait,
    C: ConnectionTrait,
{
    let mut rows = rows
        .into_iter()
        .map(IntoActiveModel::into_active_model)
        .peekable();
    while rows.peek().is_some() {
        let mut insert = <A::Entity as EntityTrait>::insert_many(rows.by_ref().take(ROWS));
        if let Some(over) = &over {
            insert = insert.on_conflict(over.clone());
        }
        insert.exec_without_returning(db).await?;
    }
    Ok(())
}

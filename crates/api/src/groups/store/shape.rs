//! Queries that differ only in their ids: the SQL is built once, not for every request.
//!
//! Putting a large query together takes as long as a good part of running it. For pages that everybody opens all the time.

use crate::problem::Result;
use sea_orm::sea_query::{SelectStatement, Value};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};
use std::sync::{PoisonError, RwLock};
use uuid::Uuid;

/// Statements kept of one query. Only how many ids there are makes a difference, and few people are in many schemes.
const KEPT: usize = 64;

/// A query as built so far: by database and number of ids.
pub struct Shape(RwLock<Vec<Built>>);

struct Built {
    backend: DbBackend,
    ids: usize,
    statement: Statement,
}

impl Shape {
    pub const fn new() -> Self {
        Self(RwLock::new(Vec::new()))
    }

    /// The rows of the query that `build` makes for these ids. Nothing but the ids and their number may change it.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn rows<C: ConnectionTrait, T: FromQueryResult>(
        &self,
        db: &C,
        ids: &[Uuid],
        build: impl FnOnce(&[Uuid]) -> SelectStatement,
    ) -> Result<Vec<T>> {
        let statement = self.statement(db.get_database_backend(), ids, build);
        let found = db.query_all_raw(statement).await?;
        Ok(found
            .iter()
            .map(|row| T::from_query_result(row, ""))
            .collect::<std::result::Result<_, _>>()?)
    }

    fn statement(
        &self,
        backend: DbBackend,
        ids: &[Uuid],
        build: impl FnOnce(&[Uuid]) -> SelectStatement,
    ) -> Statement {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut built = known.iter();
        if let Some(built) = built.find(|b| b.backend == backend && b.ids == ids.len()) {
            return filled(built.statement.clone(), ids);
        }
        drop(known);
        let places: Vec<Uuid> = (0..ids.len()).map(place).collect();
        let statement = backend.build(&build(&places));
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < KEPT {
            known.push(Built {
                backend,
                ids: ids.len(),
                statement: statement.clone(),
            });
        }
        filled(statement, ids)
    }
}

/// Stands for the id in this place. Not an id of anything: version 0 doesn't exist.
fn place(at: usize) -> Uuid {
    Uuid::from_u128(at as u128 + 1)
}

/// The statement with the ids in their places.
fn filled(mut statement: Statement, ids: &[Uuid]) -> Statement {
    for value in statement.values.iter_mut().flat_map(|values| &mut values.0) {
        let Value::Uuid(Some(found)) = value else { continue };
        let at = found
            .as_u128()
            .checked_sub(1)
            .and_then(|n| usize::try_from(n).ok());
        if let Some(id) = at.and_then(|at| ids.get(at)) {
            *value = Value::from(*id);
        }
    }
    statement
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};

    fn query(ids: &[Uuid]) -> SelectStatement {
        Query::select()
            .column(Alias::new("name"))
            .from(Alias::new("place"))
            .and_where(Expr::col(Alias::new("kind")).eq("open"))
            .and_where(Expr::col(Alias::new("id")).is_in(ids.iter().copied()))
            .and_where(Expr::col(Alias::new("owner")).eq(ids[0]))
            .to_owned()
    }

    #[test]
    fn a_kept_query_is_the_one_that_would_be_built_anew() {
        let shape = Shape::new();
        for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
            for count in [2, 1, 3, 2] {
                let ids: Vec<Uuid> = (0..count).map(|_| Uuid::now_v7()).collect();
                let kept = shape.statement(backend, &ids, query);
                assert_eq!(kept, backend.build(&query(&ids)));
            }
        }
    }
}

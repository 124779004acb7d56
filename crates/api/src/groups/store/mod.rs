//! Queries about proposals, groups and requests. Each asks for a scope and gives nothing beyond it.

pub mod listing;
pub mod live;
pub mod mine;
pub mod proposals;
mod reach;
pub mod rematch;
mod shape;
pub mod wishes;

use crate::problem::Result;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectionTrait, FromQueryResult};

/// The rows of a query that was written by hand.
async fn rows<C: ConnectionTrait, T: FromQueryResult>(db: &C, query: &SelectStatement) -> Result<Vec<T>> {
    let found = db.query_all(query).await?;
    Ok(found
        .iter()
        .map(|row| T::from_query_result(row, ""))
        .collect::<std::result::Result<_, _>>()?)
}

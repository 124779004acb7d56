//! The statements that Cairn itself sends for each operation, so that the bare handlers can't fall behind it.

use super::client::{self, Request};
use super::world::World;
use sea_orm::Statement;
use std::sync::{Arc, Mutex};

/// Statements in their order, by operation.
pub struct Recorded {
    pub groups: Vec<Statement>,
    pub mine: Vec<Statement>,
    pub sign_in: Vec<Statement>,
}

/// Asks a Cairn that writes down its statements. Who is asking is known to it by then, as it is under load.
///
/// # Errors
/// When the server doesn't answer.
pub fn record(world: &World) -> anyhow::Result<Recorded> {
    let heard: Arc<Mutex<Vec<Statement>>> = Arc::default();
    let ears = heard.clone();
    let at = super::start(world.installation.config.clone(), move |app| {
        app.config.run_jobs = false;
        app.db.set_metric_callback(move |query| {
            if let Ok(mut heard) = ears.lock() {
                heard.push(query.statement.clone());
            }
        });
        Ok(())
    })?;
    let ask = |request: &Request| -> anyhow::Result<Vec<Statement>> {
        client::once(at, request)?;
        take(&heard);
        client::once(at, request)?;
        Ok(take(&heard))
    };
    let (lead, mentee) = (world.sign_in(at, &world.lead)?, world.sign_in(at, &world.mentee)?);
    Ok(Recorded {
        groups: ask(&Request::get(&world.groups_path(), Some(&lead)))?,
        mine: ask(&Request::get("/api/v1/me/groups", Some(&mentee)))?,
        sign_in: ask(&Request::post("/api/v1/auth/sign-in", &world.mentee))?,
    })
}

/// What was heard since the last time, without what the server asks on its own account.
pub fn take(heard: &Mutex<Vec<Statement>>) -> Vec<Statement> {
    let mut heard = heard.lock().unwrap_or_else(|e| e.into_inner());
    std::mem::take(&mut *heard)
        .into_iter()
        .filter(|s| {
            ["\"live_event\"", "\"job\""]
                .iter()
                .all(|own| !s.sql.contains(own))
        })
        .collect()
}

//! A file read in a thread of its own, a batch of rows ahead of the database.

use super::file::CohortFile;
use super::limits::Unreadable;
use crate::problem::{Problem, Result};
use actix_web::web::Bytes;
use cairn_domain::cohorts::RowFault;
use cairn_domain::cohorts::import::{ParsedRow, Plan, plan::row_fault};
use std::ops::ControlFlow;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Rows that go to the database together: well under the parameters that a statement may have on either database.
pub const BATCH: usize = 500;

/// One row, read, or its bad cells.
pub type Line = std::result::Result<ParsedRow, Vec<RowFault>>;

/// A file being read.
pub struct Parsing {
    batches: mpsc::Receiver<Vec<Line>>,
    reader: JoinHandle<std::result::Result<u64, Unreadable>>,
}

impl Parsing {
    /// Starts to read. At most two batches wait, so memory stays small however large the file.
    pub fn start(content: Bytes, plan: Arc<Plan>) -> Self {
        let (send, batches) = mpsc::channel(2);
        let reader = tokio::task::spawn_blocking(move || read(&content, &plan, &send));
        Self { batches, reader }
    }

    /// The next rows; `None` at the end.
    pub async fn next(&mut self) -> Option<Vec<Line>> {
        self.batches.recv().await
    }

    /// How many rows there were.
    ///
    /// # Errors
    /// When the file stopped making sense on the way.
    pub async fn finish(self) -> Result<u64> {
        drop(self.batches);
        self.reader
            .await
            .map_err(|e| Problem::internal(&e))?
            .map_err(|why| Problem::invalid_field("", why.0))
    }
}

fn read(content: &[u8], plan: &Plan, send: &mpsc::Sender<Vec<Line>>) -> std::result::Result<u64, Unreadable> {
    let file = CohortFile::open(content)?;
    let mut batch = Vec::with_capacity(BATCH);
    let rows = file.each_row(|row| {
        batch.push(match row.fault.clone() {
            Some(why) => Err(vec![row_fault(row.line, "", row.cell(0), why)]),
            None => plan.read(row.line, |at| row.cell(at)),
        });
        if batch.len() < BATCH {
            return ControlFlow::Continue(());
        }
        match send.blocking_send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))) {
            Ok(()) => ControlFlow::Continue(()),
            // Nobody waits for more.
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    let _ = send.blocking_send(batch);
    Ok(rows)
}

//! The press of this process: made when something is first printed, then kept; as many pages at once as there are cores.

use crate::config::Config;
use crate::problem::{Problem, Result};
use crate::recognition::certificate::{Fault, Press, PrintError};
use actix_web::http::StatusCode;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

pub struct Printer {
    press: Arc<OnceLock<Press>>,
    turns: Arc<Semaphore>,
    /// Where an operator puts more fonts.
    fonts: PathBuf,
}

impl Printer {
    pub fn new(config: &Config) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            press: Arc::default(),
            turns: Arc::new(Semaphore::new(cores)),
            fonts: config.var_dir.join("fonts"),
        }
    }

    /// Prints away from the threads that answer requests, when its turn comes.
    ///
    /// # Errors
    /// 422 for what can't be printed as it is, in words.
    pub async fn print<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Press) -> std::result::Result<T, PrintError> + Send + 'static,
    ) -> Result<T> {
        let turn = self.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|e| Problem::internal(&e))?;
        let (press, fonts) = (self.press.clone(), self.fonts.clone());
        let printed = tokio::task::spawn_blocking(move || {
            // Given back when the page is set, also where nobody waits for it any more.
            let _turn = turn;
            let press = match press.get() {
                Some(press) => press,
                None => {
                    let made = Press::new(&[fonts])?;
                    press.get_or_init(|| made)
                }
            };
            work(press)
        });
        printed.await.map_err(|e| Problem::internal(&e))?.map_err(refusal)
    }
}

/// What can't be printed, as an answer.
fn refusal(error: PrintError) -> Problem {
    match error {
        PrintError::Typeset(why) => Problem::internal(&format!("typesetting failed: {why}")),
        PrintError::Template(faults) => Problem::invalid(pointers(faults)),
        other => Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "cannot-print",
            "This can't be printed as it is.",
        )
        .detail(other.to_string()),
    }
}

/// Faults of a template by JSON pointer.
pub fn pointers(faults: Vec<Fault>) -> Vec<(String, String)> {
    faults
        .into_iter()
        .map(|f| (format!("/{}", f.field.replace('.', "/")), f.message))
        .collect()
}

//! What tells two requests apart: a hash of the query and of as much of the body as the handler read.
//!
//! The body is listened to as it passes, so an upload is never held in memory for this.

use actix_web::dev::Payload;
use actix_web::web::Bytes;
use futures_util::StreamExt as _;
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Clone)]
pub struct Fingerprint(Arc<Mutex<Sha256>>);

impl Fingerprint {
    pub fn of(query: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(query.as_bytes());
        hash.update(b"\0");
        Self(Arc::new(Mutex::new(hash)))
    }

    pub fn add(&self, chunk: &Bytes) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.update(chunk);
    }

    /// The same payload, listened to.
    pub fn listen(&self, payload: Payload) -> Payload {
        let listener = self.clone();
        Payload::Stream {
            payload: Box::pin(payload.inspect(move |chunk| {
                if let Ok(chunk) = chunk {
                    listener.add(chunk);
                }
            })),
        }
    }

    /// The hash of what has passed so far.
    pub fn value(&self) -> String {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state
            .clone()
            .finalize()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect()
    }
}

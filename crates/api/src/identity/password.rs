//! Passwords: Argon2id, off the async threads, never more at once than there are cores.

use crate::problem::{Problem, Result};
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

pub struct Passwords {
    permits: Arc<Semaphore>,
    decoy: OnceLock<String>,
    verifications: AtomicU64,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            permits: Arc::new(Semaphore::new(cores)),
            decoy: OnceLock::new(),
            verifications: AtomicU64::new(0),
        }
    }
}

impl Passwords {
    /// The hash to keep, with its own salt and parameters in it.
    ///
    /// # Errors
    /// When hashing fails, which is a fault of ours.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.off_thread(move || {
            Argon2::default()
                .hash_password(password.as_bytes())
                .map(|h| h.to_string())
                .map_err(|e| Problem::internal(&e))
        })
        .await?
    }

    /// Whether a password fits. Without a hash it works just as long, against a decoy, and says no.
    ///
    /// # Errors
    /// When the work can't be done, which is a fault of ours.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let decoy = self.decoy().await?;
        self.verifications.fetch_add(1, Ordering::Relaxed);
        self.off_thread(move || {
            let fits = PasswordHash::new(hash.as_deref().unwrap_or(&decoy))
                .is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok());
            fits && hash.is_some()
        })
        .await
    }

    /// How many passwords were checked since the start: what a test looks at instead of a clock.
    pub fn verifications(&self) -> u64 {
        self.verifications.load(Ordering::Relaxed)
    }

    async fn decoy(&self) -> Result<String> {
        if let Some(decoy) = self.decoy.get() {
            return Ok(decoy.clone());
        }
        let made = self.hash(super::secret::make().0).await?;
        Ok(self.decoy.get_or_init(|| made).clone())
    }

    async fn off_thread<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let permit = self
            .permits
            .clone()
            .acquire_owned()
            .await
            .map_err(|e| Problem::internal(&e))?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        })
        .await
        .map_err(|e| Problem::internal(&e))
    }
}

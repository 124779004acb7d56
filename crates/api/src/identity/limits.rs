//! Slowing down whoever guesses: by address here, by account in the database.

use crate::config::Config;
use crate::problem::{Problem, Result};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;

/// Wrong passwords before an account rests.
pub const FREE_TRIES: i32 = 5;

/// Codes of certificates that an address may look at in a minute.
const VERIFICATIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);

/// How long an account rests after this many wrong passwords in a row: 30 s, doubling, at most 15 minutes.
pub fn rest_after(failures: i32) -> Option<chrono::Duration> {
    let beyond = failures - FREE_TRIES;
    (beyond >= 0).then(|| chrono::Duration::seconds(30 << beyond.min(5)).min(chrono::Duration::minutes(15)))
}

pub struct Limits {
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
    requests: DefaultKeyedRateLimiter<IpAddr>,
    verify: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    pub fn new(config: &Config) -> Self {
        let at_least_one = |n: u32| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        Self {
            sign_in: RateLimiter::keyed(Quota::per_minute(at_least_one(config.sign_ins_per_minute))),
            requests: RateLimiter::keyed(Quota::per_second(at_least_one(config.requests_per_second))),
            verify: RateLimiter::keyed(Quota::per_minute(VERIFICATIONS)),
        }
    }
    /// One more sign-in, reset or acceptance from an address.
    ///
    /// # Errors
    /// 429 with how long to wait.
    pub fn sign_in(&self, address: Option<IpAddr>) -> Result<()> {
        check(&self.sign_in, address)
    }
    /// One more request from an address.
    ///
    /// # Errors
    /// 429 with how long to wait.
    pub fn request(&self, address: Option<IpAddr>) -> Result<()> {
        check(&self.requests, address)
    }
    /// One more look at a certificate's code from an address.
    ///
    /// # Errors
    /// 429 with how long to wait.
    pub fn verify(&self, address: Option<IpAddr>) -> Result<()> {
        check(&self.verify, address)
    }
    /// Forgets addresses that have been quiet, so that the table doesn't grow for ever.
    pub fn tidy(&self) {
        self.sign_in.retain_recent();
        self.requests.retain_recent();
        self.verify.retain_recent();
    }
}

fn check(limiter: &DefaultKeyedRateLimiter<IpAddr>, address: Option<IpAddr>) -> Result<()> {
    let Some(address) = address else { return Ok(()) };
    limiter
        .check_key(&address)
        .map_err(|wait| Problem::too_many(wait.wait_time_from(DefaultClock::default().now()).as_secs() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_rests_longer_and_longer_but_never_for_ever() {
        assert_eq!(rest_after(4), None);
        assert_eq!(rest_after(5), Some(chrono::Duration::seconds(30)));
        assert_eq!(rest_after(6), Some(chrono::Duration::seconds(60)));
        assert_eq!(rest_after(1_000), Some(chrono::Duration::minutes(15)));
    }
}

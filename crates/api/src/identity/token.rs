//! Access tokens: signed, ten minutes, checked without the database.

use crate::ctx::App;
use crate::problem::{Problem, Result};
use cairn_domain::ids::{PersonId, SessionId};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};

/// How long an access token works, in seconds.
pub const ACCESS_SECONDS: u32 = 600;
const ISSUER: &str = "cairn";

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    pub sub: PersonId,
    /// Absent for an operator's token from the command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<SessionId>,
    pub iat: i64,
    pub exp: i64,
    pub iss: String,
    pub aud: String,
}

/// # Errors
/// When signing fails, which is a fault of ours.
pub fn issue(app: &App, person: PersonId, session: Option<SessionId>, now: DateTime<Utc>) -> Result<String> {
    let (kid, key) = app.keys.current();
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(kid.to_owned());
    let iat = now.timestamp();
    let claims = Claims {
        sub: person,
        sid: session,
        iat,
        exp: iat + i64::from(ACCESS_SECONDS),
        iss: ISSUER.into(),
        aud: ISSUER.into(),
    };
    encode(&header, &claims, key).map_err(|e| Problem::internal(&e))
}

/// What a token says, if it is ours, of our algorithm, and still good at `now`.
///
/// # Errors
/// 401, without saying what was wrong.
pub fn verify(app: &App, token: &str, now: DateTime<Utc>) -> Result<Claims> {
    let refused = |_| Problem::unauthenticated();
    let header = decode_header(token).map_err(refused)?;
    let key = header
        .kid
        .as_deref()
        .and_then(|kid| app.keys.verifying(kid))
        .ok_or_else(Problem::unauthenticated)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&[ISSUER]);
    validation.set_issuer(&[ISSUER]);
    validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    validation.validate_exp = false;
    let claims = decode::<Claims>(token, key, &validation).map_err(refused)?.claims;
    if claims.exp <= now.timestamp() || claims.iat > now.timestamp() + 60 {
        Err(Problem::unauthenticated())
    } else {
        Ok(claims)
    }
}

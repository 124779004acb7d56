//! Signing in, staying signed in, signing out.

use crate::ctx::Ctx;
use crate::identity::entity::{account, refresh_token, session};
use crate::identity::{limits, secret, store, token};
use crate::problem::{Problem, Result};
use crate::work::Work;
use actix_web::http::StatusCode;
use cairn_domain::identity::{AccessToken, AccountStatus, Scope, SignIn};
use cairn_domain::ids::{PersonId, SessionId};
use chrono::{DateTime, Duration, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, Set,
};
use uuid::Uuid;

/// How long somebody stays signed in without coming back.
const IDLE: Duration = Duration::days(14);

/// How long a used refresh token is taken for an answer that got lost, not for a copy.
const GRACE: Duration = Duration::seconds(10);

/// A session just opened or carried on: what goes in the body, and what goes in the cookie.
pub struct Opened {
    pub access: AccessToken,
    pub refresh: String,
    pub max_age: Duration,
}

/// One answer for a wrong password, an unknown address and a resting or closed account.
fn refused() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "sign-in-refused",
        "That email and password don't match an account.",
    )
    .detail("Check both and try again in a minute, or ask for a new password.")
}

/// A password that was tried for an account. Nobody is let in yet: the account may change while the password is looked at.
pub struct Tried {
    account: Option<account::Model>,
    fits: bool,
}

fn is_usable(account: &account::Model, now: DateTime<Utc>) -> bool {
    account.status == AccountStatus::Active.as_str() && account.locked_until.is_none_or(|until| until <= now)
}

/// # Errors
/// 401 with one answer for every reason, 429 when an address tries too often.
pub async fn sign_in(ctx: &Ctx, input: SignIn, device: &str) -> Result<Opened> {
    let tried = try_password(ctx, input).await?;
    admit(ctx, tried, device).await
}

/// Looks at a password. The same work whether or not there is an account, and a hash to check.
///
/// # Errors
/// 429 when an address tries too often.
pub async fn try_password(ctx: &Ctx, input: SignIn) -> Result<Tried> {
    ctx.app.limits.sign_in(ctx.address)?;
    let person = store::person_by_email(ctx.db(), &input.email).await?;
    let account = match &person {
        Some(p) => store::account(ctx.db(), PersonId(p.id)).await?,
        None => None,
    };
    let account = account.filter(|a| is_usable(a, ctx.now));
    let hash = account.as_ref().and_then(|a| a.password_hash.clone());
    let fits = ctx.app.passwords.verify(input.password, hash).await?;
    Ok(Tried { account, fits })
}

/// Lets somebody in whose password fits, as long as it is still theirs.
///
/// # Errors
/// 401 with one answer for every reason.
pub async fn admit(ctx: &Ctx, tried: Tried, device: &str) -> Result<Opened> {
    let Some(seen) = tried.account else {
        return Err(refused());
    };
    let person = PersonId(seen.person_id);
    let mut work = ctx.begin_as(Some(person)).await?;
    // Others may have tried meanwhile: what they found out counts, one after the other. And somebody who chose another password
    // wants nobody in who knows the old one.
    let Some(account) = store::account_to_change(work.tx(), person)
        .await?
        .filter(|a| is_usable(a, ctx.now) && a.password_hash == seen.password_hash)
    else {
        return Err(refused());
    };
    if !tried.fits {
        count_failure(&work, account).await?;
        work.commit().await?;
        return Err(refused());
    }
    if account.failed_sign_ins > 0 {
        let mut row = account.into_active_model();
        row.failed_sign_ins = Set(0);
        row.locked_until = Set(None);
        row.update(work.tx()).await?;
    }
    let opened = open_session(&mut work, person, device).await?;
    work.commit().await?;
    Ok(opened)
}

async fn count_failure(work: &Work, account: account::Model) -> Result<()> {
    let failures = account.failed_sign_ins + 1;
    let person = account.person_id;
    let mut row = account.into_active_model();
    row.failed_sign_ins = Set(failures);
    row.locked_until = Set(limits::rest_after(failures).map(|rest| work.now + rest));
    row.update(work.tx()).await?;
    if limits::rest_after(failures).is_some() {
        work.audit(
            None,
            "account.rested",
            Some(person),
            format!("Sign-in rests after {failures} wrong passwords."),
        )
        .await?;
    }
    Ok(())
}

/// Opens a session for somebody who has just shown who they are.
///
/// # Errors
/// When the database refuses.
pub async fn open_session(work: &mut Work, person: PersonId, device: &str) -> Result<Opened> {
    let id = Uuid::now_v7();
    session::ActiveModel {
        id: Set(id),
        person_id: Set(person.0),
        device: Set(device.chars().take(200).collect()),
        created_at: Set(work.now),
        last_used_at: Set(work.now),
        expires_at: Set(work.now + IDLE),
        revoked_at: Set(None),
    }
    .insert(work.tx())
    .await?;
    carry_on(work, person, id).await
}

async fn carry_on(work: &Work, person: PersonId, session: Uuid) -> Result<Opened> {
    let (secret, hash) = secret::make();
    store::add_refresh_token(work.tx(), session, hash, work.now, work.now + IDLE).await?;
    let access_token = token::issue(&work.app, person, Some(SessionId(session)), work.now)?;
    Ok(Opened {
        access: AccessToken {
            access_token,
            token_type: "Bearer".into(),
            expires_in: token::ACCESS_SECONDS,
        },
        refresh: secret,
        max_age: IDLE,
    })
}

/// A used token presented again ends the whole session: somebody has a copy.
async fn end_for_reuse(ctx: &Ctx, work: Work, person: PersonId, session: Uuid) -> Result<Problem> {
    store::end_sessions(work.tx(), person, Some(session), work.now).await?;
    work.audit(
        None,
        "session.reuse_found",
        Some(session),
        "A used sign-in was presented again, so that session was ended.",
    )
    .await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(Problem::unauthenticated())
}

/// Leaves no other token of the session to be used: of two that were given for one, the later counts, and the earlier is a used one.
async fn retire_others(work: &Work, session: Uuid) -> Result<()> {
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::UsedAt, Expr::value(work.now))
        .filter(refresh_token::Column::SessionId.eq(session))
        .filter(refresh_token::Column::UsedAt.is_null())
        .exec(work.tx())
        .await?;
    Ok(())
}

/// Exchanges a refresh token for the next one. A token that was used a while ago ends the whole session: somebody has a copy.
/// One that was used this moment is a page that was loaded twice, and is exchanged again.
///
/// # Errors
/// 401 when the token isn't good.
pub async fn refresh(ctx: &Ctx, presented: &str) -> Result<Opened> {
    let work = ctx.begin_as(None).await?;
    let hash = secret::hash(presented);
    let token = refresh_token::Entity::find()
        .filter(refresh_token::Column::TokenHash.eq(hash))
        .one(work.tx())
        .await?
        .ok_or_else(Problem::unauthenticated)?;
    let session = session::Entity::find_by_id(token.session_id)
        .one(work.tx())
        .await?
        .ok_or_else(Problem::unauthenticated)?;
    let person = PersonId(session.person_id);
    // One statement decides who uses the token, also between two instances.
    let used = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::UsedAt, Expr::value(work.now))
        .filter(refresh_token::Column::Id.eq(token.id))
        .filter(refresh_token::Column::UsedAt.is_null())
        .exec(work.tx())
        .await?;
    if used.rows_affected == 0 {
        // Used by another request at this very moment: then it isn't in the row that was read.
        let just_now = token.used_at.is_none_or(|at| work.now - at < GRACE);
        if !just_now {
            return Err(end_for_reuse(ctx, work, person, session.id).await?);
        }
        retire_others(&work, session.id).await?;
    }
    let account = store::account(work.tx(), person).await?;
    let open = session.revoked_at.is_none() && session.expires_at > work.now && token.expires_at > work.now;
    if !open || account.is_none_or(|a| a.status != AccountStatus::Active.as_str()) {
        return Err(Problem::unauthenticated());
    }
    let id = session.id;
    let mut row = session.into_active_model();
    row.last_used_at = Set(work.now);
    row.expires_at = Set(work.now + IDLE);
    row.update(work.tx()).await?;
    let opened = carry_on(&work, person, id).await?;
    work.commit().await?;
    Ok(opened)
}

/// Ends the session that a refresh token belongs to. A token that isn't good is already signed out.
///
/// # Errors
/// When the database refuses.
pub async fn sign_out(ctx: &Ctx, presented: &str) -> Result<()> {
    let work = ctx.begin_as(None).await?;
    let hash = secret::hash(presented);
    if let Some(token) = refresh_token::Entity::find()
        .filter(refresh_token::Column::TokenHash.eq(hash))
        .one(work.tx())
        .await?
        && let Some(session) = session::Entity::find_by_id(token.session_id)
            .one(work.tx())
            .await?
    {
        store::end_sessions(work.tx(), PersonId(session.person_id), Some(session.id), work.now).await?;
    }
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(())
}

/// Ends every session of a person.
///
/// # Errors
/// When the database refuses.
pub async fn sign_out_everywhere(ctx: &Ctx, scope: &Scope) -> Result<()> {
    let work = ctx.begin(scope).await?;
    let ended = store::end_sessions(work.tx(), scope.person_id(), None, work.now).await?;
    work.audit(
        None,
        "session.all_ended",
        Some(scope.person_id().0),
        format!("Signed out of {ended} browsers."),
    )
    .await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(())
}

/// A person's password was shown. Good for as long as it is theirs.
pub struct Proof {
    person: PersonId,
    hash: Option<String>,
}

/// Whether this is the person's password: asked again before anything that matters.
///
/// # Errors
/// When the database refuses.
pub async fn prove(ctx: &Ctx, person: PersonId, password: String) -> Result<Option<Proof>> {
    let account = store::account(ctx.db(), person).await?;
    let hash = account.and_then(|a| a.password_hash);
    let fits = ctx.app.passwords.verify(password, hash.clone()).await?;
    Ok(fits.then_some(Proof { person, hash }))
}

impl Proof {
    /// Whether it is still their password. From here on it stays so until the work is kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn still_holds(&self, work: &Work) -> Result<bool> {
        let account = store::account_to_change(work.tx(), self.person).await?;
        Ok(account.is_some_and(|a| a.password_hash.is_some() && a.password_hash == self.hash))
    }
}

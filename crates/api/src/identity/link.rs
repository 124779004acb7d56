//! Links in letters: a secret that works once and ends after a while, kept only as a hash.
//!
//! The secret stands behind `#`, so a browser never sends it to a server by itself and no log holds it.

use super::entity::link_token;
use super::secret;
use crate::problem::{Problem, Result};
use crate::work::Work;
use actix_web::http::StatusCode;
use cairn_domain::ids::{PersonId, SchemeId};
use chrono::{DateTime, Duration, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, Set,
};
use uuid::Uuid;

/// What opening a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Join, by choosing a first password.
    Invitation,
    /// Choose another password.
    Reset,
    /// Show that a new address is one's own.
    Email,
}

impl Purpose {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Email => "email",
        }
    }
    /// How long such a link works.
    pub const fn lasts(self) -> Duration {
        match self {
            Self::Invitation => Duration::days(14),
            Self::Reset => Duration::hours(1),
            Self::Email => Duration::days(1),
        }
    }
    const fn page(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset-password",
            Self::Email => "confirm-email",
        }
    }
}

/// A link that isn't written down yet: its address, and the row to keep.
pub struct NewLink {
    pub url: String,
    pub row: link_token::ActiveModel,
}

/// Makes a link for a person.
pub fn make(work: &Work, person: PersonId, purpose: Purpose) -> NewLink {
    let (secret, hash) = secret::make();
    NewLink {
        url: format!("{}/{}#token={secret}", work.app.config.public_url, purpose.page()),
        row: link_token::ActiveModel {
            id: Set(Uuid::now_v7()),
            person_id: Set(person.0),
            purpose: Set(purpose.as_str().to_owned()),
            token_hash: Set(hash),
            new_email: Set(None),
            scheme_id: Set(None),
            created_at: Set(work.now),
            expires_at: Set(work.now + purpose.lasts()),
            used_at: Set(None),
        },
    }
}

impl NewLink {
    #[must_use]
    pub fn for_scheme(mut self, scheme: Option<SchemeId>) -> Self {
        self.row.scheme_id = Set(scheme.map(|s| s.0));
        self
    }
    #[must_use]
    pub fn for_address(mut self, address: &str) -> Self {
        self.row.new_email = Set(Some(address.to_owned()));
        self
    }
    /// Writes it down and gives its address.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep(self, work: &Work) -> Result<String> {
        self.row.insert(work.tx()).await?;
        Ok(self.url)
    }
}

/// One answer for a link that was used, has ended, or never was.
fn ended() -> Problem {
    Problem::new(StatusCode::GONE, "link-ended", "This link doesn't work any more.")
        .detail("Each link works once and ends after a while. Ask for a new one.")
}

/// Looks at a link without using it.
///
/// # Errors
/// 410 when it doesn't work.
pub async fn look<C: ConnectionTrait>(
    db: &C,
    purpose: Purpose,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<link_token::Model> {
    link_token::Entity::find()
        .filter(link_token::Column::TokenHash.eq(secret::hash(secret)))
        .filter(link_token::Column::Purpose.eq(purpose.as_str()))
        .one(db)
        .await?
        .filter(|l| l.used_at.is_none() && l.expires_at > now)
        .ok_or_else(ended)
}

/// Uses a link. Of two who try at once, one does.
///
/// # Errors
/// 410 when it doesn't work.
pub async fn take(work: &Work, purpose: Purpose, secret: &str) -> Result<link_token::Model> {
    let link = look(work.tx(), purpose, secret, work.now).await?;
    let used = link_token::Entity::update_many()
        .col_expr(link_token::Column::UsedAt, Expr::value(work.now))
        .filter(link_token::Column::Id.eq(link.id))
        .filter(link_token::Column::UsedAt.is_null())
        .exec(work.tx())
        .await?;
    if used.rows_affected == 1 {
        Ok(link)
    } else {
        Err(ended())
    }
}

/// Ends every open link of a person, or those of one purpose.
///
/// # Errors
/// When the database refuses.
pub async fn end_all(work: &Work, person: PersonId, purpose: Option<Purpose>) -> Result<()> {
    let mut update = link_token::Entity::update_many()
        .col_expr(link_token::Column::UsedAt, Expr::value(work.now))
        .filter(link_token::Column::PersonId.eq(person.0))
        .filter(link_token::Column::UsedAt.is_null());
    if let Some(purpose) = purpose {
        update = update.filter(link_token::Column::Purpose.eq(purpose.as_str()));
    }
    update.exec(work.tx()).await?;
    Ok(())
}

/// The newest link of a person for a purpose, used or not.
///
/// # Errors
/// When the database can't be read.
pub async fn newest<C: ConnectionTrait>(
    db: &C,
    person: PersonId,
    purpose: Purpose,
) -> Result<Option<link_token::Model>> {
    Ok(link_token::Entity::find()
        .filter(link_token::Column::PersonId.eq(person.0))
        .filter(link_token::Column::Purpose.eq(purpose.as_str()))
        .order_by_desc(link_token::Column::Id)
        .one(db)
        .await?)
}

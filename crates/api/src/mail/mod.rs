//! Mail: written to a table in the change's transaction, sent by a job, by SMTP or into `var/mail/`.
//!
//! A crash never loses a letter that was promised; at worst one is sent twice. Next: `letters` for what they say.

pub mod letters;

use crate::config::Config;
use crate::ctx::Ctx;
use crate::files;
use crate::jobs::{self, NewJob};
use crate::problem::{Problem, Result};
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use chrono::{DateTime, Utc};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, Set};
use uuid::Uuid;

/// The job that sends one letter.
pub const SEND: &str = "mail.send";

#[allow(
    clippy::disallowed_methods,
    reason = "sea-orm derives code that begins transactions; we never call it"
)]
pub mod entity {
    //! `mail`.
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mail")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub to_address: String,
        pub subject: String,
        #[sea_orm(column_type = "Text")]
        pub body_text: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub body_html: Option<String>,
        pub scheme_id: Option<Uuid>,
        pub created_at: DateTimeUtc,
        pub sent_at: Option<DateTimeUtc>,
        #[sea_orm(column_type = "Text", nullable)]
        pub failure: Option<String>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// One message to one person.
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub scheme: Option<SchemeId>,
}

/// How mail leaves this installation.
pub enum Mailer {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Files(AsyncFileTransport<Tokio1Executor>),
}

impl Mailer {
    /// By `smtp_url`, or into files when it is empty.
    ///
    /// # Errors
    /// When the address can't be read or the directory can't be made.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        if config.smtp_url.is_empty() {
            let dir = config.var_dir.join("mail");
            files::private_folder(&dir)?;
            return Ok(Self::Files(AsyncFileTransport::new(dir)));
        }
        Ok(Self::Smtp(Box::new(
            AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.smtp_url)?
                .timeout(Some(std::time::Duration::from_secs(20)))
                .build(),
        )))
    }

    async fn deliver(&self, message: Message) -> std::result::Result<(), String> {
        match self {
            Self::Smtp(transport) => transport.send(message).await.map(drop).map_err(|e| e.to_string()),
            Self::Files(transport) => transport.send(message).await.map(drop).map_err(|e| e.to_string()),
        }
    }
}

pub(crate) async fn queue<C: ConnectionTrait>(tx: &C, letter: Letter, now: DateTime<Utc>) -> Result<()> {
    queue_all(tx, vec![letter], now).await
}

/// Queues many letters with a few statements.
pub(crate) async fn queue_all<C: ConnectionTrait>(
    tx: &C,
    letters: Vec<Letter>,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut waiting = letters.into_iter().peekable();
    while waiting.peek().is_some() {
        let rows: Vec<_> = waiting.by_ref().take(500).map(|l| row(l, now)).collect();
        let jobs = rows
            .iter()
            .map(|r| NewJob::new(SEND, serde_json::json!({ "mail_id": r.id.as_ref() })))
            .collect();
        entity::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
        jobs::enqueue_all(tx, jobs, now).await?;
    }
    Ok(())
}

fn row(letter: Letter, now: DateTime<Utc>) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(Uuid::now_v7()),
        to_address: Set(letter.to),
        subject: Set(letter.subject),
        body_text: Set(letter.text),
        body_html: Set(None),
        scheme_id: Set(letter.scheme.map(|s| s.0)),
        created_at: Set(now),
        sent_at: Set(None),
        failure: Set(None),
    }
}

/// Sends one letter, once.
///
/// # Errors
/// When the mail server refuses or can't be reached: the job queue tries again.
pub async fn send(ctx: &Ctx, payload: &serde_json::Value) -> Result<()> {
    let id: Uuid = payload
        .get("mail_id")
        .and_then(|v| v.as_str())
        .and_then(|s| s.parse().ok())
        .ok_or_else(|| Problem::internal(&"mail job without an id"))?;
    let Some(mail) = entity::Entity::find_by_id(id)
        .one(ctx.db())
        .await?
        .filter(|m| m.sent_at.is_none())
    else {
        return Ok(());
    };
    let outcome = match message(ctx, &mail) {
        Ok(message) => ctx.app.mailer.deliver(message).await,
        Err(error) => Err(error),
    };
    let (text, scheme) = (mail.body_text.clone(), mail.scheme_id.map(SchemeId));
    let mut row = mail.into_active_model();
    match &outcome {
        Ok(()) => {
            if !ctx.app.config.demo {
                row.body_text = Set(without_secrets(&text));
            }
            row.sent_at = Set(Some(ctx.now));
            row.failure = Set(None);
        }
        Err(error) => row.failure = Set(Some(error.clone())),
    }
    row.update(ctx.db()).await?;
    if ctx.app.config.demo {
        tell_the_mail_page(ctx, id, scheme).await?;
    }
    outcome.map_err(|error| Problem::internal(&error))
}

/// The page is there in demo mode alone.
async fn tell_the_mail_page(ctx: &Ctx, mail: Uuid, scheme: Option<SchemeId>) -> Result<()> {
    let mut work = ctx.begin_as(None).await?;
    work.announce(Topic::Mail, mail, scheme);
    work.commit().await
}

/// A letter without the secrets of its links: what is kept once it is on its way.
fn without_secrets(text: &str) -> String {
    const MARK: &str = "#token=";
    let mut parts = text.split(MARK);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        kept.push_str(MARK);
        kept.push('…');
        kept.push_str(rest);
    }
    kept
}

fn message(ctx: &Ctx, mail: &entity::Model) -> std::result::Result<Message, String> {
    let from: Mailbox = ctx
        .app
        .config
        .mail_from
        .parse()
        .map_err(|e| format!("mail_from: {e}"))?;
    let to: Mailbox = mail.to_address.parse().map_err(|e| format!("recipient: {e}"))?;
    // A name that is ours, as a mail server may look it up.
    let domain = from.email.domain().to_owned();
    Message::builder()
        .from(from)
        .to(to)
        .subject(mail.subject.clone())
        .message_id(Some(format!("<{}@{domain}>", mail.id)))
        // So that nobody's "I am away" answers it (RFC 3834).
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .header(ContentType::TEXT_PLAIN)
        .body(mail.body_text.clone())
        .map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn a_letter_that_was_sent_keeps_no_secret() {
        let text = "Open:\nhttp://x.example/invitation#token=aB-c_9\n\nCairn\n";
        assert_eq!(
            without_secrets(text),
            "Open:\nhttp://x.example/invitation#token=…\n\nCairn\n"
        );
    }
}

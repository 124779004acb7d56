//! A unit of work: one write transaction with the audit trail, live updates, jobs and mail that belong to it.
//!
//! All of it is kept together or not at all. Dropping a `Work` without `commit` rolls everything back.

use crate::ctx::{App, Ctx};
use crate::problem::Result;
use crate::{audit, events, idempotency, jobs, mail};
use cairn_domain::ids::{PersonId, SchemeId};
use cairn_domain::operations::Topic;
use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;
use std::sync::Arc;
use uuid::Uuid;

pub struct Work {
    tx: DatabaseTransaction,
    pub app: Arc<App>,
    pub actor: Option<PersonId>,
    pub now: DateTime<Utc>,
    pub request_id: String,
    has_news: bool,
    news: Vec<events::News>,
}

impl Work {
    pub(crate) async fn begin(ctx: &Ctx, actor: Option<PersonId>) -> Result<Self> {
        let tx = crate::db::write_tx(&ctx.app.db).await?;
        Ok(Self {
            tx,
            app: ctx.app.clone(),
            actor,
            now: ctx.now,
            request_id: ctx.request_id.clone(),
            has_news: false,
            news: vec![],
        })
    }

    /// The transaction, for a store's queries.
    pub fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Writes down who did what, in words.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn audit(
        &self,
        scheme: Option<SchemeId>,
        verb: &str,
        subject: Option<Uuid>,
        sentence: impl Into<String>,
    ) -> Result<()> {
        audit::record(
            self,
            scheme,
            verb,
            subject,
            sentence.into(),
            serde_json::json!({}),
        )
        .await
    }

    /// Tells open browsers that something changed, once this work is kept.
    pub fn announce(&mut self, topic: Topic, subject: Uuid, scheme: Option<SchemeId>) {
        self.has_news = true;
        self.news.push(events::News {
            topic,
            subject,
            scheme,
        });
    }

    /// Queues a job that runs only if this work is kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enqueue(&mut self, job: jobs::NewJob) -> Result<()> {
        self.has_news = true;
        jobs::enqueue(&self.tx, job, self.now).await
    }

    /// Queues a letter that is sent only if this work is kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mail(&mut self, letter: mail::Letter) -> Result<()> {
        self.has_news = true;
        mail::queue(&self.tx, letter, self.now).await
    }

    /// Queues many letters at once.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mail_all(&mut self, letters: Vec<mail::Letter>) -> Result<()> {
        self.has_news = true;
        mail::queue_all(&self.tx, letters, self.now).await
    }

    /// Keeps everything, then wakes the job runner and the live streams.
    ///
    /// # Errors
    /// When the database can't keep it; then nothing of it happened.
    pub async fn commit(self) -> Result<()> {
        if let Some(key) = idempotency::current() {
            idempotency::entity::mark_done(&self.tx, key).await?;
        }
        if self.has_news {
            self.app.bus.notify_in(&self.tx).await?;
        }
        if !self.news.is_empty() {
            events::append(&self.tx, self.news, self.now).await?;
        }
        self.tx.commit().await?;
        if self.has_news {
            self.app.bus.poke();
        }
        Ok(())
    }
}

//! What keeps the house running, as staff see it: mail, jobs, the audit trail and live updates.

use crate::cohorts::vocabulary::words;
use crate::identity::wire::wire;
use crate::ids::{AuditEventId, JobId, MailId, PersonId, SchemeId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

words! {
    /// What a live update is about.
    Topic {
        Cohort = "cohort", "People";
        Import = "import", "Imports";
        Proposal = "proposal", "Proposals";
        Groups = "groups", "Groups";
        Mail = "mail", "Mail";
    }
    JobState {
        Waiting = "waiting", "Waiting";
        Running = "running", "Running";
        Dead = "dead", "Gave up";
    }
}

wire! {
    /// What an installation says about itself to anybody.
    AboutView {
        name: String,
        version: String,
        institution: String,
        demo: bool,
        /// Accounts to try, in demo mode only.
        demo_accounts: Vec<DemoAccount>,
    }
    DemoAccount { role: crate::identity::Role, name: String, email: String, password: String, }
    /// Something changed: fetch it again.
    LiveUpdate { topic: Topic, id: uuid::Uuid, scheme_id: Option<SchemeId>, }
    /// Opens one live stream, once, within a minute.
    EventTicket { ticket: String, }
    MailSummary { id: MailId, to: String, subject: String, created_at: DateTime<Utc>, sent_at: Option<DateTime<Utc>>, failure: Option<String>, }
    MailMessage {
        #[serde(flatten)]
        summary: MailSummary,
        text: String,
    }
    JobView { id: JobId, kind: String, state: JobState, attempts: u32, run_at: DateTime<Utc>, last_error: Option<String>, }
    AuditEventView {
        id: AuditEventId,
        at: DateTime<Utc>,
        actor_id: Option<PersonId>,
        actor_name: Option<String>,
        scheme_id: Option<SchemeId>,
        /// What was done, like `proposal.published`.
        verb: String,
        subject_id: Option<uuid::Uuid>,
        /// In words.
        sentence: String,
    }
}

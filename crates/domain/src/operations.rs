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
        Training = "training", "Training";
        Recognition = "recognition", "Recognition";
        Recruitment = "recruitment", "Recruitment";
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
        name: String = "Cairn",
        version: String = "0.1.0",
        institution: String = "Your university",
        demo: bool = true,
        /// Accounts to try, in demo mode only.
        demo_accounts: Vec<DemoAccount>,
    }
    DemoAccount { role: crate::identity::Role, name: String = "Ruth Adeyemi", email: String = "admin@demo.example", password: String = "demo-cairn-2026", }
    /// Something changed: fetch it again.
    LiveUpdate { topic: Topic, id: uuid::Uuid, scheme_id: Option<SchemeId>, }
    /// Opens one live stream, once, within a minute.
    EventTicket { ticket: String = "pX4nD8sKq1VtR6yB", }
    MailSummary { id: MailId, to: String = "amina.khan@uni.example", subject: String = "Choose a new password", created_at: DateTime<Utc>, sent_at: Option<DateTime<Utc>>, failure: Option<String> = null, }
    MailMessage {
        #[serde(flatten)]
        summary: MailSummary,
        text: String = "Hello Mina,\n\nSomebody asked for a new password for your account.\n",
    }
    JobView { id: JobId, kind: String = "mail.send", state: JobState, attempts: u32 = 1, run_at: DateTime<Utc>, last_error: Option<String> = null, }
    AuditEventView {
        id: AuditEventId,
        at: DateTime<Utc>,
        actor_id: Option<PersonId>,
        actor_name: Option<String> = "Helen Carter",
        scheme_id: Option<SchemeId>,
        /// What was done, like `proposal.published`.
        verb: String = "proposal.published",
        subject_id: Option<uuid::Uuid>,
        /// In words.
        sentence: String = "Published First try: 36 groups.",
    }
}

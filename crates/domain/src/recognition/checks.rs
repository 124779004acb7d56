//! What is wrong with input about recognition, said so that people can mend it.

use super::evidence::{EvidenceDecision, EvidenceKind, HoursUse, MOST_MINUTES};
use super::hear::HearSettings;
use super::wire::*;
use crate::faults::{Faults, fault, line, prose};
use crate::problem::Check;
use crate::text::is_plausible;

macro_rules! checks {
    ($($name:ty: |$me:ident, $f:ident| $body:block)*) => {$(
        impl Check for $name {
            fn faults(&self) -> Faults {
                let ($me, mut found) = (self, Faults::new());
                let $f = &mut found;
                $body
                found
            }
        }
    )*};
}

checks! {
    NewEvidence: |me, f| {
        prose(f, "/text", &me.text, 10_000);
        if me.minutes > MOST_MINUTES { fault(f, "/minutes", "Write down at most 12 hours at once."); }
        if !is_plausible(me.happened_on) { fault(f, "/happened_on", "Check the year of this date."); }
    }
    EvidencePatch: |me, f| {
        prose(f, "/text", &me.text, 10_000);
        if me.minutes > MOST_MINUTES { fault(f, "/minutes", "Write down at most 12 hours at once."); }
        if !is_plausible(me.happened_on) { fault(f, "/happened_on", "Check the year of this date."); }
    }
    EvidenceDecisions: |me, f| {
        if me.ids.is_empty() || me.ids.len() > 500 { fault(f, "/ids", "Choose 1 to 500 items."); }
        if !me.versions.is_empty() && me.versions.len() != me.ids.len() {
            fault(f, "/versions", "Send one version for each item, in the same order, or none.");
        }
        if me.reason.chars().count() > 500 { fault(f, "/reason", "Write at most 500 characters."); }
        if me.decision == EvidenceDecision::Refuse && me.reason.trim().is_empty() {
            fault(f, "/reason", "Say why, so that the mentor can learn from it.");
        }
    }
    NewSignOff: |me, f| { prose(f, "/note", &me.note, 500); }
    ExternalEvidence: |me, f| {
        if !crate::training::content::is_key(&me.source) {
            fault(f, "/source", "Name the other system with 1 to 40 small letters, digits and hyphens.");
        }
        if me.items.is_empty() || me.items.len() > 1000 { fault(f, "/items", "Send 1 to 1,000 items at once."); }
        for (n, item) in me.items.iter().enumerate().take(1000) {
            line(f, &format!("/items/{n}/reference"), &item.reference, 100);
            if item.student_number.is_some() == item.email.is_some() {
                fault(f, format!("/items/{n}"), "Say who by a student number or an email address, not both.");
            }
            if !matches!(item.kind, EvidenceKind::Hours | EvidenceKind::Meeting | EvidenceKind::Contact) {
                fault(f, format!("/items/{n}/kind"), "Send hours, meeting or contact.");
            }
            if item.minutes > MOST_MINUTES { fault(f, format!("/items/{n}/minutes"), "Send at most 720 minutes in one item."); }
            if item.text.chars().count() > 500 { fault(f, format!("/items/{n}/text"), "Write at most 500 characters."); }
            if !is_plausible(item.happened_on) { fault(f, format!("/items/{n}/happened_on"), "Check the year of this date."); }
        }
    }
    NewThanks: |me, f| { prose(f, "/text", &me.text, 500); }
    HoursChoice: |me, f| {
        if me.ids.is_empty() || me.ids.len() > 500 { fault(f, "/ids", "Choose 1 to 500 items."); }
        if me.counts_for == HoursUse::Hear && me.outcome_id.is_some() {
            fault(f, "/outcome_id", "Learning outcomes are for credit only.");
        }
    }
    SkillsStatement: |me, f| {
        if me.text.chars().count() > 3_000 { fault(f, "/text", "Write at most 3,000 characters."); }
    }
    AwardContent: |me, f| {
        line(f, "/name", &me.name, 100);
        prose(f, "/description", &me.description, 500);
        f.extend(me.rule.faults("/rule"));
    }
    NewAward: |me, f| { f.extend(me.content.faults()); }
    DryRun: |me, f| { f.extend(me.rule.faults("/rule")); }
    NewGrants: |me, f| {
        if me.participants.len() > 2_000 { fault(f, "/participants", "Name at most 2,000 mentors at once."); }
        let reason = me.reason.as_deref().unwrap_or_default();
        if me.despite_rule && reason.trim().is_empty() { fault(f, "/reason", "Say why the rule is set aside."); }
        if me.despite_rule && me.participants.is_empty() {
            fault(f, "/participants", "Name each person for whom the rule is set aside.");
        }
        if reason.chars().count() > 500 { fault(f, "/reason", "Write at most 500 characters."); }
    }
    Revocation: |me, f| { prose(f, "/reason", &me.reason, 500); }
    NewAppeal: |me, f| { prose(f, "/text", &me.text, 2_000); }
    AppealAnswer: |me, f| { prose(f, "/answer", &me.answer, 2_000); }
    CertificateTemplate: |me, f| {
        line(f, "/institution", &me.institution, 120);
        line(f, "/title", &me.title, 120);
        prose(f, "/wording", &me.wording, 800);
        line(f, "/signatory_name", &me.signatory_name, 100);
        line(f, "/signatory_role", &me.signatory_role, 150);
    }
    NewCertificateBatch: |_me, _f| {}
    HearSettings: |me, f| { f.extend(Self::faults(me)); }
    HearActivityContent: |me, f| {
        line(f, "/title", &me.title, super::hear::LONGEST_TITLE);
        prose(f, "/description", &me.description, 2_000);
        line(f, "/provider", &me.provider, 150);
        line(f, "/key_contact", &me.key_contact, 150);
        if !me.verifier.trim().is_empty() { line(f, "/verifier", &me.verifier, 150); }
        prose(f, "/protocol", &me.protocol, 4_000);
        if me.minutes_needed > 60_000 { fault(f, "/minutes_needed", "Ask for at most 1,000 hours."); }
        if me.deadline.is_some_and(|d| !is_plausible(d)) { fault(f, "/deadline", "Check the year of this date."); }
        for (at, text) in [("/title", &me.title), ("/description", &me.description)] {
            if super::hear::has_address(text) { fault(f, at, "Leave web and email addresses out: entries may not hold them."); }
        }
    }
    NewHearActivity: |me, f| { f.extend(me.content.faults()); }
    NewHearEntry: |_me, _f| {}
    HearVerifications: |me, f| {
        if me.ids.is_empty() || me.ids.len() > 2_000 { fault(f, "/ids", "Choose 1 to 2,000 entries."); }
    }
    WblOutcomes: |me, f| {
        if me.outcomes.len() > 20 { fault(f, "/outcomes", "Set at most 20 learning outcomes."); }
        for (n, o) in me.outcomes.iter().enumerate().take(20) {
            line(f, &format!("/outcomes/{n}/code"), &o.content.code, 20);
            prose(f, &format!("/outcomes/{n}/text"), &o.content.text, 500);
            if o.content.minutes_needed > 60_000 { fault(f, format!("/outcomes/{n}/minutes_needed"), "Ask for at most 1,000 hours."); }
        }
    }
    NewWblClaim: |_me, _f| {}
    NewWblComment: |me, f| { prose(f, "/text", &me.text, 2_000); }
    WblStep: |me, f| {
        if me.comment.chars().count() > 2_000 { fault(f, "/comment", "Write at most 2,000 characters."); }
    }
}

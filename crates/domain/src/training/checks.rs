//! What is wrong with input about training, said so that people can mend it.

use super::content::is_key;
use super::wire::*;
use crate::faults::fault;
use crate::problem::Check;
use crate::text::{is_line, is_plausible};

impl Check for TrainingSettings {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        if !(1..=100).contains(&self.pass_percent) {
            fault(
                &mut f,
                "/pass_percent",
                "Choose a pass mark from 1 to 100 per cent.",
            );
        }
        if self.attempts_per_day > 50 {
            fault(&mut f, "/attempts_per_day", "Choose 0 (any number) to 50.");
        }
        if !(1..=90).contains(&self.stuck_days) {
            fault(&mut f, "/stuck_days", "Choose 1 to 90 days.");
        }
        if self.grace_days > 90 {
            fault(&mut f, "/grace_days", "Choose 0 (at once) to 90 days.");
        }
        if self.code_of_conduct_version == 0 || self.code_of_conduct_version > 10_000 {
            fault(&mut f, "/code_of_conduct_version", "Versions count from 1.");
        }
        if self.code_of_conduct.chars().count() > 20_000 {
            fault(&mut f, "/code_of_conduct", "Write at most 20,000 characters.");
        }
        if self.code_of_conduct_needed && self.code_of_conduct.trim().is_empty() {
            fault(&mut f, "/code_of_conduct", "Write what mentors sign.");
        }
        f
    }
}

/// A host, or `*.` and a host.
fn is_host_pattern(host: &str) -> bool {
    let host = host.strip_prefix("*.").unwrap_or(host);
    host.len() <= 200
        && host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
}

/// Whether a host is among the allowed ones.
pub fn host_is_allowed(host: &str, allowed: &[String]) -> bool {
    let host = host.to_ascii_lowercase();
    allowed.iter().any(|a| match a.strip_prefix("*.") {
        Some(below) => host
            .strip_suffix(below)
            .is_some_and(|rest| rest.ends_with('.') && rest.len() > 1),
        None => host == *a,
    })
}

impl Check for TrainingInstitution {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        if self.emergency_routes.is_empty() || self.emergency_routes.len() > 20 {
            fault(
                &mut f,
                "/emergency_routes",
                "Name 1 to 20 routes. Emergency services come first.",
            );
        }
        let calls_999 = |r: &EmergencyRoute| r.reach.split(|c: char| !c.is_ascii_digit()).any(|n| n == "999");
        if !self.emergency_routes.iter().any(calls_999) {
            fault(
                &mut f,
                "/emergency_routes",
                "Keep 999 among the routes: lessons send people there when somebody is in danger.",
            );
        }
        for (n, r) in self.emergency_routes.iter().enumerate() {
            for (at, text) in [("name", &r.name), ("reach", &r.reach), ("when", &r.when)] {
                if text.trim().is_empty() || text.chars().count() > 200 || !is_line(text) {
                    fault(
                        &mut f,
                        format!("/emergency_routes/{n}/{at}"),
                        "Write 1 to 200 characters, in one line.",
                    );
                }
            }
        }
        let word = &self.supervisor_word;
        if word.trim().is_empty() || word.chars().count() > 40 || !is_line(word) {
            fault(
                &mut f,
                "/supervisor_word",
                "Write 1 to 40 characters, in one line.",
            );
        }
        for (at, hosts) in [
            ("link_hosts", &self.link_hosts),
            ("embed_hosts", &self.embed_hosts),
        ] {
            if hosts.len() > 100 {
                fault(&mut f, format!("/{at}"), "Name at most 100 hosts.");
            }
            for (n, host) in hosts.iter().enumerate() {
                if !is_host_pattern(host) {
                    fault(
                        &mut f,
                        format!("/{at}/{n}"),
                        "Write a host like www.nhs.uk, or *.ac.uk for all below it.",
                    );
                }
            }
        }
        f
    }
}

fn place_faults(f: &mut Vec<(String, String)>, prerequisites: &[String], valid_months: Option<u32>) {
    if prerequisites.len() > 20 || prerequisites.iter().any(|p| !is_key(p)) {
        fault(f, "/prerequisites", "Name at most 20 modules, by their keys.");
    }
    if valid_months.is_some_and(|m| !(1..=120).contains(&m)) {
        fault(
            f,
            "/valid_months",
            "Choose 1 to 120 months, or leave it empty: then it counts for ever.",
        );
    }
}

impl Check for NewModule {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f: Vec<_> = self
            .content
            .faults()
            .into_iter()
            .map(|(at, what)| (format!("/content{at}"), what))
            .collect();
        if !is_key(&self.key) {
            fault(
                &mut f,
                "/key",
                "A key has 1 to 40 small letters, digits and hyphens.",
            );
        }
        if self.programme_id.is_some() && self.scheme_id.is_none() {
            fault(
                &mut f,
                "/programme_id",
                "A programme's module belongs to a scheme. Say which.",
            );
        }
        place_faults(&mut f, &self.prerequisites, self.valid_months);
        f
    }
}
impl Check for ModulePlace {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        place_faults(&mut f, &self.prerequisites, self.valid_months);
        if !(0..=10_000).contains(&self.position) {
            fault(&mut f, "/position", "Choose a place from 0 to 10,000.");
        }
        f
    }
}
impl Check for PublishModule {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        if self.note.chars().count() > 300 {
            fault(&mut f, "/note", "Write at most 300 characters.");
        }
        f
    }
}
impl Check for TrainingPath {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        let mut ids: Vec<_> = self.items.iter().map(|i| i.module_id).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() < self.items.len() || self.items.len() > 200 {
            fault(&mut f, "/items", "Name each module once, at most 200.");
        }
        f
    }
}
impl Check for MarkdownInput {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        if self.markdown.chars().count() > 40_000 {
            fault(&mut f, "/markdown", "Write at most 40,000 characters.");
        }
        f
    }
}
impl Check for AnswersInput {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        if self.answers.len() > 200 || self.answers.values().any(|a| a.places.len() > 8) {
            fault(&mut f, "/answers", "Send the answers of this attempt only.");
        }
        f
    }
}
impl Check for SignCodeOfConduct {}

fn body_faults(f: &mut Vec<(String, String)>, body: &str) {
    if body.trim().is_empty() || body.chars().count() > 4000 {
        fault(f, "/body", "Write 1 to 4,000 characters.");
    }
}
impl Check for NewTrainingPost {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        body_faults(&mut f, &self.body);
        f
    }
}
impl Check for TrainingPostPatch {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        if let Some(body) = &self.body {
            body_faults(&mut f, body);
        }
        f
    }
}
impl Check for TrainingPostReport {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        if self.reason.chars().count() > 500 {
            fault(&mut f, "/reason", "Write at most 500 characters.");
        }
        f
    }
}
impl Check for NewPriorLearning {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        for (at, text) in [("/evidence", &self.evidence), ("/reason", &self.reason)] {
            if text.trim().is_empty() || text.chars().count() > 500 {
                fault(&mut f, at, "Write 1 to 500 characters.");
            }
        }
        if !is_plausible(self.completed_on) {
            fault(&mut f, "/completed_on", "Check the year of this date.");
        }
        f
    }
}
impl Check for WithdrawCompletion {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        if self.reason.trim().is_empty() || self.reason.chars().count() > 500 {
            fault(&mut f, "/reason", "Say why, in 1 to 500 characters.");
        }
        f
    }
}
impl Check for ExternalCompletions {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        if !is_key(&self.source) {
            fault(
                &mut f,
                "/source",
                "Name the other system with 1 to 40 small letters, digits and hyphens.",
            );
        }
        if self.items.is_empty() || self.items.len() > 1000 {
            fault(&mut f, "/items", "Send 1 to 1,000 completions at once.");
        }
        for (n, item) in self.items.iter().enumerate().take(1000) {
            if item.reference.trim().is_empty()
                || item.reference.chars().count() > 100
                || !is_line(&item.reference)
            {
                fault(
                    &mut f,
                    format!("/items/{n}/reference"),
                    "Write 1 to 100 characters, in one line.",
                );
            }
            if item.student_number.is_some() == item.email.is_some() {
                fault(
                    &mut f,
                    format!("/items/{n}"),
                    "Say who by a student number or an email address, not both.",
                );
            }
            if !is_plausible(item.completed_on) || item.expires_on.is_some_and(|e| e < item.completed_on) {
                fault(
                    &mut f,
                    format!("/items/{n}/completed_on"),
                    "Check the dates: an end comes after the completion.",
                );
            }
        }
        f
    }
}
impl Check for ReferenceInput {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        if self.seen_on.is_some_and(|d| !is_plausible(d)) {
            fault(&mut f, "/seen_on", "Check the year of this date.");
        }
        f
    }
}
impl Check for NewReminder {
    fn faults(&self) -> Vec<(String, String)> {
        let mut f = Vec::new();
        if self.subject.trim().is_empty() || self.subject.chars().count() > 120 || !is_line(&self.subject) {
            fault(&mut f, "/subject", "Write 1 to 120 characters, in one line.");
        }
        body_faults(&mut f, &self.body);
        f
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_allowed_by_name_or_below_a_star() {
        let allowed = ["*.ac.uk".to_owned(), "www.nhs.uk".to_owned()];
        for (host, is_allowed) in [
            ("www.ljmu.ac.uk", true),
            ("WWW.NHS.UK", true),
            ("nhs.uk", false),
            ("ac.uk", false),
            ("evil-ac.uk", false),
            ("www.ac.uk.evil.example", false),
            ("xac.uk", false),
        ] {
            assert_eq!(host_is_allowed(host, &allowed), is_allowed, "{host}");
        }
        assert!(TrainingInstitution::default().faults().is_empty());
        assert!(TrainingSettings::default().faults().is_empty());
    }
}

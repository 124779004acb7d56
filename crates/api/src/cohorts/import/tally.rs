//! Counting what an import would do, with the first of everything to show.

use super::leaving::Leaver;
use super::names::Names;
use cairn_domain::cohorts::import::{Change, ParsedRow};
use cairn_domain::cohorts::{ImportField, ImportReport, ImportVerdict, RowFault, RowPreview};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Bad cells that a report shows; the error file has more.
const FAULTS: usize = 200;
/// People that a report shows.
const PREVIEW: usize = 50;
/// People that a report names of those who would be withdrawn.
pub const LEAVERS: usize = 200;

/// The report as it grows.
pub struct Tally {
    report: ImportReport,
    /// Over everybody and what happens to them, shown or not.
    digest: Sha256,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            report: ImportReport {
                rows: 0,
                created: 0,
                changed: 0,
                same: 0,
                withdrawn: 0,
                bad: 0,
                met_again: 0,
                left_as_known: 0,
                new_programmes: Vec::new(),
                new_campuses: Vec::new(),
                new_tutor_groups: 0,
                new_seminar_groups: 0,
                faults: Vec::new(),
                preview: Vec::new(),
                digest: String::new(),
            },
            digest: Sha256::new(),
        }
    }
}

impl Tally {
    /// A row that can't be used.
    pub fn bad(&mut self, faults: &[RowFault]) {
        self.report.bad += 1;
        let room = FAULTS.saturating_sub(self.report.faults.len());
        self.report.faults.extend(faults.iter().take(room).cloned());
    }

    /// A row that can, about somebody who was known before the import or not.
    pub fn good(&mut self, row: &ParsedRow, change: &Change, known: Option<Uuid>) {
        let count = match change.verdict {
            ImportVerdict::Create => &mut self.report.created,
            ImportVerdict::Change => &mut self.report.changed,
            _ => &mut self.report.same,
        };
        *count += 1;
        self.report.met_again += u64::from(known.is_some());
        self.report.left_as_known += u64::from(!change.left.is_empty());
        self.note(known.unwrap_or_default(), row.line, change);
        if self.report.preview.len() < PREVIEW {
            self.report.preview.push(RowPreview {
                line: Some(row.line),
                name: change.facts.name(),
                role: row.role,
                verdict: change.verdict,
                detail: detail(change),
            });
        }
    }

    fn note(&mut self, who: Uuid, line: u64, change: &Change) {
        self.digest.update(who.as_bytes());
        self.digest.update(line.to_be_bytes());
        self.digest.update(change.verdict.as_str());
        // What is new of somebody new is all that their row says.
        let is_change = change.verdict == ImportVerdict::Change;
        let fields = change.fields.iter().filter(|_| is_change);
        for field in fields.chain(&change.left) {
            self.digest.update([b' ']);
            self.digest.update(field.as_str());
        }
        self.digest.update([b'\n']);
    }

    /// Who isn't in the file and becomes withdrawn, and the first of them with their names.
    pub fn withdrawn(&mut self, people: &[Uuid], named: Vec<Leaver>) {
        self.report.withdrawn = people.len() as u64;
        for id in people {
            self.digest.update(id.as_bytes());
        }
        self.report
            .preview
            .extend(named.into_iter().map(|who| RowPreview {
                line: None,
                name: who.name,
                role: who.role,
                verdict: ImportVerdict::Withdraw,
                detail: "Not in this file".to_owned(),
            }));
    }

    /// The report, when every row has been seen.
    pub fn finish(mut self, rows: u64, names: Names) -> ImportReport {
        self.report.rows = rows;
        let digest = self.digest.finalize();
        self.report.digest = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        self.report.new_programmes = names.new_programmes;
        self.report.new_campuses = names.new_campuses;
        self.report.new_tutor_groups = names.new_tutor_groups;
        self.report.new_seminar_groups = names.new_seminar_groups;
        self.report
    }
}

/// What is new about somebody, and what the file says in vain, in words.
fn detail(change: &Change) -> String {
    let new = if change.verdict == ImportVerdict::Create {
        let level = change.facts.level.map(|l| l.to_string());
        let status = change.facts.entry_status.map(|s| s.label().to_owned());
        let about = [change.facts.programme().map(str::to_owned), level, status];
        about.into_iter().flatten().collect::<Vec<_>>().join(", ")
    } else {
        labels(&change.fields)
    };
    match (new.as_str(), labels(&change.left).as_str()) {
        (_, "") => new,
        ("", left) => format!("Left as it is: {left}"),
        (_, left) => format!("{new}. Left as it is: {left}"),
    }
}

/// Monitoring attributes aren't named beside a person.
fn labels(fields: &[ImportField]) -> String {
    let mut labels: Vec<&str> = fields
        .iter()
        .map(|f| {
            if f.is_monitoring() {
                "Monitoring"
            } else {
                f.label()
            }
        })
        .collect();
    labels.dedup();
    labels.join(", ")
}

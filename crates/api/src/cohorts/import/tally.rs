//! Counting what an import would do, with the first of everything to show.

use super::names::Names;
use cairn_domain::cohorts::import::{Change, ParsedRow};
use cairn_domain::cohorts::{ImportField, ImportReport, ImportVerdict, RowFault, RowPreview};

/// Bad cells that a report shows; the error file has more.
const FAULTS: usize = 200;
/// People that a report shows.
const PREVIEW: usize = 50;

/// The report as it grows.
pub struct Tally {
    report: ImportReport,
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
            },
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

    /// A row that can.
    pub fn good(&mut self, row: &ParsedRow, change: &Change, met_again: bool) {
        let count = match change.verdict {
            ImportVerdict::Create => &mut self.report.created,
            ImportVerdict::Change => &mut self.report.changed,
            _ => &mut self.report.same,
        };
        *count += 1;
        self.report.met_again += u64::from(met_again);
        self.report.left_as_known += u64::from(!change.left.is_empty());
        if self.report.preview.len() < PREVIEW {
            self.report.preview.push(RowPreview {
                line: row.line,
                name: change.facts.name(),
                role: row.role,
                verdict: change.verdict,
                detail: detail(change),
            });
        }
    }

    pub fn withdrawn(&mut self, people: u64) {
        self.report.withdrawn = people;
    }

    /// The report, when every row has been seen.
    pub fn finish(mut self, rows: u64, names: Names) -> ImportReport {
        self.report.rows = rows;
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

//! Attainment never comes in: which columns are refused, by name, and why.
//!
//! Mentoring is for everyone, whatever they attained; what isn't stored can't sort people or leak. This is the one home of
//! the rule: guessing, mapping and reading all ask [`refusal`].

use super::heading::words;

/// Words that by themselves make a column one of attainment.
#[rustfmt::skip]
const ALONE: &[&str] = &[
    "mark", "marks", "grade", "grades", "score", "scores", "result", "results", "classification", "gpa",
    "cgpa", "wam", "average", "averages", "avg", "percentage", "percent", "percentages", "percentile",
    "rank", "ranking", "attainment", "tariff", "qualification", "qualifications", "quals", "qual",
    "qualent", "gcse", "gcses", "btec", "alevel", "alevels", "attempt", "attempts", "resit", "resits",
    "retake", "retakes", "fail", "fails", "failed", "pass", "passed", "passes", "exam", "exams",
    "examination", "assessment", "assessments", "transcript", "ielts", "toefl", "predicted", "points",
    "distinction", "merit", "baccalaureate", "成绩", "分数", "绩点",
];

/// Words that together, in any order, make a column one of attainment.
#[rustfmt::skip]
const TOGETHER: &[&[&str]] = &[
    &["a", "level"], &["a", "levels"], &["as", "level"], &["as", "levels"], &["degree", "class"],
    &["honours", "class"], &["hons", "class"], &["award", "class"], &["final", "class"],
    &["highest", "education"], &["prior", "education"], &["previous", "education"],
    &["education", "level"], &["education", "on", "entry"], &["prior", "learning"], &["credits", "earned"],
    &["credits", "passed"], &["credits", "achieved"], &["credits", "awarded"], &["credits", "gained"],
    &["credits", "attained"], &["credits", "obtained"], &["credit", "achieved"],
    &["progression", "decision"], &["progression", "outcome"], &["progression", "status"],
    &["board", "decision"], &["final", "outcome"], &["module", "outcome"], &["stage", "outcome"],
    &["year", "outcome"], &["award", "outcome"], &["course", "outcome"], &["degree", "outcome"],
    &["honours", "degree", "awarded"], &["academic", "performance"], &["ib", "diploma"], &["t", "level"],
    &["t", "levels"], &["previous", "institution", "award"],
];

/// What a run-together heading (`finalmark`, `testscores`) may end in, and begin with.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "marks", "mark", "grades", "grade", "scores", "score", "results", "result", "average", "percentage",
    "gpa", "classification", "points", "attempts", "qualification", "qualifications", "tariff", "class",
    "education",
];
#[rustfmt::skip]
const BEGINNINGS: &[&str] = &[
    "final", "overall", "module", "course", "year", "total", "exam", "test", "mean", "predicted", "stage",
    "unit", "entry", "weighted", "credit", "end", "term", "semester", "degree", "honours", "alevel",
    "ucas", "tariff", "prior", "previous", "highest", "gcse", "academic", "essay", "coursework",
    "assessment", "quiz", "current", "best", "average", "numofprev", "prev", "numprev", "level", "hons",
];

/// Words that say a column is about something else, and which of the words above they excuse.
const EXCUSED: &[(&[&str], &[&str])] = &[
    (
        &["imd", "polar", "tundra", "deprivation", "simd", "wimd", "acorn"],
        &[
            "score",
            "scores",
            "rank",
            "ranking",
            "percentile",
            "percentage",
            "percent",
            "classification",
        ],
    ),
    (
        &[
            "disability",
            "ethnic",
            "ethnicity",
            "fee",
            "fees",
            "hecos",
            "jacs",
            "gender",
            "residency",
            "socioeconomic",
            "domicile",
        ],
        &["classification", "assessment"],
    ),
    (
        &["dbs", "clearance", "training", "trained", "check", "mentor"],
        &["pass", "passed", "fail", "failed", "result", "assessment"],
    ),
    (
        &["parent", "parents", "parental", "guardian", "family"],
        &[
            "qualification",
            "qualifications",
            "quals",
            "education",
            "highest",
            "level",
        ],
    ),
    (
        &["aim", "sought", "registered", "target"],
        &["qualification", "qual"],
    ),
    (
        &["needs", "support", "risk", "financial"],
        &["assessment", "assessments"],
    ),
];

/// Why a column is refused, if it is.
///
/// Goes by the heading alone: whole words, so that `Upgrade`, `Denmark` and `IMD band` pass.
pub fn refusal(heading: &str) -> Option<String> {
    let words = words(heading);
    let excused = |word: &str| {
        EXCUSED.iter().any(|(about, excuses)| {
            excuses.contains(&word) && words.iter().any(|w| about.contains(&w.as_str()))
        })
    };
    let alone = words
        .iter()
        .any(|w| (ALONE.contains(&w.as_str()) || runs_together(w)) && !excused(w));
    let together = TOGETHER.iter().any(|set| {
        set.iter().all(|part| words.iter().any(|w| w == part)) && !set.iter().any(|part| excused(part))
    });
    (alone || together).then(|| {
        format!(
            "Cairn never takes in marks, grades, results or qualifications: a mentoring scheme is for everyone, whatever \
             they attained. \"{}\" is left out.",
            heading.trim()
        )
    })
}

fn runs_together(word: &str) -> bool {
    ENDINGS.iter().any(|e| {
        word.strip_suffix(e)
            .is_some_and(|start| BEGINNINGS.contains(&start))
    })
}

#[cfg(test)]
#[path = "attainment_tests.rs"]
mod tests;

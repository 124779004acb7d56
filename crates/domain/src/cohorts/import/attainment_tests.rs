use super::*;
use proptest::prelude::*;

#[test]
fn attainment_in_any_spelling_is_refused_with_the_reason() {
    for heading in [
        "Mark",
        "Marks",
        "Final mark",
        "finalMark",
        "FINAL_MARK",
        "finalmark",
        "Grade",
        "Overall grade",
        "Test score",
        "testscores",
        "final_result",
        "Result",
        "Classification",
        "Degree classification",
        "GPA",
        "CGPA",
        "A-level",
        "A levels",
        "A-Level results",
        "Tariff",
        "UCAS points",
        "UCAS tariff points",
        "highest_education",
        "Highest qualification",
        "Qualification on entry",
        "Degree class",
        "num_of_prev_attempts",
        "Average",
        "Average mark",
        "Year 1 average %",
        "Percentage",
        "Credits passed",
        "GCSE Maths",
        "IELTS",
        "Predicted grades",
        "Progression decision",
        "Module outcome",
        "Attempts",
        "QUALENT3",
        "IMD mark",
        "成绩",
        "Pass/Fail",
    ] {
        let why = refusal(heading);
        assert!(why.is_some_and(|w| w.contains("left out")), "{heading} came in");
    }
}

#[test]
fn what_only_sounds_like_attainment_comes_in() {
    for heading in [
        "IMD band",
        "Upgrade",
        "Level",
        "Level of study",
        "Denmark",
        "Benchmark",
        "Landmark",
        "Passport number",
        "Student ID",
        "IMD score",
        "POLAR4 percentile",
        "Disability classification",
        "studied_credits",
        "Entry route",
        "Status",
        "Programme",
        "Parental qualifications",
        "Class",
        "Seminar class",
        "Foundation year",
        "Year of study",
        "Underscore",
        "Degree programme",
        "DBS result",
        "Qualification aim",
        "Needs assessment",
        "",
        "Compass",
    ] {
        assert_eq!(refusal(heading), None, "{heading} was refused");
    }
}

#[test]
fn no_field_of_cairn_s_is_refused_by_its_own_name() {
    for field in crate::cohorts::ImportField::ALL {
        assert_eq!(refusal(field.label()), None, "{field}");
        assert_eq!(refusal(field.as_str()), None, "{field}");
    }
}

proptest! {
    #[test]
    fn however_it_is_dressed_an_attainment_column_stays_out(
        word in prop::sample::select(vec!["mark", "grade", "score", "result", "classification", "gpa", "tariff", "average", "percentage", "qualification"]),
        before in "(Module |Year_2-|Final |Overall\\.|The |)",
        after in "( \\(%\\)| 2025|_pct|/100|)",
        shout in any::<bool>(),
    ) {
        let heading = format!("{before}{word}{after}");
        let heading = if shout { heading.to_uppercase() } else { heading };
        prop_assert!(refusal(&heading).is_some(), "{heading}");
    }

    #[test]
    fn a_refused_word_inside_another_word_is_no_reason(before in "[a-z]{4,8}q", word in prop::sample::select(vec!["mark", "grade", "score", "average"])) {
        let heading = format!("{before}{word}");
        prop_assert_eq!(refusal(&heading), None);
    }

    #[test]
    fn any_heading_at_all_gets_an_answer(heading in ".*") {
        let _ = refusal(&heading);
    }
}

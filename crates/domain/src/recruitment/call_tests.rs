use super::*;
use crate::cohorts::vocabulary::{FheqLevel, StudyMode};
use crate::ids::ProgrammeId;
use crate::problem::Check as _;
use crate::recruitment::rubric;
use std::collections::BTreeMap;
use uuid::Uuid;

fn question(key: &str, kind: CallQuestionKind) -> CallQuestion {
    CallQuestion {
        key: key.to_owned(),
        kind,
        label: "Why?".to_owned(),
        help: String::new(),
        situation: "Somebody is new here.".to_owned(),
        options: vec!["Yes".to_owned(), "No".to_owned()],
        most_words: 3,
        required: true,
    }
}

fn call() -> CallContent {
    CallContent {
        places: 0,
        letters: crate::recruitment::CallLetters::default(),
        title: "Become a mentor".to_owned(),
        slug: "mentor-2026".to_owned(),
        role: "You meet new students.".to_owned(),
        given_back: "Training.".to_owned(),
        levels: vec![FheqLevel::SECOND_YEAR],
        programme_ids: vec![],
        opens: "2026-11-02T09:00:00".parse().unwrap(),
        closes: "2026-12-11T17:00:00".parse().unwrap(),
        answer_by: "2027-01-22".parse().unwrap(),
        questions: CallQuestionKind::ALL
            .iter()
            .map(|k| question(k.as_str(), *k))
            .collect(),
        conduct: "Be kind.".to_owned(),
        asks_for_reference: true,
        has_interview: false,
        rubric: rubric::shipped(),
        threshold: rubric::Threshold::default(),
        scorers_each: 2,
    }
}

fn answered() -> ApplicationDraft {
    let some = |choices: &[&str]| choices.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let answers = call().questions.into_iter().map(|q| {
        let answer = match q.kind {
            CallQuestionKind::Text | CallQuestionKind::Scenario => CallAnswer {
                text: "I like people".to_owned(),
                ..CallAnswer::default()
            },
            CallQuestionKind::Availability => CallAnswer {
                availability: Some(1.try_into().unwrap()),
                ..CallAnswer::default()
            },
            _ => CallAnswer {
                choices: some(&["Yes"]),
                ..CallAnswer::default()
            },
        };
        (q.key, answer)
    });
    ApplicationDraft {
        programme_id: Some(ProgrammeId(Uuid::from_u128(1))),
        campus_id: None,
        level: Some(FheqLevel::SECOND_YEAR),
        mode: Some(StudyMode::FullTime),
        entry_route: String::new(),
        answers: answers.collect(),
        referee: Some(crate::recruitment::Referee {
            name: "Dr Adeyemi".to_owned(),
            email: "r@example.org".to_owned(),
            knows: String::new(),
        }),
        agrees_to_conduct: true,
        other: BTreeMap::new(),
    }
}

#[test]
fn a_finished_application_has_no_gap_and_an_empty_one_names_each() {
    assert_eq!(gaps(&call(), &answered()), []);
    let empty: ApplicationDraft = serde_json::from_str("{}").unwrap();
    let at: Vec<_> = gaps(&call(), &empty).into_iter().map(|g| g.at).collect();
    let mut wanted = vec![
        "/programme_id".to_owned(),
        "/level".to_owned(),
        "/mode".to_owned(),
    ];
    wanted.extend(call().questions.iter().map(|q| format!("/answers/{}", q.key)));
    wanted.extend(["/referee/name".to_owned(), "/agrees_to_conduct".to_owned()]);
    assert_eq!(at, wanted);
}

#[test]
fn words_are_counted_and_answers_that_are_gone_are_noticed() {
    let mut draft = answered();
    "I like all people".clone_into(&mut draft.answers.get_mut("text").unwrap().text);
    draft.answers.get_mut("choice").unwrap().choices = vec!["Perhaps".to_owned()];
    let said: Vec<_> = gaps(&call(), &draft).into_iter().map(|g| g.sentence).collect();
    assert_eq!(
        said,
        [
            "This has 4 words; the most is 3.",
            "Choose from the answers on the page; they may have changed."
        ]
    );
}

#[test]
fn another_programme_or_level_may_not_apply() {
    let mut narrow = call();
    narrow.programme_ids = vec![ProgrammeId(Uuid::from_u128(2))];
    narrow.levels = vec![FheqLevel::new(6).unwrap()];
    let at: Vec<_> = gaps(&narrow, &answered()).into_iter().map(|g| g.at).collect();
    assert_eq!(at, ["/programme_id", "/level"]);
}

#[test]
fn marks_are_refused_by_name_wherever_they_are_put() {
    for name in [
        "marks",
        "average_mark",
        "grade",
        "gpa",
        "degree_classification",
        "ucas_tariff",
    ] {
        let sent = format!("{{\"{name}\": 71, \"answers\": {{\"{name}\": {{\"text\": \"71\"}}}}}}");
        let draft: ApplicationDraft = serde_json::from_str(&sent).unwrap();
        let faults = draft.faults();
        assert_eq!(faults.len(), 2, "{name}: {faults:?}");
        assert!(
            faults.iter().all(|(_, why)| why.contains("never takes in marks")),
            "{faults:?}"
        );
        let mut asked = call();
        asked.questions[0].key = name.replace('_', "-");
        assert!(!asked.faults().is_empty(), "{name}");
    }
    let unknown: ApplicationDraft = serde_json::from_str("{\"shoe_size\": 42}").unwrap();
    assert_eq!(
        unknown.faults(),
        [(
            "/shoe_size".to_owned(),
            "An application has no such field.".to_owned()
        )]
    );
}

#[test]
fn a_call_says_what_is_wrong_with_it() {
    assert_eq!(call().faults(), []);
    let mut wrong = call();
    wrong.slug = "Mentor 2026".to_owned();
    wrong.closes = wrong.opens;
    wrong.levels.clear();
    wrong.questions[1].key = wrong.questions[0].key.clone();
    wrong.questions[2].options.pop();
    let at: Vec<_> = wrong.faults().into_iter().map(|f| f.0).collect();
    assert_eq!(
        at,
        [
            "/slug",
            "/levels",
            "/closes",
            "/questions/1/key",
            "/questions/2/options"
        ]
    );
}

#[test]
fn a_call_opens_and_closes_by_itself() {
    let (opens, closes) = (
        "2026-11-02T09:00:00Z".parse().unwrap(),
        "2026-12-11T17:00:00Z".parse().unwrap(),
    );
    let at = |published, put_away, now: &str| state(published, put_away, opens, closes, now.parse().unwrap());
    assert_eq!(at(false, false, "2026-11-20T00:00:00Z"), CallState::Draft);
    assert_eq!(at(true, false, "2026-11-01T00:00:00Z"), CallState::Coming);
    assert_eq!(at(true, false, "2026-12-11T17:00:00Z"), CallState::Open);
    assert_eq!(at(true, false, "2026-12-11T17:00:01Z"), CallState::Closed);
    assert_eq!(at(true, true, "2026-11-20T00:00:00Z"), CallState::PutAway);
}

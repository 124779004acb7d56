//! What a call does on a day, what an application still needs, and what its writer may expect next.

use super::application::{ApplicationState, takes_applications};
use super::wire::{
    ApplicationDraft, CallAnswer, CallContent, CallQuestion, CallQuestionKind, CallState, Gap,
};
use crate::cohorts::is_email;
use crate::text::{is_line, words_in};
use chrono::{DateTime, NaiveDate, Utc};

/// Where a call stands at a moment.
pub fn state(
    published: bool,
    put_away: bool,
    opens: DateTime<Utc>,
    closes: DateTime<Utc>,
    now: DateTime<Utc>,
) -> CallState {
    match () {
        () if put_away => CallState::PutAway,
        () if !published => CallState::Draft,
        () if now < opens => CallState::Coming,
        () if takes_applications(opens, closes, now) => CallState::Open,
        () => CallState::Closed,
    }
}

/// What is missing before an application can be handed in, in the order of the page.
pub fn gaps(call: &CallContent, draft: &ApplicationDraft) -> Vec<Gap> {
    let mut found = vec![];
    let mut gap = |at: String, sentence: &str| {
        found.push(Gap {
            at,
            sentence: sentence.to_owned(),
        })
    };
    if draft.programme_id.is_none() {
        gap("/programme_id".to_owned(), "Choose your programme.");
    } else if !call.programme_ids.is_empty()
        && !draft
            .programme_id
            .is_some_and(|p| call.programme_ids.contains(&p))
    {
        gap("/programme_id".to_owned(), "This call is not for your programme.");
    }
    if !draft.level.is_some_and(|l| call.levels.contains(&l)) {
        gap(
            "/level".to_owned(),
            "Choose the level that you study at. The call says which levels may apply.",
        );
    }
    if draft.mode.is_none() {
        gap("/mode".to_owned(), "Choose how you study.");
    }
    for q in &call.questions {
        if let Some(sentence) = answer_gap(q, draft.answers.get(&q.key)) {
            gap(format!("/answers/{}", q.key), &sentence);
        }
    }
    if call.asks_for_reference {
        match &draft.referee {
            Some(r) if r.name.trim().is_empty() => {
                gap("/referee/name".to_owned(), "Say who can tell us about you.")
            }
            Some(r) if !is_email(&r.email) => gap(
                "/referee/email".to_owned(),
                "Enter an email address, like name@example.org.",
            ),
            Some(_) => {}
            None => gap("/referee/name".to_owned(), "Say who can tell us about you."),
        }
    }
    if !draft.agrees_to_conduct {
        gap(
            "/agrees_to_conduct".to_owned(),
            "Read the code of conduct and agree to it.",
        );
    }
    found
}

fn answer_gap(q: &CallQuestion, answer: Option<&CallAnswer>) -> Option<String> {
    let empty = CallAnswer::default();
    let a = answer.unwrap_or(&empty);
    match q.kind {
        CallQuestionKind::Text | CallQuestionKind::Scenario => {
            let words = words_in(&a.text);
            if q.required && words == 0 {
                return Some("Answer this question.".to_owned());
            }
            (q.most_words > 0 && words > q.most_words)
                .then(|| format!("This has {words} words; the most is {}.", q.most_words))
        }
        CallQuestionKind::Choice | CallQuestionKind::Choices => {
            if q.required && a.choices.is_empty() {
                return Some("Choose an answer.".to_owned());
            }
            if q.kind == CallQuestionKind::Choice && a.choices.len() > 1 {
                return Some("Choose one answer.".to_owned());
            }
            let unknown = a.choices.iter().any(|c| !q.options.contains(c));
            unknown.then(|| "Choose from the answers on the page; they may have changed.".to_owned())
        }
        CallQuestionKind::Languages | CallQuestionKind::Interests => {
            (q.required && a.choices.is_empty()).then(|| "Write at least one.".to_owned())
        }
        CallQuestionKind::Availability => {
            let none = a.availability.is_none_or(|v| v.bits() == 0);
            (q.required && none).then(|| "Choose at least one time.".to_owned())
        }
    }
}

/// What an applicant may expect, in words.
pub fn next(
    state: ApplicationState,
    call: CallState,
    answer_by: NaiveDate,
    offer_until: Option<DateTime<Utc>>,
) -> String {
    let by = answer_by.format("%-d %B %Y");
    match state {
        ApplicationState::Draft if call == CallState::Open => {
            "Finish your answers and hand them in before the call closes. What you write is kept as you go."
                .to_owned()
        }
        ApplicationState::Draft => "This call has closed, so this can't be handed in any more.".to_owned(),
        ApplicationState::Submitted | ApplicationState::Shortlisted => {
            format!("People read your application. You hear from us by {by}.")
        }
        ApplicationState::WaitingList => {
            "You are on the waiting list. If a place becomes free, you get an offer by email.".to_owned()
        }
        ApplicationState::Offered => offer_until.map_or_else(
            || "You have an offer. Please say yes or no.".to_owned(),
            |until| {
                format!(
                    "You have an offer. Please say yes or no by {}.",
                    until.format("%-d %B %Y")
                )
            },
        ),
        ApplicationState::Accepted => "You said yes. Your training is the next step.".to_owned(),
        ApplicationState::NotThisTime => {
            "We can't offer you a place this time. Thank you for offering your help.".to_owned()
        }
        ApplicationState::TurnedDown => "You turned the offer down. Thank you for telling us.".to_owned(),
        ApplicationState::Lapsed => {
            "The offer ran out. Ask the mentoring team if you would still like to join.".to_owned()
        }
        ApplicationState::Withdrawn if call == CallState::Open => {
            "You took this back. You can go on with it while the call is open.".to_owned()
        }
        ApplicationState::Withdrawn => "You took this back.".to_owned(),
    }
}

/// Whether a text can stand in the address of a call.
pub fn is_slug(slug: &str) -> bool {
    (3..=60).contains(&slug.len())
        && !slug.starts_with('-')
        && !slug.ends_with('-')
        && slug
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && is_line(slug)
}

#[cfg(test)]
#[path = "call_tests.rs"]
mod tests;

//! Words with a closed meaning (level, mode, status, role, clearance, yes or no) in the spellings that files use.

use super::clean::{Reason, whole};
use crate::cohorts::{ClearanceStatus, EntryStatus, FheqLevel, ParticipantRole, StudyMode};

/// Letters and digits only, lower case: `Full-Time` and `full time` are one.
fn key(value: &str) -> String {
    value
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A level: `Level 4`, `L4`, `FHEQ4`, `Year 1`, `First year`, `Foundation`; a bare number by what its heading counts.
///
/// # Errors
/// The reason.
pub fn level(value: &str, counts_years: bool) -> Result<FheqLevel, Reason> {
    let key = key(whole(value));
    let level = |n: u8| FheqLevel::new(n).map_err(str::to_owned);
    let year = |n: u8| level(n.saturating_add(3));
    let number = |prefixes: &[&str]| -> Option<u8> {
        prefixes
            .iter()
            .find_map(|p| key.strip_prefix(p))
            .and_then(|n| n.parse().ok())
    };
    if let Ok(n) = key.parse::<u8>() {
        return if counts_years {
            year(n)
        } else if n < 3 {
            Err(format!(
                "Is this year {n} or level {n}? Write \"Year {n}\", or the level: 4 is the first year."
            ))
        } else {
            level(n)
        };
    }
    if let Some(n) = number(&["fheqlevel", "fheq", "level", "lvl", "lev", "l"]) {
        return level(n);
    }
    if let Some(n) = number(&["year", "yr", "y", "stage", "part"]) {
        return year(n);
    }
    match key.as_str() {
        "foundation" | "foundationyear" | "f" | "fy" | "fdn" | "access" => level(3),
        "first" | "firstyear" | "1st" | "1styear" | "yearone" | "one" | "fresher" => level(4),
        "second" | "secondyear" | "2nd" | "2ndyear" | "yeartwo" | "two" => level(5),
        "third" | "thirdyear" | "3rd" | "3rdyear" | "yearthree" | "three" | "final" | "finalyear" => level(6),
        "fourth" | "fourthyear" | "4th" | "4thyear" | "masters" | "master" | "pgt" | "postgraduatetaught" => {
            level(7)
        }
        "doctoral" | "phd" | "pgr" | "postgraduateresearch" => level(8),
        _ => Err("Write a level from 3 to 8, or a year of study like \"Year 1\".".to_owned()),
    }
}

/// A mode of study, also by HESA's `01` and `31`.
///
/// # Errors
/// The reason.
pub fn mode(value: &str) -> Result<StudyMode, Reason> {
    Ok(match key(whole(value)).as_str() {
        "fulltime" | "ft" | "full" | "f" | "01" | "1" | "02" | "sandwich" | "sw" | "fulltimesandwich" => {
            StudyMode::FullTime
        }
        "parttime" | "pt" | "part" | "p" | "31" | "evening" | "blockrelease" | "dayrelease" => {
            StudyMode::PartTime
        }
        "distance" | "distancelearning" | "dl" | "online" | "remote" | "odl" | "openlearning" => {
            StudyMode::Distance
        }
        "degreeapprentice" | "degreeapprenticeship" | "apprentice" | "apprenticeship" | "da" | "app" => {
            StudyMode::DegreeApprentice
        }
        _ => return Err("Write full time, part time, distance learning or degree apprentice.".to_owned()),
    })
}

/// Where somebody is between applying and studying, as UCAS, student records and OULAD say it.
///
/// # Errors
/// The reason.
pub fn entry_status(value: &str) -> Result<EntryStatus, Reason> {
    Ok(match key(value).as_str() {
        "applicant"
        | "applied"
        | "application"
        | "applicationreceived"
        | "enquirer"
        | "prospective"
        | "inprogress" => EntryStatus::Applicant,
        "offerholder"
        | "offer"
        | "offered"
        | "offermade"
        | "conditional"
        | "conditionaloffer"
        | "unconditional"
        | "unconditionaloffer"
        | "conditionalfirm"
        | "cf"
        | "conditionalinsurance"
        | "ci"
        | "unconditionalinsurance"
        | "ui"
        | "insurance"
        | "accepted"
        | "offeraccepted"
        | "firm" => EntryStatus::OfferHolder,
        "confirmed" | "placeconfirmed" | "unconditionalfirm" | "uf" | "placed" | "confirmedplace"
        | "clearing" | "acceptedplace" | "confirmation" => EntryStatus::Confirmed,
        "preenrolled"
        | "preenrolment"
        | "preregistered"
        | "preregistration"
        | "provisional"
        | "provisionallyenrolled"
        | "provisionallyregistered"
        | "partiallyenrolled"
        | "onlineenrolled"
        | "admitted"
        | "expected" => EntryStatus::PreEnrolled,
        "enrolled" | "enroled" | "fullyenrolled" | "registered" | "fullyregistered" | "reregistered"
        | "reenrolled" | "current" | "active" | "en" | "r" | "e" | "studying" | "attending"
        | "continuing" | "onprogramme" | "currentstudent" | "returned" => EntryStatus::Enrolled,
        "deferred"
        | "deferral"
        | "defer"
        | "deferredentry"
        | "suspended"
        | "interrupted"
        | "interruption"
        | "intermitting"
        | "intermitted"
        | "suspension"
        | "leaveofabsence"
        | "onleave"
        | "loa"
        | "interruptionofstudies"
        | "suspensionofstudies"
        | "dormant"
        | "def" => EntryStatus::Deferred,
        "withdrawn" | "withdrew" | "withdrawal" | "withdraw" | "wd" | "w" | "left" | "leaver"
        | "unregistered" | "deregistered" | "terminated" | "cancelled" | "canceled" | "declined"
        | "rejected" | "unsuccessful" | "noshow" | "transferredout" | "excluded" | "nonarrival"
        | "didnotenrol" | "notenrolled" => EntryStatus::Withdrawn,
        _ => {
            return Err("Write applicant, offer holder, confirmed, pre-enrolled, enrolled, deferred or withdrawn; or add a replacement for this word.".to_owned());
        }
    })
}

/// What a `Yes` means in a role column: its heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YesMeans {
    Nothing,
    Role(ParticipantRole),
}

/// What a `Yes` under this heading says about somebody's role.
pub fn yes_means(heading: &str) -> YesMeans {
    let words = super::heading::words(heading);
    let has = |word: &str| words.iter().any(|w| w == word || *w == format!("is{word}"));
    match (has("mentor"), has("mentee")) {
        (true, false) => YesMeans::Role(ParticipantRole::Mentor),
        (false, true) => YesMeans::Role(ParticipantRole::Mentee),
        _ => YesMeans::Nothing,
    }
}

/// A role, or yes and no under a heading like `Mentor`.
///
/// # Errors
/// The reason.
pub fn role(value: &str, yes: YesMeans) -> Result<ParticipantRole, Reason> {
    match key(value).as_str() {
        "mentor" | "peermentor" | "studentmentor" | "seniormentor" | "mentors" => {
            return Ok(ParticipantRole::Mentor);
        }
        "mentee" | "mentees" | "newstudent" | "fresher" | "newstarter" => return Ok(ParticipantRole::Mentee),
        _ => {}
    }
    match (yes, yes_or_no(value)) {
        (YesMeans::Role(role), Ok(true)) => Ok(role),
        (YesMeans::Role(ParticipantRole::Mentor), Ok(false)) => Ok(ParticipantRole::Mentee),
        (YesMeans::Role(ParticipantRole::Mentee), Ok(false)) => Ok(ParticipantRole::Mentor),
        _ => Err("Write mentor or mentee.".to_owned()),
    }
}

/// A mentor's clearance.
///
/// # Errors
/// The reason.
pub fn clearance(value: &str) -> Result<ClearanceStatus, Reason> {
    Ok(match key(value).as_str() {
        "cleared" | "complete" | "completed" | "yes" | "y" | "true" | "1" | "passed" | "trained" | "done"
        | "clear" | "approved" => ClearanceStatus::Cleared,
        "inprogress" | "started" | "pending" | "underway" | "awaiting" | "partial" | "submitted" => {
            ClearanceStatus::InProgress
        }
        "notstarted" | "no" | "n" | "false" | "0" | "notcleared" | "nottrained" | "required" => {
            ClearanceStatus::NotStarted
        }
        "lapsed" | "expired" | "outofdate" | "revoked" => ClearanceStatus::Lapsed,
        _ => return Err("Write cleared, in progress, not started or lapsed.".to_owned()),
    })
}

/// Yes or no.
///
/// # Errors
/// The reason.
pub fn yes_or_no(value: &str) -> Result<bool, Reason> {
    match key(whole(value)).as_str() {
        "yes" | "y" | "true" | "t" | "1" | "x" | "是" => Ok(true),
        "no" | "n" | "false" | "f" | "0" | "否" => Ok(false),
        _ if value == "\u{2713}" || value == "\u{2714}" => Ok(true),
        _ => Err("Write yes or no.".to_owned()),
    }
}

/// How many mentees a mentor can take: 0 to 100.
///
/// # Errors
/// The reason.
pub fn capacity(value: &str) -> Result<u32, Reason> {
    whole(value).parse().ok().filter(|n| *n <= 100).ok_or_else(|| {
        "Write how many mentees this mentor can take: a whole number from 0 to 100.".to_owned()
    })
}

#[cfg(test)]
#[path = "codes_tests.rs"]
mod tests;

//! Who may be written to, and why not: one decision for the live count, the preview and the moment before each message goes out.
//!
//! Law behind it: the Privacy and Electronic Communications Regulations 2003 (regulation 22, unsolicited email) and Article 21(3) of the UK
//! GDPR (who objects to direct marketing is not written to again). Nobody is written to unless every question has a good answer.

use crate::cohorts::is_under_18;
use crate::cohorts::vocabulary::{EntryStatus, FheqLevel, ParticipantRole, words};
use crate::ids::ProgrammeId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// What a message is, which decides who may get it.
    MessageKind {
        Marketing = "marketing", "Marketing";
        KeepWarm = "keep_warm", "Keep-warm message before enrolment";
        Service = "service", "About the person's own place";
    }
    /// What somebody does not want to get.
    OptOut {
        Nothing = "nothing", "Gets everything";
        Marketing = "marketing", "No marketing and no keep-warm messages";
        Everything = "everything", "No messages at all";
    }
    /// Whether an address can be written to.
    AddressState {
        Missing = "missing", "No email address";
        Usable = "usable", "Can be written to";
        Bounced = "bounced", "Messages came back";
        Complained = "complained", "Reported our messages as unwanted";
    }
    /// Why somebody is not written to.
    Withheld {
        OptedOut = "opted_out", "Opted out";
        Complained = "complained", "Reported our messages as unwanted";
        Bounced = "bounced", "Messages to this address came back";
        NoAddress = "no_address", "No email address";
        NotInAudience = "not_in_audience", "Not in the audience";
        Left = "left", "Left the scheme";
        Withdrawn = "withdrawn", "Withdrawn";
        Deferred = "deferred", "Deferred";
        Under18 = "under_18", "Under 18";
    }
}

impl MessageKind {
    /// Whether somebody can opt out of this kind alone. A letter about one's own place is no marketing.
    pub const fn is_marketing(self) -> bool {
        !matches!(self, Self::Service)
    }

    /// Whether under-18s are left out unless the scheme says otherwise.
    pub const fn leaves_out_under_18(self) -> bool {
        self.is_marketing()
    }
}

impl OptOut {
    /// Whether this stops a kind of message.
    pub const fn stops(self, kind: MessageKind) -> bool {
        match self {
            Self::Nothing => false,
            Self::Marketing => kind.is_marketing(),
            Self::Everything => true,
        }
    }
}

impl Withheld {
    /// The reason as staff read it in the preview of a person.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::OptedOut => "This person has opted out of messages like this.",
            Self::Complained => "This person reported our messages as unwanted, so we don't write again.",
            Self::Bounced => "Messages to this address came back. Check the address with the person.",
            Self::NoAddress => "We have no email address of this person.",
            Self::NotInAudience => "This person is not in the audience.",
            Self::Left => "This person has left the scheme.",
            Self::Withdrawn => "This person has withdrawn.",
            Self::Deferred => "This person starts in a later year.",
            Self::Under18 => {
                "This person is under 18 on the day, and messages like this leave under-18s out."
            }
        }
    }
}

/// A saved filter over a cohort. Whom it names no role of, it does not hold; an empty list of the others asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    pub roles: Vec<ParticipantRole>,
    pub entry: Vec<EntryStatus>,
    pub programmes: Vec<ProgrammeId>,
    pub levels: Vec<FheqLevel>,
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    pub role: ParticipantRole,
    pub entry: EntryStatus,
    pub programme: Option<ProgrammeId>,
    pub level: Option<FheqLevel>,
}

impl Audience {
    /// Whether somebody is in this audience. Somebody of whom the asked trait is not known is not.
    pub fn holds(&self, who: &Traits) -> bool {
        let asks = |empty: bool, met: bool| empty || met;
        self.roles.contains(&who.role)
            && asks(self.entry.is_empty(), self.entry.contains(&who.entry))
            && asks(
                self.programmes.is_empty(),
                who.programme.is_some_and(|p| self.programmes.contains(&p)),
            )
            && asks(
                self.levels.is_empty(),
                who.level.is_some_and(|l| self.levels.contains(&l)),
            )
    }
}

/// A message as far as it decides who may get it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    pub kind: MessageKind,
    /// Whether it goes by email; an announcement in the app needs no address.
    pub by_email: bool,
    pub leaves_out_under_18: bool,
}

impl Message {
    /// An email of a kind, with the kind's own rule about under-18s.
    pub const fn email(kind: MessageKind) -> Self {
        Self {
            kind,
            by_email: true,
            leaves_out_under_18: kind.leaves_out_under_18(),
        }
    }
}

/// A person as far as it decides what they may get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub opted_out: OptOut,
    pub address: AddressState,
    pub in_audience: bool,
    pub entry: EntryStatus,
    pub has_left: bool,
    /// Unknown counts as an adult, as everywhere in Cairn; staff see that it is unknown.
    pub born: Option<NaiveDate>,
}

/// Whether somebody may be written to on a day of the scheme. Asked again just before each message goes out.
///
/// # Errors
/// The first reason against it, the person's own wish before all others.
pub fn may_write(to: &Recipient, message: Message, today: NaiveDate) -> Result<(), Withheld> {
    let against = [
        (to.opted_out.stops(message.kind), Withheld::OptedOut),
        (
            // Who complained said no to us, not to a channel; only news of their own place still reaches them in the app.
            to.address == AddressState::Complained && (message.by_email || message.kind.is_marketing()),
            Withheld::Complained,
        ),
        (
            message.by_email && to.address == AddressState::Bounced,
            Withheld::Bounced,
        ),
        (
            message.by_email && to.address == AddressState::Missing,
            Withheld::NoAddress,
        ),
        (!to.in_audience, Withheld::NotInAudience),
        (to.has_left, Withheld::Left),
        (to.entry == EntryStatus::Withdrawn, Withheld::Withdrawn),
        (
            to.entry == EntryStatus::Deferred && message.kind.is_marketing(),
            Withheld::Deferred,
        ),
        (
            message.leaves_out_under_18 && is_under_18(to.born, today),
            Withheld::Under18,
        ),
    ];
    against
        .into_iter()
        .find(|(holds, _)| *holds)
        .map_or(Ok(()), |(_, why)| Err(why))
}

/// How many of an audience get a message, and how many don't and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    pub written_to: u64,
    /// Of those written to, people whose age is not known: staff should know before they send.
    pub age_unknown: u64,
    /// Only reasons that occur. People outside of the audience are not counted.
    pub withheld: BTreeMap<Withheld, u64>,
}

/// The live count of an audience.
pub fn reach<'a>(
    people: impl IntoIterator<Item = &'a Recipient>,
    message: Message,
    today: NaiveDate,
) -> Reach {
    let mut reach = Reach::default();
    for person in people.into_iter().filter(|p| p.in_audience) {
        match may_write(person, message, today) {
            Ok(()) => {
                reach.written_to += 1;
                reach.age_unknown += u64::from(person.born.is_none());
            }
            Err(why) => *reach.withheld.entry(why).or_default() += 1,
        }
    }
    reach
}

#[cfg(test)]
#[path = "audience_tests.rs"]
mod tests;

//! What Cairn's letters say.

use super::Letter;
use cairn_domain::ids::SchemeId;

const SIGN_OFF: &str = "\n\nIf you did not expect this message, you can leave it. Nothing happens until you open the link.\n\nCairn\n";

fn letter(to: &str, subject: &str, text: String, scheme: Option<SchemeId>) -> Letter {
    Letter {
        to: to.to_owned(),
        subject: subject.to_owned(),
        text,
        scheme,
    }
}

/// Join before the university has given an account.
pub fn invitation(to: &str, name: &str, place: &str, link: &str, scheme: Option<SchemeId>) -> Letter {
    let text = format!(
        "Hello {name},\n\nYou are invited to {place}. It is where mentor groups meet, before the first day and after it.\n\nChoose a password and have a look round:\n{link}\n\nThe link works once, for 14 days.{SIGN_OFF}"
    );
    letter(to, &format!("Your invitation to {place}"), text, scheme)
}

/// Somebody wants to apply, and shows with this letter that the address is theirs.
pub fn start_application(
    to: &str,
    name: &str,
    call: &str,
    link: &str,
    is_new: bool,
    scheme: Option<SchemeId>,
) -> Letter {
    let way = if is_new {
        "Choose a password, and your application is waiting for you"
    } else {
        "You have an account already. Sign in, and your application is waiting for you"
    };
    let lasts = if is_new {
        "\n\nThe link works once, for 14 days."
    } else {
        ""
    };
    let text = format!(
        "Hello {name},\n\nThank you for your interest: {call}.\n\n{way}:\n{link}{lasts}\n\nWhat you write is kept as you go. You can stop and come back on any device.{SIGN_OFF}"
    );
    letter(to, &format!("Your application: {call}"), text, scheme)
}

/// There is something to score.
pub fn applications_to_score(
    to: &str,
    name: &str,
    call: &str,
    count: usize,
    link: &str,
    scheme: Option<SchemeId>,
) -> Letter {
    let what = if count == 1 {
        "One application is with you".to_owned()
    } else {
        format!("{count} applications are with you")
    };
    let text = format!(
        "Hello {name},\n\n{what} to read and score: {call}.\n\nYou see the answers without names. If you can tell who it is and could not be fair, say so on the page, and somebody else reads it.\n\n{link}\n\nCairn\n"
    );
    letter(to, &format!("To read and score: {call}"), text, scheme)
}

/// Somebody on the shortlist chooses a time for a talk.
pub fn choose_a_time(to: &str, name: &str, call: &str, link: &str, scheme: Option<SchemeId>) -> Letter {
    let text = format!(
        "Hello {name},\n\nThank you for your application: {call}. We would like to meet you for a short talk. It is no test: we tell you more about being a mentor, and you can ask what you like.\n\nPlease choose a time that suits you:\n{link}\n\nIf none does, or you need something to take part well, answer the mentoring team.\n\nCairn\n"
    );
    letter(to, &format!("Let us meet: {call}"), text, scheme)
}

/// A time for a talk is chosen.
pub fn talk_booked(
    to: &str,
    name: &str,
    call: &str,
    when: &str,
    link: &str,
    scheme: Option<SchemeId>,
) -> Letter {
    let text = format!(
        "Hello {name},\n\nThis is the time of our talk: {when}.\n\nYou can choose another time, or give this one back, here:\n{link}\n\nCairn\n"
    );
    letter(to, &format!("Our talk: {call}"), text, scheme)
}

/// The time of a talk fell through.
pub fn talk_fell_through(
    to: &str,
    name: &str,
    call: &str,
    when: &str,
    link: &str,
    scheme: Option<SchemeId>,
) -> Letter {
    let text = format!(
        "Hello {name},\n\nWe are sorry: our talk can't take place at the time that you chose ({when}).\n\nPlease choose another one:\n{link}\n\nCairn\n"
    );
    letter(
        to,
        &format!("Another time for our talk, please: {call}"),
        text,
        scheme,
    )
}

/// An offer ran out.
pub fn offer_lapsed(to: &str, name: &str, call: &str, link: &str, scheme: Option<SchemeId>) -> Letter {
    let text = format!(
        "Hello {name},\n\nYour offer has run out: {call}. We did not hear from you in time, so the place can go to somebody on the waiting list.\n\nIf you would still like to join, write to the mentoring team. Your application is here:\n{link}\n\nCairn\n"
    );
    letter(to, &format!("Your offer has run out: {call}"), text, scheme)
}

/// A place is free again, for staff.
pub fn place_is_free(to: &str, name: &str, call: &str, link: &str, scheme: Option<SchemeId>) -> Letter {
    let text = format!(
        "Hello {name},\n\nA place has become free: {call}. Somebody turned their offer down, took their application back, or did not answer in time.\n\nThe page shows who is next on the waiting list. Nobody gets an offer before you decide so:\n{link}\n\nCairn\n"
    );
    letter(to, &format!("A place is free: {call}"), text, scheme)
}

/// An application is in.
pub fn application_received(
    to: &str,
    name: &str,
    call: &str,
    next: &str,
    link: &str,
    scheme: Option<SchemeId>,
) -> Letter {
    let text = format!(
        "Hello {name},\n\nYour application is in: {call}. Thank you for offering your help to new students.\n\n{next}\n\nYou can look at it, or take it back, here:\n{link}\n\nCairn\n"
    );
    letter(to, &format!("We have your application: {call}"), text, scheme)
}

/// A way back in.
pub fn reset(to: &str, name: &str, link: &str) -> Letter {
    let text = format!(
        "Hello {name},\n\nSomebody asked for a new password for your account. Choose one here:\n{link}\n\nThe link works once, for one hour.{SIGN_OFF}"
    );
    letter(to, "Choose a new password", text, None)
}

/// Show that a new address is yours.
pub fn confirm_email(to: &str, name: &str, link: &str) -> Letter {
    let text = format!(
        "Hello {name},\n\nUse this link to make this your address in Cairn. You keep your group and everything else:\n{link}\n\nThe link works once, for one day.{SIGN_OFF}"
    );
    letter(to, "Confirm your new email address", text, None)
}

/// An address that is somebody's already can't become another's: only its owner hears of it.
pub fn address_in_use(to: &str, name: &str) -> Letter {
    let text = format!(
        "Hello {name},\n\nSomebody asked to use this address for another account in Cairn. It is yours already, so nothing was changed.\n\nWas it you? Then you have two records here: ask your scheme lead to put them together. If it was not you, you can leave this.\n\nCairn\n"
    );
    letter(to, "This address is in use already", text, None)
}

/// Told to the old address, in case it wasn't them.
pub fn email_changed(to: &str, name: &str) -> Letter {
    let text = format!(
        "Hello {name},\n\nThe email address of your account was changed. If this was not you, tell your scheme lead today.\n\nCairn\n"
    );
    letter(to, "Your email address was changed", text, None)
}

/// Told after every change of a password, in case it wasn't them.
pub fn password_changed(to: &str, name: &str) -> Letter {
    let text = format!(
        "Hello {name},\n\nThe password of your account was changed, and every other browser was signed out. If this was not you, ask for a new password on the sign-in page and tell your scheme lead today.\n\nCairn\n"
    );
    letter(to, "Your password was changed", text, None)
}

/// Somebody with an account has one more role.
pub fn role_given(
    to: &str,
    name: &str,
    role: &str,
    place: &str,
    link: &str,
    scheme: Option<SchemeId>,
) -> Letter {
    let text = format!(
        "Hello {name},\n\nYou have a new role in {place}: {role}. Sign in as usual to see what it opens:\n{link}\n\nCairn\n"
    );
    letter(to, &format!("Your new role in {place}"), text, scheme)
}

/// Who reads a letter about groups.
pub struct GroupReader<'a> {
    pub to: &'a str,
    pub name: &'a str,
    pub scheme_name: &'a str,
    pub is_mentor: bool,
    /// Has set a password.
    pub signed_up: bool,
}

impl GroupReader<'_> {
    /// How to get to the page.
    fn way(&self, link: &str) -> String {
        if self.signed_up {
            link.to_owned()
        } else {
            format!(
                "{link}\n\nYou have not signed in before? Open the link in your invitation first, and set a password."
            )
        }
    }
}

/// A group is ready.
pub fn group_published(reader: &GroupReader<'_>, link: &str, scheme: SchemeId) -> Letter {
    let (subject, what) = if reader.is_mentor {
        (
            "Your mentor group is ready",
            "The students you will mentor are waiting to meet you.",
        )
    } else {
        (
            "Meet your mentor group",
            "Your mentor and the others in your group are waiting to meet you.",
        )
    };
    let text = format!(
        "Hello {},\n\n{what}\n\nSee who is in your group for {}:\n{}\n\nCairn\n",
        reader.name,
        reader.scheme_name,
        reader.way(link)
    );
    letter(reader.to, subject, text, Some(scheme))
}

/// Somebody joined, moved or left.
pub fn group_changed(reader: &GroupReader<'_>, link: &str, scheme: SchemeId) -> Letter {
    let text = format!(
        "Hello {},\n\nSomething has changed in your mentor group for {}. See who is in it now:\n{}\n\nCairn\n",
        reader.name,
        reader.scheme_name,
        reader.way(link)
    );
    letter(reader.to, "Your mentor group has changed", text, Some(scheme))
}

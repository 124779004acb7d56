//! Letters to mentors about their awards and appeals. Each says what happened, why, and what the mentor can do.

use crate::ctx::Ctx;
use crate::mail::Letter;
use crate::recognition::store::grants::Named;
use cairn_domain::ids::SchemeId;

fn letter(ctx: &Ctx, to: &Named, scheme: SchemeId, subject: &str, text: &str) -> Option<Letter> {
    Some(Letter {
        to: to.email.clone()?,
        subject: subject.to_owned(),
        text: format!(
            "Hello {},\n\n{text}\n\n{}/recognition\n\nCairn\n",
            to.first_name(),
            ctx.app.config.public_url
        ),
        scheme: Some(scheme),
    })
}

/// Somebody was given an award. Nobody hears of it who has no address.
pub fn given(ctx: &Ctx, to: &Named, scheme: SchemeId, award: &str) -> Option<Letter> {
    let text = format!(
        "You have been given an award: {award}. Well done, and thank you for your work as a mentor.\n\nYour certificate and everything that comes with it:"
    );
    letter(ctx, to, scheme, &format!("You have earned {award}"), &text)
}

/// An award was taken back.
pub fn taken_back(ctx: &Ctx, to: &Named, scheme: SchemeId, award: &str, reason: &str) -> Option<Letter> {
    let text = format!(
        "An award that you were given has been taken back: {award}.\n\nThe reason: {reason}\n\nIf you think that this is wrong, you can appeal here. Somebody will read it and answer you:"
    );
    letter(ctx, to, scheme, "An award was taken back", &text)
}

/// An appeal was answered.
pub fn answered(
    ctx: &Ctx,
    to: &Named,
    scheme: SchemeId,
    about: &str,
    agreed: bool,
    answer: &str,
) -> Option<Letter> {
    let outcome = if agreed {
        "We agree with you."
    } else {
        "We looked at it again, and it stays as it is."
    };
    let text = format!(
        "Your appeal has been answered. It was about: {about}.\n\n{outcome}\n\n{answer}\n\nYour page:"
    );
    letter(ctx, to, scheme, "Your appeal has been answered", &text)
}

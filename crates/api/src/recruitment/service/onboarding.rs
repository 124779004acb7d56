//! What is left to do between a yes and the first meeting with a group.

use crate::cohorts::joining::mentor_in;
use crate::ctx::Ctx;
use crate::identity::store as identity;
use crate::problem::Result;
use crate::recruitment::entity::application;
use cairn_domain::ids::{PersonId, SchemeId};
use cairn_domain::recruitment::OnboardingStep;

/// The steps of somebody who accepted, each with what was done or what to do.
///
/// # Errors
/// When the database can't be read.
pub async fn steps(ctx: &Ctx, row: &application::Model) -> Result<Vec<OnboardingStep>> {
    let person = PersonId(row.person_id);
    let has_account = identity::is_active(ctx.db(), person).await?;
    let place = mentor_in(ctx.db(), SchemeId(row.scheme_id), person).await?;
    let today = ctx.today();
    let is_cleared = place
        .as_ref()
        .is_some_and(|p| crate::cohorts::service::participants::holds(p, today));
    let step = |label: &str, said: String, is_done: bool, path: Option<&str>| OnboardingStep {
        label: label.to_owned(),
        said,
        is_done,
        path: path.map(str::to_owned),
    };
    let conduct = row.conduct_version;
    Ok(vec![
        step(
            "Agree to the code of conduct",
            conduct.map_or_else(
                || "Your training shows it to you.".to_owned(),
                |version| format!("You agreed to version {version} when you applied."),
            ),
            conduct.is_some(),
            None,
        ),
        step(
            "Have an account",
            if has_account {
                "You can sign in.".to_owned()
            } else {
                "Choose a password with the link in your letter.".to_owned()
            },
            has_account,
            None,
        ),
        step(
            "Say a little about you",
            "Your group sees your first name, what you study, and what you choose to say.".to_owned(),
            person_says_something(ctx, person).await?,
            Some("/profile"),
        ),
        step(
            "Do your training",
            if is_cleared {
                "It is complete: you are cleared to meet your group.".to_owned()
            } else {
                "Short modules, one after another. You get a group once they are complete.".to_owned()
            },
            is_cleared,
            Some("/training"),
        ),
    ])
}

async fn person_says_something(ctx: &Ctx, person: PersonId) -> Result<bool> {
    let person = identity::person(ctx.db(), person).await?;
    Ok(person.about.as_deref().is_some_and(|a| !a.trim().is_empty()))
}

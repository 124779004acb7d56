//! Letters about groups.

use super::picture::Picture;
use crate::mail::letters;
use crate::problem::Result;
use crate::work::Work;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::ids::ParticipantId;
use std::collections::BTreeSet;

/// Where everybody sees their own groups.
fn link(work: &Work) -> String {
    format!("{}/my-group", work.app.config.public_url)
}

/// Everyone in new groups hears of it, once each.
///
/// # Errors
/// When the database refuses.
pub async fn groups_are_ready(
    work: &mut Work,
    picture: &Picture,
    people: impl Iterator<Item = ParticipantId>,
) -> Result<()> {
    let link = link(work);
    let everyone: BTreeSet<ParticipantId> = people.collect();
    let letters = everyone
        .iter()
        .filter_map(|id| {
            let who = picture.students.get(id)?;
            Some(letters::group_published(
                &letters::GroupReader {
                    to: who.email.as_deref()?,
                    name: &who.name,
                    scheme_name: &picture.scheme.row.name,
                    is_mentor: who.role == ParticipantRole::Mentor,
                    signed_up: who.signed_up,
                },
                &link,
                picture.scheme.id,
            ))
        })
        .collect();
    work.mail_all(letters).await
}

/// These people's groups have changed.
///
/// # Errors
/// When the database refuses.
pub async fn groups_changed(
    work: &mut Work,
    picture: &Picture,
    people: impl Iterator<Item = ParticipantId>,
) -> Result<()> {
    let link = link(work);
    let everyone: BTreeSet<ParticipantId> = people.collect();
    let letters: Vec<_> = everyone
        .iter()
        .filter_map(|id| {
            let who = picture.students.get(id).filter(|s| s.is_active())?;
            Some(letters::group_changed(
                &letters::GroupReader {
                    to: who.email.as_deref()?,
                    name: &who.name,
                    scheme_name: &picture.scheme.row.name,
                    is_mentor: who.role == ParticipantRole::Mentor,
                    signed_up: who.signed_up,
                },
                &link,
                picture.scheme.id,
            ))
        })
        .collect();
    work.mail_all(letters).await
}

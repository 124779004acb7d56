//! Inviting everybody in a scheme at once.

use crate::cohorts::membership;
use crate::ctx::Ctx;
use crate::identity::entity::link_token;
use crate::identity::link::{self, Purpose};
use crate::identity::store;
use crate::mail::letters;
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::identity::{Done, InviteParticipants, Scope};
use cairn_domain::ids::PersonId;
use chrono::Duration;
use sea_orm::EntityTrait as _;

/// People written to with one round of statements.
const BATCH: u64 = 500;

/// Somebody invited this recently isn't written to again.
const PAUSE: Duration = Duration::days(1);

/// Invites everybody in a scheme who has an address and no account yet: all of them or none.
///
/// # Errors
/// 404 when not all of the scheme is in reach.
pub async fn invite_participants(ctx: &Ctx, scope: &Scope, input: InviteParticipants) -> Result<Done> {
    let scheme = input.scheme_id;
    if !scope.covers(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let roles = if input.roles.is_empty() {
        ParticipantRole::ALL.to_vec()
    } else {
        input.roles
    };
    let mut work = ctx.begin(scope).await?;
    let place = membership::hold(work.tx(), scheme)
        .await?
        .ok_or_else(|| Problem::not_found("scheme"))?;
    let (mut count, mut after) = (0u64, None);
    loop {
        let members = membership::members_of(scheme, &roles);
        let people = store::people::to_invite(work.tx(), members, work.now - PAUSE, after, BATCH).await?;
        let Some(last) = people.last() else { break };
        after = Some(last.id);
        count += people.len() as u64;
        let ids: Vec<PersonId> = people.iter().map(|p| PersonId(p.id)).collect();
        store::set_invited(work.tx(), &ids, work.now).await?;
        let (mut rows, mut post) = (Vec::with_capacity(ids.len()), Vec::with_capacity(ids.len()));
        for person in &people {
            let link = link::make(&work, PersonId(person.id), Purpose::Invitation).for_scheme(Some(scheme));
            let address = person.email.as_deref().unwrap_or_default();
            post.push(letters::invitation(
                address,
                store::first_name(person),
                &place,
                &link.url,
                Some(scheme),
            ));
            rows.push(link.row);
        }
        link_token::Entity::insert_many(rows)
            .exec_without_returning(work.tx())
            .await?;
        work.mail_all(post).await?;
    }
    if count > 0 {
        work.audit(
            Some(scheme),
            "cohort.invited",
            Some(scheme.0),
            format!("Invited {count} people to {place}."),
        )
        .await?;
    }
    work.commit().await?;
    Ok(Done { count })
}

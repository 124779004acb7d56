//! What staff ask of every proposal: keep a mentee with a mentor, keep two people apart.

use crate::cohorts::roll::{self, Student};
use crate::ctx::Ctx;
use crate::groups::entity::{keep_apart, pin};
use crate::groups::store::wishes;
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::{KeepApartView, NewKeepApart, NewPin, PinView};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{KeepApartId, ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use sea_orm::{ConnectionTrait, Set};
use std::collections::HashMap;
use uuid::Uuid;

/// People of a scheme by id.
struct People(HashMap<ParticipantId, Student>);

impl People {
    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope, scheme: SchemeId, ids: &[Uuid]) -> Result<Self> {
        let found = roll::some(db, scope, scheme, ids).await?;
        Ok(Self(found.into_iter().map(|s| (s.id, s)).collect()))
    }
    fn name(&self, id: ParticipantId) -> String {
        self.0
            .get(&id)
            .map_or_else(|| "Somebody who left".to_owned(), |s| s.name.clone())
    }
    fn are_one(&self, a: ParticipantId, b: ParticipantId) -> bool {
        let person = |id| self.0.get(&id).map(|s| s.person_id);
        person(a) == person(b)
    }
    fn reached(&self, scope: &Scope, id: Uuid) -> bool {
        self.0.get(&ParticipantId(id)).is_some_and(|s| {
            scope.reaches_student(s.scheme_id, s.programme_id, s.tutor_group_id, s.person_id)
        })
    }
    /// # Errors
    /// 422 for somebody who isn't in the scheme in that role.
    fn must_be(&self, id: ParticipantId, role: Option<ParticipantRole>, pointer: &str) -> Result<()> {
        let known = self
            .0
            .get(&id)
            .ok_or_else(|| Problem::invalid_field(pointer, "This person is not in the scheme."))?;
        match role {
            Some(role) if known.role != role => Err(Problem::invalid_field(
                pointer,
                format!("Choose a {}.", role.label().to_lowercase()),
            )),
            _ => Ok(()),
        }
    }
}

/// Everybody who is pinned to a mentor.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn pins(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<Vec<PinView>> {
    let rows = wishes::pins(ctx.db(), scope, scheme).await?;
    let ids: Vec<Uuid> = rows.iter().flat_map(|p| [p.mentee_id, p.mentor_id]).collect();
    let people = People::load(ctx.db(), scope, scheme, &ids).await?;
    Ok(rows
        .iter()
        .filter(|p| people.reached(scope, p.mentee_id))
        .map(|p| pin_view(&people, ParticipantId(p.mentee_id), ParticipantId(p.mentor_id)))
        .collect())
}

fn pin_view(people: &People, mentee: ParticipantId, mentor: ParticipantId) -> PinView {
    PinView {
        mentee_id: mentee,
        mentee_name: people.name(mentee),
        mentor_id: mentor,
        mentor_name: people.name(mentor),
    }
}

/// Keeps a mentee with a mentor in whatever is formed from now on, in the place of an earlier pin.
///
/// # Errors
/// 404 when the scheme isn't in reach, 422 for people who aren't in it, 409 for a pair that is kept apart.
pub async fn add_pin(ctx: &Ctx, scope: &Scope, scheme: SchemeId, wish: NewPin) -> Result<PinView> {
    let mut work = ctx.begin(scope).await?;
    roll::scheme(work.tx(), scope, scheme, work.now, true).await?;
    let ids = [wish.mentee_id.0, wish.mentor_id.0];
    let people = People::load(work.tx(), scope, scheme, &ids).await?;
    people.must_be(wish.mentee_id, Some(ParticipantRole::Mentee), "/mentee_id")?;
    people.must_be(wish.mentor_id, Some(ParticipantRole::Mentor), "/mentor_id")?;
    if people.are_one(wish.mentee_id, wish.mentor_id) {
        return Err(Problem::invalid_field(
            "/mentor_id",
            "This is the same person. Choose another mentor.",
        ));
    }
    let (a, b) = in_order(wish.mentee_id, wish.mentor_id);
    let apart = wishes::keep_apart(work.tx(), scope, scheme).await?;
    if apart.iter().any(|k| k.a == a.0 && k.b == b.0) {
        return Err(Problem::conflict(
            "kept-apart",
            "These two people are kept apart. Let go of that first.",
        ));
    }
    let row = pin::ActiveModel {
        mentee_id: Set(wish.mentee_id.0),
        scheme_id: Set(scheme.0),
        mentor_id: Set(wish.mentor_id.0),
        created_at: Set(work.now),
    };
    wishes::add_pin(work.tx(), scope, row).await?;
    let view = pin_view(&people, wish.mentee_id, wish.mentor_id);
    let sentence = format!("Pinned {} to {}.", view.mentee_name, view.mentor_name);
    work.audit(Some(scheme), "pin.added", Some(wish.mentee_id.0), sentence)
        .await?;
    work.announce(Topic::Proposal, scheme.0, Some(scheme));
    work.commit().await?;
    Ok(view)
}

/// # Errors
/// 404 when there is no such pin in reach.
pub async fn remove_pin(ctx: &Ctx, scope: &Scope, scheme: SchemeId, mentee: ParticipantId) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    wishes::remove_pin(work.tx(), scope, scheme, mentee).await?;
    work.audit(Some(scheme), "pin.removed", Some(mentee.0), "Removed a pin.")
        .await?;
    work.announce(Topic::Proposal, scheme.0, Some(scheme));
    work.commit().await
}

/// Every pair that is kept apart.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn apart(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<Vec<KeepApartView>> {
    let rows = wishes::keep_apart(ctx.db(), scope, scheme).await?;
    let ids: Vec<Uuid> = rows.iter().flat_map(|k| [k.a, k.b]).collect();
    let people = People::load(ctx.db(), scope, scheme, &ids).await?;
    Ok(rows
        .iter()
        .filter(|k| people.reached(scope, k.a) && people.reached(scope, k.b))
        .map(|k| apart_view(&people, KeepApartId(k.id), ParticipantId(k.a), ParticipantId(k.b)))
        .collect())
}

fn apart_view(people: &People, id: KeepApartId, a: ParticipantId, b: ParticipantId) -> KeepApartView {
    KeepApartView {
        id,
        a,
        a_name: people.name(a),
        b,
        b_name: people.name(b),
    }
}

/// A pair is the same whichever way round it was said.
fn in_order(a: ParticipantId, b: ParticipantId) -> (ParticipantId, ParticipantId) {
    if a <= b { (a, b) } else { (b, a) }
}

/// Keeps two people out of one group. No reason is asked for, and none is kept.
///
/// # Errors
/// 404 when the scheme isn't in reach, 422 for people who aren't in it, 409 when they are kept apart or pinned together.
pub async fn keep(ctx: &Ctx, scope: &Scope, scheme: SchemeId, wish: NewKeepApart) -> Result<KeepApartView> {
    let mut work = ctx.begin(scope).await?;
    roll::scheme(work.tx(), scope, scheme, work.now, true).await?;
    let people = People::load(work.tx(), scope, scheme, &[wish.a.0, wish.b.0]).await?;
    people.must_be(wish.a, None, "/a")?;
    people.must_be(wish.b, None, "/b")?;
    let (a, b) = in_order(wish.a, wish.b);
    let pins = wishes::pins(work.tx(), scope, scheme).await?;
    let is_pair = |x: Uuid, y: Uuid| (x, y) == (a.0, b.0) || (x, y) == (b.0, a.0);
    if pins.iter().any(|p| is_pair(p.mentee_id, p.mentor_id)) {
        return Err(Problem::conflict(
            "pinned-together",
            "These two people are pinned together. Let go of that first.",
        ));
    }
    let id = KeepApartId(Uuid::now_v7());
    let row = keep_apart::ActiveModel {
        id: Set(id.0),
        scheme_id: Set(scheme.0),
        a: Set(a.0),
        b: Set(b.0),
        created_at: Set(work.now),
    };
    wishes::add_keep_apart(work.tx(), scope, row).await?;
    let view = apart_view(&people, id, a, b);
    work.audit(
        Some(scheme),
        "keep_apart.added",
        Some(id.0),
        "Asked to keep two people apart.",
    )
    .await?;
    work.announce(Topic::Proposal, scheme.0, Some(scheme));
    work.commit().await?;
    Ok(view)
}

/// # Errors
/// 404 when there is no such pair in reach.
pub async fn let_go(ctx: &Ctx, scope: &Scope, id: KeepApartId) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let scheme = wishes::remove_keep_apart(work.tx(), scope, id).await?;
    work.audit(
        Some(scheme),
        "keep_apart.removed",
        Some(id.0),
        "Let two people share a group again.",
    )
    .await?;
    work.announce(Topic::Proposal, scheme.0, Some(scheme));
    work.commit().await
}

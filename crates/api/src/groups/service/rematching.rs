//! Asking for another mentor, without a reason and without blame; and the answer.

use super::live::Hands;
use super::picture::{self, Picture};
use crate::cohorts::roll;
use crate::ctx::Ctx;
use crate::groups::entity::rematch_request;
use crate::groups::store::{live, mine, rematch};
use crate::identity::house;
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::formation::{self, Change};
use cairn_domain::groups::{
    DecideRematch, GroupChanges, NewRematchRequest, RematchRequestView, RematchState,
};
use cairn_domain::identity::{Action, Scope};
use cairn_domain::ids::{MentorGroupId, ParticipantId, RematchRequestId, SchemeId};
use cairn_domain::operations::Topic;
use sea_orm::Set;
use uuid::Uuid;

/// A mentee asks for another mentor.
///
/// # Errors
/// 404 for a group that isn't theirs, 409 when they have asked already.
pub async fn ask(ctx: &Ctx, scope: &Scope, wish: NewRematchRequest) -> Result<RematchRequestView> {
    let mut work = ctx.begin(scope).await?;
    let place = mine::places(work.tx(), scope)
        .await?
        .into_iter()
        .find(|p| p.group_id == Some(wish.group_id.0) && p.role == ParticipantRole::Mentee.as_str())
        .ok_or_else(|| Problem::not_found("group"))?;
    let me = ParticipantId(place.participant_id);
    if rematch::has_open(work.tx(), scope, me).await? {
        return Err(Problem::conflict(
            "asked-already",
            "You have asked already. Your supervisor will answer you.",
        ));
    }
    let scheme = SchemeId(place.scheme_id);
    let id = RematchRequestId(Uuid::now_v7());
    let note = wish.note.map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
    let row = rematch_request::ActiveModel {
        id: Set(id.0),
        scheme_id: Set(scheme.0),
        participant_id: Set(me.0),
        group_id: Set(wish.group_id.0),
        note: Set(note.clone()),
        state: Set(RematchState::Open.as_str().to_owned()),
        created_at: Set(work.now),
        decided_at: Set(None),
        decided_by: Set(None),
    };
    rematch::insert(work.tx(), scope, row).await?;
    work.audit(
        Some(scheme),
        "rematch.asked",
        Some(id.0),
        "A mentee asked for another mentor.",
    )
    .await?;
    work.announce(Topic::Groups, id.0, Some(scheme));
    let name = roll::some(work.tx(), scope, scheme, &[me.0])
        .await?
        .pop()
        .map_or_else(String::new, |s| s.name);
    let created_at = work.now;
    work.commit().await?;
    Ok(RematchRequestView {
        id,
        scheme_id: scheme,
        participant_id: me,
        name,
        group_id: wish.group_id,
        group_label: place.label.unwrap_or_default(),
        note,
        state: RematchState::Open,
        suggestion: None,
        suggested_group_id: None,
        created_at,
        decided_at: None,
    })
}

/// A mentee takes their request back.
///
/// # Errors
/// 404 when it isn't theirs, 409 when it was answered meanwhile.
pub async fn take_back(ctx: &Ctx, scope: &Scope, id: RematchRequestId) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let request = rematch::one(work.tx(), scope, id).await?;
    let is_mine = mine::places(work.tx(), scope)
        .await?
        .iter()
        .any(|p| p.participant_id == request.participant_id);
    if !is_mine {
        return Err(Problem::not_found("request"));
    }
    if !rematch::close(work.tx(), scope, id.0, RematchState::Cancelled, work.now).await? {
        return Err(answered());
    }
    let scheme = SchemeId(request.scheme_id);
    work.audit(
        Some(scheme),
        "rematch.cancelled",
        Some(id.0),
        "A mentee took a request for another mentor back.",
    )
    .await?;
    work.announce(Topic::Groups, id.0, Some(scheme));
    work.commit().await
}

fn answered() -> Problem {
    Problem::conflict("answered-already", "This request has its answer already.")
}

/// A scheme's requests in reach, the newest first, each open one with the smallest change that would serve it.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn list(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<Vec<RematchRequestView>> {
    let requests = rematch::of_scheme(ctx.db(), scope, scheme).await?;
    if requests.is_empty() {
        return Ok(vec![]);
    }
    let picture = picture::load(ctx.db(), scope, scheme, ctx.now, false).await?;
    let house = house::scope(Action::ReadGroups)?;
    let labels = live::names(ctx.db(), &house, scheme).await?;
    let scope = scope.clone();
    tokio::task::spawn_blocking(move || {
        requests
            .into_iter()
            .filter(|r| picture.reaches(&scope, ParticipantId(r.participant_id)))
            .map(|r| {
                let label = labels.get(&r.group_id).cloned().unwrap_or_default();
                view(&picture, r, label)
            })
            .collect::<Result<Vec<_>>>()
    })
    .await
    .map_err(|e| Problem::internal(&e))?
}

fn view(picture: &Picture, r: rematch_request::Model, group_label: String) -> Result<RematchRequestView> {
    let who = ParticipantId(r.participant_id);
    let state: RematchState = r.state.parse().map_err(|e: String| Problem::internal(&e))?;
    let suggested = (state == RematchState::Open).then(|| suggestion(picture, who));
    let (suggestion, suggested_group_id) = suggested.unwrap_or((None, None));
    Ok(RematchRequestView {
        id: RematchRequestId(r.id),
        scheme_id: SchemeId(r.scheme_id),
        participant_id: who,
        name: picture.name(who),
        group_id: MentorGroupId(r.group_id),
        group_label,
        note: r.note,
        state,
        suggestion,
        suggested_group_id,
        created_at: r.created_at,
        decided_at: r.decided_at,
    })
}

/// The smallest change in words, and the group when a plain move or an exchange would do.
fn suggestion(picture: &Picture, who: ParticipantId) -> (Option<String>, Option<MentorGroupId>) {
    if picture.is_pinned(who) {
        let first = "They are pinned to their mentor. Let go of that first, on the page with the proposals.";
        return (Some(first.to_owned()), None);
    }
    let groups = picture.formed();
    let found = formation::rematch(&picture.roster, &picture.settings(), &groups, who);
    let group = |at: u32| picture.live.get(at as usize).map(|g| &g.row);
    let mut steps = found.changes.iter().filter_map(|c| match c {
        Change::Move {
            mentee, to, reasons, ..
        } => Some((*mentee, group(*to)?, reasons)),
        _ => None,
    });
    let Some((_, to, reasons)) = steps.next() else {
        let why = found.unplaced.first().map(|u| {
            let told = super::unplaced::in_words(picture, u);
            format!("{} {}", told.why, told.what_would_help)
        });
        return (why, None);
    };
    let mut sentence = format!("Move to {}.", to.label);
    if let Some((other, back, _)) = steps.next() {
        sentence = format!(
            "Exchange with {}: one moves to {}, the other to {}.",
            picture.name(other),
            to.label,
            back.label
        );
    }
    for reason in reasons {
        sentence.push(' ');
        sentence.push_str(&reason.sentence());
    }
    (Some(sentence), Some(MentorGroupId(to.id)))
}

/// Answers a request: moves the mentee, or says that they stay. When the group is full and the smallest change is an
/// exchange with that group, both move.
///
/// # Errors
/// 404 when it isn't in reach, 409 when it was answered meanwhile or a rule stands in the way.
pub async fn decide(
    ctx: &Ctx,
    scope: &Scope,
    id: RematchRequestId,
    answer: DecideRematch,
) -> Result<GroupChanges> {
    let request = rematch::one(ctx.db(), scope, id).await?;
    let mut hands = Hands::on(ctx, scope, SchemeId(request.scheme_id)).await?;
    let who = ParticipantId(request.participant_id);
    if !hands.picture.reaches(scope, who) {
        return Err(Problem::not_found("request"));
    }
    let state = match answer.outcome {
        RematchState::Moved => RematchState::Moved,
        _ => RematchState::Kept,
    };
    if !rematch::close(hands.work.tx(), scope, id.0, state, hands.work.now).await? {
        return Err(answered());
    }
    let Some(to) = answer.to_group_id.filter(|_| state == RematchState::Moved) else {
        let scheme = hands.picture.scheme.id;
        let sentence = format!("{} stays in their group.", hands.picture.name(who));
        hands
            .work
            .audit(Some(scheme), "rematch.kept", Some(id.0), sentence)
            .await?;
        hands.work.announce(Topic::Groups, id.0, Some(scheme));
        hands.work.commit().await?;
        return Ok(GroupChanges {
            changes: vec![],
            still_unplaced: vec![],
        });
    };
    let to = hands.find(to, "/to_group_id")?;
    let settings = hands.picture.settings();
    let found = formation::rematch(&hands.picture.roster, &settings, &hands.groups, who);
    let as_suggested = found
        .changes
        .first()
        .is_some_and(|c| matches!(c, Change::Move { to: t, .. } if *t as usize == to));
    let steps: Vec<Change> = if as_suggested {
        found.changes
    } else {
        let from = hands.places(who).first().copied();
        from.into_iter()
            .map(|from| Change::Move {
                mentee: who,
                from: from as u32,
                to: to as u32,
                reasons: vec![],
            })
            .collect()
    };
    const MOVED: &str = "Moved to another group.";
    // Everybody leaves before anybody joins: the database allows one group a mentee.
    for step in &steps {
        if let Change::Move { mentee, from, .. } = step {
            hands.leave(*mentee, *from as usize, MOVED).await?;
        }
    }
    for step in &steps {
        if let Change::Move {
            mentee, to, reasons, ..
        } = step
        {
            hands
                .join(*mentee, ParticipantRole::Mentee, *to as usize, reasons)
                .await?;
        }
    }
    hands.must_keep_the_rules()?;
    hands.keep("rematch.moved", "", vec![]).await
}

//! The scheme at a glance: how many people and groups, and what to do next.

use super::schemes;
use crate::cohorts::entity::participant;
use crate::cohorts::store;
use crate::ctx::Ctx;
use crate::groups::entity::{group_member, proposal, rematch_request};
use crate::groups::service::{listing as groups, proposal as proposals};
use crate::identity::entity::{account, person};
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::{ClearanceStatus, EntryStatus, NextStep, ParticipantRole, Phase, SchemeOverview};
use cairn_domain::groups::{ProposalState, RematchState};
use cairn_domain::identity::policy::scope_for;
use cairn_domain::identity::{Action, Actor, Scope};
use cairn_domain::ids::SchemeId;
use chrono::Months;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, JoinType, PaginatorTrait as _, QueryFilter as _,
    QuerySelect as _, RelationDef,
};

/// The scheme at a glance, with the one thing to do next: each figure over what the caller may see of it, 0 where that is nothing.
///
/// # Errors
/// 404 out of reach.
pub async fn overview(ctx: &Ctx, actor: &Actor, scope: &Scope, id: SchemeId) -> Result<SchemeOverview> {
    use participant::Column as P;
    let scheme_row = store::scheme::one(ctx.db(), scope, id).await?;
    if scope.schemes().is_some()
        && !scope.covers(id)
        && scope.programmes_in(id).is_none_or(|p| p.is_empty())
        && scope.tutor_groups_in(id).is_empty()
    {
        return Err(Problem::forbidden());
    }
    let may = |action| scope_for(actor, action).filter(|s| s.touches(id));
    let today = store::scheme::today(&scheme_row, ctx.now);
    let reach = || store::participant::in_reach(scope, id);
    let active = || {
        reach()
            .add(P::EntryStatus.is_not_in([EntryStatus::Withdrawn.as_str(), EntryStatus::Deferred.as_str()]))
            .add(P::OptedOutAt.is_null())
    };
    let mentee = || active().add(P::Role.eq(ParticipantRole::Mentee.as_str()));
    let mentor = || active().add(P::Role.eq(ParticipantRole::Mentor.as_str()));
    let cleared = mentor()
        .add(P::Clearance.eq(ClearanceStatus::Cleared.as_str()))
        .add(
            Condition::any()
                .add(P::ClearedOn.is_null())
                .add(P::ClearedOn.lte(today)),
        )
        .add(
            Condition::any()
                .add(P::ClearanceExpires.is_null())
                .add(P::ClearanceExpires.gte(today)),
        );
    let eighteen_years_ago = today.checked_sub_months(Months::new(18 * 12)).unwrap_or(today);
    let to_person = || -> RelationDef {
        participant::Entity::belongs_to(person::Entity)
            .from(P::PersonId)
            .to(person::Column::Id)
            .into()
    };
    let to_account: RelationDef = participant::Entity::belongs_to(account::Entity)
        .from(P::PersonId)
        .to(account::Column::PersonId)
        .into();
    let under_18 = participant::Entity::find()
        .join(JoinType::InnerJoin, to_person())
        .filter(active())
        .filter(person::Column::DateOfBirth.gt(eighteen_years_ago))
        .count(ctx.db())
        .await?;
    let with_account = |status: &'static str| {
        participant::Entity::find()
            .join(JoinType::InnerJoin, to_account.clone())
            .filter(active())
            .filter(account::Column::Status.eq(status))
            .count(ctx.db())
    };
    let from_asker: RelationDef = rematch_request::Entity::belongs_to(participant::Entity)
        .from(rematch_request::Column::ParticipantId)
        .to(P::Id)
        .into();
    let to_member: RelationDef = participant::Entity::belongs_to(group_member::Entity)
        .from(P::Id)
        .to(group_member::Column::ParticipantId)
        .into();
    let placed = participant::Entity::find()
        .join(JoinType::InnerJoin, to_member)
        .filter(mentee())
        .filter(group_member::Column::LeftAt.is_null())
        .count(ctx.db())
        .await?;
    // Somebody without an address can't be invited, and whose account was closed shouldn't be.
    let uninvited = participant::Entity::find()
        .join(JoinType::InnerJoin, to_person())
        .join(JoinType::LeftJoin, to_account.clone())
        .filter(active())
        .filter(person::Column::Email.is_not_null())
        .filter(account::Column::PersonId.is_null())
        .count(ctx.db())
        .await?;
    let groups = match may(Action::ReadGroups) {
        Some(reach) => groups::count(ctx, &reach, id).await?,
        None => 0,
    };
    let count = |c: Condition| store::scheme::count(ctx.db(), id, c);
    let proposals_open = if may(Action::ReadProposals).is_some() {
        proposal::Entity::find()
            .filter(proposal::Column::SchemeId.eq(id.0))
            .filter(proposal::Column::State.eq(ProposalState::Draft.as_str()))
            .count(ctx.db())
            .await?
    } else {
        0
    };
    let rematch_open = match may(Action::DecideRematch) {
        Some(reach) => {
            rematch_request::Entity::find()
                .join(JoinType::InnerJoin, from_asker)
                .filter(store::participant::in_reach(&reach, id))
                .filter(rematch_request::Column::State.eq(RematchState::Open.as_str()))
                .count(ctx.db())
                .await?
        }
        None => 0,
    };
    let mut overview = SchemeOverview {
        mentees: count(mentee()).await?,
        mentors: count(mentor()).await?,
        mentors_cleared: count(cleared).await?,
        under_18,
        withdrawn: count(reach().add(P::EntryStatus.eq(EntryStatus::Withdrawn.as_str()))).await?,
        groups,
        mentees_placed: placed,
        proposals_open,
        rematch_open,
        invited: with_account("invited").await?,
        signed_up: with_account("active").await?,
        scheme: schemes::read(ctx, scope, id).await?,
        next_step: NextStep {
            title: String::new(),
            detail: String::new(),
            href: String::new(),
            action: String::new(),
        },
    };
    // What was overtaken by groups that are real by now doesn't wait for anybody.
    if overview.groups > 0 && overview.proposals_open > 0 {
        let drafts = proposals::placed_since(ctx, scope, id).await?;
        overview.proposals_open = drafts.values().filter(|placed| **placed == 0).count() as u64;
    }
    overview.next_step = next_step(&overview, uninvited, |action| may(action).is_some());
    Ok(overview)
}

/// What most needs doing of what somebody may do, first thing first.
fn next_step(o: &SchemeOverview, uninvited: u64, may: impl Fn(Action) -> bool) -> NextStep {
    let at = |path: &str| format!("/schemes/{}/{path}", o.scheme.id);
    let step = |title: String, detail: &str, href: String, action: &str| NextStep {
        title,
        detail: detail.into(),
        href,
        action: action.into(),
    };
    let unplaced = o.mentees.saturating_sub(o.mentees_placed);
    let to_place = match unplaced {
        1 => "1 mentee has no group yet".to_owned(),
        n => format!("{n} mentees have no group yet"),
    };
    // Of what is over, nothing is left to do but to begin anew.
    if o.scheme.phase == Phase::Ended && may(Action::CreateScheme) {
        step(
            "This scheme has ended".into(),
            "Copy it to start next year's.",
            at("settings"),
            "Copy to next year",
        )
    } else if o.scheme.phase == Phase::Ended {
        step(
            "This scheme has ended".into(),
            "Nothing is left to do. Thank you.",
            at("people"),
            "See people",
        )
    } else if (o.mentees == 0 || o.mentors == 0) && may(Action::ImportCohort) {
        step(
            "Bring in your people".into(),
            "Upload the file of mentors and new students. You see what would happen before anything is saved.",
            at("imports/new"),
            "Import a file",
        )
    } else if o.mentors > 0 && o.mentors_cleared == 0 && may(Action::EditCohort) {
        step(
            "Clear your mentors".into(),
            "No mentor may meet mentees yet. Set who has finished their checks.",
            at("people?role=mentor"),
            "See mentors",
        )
    } else if o.groups == 0 && o.proposals_open == 0 && may(Action::EditProposals) {
        step(
            format!("Form groups for {} mentees", o.mentees),
            "Try two ways side by side. Nothing is real until you publish.",
            at("proposals"),
            "Propose groups",
        )
    } else if o.groups == 0 && o.proposals_open > 0 && may(Action::PublishProposal) {
        step(
            "Choose how to group people".into(),
            "Your proposals are ready. Compare them and publish one.",
            at("proposals"),
            "Look at proposals",
        )
    } else if o.groups == 0 && o.proposals_open > 0 && may(Action::ReadProposals) {
        step(
            "Groups are proposed".into(),
            "Look at them before the scheme lead publishes one proposal.",
            at("proposals"),
            "Look at proposals",
        )
    } else if o.rematch_open > 0 && may(Action::DecideRematch) {
        step(
            format!("{} asked for a change of mentor", o.rematch_open),
            "Each comes with the smallest change we found.",
            at("rematch"),
            "Answer them",
        )
    } else if unplaced > 0 && o.groups > 0 && may(Action::EditGroups) {
        step(
            to_place,
            "Place late arrivals without disturbing anybody.",
            at("groups"),
            "Place them",
        )
    } else if uninvited > 0 && may(Action::EditPeople) {
        step(
            "Invite your people".into(),
            "Not everybody has an invitation yet.",
            at("people"),
            "Send invitations",
        )
    } else if o.groups == 0 {
        step(
            "Groups are still to come".into(),
            "They show here once the scheme lead has published them.",
            at("people"),
            "See people",
        )
    } else if unplaced > 0 {
        step(
            to_place,
            "The scheme lead finds them a place. Look in on the others meanwhile.",
            at("groups"),
            "See groups",
        )
    } else {
        step(
            "All is well".into(),
            "Everybody has a group. Look in on how they are doing.",
            at("groups"),
            "See groups",
        )
    }
}

//! Starting, changing and copying schemes, and the overview.

use crate::cohorts::entity::{participant, programme, scheme, tutor_group};
use crate::cohorts::store;
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::groups::entity::{group_member, mentor_group, proposal, rematch_request};
use crate::identity::entity::{account, person};
use crate::problem::{Problem, Result};
use crate::work::Work;
use cairn_domain::cohorts::{
    ClearanceStatus, CopyScheme, EntryStatus, NextStep, ParticipantRole, Phase, SchemeDates, SchemeInput,
    SchemeOverview, SchemeView,
};
use cairn_domain::groups::{ProposalState, RematchState};
use cairn_domain::identity::{Role, Scope};
use cairn_domain::ids::{ProgrammeId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use chrono::Months;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, JoinType,
    PaginatorTrait as _, QueryFilter as _, QuerySelect as _, RelationDef, Set,
};
use std::collections::HashSet;
use uuid::Uuid;

/// # Errors
/// When the cursor isn't ours.
pub async fn list(ctx: &Ctx, scope: &Scope, page: &PageQuery) -> Result<Page<SchemeView>> {
    let limit = page.limit()?;
    let rows = store::scheme::page(ctx.db(), scope, page.after()?, limit + 1).await?;
    let page = cursor::page(rows, limit, |s| s.id);
    let ids: Vec<Uuid> = page.items.iter().map(|s| s.id).collect();
    let mut programmes = store::scheme::programmes(ctx.db(), &ids).await?;
    let items = page
        .items
        .iter()
        .map(|s| store::scheme::view(s, programmes.remove(&s.id).unwrap_or_default(), ctx.now))
        .collect();
    Ok(Page {
        items,
        next: page.next,
        total: None,
    })
}

/// # Errors
/// 404 when out of reach.
pub async fn read(ctx: &Ctx, scope: &Scope, id: SchemeId) -> Result<SchemeView> {
    let found = store::scheme::one(ctx.db(), scope, id).await?;
    let programmes = store::scheme::programmes(ctx.db(), &[id.0])
        .await?
        .remove(&id.0)
        .unwrap_or_default();
    Ok(store::scheme::view(&found, programmes, ctx.now))
}

fn known_zone(input: &SchemeInput) -> Result<()> {
    input
        .time_zone
        .parse::<chrono_tz::Tz>()
        .map(drop)
        .map_err(|_| Problem::invalid_field("/time_zone", "Use the name of a time zone, like Europe/London."))
}

/// # Errors
/// 422 that says which of them isn't a programme of the institution.
async fn known_programmes<C: ConnectionTrait>(db: &C, ids: &[ProgrammeId]) -> Result<()> {
    let known: HashSet<Uuid> = programme::Entity::find()
        .select_only()
        .column(programme::Column::Id)
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    match ids.iter().position(|id| !known.contains(&id.0)) {
        None => Ok(()),
        Some(at) => Err(Problem::invalid_field(
            &format!("/programme_ids/{at}"),
            "There is no such programme. Choose one from the list of programmes.",
        )),
    }
}

/// Starts a scheme. Whoever starts it leads it.
///
/// # Errors
/// 409 when a scheme of that name and year is there.
pub async fn create(ctx: &Ctx, scope: &Scope, input: SchemeInput) -> Result<SchemeView> {
    known_zone(&input)?;
    let mut work = ctx.begin(scope).await?;
    let made = add(&mut work, scope, input, None).await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(made)
}

async fn add(
    work: &mut Work,
    scope: &Scope,
    input: SchemeInput,
    copied_from: Option<SchemeId>,
) -> Result<SchemeView> {
    let id = SchemeId(Uuid::now_v7());
    let mut row = store::scheme::columns(&input, work.now);
    row.id = Set(id.0);
    row.created_at = Set(work.now);
    row.copied_from = Set(copied_from.map(|s| s.0));
    row.version = Set(1);
    let made = row.insert(work.tx()).await?;
    known_programmes(work.tx(), &input.programme_ids).await?;
    store::scheme::set_programmes(work.tx(), id.0, &input.programme_ids).await?;
    if !scope.is_institution() {
        crate::identity::service::give_role(work, scope.person_id(), Role::SchemeLead, Some(id)).await?;
    }
    work.audit(
        Some(id),
        "scheme.created",
        Some(id.0),
        format!("Started the scheme {}.", made.name),
    )
    .await?;
    work.announce(Topic::Cohort, id.0, Some(id)).await?;
    Ok(store::scheme::view(&made, input.programme_ids, work.now))
}

/// # Errors
/// 404 out of reach, 412 when somebody changed it meanwhile.
pub async fn update(
    ctx: &Ctx,
    scope: &Scope,
    id: SchemeId,
    version: i32,
    input: SchemeInput,
) -> Result<SchemeView> {
    known_zone(&input)?;
    let mut work = ctx.begin(scope).await?;
    let found = store::scheme::whole(work.tx(), scope, id).await?;
    if found.version != version {
        return Err(Problem::stale());
    }
    let mut row = store::scheme::columns(&input, work.now);
    row.id = Set(id.0);
    row.version = Set(version + 1);
    let kept = row.update(work.tx()).await?;
    known_programmes(work.tx(), &input.programme_ids).await?;
    store::scheme::set_programmes(work.tx(), id.0, &input.programme_ids).await?;
    work.audit(
        Some(id),
        "scheme.changed",
        Some(id.0),
        format!("Changed the settings of {}.", kept.name),
    )
    .await?;
    work.announce(Topic::Cohort, id.0, Some(id)).await?;
    work.commit().await?;
    Ok(store::scheme::view(&kept, input.programme_ids, ctx.now))
}

/// Copies a scheme to another year: its settings, programmes and teaching groups, none of its people.
///
/// # Errors
/// 404 out of reach, 409 when the copy's name and year are taken.
pub async fn copy(ctx: &Ctx, scope: &Scope, id: SchemeId, wish: CopyScheme) -> Result<SchemeView> {
    let original = read(ctx, scope, id).await?.input;
    let shift = chrono::Duration::days(i64::from(wish.shift_days));
    let moved = |d: Option<chrono::NaiveDate>| {
        d.and_then(|d| d.checked_add_signed(shift))
            .filter(|d| d.checked_add_months(Months::new(1)).is_some())
    };
    let dates = SchemeDates {
        recruitment_opens: moved(original.dates.recruitment_opens),
        pre_enrolment_opens: moved(original.dates.pre_enrolment_opens),
        enrolment: moved(original.dates.enrolment),
        census: moved(original.dates.census),
        ends: moved(original.dates.ends),
    };
    let mut work = ctx.begin(scope).await?;
    let made = add(
        &mut work,
        scope,
        SchemeInput {
            name: wish.name,
            academic_year: wish.academic_year,
            dates,
            ..original
        },
        Some(id),
    )
    .await?;
    copy_tutor_groups(&work, id, made.id).await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(made)
}

async fn copy_tutor_groups(work: &Work, from: SchemeId, to: SchemeId) -> Result<()> {
    let groups = tutor_group::Entity::find()
        .filter(tutor_group::Column::SchemeId.eq(from.0))
        .all(work.tx())
        .await?;
    for chunk in groups.chunks(200) {
        let rows = chunk.iter().map(|g| tutor_group::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(to.0),
            programme_id: Set(g.programme_id),
            name: Set(g.name.clone()),
        });
        tutor_group::Entity::insert_many(rows)
            .exec_without_returning(work.tx())
            .await?;
    }
    work.audit(
        Some(to),
        "scheme.copied",
        Some(to.0),
        format!("Copied {} tutor groups from last time.", groups.len()),
    )
    .await
}

/// The scheme at a glance, with the one thing to do next.
///
/// # Errors
/// 404 out of reach.
pub async fn overview(ctx: &Ctx, scope: &Scope, id: SchemeId) -> Result<SchemeOverview> {
    use participant::Column as P;
    let scheme_row = store::scheme::one(ctx.db(), scope, id).await?;
    if scope.schemes().is_some()
        && !scope.covers(id)
        && scope.programmes_in(id).is_none_or(|p| p.is_empty())
        && scope.tutor_groups_in(id).is_empty()
    {
        return Err(Problem::forbidden());
    }
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
    let to_person: RelationDef = participant::Entity::belongs_to(person::Entity)
        .from(P::PersonId)
        .to(person::Column::Id)
        .into();
    let to_account: RelationDef = participant::Entity::belongs_to(account::Entity)
        .from(P::PersonId)
        .to(account::Column::PersonId)
        .into();
    let under_18 = participant::Entity::find()
        .join(JoinType::InnerJoin, to_person)
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
    let count = |c: Condition| store::scheme::count(ctx.db(), id, c);
    let mut overview = SchemeOverview {
        mentees: count(mentee()).await?,
        mentors: count(mentor()).await?,
        mentors_cleared: count(cleared).await?,
        under_18,
        withdrawn: count(reach().add(P::EntryStatus.eq(EntryStatus::Withdrawn.as_str()))).await?,
        groups: mentor_group::Entity::find()
            .filter(mentor_group::Column::SchemeId.eq(id.0))
            .filter(mentor_group::Column::ClosedAt.is_null())
            .count(ctx.db())
            .await?,
        mentees_placed: placed,
        proposals_open: proposal::Entity::find()
            .filter(proposal::Column::SchemeId.eq(id.0))
            .filter(proposal::Column::State.eq(ProposalState::Draft.as_str()))
            .count(ctx.db())
            .await?,
        rematch_open: rematch_request::Entity::find()
            .filter(rematch_request::Column::SchemeId.eq(id.0))
            .filter(rematch_request::Column::State.eq(RematchState::Open.as_str()))
            .count(ctx.db())
            .await?,
        invited: with_account("invited").await?,
        signed_up: with_account("active").await?,
        scheme: read(ctx, scope, id).await?,
        next_step: NextStep {
            title: String::new(),
            detail: String::new(),
            href: String::new(),
            action: String::new(),
        },
    };
    overview.next_step = next_step(&overview);
    Ok(overview)
}

/// What most needs doing, first thing first.
fn next_step(o: &SchemeOverview) -> NextStep {
    let at = |path: &str| format!("/schemes/{}/{path}", o.scheme.id);
    let step = |title: String, detail: &str, href: String, action: &str| NextStep {
        title,
        detail: detail.into(),
        href,
        action: action.into(),
    };
    let unplaced = o.mentees.saturating_sub(o.mentees_placed);
    if o.mentees == 0 || o.mentors == 0 {
        step(
            "Bring in your people".into(),
            "Upload the file of mentors and new students. You see what would happen before anything is saved.",
            at("imports/new"),
            "Import a file",
        )
    } else if o.mentors_cleared == 0 {
        step(
            "Clear your mentors".into(),
            "No mentor may meet mentees yet. Set who has finished their checks.",
            at("people?role=mentor"),
            "See mentors",
        )
    } else if o.groups == 0 && o.proposals_open == 0 {
        step(
            format!("Form groups for {} mentees", o.mentees),
            "Try two ways side by side. Nothing is real until you publish.",
            at("proposals"),
            "Propose groups",
        )
    } else if o.groups == 0 {
        step(
            "Choose how to group people".into(),
            "Your proposals are ready. Compare them and publish one.",
            at("proposals"),
            "Look at proposals",
        )
    } else if o.rematch_open > 0 {
        step(
            format!("{} asked for a change of mentor", o.rematch_open),
            "Each comes with the smallest change we found.",
            at("rematch"),
            "Answer them",
        )
    } else if unplaced > 0 {
        step(
            format!("{unplaced} mentees have no group yet"),
            "Place late arrivals without disturbing anybody.",
            at("groups"),
            "Place them",
        )
    } else if o.signed_up + o.invited < o.mentees + o.mentors {
        step(
            "Invite your people".into(),
            "Not everybody has an invitation yet.",
            at("people"),
            "Send invitations",
        )
    } else if o.scheme.phase == Phase::Ended {
        step(
            "This scheme has ended".into(),
            "Copy it to start next year's.",
            at("settings"),
            "Copy to next year",
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

/// A scheme's row for another use case that already knows it may.
///
/// # Errors
/// 404 when there is none.
pub async fn row(ctx: &Ctx, scope: &Scope, id: SchemeId) -> Result<scheme::Model> {
    store::scheme::one(ctx.db(), scope, id).await
}

//! Starting, changing and copying schemes.

use crate::cohorts::entity::{programme, scheme, seminar_group, tutor_group};
use crate::cohorts::store;
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::problem::{Problem, Result};
use crate::work::Work;
use cairn_domain::cohorts::{CopyScheme, SchemeDates, SchemeInput, SchemeView};
use cairn_domain::identity::{Role, Scope};
use cairn_domain::ids::{ProgrammeId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use chrono::Months;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, Set,
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
    work.announce(Topic::Cohort, id.0, Some(id));
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
    let found = store::scheme::held(work.tx(), scope, id).await?;
    if found.version != version {
        return Err(Problem::stale());
    }
    levels_still_fit(&work, id, &store::scheme::input(&found, vec![]), &input).await?;
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
    work.announce(Topic::Cohort, id.0, Some(id));
    work.commit().await?;
    Ok(store::scheme::view(&kept, input.programme_ids, ctx.now))
}

/// Levels change only as far as everybody who fitted still fits, or a mentor could come to stand below their mentee in a group that
/// is live. Who didn't fit before is no reason to keep a scheme's other settings from being saved.
///
/// # Errors
/// 422 with how many people have to be changed first.
async fn levels_still_fit(work: &Work, id: SchemeId, now: &SchemeInput, then: &SchemeInput) -> Result<()> {
    let (mentors, mentees) = store::fitting::outgrown(work.tx(), id, now, then).await?;
    let mut faults = Vec::new();
    if mentors > 0 {
        let detail = format!("{mentors} of the mentors here are below this level. Change them first.");
        faults.push(("/mentor_level".to_owned(), detail));
    }
    if mentees > 0 {
        let detail = format!("{mentees} of the mentees here are at another level. Change them first.");
        faults.push(("/mentee_levels".to_owned(), detail));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(faults))
    }
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
    copy_teaching_groups(&work, id, made.id).await?;
    work.commit().await?;
    ctx.app.actors.forget();
    Ok(made)
}

async fn copy_teaching_groups(work: &Work, from: SchemeId, to: SchemeId) -> Result<()> {
    let tutors = tutor_group::Entity::find()
        .filter(tutor_group::Column::SchemeId.eq(from.0))
        .all(work.tx())
        .await?;
    for chunk in tutors.chunks(200) {
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
    let seminars = seminar_group::Entity::find()
        .filter(seminar_group::Column::SchemeId.eq(from.0))
        .all(work.tx())
        .await?;
    for chunk in seminars.chunks(200) {
        let rows = chunk.iter().map(|g| seminar_group::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(to.0),
            programme_id: Set(g.programme_id),
            name: Set(g.name.clone()),
        });
        seminar_group::Entity::insert_many(rows)
            .exec_without_returning(work.tx())
            .await?;
    }
    work.audit(
        Some(to),
        "scheme.copied",
        Some(to.0),
        format!(
            "Copied {} tutor groups and {} seminar groups from last time.",
            tutors.len(),
            seminars.len()
        ),
    )
    .await
}

/// A scheme's row for another use case that already knows it may.
///
/// # Errors
/// 404 when there is none.
pub async fn row(ctx: &Ctx, scope: &Scope, id: SchemeId) -> Result<scheme::Model> {
    store::scheme::one(ctx.db(), scope, id).await
}

//! The discussion under a module: posts, ideas and replies of a scheme's mentors and staff.

use crate::cohorts::{mentor_place, reach};
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::identity::store as identity;
use crate::mail::Letter;
use crate::problem::{Problem, Result};
use crate::training::entity::{training_module, training_post as post, training_post_report as report};
use crate::training::store::{modules, posts as store};
use crate::work::Work;
use cairn_domain::identity::{Action, Actor, Scope, policy};
use cairn_domain::ids::{SchemeId, TrainingModuleId, TrainingPostId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::training::{
    NewTrainingPost, PostKind, PostReport, ReportedPost, TrainingPostPatch, TrainingPostReport,
    TrainingPostView,
};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, Set,
};
use uuid::Uuid;

/// Whether somebody looks after a scheme's discussions.
fn moderates(actor: &Actor, scheme: SchemeId) -> bool {
    policy::scope_for(actor, Action::RecordTraining).is_some_and(|s| s.touches(scheme))
}

/// Mentors talk about what is on their own way: a programme's module is for its students.
async fn on_their_way<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    scheme: SchemeId,
    module: &training_module::Model,
) -> Result<()> {
    let Some(programme) = module.programme_id else {
        return Ok(());
    };
    let place = mentor_place::place(db, scope, scheme).await?;
    if place.mentor.programme_id == Some(programme) {
        Ok(())
    } else {
        Err(Problem::not_found("training module"))
    }
}

/// A page of posts with their replies: those that are pinned first, then the newest.
///
/// # Errors
/// 404 when the module or the scheme isn't in reach.
pub async fn list(
    ctx: &Ctx,
    actor: &Actor,
    scope: &Scope,
    scheme: SchemeId,
    module: TrainingModuleId,
    page: &PageQuery,
) -> Result<Page<TrainingPostView>> {
    let limit = page.limit()?;
    let found = modules::one(ctx.db(), scope, module).await?;
    let staff = moderates(actor, scheme);
    if !staff {
        on_their_way(ctx.db(), scope, scheme, &found).await?;
    }
    let (pinned, others) =
        store::page(ctx.db(), scope, scheme, module, staff, page.after()?, limit + 1).await?;
    let page = cursor::page(others, limit, |p| store::Key(p.created_at, p.id));
    let mut posts = pinned;
    posts.extend(page.items);
    let ids: Vec<Uuid> = posts.iter().map(|p| p.id).collect();
    let replies = store::replies(ctx.db(), scope, &ids, staff).await?;
    let mut rows = Vec::with_capacity(posts.len() + replies.len());
    let mut replies: Vec<Option<post::Model>> = replies.into_iter().map(Some).collect();
    for p in posts {
        let id = p.id;
        rows.push(p);
        for reply in &mut replies {
            if reply.as_ref().is_some_and(|r| r.parent_id == Some(id)) {
                rows.extend(reply.take());
            }
        }
    }
    Ok(Page {
        items: views(ctx, scope, scheme, rows, staff).await?,
        next: page.next,
        total: None,
    })
}

async fn views(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    rows: Vec<post::Model>,
    staff: bool,
) -> Result<Vec<TrainingPostView>> {
    let people: Vec<Uuid> = rows.iter().map(|p| p.person_id).collect();
    let ids: Vec<Uuid> = rows.iter().map(|p| p.id).collect();
    let (names, mentors) = store::authors(ctx.db(), scope, scheme, &people).await?;
    let reports = store::reports(ctx.db(), scope, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|p| {
            let (count, mine) = reports.get(&p.id).copied().unwrap_or_default();
            TrainingPostView {
                id: TrainingPostId(p.id),
                module_id: TrainingModuleId(p.module_id),
                parent_id: p.parent_id.map(TrainingPostId),
                kind: p.kind.parse().unwrap_or(PostKind::Post),
                author: names
                    .get(&p.person_id)
                    .cloned()
                    .unwrap_or_else(|| "Somebody who left".to_owned()),
                author_role: if mentors.contains(&p.person_id) {
                    "Mentor"
                } else {
                    "Staff"
                }
                .to_owned(),
                is_mine: p.person_id == scope.person_id().0,
                body: if p.deleted_at.is_none() {
                    p.body
                } else {
                    String::new()
                },
                is_removed: p.deleted_at.is_some(),
                is_pinned: p.is_pinned,
                is_hidden: p.hidden_at.is_some(),
                reported_by_me: mine,
                reports: if staff { count } else { 0 },
                created_at: p.created_at,
                edited_at: p.edited_at,
                may_moderate: staff,
            }
        })
        .collect())
}

async fn shown(ctx: &Ctx, actor: &Actor, scope: &Scope, row: post::Model) -> Result<TrainingPostView> {
    let scheme = SchemeId(row.scheme_id);
    views(ctx, scope, scheme, vec![row], moderates(actor, scheme))
        .await?
        .pop()
        .ok_or_else(|| Problem::not_found("post"))
}

/// Writes a post, an idea, or a reply to a post.
///
/// # Errors
/// 404 when the module, the scheme or the post that is answered isn't in reach.
pub async fn add(
    ctx: &Ctx,
    actor: &Actor,
    scope: &Scope,
    module: TrainingModuleId,
    input: NewTrainingPost,
) -> Result<TrainingPostView> {
    let scheme = input.scheme_id;
    if !scope.touches(scheme) {
        return Err(Problem::not_found("scheme"));
    }
    let mut work = ctx.begin(scope).await?;
    let found = modules::one(work.tx(), scope, module).await?;
    if found.scheme_id.is_some_and(|s| s != scheme.0) {
        return Err(Problem::not_found("training module"));
    }
    if !moderates(actor, scheme) {
        on_their_way(work.tx(), scope, scheme, &found).await?;
    }
    if let Some(parent) = input.parent_id {
        let parent = store::one(work.tx(), scope, parent).await?;
        let fits = parent.scheme_id == scheme.0 && parent.module_id == module.0 && parent.parent_id.is_none();
        if !fits || parent.hidden_at.is_some() {
            return Err(Problem::invalid_field(
                "/parent_id",
                "This post can't be answered here.",
            ));
        }
    }
    let row = post::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        module_id: Set(module.0),
        parent_id: Set(input.parent_id.map(|p| p.0)),
        person_id: Set(scope.person_id().0),
        kind: Set(input.kind.as_str().to_owned()),
        body: Set(input.body.trim().to_owned()),
        is_pinned: Set(false),
        hidden_at: Set(None),
        hidden_by: Set(None),
        deleted_at: Set(None),
        created_at: Set(work.now),
        edited_at: Set(None),
    }
    .insert(work.tx())
    .await?;
    let sentence = format!("Wrote under {}.", found.title);
    work.audit(Some(scheme), "training.post_added", Some(row.id), sentence)
        .await?;
    work.announce(Topic::Training, row.id, Some(scheme));
    work.commit().await?;
    shown(ctx, actor, scope, row).await
}

/// Changes one's own words; staff pin and hide.
///
/// # Errors
/// 404 when it is out of reach, 403 for what isn't one's own to change.
pub async fn change(
    ctx: &Ctx,
    actor: &Actor,
    scope: &Scope,
    id: TrainingPostId,
    patch: TrainingPostPatch,
) -> Result<TrainingPostView> {
    let mut work = ctx.begin(scope).await?;
    let row = store::one(work.tx(), scope, id).await?;
    let scheme = SchemeId(row.scheme_id);
    let staff = moderates(actor, scheme);
    let mine = row.person_id == scope.person_id().0;
    if row.hidden_at.is_some() && !staff && !mine {
        return Err(Problem::not_found("post"));
    }
    let oversteps =
        patch.body.is_some() && !mine || (patch.is_pinned.is_some() || patch.is_hidden.is_some()) && !staff;
    if oversteps {
        return Err(Problem::forbidden());
    }
    if !mine {
        // A programme's own module is its programme's to look after.
        modules::one(work.tx(), scope, TrainingModuleId(row.module_id))
            .await
            .map_err(|_| Problem::not_found("post"))?;
    }
    if mine && patch.is_hidden == Some(false) && row.hidden_by.is_some_and(|by| by != row.person_id) {
        return Err(Problem::forbidden()
            .detail("Somebody else has hidden this post of yours, and can show it again."));
    }
    let mut did = Vec::new();
    let mut change = row.into_active_model();
    if let Some(body) = patch.body {
        change.body = Set(body.trim().to_owned());
        change.edited_at = Set(Some(work.now));
        did.push("edited");
    }
    if let Some(pinned) = patch.is_pinned {
        change.is_pinned = Set(pinned);
        did.push(if pinned { "pinned" } else { "unpinned" });
    }
    if let Some(hidden) = patch.is_hidden {
        change.hidden_at = Set(hidden.then_some(work.now));
        change.hidden_by = Set(hidden.then_some(scope.person_id().0));
        did.push(if hidden { "hidden" } else { "shown again" });
    }
    if did.is_empty() {
        let row = store::one(work.tx(), scope, id).await?;
        return shown(ctx, actor, scope, row).await;
    }
    let row = change.update(work.tx()).await?;
    let sentence = format!("A post was {}.", did.join(" and "));
    work.audit(Some(scheme), "training.post_changed", Some(id.0), sentence)
        .await?;
    work.announce(Topic::Training, id.0, Some(scheme));
    work.commit().await?;
    shown(ctx, actor, scope, row).await
}

/// Takes one's own post away. The replies of others stay.
///
/// # Errors
/// 404 when it isn't there, 403 when it is somebody else's.
pub async fn remove(ctx: &Ctx, actor: &Actor, scope: &Scope, id: TrainingPostId) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let row = store::one(work.tx(), scope, id).await?;
    let scheme = SchemeId(row.scheme_id);
    if row.person_id != scope.person_id().0 {
        let hint = if moderates(actor, scheme) {
            "Hide it instead: then its author and other staff still see it."
        } else {
            "Report it if something is wrong with it."
        };
        return Err(Problem::forbidden().detail(hint));
    }
    post::Entity::update_many()
        .col_expr(post::Column::DeletedAt, Expr::value(Some(work.now)))
        .filter(post::Column::Id.eq(id.0))
        .exec(work.tx())
        .await?;
    work.audit(
        Some(scheme),
        "training.post_removed",
        Some(id.0),
        "Took their own post away.",
    )
    .await?;
    work.announce(Topic::Training, id.0, Some(scheme));
    work.commit().await
}

/// Tells staff that something is wrong with a post. Twice is once. The words are kept as they are now, and the first report writes
/// to the staff of the scheme.
///
/// # Errors
/// 404 when it is out of reach.
pub async fn report(ctx: &Ctx, scope: &Scope, id: TrainingPostId, input: TrainingPostReport) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let row = store::one(work.tx(), scope, id).await?;
    let scheme = SchemeId(row.scheme_id);
    let open = store::reports(work.tx(), scope, &[id.0]).await?;
    let (is_first, again) = (!open.contains_key(&id.0), open.get(&id.0).is_some_and(|r| r.1));
    let before = if again {
        store::own_report(work.tx(), scope, id).await?
    } else {
        None
    };
    // Said again while it is open, nothing that was said before goes; and it is new to whoever has read the first.
    let (reason, body) = match before {
        Some(before) => said_again(&before, input.reason.trim(), &row.body),
        None => (input.reason.trim().to_owned(), row.body.clone()),
    };
    report::Entity::insert(report::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(row.scheme_id),
        post_id: Set(id.0),
        person_id: Set(scope.person_id().0),
        reason: Set(reason),
        body: Set(body),
        created_at: Set(work.now),
        settled_at: Set(None),
    })
    .on_conflict(
        OnConflict::columns([report::Column::PostId, report::Column::PersonId])
            .update_columns([
                report::Column::Reason,
                report::Column::Body,
                report::Column::CreatedAt,
                report::Column::SettledAt,
            ])
            .to_owned(),
    )
    .exec_without_returning(work.tx())
    .await?;
    work.audit(
        Some(scheme),
        "training.post_reported",
        Some(id.0),
        "Reported a post.",
    )
    .await?;
    if is_first {
        let letters = to_staff(&work, ctx, scope, &row).await?;
        work.mail_all(letters).await?;
    }
    work.announce(Topic::Training, id.0, Some(scheme));
    work.commit().await
}

/// What one person says of a post in all, when they report it again. The same said twice is said once.
fn said_again(before: &report::Model, reason: &str, body: &str) -> (String, String) {
    let both = |old: &str, new: &str| {
        if new.is_empty() || old.ends_with(new) {
            old.to_owned()
        } else {
            format!("{old}\n\n{new}")
        }
    };
    (both(&before.reason, reason), both(&before.body, body))
}

/// Takes one's own report back; staff settle all of them, or those that they have seen.
///
/// # Errors
/// 404 when it is out of reach.
pub async fn settle(
    ctx: &Ctx,
    actor: &Actor,
    scope: &Scope,
    id: TrainingPostId,
    seen_until: Option<DateTime<Utc>>,
) -> Result<()> {
    let mut work = ctx.begin(scope).await?;
    let row = store::kept(work.tx(), scope, id).await?;
    let scheme = SchemeId(row.scheme_id);
    let mut close = report::Entity::update_many()
        .col_expr(report::Column::SettledAt, Expr::value(Some(work.now)))
        .filter(report::Column::PostId.eq(id.0))
        .filter(report::Column::SettledAt.is_null());
    let mine = row.person_id == scope.person_id().0;
    let staff = moderates(actor, scheme) && !mine;
    if !staff {
        close = close.filter(report::Column::PersonId.eq(scope.person_id().0));
    } else if let Some(seen) = seen_until {
        close = close.filter(report::Column::CreatedAt.lte(seen));
    }
    if !mine {
        modules::one(work.tx(), scope, TrainingModuleId(row.module_id))
            .await
            .map_err(|_| Problem::not_found("post"))?;
    }
    if close.exec(work.tx()).await?.rows_affected == 0 {
        return Ok(());
    }
    if staff
        && store::reports(work.tx(), scope, &[id.0])
            .await?
            .contains_key(&id.0)
    {
        // Something came while they read: that it waits is said again.
        let letters = to_staff(&work, ctx, scope, &row).await?;
        work.mail_all(letters).await?;
    }
    work.audit(
        Some(scheme),
        "training.report_settled",
        Some(id.0),
        "Settled the reports of a post.",
    )
    .await?;
    work.announce(Topic::Training, id.0, Some(scheme));
    work.commit().await
}

/// A letter to each member of staff who looks after the scheme's training: where to look, and nothing of what was written.
async fn to_staff(work: &Work, ctx: &Ctx, scope: &Scope, row: &post::Model) -> Result<Vec<Letter>> {
    let scheme = SchemeId(row.scheme_id);
    let name = reach::scheme(work.tx(), scope, scheme).await?.name;
    let module = modules::one(work.tx(), scope, TrainingModuleId(row.module_id)).await?;
    let link = format!("{}/schemes/{scheme}/training/reports", ctx.app.config.public_url);
    let keepers = identity::keepers(work.tx(), scheme).await?;
    let mut readers: Vec<_> = keepers
        .into_iter()
        .filter(|k| k.person.id != row.person_id)
        .filter(|k| module.programme_id.is_none() || k.looks_after(module.programme_id))
        .map(|k| k.person)
        .collect();
    if readers.is_empty() {
        // Whose post it is looks after the scheme alone: somebody else has to look.
        readers = identity::admins(work.tx()).await?;
        readers.retain(|p| p.id != row.person_id);
    }
    Ok(readers
        .iter()
        .filter_map(|p| {
            Some(Letter {
                to: p.email.clone()?,
                subject: "A post was reported".to_owned(),
                text: format!(
                    "Hello {},\n\nSomebody in {name} reported a post in a training discussion. Please look at it today: hide it, or \
                     settle the report.\n\n{link}\n\nCairn\n",
                    identity::first_name(p)
                ),
                scheme: Some(scheme),
            })
        })
        .collect())
}

/// At most so many reports are shown at once: the oldest.
const SHOWN: u64 = 200;

/// The posts of a scheme that somebody reported and nobody has seen to, the longest waiting first.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn reported(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<Vec<ReportedPost>> {
    let titles = super::completions::titles(ctx, scope, scheme).await?;
    // A module of a programme out of reach has no title here, and nobody sees to reports of their own posts.
    let modules: Vec<Uuid> = titles.keys().copied().collect();
    let open = store::open_reports(ctx.db(), scope, scheme, &modules, SHOWN).await?;
    let people: Vec<Uuid> = open
        .iter()
        .flat_map(|(r, p)| [r.person_id, p.person_id])
        .collect();
    let (names, _) = store::authors(ctx.db(), scope, scheme, &people).await?;
    let name = |id: &Uuid| {
        names
            .get(id)
            .cloned()
            .unwrap_or_else(|| "Somebody who left".to_owned())
    };
    let mut reported: Vec<ReportedPost> = Vec::new();
    for (r, p) in open {
        let mut report = PostReport {
            reason: r.reason,
            reported_by: name(&r.person_id),
            reported_at: r.created_at,
            words: None,
        };
        if let Some(there) = reported.iter_mut().find(|x| x.post_id.0 == p.id) {
            report.words = Some(r.body).filter(|words| *words != there.reported_words);
            there.reports.push(report);
            continue;
        }
        reported.push(ReportedPost {
            post_id: TrainingPostId(p.id),
            module_id: TrainingModuleId(p.module_id),
            module_title: titles.get(&p.module_id).cloned().unwrap_or_default(),
            author: name(&p.person_id),
            words_now: (p.deleted_at.is_none() && p.body != r.body).then_some(p.body),
            reported_words: r.body,
            is_hidden: p.hidden_at.is_some(),
            is_removed: p.deleted_at.is_some(),
            reports: vec![report],
        });
    }
    Ok(reported)
}

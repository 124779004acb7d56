//! The published groups as staff list, filter and export them.

use crate::cohorts::roll::{self, SchemeBrief};
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::groups::store::listing::{self, GroupRow, Listed, Place, Sort, Wanted};
use crate::groups::store::live;
use crate::identity::search::Sought;
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::{ParticipantRole, is_under_18};
use cairn_domain::groups::alerts::{GroupFacts, alerts};
use cairn_domain::groups::{GroupAlert, GroupSummary};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{MentorGroupId, ProgrammeId, SchemeId};
use cairn_domain::paging::Page;
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

/// Most groups in one file.
const FILE_LIMIT: u64 = 100_000;

#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GroupFilter {
    /// Part of a label or of somebody's name.
    #[param(value_type = Option<String>, max_length = 200)]
    pub q: Option<Sought>,
    #[param(value_type = Option<String>, format = Uuid)]
    pub programme_id: Option<ProgrammeId>,
    /// Only groups with this alert.
    #[param(inline)]
    pub alert: Option<GroupAlert>,
    /// `label` (as it comes), `size` or `-size`.
    pub sort: Option<String>,
}

impl GroupFilter {
    fn wanted(self, after: Option<Place>, limit: u64) -> Result<Wanted> {
        let sort = match self.sort.as_deref() {
            None | Some("" | "label") => Sort::Label,
            Some("size") => Sort::Smallest,
            Some("-size") => Sort::Largest,
            Some(_) => {
                return Err(Problem::bad_request("Groups can't be sorted by that.")
                    .error("?sort", "Use label, size or -size."));
            }
        };
        if after.as_ref().is_some_and(|place| place.0 != sort) {
            return Err(
                Problem::bad_request("This page address belongs to another order.")
                    .error("?after", "Leave it out when you change the order."),
            );
        }
        Ok(Wanted {
            text: self.q.filter(|q| !q.trim().is_empty()),
            programme: self.programme_id,
            alert: self.alert,
            sort,
            after,
            limit,
        })
    }
}

/// One page of the groups in reach.
///
/// # Errors
/// 404 for a scheme out of reach, 400 for a cursor or order that isn't ours.
pub async fn list(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    filter: GroupFilter,
    page: &PageQuery,
) -> Result<Page<GroupSummary>> {
    let limit = page.limit()?;
    let wanted = filter.wanted(page.after()?, limit)?;
    let brief = roll::scheme(ctx.db(), scope, scheme, ctx.now, false).await?;
    let rows = listing::page(ctx.db(), scope, scheme, &wanted, &brief.sizes, brief.today).await?;
    let rows = cursor::page(rows, limit, |r| Place(wanted.sort, r.size, r.label.clone(), r.id));
    let ids: Vec<Uuid> = rows.items.iter().map(|r| r.id).collect();
    let mut people: HashMap<Uuid, Vec<Listed>> = HashMap::new();
    for person in listing::people(ctx.db(), scope, &ids).await? {
        people.entry(person.group_id).or_default().push(person);
    }
    let summarise = |row: GroupRow| {
        let people = people.remove(&row.id).unwrap_or_default();
        summary(&brief, row, &people)
    };
    Ok(Page {
        items: rows.items.into_iter().map(summarise).collect(),
        next: rows.next,
        total: None,
    })
}

/// How many published groups of a scheme are in reach.
///
/// # Errors
/// When the database can't be read.
pub async fn count(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<u64> {
    listing::count(ctx.db(), scope, scheme).await
}

fn summary(scheme: &SchemeBrief, row: GroupRow, people: &[Listed]) -> GroupSummary {
    let mentors = || people.iter().filter(|p| p.role == ParticipantRole::Mentor);
    let facts = GroupFacts {
        size: u32::try_from(row.size).unwrap_or(0),
        mentors: mentors().map(|m| m.clearance).collect(),
        has_under_18: people
            .iter()
            .any(|p| p.role == ParticipantRole::Mentee && is_under_18(p.date_of_birth, scheme.today)),
        rematch_asked: row.rematches > 0,
        has_kept_apart: row.quarrels > 0,
    };
    GroupSummary {
        id: MentorGroupId(row.id),
        scheme_id: scheme.id,
        label: row.label,
        programme_id: row.programme_id.map(ProgrammeId),
        programme_code: row.code,
        mentors: mentors().map(|m| m.name.clone()).collect(),
        size: facts.size,
        alerts: alerts(&facts, &scheme.sizes, scheme.today),
        created_at: row.created_at,
    }
}

/// The headings of [`table`].
pub const HEADING: &[&str] = &[
    "group",
    "programme_code",
    "role",
    "name",
    "email",
    "level",
    "tutor_group",
    "entry_status",
    "in_group_since",
];

/// Everybody in the groups that the filter leaves, one row a person. Of students out of reach, no more than the name.
///
/// # Errors
/// As [`list`].
pub async fn table(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    filter: GroupFilter,
) -> Result<Vec<Vec<String>>> {
    let wanted = filter.wanted(None, FILE_LIMIT)?;
    let brief = roll::scheme(ctx.db(), scope, scheme, ctx.now, false).await?;
    let groups = listing::page(ctx.db(), scope, scheme, &wanted, &brief.sizes, brief.today).await?;
    let members = live::members(ctx.db(), scope, scheme).await?;
    let titles = roll::titles(ctx.db(), scope, scheme).await?;
    let students: HashMap<_, _> = roll::of_scheme(ctx.db(), scope, scheme)
        .await?
        .into_iter()
        .map(|s| (s.id, s))
        .collect();
    let mut of_group: HashMap<Uuid, Vec<_>> = HashMap::new();
    for m in members {
        of_group.entry(m.group_id.0).or_default().push(m);
    }
    let mut rows = Vec::new();
    for group in groups {
        let mut people = of_group.remove(&group.id).unwrap_or_default();
        people.sort_by_key(|m| m.role);
        for member in people {
            let Some(s) = students.get(&member.participant_id) else {
                continue;
            };
            let reached = scope.reaches_student(s.scheme_id, s.programme_id, s.tutor_group_id, s.person_id);
            rows.push(vec![
                group.label.clone(),
                titles.code(s.programme_id).unwrap_or_default(),
                member.role.to_string(),
                s.name.clone(),
                s.email.clone().filter(|_| reached).unwrap_or_default(),
                s.level.get().to_string(),
                titles
                    .tutor_group(s.tutor_group_id)
                    .filter(|_| reached)
                    .unwrap_or_default(),
                s.entry_status.to_string(),
                member.joined_at.date_naive().to_string(),
            ]);
        }
    }
    Ok(rows)
}

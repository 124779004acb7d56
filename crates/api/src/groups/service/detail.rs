//! One published group, with everybody who is or was in it.

use crate::cohorts::roll::{self, Student, Titles};
use crate::ctx::Ctx;
use crate::groups::entity::{group_member, keep_apart};
use crate::groups::store::{live, rematch, wishes};
use crate::problem::Result;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::alerts::{GroupFacts, alerts};
use cairn_domain::groups::{GroupMember, GroupSummary, GroupView, PastMember};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{MentorGroupId, ParticipantId, ProgrammeId, SchemeId};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Whether two of these people are to be kept apart.
fn kept_apart<'a>(pairs: &[keep_apart::Model], here: impl Iterator<Item = &'a GroupMember>) -> bool {
    let here: HashSet<Uuid> = here.map(|m| m.participant_id.0).collect();
    pairs.iter().any(|k| here.contains(&k.a) && here.contains(&k.b))
}

/// A group in reach. Of students whom the reader's role doesn't reach it gives the name alone.
///
/// # Errors
/// 404 when it isn't there or not in reach.
pub async fn view(ctx: &Ctx, scope: &Scope, id: MentorGroupId) -> Result<GroupView> {
    let group = live::group(ctx.db(), scope, id).await?;
    let scheme_id = SchemeId(group.scheme_id);
    let scheme = roll::scheme(ctx.db(), scope, scheme_id, ctx.now, false).await?;
    let rows = live::all_members(ctx.db(), scope, &group).await?;
    let ids: Vec<Uuid> = rows.iter().map(|r| r.participant_id).collect();
    let people: HashMap<ParticipantId, Student> = roll::some(ctx.db(), scope, scheme_id, &ids)
        .await?
        .into_iter()
        .map(|s| (s.id, s))
        .collect();
    let titles = roll::titles(ctx.db(), scope, scheme_id).await?;
    let pairs = wishes::keep_apart(ctx.db(), scope, scheme_id).await?;
    let asked = rematch::groups_with_open(ctx.db(), scope, scheme_id).await?;
    let (now, gone): (Vec<_>, Vec<_>) = rows.into_iter().partition(|r| r.left_at.is_none());
    let mut members: Vec<GroupMember> = now
        .into_iter()
        .filter_map(|row| {
            let student = people.get(&ParticipantId(row.participant_id))?;
            Some(member(scope, student, &titles, &row, scheme.today))
        })
        .collect();
    members.sort_by(|a, b| a.name.cmp(&b.name));
    let (mentors, mentees): (Vec<_>, Vec<_>) = members
        .into_iter()
        .partition(|m| m.role == ParticipantRole::Mentor);
    let known = |m: &GroupMember| people.get(&m.participant_id);
    let facts = GroupFacts {
        size: u32::try_from(mentees.len()).unwrap_or(u32::MAX),
        mentors: mentors.iter().filter_map(known).map(|s| s.clearance).collect(),
        has_under_18: mentees
            .iter()
            .filter_map(known)
            .any(|s| s.is_under_18(scheme.today)),
        rematch_asked: asked.contains(&group.id),
        has_kept_apart: kept_apart(&pairs, mentors.iter().chain(&mentees)),
    };
    let programme_id = group.programme_id.map(ProgrammeId);
    Ok(GroupView {
        summary: GroupSummary {
            id,
            scheme_id,
            programme_code: titles.code(programme_id),
            programme_id,
            mentors: mentors.iter().map(|m| m.name.clone()).collect(),
            size: facts.size,
            alerts: alerts(&facts, &scheme.sizes, scheme.today),
            created_at: group.created_at,
            label: group.label,
        },
        mentors_detail: mentors,
        mentees,
        past: gone.into_iter().filter_map(|row| past(&people, row)).collect(),
        version: group.version,
    })
}

fn member(
    scope: &Scope,
    s: &Student,
    titles: &Titles,
    row: &group_member::Model,
    today: NaiveDate,
) -> GroupMember {
    let reached = scope.reaches_student(s.scheme_id, s.programme_id, s.tutor_group_id, s.person_id);
    let is_mentor = s.role == ParticipantRole::Mentor;
    GroupMember {
        participant_id: s.id,
        person_id: s.person_id,
        role: s.role,
        name: s.name.clone(),
        email: s.email.clone().filter(|_| reached),
        pronouns: s.pronouns.clone().filter(|_| reached),
        level: s.level,
        programme_code: titles.code(s.programme_id),
        tutor_group: titles.tutor_group(s.tutor_group_id).filter(|_| reached),
        entry_status: s.entry_status,
        clearance: is_mentor.then_some(s.clearance.status),
        clearance_expires: s.clearance.until.filter(|_| is_mentor),
        is_under_18: reached && s.is_under_18(today),
        signed_up: s.signed_up,
        joined_at: row.joined_at,
    }
}

fn past(people: &HashMap<ParticipantId, Student>, row: group_member::Model) -> Option<PastMember> {
    let student = people.get(&ParticipantId(row.participant_id))?;
    Some(PastMember {
        name: student.name.clone(),
        role: student.role,
        left_at: row.left_at?,
        reason: row.left_reason.unwrap_or_default(),
    })
}

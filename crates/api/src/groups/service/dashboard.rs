//! The groups of a scheme in figures, and who still has no place.

use super::picture::{self, LiveGroup, Picture};
use super::unplaced;
use crate::ctx::Ctx;
use crate::groups::store::{proposals, rematch};
use crate::problem::{Problem, Result};
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::alerts::{GroupFacts, alerts};
use cairn_domain::groups::formation::{self, FormedGroup, SmallestChange, Unplaced, UnplacedReason};
use cairn_domain::groups::new_ties::{Seat, new_ties};
use cairn_domain::groups::{
    AlertCount, GroupAlert, GroupsDashboard, ProgrammeTies, ProposalState, SizeCount, UnplacedPerson,
};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ParticipantId, ProgrammeId, SchemeId};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

/// People without a place whose case is looked into; the figures count them all.
const EXPLAINED: usize = 50;

/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn dashboard(ctx: &Ctx, scope: &Scope, scheme: SchemeId) -> Result<GroupsDashboard> {
    let picture = picture::load(ctx.db(), scope, scheme, ctx.now, false).await?;
    let asked = rematch::groups_with_open(ctx.db(), scope, scheme).await?;
    let published = proposals::list(ctx.db(), scope, scheme)
        .await?
        .into_iter()
        .find(|p| p.state == ProposalState::Published.as_str());
    let scope = scope.clone();
    let mut dashboard = tokio::task::spawn_blocking(move || figures(&picture, &scope, &asked))
        .await
        .map_err(|e| Problem::internal(&e))?;
    if let Some(published) = published {
        dashboard.published_at = published.published_at;
        dashboard.strategy = published.strategy.parse().ok();
    }
    Ok(dashboard)
}

fn figures(picture: &Picture, scope: &Scope, rematches: &HashSet<Uuid>) -> GroupsDashboard {
    let groups: Vec<&LiveGroup> = picture
        .live
        .iter()
        .filter(|g| picture.reaches_group(scope, &g.formed))
        .collect();
    let mentees: Vec<ParticipantId> = picture
        .roster
        .mentees
        .iter()
        .map(|m| m.id)
        .filter(|id| picture.reaches(scope, *id))
        .collect();
    let placed = picture.placed();
    let homeless: Vec<ParticipantId> = mentees
        .iter()
        .filter(|id| !placed.contains(id))
        .copied()
        .collect();
    let loads = loads(picture, &groups);
    let used: HashSet<_> = loads.keys().copied().collect();
    let spare = picture
        .roster
        .mentors
        .iter()
        .filter(|m| m.cleared && m.capacity > 0 && !used.contains(&m.id) && picture.reaches(scope, m.id));
    let mut sizes: BTreeMap<u32, u32> = BTreeMap::new();
    for group in &groups {
        *sizes.entry(size(group)).or_default() += 1;
    }
    let ties = new_ties(&seats(picture, &groups));
    let sizes_wished = &picture.scheme.sizes;
    GroupsDashboard {
        groups: count(groups.len()),
        mentees_placed: count(mentees.len() - homeless.len()),
        mentees_unplaced: count(homeless.len()),
        mentors_used: count(used.len()),
        mentors_spare: count(spare.count()),
        load_mean: (loads.values().map(|l| f64::from(*l)).sum::<f64>() + 0.0) / loads.len().max(1) as f64,
        load_max: loads.values().copied().max().unwrap_or(0),
        sizes: sizes
            .into_iter()
            .map(|(size, groups)| SizeCount { size, groups })
            .collect(),
        min: sizes_wished.min,
        max: sizes_wished.max,
        new_tie_rate: (ties.pairs > 0).then(|| ties.rate()),
        best_new_tie_rate: (ties.pairs > 0).then(|| ties.best_rate()),
        new_ties_by_programme: by_programme(picture, &groups),
        alerts: alert_counts(picture, &groups, rematches),
        unplaced: explain(picture, &homeless),
        strategy: None,
        published_at: None,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn size(group: &LiveGroup) -> u32 {
    count(group.formed.mentees.len())
}

/// Mentees for each mentor; a shared group counts by shares.
fn loads(picture: &Picture, groups: &[&LiveGroup]) -> BTreeMap<ParticipantId, u32> {
    let settings = picture.settings();
    let mut loads = BTreeMap::new();
    for group in groups {
        for mentor in &group.formed.mentors {
            *loads.entry(mentor.mentor).or_default() += settings.share(size(group));
        }
    }
    loads
}

fn seats(picture: &Picture, groups: &[&LiveGroup]) -> Vec<Seat> {
    let seat = |(at, id): (usize, &ParticipantId)| {
        let s = picture.students.get(id)?;
        Some(Seat {
            group: at,
            programme: s.programme_id,
            level: s.level,
            tutor_group: s.tutor_group_id,
        })
    };
    groups
        .iter()
        .enumerate()
        .flat_map(|(at, g)| g.formed.mentees.iter().map(move |m| (at, m)))
        .filter_map(seat)
        .collect()
}

fn by_programme(picture: &Picture, groups: &[&LiveGroup]) -> Vec<ProgrammeTies> {
    let mut of: BTreeMap<(String, ProgrammeId), Vec<&LiveGroup>> = BTreeMap::new();
    for group in groups {
        let programme = group.row.programme_id.map(ProgrammeId);
        if let (Some(id), Some(code)) = (programme, picture.titles.code(programme)) {
            of.entry((code, id)).or_default().push(group);
        }
    }
    of.into_iter()
        .map(|((programme_code, _), groups)| {
            let ties = new_ties(&seats(picture, &groups));
            ProgrammeTies {
                programme_code,
                groups: count(groups.len()),
                mentees: ties.mentees,
                new_tie_rate: ties.rate(),
                best_new_tie_rate: ties.best_rate(),
            }
        })
        .collect()
}

/// What needs an eye in a group.
pub fn group_alerts(picture: &Picture, group: &FormedGroup, rematch_asked: bool) -> Vec<GroupAlert> {
    let known = |id: &ParticipantId| picture.students.get(id);
    let facts = GroupFacts {
        size: count(group.mentees.len()),
        mentors: group
            .mentors
            .iter()
            .filter_map(|m| Some(known(&m.mentor)?.clearance))
            .collect(),
        has_under_18: group
            .mentees
            .iter()
            .filter_map(known)
            .any(|s| s.role == ParticipantRole::Mentee && s.is_under_18(picture.scheme.today)),
        rematch_asked,
        has_kept_apart: picture.has_kept_apart(group),
    };
    alerts(&facts, &picture.scheme.sizes, picture.scheme.today)
}

fn alert_counts(picture: &Picture, groups: &[&LiveGroup], rematches: &HashSet<Uuid>) -> Vec<AlertCount> {
    let mut counts: BTreeMap<GroupAlert, u32> = BTreeMap::new();
    for group in groups {
        for alert in group_alerts(picture, &group.formed, rematches.contains(&group.row.id)) {
            *counts.entry(alert).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .map(|(alert, groups)| AlertCount { alert, groups })
        .collect()
}

/// Why people have no place, once there are groups to be placed in.
pub fn explain(picture: &Picture, homeless: &[ParticipantId]) -> Vec<UnplacedPerson> {
    if picture.live.is_empty() {
        return vec![];
    }
    let (settings, groups) = (picture.settings(), picture.formed());
    let explain = |mentee: &ParticipantId| {
        let found = formation::place_late_joiner(&picture.roster, &settings, &groups, *mentee);
        let unplaced = found.unplaced.into_iter().next().unwrap_or(Unplaced {
            participant: *mentee,
            role: ParticipantRole::Mentee,
            reason: UnplacedReason::NotPlacedYet,
            smallest_change: SmallestChange::PlaceNow,
        });
        unplaced::in_words(picture, &unplaced)
    };
    homeless.iter().take(EXPLAINED).map(explain).collect()
}

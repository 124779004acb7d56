//! Everything about a scheme's groups at one moment: people, wishes, groups. In a fixed number of queries.

use crate::cohorts::roll::{self, SchemeBrief, Student, Titles};
use crate::groups::entity::mentor_group;
use crate::groups::store::{live, wishes};
use crate::identity::house;
use crate::problem::Result;
use cairn_domain::cohorts::ParticipantRole;
use cairn_domain::groups::formation::nobody_mentors_themselves;
use cairn_domain::groups::formation::{
    FormedGroup, KeepApart, Mentee, Mentor, MentorMatch, Roster, Settings,
};
use cairn_domain::identity::{Action, Scope};
use cairn_domain::ids::{ParticipantId, ProgrammeId, SchemeId};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Stands for "no programme" where the rules want one.
pub const NO_PROGRAMME: ProgrammeId = ProgrammeId(Uuid::nil());

#[derive(Clone, Debug)]
pub struct Picture {
    pub scheme: SchemeBrief,
    /// Everybody, whatever their status.
    pub students: HashMap<ParticipantId, Student>,
    pub titles: Titles,
    /// Everybody who belongs in a group today.
    pub roster: Roster,
    pub live: Vec<LiveGroup>,
    pinned: HashSet<ParticipantId>,
}

/// A published group as the rules see it.
#[derive(Clone, Debug)]
pub struct LiveGroup {
    pub row: mentor_group::Model,
    pub formed: FormedGroup,
}

/// Loads the picture. With `lock`, nobody else changes the scheme's groups until this transaction ends.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn load<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: SchemeId,
    now: DateTime<Utc>,
    lock: bool,
) -> Result<Picture> {
    let scheme = roll::scheme(db, scope, id, now, lock).await?;
    let titles = roll::titles(db, scope, id).await?;
    let students = roll::of_scheme(db, scope, id).await?;
    let pins = wishes::pins(db, scope, id).await?;
    let pinned: HashMap<Uuid, Uuid> = pins.iter().map(|p| (p.mentee_id, p.mentor_id)).collect();
    let mut monitored: HashMap<Uuid, _> = wishes::monitored(db, scope, id)
        .await?
        .into_iter()
        .map(|m| (m.participant_id, tags(&m.attributes)))
        .collect();
    let mut roster = Roster::default();
    for s in students.iter().filter(|s| s.is_active()) {
        match s.role {
            ParticipantRole::Mentor => roster.mentors.push(mentor(s, &scheme)),
            ParticipantRole::Mentee => roster.mentees.push(Mentee {
                monitored: monitored.remove(&s.id.0).unwrap_or_default(),
                pinned_to: pinned.get(&s.id.0).map(|m| ParticipantId(*m)),
                ..mentee(s)
            }),
        }
    }
    roster.keep_apart = wishes::keep_apart(db, scope, id)
        .await?
        .iter()
        .map(|k| KeepApart::pair(ParticipantId(k.a), ParticipantId(k.b)))
        .collect();
    let of = |role: ParticipantRole| {
        let them = students.iter().filter(move |s| s.role == role);
        them.map(|s| (s.person_id, s.id))
    };
    roster.keep_apart.extend(nobody_mentors_themselves(
        of(ParticipantRole::Mentor),
        of(ParticipantRole::Mentee),
    ));
    let students: HashMap<_, _> = students.into_iter().map(|s| (s.id, s)).collect();
    let live = live_groups(db, &students, id).await?;
    Ok(Picture {
        scheme,
        students,
        titles,
        roster,
        live,
        pinned: pinned.keys().map(|id| ParticipantId(*id)).collect(),
    })
}

/// The rules look at every group of the scheme, whoever asks.
async fn live_groups<C: ConnectionTrait>(
    db: &C,
    students: &HashMap<ParticipantId, Student>,
    scheme: SchemeId,
) -> Result<Vec<LiveGroup>> {
    let house = house::scope(Action::ReadGroups)?;
    let rows = live::groups(db, &house, scheme).await?;
    let mut people: HashMap<Uuid, (Vec<MentorMatch>, Vec<ParticipantId>)> = HashMap::new();
    for m in live::members(db, &house, scheme).await? {
        let (mentors, mentees) = people.entry(m.group_id.0).or_default();
        match m.role {
            ParticipantRole::Mentee => mentees.push(m.participant_id),
            ParticipantRole::Mentor => mentors.push(MentorMatch {
                mentor: m.participant_id,
                reasons: vec![],
                score: 0,
            }),
        }
    }
    let formed = |row: mentor_group::Model| {
        let (mentors, mentees) = people.remove(&row.id).unwrap_or_default();
        let mut programmes = mentees
            .iter()
            .map(|m| students.get(m).and_then(|s| s.programme_id));
        let nobody_has_one = !mentees.is_empty() && programmes.all(|p| p.is_none());
        LiveGroup {
            formed: FormedGroup {
                programme: row
                    .programme_id
                    .map(ProgrammeId)
                    .or(nobody_has_one.then_some(NO_PROGRAMME)),
                label: 0,
                mentors,
                mentees,
            },
            row,
        }
    };
    Ok(rows.into_iter().map(formed).collect())
}

fn mentee(s: &Student) -> Mentee {
    Mentee {
        id: s.id,
        programme: s.programme_id.unwrap_or(NO_PROGRAMME),
        level: s.level,
        tutor_group: s.tutor_group_id,
        seminar_group: s.seminar_group_id,
        campus: s.campus_id,
        mode: s.mode,
        availability: s.availability,
        interests: alike(&s.interests),
        needs: s.needs.clone(),
        monitored: vec![],
        pinned_to: None,
    }
}

fn mentor(s: &Student, scheme: &SchemeBrief) -> Mentor {
    // Two groups only for somebody who has places for two of the smallest.
    let places = s.capacity.min(scheme.sizes.hard_cap_per_mentor);
    Mentor {
        id: s.id,
        programme: s.programme_id.unwrap_or(NO_PROGRAMME),
        level: s.level,
        campus: s.campus_id,
        capacity: s.capacity,
        max_groups: if places >= 2 * scheme.sizes.min { 2 } else { 1 },
        availability: s.availability,
        interests: alike(&s.interests),
        cleared: s.clearance.holds_on(scheme.today),
    }
}

/// Interests are typed by hand: `Climbing ` and `climbing` are one.
fn alike(interests: &[String]) -> Vec<String> {
    interests.iter().map(|i| i.trim().to_lowercase()).collect()
}

/// Attributes worth not being alone with: not bands, and not "no" or "unknown".
fn tags(attributes: &serde_json::Value) -> Vec<(String, String)> {
    const ATTRIBUTES: [&str; 7] = [
        "gender",
        "ethnicity",
        "disability",
        "commuter",
        "care_experienced",
        "first_in_family",
        "age_band",
    ];
    const SILENT: [&str; 8] = [
        "",
        "no",
        "n",
        "none",
        "false",
        "unknown",
        "not_known",
        "prefer_not_to_say",
    ];
    let known = attributes.as_object().into_iter().flatten();
    known
        .filter(|(name, _)| ATTRIBUTES.contains(&name.as_str()))
        .filter_map(|(name, value)| {
            let value = match value {
                serde_json::Value::String(s) => s.trim().to_lowercase(),
                serde_json::Value::Bool(true) => "yes".to_owned(),
                _ => return None,
            };
            let silent = SILENT.contains(&value.replace(' ', "_").as_str());
            (!silent).then(|| (name.clone(), value))
        })
        .collect()
}

impl Picture {
    pub fn name(&self, id: ParticipantId) -> String {
        self.students
            .get(&id)
            .map_or_else(|| "Somebody who left".to_owned(), |s| s.name.clone())
    }

    pub fn is_pinned(&self, mentee: ParticipantId) -> bool {
        self.pinned.contains(&mentee)
    }

    /// The scheme's sizes as the rules want them, for groups that are live.
    pub fn settings(&self) -> Settings {
        let mixes = |g: &LiveGroup| {
            let of = |m| self.students.get(m).map(|s: &Student| s.programme_id);
            g.formed.mentees.iter().map(of).collect::<HashSet<_>>().len() > 1
        };
        Settings {
            across_programmes: self.live.iter().any(mixes),
            ..self.sizes(Settings::default())
        }
    }

    /// These settings with the scheme's sizes.
    pub fn sizes(&self, settings: Settings) -> Settings {
        let s = &self.scheme.sizes;
        Settings {
            target: s.target,
            min: s.min,
            max: s.max,
            hard_cap_per_mentor: s.hard_cap_per_mentor,
            two_mentors_above: s.two_mentors_above,
            ..settings
        }
    }

    /// The live groups as the rules see them.
    pub fn formed(&self) -> Vec<FormedGroup> {
        self.live.iter().map(|g| g.formed.clone()).collect()
    }

    /// Mentees who are in a live group.
    pub fn placed(&self) -> HashSet<ParticipantId> {
        self.live
            .iter()
            .flat_map(|g| g.formed.mentees.iter().copied())
            .collect()
    }

    /// Whether a group holds two people whom staff want kept apart.
    pub fn has_kept_apart(&self, group: &FormedGroup) -> bool {
        let person = |id| self.students.get(&id).map(|s| s.person_id);
        let is_here = |id| group.mentees.contains(&id) || group.mentors.iter().any(|m| m.mentor == id);
        let mut pairs = self.roster.keep_apart.iter();
        // Somebody's own place as mentor and as mentee is no quarrel between people.
        pairs.any(|k| is_here(k.a) && is_here(k.b) && person(k.a) != person(k.b))
    }

    /// Whether the scope reaches somebody.
    pub fn reaches(&self, scope: &Scope, id: ParticipantId) -> bool {
        self.students.get(&id).is_some_and(|s| {
            scope.reaches_student(s.scheme_id, s.programme_id, s.tutor_group_id, s.person_id)
        })
    }

    /// Whether the scope reaches a group: by its programme, or by one of its mentees.
    pub fn reaches_group(&self, scope: &Scope, group: &FormedGroup) -> bool {
        let programmes = scope.programmes_in(self.scheme.id);
        programmes.is_none_or(|p| group.programme.is_some_and(|g| p.contains(&g)))
            || group.mentees.iter().any(|m| self.reaches(scope, *m))
    }
}

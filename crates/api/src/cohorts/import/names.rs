//! The names in a file (programme, school, campus, teaching group) and the ids that they stand for; new ones are made.

use crate::cohorts::entity::participant;
use crate::cohorts::entity::{
    campus, faculty, programme, scheme_programme, school, seminar_group, tutor_group,
};
use crate::problem::Result;
use cairn_domain::cohorts::import::Facts;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A kind of teaching group, by programme and name.
type Groups = HashMap<(Option<Uuid>, String), Uuid>;

/// Every name that rows can refer to, and those met for the first time.
#[derive(Default)]
pub struct Names {
    scheme: Uuid,
    faculties: HashMap<String, Uuid>,
    schools: HashMap<(Uuid, String), Uuid>,
    programmes: HashMap<String, programme::Model>,
    campuses: HashMap<String, Uuid>,
    tutor_groups: Groups,
    seminar_groups: Groups,
    in_scheme: HashSet<Uuid>,
    /// What a place's ids are called.
    called: HashMap<Uuid, String>,
    new: New,
    /// Codes of programmes met for the first time.
    pub new_programmes: Vec<String>,
    pub new_campuses: Vec<String>,
    pub new_tutor_groups: u64,
    pub new_seminar_groups: u64,
}

/// Rows to insert before the people who refer to them.
#[derive(Default)]
struct New {
    faculties: Vec<faculty::Model>,
    schools: Vec<school::Model>,
    programmes: Vec<programme::Model>,
    scheme_programmes: Vec<scheme_programme::Model>,
    campuses: Vec<campus::Model>,
    tutor_groups: Vec<tutor_group::Model>,
    seminar_groups: Vec<seminar_group::Model>,
}

/// The ids of what a row names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    pub programme: Option<Uuid>,
    pub campus: Option<Uuid>,
    pub tutor_group: Option<Uuid>,
    pub seminar_group: Option<Uuid>,
}

impl Names {
    /// Everything that has a name already.
    pub async fn load<C: ConnectionTrait>(db: &C, scheme: Uuid) -> Result<Self> {
        let mut names = Self {
            scheme,
            ..Self::default()
        };
        names.faculties = faculty::Entity::find()
            .all(db)
            .await?
            .into_iter()
            .map(|f| (f.name, f.id))
            .collect();
        names.schools = school::Entity::find()
            .all(db)
            .await?
            .into_iter()
            .map(|s| ((s.faculty_id, s.name), s.id))
            .collect();
        for p in programme::Entity::find().all(db).await? {
            names.called.insert(p.id, p.code.clone());
            names.programmes.insert(p.code.clone(), p);
        }
        for c in campus::Entity::find().all(db).await? {
            names.called.insert(c.id, c.name.clone());
            names.campuses.insert(c.name, c.id);
        }
        let tutors = tutor_group::Entity::find().filter(tutor_group::Column::SchemeId.eq(scheme));
        for g in tutors.all(db).await? {
            names.called.insert(g.id, g.name.clone());
            names.tutor_groups.insert((g.programme_id, g.name), g.id);
        }
        let seminars = seminar_group::Entity::find().filter(seminar_group::Column::SchemeId.eq(scheme));
        for g in seminars.all(db).await? {
            names.called.insert(g.id, g.name.clone());
            names.seminar_groups.insert((g.programme_id, g.name), g.id);
        }
        let links = scheme_programme::Entity::find().filter(scheme_programme::Column::SchemeId.eq(scheme));
        names.in_scheme = links.all(db).await?.into_iter().map(|l| l.programme_id).collect();
        Ok(names)
    }

    /// What an id is called.
    pub fn called(&self, id: Option<Uuid>) -> Option<String> {
        self.called.get(&id?).cloned()
    }

    /// The ids of what somebody's facts name. A teaching group that keeps its name and programme keeps its id.
    pub fn ids(&mut self, facts: &Facts, before: Option<&participant::Model>) -> Ids {
        let programme = facts
            .programme()
            .map(str::to_owned)
            .map(|code| self.programme(&code, facts));
        let campus = facts.campus.clone().map(|name| self.campus(name));
        let same_programme = before.is_some_and(|b| b.programme_id == programme);
        let kept = |names: &Self, id: Option<Uuid>, name: &str| {
            id.filter(|_| same_programme)
                .filter(|id| names.called.get(id).is_some_and(|n| n == name))
        };
        let tutor_group = facts.tutor_group.as_deref().map(|name| {
            kept(self, before.and_then(|b| b.tutor_group_id), name)
                .unwrap_or_else(|| self.tutor_group(programme, name))
        });
        let seminar_group = facts.seminar_group.as_deref().map(|name| {
            kept(self, before.and_then(|b| b.seminar_group_id), name)
                .unwrap_or_else(|| self.seminar_group(programme, name))
        });
        Ids {
            programme,
            campus,
            tutor_group,
            seminar_group,
        }
    }

    fn programme(&mut self, code: &str, facts: &Facts) -> Uuid {
        let id = match self.programmes.get(code) {
            Some(known) => known.id,
            None => {
                let school_id = self.school(facts);
                let title = facts.programme_title.clone().unwrap_or_else(|| code.to_owned());
                let made = programme::Model {
                    id: Uuid::now_v7(),
                    code: code.to_owned(),
                    title,
                    school_id,
                };
                let id = made.id;
                self.called.insert(id, code.to_owned());
                self.programmes.insert(code.to_owned(), made.clone());
                self.new.programmes.push(made);
                self.new_programmes.push(code.to_owned());
                id
            }
        };
        if self.in_scheme.insert(id) {
            let link = scheme_programme::Model {
                id: Uuid::now_v7(),
                scheme_id: self.scheme,
                programme_id: id,
            };
            self.new.scheme_programmes.push(link);
        }
        id
    }

    /// A school stands in a faculty; where the file names none, in one that has the school's name.
    fn school(&mut self, facts: &Facts) -> Option<Uuid> {
        let faculty = facts.faculty.as_ref().or(facts.school.as_ref())?.clone();
        let faculty_id = *self.faculties.entry(faculty.clone()).or_insert_with(|| {
            let made = faculty::Model {
                id: Uuid::now_v7(),
                name: faculty,
            };
            let id = made.id;
            self.new.faculties.push(made);
            id
        });
        let name = facts.school.clone()?;
        Some(
            *self.schools.entry((faculty_id, name.clone())).or_insert_with(|| {
                let made = school::Model {
                    id: Uuid::now_v7(),
                    faculty_id,
                    name,
                };
                let id = made.id;
                self.new.schools.push(made);
                id
            }),
        )
    }

    fn campus(&mut self, name: String) -> Uuid {
        if let Some(id) = self.campuses.get(&name) {
            return *id;
        }
        let made = campus::Model {
            id: Uuid::now_v7(),
            name: name.clone(),
        };
        let id = made.id;
        self.called.insert(id, name.clone());
        self.campuses.insert(name.clone(), id);
        self.new.campuses.push(made);
        self.new_campuses.push(name);
        id
    }

    fn tutor_group(&mut self, programme_id: Option<Uuid>, name: &str) -> Uuid {
        if let Some(id) = group(&self.tutor_groups, programme_id, name) {
            return id;
        }
        let made = tutor_group::Model {
            id: Uuid::now_v7(),
            scheme_id: self.scheme,
            programme_id,
            name: name.to_owned(),
        };
        let id = made.id;
        self.called.insert(id, name.to_owned());
        self.tutor_groups.insert((programme_id, name.to_owned()), id);
        self.new.tutor_groups.push(made);
        self.new_tutor_groups += 1;
        id
    }

    fn seminar_group(&mut self, programme_id: Option<Uuid>, name: &str) -> Uuid {
        if let Some(id) = group(&self.seminar_groups, programme_id, name) {
            return id;
        }
        let made = seminar_group::Model {
            id: Uuid::now_v7(),
            scheme_id: self.scheme,
            programme_id,
            name: name.to_owned(),
        };
        let id = made.id;
        self.called.insert(id, name.to_owned());
        self.seminar_groups.insert((programme_id, name.to_owned()), id);
        self.new.seminar_groups.push(made);
        self.new_seminar_groups += 1;
        id
    }

    /// Stores what is new so far.
    pub async fn store<C: ConnectionTrait>(&mut self, db: &C) -> Result<()> {
        let new = std::mem::take(&mut self.new);
        super::writing::insert_all(db, new.faculties).await?;
        super::writing::insert_all(db, new.schools).await?;
        super::writing::insert_all(db, new.programmes).await?;
        super::writing::insert_all(db, new.scheme_programmes).await?;
        super::writing::insert_all(db, new.campuses).await?;
        super::writing::insert_all(db, new.tutor_groups).await?;
        super::writing::insert_all(db, new.seminar_groups).await
    }
}

/// A teaching group of a programme, or one of that name that belongs to no programme.
fn group(groups: &Groups, programme: Option<Uuid>, name: &str) -> Option<Uuid> {
    groups
        .get(&(programme, name.to_owned()))
        .or_else(|| groups.get(&(None, name.to_owned())))
        .copied()
}

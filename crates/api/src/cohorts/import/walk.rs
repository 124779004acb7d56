//! Going through a file's rows once: to say what they would do, or to do it.
//!
//! A dry run and an application share every step but the writing, so that what was promised is what happens. Rows go through
//! in batches, each with a handful of queries, so that time per row and memory don't grow with the file or the database.

use super::leaving;
use super::names::Names;
use super::parsing::{Line, Parsing};
use super::people::People;
use super::records::{self, Moment};
use super::tally::{LEAVERS, Tally};
use super::writing::Writing;
use crate::cohorts::entity::monitoring;
use crate::problem::Result;
use actix_web::web::Bytes;
use cairn_domain::cohorts::import::{Change, Meeting, ParsedRow, Plan, SchemeRules, SeenKeys, verdict};
use cairn_domain::cohorts::{GroupSizes, ImportField, ImportReport, ParticipantRole, RowFault};
use cairn_domain::ids::SchemeId;
use sea_orm::ConnectionTrait;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// What to go through, and by which rules.
pub struct Journey {
    pub at: Moment,
    pub rules: SchemeRules,
    pub sizes: GroupSizes,
    pub plan: Arc<Plan>,
    pub content: Bytes,
    pub withdraw_missing: bool,
    /// Write, and not only say.
    pub apply: bool,
    /// The schemes that whoever imports answers for; `None` for all of them.
    pub reach: Option<Vec<SchemeId>>,
}

struct Walk<'w, C> {
    db: &'w C,
    journey: &'w Journey,
    names: Names,
    tally: Tally,
    writing: Writing,
    /// Places that the file speaks of.
    places: HashSet<Uuid>,
    /// Known people whom the file has named, by role, with the line.
    lines: HashMap<(Uuid, ParticipantRole), u64>,
    /// People whom this import made.
    made: HashSet<Uuid>,
    roles: HashSet<ParticipantRole>,
    on_fault: &'w mut (dyn FnMut(&RowFault) + Send),
}

/// Goes through the file; `on_fault` hears of every bad cell.
///
/// # Errors
/// When the database refuses or the file stops making sense.
pub async fn walk<C: ConnectionTrait>(
    db: &C,
    journey: &Journey,
    on_fault: &mut (dyn FnMut(&RowFault) + Send),
) -> Result<ImportReport> {
    let mut walk = Walk {
        db,
        journey,
        names: Names::load(db, journey.at.scheme).await?,
        tally: Tally::default(),
        writing: Writing::default(),
        places: HashSet::new(),
        lines: HashMap::new(),
        made: HashSet::new(),
        roles: HashSet::new(),
        on_fault,
    };
    let mut parsing = Parsing::start(journey.content.clone(), journey.plan.clone());
    let mut seen = SeenKeys::default();
    while let Some(lines) = parsing.next().await {
        walk.batch(lines, &mut seen).await?;
    }
    let rows = parsing.finish().await?;
    if journey.withdraw_missing {
        walk.withdraw_missing().await?;
    }
    Ok(walk.tally.finish(rows, walk.names))
}

impl<C: ConnectionTrait> Walk<'_, C> {
    fn bad(&mut self, faults: &[RowFault]) {
        faults.iter().for_each(|f| (self.on_fault)(f));
        self.tally.bad(faults);
    }

    async fn batch(&mut self, lines: Vec<Line>, seen: &mut SeenKeys) -> Result<()> {
        let mut rows: Vec<ParsedRow> = Vec::with_capacity(lines.len());
        let mut first_of_rows: Option<usize> = None;
        for line in lines {
            let row = match line {
                Err(faults) => {
                    self.bad(&faults);
                    continue;
                }
                Ok(row) => row,
            };
            match seen.meet(row.line, row.role, &row.facts) {
                Ok(Meeting::First(nth)) => {
                    first_of_rows.get_or_insert(nth);
                }
                // Met in the other role: who waits to be written must be there first.
                Ok(Meeting::Again(nth)) if first_of_rows.is_some_and(|first| nth >= first) => {
                    self.rows(std::mem::take(&mut rows)).await?;
                    first_of_rows = None;
                }
                Ok(Meeting::Again(_)) => {}
                Err(clash) => {
                    let fault = self
                        .journey
                        .plan
                        .fault(row.line, clash.field, &clash.value, clash.reason);
                    self.bad(&[fault]);
                    continue;
                }
            }
            rows.push(row);
        }
        self.rows(rows).await
    }

    async fn rows(&mut self, rows: Vec<ParsedRow>) -> Result<()> {
        let journey = self.journey;
        let people = People::find(self.db, journey, &rows).await?;
        for row in rows {
            if let Err((field, value, reason)) = self.row(&row, &people) {
                let fault = journey.plan.fault(row.line, field, &value, reason);
                self.bad(&[fault]);
            }
        }
        if journey.apply {
            self.names.store(self.db).await?;
            self.writing.store(self.db).await?;
        }
        Ok(())
    }

    fn row(&mut self, row: &ParsedRow, people: &People) -> std::result::Result<(), super::people::Conflict> {
        let journey = self.journey;
        let person = people.of(&row.facts)?;
        if let Some(person) = person {
            if let Some((place, _)) = people.place(person.id, row.role) {
                self.places.insert(place.id);
            }
            if let Some(line) = self.lines.insert((person.id, row.role), row.line) {
                let key = row.facts.keys().next();
                let (field, value) = key
                    .map_or((cairn_domain::cohorts::ImportField::StudentNumber, ""), |k| {
                        (k.field, k.value)
                    });
                let reason = format!(
                    "This person is already on line {line}, by another identifier. Keep one of the two rows."
                );
                return Err((field, value.to_owned(), reason));
            }
        }
        let before = person.map(|p| records::known(people, p, row.role, &self.names));
        if let (Some(person), Some(said)) = (person, row.facts.clearance)
            && person.id == journey.at.by
            && row.role == ParticipantRole::Mentor
            && before.as_ref().and_then(|b| b.facts.clearance) != Some(said)
        {
            return Err((
                ImportField::Clearance,
                said.label().to_owned(),
                "Somebody else has to decide about your own clearance. Leave this as it is.".to_owned(),
            ));
        }
        let change = verdict(before.as_ref(), row, journey.plan.defaults(), &journey.rules)?;
        self.roles.insert(row.role);
        let known = person.map(|p| p.id).filter(|id| !self.made.contains(id));
        self.tally.good(row, &change, known);
        self.keep(row, people, person, &change);
        Ok(())
    }

    /// Notes what is to be written for a row.
    fn keep(
        &mut self,
        row: &ParsedRow,
        people: &People,
        before: Option<&crate::identity::entity::person::Model>,
        change: &Change,
    ) {
        let place_before = before.and_then(|p| people.place(p.id, row.role));
        let ids = self
            .names
            .ids(&change.facts, place_before.map(|(place, _)| place));
        if !self.journey.apply {
            return;
        }
        let at = self.journey.at;
        let person = records::person(before, &change.facts, at);
        let place = records::place(
            place_before.map(|(p, _)| p),
            person.id,
            row.role,
            &change.facts,
            &row.facts,
            ids,
            at,
        );
        let monitored = serde_json::json!(change.facts.monitoring);
        let stored = place_before.and_then(|(_, m)| m);
        if stored.map_or(!change.facts.monitoring.is_empty(), |m| *m != monitored) {
            self.writing.monitoring.push(monitoring::Model {
                participant_id: place.id,
                scheme_id: at.scheme,
                attributes: monitored,
            });
        }
        self.places.insert(place.id);
        match place_before {
            None => self.writing.new_places.push(place),
            Some((before, _)) if *before != place => self.writing.changed_places.push(place),
            Some(_) => {}
        }
        match before {
            None => {
                self.made.insert(person.id);
                self.writing.new_people.push(person);
            }
            Some(before) if *before != person => self.writing.changed_people.push(person),
            Some(_) => {}
        }
    }

    /// Who is in the scheme in a role that the file has, and not in the file, becomes withdrawn.
    async fn withdraw_missing(&mut self) -> Result<()> {
        let at = self.journey.at;
        let missing = leaving::missing(self.db, at.scheme, &self.roles, &self.places).await?;
        let named = leaving::named(self.db, &missing[..missing.len().min(LEAVERS)]).await?;
        self.tally.withdrawn(&missing, named);
        if self.journey.apply {
            leaving::withdraw(self.db, &missing, at).await?;
        }
        Ok(())
    }
}

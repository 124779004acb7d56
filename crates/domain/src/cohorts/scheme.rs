//! Schemes: one run of mentoring for one intake, its dates, sizes and phase.

use super::vocabulary::{FheqLevel, words};
use crate::identity::wire::wire;
use crate::ids::{CampusId, FacultyId, ProgrammeId, SchemeId, SchoolId, SeminarGroupId, TutorGroupId};
use crate::problem::Check;
use crate::text::{is_line, is_plausible};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// Where a scheme is in its year.
    Phase {
        Planning = "planning", "Planning";
        Recruiting = "recruiting", "Recruiting mentors";
        PreEnrolment = "pre_enrolment", "Before enrolment";
        Enrolment = "enrolment", "Enrolment";
        Running = "running", "Running";
        Ended = "ended", "Ended";
    }
}

wire! {
    /// The days that matter. All optional; those given must be in order.
    #[derive(Default)]
    SchemeDates {
        #[serde(default)]
        recruitment_opens: Option<NaiveDate> = "2026-03-02",
        #[serde(default)]
        pre_enrolment_opens: Option<NaiveDate> = "2026-08-13",
        #[serde(default)]
        enrolment: Option<NaiveDate> = "2026-09-21",
        #[serde(default)]
        census: Option<NaiveDate> = "2026-11-02",
        #[serde(default)]
        ends: Option<NaiveDate> = "2027-06-11",
    }
    /// How big groups are.
    GroupSizes {
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 50))]
        target: u32 = 6,
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 50))]
        min: u32 = 4,
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 50))]
        max: u32 = 8,
        /// No mentor ever has more mentees than this.
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100))]
        hard_cap_per_mentor: u32 = 10,
        /// Groups above this size get two mentors.
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 50))]
        two_mentors_above: u32 = 8,
    }
    /// What somebody says to start or change a scheme.
    #[cfg_attr(feature = "openapi", schema(example = json!({"name": "September 2026 intake", "academic_year": "2026/27", "intake": "September", "mentor_level": 5, "mentee_levels": [4], "dates": {"recruitment_opens": "2026-03-02", "pre_enrolment_opens": "2026-08-13", "enrolment": "2026-09-21", "census": "2026-11-02", "ends": "2027-06-11"}, "sizes": {"target": 6, "min": 4, "max": 8, "hard_cap_per_mentor": 10, "two_mentors_above": 8}, "time_zone": "Europe/London", "programme_ids": ["0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f"]})))]
    SchemeInput {
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120, example = "September 2026 intake"))]
        name: String,
        #[cfg_attr(feature = "openapi", schema(example = "2026/27"))]
        academic_year: String,
        #[cfg_attr(feature = "openapi", schema(example = "September"))]
        intake: String,
        mentor_level: FheqLevel,
        mentee_levels: Vec<FheqLevel>,
        #[serde(default)]
        dates: SchemeDates,
        sizes: GroupSizes,
        /// IANA name.
        #[cfg_attr(feature = "openapi", schema(example = "Europe/London"))]
        time_zone: String,
        #[serde(default)]
        programme_ids: Vec<ProgrammeId>,
    }
    SchemeView {
        id: SchemeId,
        #[serde(flatten)]
        input: SchemeInput,
        phase: Phase,
        version: i32 = 1,
        created_at: DateTime<Utc>,
    }
    CopyScheme {
        name: String = "September 2027 intake",
        academic_year: String = "2027/28",
        /// Move every date by this many days; 364 keeps the weekday.
        shift_days: i32 = 364,
    }
    /// The scheme at a glance: where it is, and what to do next.
    SchemeOverview {
        scheme: SchemeView,
        mentees: u64 = 214,
        mentors: u64 = 46,
        mentors_cleared: u64 = 41,
        under_18: u64 = 3,
        withdrawn: u64 = 5,
        groups: u64 = 0,
        mentees_placed: u64 = 0,
        proposals_open: u64 = 1,
        rematch_open: u64 = 0,
        invited: u64 = 180,
        signed_up: u64 = 152,
        next_step: NextStep,
    }
    /// One thing to do, in words, and where.
    NextStep {
        title: String = "Look at the proposal",
        detail: String = "Groups are formed and wait for you to publish them.",
        /// A path of the app.
        href: String = "/schemes/0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f/proposals",
        action: String = "See the proposal",
    }
    Named { name: String = "Faculty of Science", }
    FacultyView { id: FacultyId, name: String = "Faculty of Science", }
    SchoolView { id: SchoolId, faculty_id: FacultyId, name: String = "School of Biosciences", }
    SchoolInput { faculty_id: FacultyId, name: String = "School of Biosciences", }
    ProgrammeView { id: ProgrammeId, code: String = "BSC-BIO", title: String = "BSc Biology", school_id: Option<SchoolId>, }
    ProgrammeInput { code: String = "BSC-BIO", title: String = "BSc Biology", #[serde(default)] school_id: Option<SchoolId>, }
    CampusView { id: CampusId, name: String = "City campus", }
    TutorGroupView { id: TutorGroupId, programme_id: Option<ProgrammeId>, name: String = "BIO-T1", members: u64 = 12, }
    SeminarGroupView { id: SeminarGroupId, programme_id: Option<ProgrammeId>, name: String = "BIO-S2", members: u64 = 18, }
    TeachingGroupInput { #[serde(default)] programme_id: Option<ProgrammeId>, name: String = "BIO-T1", }
    /// Everything a form or filter of a scheme needs to name.
    SchemeLists {
        faculties: Vec<FacultyView>,
        schools: Vec<SchoolView>,
        programmes: Vec<ProgrammeView>,
        campuses: Vec<CampusView>,
        tutor_groups: Vec<TutorGroupView>,
        seminar_groups: Vec<SeminarGroupView>,
    }
}

impl Default for GroupSizes {
    fn default() -> Self {
        Self {
            target: 6,
            min: 4,
            max: 8,
            hard_cap_per_mentor: 10,
            two_mentors_above: 8,
        }
    }
}

impl SchemeDates {
    fn in_order(&self) -> [(&'static str, Option<NaiveDate>); 5] {
        [
            ("recruitment_opens", self.recruitment_opens),
            ("pre_enrolment_opens", self.pre_enrolment_opens),
            ("enrolment", self.enrolment),
            ("census", self.census),
            ("ends", self.ends),
        ]
    }

    /// Where a scheme with these dates is on a day.
    pub fn phase_on(&self, today: NaiveDate) -> Phase {
        let reached = |d: Option<NaiveDate>| d.is_some_and(|d| d <= today);
        if reached(self.ends) {
            Phase::Ended
        } else if reached(self.census)
            || self
                .enrolment
                .is_some_and(|d| today.signed_duration_since(d).num_days() >= 14)
        {
            Phase::Running
        } else if reached(self.enrolment) {
            Phase::Enrolment
        } else if reached(self.pre_enrolment_opens) {
            Phase::PreEnrolment
        } else if reached(self.recruitment_opens) {
            Phase::Recruiting
        } else {
            Phase::Planning
        }
    }
}

impl Check for SchemeInput {
    fn faults(&self) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        let mut fault = |at: &str, what: &str| faults.push((at.to_owned(), what.to_owned()));
        if self.name.trim().is_empty() || self.name.chars().count() > 120 || !is_line(&self.name) {
            fault(
                "/name",
                "Give the scheme a name of 1 to 120 characters, in one line.",
            );
        }
        if self.academic_year.trim().is_empty()
            || self.academic_year.chars().count() > 20
            || !is_line(&self.academic_year)
        {
            fault("/academic_year", "Enter the academic year, like 2026/27.");
        }
        if self.intake.trim().is_empty() || self.intake.chars().count() > 60 || !is_line(&self.intake) {
            fault("/intake", "Enter the intake, like September.");
        }
        let once: BTreeSet<_> = self.mentee_levels.iter().collect();
        if once.len() < self.mentee_levels.len() {
            fault("/mentee_levels", "Name each level once.");
        }
        if self.mentee_levels.is_empty() {
            fault("/mentee_levels", "Choose at least one level for mentees.");
        }
        if self
            .mentee_levels
            .iter()
            .any(|l| !self.mentor_level.may_mentor(*l))
        {
            fault("/mentor_level", "Mentors must be at a level above every mentee.");
        }
        let s = &self.sizes;
        if s.min == 0 || s.min > s.target || s.target > s.max || s.max > 50 {
            fault(
                "/sizes",
                "Sizes must go up: smallest, usual, largest, from 1 to 50.",
            );
        }
        if s.hard_cap_per_mentor < s.min || s.hard_cap_per_mentor > 100 {
            fault(
                "/sizes/hard_cap_per_mentor",
                "The most mentees for one mentor must be at least the smallest group, and at most 100.",
            );
        }
        if s.two_mentors_above == 0 || s.two_mentors_above > 50 {
            fault(
                "/sizes/two_mentors_above",
                "Say from which size a group gets two mentors, from 1 to 50.",
            );
        }
        let mut last: Option<NaiveDate> = None;
        for (name, date) in self.dates.in_order() {
            if let Some(date) = date {
                if !is_plausible(date) {
                    fault(&format!("/dates/{name}"), "Check the year of this date.");
                }
                if last.is_some_and(|l| date < l) {
                    fault(
                        &format!("/dates/{name}"),
                        "This date comes before an earlier step. Put the dates in order.",
                    );
                }
                last = Some(date);
            }
        }
        faults
    }
}

/// A name of 1 to 120 characters.
fn name_faults(pointer: &str, name: &str) -> Vec<(String, String)> {
    let is_good = !name.trim().is_empty() && name.chars().count() <= 120 && is_line(name);
    if is_good {
        Vec::new()
    } else {
        vec![(
            pointer.to_owned(),
            "Give a name of 1 to 120 characters, in one line.".to_owned(),
        )]
    }
}

impl Check for Named {
    fn faults(&self) -> Vec<(String, String)> {
        name_faults("/name", &self.name)
    }
}
impl Check for SchoolInput {
    fn faults(&self) -> Vec<(String, String)> {
        name_faults("/name", &self.name)
    }
}
impl Check for TeachingGroupInput {
    fn faults(&self) -> Vec<(String, String)> {
        name_faults("/name", &self.name)
    }
}
impl Check for ProgrammeInput {
    fn faults(&self) -> Vec<(String, String)> {
        let mut faults = name_faults("/title", &self.title);
        if self.code.trim().is_empty() || self.code.chars().count() > 40 || !is_line(&self.code) {
            faults.push((
                "/code".to_owned(),
                "Give a code of 1 to 40 characters.".to_owned(),
            ));
        }
        faults
    }
}
impl Check for CopyScheme {
    fn faults(&self) -> Vec<(String, String)> {
        let mut faults = name_faults("/name", &self.name);
        if self.academic_year.trim().is_empty() || self.academic_year.chars().count() > 20 {
            faults.push((
                "/academic_year".to_owned(),
                "Enter the academic year, like 2026/27.".to_owned(),
            ));
        }
        if !(-3660..=3660).contains(&self.shift_days) {
            faults.push((
                "/shift_days".to_owned(),
                "Move the dates by at most ten years.".to_owned(),
            ));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phase_begins_on_its_day() {
        let day = |d: &str| d.parse::<NaiveDate>().unwrap();
        let dates = SchemeDates {
            recruitment_opens: Some(day("2026-03-02")),
            pre_enrolment_opens: Some(day("2026-08-13")),
            enrolment: Some(day("2026-09-21")),
            census: None,
            ends: Some(day("2027-06-11")),
        };
        for (today, phase) in [
            ("2026-03-01", Phase::Planning),
            ("2026-03-02", Phase::Recruiting),
            ("2026-08-12", Phase::Recruiting),
            ("2026-08-13", Phase::PreEnrolment),
            ("2026-09-20", Phase::PreEnrolment),
            ("2026-09-21", Phase::Enrolment),
            // Two weeks of enrolment.
            ("2026-10-04", Phase::Enrolment),
            ("2026-10-05", Phase::Running),
            ("2027-06-10", Phase::Running),
            ("2027-06-11", Phase::Ended),
        ] {
            assert_eq!(dates.phase_on(day(today)), phase, "{today}");
        }
        // A census before that ends it early.
        let early = SchemeDates {
            census: Some(day("2026-09-28")),
            ..dates
        };
        assert_eq!(early.phase_on(day("2026-09-27")), Phase::Enrolment);
        assert_eq!(early.phase_on(day("2026-09-28")), Phase::Running);
    }
}

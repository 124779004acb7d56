//! People in a scheme: what the API takes and gives about mentors and mentees.

use super::vocabulary::{ClearanceStatus, EntryStatus, FheqLevel, ParticipantRole, StudyMode, words};
use crate::identity::wire::wire;
use crate::ids::{
    CampusId, CohortImportId, ImportProfileId, MentorGroupId, ParticipantId, PersonId, ProgrammeId, SchemeId,
    SeminarGroupId, TutorGroupId,
};
use crate::problem::Check;
use crate::text::{is_line, is_plausible};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

words! {
    /// How far an import has come.
    ImportState {
        Uploaded = "uploaded", "Uploaded";
        Checked = "checked", "Checked";
        Applying = "applying", "Applying";
        Applied = "applied", "Applied";
        Failed = "failed", "Failed";
    }
    /// A column of Cairn's that a file's column can be mapped to.
    ImportField {
        StudentNumber = "student_number", "Student number";
        UcasPid = "ucas_pid", "UCAS personal ID";
        Husid = "husid", "HUSID";
        Email = "email", "Email";
        GivenName = "given_name", "Given name";
        FamilyName = "family_name", "Family name";
        PreferredName = "preferred_name", "Preferred name";
        Pronouns = "pronouns", "Pronouns";
        DateOfBirth = "date_of_birth", "Date of birth";
        Role = "role", "Mentor or mentee";
        Faculty = "faculty", "Faculty";
        School = "school", "School";
        ProgrammeCode = "programme_code", "Programme code";
        ProgrammeTitle = "programme_title", "Programme title";
        Level = "level", "Level";
        Campus = "campus", "Campus";
        Mode = "mode", "Mode of study";
        EntryRoute = "entry_route", "Entry route";
        EntryStatus = "entry_status", "Entry status";
        TutorGroup = "tutor_group", "Tutor group";
        SeminarGroup = "seminar_group", "Seminar group";
        Capacity = "capacity", "Mentees a mentor can take";
        Clearance = "clearance", "Mentor clearance";
        ClearedOn = "cleared_on", "Cleared on";
        ClearanceExpires = "clearance_expires", "Clearance ends on";
        Interests = "interests", "Interests";
        Needs = "needs", "Support needs";
        LeftOn = "left_on", "Left on";
        StartsOn = "starts_on", "Starts on";
        Gender = "gender", "Gender (monitoring)";
        Ethnicity = "ethnicity", "Ethnicity (monitoring)";
        Disability = "disability", "Disability (monitoring)";
        AgeBand = "age_band", "Age band (monitoring)";
        ImdBand = "imd_band", "Deprivation band (monitoring)";
        Commuter = "commuter", "Commuter (monitoring)";
        CareExperienced = "care_experienced", "Care experienced (monitoring)";
        FirstInFamily = "first_in_family", "First in family (monitoring)";
    }
    /// What an import would do with a person.
    ImportVerdict {
        Create = "create", "New";
        Change = "change", "Changed";
        Same = "same", "The same";
        Withdraw = "withdraw", "Withdrawn";
        Bad = "bad", "Needs mending";
    }
}

impl ImportField {
    /// Monitoring attributes live in a table of their own and are only ever shown in aggregate.
    pub const fn is_monitoring(self) -> bool {
        matches!(
            self,
            Self::Gender
                | Self::Ethnicity
                | Self::Disability
                | Self::AgeBand
                | Self::ImdBand
                | Self::Commuter
                | Self::CareExperienced
                | Self::FirstInFamily
        )
    }

    /// Who somebody is, in every scheme: not what they do in one.
    pub const fn is_about_the_person(self) -> bool {
        matches!(
            self,
            Self::StudentNumber
                | Self::UcasPid
                | Self::Husid
                | Self::Email
                | Self::GivenName
                | Self::FamilyName
                | Self::PreferredName
                | Self::Pronouns
                | Self::DateOfBirth
                | Self::Interests
        )
    }
}

/// Age in whole years on a day. Somebody born on 29 February has their birthday on 1 March in other years (UK practice).
pub fn age_on(born: NaiveDate, day: NaiveDate) -> i32 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i32::from(!had_birthday)
}

/// Why somebody in a scheme can't have been born on a day, if they can't: they are 14 to 110 today.
pub fn birth_date_fault(born: NaiveDate, today: NaiveDate) -> Option<String> {
    if born > today {
        return Some("This day is still to come. Check the year.".to_owned());
    }
    let age = age_on(born, today);
    (!(14..=110).contains(&age)).then(|| {
        format!(
            "Somebody born on this day would be {age}. Check the year, and that the day comes before the month."
        )
    })
}

/// Whether somebody is under 18 on a day. An unknown date of birth counts as an adult, and is shown as unknown.
pub fn is_under_18(born: Option<NaiveDate>, day: NaiveDate) -> bool {
    born.is_some_and(|b| age_on(b, day) < 18)
}

/// Whether a mentor may meet mentees on a day: cleared, from that day, not yet lapsed.
pub fn is_cleared(
    status: ClearanceStatus,
    cleared_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    day: NaiveDate,
) -> bool {
    status == ClearanceStatus::Cleared
        && cleared_on.is_none_or(|c| c <= day)
        && expires_on.is_none_or(|e| day <= e)
}

wire! {
    /// Somebody in a scheme, as staff see them.
    ParticipantView {
        id: ParticipantId,
        scheme_id: SchemeId,
        person_id: PersonId,
        role: ParticipantRole,
        name: String = "Daniel Osei",
        student_number: Option<String> = "20264117",
        email: Option<String> = "daniel.osei@uni.example",
        pronouns: Option<String> = "he/him",
        programme_id: Option<ProgrammeId>,
        programme_code: Option<String> = "BSC-BIO",
        level: FheqLevel,
        campus: Option<String> = "City campus",
        mode: StudyMode,
        entry_route: Option<String> = "UCAS main scheme",
        entry_status: EntryStatus,
        tutor_group_id: Option<TutorGroupId>,
        tutor_group: Option<String> = "BIO-T1",
        seminar_group: Option<String> = "BIO-S2",
        capacity: u32 = 0,
        clearance: ClearanceStatus,
        cleared_on: Option<NaiveDate> = "2026-08-03",
        clearance_expires: Option<NaiveDate> = "2027-08-02",
        /// May meet mentees today.
        is_cleared: bool,
        is_under_18: bool,
        opted_out: bool,
        starts_on: Option<NaiveDate> = "2026-09-21",
        left_on: Option<NaiveDate> = null,
        group_id: Option<MentorGroupId>,
        group_label: Option<String> = "BSC-BIO 3",
        version: i32 = 2,
    }
    /// Add one person by hand: a late arrival, or a mentor who wasn't in the file.
    NewParticipant {
        role: ParticipantRole,
        given_name: String = "Daniel",
        family_name: String = "Osei",
        #[serde(default)]
        student_number: Option<String> = "20264117",
        #[serde(default)]
        email: Option<String> = "daniel.osei@uni.example",
        #[serde(default)]
        date_of_birth: Option<NaiveDate> = "2008-02-14",
        #[serde(default)]
        programme_id: Option<ProgrammeId>,
        level: FheqLevel,
        #[serde(default)]
        campus_id: Option<CampusId>,
        #[serde(default)]
        mode: Option<StudyMode>,
        #[serde(default)]
        entry_status: Option<EntryStatus>,
        #[serde(default)]
        tutor_group_id: Option<TutorGroupId>,
        #[serde(default)]
        seminar_group_id: Option<SeminarGroupId>,
        #[serde(default)]
        capacity: Option<u32> = 8,
    }
    /// Change what is given; leave what isn't.
    #[derive(Default)]
    #[cfg_attr(feature = "openapi", schema(example = json!({"entry_status": "enrolled", "tutor_group_id": "0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f"})))]
    ParticipantPatch {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        programme_id: Option<ProgrammeId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        level: Option<FheqLevel>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entry_status: Option<EntryStatus>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tutor_group_id: Option<TutorGroupId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seminar_group_id: Option<SeminarGroupId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        capacity: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opted_out: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left_on: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clearance: Option<ClearanceInput>,
    }
    /// A decision of staff about a mentor's clearance. `cleared` (prior learning, say) and `lapsed` (paused for now) count
    /// over what training says; any other status gives it back to training.
    ClearanceInput {
        status: ClearanceStatus,
        #[serde(default)]
        cleared_on: Option<NaiveDate> = "2026-08-03",
        #[serde(default)]
        expires_on: Option<NaiveDate> = "2027-08-02",
        /// Why, for the record.
        #[serde(default)]
        reason: Option<String> = "Trained with the sports union this summer.",
    }
    /// Which of a file's columns is which.
    ColumnMapping {
        /// The file's column, by its heading.
        column: String = "Student ID",
        /// Absent: leave this column out.
        #[serde(default)]
        field: Option<ImportField>,
    }
    /// Values to use where the file says nothing.
    #[derive(Default)]
    ImportDefaults {
        #[serde(default)]
        role: Option<ParticipantRole>,
        #[serde(default)]
        level: Option<FheqLevel>,
        #[serde(default)]
        entry_status: Option<EntryStatus>,
        #[serde(default)]
        programme_code: Option<String> = "BSC-BIO",
        #[serde(default)]
        mode: Option<StudyMode>,
    }
    /// How to read a file.
    ImportMapping {
        columns: Vec<ColumnMapping>,
        #[serde(default)]
        defaults: ImportDefaults,
        /// Spellings to replace in a field before it is read: `("imd_band", "20-Oct", "10-20")`.
        #[serde(default)]
        replacements: Vec<ValueReplacement>,
        /// People of the scheme (with a role that the file has) who are not in the file become withdrawn.
        #[serde(default)]
        withdraw_missing: bool,
    }
    #[cfg_attr(feature = "openapi", schema(example = json!({"field": "imd_band", "from": "20-Oct", "to": "10-20"})))]
    ValueReplacement { field: ImportField, from: String, to: String, }
    /// A column as found, with the guess and a few values.
    ColumnGuess {
        column: String = "Student ID",
        field: Option<ImportField>,
        samples: Vec<String> = ["20264117", "20264118"],
        /// Why this column is refused, if it is (attainment never comes in).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refused: Option<String> = null,
        /// Why the heading wasn't believed, if it wasn't: its values can't be read as what it names.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        doubt: Option<String> = null,
    }
    /// What the file turned out to be.
    FileFormat {
        /// `csv` or `xlsx`.
        kind: String = "csv",
        /// `UTF-8`, `UTF-16LE`, `windows-1252`, `gb18030` …
        encoding: Option<String> = "UTF-8",
        delimiter: Option<String> = ",",
        rows: u64 = 214,
        bytes: u64 = 18204,
    }
    CohortImportView {
        id: CohortImportId,
        scheme_id: SchemeId,
        filename: String = "september-intake.csv",
        state: ImportState,
        format: FileFormat,
        columns: Vec<ColumnGuess>,
        mapping: ImportMapping,
        report: Option<ImportReport>,
        failure: Option<String> = null,
        created_at: DateTime<Utc>,
        applied_at: Option<DateTime<Utc>>,
        version: i32 = 2,
    }
    /// What an import would do, or did.
    ImportReport {
        rows: u64 = 214,
        created: u64 = 209,
        changed: u64 = 3,
        same: u64 = 0,
        withdrawn: u64 = 0,
        bad: u64 = 2,
        /// People already known from another scheme or file.
        met_again: u64 = 4,
        /// People of whom something was left as it is: it is theirs to say, or they are known outside this scheme too.
        #[serde(default)]
        left_as_known: u64 = 1,
        /// Programmes, campuses and teaching groups that the file names for the first time.
        new_programmes: Vec<String> = ["BSC-BIO"],
        new_campuses: Vec<String> = ["City campus"],
        new_tutor_groups: u64 = 18,
        new_seminar_groups: u64 = 12,
        /// The first bad cells; the error file has them all.
        faults: Vec<RowFault>,
        /// The first people of the file, then those who would be withdrawn, with what would happen to them.
        preview: Vec<RowPreview>,
        /// Stands for everybody whom the file touches and what would happen to each: it is applied only while this stays the same.
        #[serde(default)]
        digest: String = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    }
    /// One cell that can't be used.
    RowFault {
        /// Line in the file, the heading being line 1.
        line: u64 = 57,
        column: String = "Date of birth",
        value: String = "31/02/2008",
        reason: String = "This is not a date. Write it like 2008-02-14.",
    }
    /// Somebody, with what would happen to them.
    RowPreview {
        /// Absent for somebody who isn't in the file.
        line: Option<u64> = 2,
        name: String = "Daniel Osei",
        role: ParticipantRole,
        verdict: ImportVerdict,
        detail: String = "BSC-BIO, Level 4, Place confirmed",
    }
    ImportProfileView { id: ImportProfileId, name: String = "Student records export", mapping: ImportMapping, }
    ImportProfileInput { name: String = "Student records export", mapping: ImportMapping, }
}

impl Check for NewParticipant {
    fn faults(&self) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        let mut fault = |at: &str, what: &str| faults.push((at.to_owned(), what.to_owned()));
        for (at, name) in [
            ("/given_name", &self.given_name),
            ("/family_name", &self.family_name),
        ] {
            if name.trim().is_empty() || name.chars().count() > 120 || !is_line(name) {
                fault(at, "Enter a name of 1 to 120 characters, in one line.");
            }
        }
        if self.email.as_ref().is_some_and(|e| !is_email(e)) {
            fault("/email", "Enter an email address, like name@example.org.");
        }
        if self
            .student_number
            .as_ref()
            .is_some_and(|n| n.trim().is_empty() || n.chars().count() > 40 || !is_line(n))
        {
            fault("/student_number", "A student number has 1 to 40 characters.");
        }
        if self.capacity.is_some_and(|c| c > 100) {
            fault("/capacity", "A mentor can take at most 100 mentees.");
        }
        faults
    }
}

impl Check for ImportMapping {
    fn faults(&self) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        if self.columns.len() > 200 {
            faults.push((
                "/columns".to_owned(),
                "A file has at most 200 columns.".to_owned(),
            ));
        }
        if self.replacements.len() > 500 {
            faults.push((
                "/replacements".to_owned(),
                "Replace at most 500 spellings.".to_owned(),
            ));
        }
        faults
    }
}

impl Check for ImportProfileInput {
    fn faults(&self) -> Vec<(String, String)> {
        let mut faults: Vec<_> = self
            .mapping
            .faults()
            .into_iter()
            .map(|(at, what)| (format!("/mapping{at}"), what))
            .collect();
        if self.name.trim().is_empty() || self.name.chars().count() > 120 {
            faults.push((
                "/name".to_owned(),
                "Give the profile a name of 1 to 120 characters.".to_owned(),
            ));
        }
        faults
    }
}

impl Check for ParticipantPatch {
    fn faults(&self) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        if self.capacity.is_some_and(|c| c > 100) {
            faults.push((
                "/capacity".to_owned(),
                "A mentor can take at most 100 mentees.".to_owned(),
            ));
        }
        let days = self.clearance.iter().flat_map(|c| {
            [
                ("/clearance/cleared_on", c.cleared_on),
                ("/clearance/expires_on", c.expires_on),
            ]
        });
        for (at, day) in days.chain([("/left_on", self.left_on)]) {
            if day.is_some_and(|day| !is_plausible(day)) {
                faults.push((at.to_owned(), "Check the year of this date.".to_owned()));
            }
        }
        if let Some(c) = &self.clearance
            && let (Some(from), Some(to)) = (c.cleared_on, c.expires_on)
            && to < from
        {
            faults.push((
                "/clearance/expires_on".to_owned(),
                "Clearance can't end before it starts.".to_owned(),
            ));
        }
        faults
    }
}

/// Whether something has the shape of an email address. Only a message to it can show that it works.
pub fn is_email(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>(),;:\\\"[]".contains(c);
    !local.is_empty()
        && text.len() <= 254
        && !local.contains('@')
        && local.chars().all(plain)
        && domain.contains('.')
        && domain
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn somebody_turns_eighteen_on_their_birthday() {
        let born = Some(day(2008, 9, 21));
        assert!(is_under_18(born, day(2026, 9, 20)));
        assert!(!is_under_18(born, day(2026, 9, 21)));
        assert!(is_under_18(Some(day(2008, 2, 29)), day(2026, 2, 28)));
        assert!(!is_under_18(Some(day(2008, 2, 29)), day(2026, 3, 1)));
    }

    proptest! {
        #[test]
        fn under_18_never_comes_back(born in 0i64..20_000, a in 0i64..20_000, later in 0i64..5_000) {
            let start = day(1970, 1, 1);
            let born = start + chrono::Duration::days(born);
            let a = start + chrono::Duration::days(a);
            let b = a + chrono::Duration::days(later);
            prop_assert!(is_under_18(Some(born), a) || !is_under_18(Some(born), b));
        }

        #[test]
        fn only_a_cleared_mentor_in_date_is_cleared(status in 0usize..4, from in 0i64..400, to in 0i64..400, today in 0i64..400) {
            let start = day(2026, 1, 1);
            let at = |n| start + chrono::Duration::days(n);
            let status = ClearanceStatus::ALL[status];
            let cleared = is_cleared(status, Some(at(from)), Some(at(to)), at(today));
            prop_assert_eq!(cleared, status == ClearanceStatus::Cleared && from <= today && today <= to);
        }
    }
}

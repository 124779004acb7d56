//! A column's heading, in any spelling, and the field that it most likely is.

use crate::cohorts::ImportField;

/// A heading's words: split at punctuation, at `camelCase` and between letters and digits, in lower case.
pub fn words(heading: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut last = ' ';
    for c in heading.chars() {
        // An apostrophe belongs to its word: "A's", "student's".
        if matches!(c, '\'' | '\u{2019}') {
            continue;
        }
        let starts = (last.is_lowercase() && c.is_uppercase())
            || (last.is_alphabetic() && c.is_numeric())
            || (last.is_numeric() && c.is_alphabetic());
        if (!c.is_alphanumeric() || starts) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        last = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Words that say whose value it is, or how it is written, and nothing about which.
const NOISE: &[&str] = &[
    "student",
    "students",
    "learner",
    "applicant",
    "participant",
    "person",
    "persons",
    "current",
    "main",
    "primary",
    "university",
    "uni",
    "the",
    "of",
    "their",
    "your",
    "full",
    "latest",
    "stu",
    "spr",
    "scj",
    "sits",
];

/// Spellings without spaces or punctuation, the surest first: where two columns could be one field, the earlier wins.
#[rustfmt::skip]
const SPELLINGS: &[(ImportField, &[&str])] = &[
    (ImportField::StudentNumber, &["studentnumber", "studentid", "idstudent", "studentno", "studentnum", "studentidnumber", "sprcode", "scjcode", "stucode", "spr", "studentref", "studentreference", "studentcode", "universityid", "registrationnumber", "registrationno", "matriculationnumber", "matricno", "matricnumber", "urn", "candidatenumber", "bannerid", "enrolmentnumber", "sid", "id", "number", "学号", "matrikelnummer"]),
    (ImportField::UcasPid, &["ucaspid", "ucaspersonalid", "ucasid", "ucasnumber", "ucaspersonalidentifier", "personalid", "pid", "ucasno", "ucasref"]),
    (ImportField::Husid, &["husid", "hesaid", "hesanumber", "hesastudentidentifier", "hesasid", "uniquestudentidentifier"]),
    (ImportField::Email, &["email", "emailaddress", "studentemail", "universityemail", "universityemailaddress", "mail", "emailid", "primaryemail", "contactemail", "personalemail", "personalemailaddress", "homeemail", "邮箱", "电子邮件"]),
    (ImportField::GivenName, &["givenname", "forename", "firstname", "givennames", "forenames", "firstnames", "forename1", "first", "given", "fname", "名", "vorname", "name", "fullname", "studentname", "姓名"]),
    (ImportField::FamilyName, &["familyname", "surname", "lastname", "last", "family", "lname", "secondname", "familynames", "姓", "nachname"]),
    (ImportField::PreferredName, &["preferredname", "knownas", "preferredforename", "preferredfirstname", "usedname", "chosenname", "preferred"]),
    (ImportField::Pronouns, &["pronouns", "pronoun", "preferredpronouns"]),
    (ImportField::DateOfBirth, &["dateofbirth", "dob", "birthdate", "birthday", "born", "dateborn", "birthdt", "出生日期"]),
    (ImportField::Role, &["role", "mentorormentee", "mentoringrole", "participantrole", "ismentor", "mentor", "ismentee", "schemerole", "type"]),
    (ImportField::Faculty, &["faculty", "college", "facultyname", "collegename", "facultycode"]),
    (ImportField::School, &["school", "department", "dept", "schoolname", "departmentname", "deptname", "division", "owningschool", "schoolcode", "departmentcode"]),
    (ImportField::ProgrammeCode, &["programmecode", "coursecode", "progcode", "programcode", "routecode", "codemodule", "crscode", "pathwaycode", "programmeid", "courseid", "programmeroutecode", "ucascoursecode", "modulecode", "prog", "crs"]),
    (ImportField::ProgrammeTitle, &["programmetitle", "coursetitle", "programmename", "coursename", "programme", "course", "programmeofstudy", "courseofstudy", "programname", "programmedescription", "coursedescription", "degreeprogramme", "program", "pathway", "route", "routename", "专业"]),
    (ImportField::Level, &["level", "levelofstudy", "fheqlevel", "fheq", "studylevel", "academiclevel", "yearofstudy", "studyyear", "yearofprogramme", "yearofcourse", "stage", "yr", "year", "block", "yos", "年级"]),
    (ImportField::Campus, &["campus", "campusname", "site", "location", "studylocation", "campuscode", "locationofstudy"]),
    (ImportField::Mode, &["mode", "modeofstudy", "studymode", "modeofattendance", "attendancemode", "attendance", "ftpt", "moa", "fullorparttime"]),
    (ImportField::EntryRoute, &["entryroute", "routeofentry", "entrytype", "admissionroute", "routein", "applicationroute", "admissionsroute"]),
    (ImportField::EntryStatus, &["entrystatus", "enrolmentstatus", "registrationstatus", "studentstatus", "status", "applicantstatus", "applicationstatus", "enrollmentstatus", "regstatus", "recordstatus", "ucasstatus", "decision"]),
    (ImportField::TutorGroup, &["tutorgroup", "personaltutorgroup", "tutorialgroup", "ptgroup", "personaltutor", "academictutorgroup", "tutorgroupname", "tutorgrp", "tutor", "academictutor", "personaladvisor", "academicadvisor"]),
    (ImportField::SeminarGroup, &["seminargroup", "seminargroupname", "seminar", "seminargrp", "classgroup", "teachinggroup", "workshopgroup", "labgroup"]),
    (ImportField::Capacity, &["capacity", "mentorcapacity", "maxmentees", "maximummentees", "menteestaken", "menteesamentorcantake", "numberofmentees", "menteecapacity"]),
    (ImportField::Clearance, &["clearance", "mentorclearance", "clearancestatus", "cleared", "trainingstatus", "trained", "trainingcomplete", "trainingcompleted", "mentortraining", "dbsstatus", "dbs"]),
    (ImportField::ClearedOn, &["clearedon", "clearancedate", "datecleared", "trainingdate", "datetrained", "trainedon", "trainingcompletedon", "dbsdate"]),
    (ImportField::ClearanceExpires, &["clearanceexpires", "clearanceendson", "clearanceexpiry", "clearanceexpirydate", "expirydate", "expires", "dbsexpiry", "clearedto", "cleareduntil", "trainingexpires"]),
    (ImportField::Interests, &["interests", "interest", "hobbies", "hobbiesandinterests", "likes"]),
    (ImportField::Needs, &["needs", "supportneeds", "accessneeds", "accessibilityneeds", "adjustments", "reasonableadjustments", "supportrequirements"]),
    (ImportField::LeftOn, &["lefton", "dateleft", "leavingdate", "withdrawaldate", "datewithdrawn", "dateunregistration", "withdrawnon", "leavedate", "enddate", "dateofleaving", "dateofwithdrawal"]),
    (ImportField::StartsOn, &["startson", "startdate", "dateofstart", "coursestartdate", "programmestartdate", "commencementdate", "arrivaldate", "entrydate", "datestarts", "startedon"]),
    (ImportField::Gender, &["gender", "sex", "genderidentity", "legalsex", "性别"]),
    (ImportField::Ethnicity, &["ethnicity", "ethnicgroup", "ethnicorigin", "ethnic", "ethnicityclassification"]),
    (ImportField::Disability, &["disability", "disabled", "disabilitystatus", "declareddisability", "disabilityflag", "disabilityclassification"]),
    (ImportField::AgeBand, &["ageband", "agegroup", "agerange", "ageonentryband"]),
    (ImportField::ImdBand, &["imdband", "imd", "deprivationband", "imdquintile", "imddecile", "indexofmultipledeprivation", "deprivation", "simd", "simdquintile", "polar4", "polarquintile", "polar", "tundra", "tundraquintile"]),
    (ImportField::Commuter, &["commuter", "commuterstudent", "commutes", "livesathome", "commuterflag", "termtimeaccommodation"]),
    (ImportField::CareExperienced, &["careexperienced", "careleaver", "incare", "careexperience", "lookedafter", "careleaverflag"]),
    (ImportField::FirstInFamily, &["firstinfamily", "firstgeneration", "firstgen", "firstinfamilyflag", "parentsinhe", "parentaleducation"]),
];

/// The field that a heading names, and how sure that is (0 is surest).
pub fn field_of(heading: &str) -> Option<(ImportField, usize)> {
    let plain = match heading.find(['(', '[']) {
        Some(at) if at > 0 => &heading[..at],
        _ => heading,
    };
    let words = words(plain);
    let compact = words.concat();
    exact(&compact).or_else(|| {
        let fewer: String = words
            .iter()
            .filter(|w| !NOISE.contains(&w.as_str()))
            .map(String::as_str)
            .collect();
        (fewer != compact && !fewer.is_empty())
            .then(|| exact(&fewer))
            .flatten()
            .map(|(field, rank)| (field, rank + 100))
    })
}

fn exact(compact: &str) -> Option<(ImportField, usize)> {
    SPELLINGS
        .iter()
        .find_map(|(field, all)| all.iter().position(|s| *s == compact).map(|rank| (*field, rank)))
}

/// Whether numbers under this heading count years of a course (1 is level 4) and not levels.
pub fn counts_years(heading: &str) -> bool {
    words(heading)
        .iter()
        .any(|w| matches!(w.as_str(), "year" | "yr" | "stage" | "yos" | "block"))
}

/// Whether a heading holds one column for the whole name.
pub fn is_whole_name(heading: &str) -> bool {
    matches!(
        words(heading).concat().as_str(),
        "name" | "fullname" | "studentname" | "studentfullname" | "姓名"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(heading: &str) -> Option<ImportField> {
        field_of(heading).map(|(f, _)| f)
    }

    #[test]
    fn uk_headings_are_met_in_many_spellings() {
        use ImportField as F;
        for (heading, expected) in [
            ("Student ID", F::StudentNumber),
            ("id_student", F::StudentNumber),
            ("SPR code", F::StudentNumber),
            ("STUDENT NUMBER *", F::StudentNumber),
            ("Forename", F::GivenName),
            ("Student Forename", F::GivenName),
            ("Surname", F::FamilyName),
            ("lastName", F::FamilyName),
            ("DOB", F::DateOfBirth),
            ("D.O.B.", F::DateOfBirth),
            ("Date of birth (dd/mm/yyyy)", F::DateOfBirth),
            ("Course code", F::ProgrammeCode),
            ("code_module", F::ProgrammeCode),
            ("Personal tutor group", F::TutorGroup),
            ("Year of study", F::Level),
            ("E-mail address", F::Email),
            ("imd_band", F::ImdBand),
            ("date_unregistration", F::LeftOn),
            ("Mode of study", F::Mode),
            ("Student's preferred name", F::PreferredName),
        ] {
            assert_eq!(field(heading), Some(expected), "{heading}");
        }
    }

    #[test]
    fn an_unknown_heading_is_nobodys_guess() {
        for heading in [
            "",
            "Region",
            "studied_credits",
            "Notes",
            "code_presentation",
            "date_registration",
            "???",
        ] {
            assert_eq!(field(heading), None, "{heading}");
        }
    }

    #[test]
    fn every_field_s_own_name_and_label_lead_to_it() {
        for f in ImportField::ALL {
            assert_eq!(field(f.as_str()), Some(*f));
            assert_eq!(field(f.label()), Some(*f));
        }
    }

    #[test]
    fn no_spelling_belongs_to_two_fields() {
        let mut all: Vec<&str> = SPELLINGS.iter().flat_map(|(_, s)| s.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}

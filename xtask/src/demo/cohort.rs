//! From a registration to the row that a university's student record system would export.

use std::collections::{BTreeMap, HashMap};

use super::chance::{below, draw, happens, one_of};
use super::names;
use super::oulad::Record;

/// A row by its columns' names; a column that is absent is blank.
pub type Row = BTreeMap<&'static str, String>;

/// The order in which columns are written.
const COLUMNS: &[&str] = &[
    "student_number",
    "given_name",
    "family_name",
    "preferred_name",
    "pronouns",
    "email",
    "role",
    "faculty",
    "programme_code",
    "programme_title",
    "level",
    "campus",
    "mode",
    "tutor_group",
    "seminar_group",
    "entry_status",
    "starts_on",
    "left_on",
    "capacity",
    "clearance",
    "cleared_on",
    "clearance_expires",
    "interests",
    "gender",
    "age_band",
    "imd_band",
    "disability",
];

/// A module of the data set, standing for a programme. The data set names no subjects: the titles are made up.
#[derive(Clone, Copy)]
pub struct Module {
    pub code: &'static str,
    title: &'static str,
    faculty: &'static str,
}

pub const MODULES: [Module; 4] = [
    Module {
        code: "AAA",
        title: "Social Policy",
        faculty: "Faculty of Arts and Social Sciences",
    },
    Module {
        code: "BBB",
        title: "Psychology",
        faculty: "Faculty of Arts and Social Sciences",
    },
    Module {
        code: "EEE",
        title: "Computing",
        faculty: "Faculty of Science and Technology",
    },
    Module {
        code: "GGG",
        title: "Education Studies",
        faculty: "Faculty of Education",
    },
];

/// The largest tutor group.
const TUTOR_GROUP: usize = 20;
/// About how many share a seminar.
const SEMINAR_GROUP: usize = 30;

const INTERESTS: &[&str] = &[
    "running",
    "cooking",
    "chess",
    "football",
    "gaming",
    "gardening",
    "hiking",
    "knitting",
    "live music",
    "painting",
    "photography",
    "reading",
    "swimming",
    "theatre",
    "volunteering",
    "cricket",
    "yoga",
    "board games",
    "baking",
    "cycling",
];

pub fn columns_in_use(rows: &[Row]) -> Vec<&'static str> {
    COLUMNS
        .iter()
        .copied()
        .filter(|column| rows.iter().any(|row| row.contains_key(column)))
        .collect()
}

/// Those who passed last year: a level above this year's starters, most of them trained and cleared.
pub fn mentors(module: Module, passed: &[&Record]) -> Vec<Row> {
    passed
        .iter()
        .map(|record| {
            let id = &record.student;
            let mut row = person(module, record);
            row.insert("role", "mentor".into());
            row.insert("level", "5".into());
            row.insert("entry_status", "enrolled".into());
            row.insert("capacity", (5 + below(id, "capacity", 4)).to_string());
            let status = match below(id, "clearance", 100) {
                0..86 => "cleared",
                86..95 => "in_progress",
                _ => "not_started",
            };
            row.insert("clearance", status.into());
            if status == "cleared" {
                let day = 20 + below(id, "cleared on", 70);
                row.insert("cleared_on", format!("-{day}"));
                row.insert("clearance_expires", (365 - day).to_string());
            }
            row
        })
        .collect()
}

/// A year's starters, as known on its first day: who left before is withdrawn, who comes later is not here yet.
pub fn mentees(module: Module, starters: &[&Record], year: &str) -> Vec<Row> {
    let tutor_groups = tutor_groups(starters);
    let seminar_groups = seminar_groups(module, starters, year);
    starters
        .iter()
        .map(|record| {
            let id = record.student.as_str();
            let mut row = person(module, record);
            row.insert("role", "mentee".into());
            row.insert("level", "4".into());
            row.insert("tutor_group", tutor_groups[id].clone());
            row.insert("seminar_group", seminar_groups[id].clone());
            let late = record.registered.filter(|day| *day > 0);
            let status = match record.left {
                Some(..0) => "withdrawn",
                _ if record.registered.is_none() || late.is_some() => "confirmed",
                _ => "enrolled",
            };
            row.insert("entry_status", status.into());
            if let Some(day) = late {
                row.insert("starts_on", day.to_string());
            }
            if let Some(day @ ..0) = record.left {
                row.insert("left_on", day.to_string());
            }
            row
        })
        .collect()
}

/// Those who left after the first day: what a later export would say about them.
pub fn leavers(starters: &[&Record]) -> Vec<Row> {
    let mut left: Vec<(i32, &Record)> = starters
        .iter()
        .filter_map(|r| r.left.filter(|day| *day >= 0).map(|day| (day, *r)))
        .collect();
    left.sort_by(|(a, r), (b, s)| (a, &r.student).cmp(&(b, &s.student)));
    left.into_iter()
        .map(|(day, record)| {
            Row::from([
                ("student_number", record.student.clone()),
                ("role", "mentee".into()),
                ("entry_status", "withdrawn".into()),
                ("left_on", day.to_string()),
            ])
        })
        .collect()
}

/// What doesn't depend on the side they are on.
fn person(module: Module, record: &Record) -> Row {
    let id = record.student.as_str();
    let mut row = Row::from([
        ("student_number", id.to_owned()),
        ("given_name", names::given(id, &record.gender).to_owned()),
        ("family_name", names::family(id).to_owned()),
        ("email", format!("s{id}@students.example")),
        ("faculty", module.faculty.to_owned()),
        ("programme_code", module.code.to_owned()),
        ("programme_title", module.title.to_owned()),
        ("campus", record.region.clone()),
        ("mode", "distance".to_owned()),
        ("gender", record.gender.clone()),
        ("age_band", record.age_band.clone()),
        ("imd_band", record.imd_band.clone()),
        ("disability", record.disability.clone()),
    ]);
    if happens(id, "has pronouns", 15) {
        let usual = if record.gender == "F" { "she/her" } else { "he/him" };
        row.insert(
            "pronouns",
            if happens(id, "they", 15) {
                "they/them"
            } else {
                usual
            }
            .to_owned(),
        );
    }
    if happens(id, "has interests", 60) {
        let first = one_of(id, "first interest", INTERESTS);
        let second = one_of(id, "second interest", INTERESTS);
        row.insert(
            "interests",
            if first == second {
                first.to_owned()
            } else {
                format!("{first}; {second}")
            },
        );
    }
    row
}

/// By region, as the Open University does it, in blocks as even as can be of at most 20.
fn tutor_groups<'a>(starters: &[&'a Record]) -> HashMap<&'a str, String> {
    let mut regions: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    for record in starters {
        regions.entry(&record.region).or_default().push(&record.student);
    }
    let mut groups = HashMap::new();
    for (region, mut students) in regions {
        students.sort_by_key(|id| draw(id, "tutor group"));
        let blocks = students.len().div_ceil(TUTOR_GROUP);
        let region = region.trim_end_matches(" Region");
        for (at, id) in students.into_iter().enumerate() {
            groups.insert(id, format!("{region} {:02}", at % blocks + 1));
        }
    }
    groups
}

/// Across regions: a second teaching group that knows nothing of the first.
fn seminar_groups<'a>(module: Module, starters: &[&'a Record], year: &str) -> HashMap<&'a str, String> {
    let mut students: Vec<&'a str> = starters.iter().map(|record| record.student.as_str()).collect();
    students.sort_by_key(|id| draw(id, year));
    let blocks = students.len().div_ceil(SEMINAR_GROUP);
    students
        .into_iter()
        .enumerate()
        .map(|(at, id)| (id, format!("{} S{:02}", module.code, at % blocks + 1)))
        .collect()
}

//! A real cohort, end to end: module BBB's 1,072 mentors and 2,292 mentees become groups, and no hard rule is broken.
//!
//! The rules are checked against the files themselves, not against what Cairn says of them.

use crate::app::TestApp;
use crate::client::Client;
use crate::groups_world::World;
use crate::imports::{counts, import};
use crate::schemes::scheme;
use cairn_domain::identity::Role;
use chrono::{Days, NaiveDate, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Days from now to the first day of the course.
const UNTIL_ENROLMENT: u64 = 14;

type Row = BTreeMap<String, String>;

fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/../../demo/oulad/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

fn rows(content: &[u8]) -> Vec<Row> {
    csv::Reader::from_reader(content)
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

fn by_address(rows: Vec<Row>) -> BTreeMap<String, Row> {
    rows.into_iter().map(|r| (r["email"].clone(), r)).collect()
}

/// What the files say, as far as the rules go.
struct Cohort {
    mentors: BTreeMap<String, Row>,
    mentees: BTreeMap<String, Row>,
    enrolment: NaiveDate,
}

impl Cohort {
    fn read(enrolment: NaiveDate) -> Self {
        Self {
            mentors: by_address(rows(&file("bbb-mentors.csv"))),
            mentees: by_address(rows(&file("bbb-mentees.csv"))),
            enrolment,
        }
    }
    /// Everybody who hadn't left before the first day.
    fn present(&self) -> BTreeSet<String> {
        let here = self
            .mentees
            .iter()
            .filter(|(_, m)| m["entry_status"] != "withdrawn");
        here.map(|(address, _)| address.clone()).collect()
    }
    fn is_cleared(&self, mentor: &str, day: NaiveDate) -> bool {
        let m = &self.mentors[mentor];
        let on = |column: &str| {
            let offset: i64 = m[column].parse().unwrap();
            self.enrolment + chrono::Duration::days(offset)
        };
        m["clearance"] == "cleared" && on("cleared_on") <= day && day <= on("clearance_expires")
    }
}

/// Published groups: mentors and mentees by address.
async fn groups(admin: &Client, scheme: &str) -> BTreeMap<String, (Vec<String>, Vec<String>)> {
    let path = format!("/schemes/{scheme}/groups");
    let exported = admin
        .send(admin.request(Method::GET, &path).header("accept", "text/csv"))
        .await
        .expect(200);
    let mut groups: BTreeMap<_, (Vec<_>, Vec<_>)> = BTreeMap::new();
    for row in rows(exported.text.trim_start_matches('\u{feff}').as_bytes()) {
        let (mentors, mentees) = groups.entry(row["group"].clone()).or_default();
        let side = if row["role"] == "mentor" { mentors } else { mentees };
        side.push(row["email"].clone());
    }
    groups
}

async fn propose(world: &World, strategy: &str) -> Value {
    let id = world.formed(strategy).await;
    world.proposal(&id).await.json
}

#[tokio::test]
async fn module_bbb_is_grouped_two_ways_and_published_without_a_broken_rule() {
    let app = TestApp::start().await;
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    let today = Utc::now().date_naive();
    let enrolment = today + Days::new(UNTIL_ENROLMENT);
    let mut wish = scheme("Psychology");
    wish["dates"] = json!({ "enrolment": enrolment });
    let made = admin.post("/schemes", wish).await.expect(201);
    let id = made.json["id"].as_str().unwrap().to_owned();
    let mentors = import(&admin, &id, file("bbb-mentors.csv"), |_| {}).await;
    assert_eq!(counts(&mentors), [1072, 0, 0, 0, 0], "{mentors}");
    let mentees = import(&admin, &id, file("bbb-mentees.csv"), |_| {}).await;
    assert_eq!(counts(&mentees), [2292, 0, 0, 0, 0], "{mentees}");
    let again = import(&admin, &id, file("bbb-mentees.csv"), |_| {}).await;
    assert_eq!(
        counts(&again),
        [0, 0, 2292, 0, 0],
        "the same file twice changes nothing"
    );
    let world = World {
        app,
        admin,
        scheme: id,
    };

    let aligned = propose(&world, "aligned_tutor").await;
    let mixed = propose(&world, "cross_cutting").await;
    let rate = |p: &Value| p["metrics"]["new_tie_rate"].as_f64().unwrap();
    assert!(rate(&mixed) > rate(&aligned));
    for proposal in [&aligned, &mixed] {
        assert_eq!(proposal["violations"], json!([]));
        let metrics = &proposal["metrics"];
        assert!(metrics["new_tie_rate"].as_f64() <= metrics["best_new_tie_rate"].as_f64());
        assert!(metrics["mentor_score"].as_i64() <= metrics["best_mentor_score"].as_i64());
    }
    assert_eq!(mixed["metrics"]["mentees_unplaced"], 0);
    world.publish(mixed["id"].as_str().unwrap()).await.expect(200);
    let cohort = Cohort::read(enrolment);
    no_hard_rule_is_broken(&groups(&world.admin, &world.scheme).await, &cohort, today);

    // A later export says who left since, and when.
    let left = rows(&file("bbb-leavers.csv"));
    let leavers = import(&world.admin, &world.scheme, file("bbb-leavers.csv"), |_| {}).await;
    assert_eq!(leavers["changed"].as_u64(), Some(left.len() as u64), "{leavers}");
    world.app.run_jobs().await;
    let still: BTreeSet<String> = groups(&world.admin, &world.scheme)
        .await
        .into_values()
        .flat_map(|(_, mentees)| mentees)
        .collect();
    let gone: BTreeSet<String> = left
        .iter()
        .map(|r| format!("s{}@students.example", r["student_number"]))
        .collect();
    let expected: BTreeSet<String> = cohort.present().difference(&gone).cloned().collect();
    assert_eq!(still, expected);
}

fn no_hard_rule_is_broken(
    groups: &BTreeMap<String, (Vec<String>, Vec<String>)>,
    cohort: &Cohort,
    today: NaiveDate,
) {
    let placed: Vec<&String> = groups.values().flat_map(|(_, mentees)| mentees).collect();
    let once: BTreeSet<String> = placed.iter().map(|m| (*m).clone()).collect();
    assert_eq!(placed.len(), once.len(), "a mentee is in two groups");
    assert_eq!(
        once,
        cohort.present(),
        "everybody present has a place, and nobody who left"
    );
    let mut load: BTreeMap<&String, usize> = BTreeMap::new();
    for (label, (mentors, mentees)) in groups {
        assert!(
            (4..=8).contains(&mentees.len()),
            "{label} has {} mentees",
            mentees.len()
        );
        assert!(!mentors.is_empty(), "{label} has no mentor");
        for mentor in mentors {
            assert!(
                cohort.is_cleared(mentor, today),
                "{mentor} of {label} is not cleared"
            );
            *load.entry(mentor).or_default() += mentees.len().div_ceil(mentors.len());
            let level = |who: &Row| who["level"].parse::<u8>().unwrap();
            let lowest = level(&cohort.mentors[mentor]);
            assert!(
                mentees.iter().all(|m| level(&cohort.mentees[m]) < lowest),
                "{label}"
            );
        }
    }
    for (mentor, load) in load {
        let capacity: usize = cohort.mentors[mentor]["capacity"].parse().unwrap();
        assert!(
            load <= capacity.min(10),
            "{mentor} has {load} mentees and places for {capacity}"
        );
    }
}

//! The rooms of the server stand on each other one way: this reads the source and looks for a circle that leads through two of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const ROOMS: [&str; 8] = [
    "identity",
    "cohorts",
    "groups",
    "training",
    "recognition",
    "recruitment",
    "operations",
    "demo",
];

type Graph = BTreeMap<String, BTreeSet<String>>;

/// A part of a room, like `cohorts::store`.
fn part(path: &[&str]) -> Option<String> {
    let (room, rest) = path.split_first()?;
    ROOMS.contains(room).then(|| match rest.first() {
        Some(name) if name.starts_with(char::is_lowercase) => format!("{room}::{name}"),
        _ => (*room).to_owned(),
    })
}

/// The paths that a text names from `start` on: `a::b`, or both of `{a, b::c}`.
fn paths_at(text: &str) -> Vec<Vec<&str>> {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
        .unwrap_or(text.len());
    let head: Vec<&str> = text[..end].split("::").filter(|s| !s.is_empty()).collect();
    match text[end..]
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'))
    {
        Some((list, _)) if text[..end].ends_with("::") || end == 0 => list
            .split(',')
            .map(|item| {
                let item = item.trim().trim_start_matches("self");
                head.iter()
                    .copied()
                    .chain(item.split("::").filter(|s| !s.is_empty()))
                    .collect()
            })
            .collect(),
        _ => vec![head],
    }
}

/// What a file uses, by the full path of its module.
fn uses(module: &[&str], text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        found.extend(
            paths_at(&text[at + "crate::".len()..])
                .iter()
                .filter_map(|p| part(p)),
        );
    }
    for (at, _) in text.match_indices("super::") {
        if text[..at].ends_with("super::") {
            continue;
        }
        let ups = 1 + text[at + 7..]
            .split("super::")
            .take_while(|s| s.is_empty())
            .count();
        let above = &module[..module.len().saturating_sub(ups)];
        for path in paths_at(&text[at + 7 * ups..]) {
            let whole: Vec<&str> = above.iter().copied().chain(path).collect();
            found.extend(part(&whole));
        }
    }
    found
}

fn read(folder: &Path, module: &[&str], graph: &mut Graph) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let inner: Vec<&str> = module.iter().copied().chain([name.as_str()]).collect();
        if path.is_dir() {
            read(&path, &inner, graph);
            continue;
        }
        let module = if name == "mod" { module } else { &inner };
        let text = std::fs::read_to_string(&path).unwrap();
        if let Some(from) = part(module) {
            let used = uses(module, &text);
            graph
                .entry(from.clone())
                .or_default()
                .extend(used.into_iter().filter(|to| *to != from));
        }
    }
}

/// Everything that can be reached from a part.
fn reached(graph: &Graph, from: &str) -> BTreeSet<String> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from.to_owned()]);
    while let Some(part) = next.pop() {
        for to in graph.get(&part).into_iter().flatten() {
            if seen.insert(to.clone()) {
                next.push(to.clone());
            }
        }
    }
    seen
}

/// Who uses whom.
fn drawn() -> Graph {
    let mut graph = Graph::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    read(&source, &[], &mut graph);
    graph
}

/// The store that a room offers to the others: who people are.
const OFFERED: &str = "identity::store";

#[test]
fn a_room_leaves_the_queries_of_another_alone() {
    let graph = drawn();
    let room = |part: &str| part.split("::").next().unwrap().to_owned();
    let mut intruders = Vec::new();
    let mut is_offered = false;
    for (from, used) in &graph {
        let stores = used
            .iter()
            .filter(|to| to.ends_with("::store") && room(from) != room(to));
        for store in stores {
            is_offered |= store == OFFERED;
            // The demo fills the tables of every room.
            if store != OFFERED && room(from) != "demo" {
                intruders.push(format!("{from} uses {store}"));
            }
        }
    }
    assert!(is_offered, "the reading of the source sees it where it happens");
    assert!(intruders.is_empty(), "{intruders:#?}");
}

#[test]
fn no_circle_leads_through_two_rooms() {
    let graph = drawn();
    let uses = |from: &str, to: &str| graph.get(from).is_some_and(|all| all.contains(to));
    // The reading of the source works: these arrows are there.
    assert!(uses("groups::service", "cohorts::roll"), "{graph:#?}");
    assert!(
        uses("cohorts::roll", "cohorts::entity"),
        "`super` is followed: {graph:#?}"
    );
    let room = |part: &str| part.split("::").next().unwrap().to_owned();
    let mut circles = Vec::new();
    for from in graph.keys() {
        for to in reached(&graph, from) {
            if room(from) < room(&to) && reached(&graph, &to).contains(from) {
                circles.push(format!("{from} and {to} reach each other"));
            }
        }
    }
    assert!(circles.is_empty(), "{circles:#?}");
}

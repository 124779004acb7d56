//! A page's address that somebody made up is refused in words, in every list there is.

use crate::client::Client;
use crate::groups_world::World;
use crate::recognition_furnished;
use crate::recruitment;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cairn_domain::identity::Role;
use serde_json::{Value, json};

/// Every list that comes in pages, as the document has it, with its query parameters' names.
fn paged() -> Vec<(String, Vec<String>)> {
    let doc = serde_json::to_value(cairn::app::document()).unwrap();
    let paths = doc["paths"].as_object().unwrap().iter();
    let names = |item: &Value| -> Vec<String> {
        let all = item["get"]["parameters"].as_array().cloned().unwrap_or_default();
        all.iter()
            .filter(|p| p["in"] == "query")
            .map(|p| p["name"].as_str().unwrap().to_owned())
            .collect()
    };
    paths
        .map(|(path, item)| (path.trim_start_matches("/api/v1").to_owned(), names(item)))
        .filter(|(_, names)| names.iter().any(|n| n == "after"))
        .collect()
}

/// What could stand in a place of a cursor instead of what is there.
fn forged(value: &Value) -> Vec<Value> {
    let is_time = value
        .as_str()
        .is_some_and(|t| t.len() > 19 && t.as_bytes()[10] == b'T');
    let is_id = value.as_str().is_some_and(|t| t.parse::<uuid::Uuid>().is_ok());
    match value {
        Value::String(_) if is_time => [
            "-262143-01-01T00:00:00Z",
            "+262142-12-31T23:59:59Z",
            "0000-01-01T00:00:00Z",
            "-4714-01-01T00:00:00Z",
            "294277-01-01T00:00:00Z",
        ]
        .map(Value::from)
        .to_vec(),
        Value::String(_) if is_id => vec![json!(uuid::Uuid::nil()), json!("no id")],
        Value::String(_) => vec![
            json!("a\0b"),
            json!("\u{10FFFF}"),
            json!("a".repeat(4000)),
            json!(7),
            json!("Label"),
        ],
        Value::Number(_) => vec![json!(i64::MIN), json!(i64::MAX), json!(u64::MAX), json!(-1.5)],
        _ => vec![],
    }
}

/// Every cursor that differs from this one in one place.
fn forgeries(cursor: &Value) -> Vec<Value> {
    match cursor {
        Value::Array(places) => (0..places.len())
            .flat_map(|at| {
                forged(&places[at]).into_iter().map(move |other| {
                    let mut copy = places.clone();
                    copy[at] = other;
                    Value::Array(copy)
                })
            })
            .collect(),
        one => forged(one),
    }
}

/// What has to stand after the `?` of a list.
async fn needs(world: &World, path: &str) -> String {
    let doc = serde_json::to_value(cairn::app::document()).unwrap();
    let list = &doc["paths"][format!("/api/v1{path}")]["get"];
    let needed = list["parameters"].as_array().unwrap().iter();
    let needed = needed.filter(|p| p["in"] == "query" && p["required"] == true);
    let needed: Vec<&str> = needed.map(|p| p["name"].as_str().unwrap()).collect();
    if list["tags"][0] == "recruitment" {
        let filled = recruitment::filled(world, path).await;
        return filled
            .split_once('?')
            .map_or_else(String::new, |(_, query)| format!("{query}&"));
    }
    let filled = recognition_furnished::filled(world, "", &needed).await;
    let query = filled.trim_start_matches('?');
    if query.is_empty() {
        String::new()
    } else {
        format!("{query}&")
    }
}

#[tokio::test]
async fn a_forged_cursor_never_breaks_the_server() {
    let world = World::published(4, 20).await;
    for n in 0..2 {
        let name = format!("Another {n}");
        world
            .admin
            .post("/schemes", crate::schemes::scheme(&name))
            .await
            .expect(201);
        crate::imports::upload(&world.admin, &world.scheme, "x.csv", "email\nx@y.example\n")
            .await
            .expect(201);
        world
            .app
            .signed_in(
                &format!("lead{n}@example.org"),
                Role::Supervisor,
                Some(
                    world
                        .scheme
                        .parse::<uuid::Uuid>()
                        .map(cairn_domain::ids::SchemeId)
                        .unwrap(),
                ),
            )
            .await;
    }
    let all = world.admin.get("/training-modules").await.expect(200).json;
    let module = all[0]["id"].as_str().unwrap().to_owned();
    for body in ["One", "Two"] {
        let post = json!({ "scheme_id": world.scheme, "kind": "post", "body": body });
        world
            .admin
            .post(&format!("/training-modules/{module}/posts"), post)
            .await
            .expect(201);
    }
    recognition_furnished::furnish(&world, 2).await;
    let mentor = world
        .app
        .client()
        .with_token(&world.token_of("m0@example.org").await);
    let of = |path: &str| -> &Client {
        if path.starts_with("/me/") {
            &mentor
        } else {
            &world.admin
        }
    };
    let mut tried = 0;
    let mut without = Vec::new();
    for (path, names) in paged() {
        let is_of_module = path.starts_with("/training-modules/");
        let base = path.replace("{id}", if is_of_module { &module } else { &world.scheme });
        let needs = needs(&world, &path).await;
        let client = of(&path);
        let orders: &[&str] = match (names.iter().any(|n| n == "sort"), base.ends_with("groups")) {
            (false, _) => &[""],
            (true, true) => &["sort=label&", "sort=size&", "sort=-size&"],
            (true, false) => &["sort=name&", "sort=-name&", "sort=-updated_at&"],
        };
        for order in orders {
            let first = client
                .get(&format!("{base}?{needs}{order}limit=1"))
                .await
                .expect(200);
            let Some(next) = first.json["next"].as_str() else {
                without.push(base.clone());
                continue;
            };
            let real: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(next).unwrap()).unwrap();
            client
                .get(&format!("{base}?{needs}{order}limit=1&after={next}"))
                .await
                .expect(200);
            for forgery in forgeries(&real) {
                let after = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&forgery).unwrap());
                let answer = client
                    .get(&format!("{base}?{needs}{order}limit=1&after={after}"))
                    .await;
                assert!(
                    [200, 400].contains(&answer.status.as_u16()),
                    "{base}?{order} {forgery}: {}",
                    answer.text
                );
                if answer.status == 400 {
                    assert_eq!(answer.json["errors"][0]["pointer"], "?after", "{}", answer.text);
                }
                tried += 1;
            }
        }
    }
    // Nothing failed in this world, so no job waits.
    assert_eq!(without, ["/jobs"]);
    assert!(tried > 60, "{tried}");
}

#[tokio::test]
async fn a_search_has_a_length_that_anybody_would_type() {
    let world = World::published(4, 20).await;
    let hour = serde_json::json!([{ "kind": "hours", "hours": 1 }]);
    crate::recognition_evidence::award(&world, "An hour", "bronze", hour).await;
    let long = |n: usize| "a".repeat(n);
    let mut searched = 0;
    for (path, names) in paged()
        .into_iter()
        .filter(|(_, names)| names.iter().any(|n| n == "q"))
    {
        assert!(names.contains(&"q".to_owned()));
        let base = path.replace("{id}", &world.scheme);
        let needs = needs(&world, &path).await;
        world
            .admin
            .get(&format!("{base}?{needs}q={}", long(200)))
            .await
            .expect(200);
        // Each of these is a letter that folds into many.
        let wide = "%EF%B7%BA".repeat(200);
        world
            .admin
            .get(&format!("{base}?{needs}q={wide}"))
            .await
            .expect(200);
        for letters in [201, 60_000] {
            let refused = world
                .admin
                .get(&format!("{base}?{needs}q={}", long(letters)))
                .await
                .expect(400);
            let fault = &refused.json["errors"][0];
            assert_eq!(
                (&fault["pointer"], &fault["detail"]),
                (&json!("?q"), &json!("Use at most 200 characters."))
            );
        }
        searched += 1;
    }
    assert_eq!(searched, 9);
}

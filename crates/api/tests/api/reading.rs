//! What holds for every operation that only reads, also for those that are still to come: the document names them.

use crate::client::Client;
use crate::groups_world::{World, ids};
use crate::imports;
use crate::recognition_furnished;
use crate::recruitment;
use crate::schemes::scheme;
use cairn_domain::identity::Role;
use serde_json::{Value, json};

/// An address that can be read, as the document has it.
struct Read {
    path: String,
    parameters: Vec<Value>,
    tag: String,
}

impl Read {
    /// The parameters after the `?` that it can't do without.
    fn needed(&self) -> Vec<&str> {
        let all = self.parameters.iter();
        let needed = all.filter(|p| p["in"] == "query" && p["required"] == true);
        needed.map(|p| p["name"].as_str().unwrap()).collect()
    }
}

/// Every address that can be read.
fn reads() -> Vec<Read> {
    let doc = serde_json::to_value(cairn::app::document()).unwrap();
    let paths = doc["paths"].as_object().unwrap().iter();
    paths
        .filter(|(_, item)| !item["get"].is_null())
        .map(|(path, item)| Read {
            path: path.trim_start_matches("/api/v1").to_owned(),
            parameters: item["get"]["parameters"].as_array().cloned().unwrap_or_default(),
            tag: item["get"]["tags"][0].as_str().unwrap().to_owned(),
        })
        // A stream has no end to count to.
        .filter(|read| read.path != "/events")
        .collect()
}

/// A scheme with `many` of everything that can be listed, beside its groups.
async fn furnished(many: usize) -> World {
    let world = World::with(4 * many, 20 * many).await;
    let mut others = String::from("given_name,family_name,email,role,faculty,programme_code,level,campus\n");
    for n in 0..many {
        others += &format!("Other,Mentor{n},o{n}@example.org,mentor,Faculty {n},P{n},5,Campus {n}\n");
        world
            .admin
            .post("/schemes", scheme(&format!("Another {n}")))
            .await
            .expect(201);
    }
    imports::import(&world.admin, &world.scheme, others, |_| {}).await;
    for n in 1..many {
        imports::upload(
            &world.admin,
            &world.scheme,
            &format!("{n}.csv"),
            "email\nx@y.example\n",
        )
        .await;
    }
    let draft = world.formed("cross_cutting").await;
    let groups = world.proposal(&draft).await.json["groups"].clone();
    let mentees: Vec<String> = groups
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|g| ids(g, "mentees"))
        .collect();
    let mentors: Vec<String> = groups
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|g| ids(g, "mentors"))
        .collect();
    for n in 0..many {
        let pair = json!({ "a": mentees[2 * n], "b": mentees[2 * n + 1] });
        world
            .admin
            .post(&world.path("keep-apart"), pair)
            .await
            .expect(201);
        let pin = json!({ "mentee_id": mentees[2 * n], "mentor_id": mentors[n] });
        world.admin.post(&world.path("pins"), pin).await.expect(201);
        world.formed("aligned_seminar").await;
    }
    let id = world.formed("cross_cutting").await;
    world.publish(&id).await.expect(200);
    world.app.run_jobs().await;
    furnish_training(&world, many).await;
    recognition_furnished::furnish(&world, many).await;
    recruitment::furnish(&world, many).await;
    for n in 0..many {
        let mentee = world.as_student(&format!("s{n}@example.org"), Role::Mentee).await;
        let mine = mentee.get("/me/groups").await.expect(200).json;
        let ask = json!({ "group_id": mine["groups"][0]["id"] });
        mentee.post("/me/rematch-requests", ask).await.expect(201);
    }
    world
}

/// Quiz attempts and posts, so many of each.
async fn furnish_training(world: &World, many: usize) {
    let scheme = format!("scheme_id={}", world.scheme);
    let all = world
        .admin
        .get(&format!("/training-modules?{scheme}"))
        .await
        .expect(200)
        .json;
    let module = all[0]["id"].as_str().unwrap();
    let mentor = world.as_student("m0@example.org", Role::Mentor).await;
    for n in 0..many {
        let begun = mentor
            .post(&format!("/me/training/{module}/attempts?{scheme}"), json!({}))
            .await
            .expect(200);
        let path = format!("/quiz-attempts/{}/submission", begun.json["id"].as_str().unwrap());
        mentor.post(&path, json!({})).await.expect(200);
        let post = json!({ "scheme_id": world.scheme, "kind": "post", "body": format!("Post {n}") });
        mentor
            .post(&format!("/training-modules/{module}/posts"), post)
            .await
            .expect(201);
    }
}

/// The address with the id of something that is there.
async fn filled(world: &World, read: &Read) -> String {
    let path = read.path.as_str();
    if read.tag == "recognition" {
        return recognition_furnished::filled(world, path, &read.needed()).await;
    }
    if read.tag == "recruitment" {
        return recruitment::filled(world, path).await;
    }
    let Some((list, rest)) = path.split_once("/{id}") else {
        return match path {
            "/cohort-imports" | "/training-modules" => format!("{path}?scheme_id={}", world.scheme),
            other => other.to_owned(),
        };
    };
    let id = match list {
        "/schemes" => world.scheme.clone(),
        "/quiz-attempts" | "/training-modules" | "/me/training" => {
            return training_address(world, list, rest).await;
        }
        "/proposals" => {
            let all = world.admin.get(&world.path("proposals")).await.expect(200).json;
            let mut all = all.as_array().unwrap().iter();
            all.find(|p| p["state"] == "published").unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        }
        other => {
            let within = match other {
                "/participants" if rest == "/training" => {
                    let all = world
                        .admin
                        .get(&world.path("training/mentors"))
                        .await
                        .expect(200)
                        .json;
                    let id = all["items"][0]["participant_id"].as_str().unwrap().to_owned();
                    return format!("{list}/{id}{rest}");
                }
                "/mail" => "/mail".to_owned(),
                "/cohort-imports" => format!("/cohort-imports?scheme_id={}", world.scheme),
                name => world.path(name.trim_start_matches('/')),
            };
            let all = world.admin.get(&within).await.expect(200).json;
            // The oldest of them: of imports, the one with a report.
            all["items"].as_array().unwrap().last().unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        }
    };
    format!("{list}/{id}{rest}")
}

/// Callers who have things of their own.
struct Callers {
    mentee: Client,
    mentor: Client,
}

impl Callers {
    /// Whoever can ask for this.
    fn of<'a>(&'a self, world: &'a World, path: &str) -> &'a Client {
        let own = path.starts_with("/me/training") || path.starts_with("/quiz-attempts");
        match recognition_furnished::asks_as(path) {
            _ if path == "/me/groups" => &self.mentee,
            Some(Role::Mentee) => &self.mentee,
            Some(_) => &self.mentor,
            None if own || path.starts_with("/me/applications") => &self.mentor,
            None => &world.admin,
        }
    }
}

/// The same for training, where an address may name a module and a scheme.
async fn training_address(world: &World, list: &str, rest: &str) -> String {
    let scheme = format!("scheme_id={}", world.scheme);
    let all = world
        .admin
        .get(&format!("/training-modules?{scheme}"))
        .await
        .expect(200)
        .json;
    let module = all[0]["id"].as_str().unwrap();
    if list == "/quiz-attempts" {
        let token = world.token_of("m0@example.org").await;
        let mentor = world.app.client().with_token(&token);
        let open = mentor
            .post(&format!("/me/training/{module}/attempts?{scheme}"), json!({}))
            .await;
        return format!("{list}/{}{rest}", open.json["id"].as_str().unwrap());
    }
    let rest = rest.replace("{number}", "1");
    let query = if list == "/me/training" || rest == "/posts" {
        format!("?{scheme}")
    } else {
        String::new()
    };
    format!("{list}/{module}{rest}{query}")
}

#[tokio::test]
async fn every_read_asks_the_database_as_often_for_many_as_for_few() {
    let mut asked = Vec::new();
    for many in [1, 3] {
        let world = furnished(many).await;
        let callers = Callers {
            mentee: world.as_student("s9@example.org", Role::Mentee).await,
            mentor: world
                .app
                .client()
                .with_token(&world.token_of("m0@example.org").await),
        };
        let mut counts = Vec::new();
        for read in reads() {
            let address = filled(&world, &read).await;
            let client = callers.of(&world, &read.path);
            let times = world
                .app
                .queries_of(async || client.get(&address).await.expect(200))
                .await;
            counts.push((read.path, times));
        }
        asked.push(counts);
    }
    assert_eq!(asked[0], asked[1], "asked for few, and for many");
    let most = asked[0].iter().max_by_key(|(_, times)| times).unwrap();
    // A mentor's own page of recognition brings everything together.
    assert!(most.1 < 26, "{most:?}");
}

#[tokio::test]
async fn a_parameter_that_no_operation_knows_is_refused_by_name() {
    let world = World::published(4, 20).await;
    let callers = Callers {
        mentee: world.as_student("s9@example.org", Role::Mentee).await,
        mentor: world.as_student("m0@example.org", Role::Mentor).await,
    };
    for read in reads() {
        let path = &read.path;
        if !read.parameters.iter().any(|p| p["in"] == "query") {
            continue;
        }
        let client = callers.of(&world, path);
        let address = filled(&world, &read).await;
        let joint = if address.contains('?') { '&' } else { '?' };
        let refused = client
            .get(&format!("{address}{joint}program=x"))
            .await
            .expect(400);
        assert_eq!(
            refused.json["errors"][0]["pointer"], "?program",
            "{path}: {}",
            refused.text
        );
        let refused = client.get(&format!("{address}{joint}limit=-1")).await.expect(400);
        assert_eq!(
            refused.json["errors"][0]["pointer"], "?limit",
            "{path}: {}",
            refused.text
        );
        assert!(!refused.text.contains("deserialize"), "{}", refused.text);
    }
    let missing = world.admin.get("/cohort-imports").await.expect(400);
    assert_eq!(missing.json["errors"][0]["pointer"], "?scheme_id");
}

#[tokio::test]
async fn an_address_says_what_it_takes_and_what_is_not_there() {
    let world = World::with(0, 0).await;
    for (method, path, status) in [
        ("PUT", "/schemes", 405),
        ("TRACE", "/schemes", 405),
        ("DELETE", "/groups/0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f", 405),
        ("GET", "/nowhere", 404),
    ] {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let refused = world
            .admin
            .send(world.admin.request(method.clone(), path))
            .await
            .expect(status);
        assert_eq!(
            refused.headers.contains_key("allow"),
            status == 405,
            "{method} {path}"
        );
        assert!(refused.json["detail"].is_string());
    }
    let refused = world.admin.delete("/schemes").await.expect(405);
    assert_eq!(refused.headers["allow"], "GET, POST");
    for (method, path, noun) in [
        ("GET", "/groups/seven", "group"),
        ("GET", "/cohort-imports/seven/errors", "cohort import"),
        ("GET", "/schemes/seven/groups/dashboard", "scheme"),
        ("DELETE", "/people/seven/account", "person"),
        (
            "DELETE",
            "/people/0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f/grants/seven",
            "grant",
        ),
    ] {
        let request = world.admin.request(method.parse().unwrap(), path);
        let missing = world.admin.send(request).await.expect(404);
        assert_eq!(
            missing.json["title"],
            format!("We can't find that {noun}."),
            "{path}"
        );
    }
}

//! Mentors on a path that is short enough to walk in a test.

use crate::client::{Answer, Client};
use crate::groups_world::World;
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::{Value, json};

/// A module with one lesson, a scenario of one choice, one tick and a quiz of ten questions, of which eight are asked.
pub fn content(title: &str) -> Value {
    let questions: Vec<Value> = (0..10)
        .map(|n| match n {
            0 => json!({ "key": "q0", "kind": "multiple", "text": "Which two?", "options": ["yes a", "yes b", "no"], "correct": [0, 1], "explanation": "Both." }),
            1 => json!({ "key": "q1", "kind": "ordering", "text": "In which order?", "options": ["1 first", "2 second", "3 third"], "explanation": "As they are numbered." }),
            2 => json!({ "key": "q2", "kind": "matching", "text": "What belongs together?", "pairs": [{ "left": "1", "right": "1 one" }, { "left": "2", "right": "2 two" }], "explanation": "By number." }),
            n => json!({ "key": format!("q{n}"), "kind": "single", "text": format!("Question {n}?"), "options": ["no", "yes", "never"], "correct": [1], "explanation": "Yes is right." }),
        })
        .collect();
    json!({
        "title": title, "summary": "What to know.", "minutes": 10, "topic": "Tests",
        "lessons": [{ "key": "one", "title": "One", "body": "## A heading\n\nAsk your {{supervisor}}." }],
        "scenario": { "title": "A story", "start": "a", "steps": [
            { "key": "a", "text": "Something happens.", "choices": [
                { "text": "Ask", "quality": "good", "feedback": "Good.", "next": "b" },
                { "text": "Leave", "quality": "poor", "feedback": "Asking helps more.", "next": "b" }] },
            { "key": "b", "text": "That was it.", "choices": [] }] },
        "checklist": [{ "key": "try", "text": "I tried it", "help": "" }],
        "quiz": { "draw": 8, "questions": questions }
    })
}

impl World {
    /// A scheme whose mentors do two modules of its own, and nothing else.
    pub async fn in_training(mentors: usize, mentees: usize) -> (Self, Vec<String>) {
        let world = Self::with(0, 0).await;
        let people = crate::groups_world::cohort(mentors, mentees).replace(",8,cleared", ",8,");
        crate::imports::import(&world.admin, &world.scheme, people, |_| {}).await;
        let first = world.new_module("first", "First").await;
        let second = world.new_module("second", "Second").await;
        world.only(&[&first, &second]).await;
        world.without_end().await;
        world.app.run_jobs().await;
        (world, vec![first, second])
    }

    /// A scheme that goes on however far a test moves the clock.
    async fn without_end(&self) {
        let path = format!("/schemes/{}", self.scheme);
        let seen = self.admin.get(&path).await.expect(200);
        let mut wish = seen.json.clone();
        for field in ["id", "phase", "version", "created_at"] {
            wish.as_object_mut().unwrap().remove(field);
        }
        wish["dates"] = json!({});
        self.admin
            .changing(Method::PUT, &path, &seen.etag(), wish)
            .await
            .expect(200);
    }

    /// Makes and publishes a module of the scheme; gives its id.
    pub async fn new_module(&self, key: &str, title: &str) -> String {
        let made = self
            .admin
            .post(
                "/training-modules",
                json!({ "key": key, "scheme_id": self.scheme, "content": content(title), "valid_months": 12 }),
            )
            .await
            .expect(201);
        let id = made.json["id"].as_str().unwrap().to_owned();
        let path = format!("/training-modules/{id}/publication");
        self.admin
            .changing(Method::POST, &path, &made.etag(), json!({ "note": "" }))
            .await
            .expect(200);
        id
    }

    /// Makes these the whole path, all of it compulsory.
    pub async fn only(&self, modules: &[&str]) {
        let all = self
            .admin
            .get(&format!("/training-modules?scheme_id={}", self.scheme))
            .await
            .expect(200);
        let others = all
            .json
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["id"].as_str().unwrap());
        let mut items: Vec<Value> = modules
            .iter()
            .map(|id| json!({ "module_id": id, "is_compulsory": true, "is_included": true }))
            .collect();
        items.extend(
            others
                .filter(|id| !modules.contains(id))
                .map(|id| json!({ "module_id": id, "is_compulsory": false, "is_included": false })),
        );
        self.admin
            .put(&self.path("training-path"), json!({ "items": items }))
            .await
            .expect(200);
    }

    pub async fn as_mentor(&self, n: usize) -> Client {
        self.as_student(&format!("m{n}@example.org"), Role::Mentor).await
    }

    pub fn learn(&self, module: &str, rest: &str) -> String {
        format!("/me/training/{module}{rest}?scheme_id={}", self.scheme)
    }

    /// Everything in a module but its quiz.
    pub async fn read_all(&self, mentor: &Client, module: &str) -> Answer {
        let step = json!({ "lessons_read": ["one"], "ticked": ["try"], "scenario": [0] });
        mentor.post(&self.learn(module, "/steps"), step).await.expect(200)
    }

    /// Hands a quiz in: all right, or all wrong.
    pub async fn take_quiz(&self, mentor: &Client, module: &str, well: bool) -> Answer {
        let begun = mentor.post(&self.learn(module, "/attempts"), json!({})).await;
        assert!(begun.status.is_success(), "{}", begun.text);
        let path = format!("/quiz-attempts/{}", begun.json["id"].as_str().unwrap());
        let answers = if well { solve(&begun.json) } else { json!({}) };
        mentor
            .put(&format!("{path}/answers"), json!({ "answers": answers }))
            .await
            .expect(200);
        mentor
            .post(&format!("{path}/submission"), json!({}))
            .await
            .expect(200)
    }

    /// All of a module, done well.
    pub async fn complete(&self, mentor: &Client, module: &str) -> Answer {
        self.read_all(mentor, module).await;
        self.take_quiz(mentor, module, true).await
    }

    pub async fn training_of(&self, mentor: &Client) -> Value {
        mentor.get("/me/training").await.expect(200).json[0].clone()
    }
}

/// The right answers to what was asked: the texts of [`content`] tell.
pub fn solve(attempt: &Value) -> Value {
    let mut answers = serde_json::Map::new();
    for q in attempt["questions"].as_array().unwrap() {
        let texts = |of: &str| -> Vec<String> {
            q[of]
                .as_array()
                .unwrap()
                .iter()
                .map(|t| t.as_str().unwrap().to_owned())
                .collect()
        };
        let options = texts("options");
        let places: Vec<usize> = match q["kind"].as_str().unwrap() {
            "ordering" => {
                let mut order: Vec<usize> = (0..options.len()).collect();
                order.sort_by_key(|n| options[*n].clone());
                order
            }
            "matching" => {
                let matches = texts("matches");
                let right =
                    |left: &String| matches.iter().position(|m| m.starts_with(left.as_str())).unwrap();
                options.iter().map(right).collect()
            }
            _ => (0..options.len())
                .filter(|n| options[*n].starts_with("yes"))
                .collect(),
        };
        answers.insert(q["key"].as_str().unwrap().to_owned(), json!({ "places": places }));
    }
    Value::Object(answers)
}

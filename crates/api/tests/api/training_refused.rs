//! What training refuses: other people's things, too many tries, and words that could do harm.

use crate::groups_world::World;
use crate::training_world::content;
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn nobody_reads_or_answers_another_mentors_quiz() {
    let (world, modules) = World::in_training(2, 1).await;
    let (mine, other) = (world.as_mentor(0).await, world.as_mentor(1).await);
    let begun = mine
        .post(&world.learn(&modules[0], "/attempts"), json!({}))
        .await
        .expect(200);
    let path = format!("/quiz-attempts/{}", begun.json["id"].as_str().unwrap());
    other.get(&path).await.expect(404);
    other
        .put(&format!("{path}/answers"), json!({ "answers": {} }))
        .await
        .expect(404);
    other
        .post(&format!("{path}/submission"), json!({}))
        .await
        .expect(404);
    world.admin.get(&path).await.expect(403);
    let mentee = world.as_student("s0@example.org", Role::Mentee).await;
    mentee.get("/me/training").await.expect(403);
}

#[tokio::test]
async fn the_questions_tell_no_answers_and_a_forged_one_is_refused() {
    let (world, modules) = World::in_training(1, 0).await;
    let mentor = world.as_mentor(0).await;
    let begun = mentor
        .post(&world.learn(&modules[0], "/attempts"), json!({}))
        .await
        .expect(200);
    for word in ["correct", "explanation", "pairs", "\"right\""] {
        assert!(!begun.text.contains(word), "{word} in {}", begun.text);
    }
    let path = format!("/quiz-attempts/{}/answers", begun.json["id"].as_str().unwrap());
    let key = begun.json["questions"][0]["key"].as_str().unwrap();
    for bad in [
        json!({ "nowhere": { "places": [0] } }),
        json!({ key: { "places": [99] } }),
        json!({ key: { "places": [0, 0, 0, 0, 0, 0, 0, 0] } }),
    ] {
        mentor.put(&path, json!({ "answers": bad })).await.expect(422);
    }
    mentor
        .post(&world.learn(&modules[0], "/steps"), json!({ "scenario": [7] }))
        .await
        .expect(422);
}

#[tokio::test]
async fn attempts_are_limited_by_the_day_and_the_pass_mark_is_that_of_the_start() {
    let (world, modules) = World::in_training(1, 0).await;
    let mentor = world.as_mentor(0).await;
    let settings = world
        .admin
        .get(&world.path("training-settings"))
        .await
        .expect(200);
    let mut wish = settings.json.clone();
    wish.as_object_mut().unwrap().remove("version");
    wish["attempts_per_day"] = json!(2);
    let kept = world
        .admin
        .changing(
            Method::PUT,
            &world.path("training-settings"),
            &settings.etag(),
            wish.clone(),
        )
        .await
        .expect(200);
    world.take_quiz(&mentor, &modules[0], false).await;
    let begun = mentor
        .post(&world.learn(&modules[0], "/attempts"), json!({}))
        .await
        .expect(200);
    wish["pass_percent"] = json!(1);
    world
        .admin
        .changing(Method::PUT, &world.path("training-settings"), &kept.etag(), wish)
        .await
        .expect(200);
    let path = format!("/quiz-attempts/{}/submission", begun.json["id"].as_str().unwrap());
    let done = mentor.post(&path, json!({})).await.expect(200);
    assert_eq!(done.json["pass_percent"], 80);
    let enough = mentor
        .post(&world.learn(&modules[0], "/attempts"), json!({}))
        .await
        .expect(409);
    assert_eq!(enough.problem(), "/problems/enough-for-today");
    world.app.app.clock.advance(chrono::Duration::hours(25));
    let token = world.app.token_for(world.person_of("m0@example.org").await);
    let tomorrow = world.app.client().with_token(&token);
    tomorrow
        .post(&world.learn(&modules[0], "/attempts"), json!({}))
        .await
        .expect(200);
}

#[tokio::test]
async fn many_starts_at_once_make_one_attempt() {
    let (world, modules) = World::in_training(1, 0).await;
    let mentor = world.as_mentor(0).await;
    let path = world.learn(&modules[0], "/attempts");
    let start = || mentor.post(&path, json!({}));
    let answers = tokio::join!(start(), start(), start(), start());
    let ids: std::collections::BTreeSet<_> = [answers.0, answers.1, answers.2, answers.3]
        .into_iter()
        .map(|a| {
            assert!(a.status.is_success(), "{}", a.text);
            a.json["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn who_may_write_what_follows_the_role() {
    let (world, modules) = World::in_training(1, 0).await;
    let scheme = world.scheme.parse().unwrap();
    let lead = world
        .app
        .signed_in("lead@example.org", Role::SchemeLead, Some(scheme))
        .await;
    let list = lead
        .get(&format!("/training-modules?scheme_id={}", world.scheme))
        .await
        .expect(200);
    let central = list
        .json
        .as_array()
        .unwrap()
        .iter()
        .find(|m| m["key"] == "welfare")
        .unwrap();
    assert_eq!(central["may_edit"], false);
    let path = format!("/training-modules/{}", central["id"].as_str().unwrap());
    let seen = lead.get(&path).await.expect(200);
    lead.changing(
        Method::PUT,
        &format!("{path}/draft"),
        &seen.etag(),
        content("Mine"),
    )
    .await
    .expect(403);
    let own = format!("/training-modules/{}", modules[0]);
    let seen = lead.get(&own).await.expect(200);
    assert_eq!(seen.json["may_edit"], true);
    lead.changing(
        Method::PUT,
        &format!("{own}/draft"),
        &seen.etag(),
        content("Ours"),
    )
    .await
    .expect(200);
    lead.post(
        "/training-modules",
        json!({ "key": "central-one", "content": content("X") }),
    )
    .await
    .expect(403);
    let house = lead.get("/training-institution").await.expect(200);
    let mut wish = house.json.clone();
    wish.as_object_mut().unwrap().remove("version");
    lead.changing(Method::PUT, "/training-institution", &house.etag(), wish.clone())
        .await
        .expect(403);
    world
        .admin
        .changing(Method::PUT, "/training-institution", &house.etag(), wish)
        .await
        .expect(200);
    // Another scheme's own modules are nobody's business here.
    let elsewhere = world.app.bare_scheme("Elsewhere").await;
    let stranger = world
        .app
        .signed_in("else@example.org", Role::SchemeLead, Some(elsewhere))
        .await;
    stranger.get(&own).await.expect(404);
    stranger.get(&world.path("training/dashboard")).await.expect(404);
    stranger.get(&world.path("training/mentors")).await.expect(404);
    stranger
        .put("/training-completions", json!({ "source": "x", "scheme_id": world.scheme, "items": [{ "reference": "a", "student_number": "m0", "module_key": "first", "completed_on": "2026-01-01" }] }))
        .await
        .expect(404);
    let people = world.admin.get(&world.path("training/mentors")).await.expect(200);
    let mentor = people.json["items"][0]["participant_id"].as_str().unwrap();
    stranger
        .get(&format!("/participants/{mentor}/training"))
        .await
        .expect(404);
}

#[tokio::test]
async fn a_lesson_with_scripts_or_foreign_links_is_not_published() {
    let world = World::with(0, 0).await;
    for (body, word) in [
        ("<script>alert(1)</script>", "HTML"),
        ("[x](javascript:alert(1))", "Links to"),
        ("![x](https://www.nhs.uk/x.png)", "Pictures"),
        ("[x](https://evil.example/)", "evil.example"),
    ] {
        let mut bad = content("Bad");
        bad["lessons"][0]["body"] = json!(body);
        let key = format!("bad-{}", body.len());
        let made = world
            .admin
            .post(
                "/training-modules",
                json!({ "key": key, "scheme_id": world.scheme, "content": bad }),
            )
            .await
            .expect(201);
        let path = format!("/training-modules/{}", made.json["id"].as_str().unwrap());
        let refused = world
            .admin
            .changing(
                Method::POST,
                &format!("{path}/publication"),
                &made.etag(),
                json!({ "note": "" }),
            )
            .await
            .expect(422);
        assert_eq!(refused.json["errors"][0]["pointer"], "/lessons/0/body");
        assert!(refused.text.contains(word), "{}", refused.text);
        let shown = world.admin.get(&format!("{path}/preview")).await.expect(200);
        let html = shown.json["lessons"][0]["html"].as_str().unwrap();
        assert!(
            !html.contains("<script") && !html.contains("javascript:") && !html.contains("<img"),
            "{html}"
        );
    }
}

#[tokio::test]
async fn pages_may_show_frames_only_from_the_hosts_that_the_institution_allows() {
    let world = World::with(0, 0).await;
    let policy = async || {
        let page = world.admin.get("/about").await.expect(200);
        page.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    assert!(
        policy()
            .await
            .contains("frame-src https://www.youtube-nocookie.com https://player.vimeo.com")
    );
    let house = world.admin.get("/training-institution").await.expect(200);
    let mut wish = house.json.clone();
    wish.as_object_mut().unwrap().remove("version");
    wish["embed_hosts"] = json!(["x; script-src *"]);
    world
        .admin
        .changing(Method::PUT, "/training-institution", &house.etag(), wish.clone())
        .await
        .expect(422);
    wish["embed_hosts"] = json!(["media.uni.example"]);
    world
        .admin
        .changing(Method::PUT, "/training-institution", &house.etag(), wish)
        .await
        .expect(200);
    let now = policy().await;
    assert!(now.ends_with("frame-src https://media.uni.example"), "{now}");
}

#[tokio::test]
async fn a_discussion_is_the_schemes_own_and_what_is_wrong_in_it_can_be_reported_and_hidden() {
    let (world, modules) = World::in_training(3, 1).await;
    let lead = world.app.person("lead@example.org").await;
    let scheme = world.scheme.parse().unwrap();
    world.app.grant(lead, Role::SchemeLead, Some(scheme)).await;
    let (ada, bob, cleo) = (
        world.as_mentor(0).await,
        world.as_mentor(1).await,
        world.as_mentor(2).await,
    );
    let path = format!("/training-modules/{}/posts", modules[0]);
    let list = format!("{path}?scheme_id={}", world.scheme);
    let post = |body: &str, parent: Option<&str>| json!({ "scheme_id": world.scheme, "kind": "post", "body": body, "parent_id": parent });
    let first = ada.post(&path, post("Hello all", None)).await.expect(201);
    let id = first.json["id"].as_str().unwrap().to_owned();
    bob.post(&path, post("Hello Ada", Some(&id))).await.expect(201);
    let idea = json!({ "scheme_id": world.scheme, "kind": "idea", "body": "A picnic" });
    bob.post(&path, idea).await.expect(201);
    let seen = ada.get(&list).await.expect(200);
    let bodies: Vec<_> = seen.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["body"].as_str().unwrap())
        .collect();
    assert_eq!(bodies, ["A picnic", "Hello all", "Hello Ada"]);
    let one = format!("/training-posts/{id}");
    bob.send(
        bob.request(Method::PATCH, &one)
            .json(&json!({ "body": "Mine now" })),
    )
    .await
    .expect(403);
    bob.send(
        bob.request(Method::PATCH, &one)
            .json(&json!({ "is_hidden": true })),
    )
    .await
    .expect(403);
    bob.delete(&one).await.expect(403);
    bob.post(&format!("{one}/reports"), json!({ "reason": "Names a mentee" }))
        .await
        .expect(204);
    bob.post(&format!("{one}/reports"), json!({ "reason": "Names a mentee" }))
        .await
        .expect(204);
    let staff = world.admin.get(&list).await.expect(200);
    let reported = staff.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["id"] == id.as_str())
        .unwrap()
        .clone();
    assert_eq!(reported["reports"], 1);
    assert_eq!(
        ada.get(&list).await.json["items"][1]["reports"],
        0,
        "the author isn't told"
    );
    let admin = &world.admin;
    admin
        .send(
            admin
                .request(Method::PATCH, &one)
                .json(&json!({ "is_hidden": true })),
        )
        .await
        .expect(200);
    let hidden = bob.get(&list).await.expect(200);
    assert!(!hidden.text.contains("Hello all"), "{}", hidden.text);
    assert!(
        ada.get(&list).await.text.contains("Hello all"),
        "its author still sees it"
    );
    admin
        .send(
            admin
                .request(Method::PATCH, &one)
                .json(&json!({ "is_hidden": false, "is_pinned": true })),
        )
        .await
        .expect(200);
    let pinned = bob.get(&list).await.expect(200);
    assert_eq!(pinned.json["items"][0]["body"], "Hello all");
    admin.delete(&format!("{one}/reports")).await.expect(204);
    assert_eq!(admin.get(&list).await.json["items"][0]["reports"], 0);
    // Its author may change it and take it away: staff see the words as they were reported, and what others answered stays.
    bob.post(&format!("{one}/reports"), json!({ "reason": "Names a mentee" }))
        .await
        .expect(204);
    let edit = ada
        .request(Method::PATCH, &one)
        .json(&json!({ "body": "Nothing to see" }));
    ada.send(edit).await.expect(200);
    let reports = world.path("training-reports");
    let waiting = admin.get(&reports).await.expect(200);
    assert_eq!(waiting.json[0]["reported_words"], "Hello all", "{}", waiting.text);
    assert_eq!(waiting.json[0]["words_now"], "Nothing to see");
    assert_eq!(waiting.json[0]["reports"][0]["reason"], "Names a mentee");
    // A report that comes while staff read waits to be read, with the words that it is about.
    let seen = waiting.json[0]["reports"][0]["reported_at"].as_str().unwrap();
    cleo.post(&format!("{one}/reports"), json!({ "reason": "It is rude" }))
        .await
        .expect(204);
    let both = admin.get(&reports).await.expect(200);
    let words = |n: usize| both.json[0]["reports"][n]["words"].clone();
    assert_eq!((words(0), words(1)), (json!(null), json!("Nothing to see")));
    let settle = format!("{one}/reports?seen_until={seen}");
    admin.delete(&settle).await.expect(204);
    let left = admin.get(&reports).await.expect(200);
    assert_eq!(left.json[0]["reports"].as_array().unwrap().len(), 1);
    assert_eq!(left.json[0]["reports"][0]["reason"], "It is rude");
    ada.delete(&one).await.expect(204);
    let waiting = admin.get(&reports).await.expect(200);
    assert_eq!(
        (&waiting.json[0]["is_removed"], &waiting.json[0]["reported_words"]),
        (&json!(true), &json!("Nothing to see"))
    );
    bob.get(&reports).await.expect(403);
    let left = bob.get(&list).await.expect(200);
    assert!(
        left.text.contains("Hello Ada") && !left.text.contains("Nothing to see"),
        "{}",
        left.text
    );
    let gap = left.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["id"] == id.as_str());
    assert_eq!(gap.unwrap()["is_removed"], true);
    bob.post(&path, post("Are you there?", Some(&id)))
        .await
        .expect(404);
    admin.delete(&format!("{one}/reports")).await.expect(204);
    assert_eq!(admin.get(&reports).await.json, json!([]));
    // The staff of the scheme were written to, once for each time that somebody began to report.
    world.app.run_jobs().await;
    assert!(
        world
            .app
            .newest_mail_to("lead@example.org")
            .await
            .contains("training/reports")
    );
    let mentee = world.as_student("s0@example.org", Role::Mentee).await;
    mentee.get(&list).await.expect(403);
}

#[tokio::test]
async fn nobody_clears_themself() {
    let (world, modules) = World::in_training(1, 0).await;
    let id = world.person_of("m0@example.org").await;
    world.app.open_account(id).await;
    world
        .app
        .grant(id, Role::SchemeLead, Some(world.scheme.parse().unwrap()))
        .await;
    let both = world.app.client().with_token(&world.app.token_for(id));
    let people = world.admin.get(&world.path("training/mentors")).await.expect(200);
    let me = people.json["items"][0]["participant_id"].as_str().unwrap();
    let wish =
        json!({ "module_id": modules[0], "completed_on": "2026-01-01", "evidence": "x", "reason": "y" });
    both.post(&format!("/participants/{me}/prior-learning"), wish)
        .await
        .expect(403);
    both.put(
        &format!("/participants/{me}/reference"),
        json!({ "seen_on": "2026-01-01" }),
    )
    .await
    .expect(403);
    let seen = both.get(&format!("/participants/{me}")).await.expect(200);
    let wish = json!({ "clearance": { "status": "cleared", "reason": "I am ready." } });
    both.changing(
        reqwest::Method::PATCH,
        &format!("/participants/{me}"),
        &seen.etag(),
        wish,
    )
    .await
    .expect(403);
    let items: Vec<_> = ["first", "second"]
        .map(|key| json!({ "reference": key, "student_number": "m0", "module_key": key, "completed_on": "2026-01-01" }))
        .to_vec();
    let list = json!({ "source": "moodle", "scheme_id": world.scheme, "items": items });
    let report = both.put("/training-completions", list).await.expect(200).json;
    assert_eq!((&report["created"], &report["refused"]), (&json!(0), &json!(2)));
    let after = both.get(&format!("/participants/{me}")).await.expect(200).json;
    assert_eq!(after["is_cleared"], false, "{after}");
}

#[tokio::test]
async fn what_is_complete_is_not_completed_again_by_a_tick() {
    let (world, modules) = World::in_training(1, 0).await;
    let mentor = world.as_mentor(0).await;
    for module in &modules {
        world.complete(&mentor, module).await;
    }
    let people = world.admin.get(&world.path("training/mentors")).await.expect(200);
    let me = people.json["items"][0]["participant_id"].as_str().unwrap();
    let path = format!("/participants/{me}/training");
    let recorded = async || {
        let all = world.admin.get(&path).await.expect(200).json;
        all["completions"].as_array().unwrap().len()
    };
    assert_eq!(recorded().await, 2);
    let steps = world.learn(&modules[0], "/steps");
    let again = async || {
        mentor
            .post(&steps, json!({ "unticked": ["try"] }))
            .await
            .expect(200);
        mentor
            .post(&steps, json!({ "ticked": ["try"] }))
            .await
            .expect(200);
    };
    again().await;
    assert_eq!(recorded().await, 2, "a tick completed the module a second time");
    // What staff took back doesn't come back by a tick, but by doing the module again.
    let detail = world.admin.get(&path).await.expect(200).json;
    let all = detail["completions"].as_array().unwrap();
    let first = all.iter().find(|c| c["module_id"] == json!(modules[0])).unwrap();
    let back = format!(
        "/training-completions/{}/withdrawal",
        first["id"].as_str().unwrap()
    );
    world
        .admin
        .post(&back, json!({ "reason": "Somebody else did it." }))
        .await
        .expect(200);
    again().await;
    assert_eq!(world.training_of(&mentor).await["clearance"]["is_cleared"], false);
    world.complete(&mentor, &modules[0]).await;
    assert_eq!(world.training_of(&mentor).await["clearance"]["is_cleared"], true);
}

#[tokio::test]
async fn a_refresh_that_is_under_way_goes_on_and_what_was_taken_back_stays_so() {
    let (world, modules) = World::in_training(1, 0).await;
    let today = world.app.app.clock.now().date_naive();
    let list = json!({ "source": "moodle", "scheme_id": world.scheme, "items": [
        { "reference": "a", "student_number": "m0", "module_key": "second", "completed_on": today }
    ] });
    let sent = world
        .admin
        .put("/training-completions", list.clone())
        .await
        .expect(200)
        .json;
    assert_eq!(sent["created"], 1, "{sent}");
    let people = world.admin.get(&world.path("training/mentors")).await.expect(200);
    let me = people.json["items"][0]["participant_id"].as_str().unwrap();
    let detail = world
        .admin
        .get(&format!("/participants/{me}/training"))
        .await
        .expect(200)
        .json;
    let back = format!(
        "/training-completions/{}/withdrawal",
        detail["completions"][0]["id"].as_str().unwrap()
    );
    world
        .admin
        .post(&back, json!({ "reason": "Cheated." }))
        .await
        .expect(200);
    let sent = world
        .admin
        .put("/training-completions", list)
        .await
        .expect(200)
        .json;
    assert_eq!(
        (&sent["created"], &sent["refused"]),
        (&json!(0), &json!(1)),
        "{sent}"
    );
    let mentor = world.as_mentor(0).await;
    world.complete(&mentor, &modules[0]).await;
    world.app.app.clock.advance(chrono::Duration::days(345));
    let mentor = world
        .app
        .client()
        .with_token(&world.token_of("m0@example.org").await);
    let refresh = world.learn(&modules[0], "/refreshment");
    mentor.post(&refresh, json!({})).await.expect(200);
    world.read_all(&mentor, &modules[0]).await;
    // A stale page of another device asks once more.
    let again = mentor.post(&refresh, json!({})).await.expect(200).json;
    assert_eq!(again["progress"]["lessons_read"], json!(["one"]));
}

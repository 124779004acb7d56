//! Training as staff look after it: what they record, what other systems report, the dashboard, reminders, and writing modules.

use crate::groups_world::World;
use crate::training_world::content;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn prior_learning_clears_and_taking_it_back_ends_that() {
    let (world, modules) = World::in_training(1, 0).await;
    let people = world.admin.get(&world.path("training/mentors")).await.expect(200);
    let id = people.json["items"][0]["participant_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let today = world.app.app.clock.now().date_naive();
    let path = format!("/participants/{id}/prior-learning");
    let wish = |module: &str| json!({ "module_id": module, "completed_on": today, "evidence": "A certificate", "reason": "The same content." });
    world.admin.post(&path, wish(&modules[0])).await.expect(201);
    let both = world.admin.post(&path, wish(&modules[1])).await.expect(201);
    assert_eq!(both.json["is_cleared"], true);
    assert_eq!(both.json["completions"][0]["source"], "prior_learning");
    assert_eq!(both.json["completions"][0]["evidence"], "A certificate");
    let completion = both.json["completions"][0]["id"].as_str().unwrap().to_owned();
    let back = format!("/training-completions/{completion}/withdrawal");
    let after = world
        .admin
        .post(&back, json!({ "reason": "The wrong person." }))
        .await
        .expect(200);
    assert_eq!(after.json["is_cleared"], false);
    assert_eq!(after.json["completed"], 1);
    world
        .admin
        .post(&back, json!({ "reason": "Again." }))
        .await
        .expect(409);
    let future = today + chrono::Duration::days(2);
    let early = json!({ "module_id": modules[0], "completed_on": future, "evidence": "x", "reason": "y" });
    world.admin.post(&path, early).await.expect(422);
}

#[tokio::test]
async fn another_system_reports_completions_and_the_same_list_again_changes_nothing() {
    let (world, _) = World::in_training(2, 0).await;
    let list = |day: &str| {
        json!({ "source": "moodle", "scheme_id": world.scheme, "items": [
            { "reference": "a", "student_number": "m0", "module_key": "first", "completed_on": day },
            { "reference": "b", "email": "M0@example.org", "module_key": "second", "completed_on": day },
            { "reference": "c", "student_number": "nobody", "module_key": "first", "completed_on": day },
            { "reference": "d", "student_number": "m1", "module_key": "nothing", "completed_on": day },
        ] })
    };
    let today = world.app.app.clock.now().date_naive();
    let (day, before) = (today.to_string(), (today - chrono::Duration::days(3)).to_string());
    let counts =
        |report: &Value| ["created", "changed", "same", "refused"].map(|n| report[n].as_u64().unwrap());
    let first = world
        .admin
        .put("/training-completions", list(&day))
        .await
        .expect(200);
    assert_eq!(counts(&first.json), [2, 0, 0, 2], "{}", first.text);
    assert!(
        first.json["results"][2]["detail"]
            .as_str()
            .unwrap()
            .contains("no mentor")
    );
    let again = world
        .admin
        .put("/training-completions", list(&day))
        .await
        .expect(200);
    assert_eq!(counts(&again.json), [0, 0, 2, 2]);
    let moved = world
        .admin
        .put("/training-completions", list(&before))
        .await
        .expect(200);
    assert_eq!(counts(&moved.json), [0, 2, 0, 2]);
    let cleared = world
        .admin
        .get(&world.path("training/mentors?filter=cleared"))
        .await
        .expect(200);
    assert_eq!(cleared.json["total"], 1);
    assert_eq!(cleared.json["items"][0]["clearance_from"], before);
}

#[tokio::test]
async fn the_dashboard_counts_by_module_programme_cohort_and_week() {
    let (world, modules) = World::in_training(4, 0).await;
    for n in 0..3 {
        let mentor = world.as_mentor(n).await;
        world.complete(&mentor, &modules[0]).await;
        if n == 0 {
            world.complete(&mentor, &modules[1]).await;
        }
        if n == 2 {
            world.read_all(&mentor, &modules[1]).await;
        }
    }
    let shown = world
        .admin
        .get(&world.path("training/dashboard"))
        .await
        .expect(200)
        .json;
    let figure = |name: &str| shown[name].as_u64().unwrap();
    assert_eq!(
        [
            "mentors",
            "not_started",
            "in_progress",
            "cleared",
            "lapsed",
            "stuck"
        ]
        .map(figure),
        [4, 1, 2, 1, 0, 0]
    );
    let by = |list: &str, at: usize, name: &str| shown[list][at][name].clone();
    assert_eq!(by("by_module", 0, "completed"), 3);
    assert_eq!(
        (by("by_module", 1, "completed"), by("by_module", 1, "started")),
        (json!(1), json!(1))
    );
    assert_eq!(
        (by("by_programme", 0, "code"), by("by_programme", 0, "cleared")),
        (json!("CS"), json!(1))
    );
    assert_eq!(by("by_cohort", 0, "label"), "Level 5, North");
    assert_eq!(by("by_week", 0, "completed"), 4);
    // Eight days without a step later, two are stuck: the one who never began isn't.
    world.app.app.clock.advance(chrono::Duration::days(8));
    let admin = world
        .app
        .client()
        .with_token(&world.token_of("admin@example.org").await);
    let stuck = admin
        .get(&world.path("training/mentors?filter=stuck"))
        .await
        .expect(200);
    assert_eq!(stuck.json["total"], 2, "{}", stuck.text);
    assert_eq!(stuck.json["items"][0]["stuck_days"], 8);
    assert_eq!(stuck.json["items"][0]["at_module"], "Second");
    let csv = admin
        .send(
            admin
                .request(Method::GET, &world.path("training/mentors"))
                .header("accept", "text/csv"),
        )
        .await
        .expect(200);
    assert_eq!(csv.text.lines().count(), 5, "{}", csv.text);
    // The figures themselves as a table say what the page says, a line each.
    let now = admin
        .get(&world.path("training/dashboard"))
        .await
        .expect(200)
        .json;
    let asked = admin.request(Method::GET, &world.path("training/dashboard"));
    let figures = admin.send(asked.header("accept", "text/csv")).await.expect(200);
    let lines: Vec<&str> = figures.text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "part,of,figure,number,unit");
    let count = |list: &str| now[list].as_array().unwrap().len();
    let expected =
        7 + 4 * count("by_module") + 3 * count("by_programme") + 2 * count("by_cohort") + count("by_week");
    assert_eq!(lines.len(), 1 + expected, "{}", figures.text);
    for line in [
        format!("all,,stuck,{},mentors", now["stuck"]),
        format!(
            "module,Second,completed,{},mentors",
            now["by_module"][1]["completed"]
        ),
        format!(
            "programme,CS,cleared,{},mentors",
            now["by_programme"][0]["cleared"]
        ),
        format!(
            "week,{},completed,{},modules",
            now["by_week"][0]["week"].as_str().unwrap(),
            now["by_week"][0]["completed"]
        ),
    ] {
        assert!(lines.contains(&line.as_str()), "{line} of {}", figures.text);
    }
    // One who left counts no more, whether all is counted at once or by programme.
    let gone = format!("/participants/{}", world.mentor(0).await.id);
    let seen = admin.get(&gone).await.expect(200);
    admin
        .changing(
            Method::PATCH,
            &gone,
            &seen.etag(),
            json!({ "entry_status": "withdrawn" }),
        )
        .await
        .expect(200);
    let all = admin
        .get(&world.path("training/dashboard"))
        .await
        .expect(200)
        .json;
    let programme = all["by_programme"][0]["programme_id"].as_str().unwrap();
    let part = admin
        .get(&world.path(&format!("training/dashboard?programme_id={programme}")))
        .await
        .expect(200)
        .json;
    assert_eq!(all, part);
    assert_eq!((&all["mentors"], &all["stuck"]), (&json!(3), &json!(2)));
    assert_eq!(all["by_module"][0]["completed"], 2);
    assert_eq!(all["by_week"][0]["completed"], 2, "{all}");
}

#[tokio::test]
async fn questions_come_as_a_table_too() {
    let (world, modules) = World::in_training(1, 0).await;
    let mentor = world.as_mentor(0).await;
    world.read_all(&mentor, &modules[0]).await;
    world.take_quiz(&mentor, &modules[0], false).await;
    let path = world.path("training/questions");
    let ask = world
        .admin
        .request(Method::GET, &path)
        .header("accept", "text/csv");
    let csv = world.admin.send(ask).await.expect(200);
    let mut lines = csv.text.trim_start_matches('\u{feff}').lines();
    assert_eq!(
        lines.next(),
        Some("module,key,kind,question,asked,right,wrong_in_failed")
    );
    let rows: Vec<&str> = lines.collect();
    assert_eq!(rows.len(), 8, "{}", csv.text);
    assert!(
        rows.iter()
            .all(|r| r.starts_with("First,q") && r.ends_with(",1,0,1")),
        "{}",
        csv.text
    );
}

#[tokio::test]
async fn a_reminder_is_looked_at_first_and_reaches_everybody_once_a_day() {
    let (world, modules) = World::in_training(3, 0).await;
    let mentor = world.as_mentor(0).await;
    for module in &modules {
        world.complete(&mentor, module).await;
    }
    let path = world.path("training/reminders");
    let wish = |preview: bool| json!({ "filter": "not_started", "subject": "Your training", "body": "Hello {name}, still to do: {missing}. {other}", "preview": preview });
    let looked = world.admin.post(&path, wish(true)).await.expect(200);
    assert_eq!(
        (&looked.json["recipients"], &looked.json["sent"]),
        (&json!(2), &json!(false))
    );
    let text = looked.json["samples"][0]["text"].as_str().unwrap();
    assert!(
        text.starts_with("Hello Mentor, still to do: 2 modules, next \u{201c}First\u{201d}. {other}"),
        "{text}"
    );
    let sent = world.admin.post(&path, wish(false)).await.expect(200);
    assert_eq!(sent.json["sent"], true);
    world.app.run_jobs().await;
    assert!(
        world
            .app
            .newest_mail_to("m1@example.org")
            .await
            .contains("still to do")
    );
    world.admin.post(&path, wish(false)).await.expect(409);
    let looked = world.admin.post(&path, wish(true)).await.expect(200);
    assert_eq!(
        (&looked.json["recipients"], &looked.json["left_out"]),
        (&json!(0), &json!(2))
    );
}

#[tokio::test]
async fn a_module_is_written_published_exported_and_brought_into_another_scheme() {
    let world = World::with(0, 0).await;
    let empty = json!({ "key": "lab", "scheme_id": world.scheme, "content": { "title": "Lab", "summary": "", "minutes": 0, "topic": "", "lessons": [] } });
    let made = world.admin.post("/training-modules", empty).await.expect(201);
    let path = format!("/training-modules/{}", made.json["id"].as_str().unwrap());
    assert!(made.json["gaps"].as_array().unwrap().len() >= 3, "{}", made.text);
    world
        .admin
        .changing(
            Method::POST,
            &format!("{path}/publication"),
            &made.etag(),
            json!({ "note": "" }),
        )
        .await
        .expect(422);
    let kept = world
        .admin
        .changing(
            Method::PUT,
            &format!("{path}/draft"),
            &made.etag(),
            content("Lab safety"),
        )
        .await
        .expect(200);
    assert_eq!(kept.json["gaps"], json!([]));
    let preview = world.admin.get(&format!("{path}/preview")).await.expect(200);
    assert_eq!(preview.json["quiz"]["questions"], 8);
    world
        .admin
        .changing(
            Method::PUT,
            &format!("{path}/draft"),
            &made.etag(),
            content("Stale"),
        )
        .await
        .expect(412);
    let published = world
        .admin
        .changing(
            Method::POST,
            &format!("{path}/publication"),
            &kept.etag(),
            json!({ "note": "First." }),
        )
        .await
        .expect(200);
    assert_eq!(
        (&published.json["published"], &published.json["has_draft"]),
        (&json!(1), &json!(false))
    );
    world
        .admin
        .changing(
            Method::POST,
            &format!("{path}/publication"),
            &published.etag(),
            json!({ "note": "" }),
        )
        .await
        .expect(409);
    let file = world.admin.get(&format!("{path}/file")).await.expect(200);
    assert!(
        file.headers["content-disposition"]
            .to_str()
            .unwrap()
            .contains("lab.json")
    );
    let brought = json!({ "key": "lab-2", "scheme_id": world.scheme, "content": file.json["content"] });
    let copy = world
        .admin
        .post("/training-modules", brought.clone())
        .await
        .expect(201);
    assert_eq!(copy.json["content"], file.json["content"]);
    let twice = world.admin.post("/training-modules", brought).await.expect(409);
    assert_eq!(twice.problem(), "/problems/key-taken");
    let place =
        json!({ "position": 2, "is_compulsory": false, "prerequisites": ["lab-2"], "valid_months": 6 });
    let placed = world
        .admin
        .changing(Method::PUT, &format!("{path}/place"), &published.etag(), place)
        .await
        .expect(200);
    // The other can't wait for the one that waits for it.
    let other = format!("/training-modules/{}/place", copy.json["id"].as_str().unwrap());
    let circle =
        json!({ "position": 3, "is_compulsory": false, "prerequisites": ["lab"], "valid_months": null });
    world
        .admin
        .changing(Method::PUT, &other, &copy.etag(), circle)
        .await
        .expect(422);
    // Nor can a new module wait for itself or for what is not there, or take the key of a central one.
    let new = |key: &str, waits: &str| json!({ "key": key, "scheme_id": world.scheme, "content": content("New"), "prerequisites": [waits] });
    for wrong in [new("new", "new"), new("new", "nowhere")] {
        let refused = world.admin.post("/training-modules", wrong).await.expect(422);
        assert_eq!(refused.json["errors"][0]["pointer"], "/prerequisites");
    }
    let taken = json!({ "key": "welfare", "scheme_id": world.scheme, "content": content("New") });
    world.admin.post("/training-modules", taken).await.expect(409);
    let away = world
        .admin
        .changing(
            Method::POST,
            &format!("{path}/archive"),
            &placed.etag(),
            json!({}),
        )
        .await
        .expect(200);
    assert_eq!(away.json["is_archived"], true);
    let back = world
        .admin
        .changing(
            Method::DELETE,
            &format!("{path}/archive"),
            &away.etag(),
            json!({}),
        )
        .await
        .expect(200);
    assert_eq!(back.json["is_archived"], false);
}

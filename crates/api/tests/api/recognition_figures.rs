//! What evidence adds up to: figures that agree with a recount, lists that show everything once, and what each reader reaches.

use crate::client::Client;
use crate::groups_world::World;
use crate::recognition_evidence::{award, give, items, listed, mine, own};
use crate::recognition_hear::{decide, logged, of_history, of_programme, today, worked};
use cairn_domain::identity::Role;
use reqwest::Method;
use serde_json::{Value, json};

pub async fn dashboard(world: &World, who: &Client) -> Value {
    let path = format!("/recognition-dashboard?scheme_id={}", world.scheme);
    who.get(&path).await.expect(200).json
}

async fn ranked(world: &World, who: &Client, award: &str, filter: &str) -> Value {
    let path = format!(
        "/recognition-mentors?scheme_id={}&award_id={award}{filter}",
        world.scheme
    );
    who.get(&path).await.expect(200).json
}

#[tokio::test]
async fn training_is_evidence_and_moves_an_award_by_itself() {
    let (world, modules) = World::in_training(2, 0).await;
    let asks = json!([{ "kind": "modules", "keys": [] }, { "kind": "sign_off" }]);
    let award = award(&world, "Trained", "bronze", asks).await;
    let mentor = world.as_mentor(0).await;
    assert_eq!(dashboard(&world, &world.admin).await["awards"][0]["not_yet"], 2);
    world.complete(&mentor, &modules[0]).await;
    world.complete(&mentor, &modules[1]).await;
    world.app.run_jobs().await;
    let count = dashboard(&world, &world.admin).await["awards"][0].clone();
    assert_eq!(
        (&count["one_short"], &count["not_yet"]),
        (&json!(1), &json!(1)),
        "{count}"
    );
    let short = ranked(&world, &world.admin, &award, "&filter=one_short").await;
    assert_eq!(short["items"][0]["steps"], json!(["Signed off by staff"]));
    let shown = own(&world, &mentor).await;
    assert_eq!(shown.len(), 2);
    assert!(
        shown
            .iter()
            .all(|e| e["kind"] == "training" && e["source"] == "training" && e["id"].is_null()),
        "{shown:?}"
    );
    assert_eq!(mine(&mentor).await["sums"]["modules"], 2);
    assert_eq!(listed(&world, &world.admin, "&kind=training").await.len(), 2);
    assert_eq!(listed(&world, &world.admin, "&state=waiting").await.len(), 0);
    // A completion that is taken back takes its step back.
    let detail = world
        .admin
        .get(&format!(
            "/participants/{}/training",
            shown[0]["participant_id"].as_str().unwrap()
        ))
        .await
        .expect(200);
    let completion = detail.json["completions"][0]["id"].as_str().unwrap();
    let path = format!("/training-completions/{completion}/withdrawal");
    world
        .admin
        .post(&path, json!({ "reason": "The wrong person." }))
        .await
        .expect(200);
    world.app.run_jobs().await;
    assert_eq!(dashboard(&world, &world.admin).await["awards"][0]["one_short"], 0);
}

#[tokio::test]
async fn all_compulsory_training_means_what_is_asked_today() {
    let (world, modules) = World::in_training(1, 0).await;
    let asks = json!([{ "kind": "modules", "keys": [] }, { "kind": "hours", "hours": 1 }]);
    award(&world, "Trained", "bronze", asks).await;
    let mentor = world.as_mentor(0).await;
    for module in &modules {
        world.complete(&mentor, module).await;
    }
    world.app.run_jobs().await;
    let short = async |admin: &Client| {
        let path = format!("/recognition-dashboard?scheme_id={}", world.scheme);
        admin.get(&path).await.expect(200).json["awards"][0]["one_short"].clone()
    };
    assert_eq!(short(&world.admin).await, 1);
    // A module that is new has days of grace: until they are over, nothing is missing for it.
    let third = world.new_module("third", "Third").await;
    world.only(&[&modules[0], &modules[1], &third]).await;
    world.app.run_jobs().await;
    assert_eq!(short(&world.admin).await, 1);
    world.app.app.clock.advance(chrono::Duration::days(14));
    let ctx = cairn::ctx::Ctx::internal(&world.app.app);
    cairn::training::service::daily::run(&ctx, &json!({}))
        .await
        .unwrap();
    world.app.run_jobs().await;
    let admin = world
        .app
        .client()
        .with_token(&world.token_of("admin@example.org").await);
    assert_eq!(short(&admin).await, 0);
    let mentor = world
        .app
        .client()
        .with_token(&world.token_of("m0@example.org").await);
    world.complete(&mentor, &third).await;
    world.app.run_jobs().await;
    assert_eq!(short(&admin).await, 1);
}

#[tokio::test]
async fn the_figures_of_the_dashboard_are_those_of_a_recount() {
    let world = World::with(5, 0).await;
    let history = of_history(&world).await;
    let hour = award(
        &world,
        "An hour",
        "bronze",
        json!([{ "kind": "hours", "hours": 1 }]),
    )
    .await;
    let more = award(
        &world,
        "More",
        "gold",
        json!([{ "kind": "hours", "hours": 2 }, { "kind": "meetings", "meetings": 1 }, { "kind": "reflection", "words": 500 }]),
    )
    .await;
    for n in 0..3 {
        let mentor = world.as_mentor(n).await;
        worked(&world, &mentor, "meeting", 60 + 60 * n as u32).await;
        logged(&world, &mentor, "contact", 15).await;
    }
    worked(&world, &history, "hours", 90).await;
    world.app.run_jobs().await;
    give(&world, &hour).await;
    // One is taken back, one mentor earns it later, one leaves.
    let given = world
        .admin
        .get(&format!("/award-grants?scheme_id={}", world.scheme))
        .await
        .expect(200);
    let lost = items(&given)
        .into_iter()
        .find(|g| g["name"] == "Mentor Number1")
        .unwrap();
    let path = format!("/award-grants/{}/revocation", lost["id"].as_str().unwrap());
    world
        .admin
        .post(&path, json!({ "reason": "Given by mistake." }))
        .await
        .expect(200);
    worked(&world, &world.as_mentor(3).await, "hours", 60).await;
    world.app.run_jobs().await;
    let shown = dashboard(&world, &world.admin).await;
    assert_eq!(shown["mentors"], 6);
    for (award, at) in [(&hour, 0), (&more, 1)] {
        let mut sum = 0;
        for filter in ["has", "ready", "one_short", "not_yet", "revoked"] {
            let found = ranked(&world, &world.admin, award, &format!("&filter={filter}")).await;
            let lines = found["items"].as_array().unwrap();
            assert_eq!(found["total"], lines.len(), "{filter}");
            assert!(lines.iter().all(|m| m["status"] == filter), "{filter}: {found}");
            assert_eq!(shown["awards"][at][filter], found["total"], "{filter} of {shown}");
            sum += lines.len();
        }
        assert_eq!(sum, 6, "everybody is counted once");
        assert_eq!(ranked(&world, &world.admin, award, "").await["total"], 6);
    }
    let count = |name: &str| shown["awards"][0][name].as_u64().unwrap();
    assert_eq!(
        ["has", "ready", "revoked", "not_yet"].map(count),
        [3, 1, 1, 0],
        "{shown}"
    );
    let all = listed(&world, &world.admin, "&limit=200").await;
    let minutes = |state: &str| -> u64 {
        let of = all.iter().filter(|e| e["state"] == state);
        of.map(|e| e["minutes"].as_u64().unwrap()).sum()
    };
    assert_eq!(shown["hours"]["confirmed_minutes"], minutes("confirmed"));
    assert_eq!(shown["hours"]["waiting_minutes"], minutes("waiting"));
    assert_eq!(shown["waiting"]["evidence"], 3);
    assert_eq!(
        shown["waiting"]["ready"],
        count("ready") + shown["awards"][1]["ready"].as_u64().unwrap()
    );
    let by_programme = shown["by_programme"].as_array().unwrap();
    let line = |code: &str| by_programme.iter().find(|p| p["code"] == code).unwrap();
    assert_eq!(
        (
            &line("CS")["mentors"],
            &line("CS")["with_award"],
            &line("CS")["bronze"],
            &line("CS")["gold"]
        ),
        (&json!(5), &json!(2), &json!(2), &json!(0))
    );
    assert_eq!(
        (&line("HI")["minutes"], &line("HI")["with_award"]),
        (&json!(90), &json!(1))
    );
    let table = world
        .admin
        .send(
            world
                .admin
                .request(
                    Method::GET,
                    &format!("/recognition-mentors?scheme_id={}&award_id={more}", world.scheme),
                )
                .header("accept", "text/csv"),
        )
        .await
        .expect(200);
    assert_eq!(table.text.lines().count(), 7, "{}", table.text);
    // The figures themselves as a table say what the page says, a line each.
    let path = format!("/recognition-dashboard?scheme_id={}", world.scheme);
    let now = world.admin.get(&path).await.expect(200).json;
    let asked = world.admin.request(Method::GET, &path);
    let figures = world
        .admin
        .send(asked.header("accept", "text/csv"))
        .await
        .expect(200);
    let lines: Vec<&str> = figures.text.trim_start_matches('\u{feff}').lines().collect();
    let count = |list: &str| now[list].as_array().unwrap().len();
    assert_eq!(lines.len(), 11 + 5 * count("awards") + 6 * count("by_programme"));
    for line in [
        format!("all,,confirmed,{},minutes", now["hours"]["confirmed_minutes"]),
        format!(
            "award,{},has,{},mentors",
            now["awards"][0]["name"].as_str().unwrap(),
            now["awards"][0]["has"]
        ),
        "programme,HI,confirmed,90,minutes".to_owned(),
    ] {
        assert!(lines.contains(&line.as_str()), "{line} of {}", figures.text);
    }

    // One who holds an award leaves: they count no more, whether all is counted at once or by programme.
    let gone = format!("/participants/{}", world.mentor(2).await.id);
    let seen = world.admin.get(&gone).await.expect(200);
    world
        .admin
        .changing(
            Method::PATCH,
            &gone,
            &seen.etag(),
            json!({ "entry_status": "withdrawn" }),
        )
        .await
        .expect(200);
    let after = dashboard(&world, &world.admin).await;
    assert_eq!(after["awards"][0]["has"], 2, "{after}");
    let programmes = after["by_programme"].as_array().unwrap();
    assert_eq!(programmes.len(), 2);
    for at in 0..2 {
        for figure in ["has", "ready", "one_short", "not_yet", "revoked"] {
            let mut sum = 0;
            for programme in programmes {
                let id = programme["programme_id"].as_str().unwrap();
                let path = format!(
                    "/recognition-dashboard?scheme_id={}&programme_id={id}",
                    world.scheme
                );
                let part = world.admin.get(&path).await.expect(200).json;
                sum += part["awards"][at][figure].as_u64().unwrap();
            }
            assert_eq!(after["awards"][at][figure], sum, "{figure} of {after}");
        }
    }
}

#[tokio::test]
async fn pages_show_everything_once() {
    let (world, modules) = World::in_training(2, 0).await;
    let award = award(
        &world,
        "An hour",
        "bronze",
        json!([{ "kind": "hours", "hours": 1 }]),
    )
    .await;
    let mentor = world.as_mentor(0).await;
    world.complete(&mentor, &modules[0]).await;
    world.complete(&mentor, &modules[1]).await;
    for minutes in [10, 20, 30, 40, 50] {
        logged(&world, &mentor, "hours", minutes).await;
    }
    for (who, base) in [
        (&mentor, format!("/me/evidence?scheme_id={}", world.scheme)),
        (&world.admin, format!("/evidence?scheme_id={}", world.scheme)),
        (
            &world.admin,
            format!("/recognition-mentors?scheme_id={}&award_id={award}", world.scheme),
        ),
    ] {
        let all = who.get(&base).await.expect(200);
        let mut paged = Vec::new();
        let mut after = String::new();
        loop {
            let page = who.get(&format!("{base}&limit=2{after}")).await.expect(200);
            assert_eq!(page.json["total"], all.json["total"]);
            paged.extend(items(&page));
            match page.json["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(paged, items(&all), "{base}");
        assert_eq!(json!(paged.len()), all.json["total"]);
    }
    let found = listed(&world, &world.admin, "&q=number0&kind=hours").await;
    assert_eq!(found.len(), 5);
    assert_eq!(listed(&world, &world.admin, "&q=number1").await.len(), 0);
    let request = world
        .admin
        .request(Method::GET, &format!("/evidence?scheme_id={}", world.scheme));
    let table = world
        .admin
        .send(request.header("accept", "text/csv"))
        .await
        .expect(200);
    assert_eq!(table.text.lines().count(), 8, "{}", table.text);
}

#[tokio::test]
async fn a_supervisor_of_one_programme_sees_and_decides_only_there() {
    let world = World::with(2, 0).await;
    let history = of_history(&world).await;
    let award = award(
        &world,
        "An hour",
        "bronze",
        json!([{ "kind": "hours", "hours": 1 }]),
    )
    .await;
    let supervisor = of_programme(&world, "ruth@example.org", Role::Supervisor, "HI").await;
    let theirs = logged(&world, &history, "hours", 60).await;
    let computing = world.as_mentor(0).await;
    let foreign = logged(&world, &computing, "hours", 60).await;
    world.app.run_jobs().await;
    let seen = listed(&world, &supervisor, "").await;
    assert_eq!(
        seen.iter().map(|e| e["id"].clone()).collect::<Vec<_>>(),
        [json!(theirs)]
    );
    let kept = decide(&supervisor, &foreign, "confirm").await;
    assert_eq!(
        (&kept["changed"], kept["kept"].as_array().unwrap().len()),
        (&json!(0), 1)
    );
    assert_eq!(decide(&supervisor, &theirs, "confirm").await["changed"], 1);
    let foreigner = mine(&computing).await["participant_id"].clone();
    supervisor
        .post(
            "/sign-offs",
            json!({ "participant_id": foreigner, "note": "Well done." }),
        )
        .await
        .expect(404);
    let own_mentor = mine(&history).await["participant_id"].clone();
    supervisor
        .post(
            "/sign-offs",
            json!({ "participant_id": own_mentor, "note": "Well done." }),
        )
        .await
        .expect(201);
    let report = json!({ "source": "teams", "items": [{ "reference": "1", "scheme_id": world.scheme, "student_number": "h0", "kind": "meeting", "happened_on": today(&world), "minutes": 30 }] });
    let taken = supervisor.put("/evidence", report).await.expect(200).json;
    assert_eq!(taken[0]["result"], "refused", "a report needs the whole scheme");
    world.app.run_jobs().await;
    let shown = dashboard(&world, &supervisor).await;
    assert_eq!(
        (&shown["mentors"], shown["by_programme"].as_array().unwrap().len()),
        (&json!(1), 1),
        "{shown}"
    );
    assert_eq!(
        (
            &shown["hours"]["confirmed_minutes"],
            &shown["waiting"]["evidence"]
        ),
        (&json!(60), &json!(0))
    );
    assert_eq!(shown["awards"][0]["ready"], 1);
    let ranked = ranked(&world, &supervisor, &award, "").await;
    assert_eq!(
        (&ranked["total"], &ranked["items"][0]["name"]),
        (&json!(1), &json!("Hana History"))
    );
    // Another scheme's staff see nothing of this one.
    let elsewhere = world.app.bare_scheme("Elsewhere").await;
    let stranger = world
        .app
        .signed_in("lead@example.org", Role::SchemeLead, Some(elsewhere))
        .await;
    for path in [
        "/evidence?",
        "/recognition-dashboard?",
        &format!("/recognition-mentors?award_id={award}&"),
    ] {
        stranger
            .get(&format!("{path}scheme_id={}", world.scheme))
            .await
            .expect(404);
    }
    assert_eq!(decide(&stranger, &foreign, "confirm").await["changed"], 0);
}

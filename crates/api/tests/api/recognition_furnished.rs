//! A scheme with recognition in it, for what holds for every list and every address.

use crate::client::Client;
use crate::groups_world::World;
use crate::recognition_evidence::award;
use crate::recognition_hear::{activity, asked, logged, scheme_id, worked};
use crate::recognition_wbl::{opened, outcomes};
use cairn::recognition::entity::{certificate_batch, grant_run};
use cairn_domain::identity::Role;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use uuid::Uuid;

/// So many of everything that recognition lists, in a scheme whose groups are published.
pub async fn furnish(world: &World, many: usize) {
    let outcome = outcomes(world, "CS", &vec![60; many]).await;
    for n in 0..many {
        activity(world, |a| a["title"] = json!(format!("Activity {n}"))).await;
    }
    let entries = activities(world).await;
    for n in 0..many {
        award(
            world,
            &format!("Award {n}"),
            "bronze",
            json!([{ "kind": "hours", "hours": 1 }]),
        )
        .await;
    }
    let high = award(
        world,
        "Out of reach",
        "gold",
        json!([{ "kind": "hours", "hours": 900 }]),
    )
    .await;
    for n in 0..many {
        let mentor = mentor(world, n).await;
        for _ in 0..many {
            worked(world, &mentor, "meeting", 60).await;
            logged(world, &mentor, "hours", 30).await;
        }
        for entry in &entries {
            asked(&mentor, entry).await;
        }
        opened(world, &mentor).await;
        let appeal = json!({ "scheme_id": world.scheme, "subject": "award", "subject_id": high, "text": "I did more." });
        mentor.post("/me/appeals", appeal).await.expect(201);
        let mentee = world
            .as_student(&format!("s{}@example.org", n + 10), Role::Mentee)
            .await;
        let theirs = mentee.get("/me/thanks").await.expect(200).json;
        let thanks = json!({ "participant_id": theirs[0]["participant_id"], "text": "Thank you." });
        mentee.post("/me/thanks", thanks).await.expect(201);
    }
    let credit = worked(world, &mentor(world, 0).await, "hours", 30).await;
    let moved =
        crate::recognition_hear::choose(world, &mentor(world, 0).await, &[&credit], Some(&outcome[0])).await;
    moved.expect(200);
    let awards = listed(world, "/awards").await;
    for award in &awards {
        let path = format!("/awards/{}/grants", award["id"].as_str().unwrap());
        world
            .admin
            .post(&path, json!({ "participants": [] }))
            .await
            .expect(202);
    }
    world.app.run_jobs().await;
    let template = json!({ "institution": "Northfield University", "title": "Certificate", "wording": "has earned {award}.", "signatory_name": "Jane Doe", "signatory_role": "Professor", "colour": "#1f5c4d", "accent": "#8a5a00" });
    world
        .admin
        .changing(reqwest::Method::PUT, "/certificate-template", "\"0\"", template)
        .await
        .expect(200);
    let batch = json!({ "scheme_id": world.scheme });
    world.admin.post("/certificate-batches", batch).await.expect(202);
    world.app.run_jobs().await;
}

/// A mentor of the cohort who may have signed in before.
async fn mentor(world: &World, n: usize) -> Client {
    let email = format!("m{n}@example.org");
    let person = world.person_of(&email).await;
    if cairn::identity::store::account(&world.app.app.db, person)
        .await
        .unwrap()
        .is_none_or(|a| a.password_hash.is_none())
    {
        return world.as_student(&email, Role::Mentor).await;
    }
    world.app.client().with_token(&world.app.token_for(person))
}

async fn activities(world: &World) -> Vec<String> {
    let all = listed(world, "/hear-activities").await;
    all.iter().map(|a| a["id"].as_str().unwrap().to_owned()).collect()
}

/// What a list has of the scheme, whether it comes in pages or not.
async fn listed(world: &World, list: &str) -> Vec<Value> {
    let all = world
        .admin
        .get(&format!("{list}?scheme_id={}", world.scheme))
        .await
        .expect(200)
        .json;
    let all = if all["items"].is_array() {
        all["items"].clone()
    } else {
        all
    };
    all.as_array().unwrap().clone()
}

fn first(all: &[Value], of: &str) -> String {
    let found = all.iter().find_map(|v| v[of].as_str());
    found.map_or_else(|| Uuid::nil().to_string(), str::to_owned)
}

/// What only a mentor can ask for, or only a mentee.
pub fn asks_as(path: &str) -> Option<Role> {
    if path.starts_with("/me/thanks") {
        return Some(Role::Mentee);
    }
    let own = ["/me/recognition", "/me/evidence", "/me/wbl", "/me/award-grants"];
    own.iter().any(|p| path.starts_with(p)).then_some(Role::Mentor)
}

/// An address of recognition with ids of what is there (m0's own, where it is somebody's own) and the query that it needs.
pub async fn filled(world: &World, path: &str, needed: &[&str]) -> String {
    let grants = listed(world, "/award-grants").await;
    let of_m0: Vec<Value> = grants
        .iter()
        .filter(|g| g["name"] == "Mentor Number0")
        .cloned()
        .collect();
    let award = first(&listed(world, "/awards").await, "id");
    let mut filled = path.to_owned();
    if path.contains("{id}") {
        let list = path.trim_start_matches("/me").split("/{id}").next().unwrap();
        let id = match list {
            "/awards" | "/badges/achievements" => award.clone(),
            "/award-grants" | "/badges" => first(&of_m0, "id"),
            "/grant-runs" => run(world).await,
            "/certificate-batches" => batch(world).await,
            "/wbl-claims" => claim(world).await,
            "/hear-entries" => first(&listed(world, list).await, "id"),
            other => panic!("{other} is missing in recognition_furnished.rs"),
        };
        filled = filled.replace("{id}", &id);
    }
    let code = first(&of_m0, "code");
    filled = filled.replace("{code}", &code).replace("{number}", "0");
    if path.contains("{kid}") {
        filled = filled.replace("{kid}", &key(world).await);
    }
    let query: Vec<String> = needed
        .iter()
        .map(|name| match *name {
            "scheme_id" => format!("scheme_id={}", world.scheme),
            "award_id" => format!("award_id={award}"),
            "code" => format!("code={code}"),
            other => panic!("{other} is missing in recognition_furnished.rs"),
        })
        .collect();
    if query.is_empty() {
        filled
    } else {
        format!("{filled}?{}", query.join("&"))
    }
}

async fn run(world: &World) -> String {
    let found = grant_run::Entity::find()
        .filter(grant_run::Column::SchemeId.eq(scheme_id(world).0))
        .one(&world.app.app.db)
        .await
        .unwrap();
    found.map_or_else(Uuid::nil, |r| r.id).to_string()
}

async fn batch(world: &World) -> String {
    let found = certificate_batch::Entity::find()
        .filter(certificate_batch::Column::SchemeId.eq(scheme_id(world).0))
        .one(&world.app.app.db)
        .await
        .unwrap();
    found.map_or_else(Uuid::nil, |b| b.id).to_string()
}

async fn claim(world: &World) -> String {
    let all = listed(world, "/wbl-claims").await;
    let own: Vec<Value> = all
        .into_iter()
        .filter(|c| c["name"] == "Mentor Number0")
        .collect();
    first(&own, "id")
}

/// The id of a key that signs badges, from the issuer's profile.
async fn key(world: &World) -> String {
    let profile = world.admin.get("/badges/issuer").await.expect(200).text;
    let (_, rest) = profile.split_once("/badges/keys/").unwrap();
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

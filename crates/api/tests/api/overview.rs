//! The scheme at a glance: each role sees its part, and is told what it may do.

use crate::app::TestApp;
use crate::client::Client;
use crate::groups_world::World;
use crate::imports;
use cairn::identity::entity::role_grant;
use cairn_domain::identity::Role;
use reqwest::Method;
use sea_orm::{ActiveModelTrait as _, Set};
use serde_json::{Value, json};
use uuid::Uuid;

/// Somebody with a role in a part of a scheme: a programme, or a tutor group.
async fn staff(app: &TestApp, role: Role, scheme: &str, part: &Value) -> Client {
    let person = app
        .person(&format!("{role}-{}@example.org", Uuid::now_v7()))
        .await;
    let part: Option<Uuid> = part.as_str().map(|id| id.parse().unwrap());
    role_grant::ActiveModel {
        id: Set(Uuid::now_v7()),
        person_id: Set(person.0),
        role: Set(role.as_str().into()),
        scheme_id: Set(Some(scheme.parse().unwrap())),
        programme_id: Set(part.filter(|_| role == Role::Supervisor)),
        tutor_group_id: Set(part.filter(|_| role == Role::PersonalTutor)),
        granted_by: Set(None),
        created_at: Set(app.app.clock.now()),
    }
    .insert(&app.app.db)
    .await
    .unwrap();
    app.app.actors.forget();
    app.client().with_token(&app.token_for(person))
}

fn called<'a>(list: &'a Value, field: &str, name: &str) -> &'a Value {
    let mut all = list.as_array().unwrap().iter();
    &all.find(|t| t[field] == name).unwrap()["id"]
}

async fn overview(client: &Client, world: &World) -> Value {
    client.get(&world.path("overview")).await.expect(200).json
}

#[tokio::test]
async fn each_role_counts_what_it_reaches_and_is_told_what_it_may_do() {
    let world = World::with(4, 20).await;
    let law = "student_number,given_name,family_name,role,programme_code,level,capacity,clearance\n\
               l0,Lee,Law,mentee,LAW,4,,\nl1,Lou,Law,mentee,LAW,4,,\nl2,Liz,Law,mentee,LAW,4,,\n\
               l3,Leo,Law,mentee,LAW,4,,\nl4,Lia,Law,mentor,LAW,5,8,cleared\n";
    let lists = world.admin.get(&world.path("lists")).await.expect(200).json;
    let tutor = staff(
        &world.app,
        Role::PersonalTutor,
        &world.scheme,
        called(&lists["tutor_groups"], "name", "T0"),
    )
    .await;
    let before = overview(&tutor, &world).await;
    assert_eq!(
        before["next_step"]["title"], "Groups are still to come",
        "{before}"
    );

    let draft = world.formed("cross_cutting").await;
    world.publish(&draft).await.expect(200);
    world.app.run_jobs().await;
    imports::import(&world.admin, &world.scheme, law, |_| {}).await;
    // Still open: it is for those who came late.
    world.formed("aligned_tutor").await;
    let mentee = world.as_student("s0@example.org", Role::Mentee).await;
    let mine = mentee.get("/me/groups").await.expect(200).json;
    let ask = json!({ "group_id": mine["groups"][0]["id"] });
    mentee.post("/me/rematch-requests", ask).await.expect(201);

    let lists = world.admin.get(&world.path("lists")).await.expect(200).json;
    let (cs, law) = (
        called(&lists["programmes"], "code", "CS"),
        called(&lists["programmes"], "code", "LAW"),
    );
    let figures = |o: &Value| ["groups", "proposals_open", "rematch_open"].map(|f| o[f].as_u64().unwrap());
    let listed = async |client: &Client| {
        let page = client.get(&world.path("groups?limit=100")).await.expect(200);
        page.json["items"].as_array().unwrap().len() as u64
    };
    let all = listed(&world.admin).await;
    let whole = overview(&world.admin, &world).await;
    assert_eq!(figures(&whole), [all, 1, 1]);
    assert_eq!(whole["next_step"]["action"], "Answer them");

    let seen = overview(&tutor, &world).await;
    assert_eq!(figures(&seen), [listed(&tutor).await, 0, 0]);
    assert_eq!(seen["mentees"], 5);
    assert_eq!(seen["next_step"]["action"], "See groups");

    let supervisor = staff(&world.app, Role::Supervisor, &world.scheme, cs).await;
    let seen = overview(&supervisor, &world).await;
    assert_eq!(figures(&seen), [all, 1, 1]);
    assert_eq!(seen["next_step"]["action"], "Answer them");

    let other = staff(&world.app, Role::Supervisor, &world.scheme, law).await;
    let seen = overview(&other, &world).await;
    assert_eq!(figures(&seen), [listed(&other).await, 1, 0]);
    assert_eq!((&seen["groups"], &seen["mentees"]), (&json!(0), &json!(4)));
    assert_eq!(seen["next_step"]["title"], "Groups are proposed");
}

#[tokio::test]
async fn somebody_who_cannot_be_invited_does_not_hold_up_the_next_step() {
    let world = World::published(2, 8).await;
    let silent = json!({ "role": "mentor", "given_name": "No", "family_name": "Address", "student_number": "x1", "level": 5 });
    world
        .admin
        .post(&world.path("participants"), silent)
        .await
        .expect(201);
    let title = async || overview(&world.admin, &world).await["next_step"]["title"].clone();
    assert_eq!(title().await, "Invite your people");
    let all = json!({ "scheme_id": world.scheme });
    world
        .admin
        .post("/invitations/participants", all)
        .await
        .expect(202);
    assert_ne!(title().await, "Invite your people");
}

#[tokio::test]
async fn of_a_scheme_that_has_ended_nothing_is_left_but_to_copy_it() {
    let world = World::published(2, 8).await;
    let late = json!({ "role": "mentee", "given_name": "Too", "family_name": "Late", "student_number": "x1", "level": 4 });
    world
        .admin
        .post(&world.path("participants"), late)
        .await
        .expect(201);
    let mentee = world.as_student("s0@example.org", Role::Mentee).await;
    let mine = mentee.get("/me/groups").await.expect(200).json;
    let ask = json!({ "group_id": mine["groups"][0]["id"] });
    mentee.post("/me/rematch-requests", ask).await.expect(201);
    let action = async || overview(&world.admin, &world).await["next_step"]["action"].clone();
    assert_eq!(action().await, "Answer them");
    let path = format!("/schemes/{}", world.scheme);
    let seen = world.admin.get(&path).await.expect(200);
    let mut over = crate::schemes::scheme("Autumn");
    over["dates"] = json!({ "ends": "2001-06-11" });
    world
        .admin
        .changing(Method::PUT, &path, &seen.etag(), over)
        .await
        .expect(200);
    assert_eq!(action().await, "Copy to next year");
}

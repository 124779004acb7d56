//! People are found by what one would type, on both databases.

use crate::app::TestApp;
use crate::client::Client;
use crate::groups_world::World;
use crate::imports;
use cairn::identity::entity::person;
use cairn::identity::search;
use cairn_domain::identity::Role;
use reqwest::Method;
use sea_orm::EntityTrait as _;
use sea_orm::sea_query::Expr;
use serde_json::json;

/// The names of whom a search finds.
async fn found(client: &Client, path: &str, typed: &str) -> Vec<String> {
    let request = client.request(Method::GET, path).query(&[("q", typed)]);
    let page = client.send(request).await.expect(200);
    let items = page.json["items"].as_array().unwrap().iter();
    items.map(|p| p["name"].as_str().unwrap().to_owned()).collect()
}

const ACCENTED: &str = "given_name,family_name,email,student_number,role,programme_code,level\n\
    Łukasz,Nowak,a_2@x.example,N1,mentee,CS,4\nÉmile,O’Brien,ab2@x.example,N2,mentee,CS,4\n";

#[tokio::test]
async fn people_are_found_without_their_accents_and_signs_stand_for_themselves() {
    let app = TestApp::start().await;
    let (admin, scheme) = imports::start(&app).await;
    imports::import(&admin, &scheme, ACCENTED, |_| {}).await;
    let people = format!("/schemes/{scheme}/participants");
    let by_hand = json!({ "role": "mentee", "given_name": "Søren", "family_name": "Weiß", "student_number": "50%", "level": 4 });
    admin.post(&people, by_hand).await.expect(201);
    for (typed, names) in [
        ("lukasz", vec!["Łukasz Nowak"]),
        ("ŁUKASZ", vec!["Łukasz Nowak"]),
        ("émile", vec!["Émile O’Brien"]),
        ("emile o'br", vec!["Émile O’Brien"]),
        ("soren weiss", vec!["Søren Weiß"]),
        ("a_2@x.example", vec!["Łukasz Nowak"]),
        ("%", vec!["Søren Weiß"]),
        ("_", vec!["Łukasz Nowak"]),
        ("\\", vec![]),
        ("n1", vec!["Łukasz Nowak"]),
    ] {
        assert_eq!(found(&admin, &people, typed).await, names, "{typed}");
    }
}

#[tokio::test]
async fn accounts_are_found_by_the_name_that_somebody_gave_themselves() {
    let app = TestApp::start().await;
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    let etag = admin.get("/me").await.expect(200).etag();
    let profile = json!({ "given_name": "Đorđe", "family_name": "İpek", "preferred_name": "Zoë", "interests": [],
        "languages": [], "availability": 0 });
    admin
        .changing(Method::PUT, "/me/profile", &etag, profile)
        .await
        .expect(200);
    for typed in ["dorde", "ipek zoe", "ZOË", "admin@"] {
        assert_eq!(found(&admin, "/people", typed).await, ["Zoë İpek"], "{typed}");
    }
    for typed in ["%", "_", "zoe nobody"] {
        assert!(found(&admin, "/people", typed).await.is_empty(), "{typed}");
    }
}

#[tokio::test]
async fn people_from_before_there_was_a_search_column_are_found_after_a_start() {
    let app = TestApp::start().await;
    let admin = app
        .signed_in("admin@example.org", Role::InstitutionAdmin, None)
        .await;
    for n in 0..3 {
        app.person(&format!("p{n}@example.org")).await;
    }
    let db = &app.app.db;
    person::Entity::update_many()
        .col_expr(person::Column::SearchKey, Expr::value(""))
        .exec(db)
        .await
        .unwrap();
    assert!(found(&admin, "/people", "p2").await.is_empty());
    search::fill(db).await.unwrap();
    assert_eq!(found(&admin, "/people", "p2").await, ["p2 Example"]);
    let all = person::Entity::find().all(db).await.unwrap();
    assert!(all.iter().all(|p| p.search_key == p.key()), "{all:?}");
}

#[tokio::test]
async fn groups_are_found_by_names_with_accents_and_not_by_addresses() {
    let world = World::with(2, 8).await;
    imports::import(&world.admin, &world.scheme, ACCENTED, |_| {}).await;
    let id = world.formed("cross_cutting").await;
    world.publish(&id).await.expect(200);
    let all = world.groups().await.len();
    let count = async |typed: &str| {
        let request = world
            .admin
            .request(Method::GET, &world.path("groups"))
            .query(&[("q", typed)]);
        let page = world.admin.send(request).await.expect(200);
        page.json["items"].as_array().unwrap().len()
    };
    for typed in ["lukasz nowak", "Émile"] {
        assert_eq!(count(typed).await, 1, "{typed}");
    }
    for typed in ["a_2@x.example", "%", "_"] {
        assert_eq!(count(typed).await, 0, "{typed}");
    }
    assert_eq!(count("cs-0").await, all);
}

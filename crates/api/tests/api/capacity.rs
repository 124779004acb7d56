//! A mentor's places: never fewer than the mentees they carry, however somebody sets them.

use crate::groups_world::World;
use crate::imports::{self, counts};
use cairn::cohorts::entity::participant;
use reqwest::Method;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};

/// A published group of twelve that two mentors share.
async fn shared() -> World {
    let world = World::with(2, 12).await;
    let path = format!("/schemes/{}", world.scheme);
    let seen = world.admin.get(&path).await.expect(200);
    let mut wish = crate::schemes::scheme("Autumn");
    wish["sizes"] =
        json!({ "target": 12, "min": 4, "max": 12, "hard_cap_per_mentor": 10, "two_mentors_above": 8 });
    world
        .admin
        .changing(Method::PUT, &path, &seen.etag(), wish)
        .await
        .expect(200);
    let id = world.formed("cross_cutting").await;
    world.publish(&id).await.expect(200);
    world.app.run_jobs().await;
    let groups = world.groups().await;
    let of = |what: &str| groups[0][what].as_array().unwrap().len();
    assert_eq!((groups.len(), of("mentors"), of("mentees")), (1, 2, 12));
    world
}

async fn mentor(world: &World) -> Value {
    let page = world
        .admin
        .get(&world.path("participants?q=m0"))
        .await
        .expect(200);
    page.json["items"][0].clone()
}

/// Sets the places of the mentor by hand.
async fn set(world: &World, capacity: u64) -> crate::client::Answer {
    let now = mentor(world).await;
    let path = format!("/participants/{}", now["id"].as_str().unwrap());
    let etag = format!("\"{}\"", now["version"]);
    let wish = json!({ "capacity": capacity });
    world.admin.changing(Method::PATCH, &path, &etag, wish).await
}

/// Sets them by a file; gives the report.
async fn bring(world: &World, capacity: u64) -> Value {
    let file = format!("student_number,role,level,capacity\nm0,mentor,5,{capacity}\n");
    imports::import(&world.admin, &world.scheme, file, |_| {}).await
}

#[tokio::test]
async fn of_a_shared_group_a_mentor_carries_their_share() {
    let world = shared().await;
    for capacity in [9, 8, 7, 6] {
        assert_eq!(set(&world, capacity).await.expect(200).json["capacity"], capacity);
    }
    let refused = set(&world, 5).await.expect(422);
    let fault = &refused.json["errors"][0];
    assert_eq!(fault["pointer"], "/capacity");
    assert_eq!(
        fault["detail"],
        "They have 6 mentees now. Move some to another mentor first."
    );
}

#[tokio::test]
async fn a_file_gets_nobody_round_the_rule() {
    let world = shared().await;
    let report = bring(&world, 2).await;
    assert_eq!(counts(&report), [0, 0, 0, 0, 1], "{report}");
    let fault = &report["faults"][0];
    assert_eq!(
        (&fault["column"], &fault["value"]),
        (&json!("capacity"), &json!("2"))
    );
    assert_eq!(
        fault["reason"],
        set(&world, 2).await.expect(422).json["errors"][0]["detail"]
    );
    assert_eq!(mentor(&world).await["capacity"], 8);
    assert_eq!(counts(&bring(&world, 6).await), [0, 1, 0, 0, 0]);
    assert_eq!(mentor(&world).await["capacity"], 6);
}

#[tokio::test]
async fn more_places_than_now_are_never_refused() {
    let world = shared().await;
    let to = async |places: i32| {
        let id: uuid::Uuid = mentor(&world).await["id"].as_str().unwrap().parse().unwrap();
        participant::Entity::update_many()
            .col_expr(participant::Column::Capacity, Expr::value(places))
            .filter(participant::Column::Id.eq(id))
            .exec(&world.app.app.db)
            .await
            .unwrap();
    };
    // From before there was a rule.
    to(2).await;
    set(&world, 3).await.expect(200);
    assert_eq!(counts(&bring(&world, 4).await), [0, 1, 0, 0, 0]);
    set(&world, 3).await.expect(422);
    assert_eq!(counts(&bring(&world, 3).await), [0, 0, 0, 0, 1]);
}

//! What needs a person's eye in a group is the same in the list, in its filter, on the group's page and in the counts.

use crate::groups_world::{World, ids};
use cairn::cohorts::entity::{participant, scheme};
use cairn::groups::entity::group_member;
use cairn::identity::entity::person;
use cairn_domain::groups::GroupAlert;
use cairn_domain::identity::Role;
use chrono::{Days, NaiveDate, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

fn uuid(id: &str) -> Uuid {
    id.parse().unwrap()
}

async fn set_clearance(world: &World, mentor: &str, status: &str, until: Option<NaiveDate>) {
    participant::Entity::update_many()
        .col_expr(participant::Column::Clearance, Expr::value(status))
        .col_expr(participant::Column::ClearanceExpires, Expr::value(until))
        .filter(participant::Column::Id.eq(uuid(mentor)))
        .exec(&world.app.app.db)
        .await
        .unwrap();
}

/// Groups of which each has a trouble of its own.
async fn troubled() -> (World, Vec<Value>) {
    let world = World::published(8, 48).await;
    let groups = world.groups().await;
    let db = &world.app.app.db;
    let mentees = |n: usize| ids(&groups[n], "mentees");
    let mentor = |n: usize| ids(&groups[n], "mentors_detail")[0].clone();
    let pair = json!({ "a": mentees(0)[0], "b": mentees(0)[1] });
    world
        .admin
        .post(&world.path("keep-apart"), pair)
        .await
        .expect(201);
    set_clearance(&world, &mentor(1), "lapsed", None).await;
    let soon = Utc::now().date_naive() + Days::new(10);
    set_clearance(&world, &mentor(2), "cleared", Some(soon)).await;
    let leaves = |who: &[String]| {
        group_member::Entity::update_many()
            .col_expr(group_member::Column::LeftAt, Expr::value(Some(Utc::now())))
            .filter(group_member::Column::ParticipantId.is_in(who.iter().map(|id| uuid(id))))
            .exec(db)
    };
    leaves(&[mentor(3)]).await.unwrap();
    leaves(&mentees(4)[1..]).await.unwrap();
    let young = participant::Entity::find_by_id(uuid(&mentees(5)[0]))
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let born = Utc::now().date_naive() - Days::new(17 * 365);
    person::Entity::update_many()
        .col_expr(person::Column::DateOfBirth, Expr::value(Some(born)))
        .filter(person::Column::Id.eq(young.person_id))
        .exec(db)
        .await
        .unwrap();
    let asks = participant::Entity::find_by_id(uuid(&mentees(6)[0]))
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let email = person::Entity::find_by_id(asks.person_id)
        .one(db)
        .await
        .unwrap()
        .unwrap()
        .email
        .unwrap();
    let mentee = world.as_student(&email, Role::Mentee).await;
    let ask = json!({ "group_id": groups[6]["id"] });
    mentee.post("/me/rematch-requests", ask).await.expect(201);
    (world, groups)
}

/// Ids of the groups in a list.
async fn listed(world: &World, query: &str) -> BTreeSet<String> {
    let list = world
        .admin
        .get(&world.path(&format!("groups?limit=100{query}")))
        .await
        .expect(200);
    let items = list.json["items"].as_array().unwrap().clone();
    items
        .iter()
        .map(|g| g["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn every_alert_is_the_same_wherever_it_is_shown() {
    let (world, groups) = troubled().await;
    // Smaller groups than there are: now some are above the most.
    let row = scheme::Entity::find_by_id(uuid(&world.scheme))
        .one(&world.app.app.db)
        .await
        .unwrap()
        .unwrap();
    let mut sizes = row.sizes.clone();
    let largest = groups.iter().filter_map(|g| g["size"].as_u64()).max().unwrap();
    sizes["max"] = json!(largest - 1);
    sizes["target"] = json!(largest - 1);
    scheme::Entity::update_many()
        .col_expr(scheme::Column::Sizes, Expr::value(sizes))
        .filter(scheme::Column::Id.eq(row.id))
        .exec(&world.app.app.db)
        .await
        .unwrap();
    let list = world
        .admin
        .get(&world.path("groups?limit=100"))
        .await
        .expect(200)
        .json;
    let dashboard = world
        .admin
        .get(&world.path("groups/dashboard"))
        .await
        .expect(200)
        .json;
    let mut seen = 0;
    for alert in GroupAlert::ALL {
        let has = |g: &Value| g["alerts"].as_array().unwrap().contains(&json!(alert.as_str()));
        let items = list["items"].as_array().unwrap();
        let found: BTreeSet<String> = items
            .iter()
            .filter(|g| has(g))
            .map(|g| g["id"].as_str().unwrap().to_owned())
            .collect();
        let filtered = listed(&world, &format!("&alert={}", alert.as_str())).await;
        assert_eq!(filtered, found, "{alert}");
        for group in items {
            let id = group["id"].as_str().unwrap();
            let detail = world.admin.get(&format!("/groups/{id}")).await.expect(200).json;
            assert_eq!(detail["alerts"], group["alerts"], "{alert}");
        }
        let counted = dashboard["alerts"]
            .as_array()
            .unwrap()
            .iter()
            .find(|c| c["alert"] == alert.as_str())
            .map_or(0, |c| c["groups"].as_u64().unwrap());
        assert_eq!(counted, found.len() as u64, "{alert}: {dashboard}");
        assert!(!found.is_empty(), "no group has {alert}");
        seen += found.len();
    }
    assert!(seen >= GroupAlert::ALL.len());
    assert!(
        listed(&world, "&alert=kept_apart")
            .await
            .contains(groups[0]["id"].as_str().unwrap())
    );
}

#[tokio::test]
async fn two_mentees_to_be_kept_apart_in_one_group_are_said_until_one_moves() {
    let world = World::published(4, 20).await;
    let groups = world.groups().await;
    let (from, to) = (&groups[0], &groups[1]);
    let (a, b) = (ids(from, "mentees")[0].clone(), ids(from, "mentees")[1].clone());
    let pair = json!({ "a": a, "b": b });
    world
        .admin
        .post(&world.path("keep-apart"), pair)
        .await
        .expect(201);
    let path = format!("/groups/{}", from["id"].as_str().unwrap());
    let seen = world.admin.get(&path).await.expect(200).json;
    assert_eq!(seen["alerts"], json!(["kept_apart"]));
    let step = json!({ "participant_id": a, "to_group_id": to["id"], "reason": "To be kept apart" });
    world
        .admin
        .post(&world.path("group-moves"), step)
        .await
        .expect(200);
    let seen = world.admin.get(&path).await.expect(200).json;
    assert!(
        !seen["alerts"].as_array().unwrap().contains(&json!("kept_apart")),
        "{seen}"
    );
}

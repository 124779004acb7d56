//! `cairn cohort import`, `cairn groups propose|publish` and `cairn user token`, as an operator's script runs them: the real program,
//! beside a server on the same database.

use crate::groups_world::{World, cohort};
use serde_json::Value;
use std::process::Command;

/// Runs the program on this installation; gives what it printed.
fn cairn(world: &World, args: &[&str]) -> Result<String, String> {
    let config = &world.app.app.config;
    let ran = Command::new(env!("CARGO_BIN_EXE_cairn"))
        .args(args)
        .current_dir(&config.var_dir)
        .env("CAIRN_VAR_DIR", &config.var_dir)
        .env("DATABASE_URL", &config.database_url)
        .env("CAIRN_LOG", "error")
        .output()
        .unwrap();
    let (out, err) = (
        String::from_utf8(ran.stdout).unwrap(),
        String::from_utf8(ran.stderr).unwrap(),
    );
    if ran.status.success() { Ok(out) } else { Err(err) }
}

#[tokio::test]
async fn a_script_imports_proposes_and_publishes() {
    let world = World::with(0, 0).await;
    let scheme = world.scheme.as_str();
    let file = world.app.app.config.var_dir.join("autumn.csv");
    std::fs::write(&file, cohort(4, 20)).unwrap();
    let import = ["cohort", "import", file.to_str().unwrap(), "--scheme", scheme];
    let would = cairn(&world, &[&import[..], &["--dry-run"]].concat()).unwrap();
    assert!(would.starts_with("Would import autumn.csv: 24 new"), "{would}");
    let done = cairn(&world, &import).unwrap();
    assert!(done.starts_with("Imported autumn.csv: 24 new"), "{done}");
    let again = cairn(&world, &import).unwrap();
    assert!(again.contains("0 new, 0 changed, 24 as they were"), "{again}");

    let propose = [
        "groups",
        "propose",
        "--scheme",
        scheme,
        "--strategy",
        "cross_cutting",
        "--seed",
        "7",
        "--json",
    ];
    let proposal: Value = serde_json::from_str(&cairn(&world, &propose).unwrap()).unwrap();
    assert_eq!(proposal["state"], "draft");
    assert_eq!(proposal["metrics"]["mentees_placed"], 20);
    assert_eq!(
        proposal["metrics"]["same_tutor_pairs"],
        proposal["metrics"]["fewest_same_tutor_pairs"]
    );
    let id = proposal["id"].as_str().unwrap();
    let published = cairn(&world, &["groups", "publish", id]).unwrap();
    assert!(published.starts_with("Published Mixed (1)"), "{published}");
    let groups = world.groups().await;
    let placed: usize = groups
        .iter()
        .map(|g| g["mentees"].as_array().unwrap().len())
        .sum();
    assert_eq!(placed, 20);
    let refused = cairn(&world, &["groups", "publish", id]).unwrap_err();
    assert!(refused.contains("published already"), "{refused}");
}

#[tokio::test]
async fn a_token_for_a_script_opens_the_api() {
    let world = World::with(0, 0).await;
    let token = cairn(&world, &["user", "token", "admin@example.org"]).unwrap();
    let script = world.app.client().with_token(token.trim());
    script.get("/schemes").await.expect(200);
    cairn(&world, &["user", "token", "nobody@example.org"]).unwrap_err();
}

#[tokio::test]
async fn a_command_says_what_is_wrong_and_changes_nothing() {
    let world = World::with(0, 0).await;
    let missing = cairn(
        &world,
        &["cohort", "import", "nowhere.csv", "--scheme", &world.scheme],
    )
    .unwrap_err();
    assert!(missing.contains("nowhere.csv"), "{missing}");
    let nobody = [
        "groups",
        "propose",
        "--scheme",
        &world.scheme,
        "--strategy",
        "aligned_tutor",
    ];
    let empty = cairn(&world, &nobody).unwrap_err();
    assert!(empty.contains("nobody to put into groups"), "{empty}");
    let odd = [
        "groups",
        "propose",
        "--scheme",
        &world.scheme,
        "--strategy",
        "by_marks",
    ];
    assert!(cairn(&world, &odd).unwrap_err().contains("by_marks"));
}

//! What goes on while something else is slow.

use crate::app::TestApp;
use crate::groups_world::cohort;
use crate::imports;
use cairn::ctx::Ctx;
use cairn::events::{News, append};
use cairn::jobs::{MAX_ATTEMPTS, entity as job, see_through, see_through_with_signs};
use cairn_domain::operations::Topic;
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait as _, DatabaseConnection, DbBackend, EntityTrait as _, Set,
    Statement,
};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

#[tokio::test]
async fn a_mail_server_that_says_nothing_keeps_no_groups_waiting() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap();
    let app = TestApp::start_with(|config| config.smtp_url = format!("smtp://{address}")).await;
    let (admin, scheme) = imports::start(&app).await;
    imports::import(&admin, &scheme, cohort(4, 20), |_| {}).await;
    let all = json!({ "scheme_id": scheme });
    admin.post("/invitations/participants", all).await.expect(202);
    let asked = admin
        .post(
            &format!("/schemes/{scheme}/proposals"),
            json!({ "strategy": "cross_cutting" }),
        )
        .await
        .expect(202);
    let path = format!("/proposals/{}", asked.json["id"].as_str().unwrap());
    // The letters wait for twenty seconds each; the proposal doesn't.
    let formed = async {
        while admin.get(&path).await.expect(200).json["state"] != "draft" {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(15), formed)
        .await
        .expect("the proposal waits for letters");
    let waiting = admin.get("/jobs").await.expect(200).text;
    assert!(waiting.contains("mail.send"), "{waiting}");
    drop(silent);
}

/// Whether a transaction waits for its turn to write down what it changed. On SQLite it waits before it begins, and nobody sees it.
async fn somebody_waits(db: &DatabaseConnection) -> bool {
    if db.get_database_backend() != DbBackend::Postgres {
        return true;
    }
    let here = "(SELECT oid FROM pg_database WHERE datname = current_database())";
    let waiting =
        format!("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = {here}");
    let waiting = Statement::from_string(DbBackend::Postgres, waiting);
    db.query_one_raw(waiting).await.unwrap().is_some()
}

#[tokio::test]
async fn of_two_changes_at_once_no_live_update_is_lost() {
    let app = TestApp::start().await;
    let db = &app.app.db;
    let mut heard = app.app.bus.subscribe();
    let ctx = Ctx::internal(&app.app);
    let (slow, quick) = (Uuid::now_v7(), Uuid::now_v7());
    // Written down with the lower number, and not kept yet.
    let first = cairn::db::write_tx(db).await.unwrap();
    let news = News {
        topic: Topic::Cohort,
        subject: slow,
        scheme: None,
    };
    append(&first, vec![news], app.app.clock.now()).await.unwrap();
    let second = tokio::spawn(async move {
        let mut work = ctx.begin_as(None).await.unwrap();
        work.announce(Topic::Cohort, quick, None);
        work.commit().await.unwrap();
    });
    // Either the second one waits for the first, or it is heard before it, and the first would be passed by.
    let mut missing = vec![slow, quick];
    while missing.len() == 2 && !somebody_waits(db).await {
        if let Ok(update) = tokio::time::timeout(Duration::from_millis(20), heard.recv()).await {
            let update = update.unwrap().update.id;
            missing.retain(|id| *id != update);
        }
    }
    first.commit().await.unwrap();
    app.app.bus.poke();
    second.await.unwrap();
    let all = async {
        while !missing.is_empty() {
            let update = heard.recv().await.unwrap().update.id;
            missing.retain(|id| *id != update);
        }
    };
    tokio::time::timeout(Duration::from_secs(15), all)
        .await
        .expect("an update was lost");
}

/// A job that nobody else takes meanwhile: it is due in an hour.
async fn job_after(app: &TestApp, attempts: i32) -> job::Model {
    let row = job::ActiveModel {
        id: Set(Uuid::now_v7()),
        kind: Set("test.panics".into()),
        payload: Set(json!({})),
        run_at: Set(app.app.clock.now() + chrono::Duration::hours(1)),
        attempts: Set(attempts),
        locked_until: Set(None),
        dedupe_key: Set(None),
        last_error: Set(None),
        dead_at: Set(None),
        created_at: Set(app.app.clock.now()),
    };
    row.insert(&app.app.db).await.unwrap()
}

#[tokio::test]
async fn a_job_that_panics_is_put_back_and_given_up_after_its_last_try() {
    let app = TestApp::start().await;
    for (attempts, is_dead) in [(1, false), (MAX_ATTEMPTS, true)] {
        let job = job_after(&app, attempts).await;
        see_through(&app.app, &job, async { panic!("a bug in a handler") })
            .await
            .unwrap();
        let kept = job::Entity::find_by_id(job.id)
            .one(&app.app.db)
            .await
            .unwrap()
            .unwrap();
        assert!(kept.last_error.unwrap().contains("panic"));
        assert_eq!(kept.dead_at.is_some(), is_dead);
        assert!(kept.locked_until.is_none());
    }
}

#[tokio::test]
async fn a_job_is_seen_through_while_its_sign_of_life_can_not_be_given() {
    use std::sync::atomic::Ordering::SeqCst;
    let app = TestApp::start().await;
    let job = job_after(&app, 1).await;
    let (finish, finished) = tokio::sync::oneshot::channel::<()>();
    let work = async move {
        let _ = finished.await;
        Ok(())
    };
    let (inner, row) = (app.app.clone(), job.clone());
    let mut running =
        tokio::spawn(
            async move { see_through_with_signs(&inner, &row, Duration::from_millis(5), work).await },
        );
    let rename = async |from: &str, to: &str| {
        let renamed = format!("ALTER TABLE {from} RENAME TO {to}");
        app.app.db.execute_unprepared(&renamed).await.unwrap();
    };
    rename("job", "job_away").await;
    // Many signs of life fail; the work goes on, and whoever runs it stays with it.
    let before = app.app.queries.load(SeqCst);
    while app.app.queries.load(SeqCst) < before + 50 {
        let left = tokio::time::timeout(Duration::from_millis(5), &mut running).await;
        assert!(left.is_err(), "the work was left alone: {left:?}");
    }
    rename("job_away", "job").await;
    finish.send(()).unwrap();
    running.await.unwrap().unwrap();
    let kept = job::Entity::find_by_id(job.id).one(&app.app.db).await.unwrap();
    assert_eq!(kept, None, "it would run again");
}

#[tokio::test]
#[should_panic(expected = "the queue is broken")]
async fn a_broken_queue_fails_a_test() {
    let app = TestApp::start().await;
    let away = "ALTER TABLE job RENAME TO job_away";
    app.app.db.execute_unprepared(away).await.unwrap();
    app.run_jobs().await;
}

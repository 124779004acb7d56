//! What an import refuses, and that a refusal leaves everything as it was.

use crate::app::TestApp;
use crate::imports::{THREE, counts, import, start, upload};
use cairn::cohorts::entity::participant;
use cairn_domain::identity::Role;
use cairn_domain::ids::SchemeId;
use reqwest::Method;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;

#[tokio::test]
async fn bad_rows_are_told_and_the_others_come_in() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let file =
        "Student ID,Name,Level,IMD band\n1,=1+1,4,\n2,B,9,20-Oct\n3,C,4,10-20\n3,C,4,10-20\n1.0E7,D,4,\n";
    let made = upload(&admin, &scheme, "cohort.csv", file).await.expect(201);
    let path = format!("/cohort-imports/{}", made.json["id"].as_str().unwrap());
    let checked = admin.post(&format!("{path}/check"), json!({})).await.expect(200);
    assert_eq!(
        counts(&checked.json["report"]),
        [1, 0, 0, 0, 4],
        "{}",
        checked.text
    );
    let errors = admin.get(&format!("{path}/errors")).await.expect(200);
    assert!(
        errors.headers["content-disposition"]
            .to_str()
            .unwrap()
            .contains("to-mend.csv")
    );
    let lines: Vec<&str> = errors.text.lines().collect();
    assert!(lines[1].starts_with("2,Name,'=1+1,"), "{}", errors.text);
    assert!(
        lines[2].starts_with("3,Level,9,") && lines[3].contains("10-20"),
        "{}",
        errors.text
    );
    assert!(
        lines[4].starts_with("5,Student ID,3,") && lines[4].contains("line 4"),
        "{}",
        errors.text
    );
    assert_eq!(lines.len(), 6);
}

#[tokio::test]
async fn a_mapping_is_checked_and_attainment_stays_out_of_it() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let made = upload(&admin, &scheme, "cohort.csv", THREE).await.expect(201);
    let path = format!("/cohort-imports/{}", made.json["id"].as_str().unwrap());
    let mapping = json!({ "columns": [{ "column": "Mark", "field": "level" }, { "column": "Ghost", "field": "email" }] });
    let refused = admin.put(&format!("{path}/mapping"), mapping).await.expect(422);
    let at: Vec<_> = refused.json["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["pointer"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(at, ["/columns/0", "/columns/1", "/columns", "/defaults/role"]);
}

#[tokio::test]
async fn files_that_are_no_table_are_refused_in_a_sentence() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    for (content, says) in [
        (b"".to_vec(), "empty"),
        (b"%PDF-1.7 ...".to_vec(), "document"),
        (b"PK\x03\x04rubbish".to_vec(), "damaged"),
        ("x".repeat(10_001).into_bytes(), "10,000 characters"),
    ] {
        let refused = upload(&admin, &scheme, "x.csv", content).await.expect(422);
        assert_eq!(refused.problem(), "/problems/unreadable-file");
        assert!(
            refused.json["detail"].as_str().unwrap().contains(says),
            "{}",
            refused.text
        );
    }
    let small = TestApp::start_with(|c| c.import_limit_mb = 1).await;
    let (admin, scheme) = start(&small).await;
    upload(&admin, &scheme, "x.csv", vec![b'a'; (1 << 20) + 1])
        .await
        .expect(413);
    admin.get("/cohort-imports?scheme_id=nonsense").await.expect(400);
}

#[tokio::test]
async fn an_import_is_checked_first_applied_once_and_never_on_a_stale_view() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let made = upload(&admin, &scheme, "cohort.csv", THREE).await.expect(201);
    let path = format!("/cohort-imports/{}", made.json["id"].as_str().unwrap());
    let apply = format!("{path}/apply");
    let early = admin
        .changing(Method::POST, &apply, &made.etag(), json!({}))
        .await
        .expect(409);
    assert_eq!(early.problem(), "/problems/check-first");
    let checked = admin.post(&format!("{path}/check"), json!({})).await.expect(200);
    admin
        .changing(Method::POST, &apply, &made.etag(), json!({}))
        .await
        .expect(412);
    admin.post(&apply, json!({})).await.expect(428);
    assert_eq!(participant::Entity::find().count(&app.app.db).await.unwrap(), 0);
    let applied = admin
        .changing(Method::POST, &apply, &checked.etag(), json!({}))
        .await
        .expect(200);
    let again = admin
        .changing(Method::POST, &apply, &applied.etag(), json!({}))
        .await
        .expect(409);
    assert_eq!(again.problem(), "/problems/already-applied");
    admin
        .put(&format!("{path}/mapping"), made.json["mapping"].clone())
        .await
        .expect(409);
}

#[tokio::test]
async fn nobody_is_withdrawn_while_rows_need_mending() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    import(&admin, &scheme, THREE, |_| {}).await;
    let file = "Student ID,Level\n0012,4\n0013,99\n";
    let made = upload(&admin, &scheme, "cohort.csv", file).await.expect(201);
    let path = format!("/cohort-imports/{}", made.json["id"].as_str().unwrap());
    let mut mapping = made.json["mapping"].clone();
    mapping["withdraw_missing"] = json!(true);
    admin.put(&format!("{path}/mapping"), mapping).await.expect(200);
    let checked = admin.post(&format!("{path}/check"), json!({})).await.expect(200);
    let refused = admin
        .changing(Method::POST, &format!("{path}/apply"), &checked.etag(), json!({}))
        .await
        .expect(409);
    assert_eq!(refused.problem(), "/problems/mend-first");
}

#[tokio::test]
async fn a_scheme_s_imports_are_for_its_own_lead() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let made = upload(&admin, &scheme, "cohort.csv", THREE).await.expect(201);
    let path = format!("/cohort-imports/{}", made.json["id"].as_str().unwrap());
    let other = app
        .signed_in(
            "lead@example.org",
            Role::SchemeLead,
            Some(SchemeId(uuid::Uuid::now_v7())),
        )
        .await;
    for answer in [
        other.get(&path).await,
        other.get(&format!("/cohort-imports?scheme_id={scheme}")).await,
        other.post(&format!("{path}/check"), json!({})).await,
        upload(&other, &scheme, "x", THREE).await,
    ] {
        assert_eq!(answer.expect(404).problem(), "/problems/not-found");
    }
    let mine = app
        .signed_in(
            "mine@example.org",
            Role::SchemeLead,
            Some(SchemeId(scheme.parse().unwrap())),
        )
        .await;
    mine.get(&path).await.expect(200);
    let supervisor = app
        .signed_in(
            "s@example.org",
            Role::Supervisor,
            Some(SchemeId(scheme.parse().unwrap())),
        )
        .await;
    supervisor.get(&path).await.expect(403);
}

#[tokio::test]
async fn a_kept_mapping_is_used_for_the_next_file_with_the_same_columns() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let made = upload(&admin, &scheme, "cohort.csv", THREE).await.expect(201);
    let mut mapping = made.json["mapping"].clone();
    mapping["defaults"]["role"] = json!("mentor");
    let profiles = format!("/schemes/{scheme}/import-profiles");
    let kept = admin
        .post(&profiles, json!({ "name": "Monthly", "mapping": mapping }))
        .await
        .expect(201);
    admin
        .post(&profiles, json!({ "name": "Monthly", "mapping": mapping }))
        .await
        .expect(409);
    let next = upload(&admin, &scheme, "cohort.csv", THREE).await.expect(201);
    assert_eq!(next.json["mapping"], mapping);
    let id = kept.json["id"].as_str().unwrap();
    admin.delete(&format!("/import-profiles/{id}")).await.expect(204);
    assert_eq!(admin.get(&profiles).await.expect(200).json, json!([]));
    let page = admin
        .get(&format!("/cohort-imports?scheme_id={scheme}&limit=1"))
        .await
        .expect(200);
    assert!(page.json["items"][0]["id"] == next.json["id"] && page.json["next"].is_string());
}

#[tokio::test]
async fn a_form_around_a_file_is_no_file() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let path = format!("/cohort-imports?scheme_id={scheme}");
    let form = admin
        .request(Method::POST, &path)
        .header("content-type", "multipart/form-data; boundary=x")
        .body("--x\r\n");
    let refused = admin.send(form).await.expect(415);
    assert_eq!(refused.problem(), "/problems/file-needed");
}

#[tokio::test]
async fn what_turns_the_writing_round_is_refused_as_it_is_by_hand() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let by_hand = json!({ "role": "mentee", "given_name": "Ev\u{202e}il", "family_name": "Row", "level": 4 });
    admin
        .post(&format!("/schemes/{scheme}/participants"), by_hand)
        .await
        .expect(422);
    // In a heading it is only left out: the file can still be mapped.
    let file = "Student ID,Fore\u{202e}name,Surname,Course code,Level\n1,Ev\u{202e}il,Row,CS,4\n2,Zoë,Row,C\u{2066}S,4\n3,Zoë,محمد,CS,4\n";
    let report = import(&admin, &scheme, file, |_| {}).await;
    assert_eq!(counts(&report), [1, 0, 0, 0, 2], "{report}");
    assert_eq!(report["faults"][0]["column"], "Forename");
    assert!(
        report["faults"][0]["reason"]
            .as_str()
            .unwrap()
            .contains("can't be seen"),
        "{report}"
    );
    assert!(!report.to_string().contains(['\u{202e}', '\u{2066}']), "{report}");
}

#[tokio::test]
async fn a_column_whose_values_deny_its_heading_is_left_out_with_a_word() {
    let app = TestApp::start().await;
    let (admin, scheme) = start(&app).await;
    let file = "Student ID,Role,Level,clearance_expires\nm1,mentor,5,9999-12-31\nm2,mentor,5,9999-12-31\n";
    let made = upload(&admin, &scheme, "cohort.csv", file).await.expect(201);
    let column = &made.json["columns"][3];
    assert!(column["field"].is_null(), "{column}");
    let doubt = column["doubt"].as_str().unwrap_or_default();
    assert!(
        doubt.contains("Clearance ends on")
            && doubt.contains("9999-12-31")
            && doubt.contains("Check the year"),
        "{column}"
    );
    let doubted = |c: &serde_json::Value| !c["doubt"].is_null();
    assert_eq!(
        made.json["columns"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|c| doubted(c))
            .count(),
        1
    );
}

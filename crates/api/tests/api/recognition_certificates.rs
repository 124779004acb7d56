//! Certificates: the template, one certificate for one award, and many in one ZIP.

use crate::client::Client;
use crate::groups_world::World;
use cairn::ctx::Ctx;
use cairn::identity::entity::person;
use cairn::recognition::entity::certificate_file;
use cairn::recognition::service::batches;
use cairn_domain::identity::Role;
use cairn_domain::ids::CertificateBatchId;
use reqwest::Method;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _, Set};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::Cursor;

fn template() -> Value {
    json!({
        "institution": "Northfield University",
        "title": "Certificate of Mentoring",
        "wording": "has supported new students in {scheme} for {hours} hours.",
        "signatory_name": "Professor Jane Doe",
        "signatory_role": "Pro-Vice-Chancellor",
        "colour": "#1f5c4d",
        "accent": "#8a5a00"
    })
}

async fn set_template(world: &World) {
    let seen = world.admin.get("/certificate-template").await.expect(200);
    world
        .admin
        .changing(Method::PUT, "/certificate-template", &seen.etag(), template())
        .await
        .expect(200);
}

/// A file as it comes, with its status and type.
async fn file(client: &Client, path: &str) -> (u16, String, Vec<u8>) {
    let answer = client.request(Method::GET, path).send().await.unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    (
        answer.status().as_u16(),
        kind,
        answer.bytes().await.unwrap().to_vec(),
    )
}

fn has(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|w| w == text.as_bytes())
}

fn is_archival_and_tagged(pdf: &[u8]) -> bool {
    pdf.starts_with(b"%PDF-1.7")
        && has(pdf, "pdfaid:part")
        && has(pdf, "pdfuaid:part")
        && has(pdf, "/StructTreeRoot")
}

#[tokio::test]
async fn a_template_is_kept_only_when_it_can_be_printed_with() {
    let world = World::of_mentors(1).await;
    let fresh = world.admin.get("/certificate-template").await.expect(200);
    assert_eq!(
        (fresh.etag().as_str(), &fresh.json["version"]),
        ("\"0\"", &json!(0))
    );
    let refused = async |change: &dyn Fn(&mut Value)| -> Vec<String> {
        let mut t = template();
        change(&mut t);
        let answer = world
            .admin
            .changing(Method::PUT, "/certificate-template", "\"0\"", t)
            .await
            .expect(422);
        let errors = answer.json["errors"].as_array().unwrap().clone();
        errors
            .iter()
            .map(|e| e["pointer"].as_str().unwrap().to_owned())
            .collect()
    };
    let empty = refused(&|t| {
        for field in ["institution", "title", "signatory_name"] {
            t[field] = json!(" ");
        }
    });
    assert_eq!(empty.await, ["/institution", "/title", "/signatory_name"]);
    assert_eq!(
        refused(&|t| drop(t.as_object_mut().unwrap().remove("wording"))).await,
        ["/wording"]
    );
    assert_eq!(
        refused(&|t| t["wording"] = json!("Well done, {nickname}.")).await,
        ["/wording"]
    );
    assert_eq!(refused(&|t| t["colour"] = json!("#ffff00")).await, ["/colour"]);
    let art = json!({ "media_type": "image/png", "data": "not base64!", "description": "" });
    assert_eq!(refused(&|t| t["crest"] = art.clone()).await, ["/crest/data"]);
    let art = json!({ "media_type": "image/png", "data": "AAAA", "description": "" });
    assert_eq!(
        refused(&|t| t["crest"] = art.clone()).await,
        ["/crest", "/crest/description"]
    );
    assert_eq!(world.admin.get("/certificate-template").await.json["version"], 0);
    set_template(&world).await;
    world
        .admin
        .changing(Method::PUT, "/certificate-template", "\"0\"", template())
        .await
        .expect(412);
    let lead = world
        .app
        .signed_in("lead@example.org", Role::SchemeLead, Some(world.scheme_id()))
        .await;
    lead.changing(Method::PUT, "/certificate-template", "\"1\"", template())
        .await
        .expect(403);
    let preview = lead
        .request(Method::POST, "/certificate-template/preview")
        .json(&template())
        .send()
        .await
        .unwrap();
    assert_eq!(preview.headers()["content-type"], "application/pdf");
    assert!(is_archival_and_tagged(&preview.bytes().await.unwrap()));
}

#[tokio::test]
async fn a_certificate_is_archival_tagged_and_for_its_owner() {
    let (world, _, grant) = World::with_holder().await;
    let id = grant["id"].as_str().unwrap();
    let (own, staff) = (
        format!("/me/award-grants/{id}/certificate"),
        format!("/award-grants/{id}/certificate"),
    );
    let (holder, other) = (world.mentor_client(0).await, world.mentor_client(1).await);
    assert_eq!(
        holder.get(&own).await.expect(409).problem(),
        "/problems/no-template"
    );
    set_template(&world).await;
    let (status, kind, pdf) = file(&holder, &own).await;
    assert_eq!((status, kind.as_str()), (200, "application/pdf"));
    assert!(is_archival_and_tagged(&pdf), "no PDF/A and PDF/UA");
    // The same award gives the same file.
    assert_eq!(file(&world.admin, &staff).await.2, pdf);
    other.get(&own).await.expect(404);
    holder.get(&staff).await.expect(403);
    let elsewhere = world.app.bare_scheme("Elsewhere").await;
    let foreign = world
        .app
        .signed_in("foreign@example.org", Role::SchemeLead, Some(elsewhere))
        .await;
    foreign.get(&staff).await.expect(404);
    let shown = world
        .app
        .client()
        .get(&format!("/verifications/{}", grant["code"].as_str().unwrap()))
        .await
        .expect(200)
        .json;
    assert_eq!(shown["institution"], "Northfield University");
    world
        .admin
        .post(
            &format!("/award-grants/{id}/revocation"),
            json!({ "reason": "Wrong person." }),
        )
        .await
        .expect(200);
    assert_eq!(
        holder.get(&own).await.expect(409).problem(),
        "/problems/revoked-already"
    );
}

#[tokio::test]
async fn many_are_printed_into_one_file_and_a_batch_that_dies_goes_on() {
    let world = World::of_mentors(24).await;
    world.worked(0..24, 20 * 60).await;
    let award = world.award("Student Mentor Award", 20).await;
    let unprintable = person::Entity::find_by_id(world.mentor(3).await.person_id)
        .one(&world.app.app.db)
        .await
        .unwrap()
        .unwrap();
    let mut change = unprintable.into_active_model();
    change.given_name = Set("Ben \u{1f389}".into());
    change.update(&world.app.app.db).await.unwrap();
    world.give(&award, json!({})).await;
    let body = json!({ "scheme_id": world.scheme });
    assert_eq!(
        world
            .admin
            .post("/certificate-batches", body.clone())
            .await
            .expect(409)
            .problem(),
        "/problems/no-template"
    );
    set_template(&world).await;
    let begun = world
        .admin
        .post("/certificate-batches", body)
        .await
        .expect(202)
        .json;
    let path = format!("/certificate-batches/{}", begun["id"].as_str().unwrap());
    let id: CertificateBatchId = begun["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(
        (&begun["total"], &begun["state"]),
        (&json!(24), &json!("running"))
    );
    let ctx = Ctx::internal(&world.app.app);
    assert!(batches::step(&ctx, id).await.unwrap());
    let shown = world.admin.get(&path).await.expect(200).json;
    assert_eq!(
        (&shown["done"], &shown["state"]),
        (&json!(20), &json!("running")),
        "{shown}"
    );
    assert_eq!(
        world
            .admin
            .get(&format!("{path}/file"))
            .await
            .expect(409)
            .problem(),
        "/problems/not-ready"
    );
    // Dies in the middle of the next step; the queue takes it up again, on two instances at once.
    let dying = tokio::spawn({
        let ctx = ctx.clone();
        async move { batches::step(&ctx, id).await }
    });
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    dying.abort();
    let payload = json!({ "batch_id": id });
    let (a, b) = tokio::join!(batches::run(&ctx, &payload), batches::run(&ctx, &payload));
    a.unwrap();
    b.unwrap();
    world.app.run_jobs().await;
    let shown = world.admin.get(&path).await.expect(200).json;
    assert_eq!(
        (
            &shown["done"],
            &shown["state"],
            shown["failed"].as_array().unwrap().len()
        ),
        (&json!(24), &json!("done"), 1),
        "{shown}"
    );
    assert!(
        shown["failed"][0]["why"]
            .as_str()
            .unwrap()
            .contains("can't be printed"),
        "{shown}"
    );
    let files = certificate_file::Entity::find()
        .all(&world.app.app.db)
        .await
        .unwrap();
    let grants: HashSet<_> = files.iter().map(|f| f.grant_id).collect();
    assert_eq!((files.len(), grants.len()), (23, 23));
    let (_, kind, bytes) = file(&world.admin, &format!("{path}/file")).await;
    assert_eq!(kind, "application/zip");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert_eq!(zip.len(), 23);
    let mut first = Vec::new();
    std::io::copy(&mut zip.by_index(0).unwrap(), &mut first).unwrap();
    assert!(is_archival_and_tagged(&first));
    world
        .app
        .signed_in("lead@example.org", Role::Supervisor, Some(world.scheme_id()))
        .await
        .get(&path)
        .await
        .expect(403);
    // After a week the files go.
    world.app.app.clock.advance(chrono::Duration::days(8));
    let admin = world
        .app
        .client()
        .with_token(&world.token_of("admin@example.org").await);
    admin.get(&format!("{path}/file")).await.expect(404);
    batches::tidy(&world.app.app).await.unwrap();
    assert_eq!(
        certificate_file::Entity::find()
            .count(&world.app.app.db)
            .await
            .unwrap(),
        0
    );
}

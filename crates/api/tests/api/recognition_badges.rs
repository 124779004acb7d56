//! Badges: signed so that others can check them, with the documents that they are checked with.

use crate::groups_world::World;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cairn::recognition::badge::{BadgeKeys, Places, sign, store};
use cairn::recognition::service::badges;
use serde_json::{Value, json};
use std::io::Read as _;

/// Whether one of these keys signed a document as it stands: signing the same again with the same key gives the same proof.
fn holds(document: &Value, keys: &BadgeKeys, places: &Places) -> bool {
    let kid = document["proof"]["verificationMethod"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap();
    let mut bare = document.clone();
    let proof = bare.as_object_mut().unwrap().remove("proof").unwrap();
    let created = proof["created"].as_str().unwrap().parse().unwrap();
    let key = keys.find(kid).unwrap();
    key.revoked_at.is_none() && sign(bare, key, places, created).is_ok_and(|again| again["proof"] == proof)
}

fn keys(world: &World) -> BadgeKeys {
    store::load(&badges::folder(&world.app.app)).unwrap()
}

fn places(world: &World) -> Places {
    Places::new(&world.app.app.config.public_url)
}

async fn badge(world: &World, grant: &Value) -> Value {
    let path = format!(
        "/badges/{}?code={}",
        grant["id"].as_str().unwrap(),
        grant["code"].as_str().unwrap()
    );
    world.app.client().get(&path).await.expect(200).json
}

/// The bit of a badge in the signed list.
async fn is_revoked(world: &World, badge: &Value) -> bool {
    let status = &badge["credentialStatus"];
    let address = status["statusListCredential"].as_str().unwrap();
    let list: Value = reqwest::get(address).await.unwrap().json().await.unwrap();
    assert!(holds(&list, &keys(world), &places(world)), "{list}");
    let text = list["credentialSubject"]["encodedList"].as_str().unwrap();
    let packed = URL_SAFE_NO_PAD.decode(text.strip_prefix('u').unwrap()).unwrap();
    let mut bits = Vec::new();
    flate2::read::GzDecoder::new(&packed[..])
        .read_to_end(&mut bits)
        .unwrap();
    let at: usize = status["statusListIndex"].as_str().unwrap().parse().unwrap();
    bits[at / 8] & (0x80 >> (at % 8)) != 0
}

#[tokio::test]
async fn a_badge_is_signed_and_a_changed_one_is_not() {
    let (world, award, grant) = World::with_holder().await;
    let signed = badge(&world, &grant).await;
    assert!(holds(&signed, &keys(&world), &places(&world)), "{signed}");
    let mut changed = signed.clone();
    changed["credentialSubject"]["achievement"]["name"] = json!("Another award");
    assert!(!holds(&changed, &keys(&world), &places(&world)));
    // Its owner's address is in it only as a hash.
    assert!(
        !signed.to_string().contains("example.org") && !signed.to_string().contains("Number0"),
        "{signed}"
    );
    assert!(signed.to_string().contains("sha256$"));
    // Every document that it names is there, for anybody.
    let key = signed["proof"]["verificationMethod"].as_str().unwrap();
    let key: Value = reqwest::get(key).await.unwrap().json().await.unwrap();
    let issuer = signed["issuer"]["id"].as_str().unwrap();
    let answer = reqwest::get(issuer).await.unwrap();
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    let issuer: Value = answer.json().await.unwrap();
    assert_eq!(
        (&key["controller"], &issuer["assertionMethod"][0]),
        (&issuer["id"], &key["id"])
    );
    let achievement = signed["credentialSubject"]["achievement"]["id"].as_str().unwrap();
    assert!(achievement.ends_with(&award));
    assert!(reqwest::get(achievement).await.unwrap().status().is_success());
    let picture = reqwest::get(format!("{achievement}/image.svg")).await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/svg+xml");
}

#[tokio::test]
async fn the_key_that_signed_is_the_one_that_is_shown() {
    let (world, _, grant) = World::with_holder().await;
    let signed = badge(&world, &grant).await;
    let method = signed["proof"]["verificationMethod"].as_str().unwrap();
    let shown: Value = reqwest::get(method).await.unwrap().json().await.unwrap();
    let keys = keys(&world);
    let key = keys.current().unwrap();
    assert_eq!(
        (&shown["publicKeyMultibase"], &shown["type"]),
        (&json!(key.public_multibase()), &json!("Multikey"))
    );
    assert!(method.ends_with(&key.kid));
    assert_eq!(signed["proof"]["cryptosuite"], "eddsa-rdfc-2022");
    assert!(!shown.to_string().contains("secret"));
}

#[tokio::test]
async fn a_badge_needs_its_code_and_is_downloaded_as_json_or_picture() {
    let (world, _, grant) = World::with_holder().await;
    let id = grant["id"].as_str().unwrap();
    let stranger = world.app.client();
    stranger.get(&format!("/badges/{id}")).await.expect(400);
    stranger
        .get(&format!("/badges/{id}?code=0000-0000-0000-0000-0000"))
        .await
        .expect(404);
    let mentor = world.mentor_client(0).await;
    let path = format!("/me/award-grants/{id}/badge");
    let file = mentor.get(&path).await.expect(200);
    assert!(
        file.headers["content-disposition"]
            .to_str()
            .unwrap()
            .contains(&format!("{}.json", grant["serial"].as_str().unwrap()))
    );
    assert!(holds(&file.json, &keys(&world), &places(&world)));
    let picture = mentor
        .send(
            mentor
                .request(reqwest::Method::GET, &path)
                .header("accept", "image/svg+xml"),
        )
        .await
        .expect(200);
    let (_, rest) = picture.text.split_once("<![CDATA[").unwrap();
    let inside: Value = serde_json::from_str(rest.split_once("]]>").unwrap().0).unwrap();
    assert!(holds(&inside, &keys(&world), &places(&world)));
}

#[tokio::test]
async fn what_is_taken_back_is_in_the_list_at_once() {
    let (world, _, grant) = World::with_holder().await;
    let signed = badge(&world, &grant).await;
    assert!(!is_revoked(&world, &signed).await);
    let path = format!("/award-grants/{}/revocation", grant["id"].as_str().unwrap());
    world
        .admin
        .post(&path, json!({ "reason": "Wrong person." }))
        .await
        .expect(200);
    assert!(is_revoked(&world, &signed).await);
    // Its document is still there: the list says that it counts no more.
    badge(&world, &grant).await;
    world.app.client().get("/badges/status/7").await.expect(404);
}

#[tokio::test]
async fn keys_take_over_from_each_other_and_a_revoked_one_counts_for_nothing() {
    let (world, _, grant) = World::with_holder().await;
    let folder = badges::folder(&world.app.app);
    let old = badge(&world, &grant).await;
    store::add(&folder).unwrap();
    let new = badge(&world, &grant).await;
    assert_ne!(
        old["proof"]["verificationMethod"],
        new["proof"]["verificationMethod"]
    );
    // What the retired key signed stays good.
    assert!(holds(&old, &keys(&world), &places(&world)) && holds(&new, &keys(&world), &places(&world)));
    let kid = new["proof"]["verificationMethod"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap();
    store::revoke(&folder, kid, world.app.app.clock.now()).unwrap();
    assert!(!holds(&new, &keys(&world), &places(&world)));
    let issuer = world.app.client().get("/badges/issuer").await.expect(200).json;
    let trusted = issuer["assertionMethod"].as_array().unwrap();
    assert!(
        !trusted.contains(&new["proof"]["verificationMethod"])
            && trusted.contains(&old["proof"]["verificationMethod"]),
        "{issuer}"
    );
    let shown = world
        .app
        .client()
        .get(&format!("/badges/keys/{kid}"))
        .await
        .expect(200)
        .json;
    assert!(shown["revoked"].is_string(), "{shown}");
    world
        .app
        .client()
        .get("/badges/keys/0000000000000000")
        .await
        .expect(404);
    // Asked for again, the badge is signed by a key that counts.
    let again = badge(&world, &grant).await;
    assert!(holds(&again, &keys(&world), &places(&world)));
}

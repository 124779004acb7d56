//! From applications that are handed in to a mentor in training: blind scoring, decisions with letters, and what comes of an offer.

use crate::client::{Answer, Client};
use crate::groups_world::World;
use crate::recruitment::{begun, content, full, open_call, save, step, student};
use cairn_domain::identity::Role;
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

/// An application that is handed in, with these words; gives its id and its writer.
async fn handed_in(world: &World, slug: &str, email: &str, words: &str) -> (String, Client) {
    let writer = student(world, email).await;
    let (id, seen) = begun(&writer, slug).await;
    let mut draft = full(world).await;
    draft["answers"]["why"]["text"] = json!(words);
    save(&writer, &id, &seen.etag(), draft).await.expect(200);
    step(&writer, &id, "submit").await.expect(200);
    (id, writer)
}

/// A member of staff of the scheme, and who they are.
async fn staff(world: &World, email: &str, role: Role) -> (Client, String) {
    let person = world.app.person(email).await;
    world
        .app
        .grant(person, role, Some(world.scheme.parse().unwrap()))
        .await;
    let client = world.app.client().with_token(&world.app.token_for(person));
    (client, person.to_string())
}

/// A call with `applicants` applications, and `scorers` who score it.
pub struct Round {
    pub world: World,
    pub call: String,
    pub applications: Vec<String>,
    pub applicants: Vec<Client>,
    scorers: Vec<Client>,
    people: Vec<String>,
}

impl Round {
    pub async fn start(applicants: usize, scorers: usize, change: impl FnOnce(&mut Value)) -> Self {
        let world = World::with(2, 4).await;
        let call = open_call(&world, "mentor-2026", change).await;
        let mut round = Self {
            world,
            call,
            applications: vec![],
            applicants: vec![],
            scorers: vec![],
            people: vec![],
        };
        for n in 0..applicants {
            let email = format!("applicant{n}@example.org");
            let (id, writer) = handed_in(&round.world, "mentor-2026", &email, "I was lonely").await;
            round.applications.push(id);
            round.applicants.push(writer);
        }
        for n in 0..scorers {
            let email = format!("scorer{n}@example.org");
            let (client, person) = staff(&round.world, &email, Role::Supervisor).await;
            round.scorers.push(client);
            round.people.push(person);
        }
        round
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/calls/{}/{rest}", self.call)
    }

    async fn choose(&self, calibration: &[&String]) -> Answer {
        let wish = json!({ "person_ids": self.people, "calibration_ids": calibration });
        self.world.admin.put(&self.path("scorers"), wish).await
    }

    async fn deal(&self) -> Value {
        let dealt = self.world.admin.post(&self.path("scorings"), json!({})).await;
        dealt.expect(200).json
    }

    async fn dealt(&self) -> Value {
        self.choose(&[]).await.expect(200);
        self.deal().await
    }

    async fn to_read(&self, scorer: usize) -> Vec<String> {
        let list = self.scorers[scorer].get("/me/scorings").await.expect(200).json;
        let open = list.as_array().unwrap().iter().filter(|s| s["state"] == "given");
        open.map(|s| s["id"].as_str().unwrap().to_owned()).collect()
    }

    async fn give(&self, scorer: usize, id: &str, level: u8) -> Answer {
        let path = format!("/me/scorings/{id}");
        let seen = self.scorers[scorer].get(&path).await.expect(200);
        let wish =
            json!({ "scores": [{ "key": "empathy", "level": level }], "note": format!("A note of {level}") });
        self.scorers[scorer]
            .changing(Method::PUT, &path, &seen.etag(), wish)
            .await
    }

    async fn scores(&self, application: &str) -> Value {
        let path = format!("/applications/{application}/scores");
        self.world.admin.get(&path).await.expect(200).json
    }

    pub async fn decide(&self, wish: Value) -> Answer {
        self.world.admin.post("/applications/decisions", wish).await
    }

    async fn offer(&self, ids: &[&String]) -> Value {
        let until = (self.world.app.app.clock.now() + Duration::days(7)).date_naive();
        let wish = json!({ "ids": ids, "event": "offer", "offer_until": until });
        self.decide(wish).await.expect(200).json
    }

    async fn state(&self, application: &str) -> Value {
        let path = format!("/applications/{application}");
        self.world.admin.get(&path).await.expect(200).json["state"].clone()
    }
}

#[tokio::test]
async fn applications_are_dealt_out_evenly_and_read_without_a_name() {
    let round = Round::start(6, 3, |_| {}).await;
    // Nobody to deal to yet.
    let refused = round.world.admin.post(&round.path("scorings"), json!({})).await;
    assert_eq!(refused.expect(409).problem(), "/problems/no-scorers");
    let view = round.dealt().await;
    let loads: Vec<u64> = view["scorers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|s| s["is_scorer"] == true)
        .map(|s| s["to_read"].as_u64().unwrap())
        .collect();
    assert_eq!(loads, [4, 4, 4], "{view}");
    assert_eq!(view["short"], 0);
    // Dealt twice, nothing is given twice.
    let again = round.deal().await;
    assert_eq!(again["scorers"], view["scorers"]);
    round.world.app.run_jobs().await;
    let letter = round.world.app.newest_mail_to("scorer0@example.org").await;
    assert!(letter.contains("4 applications are with you"), "{letter}");
    let first = &round.to_read(0).await[0];
    let sheet = round.scorers[0]
        .get(&format!("/me/scorings/{first}"))
        .await
        .expect(200);
    for word in ["applicant", "programme", "example.org", "email", "campus_id"] {
        assert!(!sheet.text.contains(word), "{word}: {}", sheet.text);
    }
    // It is the scorer's own.
    let path = format!("/me/scorings/{first}");
    round.scorers[1].get(&path).await.expect(404);
    round.world.admin.get(&path).await.expect(404);
    round.applicants[0].get("/me/scorings").await.expect(403);
}

#[tokio::test]
async fn names_and_addresses_give_way_in_what_a_scorer_reads() {
    let round = Round::start(0, 2, |_| {}).await;
    let zoe = student(&round.world, "zoe@example.org").await;
    {
        use cairn::identity::entity::person;
        use sea_orm::sea_query::Expr;
        use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
        person::Entity::update_many()
            .col_expr(person::Column::GivenName, Expr::value("Zo\u{eb}"))
            .col_expr(person::Column::FamilyName, Expr::value("Ortega"))
            .filter(person::Column::EmailKey.eq("zoe@example.org"))
            .exec(&round.world.app.app.db)
            .await
            .unwrap();
    }
    let (id, seen) = begun(&zoe, "mentor-2026").await;
    let mut draft = full(&round.world).await;
    draft["answers"]["why"]["text"] = json!("Zo\u{eb} Ortega, zoe@example.org: helper");
    save(&zoe, &id, &seen.etag(), draft).await.expect(200);
    step(&zoe, &id, "submit").await.expect(200);
    round.dealt().await;
    let mine = round.to_read(0).await;
    let sheet = round.scorers[0]
        .get(&format!("/me/scorings/{}", mine[0]))
        .await
        .expect(200);
    assert_eq!(
        sheet.json["answers"]["why"]["text"],
        "[name] [name], [address] helper"
    );
}

#[tokio::test]
async fn scorers_do_not_see_each_other_before_both_are_in_and_a_third_settles_what_differs() {
    let round = Round::start(1, 3, |_| {}).await;
    round.choose(&[]).await.expect(200);
    round.deal().await;
    let with: Vec<usize> = {
        let mut found = vec![];
        for n in 0..3 {
            if !round.to_read(n).await.is_empty() {
                found.push(n);
            }
        }
        found
    };
    assert_eq!(with.len(), 2);
    let (a, b) = (with[0], with[1]);
    let (of_a, of_b) = (
        round.to_read(a).await[0].clone(),
        round.to_read(b).await[0].clone(),
    );
    // Scores must fit the rubric.
    let path = format!("/me/scorings/{of_a}");
    let seen = round.scorers[a].get(&path).await.expect(200);
    for bad in [
        json!([]),
        json!([{ "key": "empathy", "level": 5 }]),
        json!([{ "key": "mark", "level": 2 }]),
    ] {
        round.scorers[a]
            .changing(Method::PUT, &path, &seen.etag(), json!({ "scores": bad }))
            .await
            .expect(422);
    }
    let kept = round.give(a, &of_a, 1).await.expect(200);
    assert_eq!(
        (&kept.json["state"], &kept.json["others"]),
        (&json!("done"), &json!([]))
    );
    assert_eq!(kept.json["is_open"], true);
    let application = &round.applications[0];
    let early = round.scores(application).await;
    assert_eq!(early["stand"], "waiting");
    assert!(
        early["scorings"]
            .as_array()
            .unwrap()
            .iter()
            .all(|s| s["scores"].is_null()),
        "{early}"
    );
    // Until the other is in, one may think again; with the version that one saw.
    let stale = round.scorers[a]
        .changing(
            Method::PUT,
            &path,
            &seen.etag(),
            json!({ "scores": [{ "key": "empathy", "level": 2 }] }),
        )
        .await;
    stale.expect(412);
    round.give(a, &of_a, 1).await.expect(200);
    let other = round.give(b, &of_b, 4).await.expect(200);
    assert_eq!(other.json["others"][0]["note"], "A note of 1");
    assert_eq!(other.json["is_open"], false);
    assert_eq!(
        round.give(a, &of_a, 4).await.expect(409).problem(),
        "/problems/scores-stand"
    );
    let apart = round.scores(application).await;
    assert_eq!(
        (&apart["stand"], &apart["apart"]),
        (&json!("disagree"), &json!(["empathy"]))
    );
    assert_eq!(apart["rubric_sum"], json!(null));
    // Dealing out again brings a third, who knows nothing of the two.
    round.deal().await;
    let third = 3 - a - b;
    let of_third = round.to_read(third).await[0].clone();
    let sheet = round.scorers[third]
        .get(&format!("/me/scorings/{of_third}"))
        .await
        .expect(200);
    assert_eq!(sheet.json["others"], json!([]));
    round.give(third, &of_third, 3).await.expect(200);
    let settled = round.scores(application).await;
    assert_eq!(
        (&settled["stand"], &settled["rubric_sum"]),
        (&json!("settled"), &json!(3.5))
    );
    let view = round
        .world
        .admin
        .get(&round.path("selection"))
        .await
        .expect(200)
        .json;
    assert_eq!(view["agreement"][0]["pairs"], 3, "{view}");
    assert!(view["agreement"][0]["kappa"].is_number());
    // Now the rubric stays, and the rest of the call can change.
    let path = format!("/calls/{}", round.call);
    let seen = round.world.admin.get(&path).await.expect(200);
    let mut wish = content(&round.world, "mentor-2026");
    wish["rubric"][0]["anchors"] = json!(["w", "x", "y", "z"]);
    let refused = round
        .world
        .admin
        .changing(Method::PUT, &path, &seen.etag(), wish)
        .await;
    assert_eq!(refused.expect(409).problem(), "/problems/scores-are-in");
    let mut wish = content(&round.world, "mentor-2026");
    wish["threshold"] = json!({ "criterion": 3, "total": 9 });
    wish["role"] = json!("You meet a group.");
    round
        .world
        .admin
        .changing(Method::PUT, &path, &seen.etag(), wish)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_talk_settles_what_differs_and_what_each_gave_stays_on_record() {
    let round = Round::start(1, 2, |_| {}).await;
    round.dealt().await;
    let application = &round.applications[0];
    let path = format!("/applications/{application}/agreed-scores");
    let wish = json!({ "scores": [{ "key": "empathy", "level": 2 }], "note": "Read again together." });
    let early = round.world.admin.put(&path, wish.clone()).await;
    assert_eq!(early.expect(409).problem(), "/problems/too-early");
    for (n, level) in [(0, 1), (1, 4)] {
        let id = round.to_read(n).await[0].clone();
        round.give(n, &id, level).await.expect(200);
    }
    let agreed = round.world.admin.put(&path, wish).await.expect(200).json;
    assert_eq!(
        (&agreed["stand"], &agreed["rubric_sum"]),
        (&json!("settled"), &json!(2.0))
    );
    let given: Vec<&Value> = agreed["scorings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| &s["scores"][0]["level"])
        .collect();
    assert!(
        given.contains(&&json!(1)) && given.contains(&&json!(4)),
        "{agreed}"
    );
    let list = round
        .world
        .admin
        .get(&format!(
            "/applications?call_id={}&scoring=settled&order=score",
            round.call
        ))
        .await
        .expect(200)
        .json;
    assert_eq!(list["items"][0]["rubric_sum"], 2.0);
}

#[tokio::test]
async fn nobody_scores_their_own_tutee_or_who_named_them_and_who_can_not_be_fair_is_replaced() {
    let round = Round::start(0, 4, |call| call["asks_for_reference"] = json!(true)).await;
    // The first scorer is the applicant's personal tutor, the second their referee.
    let (id, writer) = {
        let writer = student(&round.world, "applicant@example.org").await;
        let (id, seen) = begun(&writer, "mentor-2026").await;
        let mut draft = full(&round.world).await;
        draft["referee"] = json!({ "name": "Ruth", "email": "Scorer1@example.org", "knows": "Tutor" });
        save(&writer, &id, &seen.etag(), draft).await.expect(200);
        step(&writer, &id, "submit").await.expect(200);
        (id, writer)
    };
    drop(writer);
    tutor(&round.world, &round.people[0], "applicant@example.org").await;
    round.choose(&[]).await.expect(200);
    let view = round.deal().await;
    assert_eq!(view["short"], 0, "{view}");
    assert!(round.to_read(0).await.is_empty() && round.to_read(1).await.is_empty());
    let third = round.to_read(2).await[0].clone();
    // Asked by name, it is refused as well.
    let asked = round
        .world
        .admin
        .post(
            &format!("/applications/{id}/scorers"),
            json!({ "person_id": round.people[0] }),
        )
        .await;
    assert_eq!(asked.expect(409).problem(), "/problems/nobody-free");
    // Somebody else comes in, and takes the place of one who can't be fair.
    let (fifth, person) = staff(&round.world, "scorer4@example.org", Role::Supervisor).await;
    let mut people = round.people.clone();
    people.push(person);
    let wish = json!({ "person_ids": people });
    round
        .world
        .admin
        .put(&round.path("scorers"), wish)
        .await
        .expect(200);
    let path = format!("/me/scorings/{third}/conflict");
    round.scorers[2]
        .post(&path, json!({ "reason": "" }))
        .await
        .expect(422);
    let why = json!({ "reason": "We play in the same band." });
    round.scorers[2].post(&path, why.clone()).await.expect(204);
    round.scorers[2].post(&path, why).await.expect(204);
    let theirs = fifth.get("/me/scorings").await.expect(200).json;
    assert_eq!(theirs.as_array().unwrap().len(), 1, "{theirs}");
    let seen = round.scores(&id).await;
    let conflicts: Vec<&Value> = seen["scorings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|s| s["state"] == "conflict")
        .collect();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0]["conflict"], "We play in the same band.");
}

/// Makes somebody the personal tutor of a student.
async fn tutor(world: &World, tutor: &str, student: &str) {
    use cairn::cohorts::entity::{participant, tutor_group};
    use cairn::identity::entity::{person, role_grant};
    use sea_orm::{
        ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
        Set,
    };
    let db = &world.app.app.db;
    let group = tutor_group::Entity::find().one(db).await.unwrap().unwrap();
    let person = person::Entity::find()
        .filter(person::Column::EmailKey.eq(student))
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let place = participant::Entity::find()
        .filter(participant::Column::TutorGroupId.eq(group.id))
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let mut place = place.into_active_model();
    place.person_id = Set(person.id);
    place.update(db).await.unwrap();
    role_grant::ActiveModel {
        id: Set(uuid::Uuid::now_v7()),
        person_id: Set(tutor.parse().unwrap()),
        role: Set(Role::PersonalTutor.as_str().to_owned()),
        scheme_id: Set(Some(group.scheme_id)),
        programme_id: Set(None),
        tutor_group_id: Set(Some(group.id)),
        granted_by: Set(None),
        created_at: Set(world.app.app.clock.now()),
    }
    .insert(db)
    .await
    .unwrap();
}

#[tokio::test]
async fn everybody_scores_the_calibration_set_first() {
    let round = Round::start(4, 3, |_| {}).await;
    let example = &round.applications[0];
    round.choose(&[example]).await.expect(200);
    let view = round.deal().await;
    assert_eq!(view["calibration_ids"], json!([example]));
    for n in 0..3 {
        let list = round.scorers[n].get("/me/scorings").await.expect(200).json;
        assert_eq!(list[0]["is_calibration"], true, "{list}");
        let others = list
            .as_array()
            .unwrap()
            .iter()
            .filter(|s| s["is_calibration"] == false);
        assert_eq!(others.count(), 2, "{list}");
    }
    // Applications to another call, or people from elsewhere, are no choice.
    let wish = json!({ "person_ids": [uuid::Uuid::now_v7()], "calibration_ids": [uuid::Uuid::now_v7()] });
    let refused = round
        .world
        .admin
        .put(&round.path("scorers"), wish)
        .await
        .expect(422)
        .json;
    let at: Vec<&str> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(at, ["/person_ids/0", "/calibration_ids/0"]);
    // Whoever goes leaves what they have to read to others.
    let wish = json!({ "person_ids": &round.people[..2], "calibration_ids": [example] });
    round
        .world
        .admin
        .put(&round.path("scorers"), wish)
        .await
        .expect(200);
    assert!(round.to_read(2).await.is_empty());
    let view = round.deal().await;
    assert_eq!(view["short"], 0, "{view}");
    assert_eq!(round.to_read(0).await.len(), 4);
}

#[tokio::test]
async fn decisions_are_looked_at_first_and_each_applicant_gets_one_letter() {
    let round = Round::start(4, 0, |call| call["places"] = json!(2)).await;
    let ids = &round.applications;
    let feedback = format!("/applications/{}/feedback", ids[0]);
    let seen = round
        .world
        .admin
        .get(&format!("/applications/{}", ids[0]))
        .await
        .expect(200);
    round
        .world
        .admin
        .changing(
            Method::PUT,
            &feedback,
            &seen.etag(),
            json!({ "feedback": "Your example shows how you listen." }),
        )
        .await
        .expect(200);
    // Words for the letter aren't read before it.
    let own = round.applicants[0]
        .get(&format!("/me/applications/{}", ids[0]))
        .await
        .expect(200);
    assert_eq!(own.json["feedback"], json!(null));
    let until = (round.world.app.app.clock.now() + Duration::days(7)).date_naive();
    let wish = |dry_run: bool| json!({ "ids": [ids[0], ids[1], uuid::Uuid::nil()], "event": "offer", "offer_until": until, "feedback": "We liked what you wrote.", "dry_run": dry_run });
    let look = round.decide(wish(true)).await.expect(200).json;
    assert_eq!(
        (look["changed"].as_u64(), look["kept"].as_array().unwrap().len()),
        (Some(2), 1)
    );
    let text = look["preview"]["text"].as_str().unwrap();
    assert!(
        text.contains("Your example shows how you listen.") && !text.contains("{{"),
        "{text}"
    );
    assert_eq!(round.state(&ids[0]).await, "submitted");
    let done = round.decide(wish(false)).await.expect(200).json;
    assert_eq!(done["changed"], 2);
    let again = round.decide(wish(false)).await.expect(200).json;
    assert_eq!(again["changed"], 0);
    assert!(
        again["kept"][0]["why"]
            .as_str()
            .unwrap()
            .contains("has an offer already"),
        "{again}"
    );
    round.world.app.run_jobs().await;
    let letter = round.world.app.newest_mail_to("applicant1@example.org").await;
    assert!(
        letter.contains("We liked what you wrote.") && letter.contains("/applications/"),
        "{letter}"
    );
    // A letter of their own; what nothing fills is refused, and so is a second line in the subject.
    let own = |subject: &str, body: &str| json!({ "ids": [ids[2]], "event": "refuse", "letter": { "subject": subject, "body": body } });
    for (subject, body) in [
        ("Hi", "Dear {{name}}"),
        ("Hi\r\nBcc: x@example.org", "Dear {{first_name}}"),
    ] {
        round.decide(own(subject, body)).await.expect(422);
    }
    round
        .decide(own("About {{call}}", "Dear {{first_name}}, not this time."))
        .await
        .expect(200);
    round
        .decide(json!({ "ids": [ids[3]], "event": "wait" }))
        .await
        .expect(200);
    // A day that is over, a step of the applicant's, and no day at all.
    let past = json!({ "ids": [ids[3]], "event": "offer", "offer_until": "2020-01-01" });
    round.decide(past).await.expect(422);
    round
        .decide(json!({ "ids": [ids[3]], "event": "offer" }))
        .await
        .expect(422);
    round
        .decide(json!({ "ids": [ids[3]], "event": "accept" }))
        .await
        .expect(422);
    let view = round
        .world
        .admin
        .get(&round.path("selection"))
        .await
        .expect(200)
        .json;
    assert_eq!((&view["offered"], &view["free"]), (&json!(2), &json!(0)));
    assert_eq!(view["next"][0]["id"], ids[3].as_str());
}

#[tokio::test]
async fn a_yes_makes_a_mentor_in_training_and_a_no_frees_the_place_for_a_person_to_give() {
    let round = Round::start(3, 0, |call| call["places"] = json!(1)).await;
    let (lead, _) = staff(&round.world, "lead@example.org", Role::SchemeLead).await;
    let ids = &round.applications;
    round
        .decide(json!({ "ids": [ids[1], ids[2]], "event": "wait" }))
        .await
        .expect(200);
    // Nobody accepts what was not offered.
    step(&round.applicants[0], &ids[0], "accept").await.expect(409);
    round.offer(&[&ids[0]]).await;
    let no = step(&round.applicants[0], &ids[0], "turn_down").await.expect(200);
    assert_eq!(no.json["state"], "turned_down");
    round.world.app.run_jobs().await;
    let letter = round.world.app.newest_mail_to("lead@example.org").await;
    assert!(letter.contains("A place has become free"), "{letter}");
    // By itself, nothing happened to the waiting list.
    assert_eq!(round.state(&ids[1]).await, "waiting_list");
    let view = lead.get(&round.path("selection")).await.expect(200).json;
    assert_eq!(
        (&view["free"], &view["next"][0]["id"]),
        (&json!(1), &json!(ids[1]))
    );
    round.offer(&[&ids[1]]).await;
    let yes = step(&round.applicants[1], &ids[1], "accept")
        .await
        .expect(200)
        .json;
    assert_eq!(yes["state"], "accepted");
    let steps = yes["onboarding"].as_array().unwrap();
    let of = |label: &str| {
        steps
            .iter()
            .find(|s| s["label"].as_str().unwrap().contains(label))
            .unwrap()
            .clone()
    };
    assert_eq!(
        of("code of conduct")["said"],
        "You agreed to version 1 when you applied."
    );
    assert_eq!(of("training")["is_done"], false);
    // Twice is once, and they are in training at once.
    step(&round.applicants[1], &ids[1], "accept").await.expect(200);
    let training = round.applicants[1].get("/me/training").await.expect(200);
    assert!(training.text.contains(&round.world.scheme), "{}", training.text);
    let mentors = round
        .world
        .admin
        .get(&round.world.path("participants?role=mentor&q=applicant1"))
        .await
        .expect(200);
    assert_eq!(
        mentors.json["items"].as_array().unwrap().len(),
        1,
        "{}",
        mentors.text
    );
    assert_eq!(
        mentors.json["items"][0]["clearance"], "not_started",
        "{}",
        mentors.text
    );
}

#[tokio::test]
async fn an_offer_that_nobody_answers_runs_out_at_the_end_of_its_day() {
    let round = Round::start(2, 0, |_| {}).await;
    let ids = &round.applications;
    round.offer(&[&ids[0], &ids[1]]).await;
    let own = round.applicants[0]
        .get(&format!("/me/applications/{}", ids[0]))
        .await
        .expect(200)
        .json;
    let until: chrono::DateTime<chrono::Utc> = own["offer_until"].as_str().unwrap().parse().unwrap();
    let clock = &round.world.app.app.clock;
    let who = async |email: &str| {
        let person = round.world.person_of(email).await;
        let app = &round.world.app;
        app.client().with_token(&app.token_for(person))
    };
    // In the last second it still stands.
    clock.advance(until - clock.now());
    round.world.app.run_jobs().await;
    let writer = who("applicant1@example.org").await;
    step(&writer, &ids[1], "accept").await.expect(200);
    clock.advance(Duration::seconds(2));
    round.world.app.run_jobs().await;
    let admin = round.world.app.person("admin2@example.org").await;
    round.world.app.grant(admin, Role::InstitutionAdmin, None).await;
    let admin = round
        .world
        .app
        .client()
        .with_token(&round.world.app.token_for(admin));
    let state =
        async |id: &str| admin.get(&format!("/applications/{id}")).await.expect(200).json["state"].clone();
    assert_eq!(state(&ids[0]).await, "lapsed");
    assert_eq!(state(&ids[1]).await, "accepted");
    let late = who("applicant0@example.org").await;
    step(&late, &ids[0], "accept").await.expect(409);
    let letter = round.world.app.newest_mail_to("applicant0@example.org").await;
    assert!(letter.contains("offer has run out"), "{letter}");
}

//! Every role against every operation of the document.
//!
//! A new operation needs one line in [`TABLE`]: its id and what it asks for. Without it this test fails.

use crate::app::TestApp;
use crate::client::Client;
use cairn::identity::entity::role_grant;
use cairn::identity::token;
use cairn_domain::identity::{Action, Actor, Grant, Role, policy};
use cairn_domain::ids::{GrantId, PersonId, SchemeId, TutorGroupId};
use reqwest::Method;
use sea_orm::{ActiveModelTrait as _, Set};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What an operation asks for.
#[derive(Clone, Copy, Debug)]
enum Asks {
    /// Nothing: anybody may call it.
    Nothing,
    /// The refresh cookie, and the header that only our pages send.
    Cookie,
    /// Permission, however far it reaches.
    For(Action),
    /// Permission in the whole institution.
    Everywhere(Action),
}
use Action::*;
use Asks::{Cookie, Everywhere, For, Nothing};

const TABLE: &[(&str, Asks)] = &[
    // identity
    ("sign_in", Nothing),
    ("refresh", Cookie),
    ("sign_out", Cookie),
    ("sign_out_everywhere", For(EditOwn)),
    ("forgotten_password", Nothing),
    ("reset_password", Nothing),
    ("preview_invitation", Nothing),
    ("accept_invitation", Nothing),
    ("confirm_email_change", Nothing),
    ("read_me", For(ReadOwn)),
    ("change_profile", For(EditOwn)),
    ("change_settings", For(EditOwn)),
    ("change_password", For(EditOwn)),
    ("ask_email_change", For(EditOwn)),
    ("list_sessions", For(ReadOwn)),
    ("end_session", For(EditOwn)),
    ("list_people", For(ReadPeople)),
    ("invite_person", For(EditPeople)),
    ("invite_participants", For(EditPeople)),
    ("give_role", For(EditPeople)),
    ("take_role", For(EditPeople)),
    ("close_account", For(EditPeople)),
    // cohorts
    ("list_faculties", For(ReadCohort)),
    ("add_faculty", For(EditInstitution)),
    ("list_schools", For(ReadCohort)),
    ("add_school", For(EditInstitution)),
    ("list_programmes", For(ReadCohort)),
    ("add_programme", For(EditInstitution)),
    ("list_campuses", For(ReadCohort)),
    ("add_campus", For(EditInstitution)),
    ("add_tutor_group", For(EditCohort)),
    ("add_seminar_group", For(EditCohort)),
    ("list_participants", For(ReadCohort)),
    ("add_participant", For(EditCohort)),
    ("read_participant", For(ReadCohort)),
    ("change_participant", For(EditCohort)),
    ("list_schemes", For(ReadScheme)),
    ("create_scheme", For(CreateScheme)),
    ("read_scheme", For(ReadScheme)),
    ("update_scheme", For(EditScheme)),
    ("copy_scheme", For(CreateScheme)),
    ("read_overview", For(ReadCohort)),
    ("read_lists", For(ReadCohort)),
    ("upload_import", For(ImportCohort)),
    ("list_imports", For(ImportCohort)),
    ("read_import", For(ImportCohort)),
    ("map_import", For(ImportCohort)),
    ("check_import", For(ImportCohort)),
    ("read_import_errors", For(ImportCohort)),
    ("apply_import", For(ImportCohort)),
    ("list_import_profiles", For(ImportCohort)),
    ("add_import_profile", For(ImportCohort)),
    ("delete_import_profile", For(ImportCohort)),
    // groups
    ("list_groups", For(ReadGroups)),
    ("show_dashboard", For(ReadGroups)),
    ("my_groups", For(ReadOwnGroups)),
    ("list_proposals", For(ReadProposals)),
    ("propose_groups", For(EditProposals)),
    ("show_proposal", For(ReadProposals)),
    ("discard_proposal", For(EditProposals)),
    ("move_in_proposal", For(EditProposals)),
    ("undo_in_proposal", For(EditProposals)),
    ("publish_proposal", For(PublishProposal)),
    ("list_pins", For(ReadProposals)),
    ("add_pin", For(EditProposals)),
    ("remove_pin", For(EditProposals)),
    ("list_keep_apart", For(ReadProposals)),
    ("add_keep_apart", For(EditProposals)),
    ("remove_keep_apart", For(EditProposals)),
    ("show_group", For(ReadGroups)),
    ("move_member", For(EditGroups)),
    ("place_late_joiners", For(EditGroups)),
    ("ask_rematch", For(AskRematch)),
    ("cancel_rematch", For(AskRematch)),
    ("list_rematch_requests", For(DecideRematch)),
    ("decide_rematch", For(DecideRematch)),
    // recruitment
    ("list_calls", For(ReadRecruitment)),
    ("add_call", For(EditRecruitment)),
    ("read_call", For(ReadRecruitment)),
    ("change_call", For(EditRecruitment)),
    ("publish_call", For(EditRecruitment)),
    ("put_call_away", For(EditRecruitment)),
    ("list_applications", For(EditRecruitment)),
    ("read_application", For(EditRecruitment)),
    ("read_selection", For(EditRecruitment)),
    ("set_scorers", For(EditRecruitment)),
    ("deal_applications", For(EditRecruitment)),
    ("read_scores", For(EditRecruitment)),
    ("ask_another_scorer", For(EditRecruitment)),
    ("keep_agreed_scores", For(EditRecruitment)),
    ("keep_feedback", For(EditRecruitment)),
    ("decide_applications", For(EditRecruitment)),
    ("list_interview_slots", For(EditRecruitment)),
    ("add_interview_slots", For(EditRecruitment)),
    ("remove_interview_slot", For(EditRecruitment)),
    ("read_my_interview", For(ReadOwn)),
    ("book_interview", For(EditOwn)),
    ("cancel_interview", For(EditOwn)),
    ("list_my_scorings", For(ScoreApplications)),
    ("read_my_scoring", For(ScoreApplications)),
    ("keep_scores", For(ScoreApplications)),
    ("say_conflict", For(ScoreApplications)),
    ("read_open_call", Nothing),
    ("start_application", Nothing),
    ("list_my_applications", For(ReadOwn)),
    ("begin_application", For(EditOwn)),
    ("read_my_application", For(ReadOwn)),
    ("save_application", For(EditOwn)),
    ("step_application", For(EditOwn)),
    // training
    ("my_training", For(DoTraining)),
    ("sign_code_of_conduct", For(DoTraining)),
    ("learn_module", For(DoTraining)),
    ("keep_progress", For(DoTraining)),
    ("refresh_module", For(DoTraining)),
    ("start_attempt", For(DoTraining)),
    ("read_attempt", For(DoTraining)),
    ("keep_answers", For(DoTraining)),
    ("submit_attempt", For(DoTraining)),
    ("list_modules", For(ReadTraining)),
    ("add_module", For(EditTraining)),
    ("read_module", For(ReadTraining)),
    ("keep_draft", For(EditTraining)),
    ("drop_draft", For(EditTraining)),
    ("place_module", For(EditTraining)),
    ("publish_module", For(EditTraining)),
    ("archive_module", For(EditTraining)),
    ("restore_module", For(EditTraining)),
    ("export_module", For(ReadTraining)),
    ("read_version", For(ReadTraining)),
    ("preview_module", For(ReadTraining)),
    ("render_markdown", For(EditTraining)),
    ("list_posts", For(DiscussTraining)),
    ("add_post", For(DiscussTraining)),
    ("change_post", For(DiscussTraining)),
    ("remove_post", For(DiscussTraining)),
    ("report_post", For(DiscussTraining)),
    ("settle_reports", For(DiscussTraining)),
    ("list_post_reports", For(RecordTraining)),
    ("set_path", For(EditTraining)),
    ("read_training_settings", For(ReadTraining)),
    ("change_training_settings", For(EditTraining)),
    ("read_institution", For(ReadTraining)),
    ("change_institution", For(EditTraining)),
    ("show_training", For(ReadTraining)),
    ("list_mentors", For(ReadTraining)),
    ("list_questions", For(ReadTraining)),
    ("remind_mentors", For(RecordTraining)),
    ("read_mentor", For(ReadTraining)),
    ("accept_prior_learning", For(RecordTraining)),
    ("withdraw_completion", For(RecordTraining)),
    ("note_reference", For(RecordTraining)),
    ("take_completions", For(RecordTraining)),
    // recognition: the HEAR register and work-based learning
    ("read_hear_settings", For(ReadRecognition)),
    ("change_hear_settings", For(EditRecognition)),
    ("list_hear_activities", For(ReadRecognition)),
    ("add_hear_activity", For(EditRecognition)),
    ("change_hear_activity", For(EditRecognition)),
    ("confirm_hear_activity", For(EditRecognition)),
    ("list_hear_entries", For(ReadRecognition)),
    ("read_hear_entry", For(ReadRecognition)),
    ("verify_hear_entries", For(ConfirmEvidence)),
    ("reopen_hear_entry", For(GrantAwards)),
    ("export_hear", For(ReadRecognition)),
    ("ask_hear_entry", For(EarnRecognition)),
    ("take_back_hear_entry", For(EarnRecognition)),
    ("list_wbl_outcomes", For(ReadRecognition)),
    ("set_wbl_outcomes", For(EditRecognition)),
    ("my_wbl_outcomes", For(EarnRecognition)),
    ("list_wbl_claims", For(ReadRecognition)),
    ("read_wbl_claim", For(ReadRecognition)),
    ("comment_wbl_claim", For(ConfirmEvidence)),
    ("decide_wbl_claim", For(ConfirmEvidence)),
    ("read_portfolio", For(ReadRecognition)),
    ("open_wbl_claim", For(EarnRecognition)),
    ("my_wbl_claim", For(EarnRecognition)),
    ("step_wbl_claim", For(EarnRecognition)),
    ("my_portfolio", For(EarnRecognition)),
    // recognition: evidence
    ("my_recognition", For(EarnRecognition)),
    ("say_skills", For(EarnRecognition)),
    ("list_my_evidence", For(EarnRecognition)),
    ("add_evidence", For(EarnRecognition)),
    ("change_evidence", For(EarnRecognition)),
    ("withdraw_evidence", For(EarnRecognition)),
    ("choose_hours", For(EarnRecognition)),
    ("list_evidence", For(ReadRecognition)),
    ("take_evidence", For(ConfirmEvidence)),
    ("decide_evidence", For(ConfirmEvidence)),
    ("sign_off", For(ConfirmEvidence)),
    ("list_thanks", For(ThankMentor)),
    ("say_thanks", For(ThankMentor)),
    ("take_back_thanks", For(ThankMentor)),
    ("show_recognition", For(ReadRecognition)),
    ("list_recognition", For(ReadRecognition)),
    // recognition: awards, appeals, badges
    ("list_awards", For(ReadRecognition)),
    ("add_award", For(EditRecognition)),
    ("read_award", For(ReadRecognition)),
    ("change_award", For(EditRecognition)),
    ("put_award_aside", For(EditRecognition)),
    ("restore_award", For(EditRecognition)),
    ("try_award_rule", For(EditRecognition)),
    ("grant_award", For(GrantAwards)),
    ("read_grant_run", For(GrantAwards)),
    ("list_award_grants", For(ReadRecognition)),
    ("revoke_award", For(GrantAwards)),
    ("rename_award_grant", For(GrantAwards)),
    ("verify_code", Nothing),
    ("appeal", For(EarnRecognition)),
    ("take_appeal_back", For(EarnRecognition)),
    ("list_appeals", For(GrantAwards)),
    ("answer_appeal", For(GrantAwards)),
    ("read_certificate_template", For(ReadRecognition)),
    ("change_certificate_template", For(EditRecognition)),
    ("preview_certificate", For(EditRecognition)),
    ("download_certificate", For(ReadRecognition)),
    ("download_own_certificate", For(EarnRecognition)),
    ("print_certificates", For(GrantAwards)),
    ("read_certificate_batch", For(GrantAwards)),
    ("download_certificates", For(GrantAwards)),
    ("download_badge", For(ReadRecognition)),
    ("download_own_badge", For(EarnRecognition)),
    ("read_badge_issuer", Nothing),
    ("read_badge_key", Nothing),
    ("read_badge_picture", Nothing),
    ("read_achievement", Nothing),
    ("read_badge_status", Nothing),
    ("read_badge", Nothing),
    // operations
    ("read_about", Nothing),
    ("create_event_ticket", For(ReadOwn)),
    ("follow_events", Nothing),
    ("list_mail", For(ReadMail)),
    ("read_mail", For(ReadMail)),
    ("list_jobs", Everywhere(ReadOperations)),
    ("retry_job", Everywhere(ReadOperations)),
    ("list_audit_events", For(ReadOperations)),
];

/// One operation of the document, ready to call with ids that lead nowhere.
struct Operation {
    id: String,
    method: Method,
    path: String,
    has_body: bool,
}

fn operations() -> Vec<Operation> {
    let document = serde_json::to_value(cairn::app::document()).unwrap();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else {
                continue;
            };
            if !operation.is_object() {
                continue;
            }
            let path: Vec<_> = path
                .split('/')
                .map(|part| match part.starts_with('{') {
                    true => Uuid::now_v7().to_string(),
                    false => part.to_owned(),
                })
                .collect();
            found.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method,
                path: path.join("/"),
                has_body: operation.get("requestBody").is_some(),
            });
        }
    }
    found
}

async fn call(client: &Client, operation: &Operation) -> (u16, Value) {
    let mut request = client.request(operation.method.clone(), &operation.path);
    if operation.has_body {
        request = request.json(&json!({}));
    }
    let answer = client.send(request).await;
    (answer.status.as_u16(), answer.json)
}

#[test]
fn every_operation_has_exactly_one_line_in_the_table() {
    let listed: BTreeSet<_> = TABLE.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(listed.len(), TABLE.len(), "an id is listed twice");
    let documented: BTreeSet<_> = operations().into_iter().map(|o| o.id).collect();
    let missing: Vec<_> = documented.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&documented).collect();
    assert!(missing.is_empty(), "add to TABLE in permissions.rs: {missing:?}");
    assert!(gone.is_empty(), "remove from TABLE in permissions.rs: {gone:?}");
}

/// A caller for each role.
async fn one_of_each(app: &TestApp) -> Vec<(Role, Client)> {
    let scheme = app.bare_scheme("Mine").await;
    let mut people = Vec::new();
    for role in Role::ALL {
        let person = app.person(&format!("{role}@example.org")).await;
        role_grant::ActiveModel {
            id: Set(Uuid::now_v7()),
            person_id: Set(person.0),
            role: Set(role.as_str().into()),
            scheme_id: Set((*role != Role::InstitutionAdmin).then_some(scheme.0)),
            programme_id: Set(None),
            tutor_group_id: Set((*role == Role::PersonalTutor).then(Uuid::now_v7)),
            granted_by: Set(None),
            created_at: Set(app.app.clock.now()),
        }
        .insert(&app.app.db)
        .await
        .unwrap();
        // Without a session, so that signing out everywhere doesn't end it.
        let token = token::issue(&app.app, person, None, app.app.clock.now()).unwrap();
        people.push((*role, app.client().with_token(&token)));
    }
    people
}

/// What the policy says of a role that is held in a whole scheme.
fn is_allowed(role: Role, action: Action) -> bool {
    let whole = Grant {
        id: GrantId(Uuid::nil()),
        role,
        scheme_id: Some(SchemeId(Uuid::nil())),
        programme_id: None,
        tutor_group_id: Some(TutorGroupId(Uuid::nil())),
    };
    let actor = Actor {
        person_id: PersonId(Uuid::nil()),
        session_id: None,
        grants: vec![whole],
    };
    policy::scope_for(&actor, action).is_some()
}

#[tokio::test]
async fn every_role_may_do_what_the_policy_says_and_nothing_else() {
    let app = TestApp::start().await;
    let people = one_of_each(&app).await;
    let asks: BTreeMap<_, _> = TABLE.iter().copied().collect();
    let stranger = app.client();
    for operation in operations() {
        let what = format!("{} {} ({})", operation.method, operation.path, operation.id);
        let (status, _) = call(&stranger, &operation).await;
        let (action, everywhere) = match asks.get(operation.id.as_str()) {
            None => panic!("{what} is missing in TABLE"),
            Some(Nothing) => {
                assert!(
                    !matches!(status, 401 | 403 | 500..),
                    "{what}: {status} for a stranger"
                );
                continue;
            }
            Some(Cookie) => {
                assert!(matches!(status, 401 | 204), "{what}: {status} without a cookie");
                continue;
            }
            Some(For(action)) => (*action, false),
            Some(Everywhere(action)) => (*action, true),
        };
        assert_eq!(status, 401, "{what} for a stranger");
        for (role, client) in &people {
            let own = matches!(action, ReadOwn | EditOwn);
            let far_enough = !everywhere || *role == Role::InstitutionAdmin;
            let (status, body) = call(client, &operation).await;
            let may = own || is_allowed(*role, action);
            if may && far_enough {
                assert!(
                    !matches!(status, 401 | 403 | 500..),
                    "{what} as {role}: {status} {body}"
                );
            } else {
                assert_eq!(status, 403, "{what} as {role}: {body}");
                assert_eq!(body["type"], "/problems/not-allowed", "{what} as {role}");
            }
        }
    }
}

//! The API's document says everything that a caller needs, and its examples are what the server takes and gives.

use crate::app::TestApp;
use crate::client::{Answer, Client};
use cairn_domain::cohorts::*;
use cairn_domain::groups::*;
use cairn_domain::identity::*;
use cairn_domain::operations::*;
use cairn_domain::paging::Page;
use cairn_domain::problem::{Check, MEDIA_TYPE, Problem};
use cairn_domain::recognition::*;
use cairn_domain::recruitment::*;
use cairn_domain::training::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
const JSON: &str = "application/json";

struct Operation {
    method: &'static str,
    path: String,
    said: Value,
}

impl Operation {
    fn id(&self) -> &str {
        self.said["operationId"].as_str().unwrap()
    }
    fn responses(&self) -> impl Iterator<Item = (u16, &Value)> {
        let all = self.said["responses"].as_object().unwrap().iter();
        all.map(|(status, response)| (status.parse().unwrap(), response))
    }
    /// Whom the document asks for: nobody, the refresh cookie, or (as everywhere) a token.
    fn asks_for(&self) -> &str {
        match self.said["security"].as_array().map(Vec::as_slice) {
            None => "bearer",
            Some([one]) if one == &serde_json::json!({}) => "nothing",
            Some([one]) => one.as_object().unwrap().keys().next().unwrap(),
            other => panic!("{}: {other:?}", self.id()),
        }
    }
    fn takes(&self, header: &str) -> bool {
        let parameters = self.said["parameters"].as_array();
        parameters
            .into_iter()
            .flatten()
            .any(|p| p["name"] == header && p["in"] == "header")
    }
}

fn document() -> Value {
    serde_json::to_value(cairn::app::document()).unwrap()
}

fn operations() -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, item) in document()["paths"].as_object().unwrap() {
        for method in METHODS {
            if let Some(said) = item.get(method) {
                let (path, said) = (path.clone(), said.clone());
                found.push(Operation { method, path, said });
            }
        }
    }
    found
}

/// Every operation of which something is wrong, and what.
fn wrong(check: impl Fn(&Operation) -> Option<String>) -> Vec<String> {
    let all = operations();
    assert!(all.len() > 80, "only {} operations", all.len());
    let faults = all
        .iter()
        .filter_map(|o| Some(format!("{}: {}", o.id(), check(o)?)));
    faults.collect()
}

#[test]
fn every_operation_has_an_id_of_its_own() {
    let all = operations();
    let ids: BTreeSet<_> = all.iter().map(Operation::id).collect();
    assert_eq!(ids.len(), all.len());
}

#[test]
fn every_operation_says_in_a_line_what_it_does_and_below_what_to_know() {
    let faults = wrong(|o| {
        let summary = o.said["summary"].as_str().unwrap_or_default();
        let description = o.said["description"].as_str().unwrap_or_default();
        if summary.is_empty() || summary.chars().count() > 120 {
            return Some(format!("a summary of 1 to 120 characters, not \"{summary}\""));
        }
        if description.split_whitespace().count() < 5 {
            return Some(format!("a description, not \"{description}\""));
        }
        let repeats = description.contains(summary.trim_end_matches('.'));
        repeats.then(|| "a description that says more than the summary".to_owned())
    });
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_refusal_that_an_operation_can_give_is_listed_as_a_problem() {
    let faults = wrong(|o| {
        let mut needed = BTreeSet::from([400, 429, 500, 503]);
        if o.asks_for() != "nothing" {
            needed.extend([401, 403]);
        }
        if o.path.contains('{') {
            needed.insert(404);
        }
        if let Some(body) = o.said.get("requestBody") {
            needed.extend([413, 422]);
            if body["content"].get(JSON).is_some() {
                needed.insert(415);
            }
        }
        if o.takes("If-Match") {
            needed.extend([412, 428]);
        }
        if o.takes("Idempotency-Key") {
            needed.extend([409, 422]);
        }
        let listed: BTreeSet<u16> = o.responses().map(|(status, _)| status).collect();
        let missing: Vec<_> = needed.difference(&listed).collect();
        if !missing.is_empty() {
            return Some(format!("{missing:?} missing"));
        }
        o.responses()
            .filter(|(status, _)| *status >= 400)
            .find_map(|(status, response)| {
                let content = &response["content"][MEDIA_TYPE];
                let is_problem = content["schema"]["$ref"] == "#/components/schemas/Problem";
                let example = serde_json::from_value::<Problem>(content["example"].clone());
                let fits = example.is_ok_and(|p| p.status == status);
                let says = response["description"].as_str().is_some_and(|d| !d.is_empty());
                (!is_problem || !fits || !says)
                    .then(|| format!("{status} needs a description and a Problem with an example"))
            })
    });
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_operation_says_what_a_success_looks_like() {
    let faults = wrong(|o| {
        let successes: Vec<_> = o.responses().filter(|(status, _)| *status < 300).collect();
        let [(status, response)] = successes.as_slice() else {
            return Some(format!("{} successes", successes.len()));
        };
        if response["description"].as_str().is_none_or(str::is_empty) {
            return Some(format!("{status} without a description"));
        }
        let Some(content) = response["content"].as_object() else {
            let empty = matches!(status, 202 | 204);
            return (!empty).then(|| format!("{status} without a body"));
        };
        if *status == 204 {
            return Some("204 with a body".to_owned());
        }
        content.iter().find_map(|(media, content)| {
            let shown = content.get("example").is_some() || content["schema"]["format"] == "binary";
            (content.get("schema").is_none() || !shown)
                .then(|| format!("{media} without a schema or an example"))
        })
    });
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_signed_in_post_can_be_sent_again_safely() {
    let faults = wrong(|o| {
        let repeatable = o.method == "post" && o.asks_for() == "bearer";
        (o.takes("Idempotency-Key") != repeatable)
            .then(|| "an Idempotency-Key on signed-in POSTs and nowhere else".to_owned())
    });
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Sends an operation its own example, with ids that lead nowhere.
async fn sent(client: &Client, operation: &Operation) -> Answer {
    let parts = operation.path.split('/').map(|part| match part.starts_with('{') {
        true => Uuid::now_v7().to_string(),
        false => part.to_owned(),
    });
    let path = parts.collect::<Vec<_>>().join("/");
    let request = client.request(operation.method.to_uppercase().parse().unwrap(), &path);
    let needed = operation.said["parameters"].as_array().into_iter().flatten();
    let needed = needed.filter(|p| p["in"] == "query" && p["required"] == true);
    let query = needed.map(|p| (p["name"].as_str().unwrap(), Uuid::now_v7().to_string()));
    let request = request.query(&query.collect::<Vec<_>>());
    let request = request.header("if-match", "\"1\"");
    let body = &operation.said["requestBody"]["content"][JSON]["example"];
    client
        .send(if body.is_null() {
            request
        } else {
            request.json(body)
        })
        .await
}

#[tokio::test]
async fn every_answer_to_an_example_is_listed_and_no_example_is_refused_for_its_shape() {
    let app = TestApp::start().await;
    // Without a session, so that signing out doesn't end it.
    let admin = app.person("admin@example.org").await;
    app.grant(admin, Role::InstitutionAdmin, None).await;
    let callers = [app.client(), app.client().with_token(&app.token_for(admin))];
    for operation in operations() {
        for client in &callers {
            let answer = sent(client, &operation).await;
            let status = answer.status.as_u16();
            let what = format!("{} answered {status}: {}", operation.id(), answer.text);
            assert!(!matches!(status, 400 | 415 | 428 | 500..), "{what}");
            let listed = operation.responses().find(|(listed, _)| *listed == status);
            let (_, response) = listed.unwrap_or_else(|| panic!("{what}, which the document doesn't list"));
            if !answer.text.is_empty() {
                let media = answer.headers["content-type"].to_str().unwrap();
                let media = media.split(';').next().unwrap();
                assert!(response["content"].get(media).is_some(), "{what} as {media}");
            }
        }
    }
}

/// Reads an example as its type and writes it again.
type Reading = fn(&Value) -> Result<Value, String>;

fn taken<T: DeserializeOwned + Serialize + Check>(example: &Value) -> Result<Value, String> {
    let read: T = serde_json::from_value(example.clone()).map_err(|e| e.to_string())?;
    match read.faults().as_slice() {
        [] => serde_json::to_value(read).map_err(|e| e.to_string()),
        faults => Err(format!("{faults:?}")),
    }
}

fn given<T: DeserializeOwned + Serialize>(example: &Value) -> Result<Value, String> {
    let read: T = serde_json::from_value(example.clone()).map_err(|e| e.to_string())?;
    serde_json::to_value(read).map_err(|e| e.to_string())
}

macro_rules! types {
    ($how:ident: $($type:ty),* $(,)?) => { vec![$((<$type as ToSchema>::name().into_owned(), $how::<$type> as Reading)),*] };
}

/// What can be sent.
fn inputs() -> Vec<(String, Reading)> {
    types![taken:
        AcceptInvitation, ChangeEmail, ChangePassword, CopyScheme, DecideRematch, ForgottenPassword, ImportMapping,
        ImportProfileInput, InviteParticipants, LinkToken, MoveInProposal, MoveMember, Named, NewGrant, NewInvitation,
        NewKeepApart, NewParticipant, NewPin, NewProposal, NewRematchRequest, ParticipantPatch, PersonSettings, Profile,
        ProgrammeInput, ResetPassword, SchemeInput, SchoolInput, SignIn, TeachingGroupInput,
        AnswersInput, ExternalCompletions, MarkdownInput, ModuleContent, ModulePlace, NewModule, NewPriorLearning, NewReminder,
        NewTrainingPost, ProgressStep, PublishModule, ReferenceInput, SignCodeOfConduct, TrainingInstitution, TrainingPath,
        TrainingPostPatch, TrainingPostReport, TrainingSettings, WithdrawCompletion,
        CertificateTemplate, NewCertificateBatch, AppealAnswer, AwardContent, DryRun, NewAppeal, NewAward, NewGrants, Revocation,
        EvidenceDecisions, EvidencePatch, ExternalEvidence, HoursChoice, NewEvidence, NewSignOff, NewThanks, SkillsStatement,
        HearActivityContent, HearSettings, HearVerifications, NewHearActivity, NewHearEntry, NewWblClaim, NewWblComment,
        Revocation, WblOutcomes, WblStep,
        ApplicationDraft, ApplicationStep, CallContent, NewApplication, NewCall, StartApplication,
        AgreedScores, AnotherScorer, ApplicationDecisions, ApplicationFeedback, CallScorers, ScoringConflict, ScoringInput, BookInterview, NewInterviewSlots,
    ]
}

/// What comes back.
fn outputs() -> Vec<(String, Reading)> {
    let mut all = types![given:
        AboutView, AccessToken, CampusView, CohortImportView, Done, EventTicket, FacultyView, cairn_domain::identity::GrantView, GroupChanges,
        GroupView, GroupsDashboard, ImportProfileView, InvitationPreview, KeepApartView, MailMessage, Me, MyGroups,
        ParticipantView, PersonSummary, PinView, ProgrammeView, ProposalSummary, ProposalView, RematchRequestView,
        SchemeLists, SchemeOverview, SchemeView, SchoolView, SeminarGroupView, SessionView, TutorGroupView,
        AttemptView, ExternalCompletionsReport, LearnModule, MarkdownView, MentorTrainingDetail, ModuleContent, ModuleFile, ReportedPost,
        ModuleSummary, ModuleView, MyTraining, QuestionAnalysis, ReminderView, TrainingDashboard, TrainingInstitutionView,
        TrainingPostView, TrainingSettingsView,
        CertificateBatchView, CertificateTemplateView, AppealView, AwardView, DryRunView, GrantRunView, Verification,
        EvidenceDecided, EvidenceView, ExternalEvidenceResult, HoursChoiceView, MyRecognition, RecognitionDashboard,
        SkillsStatement, ThanksView,
        HearActivityView, HearEntryDetail, HearExportLine, HearSettingsView, HearVerified, MyHearEntry, MyWbl,
        WblClaimView, WblOutcomeView,
        ApplicationListItem, ApplicationView, CallView, OwnApplication, PublicCall,
        ApplicationScores, ApplicationsDecided, InterviewSlotView, OwnInterview, OwnScoring, ScoringSheet, SelectionView,
    ];
    all.extend(types![given: cairn_domain::recognition::GrantView]);
    let awards: Reading = given::<Page<cairn_domain::recognition::GrantView>>;
    all.push(("Page_AwardGrantView".to_owned(), awards));
    macro_rules! pages {
        ($($type:ident),* $(,)?) => { all.extend([$((concat!("Page_", stringify!($type)).to_owned(), given::<Page<$type>> as Reading)),*]) };
    }
    pages![
        AppealView,
        ApplicationSummary,
        AuditEventView,
        CohortImportView,
        EvidenceView,
        GroupSummary,
        HearEntryView,
        JobView,
        MailSummary,
        MentorRecognition,
        MentorTraining,
        ParticipantView,
        PersonSummary,
        SchemeView,
        TrainingPostView,
        WblClaimSummary,
    ];
    all
}

/// What is wrong with an example of a body, if something is.
fn fault_of(content: &Value, types: &[(String, Reading)]) -> Option<String> {
    let (schema, example) = (&content["schema"], &content["example"]);
    if schema["type"] == "array" {
        let items = example.as_array().filter(|items| !items.is_empty());
        let Some(items) = items else {
            return Some("a list without anything in it".to_owned());
        };
        return items.iter().find_map(|item| {
            fault_of(
                &serde_json::json!({ "schema": schema["items"], "example": item }),
                types,
            )
        });
    }
    let name = schema["$ref"].as_str()?.rsplit('/').next()?;
    let Some((_, read)) = types.iter().find(|(known, _)| known == name) else {
        return Some(format!("{name} is missing in tests/api/openapi.rs"));
    };
    match read(example) {
        Err(why) => Some(format!("{name}: {why}")),
        Ok(again) => unlike("", example, &again).map(|at| format!("{name}: {at} is not read or differs")),
    }
}

/// Where an example says something that isn't kept when it is read, or a placeholder.
fn unlike(at: &str, example: &Value, again: &Value) -> Option<String> {
    match (example, again) {
        (Value::Object(said), Value::Object(again)) => said.iter().find_map(|(name, value)| {
            unlike(
                &format!("{at}/{name}"),
                value,
                again.get(name).unwrap_or(&Value::Null),
            )
        }),
        (Value::Array(said), Value::Array(again)) if said.len() == again.len() => {
            let pairs = said.iter().zip(again).enumerate();
            pairs
                .into_iter()
                .find_map(|(i, (said, again))| unlike(&format!("{at}/{i}"), said, again))
        }
        (Value::String(said), _) if said == "string" => Some(at.to_owned()),
        (Value::Number(said), Value::Number(again)) if said.as_f64() == again.as_f64() => None,
        (said, again) => (said != again).then(|| at.to_owned()),
    }
}

#[test]
fn every_example_of_a_request_is_one_that_the_server_takes() {
    let types = inputs();
    let faults = wrong(|o| {
        let body = &o.said.get("requestBody")?["content"];
        match body.get(JSON) {
            Some(json) => fault_of(json, &types),
            None => body
                .as_object()?
                .is_empty()
                .then(|| "a body of no kind".to_owned()),
        }
    });
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_example_of_an_answer_is_one_that_the_server_gives() {
    let types = outputs();
    let faults = wrong(|o| {
        let (_, response) = o.responses().find(|(status, _)| *status < 300)?;
        fault_of(response["content"].get(JSON)?, &types)
    });
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_word_of_the_document_is_the_word_on_the_wire() {
    fn words<T: ToSchema>(all: &[T], word: fn(&T) -> String) {
        let schema = serde_json::to_value(T::schema()).unwrap();
        let documented: Vec<_> = schema["enum"]
            .as_array()
            .unwrap()
            .iter()
            .map(|w| w.as_str().unwrap())
            .collect();
        assert_eq!(
            documented,
            all.iter().map(word).collect::<Vec<_>>(),
            "{}",
            T::name()
        );
    }
    words(Role::ALL, |w| w.as_str().to_owned());
    words(EntryStatus::ALL, |w| w.as_str().to_owned());
    words(ProposalState::ALL, |w| w.as_str().to_owned());
    words(JobState::ALL, |w| w.as_str().to_owned());
}

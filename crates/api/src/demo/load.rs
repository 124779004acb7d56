//! Fills an empty installation.

use super::{ACCOUNTS, PASSWORD};
use crate::cohorts::entity::{participant, programme, scheme, tutor_group};
use crate::cohorts::import::command::{Wish, import_content};
use crate::cohorts::service::participants::new_place;
use crate::ctx::{App, Ctx};
use crate::groups::service::wishes;
use crate::identity::entity::{account, person, role_grant};
use crate::identity::{house, store as people};
use crate::problem::{Problem, Result};
use crate::work::Work;
use actix_web::web::Bytes;
use cairn_domain::cohorts::{
    ClearanceStatus, EntryStatus, FheqLevel, GroupSizes, ParticipantRole, SchemeDates, SchemeInput, StudyMode,
};
use cairn_domain::groups::NewPin;
use cairn_domain::identity::{AccountStatus, Action, Role};
use cairn_domain::ids::{ParticipantId, PersonId, SchemeId};
use chrono::{Datelike as _, Days};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, Set,
};
use std::sync::Arc;
use uuid::Uuid;

/// One module's mentors and mentees. The other modules are there to be uploaded by hand.
const COHORT: [(&str, &[u8]); 2] = [
    (
        "aaa-mentors.csv",
        include_bytes!("../../../../demo/oulad/aaa-mentors.csv"),
    ),
    (
        "aaa-mentees.csv",
        include_bytes!("../../../../demo/oulad/aaa-mentees.csv"),
    ),
];

/// Adds what the demo needs and isn't there yet. Running it again changes nothing.
///
/// # Errors
/// When the database refuses, or the shipped files can't be read.
pub async fn load(app: &Arc<App>) -> Result<()> {
    let ctx = Ctx::internal(app);
    let first = scheme::Entity::find()
        .order_by_asc(scheme::Column::CreatedAt)
        .one(ctx.db())
        .await?;
    let scheme = match first {
        Some(there) => SchemeId(there.id),
        None => begin(&ctx).await?,
    };
    // Each step is looked for by itself: a start that was cut off is finished by the next.
    if is_empty(&ctx, scheme).await? {
        import_cohort(&ctx, scheme).await?;
    }
    if place_of(&ctx, scheme, Role::Mentor).await?.is_none() {
        join_scheme(&ctx, scheme).await?;
        pin_together(&ctx, scheme).await?;
    }
    super::training::give_a_past(&ctx, scheme).await?;
    super::recognition::give_a_past(&ctx, scheme).await?;
    super::recruitment::open_a_call(&ctx, scheme).await
}

/// Nobody's mentees came in yet: they are in the last of the files.
async fn is_empty(ctx: &Ctx, scheme: SchemeId) -> Result<bool> {
    let mentees = participant::Entity::find()
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::Role.eq(ParticipantRole::Mentee.as_str()));
    Ok(mentees.count(ctx.db()).await? == 0)
}

/// The scheme and the accounts.
async fn begin(ctx: &Ctx) -> Result<SchemeId> {
    let mut work = ctx.begin_as(None).await?;
    let scheme = add_scheme(&work).await?;
    let hash = ctx.app.passwords.hash(PASSWORD.into()).await?;
    for (role, given, family, email) in ACCOUNTS {
        let person = add_account(&work, given, family, email, &hash).await?;
        match role {
            Role::InstitutionAdmin => give(&work, person, role, None).await?,
            Role::SchemeLead | Role::Supervisor => give(&work, person, role, Some(scheme)).await?,
            Role::PersonalTutor | Role::Mentor | Role::Mentee => {}
        }
    }
    work.audit(
        Some(scheme),
        "demo.loaded",
        Some(scheme.0),
        "Loaded the demo scheme and its accounts.",
    )
    .await?;
    work.announce(cairn_domain::operations::Topic::Cohort, scheme.0, Some(scheme));
    work.commit().await?;
    Ok(scheme)
}

/// The demo's mentee stays with the demo's mentor, so that both see the group that somebody publishes.
async fn pin_together(ctx: &Ctx, scheme: SchemeId) -> Result<()> {
    let (mentor, mentee) = (
        place_of(ctx, scheme, Role::Mentor).await?,
        place_of(ctx, scheme, Role::Mentee).await?,
    );
    if let (Some(mentor_id), Some(mentee_id)) = (mentor, mentee) {
        let house = house::scope(Action::EditProposals)?;
        wishes::add_pin(ctx, &house, scheme, NewPin { mentee_id, mentor_id }).await?;
    }
    Ok(())
}

/// The place in the scheme of the demo's person with a role.
async fn place_of(ctx: &Ctx, scheme: SchemeId, role: Role) -> Result<Option<ParticipantId>> {
    let Some(address) = ACCOUNTS.iter().find(|a| a.0 == role).map(|a| a.3) else {
        return Ok(None);
    };
    let Some(person) = people::person_by_email(ctx.db(), address).await? else {
        return Ok(None);
    };
    let found = participant::Entity::find()
        .filter(participant::Column::SchemeId.eq(scheme.0))
        .filter(participant::Column::PersonId.eq(person.id))
        .one(ctx.db())
        .await?;
    Ok(found.map(|p| ParticipantId(p.id)))
}

/// The people of the demo come in as anybody's do: through an import.
async fn import_cohort(ctx: &Ctx, scheme: SchemeId) -> Result<()> {
    let house = house::scope(Action::ImportCohort)?;
    for (name, content) in COHORT {
        let content = Bytes::from_static(content);
        import_content(ctx, &house, scheme, name, content, Wish::default()).await?;
    }
    Ok(())
}

/// The scheme's dates lie around today, so that the demo is always two weeks before enrolment.
async fn add_scheme(work: &Work) -> Result<SchemeId> {
    let today = work.now.date_naive();
    let days = |n: i64| today.checked_add_signed(chrono::Duration::days(n));
    let enrolment = today.checked_add_days(Days::new(14)).unwrap_or(today);
    let year = enrolment.year();
    let level = |n| FheqLevel::new(n).map_err(|e| Problem::internal(&e));
    let input = SchemeInput {
        name: format!("Welcome {year}"),
        academic_year: format!("{year}/{:02}", (year + 1) % 100),
        intake: enrolment.format("%B").to_string(),
        mentor_level: level(5)?,
        mentee_levels: vec![level(3)?, level(4)?],
        dates: SchemeDates {
            recruitment_opens: days(-150),
            pre_enrolment_opens: days(-30),
            enrolment: Some(enrolment),
            census: days(56),
            ends: days(270),
        },
        sizes: GroupSizes::default(),
        time_zone: "Europe/London".into(),
        programme_ids: vec![],
    };
    let mut row = crate::cohorts::store::scheme::columns(&input, work.now);
    let id = Uuid::now_v7();
    row.id = Set(id);
    row.created_at = Set(work.now);
    row.version = Set(1);
    row.insert(work.tx()).await?;
    Ok(SchemeId(id))
}

async fn add_account(work: &Work, given: &str, family: &str, email: &str, hash: &str) -> Result<PersonId> {
    let id = PersonId(Uuid::now_v7());
    people::new_person(id, given, family, Some(email), work.now)
        .insert(work.tx())
        .await?;
    account::ActiveModel {
        person_id: Set(id.0),
        password_hash: Set(Some(hash.to_owned())),
        status: Set(AccountStatus::Active.as_str().into()),
        failed_sign_ins: Set(0),
        locked_until: Set(None),
        created_at: Set(work.now),
        activated_at: Set(Some(work.now)),
    }
    .insert(work.tx())
    .await?;
    Ok(id)
}

async fn give(work: &Work, person: PersonId, role: Role, scheme: Option<SchemeId>) -> Result<()> {
    crate::identity::service::give_role(work, person, role, scheme).await
}

/// Puts the demo's mentor, mentee and tutor among the imported people.
async fn join_scheme(ctx: &Ctx, scheme: SchemeId) -> Result<()> {
    let work = ctx.begin_as(None).await?;
    let programme = programme::Entity::find()
        .order_by_asc(programme::Column::Code)
        .one(work.tx())
        .await?;
    let tutors = tutor_group::Entity::find()
        .filter(tutor_group::Column::SchemeId.eq(scheme.0))
        .order_by_asc(tutor_group::Column::Name)
        .one(work.tx())
        .await?;
    let (programme, tutors) = (programme.map(|p| p.id), tutors.map(|t| t.id));
    for (role, _, _, email) in ACCOUNTS {
        let Some(person) = people::person_by_email(work.tx(), email).await? else {
            continue;
        };
        match role {
            Role::Mentor => {
                let about = "Second year. I commute from Wigan, and I still get lost in the library.";
                describe(
                    &work,
                    person.clone(),
                    "d0000001",
                    "she/her",
                    about,
                    &["climbing", "live music"],
                )
                .await?;
                participant_row(
                    &work,
                    scheme,
                    PersonId(person.id),
                    ParticipantRole::Mentor,
                    programme,
                    None,
                )
                .await?;
            }
            Role::Mentee => {
                let about = "Moving in two weeks. A bit unsure about the maths.";
                describe(
                    &work,
                    person.clone(),
                    "d0000002",
                    "he/him",
                    about,
                    &["climbing", "cooking"],
                )
                .await?;
                participant_row(
                    &work,
                    scheme,
                    PersonId(person.id),
                    ParticipantRole::Mentee,
                    programme,
                    tutors,
                )
                .await?;
            }
            Role::PersonalTutor => {
                role_grant::ActiveModel {
                    id: Set(Uuid::now_v7()),
                    person_id: Set(person.id),
                    role: Set(role.as_str().into()),
                    scheme_id: Set(Some(scheme.0)),
                    programme_id: Set(None),
                    tutor_group_id: Set(tutors),
                    granted_by: Set(None),
                    created_at: Set(work.now),
                }
                .insert(work.tx())
                .await?;
            }
            _ => {}
        }
    }
    work.commit().await
}

async fn describe(
    work: &Work,
    person: person::Model,
    number: &str,
    pronouns: &str,
    about: &str,
    interests: &[&str],
) -> Result<()> {
    use sea_orm::IntoActiveModel as _;
    let mut row = person.into_active_model();
    row.student_number = Set(Some(number.into()));
    row.pronouns = Set(Some(pronouns.into()));
    row.about = Set(Some(about.into()));
    row.interests = Set(serde_json::json!(interests));
    row.availability = Set(0b010_010_010_010_010);
    row.update(work.tx()).await?;
    Ok(())
}

async fn participant_row(
    work: &Work,
    scheme: SchemeId,
    person: PersonId,
    role: ParticipantRole,
    programme: Option<Uuid>,
    tutors: Option<Uuid>,
) -> Result<()> {
    let is_mentor = role == ParticipantRole::Mentor;
    let today = work.now.date_naive();
    let clearance = if is_mentor {
        ClearanceStatus::Cleared
    } else {
        ClearanceStatus::NotStarted
    };
    participant::ActiveModel {
        programme_id: Set(programme),
        level: Set(if is_mentor { 5 } else { 4 }),
        mode: Set(StudyMode::FullTime.as_str().into()),
        entry_status: Set(if is_mentor {
            EntryStatus::Enrolled
        } else {
            EntryStatus::Confirmed
        }
        .as_str()
        .into()),
        tutor_group_id: Set(tutors),
        capacity: Set(8),
        clearance: Set(clearance.as_str().into()),
        cleared_on: Set(is_mentor.then_some(today)),
        clearance_expires: Set(today.checked_add_days(Days::new(300)).filter(|_| is_mentor)),
        ..new_place(scheme, person, role, work.now)
    }
    .insert(work.tx())
    .await?;
    Ok(())
}

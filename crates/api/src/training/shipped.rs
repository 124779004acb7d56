//! The central modules that come with Cairn: ten files, one for each topic that mentors are trained in.
//!
//! Every start brings in what is missing. A newer text of a module becomes its next version, unless the institution has
//! published a version of its own: then theirs stays.

use super::entity::{training_module, training_module_version};
use super::service::authoring::columns_of;
use crate::ctx::{App, Ctx};
use crate::problem::{Problem, Result};
use crate::work::Work;
use cairn_domain::training::ModuleContent;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, Set,
};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

macro_rules! files {
    ($($name:literal),* $(,)?) => { [$(include_str!(concat!("../../content/training/", $name, ".toml"))),*] };
}

const FILES: [&str; 10] = files![
    "01-technology",
    "02-using-the-tools",
    "03-role",
    "04-working-with-staff",
    "05-activities",
    "06-welfare",
    "07-referral",
    "08-inclusion",
    "09-your-ideas",
    "10-social-media",
];

/// The owner of modules that are there for every scheme.
pub const CENTRAL: &str = "central";

/// What a version that came with Cairn says of itself.
const NOTE: &str = "Comes with Cairn.";

/// A module as it stands in a file.
#[derive(Deserialize)]
pub struct Shipped {
    pub key: String,
    #[serde(flatten)]
    pub content: ModuleContent,
}

/// # Errors
/// When a file that was built in can't be read: a fault of ours.
pub fn modules() -> Result<Vec<Shipped>> {
    FILES
        .iter()
        .map(|text| toml::from_str(text).map_err(|e| Problem::internal(&e)))
        .collect()
}

/// Brings in what is missing. Run twice, it does nothing the second time.
///
/// # Errors
/// When the database refuses.
pub async fn install(app: &Arc<App>) -> Result<()> {
    match bring_in_all(app).await {
        // Of instances that start together one is the quickest: then everything is there.
        Err(problem) if problem.status() == actix_web::http::StatusCode::CONFLICT => Ok(()),
        done => done,
    }
}

async fn bring_in_all(app: &Arc<App>) -> Result<()> {
    let ctx = Ctx::internal(app);
    let there = training_module::Entity::find()
        .filter(training_module::Column::Owner.eq(CENTRAL))
        .all(ctx.db())
        .await?;
    let mut changes = Vec::new();
    for (place, shipped) in modules()?.into_iter().enumerate() {
        let known = there.iter().find(|m| m.key == shipped.key);
        if is_news(&ctx, known, &shipped).await? {
            changes.push((place, shipped));
        }
    }
    if changes.is_empty() {
        return Ok(());
    }
    let work = ctx.begin_as(None).await?;
    // Another instance may have been quicker: look again where nobody else writes.
    for (place, shipped) in changes {
        let known = training_module::Entity::find()
            .filter(training_module::Column::Owner.eq(CENTRAL))
            .filter(training_module::Column::Key.eq(&shipped.key))
            .one(work.tx())
            .await?;
        bring_in(&work, known, place, shipped).await?;
    }
    work.audit(
        None,
        "training.shipped",
        None,
        "Brought in the training modules that come with Cairn.",
    )
    .await?;
    work.commit().await
}

async fn is_news(ctx: &Ctx, known: Option<&training_module::Model>, shipped: &Shipped) -> Result<bool> {
    let Some(known) = known else { return Ok(true) };
    let newest = training_module_version::Entity::find()
        .filter(training_module_version::Column::ModuleId.eq(known.id))
        .filter(training_module_version::Column::Number.eq(known.published.unwrap_or(0)))
        .one(ctx.db())
        .await?;
    Ok(match newest {
        Some(newest) => newest.note == NOTE && newest.content != serde_json::to_value(&shipped.content)?,
        None => true,
    })
}

async fn bring_in(
    work: &Work,
    known: Option<training_module::Model>,
    place: usize,
    shipped: Shipped,
) -> Result<()> {
    let (id, number) = match &known {
        Some(m) => (m.id, m.published.unwrap_or(0) + 1),
        None => (Uuid::now_v7(), 1),
    };
    let version = training_module_version::ActiveModel {
        id: Set(Uuid::now_v7()),
        module_id: Set(id),
        number: Set(number),
        content: Set(serde_json::to_value(&shipped.content)?),
        note: Set(NOTE.to_owned()),
        published_by: Set(None),
        published_at: Set(work.now),
    };
    let row = match known {
        Some(m) => {
            let version = m.version + 1;
            let mut row = m.into_active_model();
            row.version = Set(version);
            row.updated_at = Set(work.now);
            row
        }
        None => training_module::ActiveModel {
            id: Set(id),
            owner: Set(CENTRAL.to_owned()),
            key: Set(shipped.key.clone()),
            scheme_id: Set(None),
            programme_id: Set(None),
            position: Set(i32::try_from(place).unwrap_or(0) + 1),
            is_compulsory: Set(true),
            prerequisites: Set(serde_json::json!([])),
            valid_months: Set(Some(12)),
            draft: Set(None),
            archived_at: Set(None),
            created_at: Set(work.now),
            updated_at: Set(work.now),
            version: Set(1),
            ..Default::default()
        },
    };
    let row = columns_of(row, &shipped.content, number);
    if number == 1 && row.created_at.is_set() && row.owner.is_set() {
        row.insert(work.tx()).await?;
    } else {
        row.update(work.tx()).await?;
    }
    version.insert(work.tx()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::markdown;
    use cairn_domain::training::{QuestionKind, TrainingInstitution};
    use std::collections::BTreeSet;

    #[test]
    fn every_shipped_module_can_be_published_as_it_is() {
        let house = TrainingInstitution::default();
        let all = modules().unwrap();
        assert_eq!(all.len(), 10);
        let keys: BTreeSet<_> = all.iter().map(|m| m.key.as_str()).collect();
        assert_eq!(keys.len(), 10);
        for m in &all {
            assert!(m.content.gaps().is_empty(), "{}: {:?}", m.key, m.content.gaps());
            for lesson in &m.content.lessons {
                assert!(
                    markdown::faults(&lesson.body, &house).is_empty(),
                    "{} {}",
                    m.key,
                    lesson.key
                );
                assert!(
                    markdown::render(&lesson.body, &house).contains("<h2>"),
                    "{} {}",
                    m.key,
                    lesson.key
                );
            }
        }
    }

    #[test]
    fn every_shipped_quiz_draws_from_a_larger_bank_of_all_kinds() {
        for m in modules().unwrap() {
            let quiz = m.content.quiz.unwrap();
            assert!(
                quiz.draw >= 8 && quiz.questions.len() as u32 >= quiz.draw + 6,
                "{}",
                m.key
            );
            let kinds: BTreeSet<_> = quiz.questions.iter().map(|q| q.kind).collect();
            assert_eq!(kinds.len(), QuestionKind::ALL.len(), "{}", m.key);
            assert!((10..=20).contains(&m.content.minutes), "{}", m.key);
        }
    }

    #[test]
    fn the_practical_modules_have_a_checklist_and_welfare_names_the_emergency_routes() {
        let all = modules().unwrap();
        let find = |key: &str| &all.iter().find(|m| m.key == key).unwrap().content;
        for key in ["technology", "using-the-tools"] {
            assert!(find(key).checklist.len() >= 4, "{key}");
        }
        for key in ["welfare", "referral"] {
            let said = find(key)
                .lessons
                .iter()
                .any(|l| l.body.contains("{{emergency_routes}}"));
            assert!(said, "{key}");
        }
    }
}

//! Taking in a file: what it is, and which column is most likely which.

use super::file::CohortFile;
use super::limits::Unreadable;
use super::service::calendar;
use super::store;
use crate::cohorts::entity::{cohort_import, cohort_import_file, scheme};
use crate::cohorts::store::scheme as schemes;
use crate::ctx::Ctx;
use crate::problem::{Problem, Result};
use crate::work::Work;
use actix_web::web::Bytes;
use cairn_domain::cohorts::import::dates::Calendar;
use cairn_domain::cohorts::import::{guess_columns, suggested_mapping};
use cairn_domain::cohorts::{CohortImportView, ColumnGuess, FileFormat, ImportMapping, ImportState};
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use cairn_domain::operations::Topic;
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, EntityTrait as _, Set};
use uuid::Uuid;

/// Rows that the columns are guessed from.
const SAMPLE: usize = 100;

/// What a file turned out to be when it was opened.
struct Opened {
    format: FileFormat,
    columns: Vec<ColumnGuess>,
}

async fn open(content: Bytes, calendar: Calendar) -> Result<Opened> {
    let opened = tokio::task::spawn_blocking(move || -> std::result::Result<Opened, Unreadable> {
        let file = CohortFile::open(&content)?;
        let format = file.format()?;
        let columns = guess_columns(file.headings(), &file.first_rows(SAMPLE)?, calendar);
        Ok(Opened { format, columns })
    });
    Ok(opened.await.map_err(|e| Problem::internal(&e))??)
}

/// Takes in a file, finds out what it is and guesses its columns.
///
/// # Errors
/// 404 for a scheme out of reach, 422 for a file that can't be read, with the reason.
pub async fn upload(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    filename: &str,
    content: Bytes,
) -> Result<CohortImportView> {
    let found = schemes::whole(ctx.db(), scope, scheme).await?;
    let opened = open(content.clone(), calendar(&found, ctx)).await?;
    let work = ctx.begin(scope).await?;
    keep_upload(work, &found, filename, content, opened).await
}

async fn keep_upload(
    mut work: Work,
    scheme: &scheme::Model,
    filename: &str,
    content: Bytes,
    opened: Opened,
) -> Result<CohortImportView> {
    let id = Uuid::now_v7();
    let scheme_id = SchemeId(scheme.id);
    let mapping = usual_mapping(work.tx(), scheme_id, &opened.columns).await?;
    let filename: String = filename.chars().filter(|c| !c.is_control()).take(200).collect();
    let row = cohort_import::ActiveModel {
        id: Set(id),
        scheme_id: Set(scheme.id),
        filename: Set(filename.clone()),
        state: Set(ImportState::Uploaded.as_str().to_owned()),
        format: Set(serde_json::to_value(&opened.format)?),
        columns: Set(serde_json::to_value(&opened.columns)?),
        mapping: Set(serde_json::to_value(&mapping)?),
        report: Set(None),
        failure: Set(None),
        created_by: Set(work.actor.map(|p| p.0)),
        created_at: Set(work.now),
        applied_at: Set(None),
        version: Set(1),
    }
    .insert(work.tx())
    .await?;
    let file = cohort_import_file::ActiveModel {
        import_id: Set(id),
        content: Set(content.to_vec()),
    };
    cohort_import_file::Entity::insert(file)
        .exec_without_returning(work.tx())
        .await?;
    let sentence = format!("Uploaded {filename} with {} rows.", opened.format.rows);
    work.audit(Some(scheme_id), "import.uploaded", Some(id), sentence)
        .await?;
    work.announce(Topic::Import, id, Some(scheme_id));
    work.commit().await?;
    store::view(&row)
}

/// The mapping of a profile that has the file's very columns, or the guesses.
async fn usual_mapping<C: ConnectionTrait>(
    db: &C,
    scheme: SchemeId,
    columns: &[ColumnGuess],
) -> Result<ImportMapping> {
    let same = |mapping: &ImportMapping| {
        mapping.columns.len() == columns.len()
            && mapping
                .columns
                .iter()
                .zip(columns)
                .all(|(m, c)| m.column == c.column)
    };
    let profile = store::profiles(db, scheme)
        .await?
        .into_iter()
        .find(|p| same(&p.mapping));
    Ok(profile.map_or_else(|| suggested_mapping(columns), |p| p.mapping))
}

//! Where applications stand with their scorers, worked out whenever a scoring changes and kept with the application.

use super::word;
use crate::problem::Result;
use crate::recruitment::entity::{application, scoring};
use crate::recruitment::store::scorings as store;
use crate::work::Work;
use cairn_domain::recruitment::rubric::CriterionScore;
use cairn_domain::recruitment::scoring::stand;
use cairn_domain::recruitment::{AgreedScores, CallContent, ScoringState};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

/// The scorings of one application, as rules look at them.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    pub given: usize,
    pub done: Vec<Vec<CriterionScore>>,
}

impl Scores {
    /// # Errors
    /// When what is stored can't be read.
    pub fn of(rows: &[scoring::Model]) -> Result<Self> {
        let mut found = Self::default();
        for row in rows {
            match word(&row.state)? {
                ScoringState::Given => found.given += 1,
                ScoringState::Done => found.done.push(serde_json::from_value(row.scores.clone())?),
                ScoringState::Conflict => {}
            }
        }
        Ok(found)
    }
}

/// What scorers agreed on in a talk.
///
/// # Errors
/// When what is stored can't be read.
pub fn agreed(row: &application::Model) -> Result<Option<AgreedScores>> {
    Ok(row.agreed.clone().map(serde_json::from_value).transpose()?)
}

/// Hundredths, as scores are kept.
pub fn hundredths(score: f64) -> i32 {
    (score * 100.0).round() as i32
}

/// Works out anew where some applications of a call stand.
///
/// # Errors
/// When the database refuses.
pub async fn weigh(work: &Work, content: &CallContent, applications: &[Uuid]) -> Result<()> {
    let by_application = store::of(work.tx(), applications).await?;
    let mut rows = Vec::with_capacity(applications.len());
    for some in applications.chunks(5000) {
        let found = application::Entity::find()
            .filter(application::Column::Id.is_in(some.iter().copied()))
            .all(work.tx())
            .await?;
        rows.extend(found);
    }
    for row in rows {
        let scores = Scores::of(by_application.get(&row.id).map_or(&[][..], Vec::as_slice))?;
        let agreed = agreed(&row)?.map(|a| a.scores);
        let (at, score) = stand(
            scores.given,
            &scores.done,
            agreed.as_deref(),
            usize::from(content.scorers_each),
            content.threshold,
        );
        let score = score.map(hundredths);
        if (row.scoring.as_str(), row.rubric_sum) == (at.as_str(), score) {
            continue;
        }
        application::Entity::update_many()
            .col_expr(application::Column::Scoring, Expr::value(at.as_str()))
            .col_expr(application::Column::RubricSum, Expr::value(score))
            .filter(application::Column::Id.eq(row.id))
            .exec(work.tx())
            .await?;
    }
    Ok(())
}

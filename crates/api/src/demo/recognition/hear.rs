//! The HEAR register of the demo.

use super::cast::Cast;
use crate::ctx::Ctx;
use crate::problem::Result;
use crate::recognition::entity::hear_entry;
use crate::recognition::service::hear;
use cairn_domain::identity::Action;
use cairn_domain::ids::{HearEntryId, SchemeId};
use cairn_domain::recognition::{
    HearActivityContent, HearCategory, HearEntryState, HearVerifications, NewHearActivity,
};
use chrono::Duration;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use uuid::Uuid;

/// The HEAR register: one activity, confirmed for this year, with entries that wait and some that are verified.
pub(super) async fn register(ctx: &Ctx, cast: &Cast, scheme: SchemeId) -> Result<()> {
    let scope = cast.lead(Action::EditRecognition)?;
    let content = HearActivityContent {
        title: "Student mentor".to_owned(),
        category: HearCategory::RecognisedActivity,
        description: "Trained as a mentor and supported a group of new students through their first term."
            .to_owned(),
        provider: "Student Experience".to_owned(),
        key_contact: "Helen Carter, Student Experience".to_owned(),
        verifier: "Sanjay Rao, Senior Lecturer".to_owned(),
        protocol:
            "Mentors log hours and reflect; a supervisor confirms each item before the entry is verified."
                .to_owned(),
        minutes_needed: 600,
        is_paid: false,
        is_credit_bearing: false,
        deadline: Some(ctx.today() + Duration::days(150)),
    };
    let made = hear::add(
        ctx,
        &scope,
        NewHearActivity {
            scheme_id: scheme,
            content,
        },
    )
    .await?;
    hear::confirm(ctx, &scope, made.id).await?;
    let work = ctx.begin_as(None).await?;
    let mut entries = Vec::new();
    for (_, mentor) in cast.mentors.iter().enumerate().filter(|(n, _)| n % 3 == 0) {
        let entry = hear_entry::Model {
            id: Uuid::now_v7(),
            scheme_id: scheme.0,
            activity_id: made.id.0,
            participant_id: mentor.id,
            person_id: mentor.person_id,
            state: HearEntryState::Asked.as_str().to_owned(),
            minutes: 0,
            activity: serde_json::json!({}),
            asked_at: work.now - Duration::days(2),
            verified_at: None,
            verified_by: None,
            withdrawn_at: None,
        };
        entries.push(entry);
    }
    let ids: Vec<HearEntryId> = entries.iter().step_by(4).map(|e| HearEntryId(e.id)).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let rows = entries.into_iter().map(|e| e.into_active_model().reset_all());
    hear_entry::Entity::insert_many(rows)
        .exec_without_returning(work.tx())
        .await?;
    work.commit().await?;
    hear::verify(
        ctx,
        &cast.lead(Action::ConfirmEvidence)?,
        HearVerifications { ids },
    )
    .await?;
    Ok(())
}

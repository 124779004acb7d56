//! Entries in the HEAR as staff see them: the list with what stands in the way of each, one with everything that it rests on,
//! and the table that a HEAR system takes in.

use super::{Entered, content, facts, open, settings};
use crate::cohorts::entity::scheme;
use crate::cohorts::reach;
use crate::cohorts::roll::{listed_name, local_day};
use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::problem::Result;
use crate::recognition::entity::hear_activity as activity;
use crate::recognition::service::evidence::{self, Reader};
use crate::recognition::store::grants;
use crate::recognition::store::hear::{self as store, Filter, Row, hours};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{HearActivityId, HearEntryId, ParticipantId, SchemeId};
use cairn_domain::paging::Page;
use cairn_domain::recognition::hear::blocks;
use cairn_domain::recognition::{
    HearBlock, HearEntryDetail, HearEntryState, HearEntryView, HearExportLine, HearSettings,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use std::collections::HashMap;
use uuid::Uuid;

/// What every entry of a scheme is looked at with.
pub(super) struct Register {
    pub scheme: scheme::Model,
    pub rules: HearSettings,
    pub activities: Vec<activity::Model>,
    pub today: NaiveDate,
}

impl Register {
    /// # Errors
    /// 404 when the scheme isn't in reach.
    pub async fn of<C: ConnectionTrait>(
        db: &C,
        scope: &Scope,
        scheme: SchemeId,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let row = reach::scheme(db, scope, scheme).await?;
        Ok(Self {
            today: reach::today(&row, now),
            scheme: row,
            rules: settings(db).await?.0,
            activities: store::activities(db, scope, scheme).await?,
        })
    }

    pub fn activity(&self, id: Uuid) -> Option<&activity::Model> {
        self.activities.iter().find(|a| a.id == id)
    }

    /// What stands in the way of an entry with so many minutes, for somebody who would verify it.
    pub fn blocks(&self, row: &Row, minutes: u32, scope: &Scope) -> Vec<HearBlock> {
        let mut found = match self.activity(row.activity_id) {
            Some(activity) => {
                let mut known = facts(activity, &self.scheme);
                known.minutes = minutes;
                known.has_student_number = row.student_number.is_some();
                blocks(&known, &self.rules, self.today)
            }
            None => Vec::new(),
        };
        if row.person_id == scope.person_id().0 {
            found.push(HearBlock::OwnEntry);
        }
        found
    }

    fn open(&self) -> Vec<store::Open> {
        open(&self.activities, &self.scheme, &self.rules, self.today)
    }

    fn view(&self, row: Row, scope: &Scope, names: &HashMap<Uuid, String>) -> HearEntryView {
        let asked = row.is(HearEntryState::Asked);
        let minutes = if row.is(HearEntryState::Verified) {
            i64::from(row.minutes)
        } else {
            row.free
        };
        let minutes = u32::try_from(minutes).unwrap_or(0);
        HearEntryView {
            id: HearEntryId(row.id),
            activity_id: HearActivityId(row.activity_id),
            participant_id: ParticipantId(row.participant_id),
            name: named(&row),
            title: self.title(&row),
            state: row.state.parse().unwrap_or(HearEntryState::Asked),
            minutes,
            blocks: if asked {
                self.blocks(&row, minutes, scope)
            } else {
                Vec::new()
            },
            asked_at: row.asked_at,
            verified_at: row.verified_at,
            verified_by: row.verified_by.and_then(|p| names.get(&p).cloned()),
            student_number: row.student_number,
            programme_code: row.programme_code,
        }
    }

    /// The title that an entry was verified with, or that of its activity now.
    fn title(&self, row: &Row) -> String {
        let kept = serde_json::from_value::<Entered>(row.activity.clone()).ok();
        kept.map(|e| e.content.title)
            .or_else(|| Some(self.activity(row.activity_id)?.title.clone()))
            .unwrap_or_default()
    }

    /// What an entry says from the moment that it is verified.
    pub fn entered(&self, activity: &activity::Model) -> Entered {
        Entered {
            academic_year: self.scheme.academic_year.clone(),
            verification_method: self.rules.verification_method.clone(),
            content: content(activity),
        }
    }
}

pub(super) fn named(row: &Row) -> String {
    listed_name(&row.given_name, row.preferred_name.as_deref(), &row.family_name)
}

/// A page of entries by name.
///
/// # Errors
/// 404 when the scheme isn't in reach, 400 for a cursor that isn't ours.
pub async fn page(
    ctx: &Ctx,
    scope: &Scope,
    filter: &Filter,
    page: &PageQuery,
) -> Result<Page<HearEntryView>> {
    let limit = page.limit()?;
    let register = Register::of(ctx.db(), scope, filter.scheme_id, ctx.now).await?;
    let open = register.open();
    let rows = store::page(ctx.db(), scope, filter, &open, page.after()?, limit + 1).await?;
    let total = store::count(ctx.db(), scope, filter, &open).await?;
    let page = cursor::page(rows, limit, Row::key);
    let names = grants::called(ctx.db(), scope, page.items.iter().filter_map(|r| r.verified_by)).await?;
    Ok(Page {
        items: page
            .items
            .into_iter()
            .map(|row| register.view(row, scope, &names))
            .collect(),
        next: page.next,
        total: Some(total),
    })
}

/// One entry with the evidence behind it: what it holds on to once it is verified, and before that what it would hold on to.
///
/// # Errors
/// 404 when it is out of reach.
pub async fn detail(ctx: &Ctx, scope: &Scope, id: HearEntryId) -> Result<HearEntryDetail> {
    let (scheme, row) = store::one(ctx.db(), scope, id).await?;
    let register = Register::of(ctx.db(), scope, scheme, ctx.now).await?;
    let names = grants::called(ctx.db(), scope, row.verified_by).await?;
    let rests_on = if row.is(HearEntryState::Verified) {
        hours::rests_on(id)
    } else {
        hours::can_rest_on(row.participant_id)
    };
    Ok(HearEntryDetail {
        entry: register.view(row, scope, &names),
        chain: evidence::chain(ctx.db(), scope, rests_on, Reader::Staff).await?,
    })
}

/// The verified entries that the caller reaches, as a HEAR system takes them in.
///
/// # Errors
/// 404 when the scheme isn't in reach.
pub async fn export(
    ctx: &Ctx,
    scope: &Scope,
    scheme: SchemeId,
    only: Option<HearActivityId>,
) -> Result<Vec<HearExportLine>> {
    let found = reach::scheme(ctx.db(), scope, scheme).await?;
    let rows = store::verified(ctx.db(), scope, scheme, only).await?;
    let names = grants::called(ctx.db(), scope, rows.iter().filter_map(|r| r.verified_by)).await?;
    rows.into_iter().map(|row| line(&found, row, &names)).collect()
}

fn line(scheme: &scheme::Model, row: Row, names: &HashMap<Uuid, String>) -> Result<HearExportLine> {
    let said: Entered = serde_json::from_value(row.activity)?;
    let verified_at = row.verified_at.unwrap_or(row.asked_at);
    // To the hundredth of an hour.
    let hours = (f64::from(row.minutes) / 60.0 * 100.0).round() / 100.0;
    Ok(HearExportLine {
        student_number: row.student_number.unwrap_or_default(),
        family_name: row.family_name,
        given_name: row.given_name,
        academic_year: said.academic_year,
        section: "6.1".to_owned(),
        category: said.content.category,
        activity: said.content.title,
        provider: said.content.provider,
        description: said.content.description,
        key_contact: said.content.key_contact,
        verifier: said.content.verifier,
        verified_by: row
            .verified_by
            .and_then(|by| names.get(&by))
            .cloned()
            .unwrap_or_default(),
        verified_on: local_day(&scheme.time_zone, verified_at),
        verification_method: said.verification_method,
        hours,
    })
}

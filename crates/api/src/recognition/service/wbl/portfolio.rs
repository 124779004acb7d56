//! A claim on paper: the same as the page shows, in the order in which it happened.

use crate::cohorts::reach;
use crate::cohorts::roll::local_day;
use crate::ctx::Ctx;
use crate::problem::Result;
use crate::recognition::certificate::{
    Comment, Entry, Language, Outcome, Portfolio, SignOff, Totals, portfolio_file_name,
};
use crate::recognition::store::wbl as store;
use cairn_domain::identity::Scope;
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::{EvidenceView, WblClaimView, WblOutcomeState};

/// The PDF of a claim that the caller may see, and what to call it.
///
/// # Errors
/// 422 for letters that can't be printed, in words.
pub async fn print(ctx: &Ctx, scope: &Scope, view: WblClaimView) -> Result<(String, Vec<u8>)> {
    let row = store::claim(ctx.db(), scope, view.claim.id).await?;
    let scheme = reach::scheme(ctx.db(), scope, SchemeId(row.scheme_id)).await?;
    let portfolio = portfolio(ctx, &scheme.time_zone, view);
    let name = portfolio_file_name(&portfolio);
    let pdf = ctx
        .app
        .printer
        .print(move |press| press.portfolio(&portfolio))
        .await?;
    Ok((name, pdf))
}

fn hours(minutes: u32) -> f64 {
    f64::from(minutes) / 60.0
}

fn portfolio(ctx: &Ctx, time_zone: &str, view: WblClaimView) -> Portfolio {
    let mut outcomes: Vec<Outcome> = view
        .outcomes
        .iter()
        .map(|o| outcome(o, &view, time_zone))
        .collect();
    // What was said is about the claim as a whole, so it stands at its end.
    if let Some(last) = outcomes.last_mut() {
        let said = view.comments.into_iter().map(|c| Comment {
            by: c.by,
            date: local_day(time_zone, c.said_at),
            text: c.text,
        });
        last.comments = said.collect();
    }
    Portfolio {
        name: view.claim.name,
        scheme: view.scheme_name,
        programme: view.claim.programme_code.unwrap_or_default(),
        academic_year: view.academic_year,
        totals: Totals::of(&outcomes),
        outcomes,
        date: local_day(time_zone, ctx.now),
        language: Language::English,
    }
}

fn outcome(state: &WblOutcomeState, view: &WblClaimView, time_zone: &str) -> Outcome {
    let mut behind: Vec<&EvidenceView> = view
        .evidence
        .iter()
        .filter(|e| e.outcome_id == Some(state.id))
        .collect();
    behind.sort_by_key(|e| (e.happened_on, e.created_at));
    let signed = view.signed_off_by.as_ref().zip(view.signed_off_at);
    Outcome {
        code: state.code.clone(),
        text: state.text.clone(),
        hours: hours(state.minutes),
        entries: behind.into_iter().map(entry).collect(),
        comments: Vec::new(),
        signed_off: signed.map(|(by, at)| SignOff {
            by: by.clone(),
            date: local_day(time_zone, at),
        }),
    }
}

fn entry(piece: &EvidenceView) -> Entry {
    Entry {
        date: piece.happened_on,
        kind: piece.kind.label().to_owned(),
        text: piece.text.clone(),
        hours: hours(piece.minutes),
    }
}

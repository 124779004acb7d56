//! `GET /mail` · `GET /mail/{id}`
//!
//! Letters can hold links that sign somebody in, so they are shown in demo mode only.

use crate::ctx::Ctx;
use crate::cursor::{self, PageQuery};
use crate::extract::{Can, ReadMail};
use crate::mail::entity::Model;
use crate::operations::store;
use crate::problem::{Problem, Result};
use crate::query::Query;
use actix_web::{get, web};
use cairn_domain::ids::MailId;
use cairn_domain::operations::{MailMessage, MailSummary};
use cairn_domain::paging::Page;

/// The mail that was sent, newest first. Demo mode only.
///
/// Scheme leads see their scheme's letters, institution admins all. `failure` says why one couldn't be sent; it is tried
/// again for some minutes. Elsewhere letters stay closed, as their links sign people in.
#[utoipa::path(tag = "operations", params(PageQuery), responses((status = 200, body = Page<MailSummary>), (status = 404, description = "Not in demo mode.")))]
#[get("/mail")]
pub async fn list_mail(
    ctx: Ctx,
    may: Can<ReadMail>,
    page: Query<PageQuery>,
) -> Result<web::Json<Page<MailSummary>>> {
    in_demo(&ctx)?;
    let limit = page.limit()?;
    let rows = store::mails(ctx.db(), may.scope(), page.after()?, limit + 1).await?;
    let page = cursor::page(rows, limit, |m| m.id);
    Ok(web::Json(Page {
        items: page.items.iter().map(summary).collect(),
        next: page.next,
        total: None,
    }))
}

/// One letter. Demo mode only.
///
/// As the list, with the text and its links.
#[utoipa::path(tag = "operations", params(("id" = MailId, Path)), responses((status = 200, body = MailMessage)))]
#[get("/mail/{id}")]
pub async fn read_mail(
    ctx: Ctx,
    may: Can<ReadMail>,
    id: web::Path<MailId>,
) -> Result<web::Json<MailMessage>> {
    in_demo(&ctx)?;
    let mail = store::mail(ctx.db(), may.scope(), id.0)
        .await?
        .ok_or_else(|| Problem::not_found("letter"))?;
    Ok(web::Json(MailMessage {
        summary: summary(&mail),
        text: mail.body_text,
    }))
}

fn in_demo(ctx: &Ctx) -> Result<()> {
    if ctx.app.config.demo {
        Ok(())
    } else {
        Err(Problem::not_found("page").detail("Mail is shown in demo mode only."))
    }
}

fn summary(m: &Model) -> MailSummary {
    MailSummary {
        id: MailId(m.id),
        to: m.to_address.clone(),
        subject: m.subject.clone(),
        created_at: m.created_at,
        sent_at: m.sent_at,
        failure: m.failure.clone(),
    }
}

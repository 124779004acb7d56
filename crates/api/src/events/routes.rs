//! `POST /events/tickets` · `GET /events`
//!
//! An `EventSource` can't send a bearer token, so a signed-in caller fetches a ticket that opens one stream within a minute.

use super::entity::event_ticket;
use super::{Sequenced, tail};
use crate::ctx::Ctx;
use crate::extract::{Can, ReadOwn};
use crate::identity::{actor, secret};
use crate::problem::{Problem, Result};
use crate::query::Query;
use actix_web::http::header;
use actix_web::{HttpRequest, Responder, get, post};
use actix_web_lab::sse;
use cairn_domain::identity::{Action, Actor, policy};
use cairn_domain::ids::PersonId;
use cairn_domain::operations::{EventTicket, LiveUpdate};
use futures_util::StreamExt as _;
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// Get a ticket for one live stream.
///
/// Any signed-in person. `EventSource` can't send a token, so a ticket in the address opens the stream: once, within a
/// minute.
#[utoipa::path(tag = "operations", responses((status = 201, body = EventTicket)))]
#[post("/events/tickets")]
pub async fn create_event_ticket(ctx: Ctx, may: Can<ReadOwn>) -> Result<actix_web::HttpResponse> {
    let (ticket, hash) = secret::make();
    let expires_at = ctx.now + chrono::Duration::minutes(1);
    event_ticket::Entity::delete_many()
        .filter(event_ticket::Column::ExpiresAt.lt(ctx.now))
        .exec(ctx.db())
        .await?;
    event_ticket::ActiveModel {
        id: Set(uuid::Uuid::now_v7()),
        ticket_hash: Set(hash),
        person_id: Set(may.scope().person_id().0),
        expires_at: Set(expires_at),
    }
    .insert(ctx.db())
    .await?;
    Ok(actix_web::HttpResponse::Created()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(EventTicket { ticket }))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct StreamQuery {
    /// From `POST /events/tickets`; works once.
    ticket: String,
}

/// Follow what changes, as server-sent events.
///
/// Each event's data is a `LiveUpdate` and its id a place in the sequence; send it back as `Last-Event-ID` to go on from there.
#[utoipa::path(tag = "operations", params(StreamQuery), security(()), responses((status = 200, content_type = "text/event-stream", body = LiveUpdate, example = json!("id: 42\nevent: groups\ndata: {\"topic\":\"groups\",\"id\":\"0192f0c1-6d5e-7c3a-9b1e-3f2a4c5d6e7f\",\"scheme_id\":\"0192f0c1-7a10-7d42-8c55-1b6e90a3f214\"}\n\n")), (status = 401, description = "The ticket was used, or has ended.")))]
#[get("/events")]
pub async fn follow_events(ctx: Ctx, req: HttpRequest, query: Query<StreamQuery>) -> Result<impl Responder> {
    let hash = secret::hash(&query.ticket);
    let ticket = event_ticket::Entity::find()
        .filter(event_ticket::Column::TicketHash.eq(hash))
        .one(ctx.db())
        .await?
        .ok_or_else(Problem::unauthenticated)?;
    let used = event_ticket::Entity::delete_by_id(ticket.id)
        .exec(ctx.db())
        .await?;
    if used.rows_affected == 0 || ticket.expires_at < ctx.now {
        return Err(Problem::unauthenticated());
    }
    let actor = actor::load(ctx.db(), PersonId(ticket.person_id), None)
        .await?
        .ok_or_else(Problem::unauthenticated)?;
    let seen: Option<i64> = req
        .headers()
        .get("last-event-id")
        .and_then(|h| h.to_str().ok())
        .and_then(|h| h.parse().ok());
    let receiver = ctx.app.bus.subscribe();
    let missed = match seen {
        Some(seq) => tail::after(&ctx.app, seq).await?,
        None => Vec::new(),
    };
    let start = missed.last().map_or(seen.unwrap_or(0), |m| m.seq);
    let live = tokio_stream::wrappers::BroadcastStream::new(receiver)
        .filter_map(move |m| async move { m.ok().filter(|m| m.seq > start) });
    let events = futures_util::stream::iter(missed.into_iter().map(Arc::new))
        .chain(live)
        .filter_map(move |m| {
            let event = may_see(&actor, &m.update).then(|| to_event(&m)).flatten();
            async move { event.map(Ok::<_, std::convert::Infallible>) }
        });
    Ok(sse::Sse::from_stream(events)
        .with_keep_alive(Duration::from_secs(15))
        .with_retry_duration(Duration::from_secs(3)))
}

/// An update names nothing but an id, and still goes only to those who could fetch it.
fn may_see(actor: &Actor, update: &LiveUpdate) -> bool {
    match update.scheme_id {
        Some(scheme) => policy::scope_for(actor, Action::ReadScheme).is_some_and(|s| s.touches(scheme)),
        None => update.id == actor.person_id.0 || policy::scope_for(actor, Action::ReadMail).is_some(),
    }
}

fn to_event(m: &Sequenced) -> Option<sse::Event> {
    let data = serde_json::to_string(&m.update).ok()?;
    Some(sse::Event::Data(
        sse::Data::new(data)
            .id(m.seq.to_string())
            .event(m.update.topic.as_str()),
    ))
}

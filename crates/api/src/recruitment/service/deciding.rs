//! Deciding about applications, many at once: the shortlist, offers, the waiting list, and a kind no. People decide; nothing decides by
//! itself.

use super::{content, offers, word};
use crate::cohorts::offering;
use crate::cohorts::reach;
use crate::cohorts::roll::zone;
use crate::ctx::Ctx;
use crate::identity::entity::person;
use crate::identity::store as identity;
use crate::mail::{Letter, letters};
use crate::problem::{Problem, Result};
use crate::recruitment::entity::{application, recruitment_call as call};
use crate::recruitment::store::{applications as store, calls};
use cairn_domain::identity::Scope;
use cairn_domain::ids::{ApplicationId, CallId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::application::moment;
use cairn_domain::recruitment::letters::fill;
use cairn_domain::recruitment::{
    ApplicationDecisions, ApplicationEvent, ApplicationState, ApplicationsDecided, KeptApplication,
    LetterPreview, LetterTemplate,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};

const NOT_THERE: &str = "We can't find this, or it isn't yours to look at.";
const SAME: &str = "This was decided like that already.";

/// What is filled into the letters of one decision.
struct Writing<'a> {
    template: &'a LetterTemplate,
    call: &'a call::Model,
    scheme: &'a str,
    until: String,
    public_url: &'a str,
}

impl Writing<'_> {
    fn letter(&self, to: &person::Model, id: ApplicationId, feedback: &str) -> Option<Letter> {
        let link = format!("{}/applications/{id}", self.public_url);
        let values = [
            ("first_name", identity::first_name(to)),
            ("call", self.call.title.as_str()),
            ("scheme", self.scheme),
            ("until", self.until.as_str()),
            ("feedback", feedback),
            ("link", link.as_str()),
        ];
        // A subject is one line, whatever somebody is called.
        let subject = fill(&self.template.subject, &values);
        let subject: Vec<&str> = subject
            .split(char::is_control)
            .flat_map(str::split_whitespace)
            .collect();
        Some(Letter {
            to: to.email.clone()?,
            subject: subject.join(" "),
            text: format!("{}\n\nCairn\n", fill(&self.template.body, &values)),
            scheme: Some(SchemeId(self.call.scheme_id)),
        })
    }
}

/// Looks at what a decision would do, or does it. What can't be decided like that stays, and says why.
///
/// # Errors
/// 404 or 403 out of reach, 422 for applications to several calls, and for an offer that ends before today.
pub async fn decide(ctx: &Ctx, scope: &Scope, input: ApplicationDecisions) -> Result<ApplicationsDecided> {
    let mut work = ctx.begin(scope).await?;
    let rows = store::many_to_change(work.tx(), scope, &input.ids).await?;
    let Some(first) = rows.first() else {
        return Ok(ApplicationsDecided {
            changed: 0,
            kept: input.ids.iter().map(|id| stays(*id, None, NOT_THERE)).collect(),
            preview: None,
        });
    };
    if rows.iter().any(|r| r.call_id != first.call_id) {
        return Err(Problem::invalid_field("/ids", "Decide about one call at a time."));
    }
    let call = calls::one(work.tx(), scope, CallId(first.call_id), false).await?;
    let scheme = SchemeId(call.scheme_id);
    reach::whole_scheme(work.tx(), scope, scheme).await?;
    let found = offering::scheme(work.tx(), scheme).await?;
    let until = input
        .offer_until
        .filter(|_| input.event == ApplicationEvent::Offer)
        .map(|day| end_of(&found.time_zone, day));
    if until.is_some_and(|until| until <= work.now) {
        return Err(Problem::invalid_field(
            "/offer_until",
            "Choose a day that is still to come.",
        ));
    }
    let content = content(&call)?;
    let template = content
        .letters
        .of(input.event)
        .map(|of_call| input.letter.as_ref().unwrap_or(of_call));
    let public_url = ctx.app.config.public_url.clone();
    let writing = template.map(|template| Writing {
        template,
        call: &call,
        scheme: &found.name,
        until: input
            .offer_until
            .map(|day| day.format("%-d %B %Y").to_string())
            .unwrap_or_default(),
        public_url: &public_url,
    });
    let ids: Vec<_> = rows.iter().map(|r| r.person_id).collect();
    let people = identity::people(work.tx(), &ids).await?;
    let mut kept: Vec<KeptApplication> = vec![];
    let mut to_send: Vec<Letter> = vec![];
    let mut changed: Vec<application::Model> = vec![];
    for id in &input.ids {
        let Some(row) = rows.iter().find(|r| r.id == id.0) else {
            kept.push(stays(*id, None, NOT_THERE));
            continue;
        };
        if changed.iter().any(|c| c.id == row.id) {
            continue;
        }
        let person = people.iter().find(|p| p.id == row.person_id);
        match next(row, input.event)? {
            Ok(state) => {
                let after = decided(row, state, &input, until, work.now);
                let feedback = after.feedback.as_deref().unwrap_or_default();
                let letter = person.zip(writing.as_ref());
                to_send.extend(letter.and_then(|(p, w)| w.letter(p, *id, feedback)));
                if content.has_interview && input.event == ApplicationEvent::Shortlist {
                    to_send.extend(person.and_then(|p| invitation(p, *id, &call, &public_url)));
                }
                changed.push(after);
            }
            Err(why) => kept.push(stays(*id, person, why)),
        }
    }
    let preview = to_send.first().map(|l| LetterPreview {
        to: l.to.clone(),
        subject: l.subject.clone(),
        text: l.text.clone(),
    });
    let done = ApplicationsDecided {
        changed: u32::try_from(changed.len()).unwrap_or(u32::MAX),
        kept,
        preview,
    };
    if input.dry_run || changed.is_empty() {
        return Ok(done);
    }
    let count = changed.len();
    for row in changed {
        if let Some(until) = until {
            offers::lapse_at(&mut work, row.id, until).await?;
        }
        row.into_active_model().reset_all().update(work.tx()).await?;
    }
    work.mail_all(to_send).await?;
    let sentence = format!("{}: {count} applications to {}.", input.event.label(), call.title);
    work.audit(Some(scheme), "recruitment.decided", Some(call.id), sentence)
        .await?;
    work.announce(Topic::Recruitment, call.id, Some(scheme));
    work.commit().await?;
    Ok(done)
}

/// With a talk in between, the shortlist is where an applicant chooses a time.
fn invitation(to: &person::Model, id: ApplicationId, call: &call::Model, public_url: &str) -> Option<Letter> {
    let link = format!("{public_url}/applications/{id}");
    Some(letters::choose_a_time(
        to.email.as_deref()?,
        identity::first_name(to),
        &call.title,
        &link,
        Some(SchemeId(call.scheme_id)),
    ))
}

/// The last second of a day on a scheme's wall clock.
fn end_of(time_zone: &str, day: NaiveDate) -> DateTime<Utc> {
    let wall = day.and_hms_opt(23, 59, 59).unwrap_or_default();
    moment(&zone(time_zone), wall)
}

fn next(
    row: &application::Model,
    event: ApplicationEvent,
) -> Result<std::result::Result<ApplicationState, &'static str>> {
    let state: ApplicationState = word(&row.state)?;
    let is_there = matches!(
        (state, event),
        (ApplicationState::Shortlisted, ApplicationEvent::Shortlist)
            | (ApplicationState::WaitingList, ApplicationEvent::Wait)
            | (ApplicationState::NotThisTime, ApplicationEvent::Refuse)
    );
    Ok(if is_there { Err(SAME) } else { state.next(event) })
}

fn decided(
    row: &application::Model,
    state: ApplicationState,
    input: &ApplicationDecisions,
    until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> application::Model {
    let mut row = row.clone();
    row.state = state.as_str().to_owned();
    row.updated_at = now;
    row.version += 1;
    if matches!(
        input.event,
        ApplicationEvent::Offer | ApplicationEvent::Wait | ApplicationEvent::Refuse
    ) {
        row.decided_at = Some(now);
        row.offer_until = until;
        let to_all = input.feedback.trim();
        if row.feedback.is_none() && !to_all.is_empty() {
            row.feedback = Some(to_all.to_owned());
        }
    }
    row
}

fn stays(id: ApplicationId, person: Option<&person::Model>, why: &str) -> KeptApplication {
    KeptApplication {
        id,
        name: person.map(identity::full_name).unwrap_or_default(),
        why: why.to_owned(),
    }
}

use super::frame::Mine;
use crate::client::download::save;
use crate::client::post;
use crate::pages::recognition::names::wbl_badge;
use crate::ui::{Form, FormProblem, Section, icon, tell};
use crate::wording::day_and_time;
use cairn_domain::ids::{SchemeId, WblClaimId};
use cairn_domain::recognition::{MyWbl, NewWblClaim, WblComment, WblEvent, WblState, WblStep};
use icondata_lu as lu;
use leptos::prelude::*;

/// One's claim: where it is, the step that is possible now, and what staff said.
#[component]
pub fn ClaimCard(wbl: MyWbl, scheme: SchemeId, mine: Mine) -> impl IntoView {
    let step = view! { <Step wbl=wbl.clone() scheme mine/> };
    let portfolio = wbl.claim_id.map(|id| view! { <Portfolio id/> });
    view! {
        <Section title="Your claim" aside=wbl_badge(wbl.state)>
            <p>{said(&wbl)}</p>
            {step}
            {portfolio}
            <Comments comments=wbl.comments/>
        </Section>
    }
}

const fn said(wbl: &MyWbl) -> &'static str {
    match (wbl.state, wbl.is_complete, wbl.claim_id.is_some()) {
        (WblState::Submitted, ..) => {
            "Your supervisor looks at it. While they do, what is in it stays as it is."
        }
        (WblState::SignedOff, ..) => "It is signed off. What is in it counts for credit.",
        (WblState::Returned, true, _) => {
            "Read the comments below. When you have seen to them, hand it in again."
        }
        (WblState::Returned, false, _) => {
            "Read the comments below. Each learning outcome needs its hours and a reflection."
        }
        (WblState::Open, _, false) => {
            "A claim brings your hours and reflections together for your supervisor. Start one when you like."
        }
        (WblState::Open, true, true) => "Every learning outcome is complete. You can hand it in.",
        (WblState::Open, false, true) => {
            "Each learning outcome needs its hours and a reflection. Then you can hand it in."
        }
    }
}

#[component]
fn Step(wbl: MyWbl, scheme: SchemeId, mine: Mine) -> impl IntoView {
    let tell = tell();
    let form = Form::new("claim");
    let begin = move |_: leptos::ev::MouseEvent| {
        form.run(async move {
            post("/me/wbl-claims")
                .json(&NewWblClaim { scheme_id: scheme })
                .done()
                .await?;
            tell("Your claim is started.");
            mine.reload();
            Ok(())
        });
    };
    let go = move |id: WblClaimId, event: WblEvent, done: &'static str| {
        let step = WblStep {
            event,
            comment: String::new(),
        };
        form.run(async move {
            post(format!("/me/wbl-claims/{id}/steps"))
                .json(&step)
                .done()
                .await?;
            tell(done);
            mine.reload();
            Ok(())
        });
    };
    let busy = move || form.is_busy();
    let button = match (wbl.claim_id, wbl.state) {
        (None, _) => view! { <button class="btn btn-primary mt-3" disabled=busy on:click=begin>"Start my claim"</button> }.into_any(),
        (Some(id), WblState::Open | WblState::Returned) if wbl.is_complete => view! {
            <button class="btn btn-primary mt-3" disabled=busy on:click=move |_| go(id, WblEvent::Submit, "Your claim is handed in.")>
                {icon(lu::LuSend)} "Hand in"
            </button>
        }
        .into_any(),
        (Some(id), WblState::Submitted) => view! {
            <button class="btn mt-3" disabled=busy on:click=move |_| go(id, WblEvent::TakeBack, "You have your claim back.")>"Take it back"</button>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! { <FormProblem form/> {button} }
}

/// Everything in the claim as one file.
#[component]
fn Portfolio(id: WblClaimId) -> impl IntoView {
    let tell = tell();
    let form = Form::new("portfolio");
    let download = move |_| {
        form.run(async move {
            save(
                format!("/me/wbl-claims/{id}/portfolio"),
                "application/pdf",
                "portfolio.pdf",
            )
            .await?;
            tell("Your file is saved in your downloads.");
            Ok(())
        });
    };
    view! {
        <FormProblem form/>
        <p class="mt-3"><button class="btn" disabled=move || form.is_busy() on:click=download>{icon(lu::LuDownload)} "Download my portfolio"</button></p>
    }
}

#[component]
fn Comments(comments: Vec<WblComment>) -> impl IntoView {
    (!comments.is_empty()).then(|| {
        let items = comments
            .into_iter()
            .map(|c| {
                view! {
                    <li class="py-3">
                        <p class="whitespace-pre-line wrap-anywhere">{c.text}</p>
                        <p class="text-sm opacity-80 mt-1">{format!("{} · {}", c.by, day_and_time(c.said_at))}</p>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h3 class="font-bold mt-4">"Comments"</h3>
            <ul class="divide-y divide-base-300">{items}</ul>
        }
    })
}

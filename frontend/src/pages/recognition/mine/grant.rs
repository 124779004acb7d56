use super::appeal::AppealButton;
use super::frame::Mine;
use crate::client::download::save;
use crate::pages::recognition::names::award_name;
use crate::ui::{CopyButton, Form, FormProblem, icon, tell};
use crate::wording::day;
use cairn_domain::recognition::{AppealSubject, AppealView, GrantView};
use icondata_lu as lu;
use leptos::prelude::*;

const PDF: &str = "application/pdf";
const JSON: &str = "application/json";
const PICTURE: &str = "image/svg+xml";

/// An award that one has: its files, and how others can check it.
#[component]
pub fn GrantedBody(grant: GrantView) -> impl IntoView {
    let name = award_name(&grant.award_name, grant.tier);
    let given = format!("Given on {}. Number {}.", day(grant.granted_on), grant.serial);
    let met = grant
        .met
        .iter()
        .filter(|s| s.is_met)
        .map(|s| view! { <li class="py-0.5">{s.label.clone()}</li> })
        .collect::<Vec<_>>();
    let met = (!met.is_empty()).then(|| {
        view! {
            <details class="mt-3">
                <summary class="cursor-pointer py-1">"What you did for it"</summary>
                <ul class="list-disc pl-5">{met}</ul>
            </details>
        }
    });
    let copy = format!("Copy the link that shows that {name} is yours");
    view! {
        <p class="mt-2">{given}</p>
        <Files grant=grant.clone() name/>
        <div class="mt-4 border-t border-base-300 pt-3">
            <h3 class="font-bold">"Show that it is yours"</h3>
            <p class="text-sm opacity-80 mt-1">"Anybody with this link sees your name and the award, and that it is valid. Nobody else can look you up."</p>
            <p class="mt-2"><a class="link wrap-anywhere" href=format!("/verify/{}", grant.code)>{grant.verify_url.clone()}</a></p>
            <div class="mt-2"><CopyButton text=grant.verify_url label="Copy the link" name=copy/></div>
        </div>
        {met}
    }
}

/// The certificate, the badge, and the way to LinkedIn.
#[component]
fn Files(grant: GrantView, name: String) -> impl IntoView {
    let tell = tell();
    let form = Form::new("award-file");
    let (id, serial) = (grant.id, StoredValue::new(grant.serial));
    let download = move |what: &'static str, media_type: &'static str, ending: &'static str| {
        let file = serial.with_value(|s| format!("{what}-{s}.{ending}"));
        form.run(async move {
            save(format!("/me/award-grants/{id}/{what}"), media_type, &file).await?;
            tell("Your file is saved in your downloads.");
            Ok(())
        });
    };
    let certificate = grant.has_certificate.then(|| {
        let label = format!("Download the certificate of {name}");
        view! { <button class="btn btn-primary" aria-label=label on:click=move |_| download("certificate", PDF, "pdf")>{icon(lu::LuDownload)} "Certificate"</button> }
    });
    let badge = grant.has_badge.then(|| {
        let file = format!("Badge file of {name}, for a wallet");
        let picture = format!("Badge picture of {name}");
        view! {
            <button class="btn" aria-label=picture on:click=move |_| download("badge", PICTURE, "svg")>{icon(lu::LuBadgeCheck)} "Badge picture"</button>
            <button class="btn" aria-label=file on:click=move |_| download("badge", JSON, "json")>{icon(lu::LuFileBadge)} "Badge file"</button>
        }
    });
    view! {
        <FormProblem form/>
        <div class="flex flex-wrap gap-2 mt-3">
            {certificate} {badge}
            <a class="btn" href=grant.linkedin_url target="_blank" rel="noopener noreferrer">
                {icon(lu::LuExternalLink)} "Add to LinkedIn" <span class="sr-only">" (opens in a new tab)"</span>
            </a>
        </div>
    }
}

/// An award that was taken back, with the reason and the way to an appeal.
#[component]
pub fn RevokedBody(grant: GrantView, appeals: Vec<AppealView>, mine: Mine) -> impl IntoView {
    let when = grant.revoked_at.map_or_else(
        || "It was taken back.".to_owned(),
        |at| format!("It was taken back on {}.", day(at.date_naive())),
    );
    let why = grant.revoked_reason.map(|why| format!("Why: {why}"));
    let about = award_name(&grant.award_name, grant.tier);
    let subject_id = grant.id.0;
    view! {
        <p class="mt-2">{when}</p>
        <p class="mt-1 wrap-anywhere empty:hidden">{why}</p>
        <AppealButton mine subject=AppealSubject::Grant subject_id about appeals/>
    }
}

//! `/verify`: whether a certificate is real, for anybody who has its code. Shows what the certificate says, and no more.

use super::names::award_name;
use crate::address::Address;
use crate::client::{Query, loaded};
use crate::ui::{Field, Form, FormProblem, PageHeader, Submit, Tone, badge, icon};
use crate::wording::day;
use cairn_domain::recognition::{Verification, VerificationState};
use icondata_lu as lu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// `/verify` and `/verify/:code`, for anybody.
pub fn open_page(steps: &[&str]) -> Option<fn() -> AnyView> {
    matches!(steps, ["verify"] | ["verify", _]).then_some(|| view! { <VerifyPage/> }.into_any())
}

#[component]
fn VerifyPage() -> impl IntoView {
    let path = use_location().pathname.get_untracked();
    let code = crate::address::steps(&path).get(1).map(|code| decoded(code));
    match code {
        None => view! {
            <PageHeader title="Check a certificate" lead="Enter the code that is printed on it. You see at once whether it is valid."/>
            <CodeForm/>
        }
        .into_any(),
        Some(code) => view! { <Answer code/> }.into_any(),
    }
}

fn decoded(part: &str) -> String {
    js_sys::decode_uri_component(part).map_or_else(|_| part.to_owned(), String::from)
}

fn encoded(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}

/// The code in what somebody typed or pasted: that may be the whole link.
fn code_in(typed: &str) -> &str {
    let code = typed.rsplit_once("/verify/").map_or(typed, |(_, code)| code);
    code.trim().trim_end_matches('/')
}

#[component]
fn CodeForm() -> impl IntoView {
    let address = Address::here();
    let form = Form::new("verify");
    let code = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let typed = code.get_untracked();
        match code_in(&typed) {
            "" => form.refuse_field("/code", "Enter the code first."),
            code => address.go(&format!("/verify/{}", encoded(code))),
        }
    };
    view! {
        <form on:submit=submit>
            <Field form at="/code" label="Code" value=code hint="Twenty letters and digits in groups of four. Small letters are fine." required=true/>
            <FormProblem form/>
            <Submit form label="Check it"/>
        </form>
    }
}

#[component]
fn Answer(code: String) -> impl IntoView {
    let path = format!("/verifications/{}", encoded(&code));
    let query = Query::new(move || path.clone(), &[]);
    let shown = loaded(query, move |v: Verification| {
        let (title, lead, glyph, tone) = words(&v);
        view! {
            <p class=format!("text-4xl mb-2 {}", tone.text())>{icon(glyph)}</p>
            <PageHeader title lead/>
            <Facts v/>
        }
        .into_any()
    });
    view! {
        {shown}
        <section class="mt-6 border-t border-base-300 pt-5">
            <h2 class="text-xl font-bold mb-3">"Check another code"</h2>
            <CodeForm/>
        </section>
    }
}

fn words(v: &Verification) -> (&'static str, String, icondata_core::Icon, Tone) {
    match v.state {
        VerificationState::Valid => (
            "This certificate is valid",
            "Compare what stands here with what you were shown.".to_owned(),
            lu::LuCircleCheck,
            Tone::Good,
        ),
        VerificationState::Revoked => (
            "This certificate was taken back",
            match v.revoked_on {
                Some(on) => format!("It no longer counts since {}.", day(on)),
                None => "It no longer counts.".to_owned(),
            },
            lu::LuCircleAlert,
            Tone::Attention,
        ),
        VerificationState::Unknown => (
            "We don't know this code",
            "Please check it letter by letter. If it still isn't known, ask the person for the link to their certificate.".to_owned(),
            lu::LuCircleHelp,
            Tone::Plain,
        ),
    }
}

/// What the certificate says.
#[component]
fn Facts(v: Verification) -> impl IntoView {
    let state = match v.state {
        VerificationState::Valid => Some(badge(Tone::Good, v.state.label())),
        VerificationState::Revoked => Some(badge(Tone::Attention, v.state.label())),
        VerificationState::Unknown => None,
    };
    let award = v.award.map(|name| award_name(&name, v.tier));
    let facts = [
        ("Name", v.name),
        ("Award", award),
        ("Given by", v.institution),
        ("Scheme", v.scheme),
        ("Academic year", v.academic_year),
        ("Given on", v.granted_on.map(day)),
        ("Number", v.serial),
    ];
    let rows = facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .map(|(name, value)| {
            view! {
                <div class="py-2 flex flex-wrap gap-x-4">
                    <dt class="opacity-80 mr-auto">{name}</dt>
                    <dd class="font-semibold wrap-anywhere">{value}</dd>
                </div>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <p class="empty:hidden">{state}</p>
        {(!rows.is_empty()).then(|| view! { <dl class="divide-y divide-base-300 mt-3">{rows}</dl> })}
    }
}

#[cfg(test)]
mod tests {
    use super::code_in;

    #[test]
    fn a_pasted_link_holds_the_code() {
        let code = "7K3M-Q9XA-4TVN-C2HP-8WRD";
        assert_eq!(
            code_in(&format!("https://mentoring.example.ac.uk/verify/{code}/ ")),
            code
        );
        assert_eq!(code_in(&format!(" {code}")), code);
        assert_eq!(code_in("  "), "");
    }
}

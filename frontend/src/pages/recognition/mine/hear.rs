use super::appeal::AppealButton;
use super::frame::{Frame, Mine};
use super::nav::RecognitionNav;
use crate::client::{delete, post};
use crate::pages::recognition::names::{hear_badge, hours};
use crate::ui::{EmptyState, Form, FormProblem, Meter, PageHeader, Section, icon, tell};
use crate::wording::day;
use cairn_domain::ids::HearEntryId;
use cairn_domain::recognition::{
    AppealSubject, AppealView, HearBlock, HearEntryState, MyHearEntry, MyRecognition, NewHearEntry,
};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/recognition/hear`: the activities of the register, how far one is, and what stands in the way.
#[component]
pub fn HearPage() -> impl IntoView {
    view! { <Frame title="Your record of achievement" show=page/> }
}

fn page(one: MyRecognition, mine: Mine) -> AnyView {
    let label = one.hear_label.clone();
    let lead = format!(
        "The {label} is your university's record of what you achieved beside your degree. Ask to be entered, and staff check and verify it."
    );
    let none = one.hear.is_empty().then(|| {
        view! {
            <EmptyState
                glyph=lu::LuScrollText
                title="There is nothing to enter yet"
                text="Staff add the activities of your scheme. What you log until then counts all the same."
            />
        }
    });
    let cards = one
        .hear
        .iter()
        .map(|entry| view! { <Activity entry=entry.clone() label=label.clone() appeals=one.appeals.clone() mine/> })
        .collect_view();
    view! {
        <PageHeader title=format!("Your {label}") lead/>
        <RecognitionNav mine=one.clone()/>
        {none}
        <div class="grid gap-5 lg:grid-cols-2 items-start">{cards}</div>
    }
    .into_any()
}

#[component]
fn Activity(entry: MyHearEntry, label: String, appeals: Vec<AppealView>, mine: Mine) -> impl IntoView {
    let aside = entry.state.map(hear_badge);
    let need = entry.minutes_needed;
    let share = if need == 0 {
        1.0
    } else {
        (f64::from(entry.minutes) / f64::from(need)).min(1.0)
    };
    let shown = if need == 0 {
        hours(entry.minutes)
    } else {
        format!("{} of {}", hours(entry.minutes), hours(need))
    };
    let deadline = entry
        .deadline
        .map(|d| format!("Last day for this year: {}.", day(d)));
    let waits = (entry.state != Some(HearEntryState::Verified))
        .then(|| view! { <Blocks entry=entry.clone() label=label.clone()/> });
    let act = view! { <Act entry=entry.clone() label=label.clone() mine/> };
    let contested = match entry.state {
        Some(HearEntryState::Verified) => true,
        Some(HearEntryState::Asked) => !entry.blocks.is_empty(),
        _ => false,
    };
    let contest = entry.entry_id.filter(|_| contested).map(|id| {
        view! { <AppealButton mine subject=AppealSubject::HearEntry subject_id=id.0 about=entry.title.clone() appeals/> }
    });
    let class = "min-w-0";
    let inner = view! {
        <p class="text-sm opacity-80">{entry.category.label()}</p>
        <p class="mt-2 wrap-anywhere">{entry.description.clone()}</p>
        <dl><Meter label=format!("Confirmed time for the {label}") shown share note=deadline.unwrap_or_default()/></dl>
        {waits}
        {act}
        {contest}
    };
    match aside {
        Some(aside) => view! { <Section title=entry.title.clone() class aside>{inner}</Section> }.into_any(),
        None => view! { <Section title=entry.title.clone() class>{inner}</Section> }.into_any(),
    }
}

/// What stands in the way, in plain words.
#[component]
fn Blocks(entry: MyHearEntry, label: String) -> impl IntoView {
    if entry.blocks.is_empty() {
        return view! { <p class="mt-2 font-semibold text-success">"Nothing stands in the way of your entry."</p> }.into_any();
    }
    let mut said: Vec<String> = entry
        .blocks
        .iter()
        .map(|b| in_words(*b, &entry, &label))
        .collect();
    said.dedup();
    let items = said
        .into_iter()
        .map(|s| view! { <li class="py-1">{s}</li> })
        .collect_view();
    view! {
        <h3 class="font-bold mt-2">"What is still missing"</h3>
        <ul class="list-disc pl-5 mt-1">{items}</ul>
    }
    .into_any()
}

/// A block as the student reads it: what it means for them, and whether they have to do anything.
fn in_words(block: HearBlock, entry: &MyHearEntry, label: &str) -> String {
    match block {
        HearBlock::TooFewHours => {
            let more = hours(entry.minutes_needed.saturating_sub(entry.minutes));
            format!("You need {more} more of confirmed work that counts for the {label}.")
        }
        HearBlock::AfterDeadline => "The last day for this year's entries is over.".to_owned(),
        HearBlock::NoStudentNumber => {
            "We don't have your student number yet. Please tell the staff of your scheme.".to_owned()
        }
        HearBlock::NotConfirmedThisYear => {
            "Staff have not confirmed this activity for this academic year yet. You need not do anything."
                .to_owned()
        }
        HearBlock::NoVerifier => "Nobody is named yet who verifies entries. Staff see to that.".to_owned(),
        HearBlock::PaidWork => {
            format!("This work is mainly paid, and paid work is not entered in the {label} here.")
        }
        HearBlock::CreditBearing => {
            format!("This work earns academic credit, so it is not entered in the {label}.")
        }
        HearBlock::TitleTooLong | HearBlock::DescriptionTooLong | HearBlock::HasAddress => {
            "Staff have to mend the wording of this activity first. You need not do anything.".to_owned()
        }
        HearBlock::OwnEntry => "Somebody else has to verify this for you.".to_owned(),
        HearBlock::TakenBack => "You have taken this back. You can ask again.".to_owned(),
    }
}

/// Where asking would be refused: nobody can mend it in time.
fn is_closed(block: &HearBlock) -> bool {
    matches!(
        block,
        HearBlock::AfterDeadline | HearBlock::PaidWork | HearBlock::CreditBearing
    )
}

/// The step that is possible now.
#[component]
fn Act(entry: MyHearEntry, label: String, mine: Mine) -> impl IntoView {
    match (entry.state, entry.entry_id) {
        (Some(HearEntryState::Verified), _) => {
            view! { <p class="mt-2">{format!("It is verified and goes into your {label}.")}</p> }.into_any()
        }
        (Some(HearEntryState::Asked), Some(id)) => view! { <TakeBack id title=entry.title mine/> }.into_any(),
        _ if entry.blocks.iter().any(is_closed) => ().into_any(),
        _ => view! { <Ask entry label mine/> }.into_any(),
    }
}

#[component]
fn Ask(entry: MyHearEntry, label: String, mine: Mine) -> impl IntoView {
    let tell = tell();
    let form = Form::new("hear-ask");
    let activity_id = entry.activity_id;
    let ask = move |_| {
        form.run(async move {
            post("/me/hear-entries")
                .json(&NewHearEntry { activity_id })
                .done()
                .await?;
            tell("You have asked to be entered. Staff check it.");
            mine.reload();
            Ok(())
        });
    };
    let name = format!("Ask to be entered in the {label}: {}", entry.title);
    view! {
        <FormProblem form/>
        <button class="btn btn-primary mt-3" aria-label=name disabled=move || form.is_busy() on:click=ask>
            {icon(lu::LuSend)} "Ask to be entered"
        </button>
    }
}

#[component]
fn TakeBack(id: HearEntryId, title: String, mine: Mine) -> impl IntoView {
    let tell = tell();
    let form = Form::new("hear-back");
    let take_back = move |_| {
        form.run(async move {
            delete(format!("/me/hear-entries/{id}")).done().await?;
            tell("You have taken it back. You can ask again.");
            mine.reload();
            Ok(())
        });
    };
    view! {
        <p class="mt-2">"You have asked to be entered. Staff check it once nothing is missing any more."</p>
        <FormProblem form/>
        <button class="btn btn-sm mt-2" aria-label=format!("Take it back: {title}") disabled=move || form.is_busy() on:click=take_back>"Take it back"</button>
    }
}

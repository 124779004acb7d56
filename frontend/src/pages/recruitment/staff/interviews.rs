use crate::client::{Query, delete, loaded, post};
use crate::ui::{
    Confirm, EmptyState, Field, Form, FormProblem, PageHeader, Section, Submit, crumb, open_for, tell,
};
use crate::wording::{day_and_time, some};
use cairn_domain::ids::{CallId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::{InterviewSlotInput, InterviewSlotView, NewInterviewSlots};
use chrono::{Duration, NaiveDateTime};
use icondata_lu as lu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/schemes/:scheme/recruitment/:call/interviews`
#[component]
pub fn InterviewsPage(scheme: SchemeId, call: CallId) -> impl IntoView {
    let query = Query::new(
        move || format!("/calls/{call}/interview-slots"),
        &[Topic::Recruitment],
    );
    let base = format!("/schemes/{scheme}/recruitment");
    let applications = format!("{base}/{call}/applications");
    let removing = RwSignal::new(None::<InterviewSlotView>);
    view! {
        <PageHeader
            title="Talks"
            crumbs=vec![crumb(base, "Recruitment")]
            lead="Set times. Whoever you put on the shortlist gets a letter and chooses one."
        />
        <div class="grid gap-5">
            <Section title="Set times"><Set call query/></Section>
            <Section title="Who comes when">
                {loaded(query, move |slots: Vec<InterviewSlotView>| {
                    if slots.is_empty() {
                        return view! {
                            <EmptyState glyph=lu::LuCalendarClock title="No time yet" text="Set the first times above. Applicants on the shortlist see those that are free."/>
                        }
                        .into_any();
                    }
                    let items = slots.into_iter().map(|s| item(s, &applications, removing)).collect_view();
                    view! { <ul class="divide-y divide-base-300">{items}</ul> }.into_any()
                })}
            </Section>
        </div>
        <Remove removing query/>
    }
}

fn item(s: InterviewSlotView, applications: &str, removing: RwSignal<Option<InterviewSlotView>>) -> AnyView {
    let when = format!("{}, {} minutes", day_and_time(s.starts_at), s.minutes);
    let left = u64::from(s.capacity).saturating_sub(s.bookings.len() as u64);
    let free = if left == 0 {
        "taken".to_owned()
    } else {
        some(left, "place free", "places free")
    };
    let who = s
        .bookings
        .iter()
        .map(|b| {
            let href = format!("{applications}/{}", b.application_id);
            view! { <li><a class="link wrap-anywhere" href=href>{b.name.clone()}</a></li> }
        })
        .collect_view();
    let name = format!("Take this time away: {when}");
    let place = s.place.clone();
    view! {
        <li class="py-3 flex flex-wrap gap-3 items-start">
            <div class="mr-auto min-w-0">
                <p class="font-semibold">{when}</p>
                <p class="text-sm opacity-80 wrap-anywhere">{format!("{place} · {free}")}</p>
                <ul>{who}</ul>
            </div>
            <button class="btn btn-sm btn-ghost" aria-label=name on:click=move |_| removing.set(Some(s.clone()))>"Take away"</button>
        </li>
    }
    .into_any()
}

#[component]
fn Remove(removing: RwSignal<Option<InterviewSlotView>>, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("remove");
    let open = open_for(removing);
    let text = Signal::derive(move || {
        let booked = removing.with(|s| s.as_ref().map_or(0, |s| s.bookings.len()));
        if booked == 0 {
            "Nobody has chosen it.".to_owned()
        } else {
            "Whoever has chosen it gets a letter, and is asked to choose another time.".to_owned()
        }
    });
    let yes = move |()| {
        let Some(slot) = removing.get_untracked() else {
            return;
        };
        form.run(async move {
            delete(format!("/interview-slots/{}", slot.id)).done().await?;
            let _ = removing.try_set(None);
            tell("The time is gone.");
            query.reload();
            Ok(())
        });
    };
    view! { <Confirm open title=Signal::stored("Take this time away?".to_owned()) text action="Take it away" form on_yes=yes/> }
}

/// The first time, and how many more follow it.
#[component]
fn Set(call: CallId, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("times");
    let starts = RwSignal::new(String::new());
    let minutes = RwSignal::new("15".to_owned());
    let many = RwSignal::new("4".to_owned());
    let place = RwSignal::new(String::new());
    let capacity = RwSignal::new("1".to_owned());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let typed = starts.get_untracked();
        let first = NaiveDateTime::parse_from_str(&typed, "%Y-%m-%dT%H:%M").or_else(|_| typed.parse());
        let Ok(first) = first else {
            return form.refuse_field("/slots/0/starts", "Enter a day and a time.");
        };
        let number = |of: RwSignal<String>| of.get_untracked().trim().parse::<u32>().unwrap_or(0);
        let (length, count) = (number(minutes), number(many));
        if !(1..=100).contains(&count) {
            return form.refuse_field("/many", "Set 1 to 100 times at once.");
        }
        let slots = (0..count)
            .map(|n| InterviewSlotInput {
                starts: first + Duration::minutes(i64::from(n) * i64::from(length)),
                minutes: length,
                place: place.get_untracked(),
                capacity: number(capacity),
            })
            .collect();
        let wish = NewInterviewSlots { slots };
        form.run(async move {
            let after: Vec<InterviewSlotView> = post(format!("/calls/{call}/interview-slots"))
                .json(&wish)
                .read()
                .await?;
            tell("The times are set.");
            query.put(&after);
            Ok(())
        });
    };
    view! {
        <form on:submit=submit>
            <Field form at="/slots/0/starts" label="The first time" value=starts kind="datetime-local" hint="By the clock of the scheme's time zone."/>
            <Field form at="/many" label="How many, one after another" value=many kind="number"/>
            <Field form at="/slots/0/minutes" label="Minutes for each" value=minutes kind="number"/>
            <Field form at="/slots/0/capacity" label="Applicants at a time" value=capacity kind="number"/>
            <Field form at="/slots/0/place" label="Where" value=place hint="A room, or the address of a video call."/>
            <FormProblem form/>
            <Submit form label="Set these times"/>
        </form>
    }
}

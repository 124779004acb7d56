use super::run::RunCard;
use crate::address::Address;
use crate::client::{Query, loaded, post};
use crate::pages::recognition::staff::filters::in_scheme;
use crate::pages::recognition::staff::names::{award_name, hours};
use crate::pages::training::staff::ProgrammeFilter;
use crate::ui::{Chosen, tick, tick_all};
use crate::ui::{Confirm, EmptyState, Form, PageHeader, Pager, SearchBox, crumb, icon, open_for, tell};
use crate::wording::{count, some};
use cairn_domain::ids::{AwardId, ParticipantId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::paging::Page;
use cairn_domain::recognition::{AwardView, GrantRunView, MentorRecognition, NewGrants};
use icondata_lu as lu;
use leptos::prelude::*;

const NAMES: [&str; 3] = ["q", "programme_id", "after"];

/// `/schemes/:scheme/recognition/awards/:award/give`
#[component]
pub fn GivePage(scheme: SchemeId, award: AwardId) -> impl IntoView {
    let query = Query::new(move || format!("/awards/{award}"), &[]);
    loaded(query, move |a: AwardView| view! { <Give scheme a/> }.into_any())
}

/// Whom to give it to, once somebody has said yes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whom {
    Everybody,
    Chosen,
}

#[component]
fn Give(scheme: SchemeId, a: AwardView) -> impl IntoView {
    let address = Address::here();
    let award = a.id;
    let base = format!("/schemes/{scheme}/recognition");
    let name = award_name(&a.content.name, a.content.tier);
    let mentors = Query::new(
        move || {
            let query = in_scheme(scheme, address, &NAMES);
            format!("/recognition-mentors{query}&award_id={award}&filter=ready")
        },
        &[Topic::Recognition],
    );
    let chosen = Chosen::<ParticipantId>::among(address, &NAMES);
    let asking = RwSignal::new(None::<Whom>);
    let everybody = move |_| asking.set(Some(Whom::Everybody));
    view! {
        <PageHeader
            title=format!("Give {name}")
            crumbs=vec![crumb(base.clone(), "Recognition"), crumb(format!("{base}/awards"), "Awards")]
            lead="Everybody here has earned it. Each of them is looked at again in the moment it is given, and gets a letter."
        >
            <a class="btn" href=format!("{base}/awards/{award}")>"The award and its rule"</a>
            <button class="btn btn-primary" on:click=everybody>{icon(lu::LuAward)} "Give it to everybody who has earned it"</button>
        </PageHeader>
        <RunCard on_end=move |()| mentors.reload()/>
        <section class="card p-5">
            <div class="grid grid-cols-2 sm:flex sm:flex-wrap gap-2 mb-2">
                <SearchBox label="Find a mentor" value=address.signal("q") on_search=move |q: String| address.set("q", &q)/>
                <ProgrammeFilter scheme/>
            </div>
            {loaded(mentors, move |page: Page<MentorRecognition>| list(scheme, address, page, chosen, asking))}
        </section>
        <GiveDialog award asking chosen/>
    }
}

fn list(
    scheme: SchemeId,
    address: Address,
    page: Page<MentorRecognition>,
    chosen: Chosen<ParticipantId>,
    asking: RwSignal<Option<Whom>>,
) -> AnyView {
    if page.items.is_empty() {
        return view! {
            <EmptyState
                glyph=lu::LuAward
                title="Nobody waits for it"
                text="Mentors appear here once they have met the rule and do not have the award yet."
            />
        }
        .into_any();
    }
    let shown = page.total.map_or_else(
        || some(page.items.len() as u64, "mentor here", "mentors here"),
        |total| some(total, "mentor has earned it", "mentors have earned it"),
    );
    let ids = page.items.iter().map(|m| m.participant_id).collect();
    let next = page.next.map(|after| address.with("after", &after));
    let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
    let items = page
        .items
        .into_iter()
        .map(|m| line(scheme, m, chosen))
        .collect_view();
    let some_chosen = move |_| {
        if chosen.len() > 0 {
            asking.set(Some(Whom::Chosen));
        }
    };
    view! {
        <div class="flex flex-wrap gap-2 items-center">
            {tick_all(chosen, ids)}
            <button class="btn btn-sm" aria-disabled=move || (chosen.len() == 0).to_string() on:click=some_chosen>
                "Give it to those who are chosen"
            </button>
        </div>
        <ul class="divide-y divide-base-300">{items}</ul>
        <Pager next first shown/>
    }
    .into_any()
}

fn line(scheme: SchemeId, m: MentorRecognition, chosen: Chosen<ParticipantId>) -> AnyView {
    let href = format!("/schemes/{scheme}/recognition/mentors/{}", m.participant_id);
    let facts = [
        m.programme_code,
        Some(hours(m.minutes)),
        Some(some(m.meetings, "meeting", "meetings")),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class="py-3 flex gap-3 items-start">
            {tick(chosen, m.participant_id, &m.name)}
            <p class="min-w-0"><a class="link font-semibold wrap-anywhere" href=href>{m.name}</a> <span class="block text-sm opacity-80">{facts}</span></p>
        </li>
    }
    .into_any()
}

/// Asks once more, and starts the run.
#[component]
fn GiveDialog(
    award: AwardId,
    asking: RwSignal<Option<Whom>>,
    chosen: Chosen<ParticipantId>,
) -> impl IntoView {
    let address = Address::here();
    let tell = tell();
    let form = Form::new("give");
    let open = open_for(asking);
    let title = Signal::derive(move || match asking.get() {
        Some(Whom::Chosen) => format!("Give it to {}?", some(chosen.len() as u64, "mentor", "mentors")),
        _ => "Give it to everybody who has earned it?".to_owned(),
    });
    let yes = move |()| {
        let participants = match asking.get_untracked() {
            Some(Whom::Chosen) => chosen.list(),
            _ => Vec::new(),
        };
        let new = NewGrants {
            participants,
            despite_rule: false,
            reason: None,
        };
        form.run(async move {
            let run: GrantRunView = post(format!("/awards/{award}/grants")).json(&new).read().await?;
            tell(&format!("It has begun, for {}.", count(run.total)));
            chosen.clear();
            let _ = open.try_set(false);
            address.set("run", &run.job_id.to_string());
            Ok(())
        });
    };
    let text = "Each of them gets a letter. Nobody is given it twice, and you can't give it to yourself.";
    view! { <Confirm open title text action="Give it" form on_yes=yes/> }
}

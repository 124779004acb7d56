use super::scorers::Scorers;
use crate::client::{Query, loaded, post};
use crate::ui::{
    BarItem, BarList, Column, DataTable, EmptyState, Form, FormProblem, PageHeader, Section, Stat, Tone,
    crumb, icon, tell, text,
};
use crate::wording::{count, some};
use cairn_domain::ids::{CallId, SchemeId};
use cairn_domain::operations::Topic;
use cairn_domain::recruitment::{CriterionAgreement, ScoringStand, SelectionView};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/schemes/:scheme/recruitment/:call/selection`
#[component]
pub fn SelectionPage(scheme: SchemeId, call: CallId) -> impl IntoView {
    let query = Query::new(move || format!("/calls/{call}/selection"), &[Topic::Recruitment]);
    let base = format!("/schemes/{scheme}/recruitment");
    let talks = format!("{base}/{call}/interviews");
    let applications = StoredValue::new(format!("{base}/{call}/applications"));
    view! {
        <PageHeader
            title="Scoring and deciding"
            crumbs=vec![crumb(base, "Recruitment")]
            lead="Two people or more score each application without a name. You decide; a sum never decides by itself."
        >
            <a class="btn btn-primary" href=format!("{}?order=score", applications.get_value())>{icon(lu::LuListChecks)} "Decide"</a>
            <a class="btn" href=talks>"Talks"</a>
        </PageHeader>
        {loaded(query, move |view: SelectionView| {
            let applications = applications.get_value();
            view! {
                <div class="grid gap-5">
                    <Places view=view.clone() applications=applications.clone()/>
                    <Dealing view=view.clone() applications query/>
                    <Scorers view=view.clone() query/>
                    <Section title="Do scorers mean the same?">{agreement(view.agreement)}</Section>
                </div>
            }
            .into_any()
        })}
    }
}

#[component]
fn Places(view: SelectionView, applications: String) -> impl IntoView {
    let places = if view.places == 0 {
        ("Not set".to_owned(), "Set them where you change the call")
    } else {
        (count(view.places), "mentors wanted")
    };
    let free = if view.places == 0 {
        "–".to_owned()
    } else {
        count(view.free)
    };
    let tone = if view.free > 0 && !view.next.is_empty() {
        Tone::Attention
    } else {
        Tone::Plain
    };
    let next = (!view.next.is_empty()).then(|| {
        let items = view
            .next
            .iter()
            .map(|a| {
                let href = format!("{applications}/{}", a.id);
                let sum = a.rubric_sum.map(|s| format!(" · {} points", crate::pages::recruitment::names::points(s)));
                view! { <li class="py-2"><a class="link font-semibold wrap-anywhere" href=href>{a.name.clone()}</a>{sum}</li> }
            })
            .collect_view();
        let href = format!("{applications}?state=waiting_list&order=score");
        view! {
            <Section title="Next on the waiting list" class="mt-4">
                <p>"Nobody gets an offer before you decide so."</p>
                <ol class="divide-y divide-base-300">{items}</ol>
                <p class="mt-2"><a class="btn btn-sm" href=href>"Look at the waiting list"</a></p>
            </Section>
        }
    });
    view! {
        <div>
            <dl class="grid grid-cols-2 lg:grid-cols-4 gap-4">
                <Stat label="Places" value=places.0 note=places.1/>
                <Stat label="Offers" value=count(view.offered) note="wait for an answer"/>
                <Stat label="Said yes" value=count(view.accepted) note="are mentors in training"/>
                <Stat label="Free" value=free note="no offer stands for them" tone/>
            </dl>
            {next}
        </div>
    }
}

/// How far applications are with their scorers, and the button that deals them out.
#[component]
fn Dealing(view: SelectionView, applications: String, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("deal");
    let call = view.call_id;
    let all: u64 = view.stands.iter().map(|s| s.count).sum();
    let has_scorers = view.scorers.iter().any(|s| s.is_scorer);
    let deal = move |_| {
        form.run(async move {
            let after: SelectionView = post(format!("/calls/{call}/scorings")).read().await?;
            tell("Dealt out. Everybody who has something new to read gets a letter.");
            query.put(&after);
            Ok(())
        });
    };
    if all == 0 {
        return view! {
            <Section title="How far scoring is">
                <EmptyState glyph=lu::LuInbox title="Nothing to score" text="Applications that were handed in and not decided yet appear here."/>
            </Section>
        }
        .into_any();
    }
    let items = view
        .stands
        .iter()
        .map(|s| BarItem {
            label: s.stand.label().to_owned(),
            href: Some(format!("{applications}?scoring={}", s.stand.as_str())),
            value: s.count,
            under_way: 0,
            of: all,
            note: some(s.count, "application", "applications"),
        })
        .collect::<Vec<_>>();
    let waits = view
        .stands
        .iter()
        .filter(|s| s.stand == ScoringStand::Disagree)
        .map(|s| s.count)
        .sum::<u64>();
    let differ = (waits > 0).then(|| {
        view! { <p class="mt-3">{format!("Where scorers differ, deal out again for a third, or let them talk and write down what they agree on ({}).", some(waits, "application", "applications"))}</p> }
    });
    let short = (view.short > 0 && has_scorers).then(|| {
        view! {
            <p class="mt-3 font-semibold">{format!("{} can't be given to anybody: choose more scorers.", some(view.short, "reading", "readings"))}</p>
        }
    });
    view! {
        <Section title="How far scoring is">
            <BarList caption="Applications by how far scorers are" heads=["Scoring", "Applications"] items/>
            {differ}
            {short}
            <FormProblem form/>
            <button class="btn mt-4" aria-disabled=move || form.is_busy().to_string() on:click=deal>{icon(lu::LuShuffle)} "Deal out what nobody has yet"</button>
        </Section>
    }
    .into_any()
}

const AGREEMENT: &[Column] = &[
    Column::text("Criterion"),
    Column::number("Pairs"),
    Column::number("Kappa"),
    Column::text("In words"),
];

fn agreement(all: Vec<CriterionAgreement>) -> AnyView {
    let rows = all
        .into_iter()
        .map(|a| {
            let kappa = a.kappa.map_or_else(|| "–".to_owned(), |k| format!("{k:.2}"));
            let said = a.said.unwrap_or_else(|| "Too few pairs to say".to_owned());
            vec![text(a.name), text(count(a.pairs)), text(kappa), text(said)]
        })
        .collect::<Vec<_>>();
    view! {
        <p class="mb-3">"1 is full agreement, 0 is what chance alone would give. Let everybody score the same few applications first, and talk about them."</p>
        <DataTable caption="Agreement of scorers by criterion" columns=AGREEMENT rows/>
        <p class="text-sm opacity-80 mt-2">"Cohen\u{2019}s kappa with quadratic weights; the words are those of Landis and Koch (1977)."</p>
    }
    .into_any()
}

use super::appeals::Appeals;
use super::award_card::AwardCard;
use super::frame::{Frame, Mine};
use super::log::LogButton;
use super::nav::RecognitionNav;
use super::next::{NextAward, has, nearest};
use super::numbers::Numbers;
use super::received::Received;
use super::skills::SkillsCard;
use crate::pages::recognition::names::award_name;
use crate::ui::PageHeader;
use cairn_domain::recognition::MyRecognition;
use leptos::prelude::*;

/// `/recognition`: what one has, what is next, and one's work in numbers.
#[component]
pub fn OverviewPage() -> impl IntoView {
    view! { <Frame title="Your recognition" show=overview/> }
}

fn overview(one: MyRecognition, mine: Mine) -> AnyView {
    let (title, lead) = (title(&one), lead(&one));
    let appeals = one.appeals.clone();
    let cards = |wanted: bool| {
        one.awards
            .iter()
            .filter(|a| has(a) == wanted)
            .map(|a| view! { <AwardCard award=a.clone() appeals=appeals.clone() mine/> })
            .collect_view()
    };
    view! {
        <PageHeader title lead><LogButton mine/></PageHeader>
        <RecognitionNav mine=one.clone()/>
        <div class="grid gap-5">
            <NextAward one=one.clone() mine/>
            <Numbers sums=one.sums.clone()/>
            <div class="grid gap-5 lg:grid-cols-3 items-start">
                <div class="grid gap-5 lg:col-span-2 min-w-0">
                    {cards(true)}
                    {cards(false)}
                    <Appeals appeals=one.appeals mine/>
                </div>
                <div class="grid gap-5 min-w-0">
                    <Received thanks=one.thanks/>
                    <SkillsCard text=one.skills_statement open=mine.skills/>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn title(one: &MyRecognition) -> String {
    let own: Vec<_> = one.awards.iter().filter(|a| has(a)).collect();
    match own.as_slice() {
        [] => "Your recognition".to_owned(),
        [only] => format!("You have the {}", award_name(&only.name, only.tier)),
        several => format!("You have {} awards", several.len()),
    }
}

fn lead(one: &MyRecognition) -> String {
    let next = nearest(one).map_or("", |_| " The steps below show what each award still asks for.");
    format!("What you do as a mentor counts here, once somebody has confirmed it.{next}")
}

use super::evidence_item::EvidenceItem;
use super::frame::{Frame, Mine, TOPICS};
use super::log::LogButton;
use super::nav::RecognitionNav;
use crate::address::{Address, joined};
use crate::client::{Query, delete, loaded};
use crate::pages::recognition::names::hours;
use crate::ui::{Confirm, EmptyState, Form, PageHeader, Pager, Section, open_for, tell};
use crate::wording::some;
use cairn_domain::ids::{EvidenceId, SchemeId};
use cairn_domain::paging::Page;
use cairn_domain::recognition::{EvidenceView, MyRecognition};
use icondata_lu as lu;
use leptos::prelude::*;

/// `/recognition/evidence`: everything one did, with its source and whether it counts.
#[component]
pub fn EvidencePage() -> impl IntoView {
    view! { <Frame title="Your evidence" show=head rest=list/> }
}

fn head(one: MyRecognition, mine: Mine) -> AnyView {
    let confirmed = format!("{} confirmed.", hours(one.sums.minutes));
    let lead = match one.sums.waiting {
        0 => format!("{confirmed} Nothing waits for staff."),
        n => format!(
            "{confirmed} {} for staff.",
            some(n, "entry waits", "entries wait")
        ),
    };
    view! {
        <PageHeader title="Your evidence" lead><LogButton mine/></PageHeader>
        <RecognitionNav mine=one/>
    }
    .into_any()
}

fn list(scheme: SchemeId, mine: Mine) -> AnyView {
    view! { <List scheme mine/> }.into_any()
}

/// A page of one's evidence, the newest first.
pub fn own_evidence(scheme: SchemeId, after: String, limit: u32) -> String {
    let query = [
        ("scheme_id", scheme.to_string()),
        ("after", after),
        ("limit", limit.to_string()),
    ];
    let query = query.map(|(name, value)| (name.to_owned(), value));
    format!("/me/evidence{}", joined(query.into_iter()))
}

#[component]
fn List(scheme: SchemeId, mine: Mine) -> impl IntoView {
    let address = Address::here();
    let withdrawing = RwSignal::new(None::<EvidenceId>);
    let query = Query::new(
        move || {
            mine.track();
            own_evidence(scheme, address.get("after"), 50)
        },
        TOPICS,
    );
    let shown = loaded(query, move |page: Page<EvidenceView>| {
        if page.items.is_empty() && address.get("after").is_empty() {
            return view! { <Nothing mine/> }.into_any();
        }
        let appeals = untrack(|| mine.value()).map(|m| m.appeals).unwrap_or_default();
        let number = page.items.len() as u64;
        let items = page
            .items
            .into_iter()
            .map(|item| view! { <EvidenceItem item appeals=appeals.clone() withdrawing mine/> })
            .collect_view();
        let next = page.next.map(|after| address.with("after", &after));
        let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
        view! {
            <Section title="What you did">
                <ul class="divide-y divide-base-300">{items}</ul>
            </Section>
            <Pager next first shown=format!("{} on this page", some(number, "entry", "entries"))/>
        }
        .into_any()
    });
    view! { {shown} <Withdraw withdrawing mine/> }
}

#[component]
fn Nothing(mine: Mine) -> impl IntoView {
    view! {
        <EmptyState
            glyph=lu::LuNotebookPen
            title="Nothing is written down yet"
            text="Log what you do as a mentor: meetings, messages, preparing. Staff confirm it, and then it counts."
        >
            <LogButton mine/>
        </EmptyState>
    }
}

/// Asks before something is taken back.
#[component]
fn Withdraw(withdrawing: RwSignal<Option<EvidenceId>>, mine: Mine) -> impl IntoView {
    let tell = tell();
    let form = Form::new("withdraw");
    let open = open_for(withdrawing);
    let yes = move |()| {
        let Some(id) = withdrawing.get_untracked() else {
            return;
        };
        form.run(async move {
            delete(format!("/me/evidence/{id}")).done().await?;
            tell("It is taken back.");
            open.set(false);
            mine.reload();
            Ok(())
        });
    };
    view! {
        <Confirm
            open
            title="Take this back?"
            text="Staff then no longer look at it, and it doesn't count. You can log it again."
            action="Take it back"
            form
            on_yes=yes
        />
    }
}

use crate::address::Address;
use crate::client::{Query, loaded};
use crate::ui::{Column, DataTable, Dialog, EmptyState, PageHeader, Pager, Tone, badge, open_for, text};
use crate::wording::{day_and_time, some};
use cairn_domain::ids::MailId;
use cairn_domain::operations::{MailMessage, MailSummary, Topic};
use cairn_domain::paging::Page;
use icondata_lu as lu;
use leptos::prelude::*;

const COLUMNS: &[Column] = &[
    Column::text("Subject"),
    Column::text("To"),
    Column::text("State"),
    Column::text("When"),
];

/// `/mail`: what Cairn has written to people.
#[component]
pub fn MailPage() -> impl IntoView {
    let address = Address::here();
    let mail = Query::new(
        move || format!("/mail{}", address.query(&["after"])),
        &[Topic::Mail],
    );
    let reading = RwSignal::new(None::<MailId>);
    let open = open_for(reading);
    view! {
        <PageHeader title="Mail that Cairn has sent" lead="In a demo nothing leaves this machine: read here what people would get."/>
        {loaded(mail, move |page: Page<MailSummary>| {
            if page.items.is_empty() {
                return view! { <EmptyState glyph=lu::LuMail title="No mail yet" text="Invitations, new passwords and news about groups appear here."/> }
                    .into_any();
            }
            let shown = some(page.items.len() as u64, "message here", "messages here");
            let next = page.next.map(|after| address.with("after", &after));
            let first = (!address.get("after").is_empty()).then(|| address.with("after", ""));
            let rows = page.items.into_iter().map(|m| cells(m, reading)).collect();
            view! {
                <section class="card p-5">
                    <DataTable caption="Mail" columns=COLUMNS rows/>
                    <Pager next first shown/>
                </section>
            }
            .into_any()
        })}
        <Dialog title="Message" open>{move || reading.get().map(|id| view! { <Message id/> })}</Dialog>
    }
}

fn cells(m: MailSummary, reading: RwSignal<Option<MailId>>) -> Vec<AnyView> {
    let state = match (m.failure, m.sent_at) {
        (Some(why), _) => badge(Tone::Danger, why),
        (None, Some(_)) => badge(Tone::Good, "Sent"),
        (None, None) => badge(Tone::Info, "Waiting"),
    };
    vec![
        view! { <button class="link text-left" on:click=move |_| reading.set(Some(m.id))>{m.subject}</button> }.into_any(),
        view! { <span class="wrap-anywhere">{m.to}</span> }.into_any(),
        state,
        text(day_and_time(m.created_at)),
    ]
}

#[component]
fn Message(id: MailId) -> impl IntoView {
    let message = Query::new(move || format!("/mail/{id}"), &[]);
    loaded(message, |m: MailMessage| {
        view! {
            <h3 class="font-bold mt-3">{m.summary.subject}</h3>
            <p class="opacity-80 wrap-anywhere">{format!("To {}", m.summary.to)}</p>
            <p class="mt-3 whitespace-pre-wrap wrap-anywhere">{with_links(&m.text)}</p>
        }
        .into_any()
    })
}

/// The text with its links made to press.
fn with_links(text: &str) -> AnyView {
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let address = word.trim_end();
            if address.starts_with("http://") || address.starts_with("https://") {
                view! { <a class="link" href=address.to_owned()>{word.to_owned()}</a> }.into_any()
            } else {
                word.to_owned().into_any()
            }
        })
        .collect_view()
        .into_any()
}

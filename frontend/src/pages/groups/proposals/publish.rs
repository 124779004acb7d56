use crate::address::Address;
use crate::client::post;
use crate::ui::{Confirm, Form, tell};
use crate::wording::{count, some};
use cairn_domain::groups::ProposalSummary;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

/// Makes a proposal's groups real, after asking.
#[component]
pub fn PublishButton(scheme: SchemeId, proposal: ProposalSummary, label: &'static str) -> impl IntoView {
    let address = Address::here();
    let tell = tell();
    let form = Form::new("publish");
    let open = RwSignal::new(false);
    let (id, version) = (proposal.id, proposal.version);
    let m = proposal.metrics.unwrap_or_default();
    let left_out = match m.mentees_unplaced {
        0 => "Everybody has a place.".to_owned(),
        n => format!("{} will wait for a place.", some(n, "person", "people")),
    };
    let text = format!(
        "{} become real, with {} mentees and {} mentors. Everyone in them is told. {left_out} You can still move people later.",
        some(m.groups, "group", "groups"),
        count(m.mentees_placed),
        count(m.mentors_used),
    );
    let publish = move |()| {
        form.run(async move {
            post(format!("/proposals/{id}/publish"))
                .if_match(version)
                .done()
                .await?;
            open.set(false);
            tell("The groups are published.");
            address.go(&format!("/schemes/{scheme}/groups"));
            Ok(())
        });
    };
    view! {
        <button class="btn btn-primary" on:click=move |_| open.set(true)>{label}</button>
        <Confirm open title="Publish these groups?" text action="Publish the groups" form on_yes=publish/>
    }
}

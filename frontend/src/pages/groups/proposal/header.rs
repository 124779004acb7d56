use super::carry::Carry;
use crate::address::Address;
use crate::client::delete;
use crate::pages::groups::names::{match_share, state_badge};
use crate::pages::groups::proposals::PublishButton;
use crate::session::use_session;
use crate::ui::{Confirm, Form, FormProblem, PageHeader, Stat, Tone, icon, tell};
use crate::wording::{count, percent};
use cairn_domain::groups::ProposalView;
use cairn_domain::identity::Action;
use cairn_domain::ids::{ProposalId, SchemeId};
use icondata_lu as lu;
use leptos::prelude::*;

/// The proposal's name, what can be done with it, and its figures as they are after each move.
#[component]
pub fn Header(scheme: SchemeId, carry: Carry, editable: bool) -> impl IntoView {
    let session = use_session();
    let tell = tell();
    let view = carry.view;
    let name = view.with_untracked(|v| v.as_ref().map_or_else(String::new, |v| v.summary.name.clone()));
    let lead = view.with_untracked(|v| v.as_ref().map_or("", |v| v.summary.strategy.label()));
    let state = view.with_untracked(|v| v.as_ref().map(|v| state_badge(&v.summary)));
    let may_publish = untrack(|| session.may(Action::PublishProposal));
    // What other groups overtook can't be adjusted, but it can still be put aside.
    let overtaken = view.with_untracked(|v| v.as_ref().is_some_and(|v| v.summary.is_overtaken()));
    let may_discard = editable || (overtaken && untrack(|| session.may(Action::EditProposals)));
    let steps = Memo::new(move |_| view.with(|v| v.as_ref().map_or(0, |v| v.undo_steps)));
    let undo = editable.then(|| {
        view! {
            <button class="btn" disabled=move || steps.get() == 0 on:click=move |_| carry.undo(tell)>
                {icon(lu::LuUndo2)}
                {move || format!("Undo ({})", steps.get())}
            </button>
        }
    });
    // Made afresh when the proposal has changed, and not before: its dialog may be open.
    let version = Memo::new(move |_| view.with(|v| v.as_ref().map(|v| v.summary.version)));
    let publish = (editable && may_publish).then_some({
        move || {
            version.get()?;
            view.get_untracked()
                .map(|v| view! { <PublishButton scheme proposal=v.summary label="Publish these groups"/> })
        }
    });
    let discard = may_discard
        .then(|| view.with_untracked(|v| v.as_ref().map(|v| view! { <Discard scheme id=v.summary.id/> })));
    view! {
        <PageHeader title=name lead=lead crumbs=super::way(scheme)>{state} {discard} {undo} {publish}</PageHeader>
        <FormProblem form=carry.form/>
        {move || view.with(|v| v.as_ref().map(figures))}
    }
}

fn figures(v: &ProposalView) -> AnyView {
    let m = v.summary.metrics.clone().unwrap_or_default();
    let tone = if m.mentees_unplaced > 0 {
        Tone::Attention
    } else {
        Tone::Plain
    };
    view! {
        <dl class="grid grid-cols-1 min-[360px]:grid-cols-2 lg:grid-cols-4 gap-3 sm:gap-4">
            <Stat label="Groups" value=count(m.groups) note=format!("{} mentees placed", count(m.mentees_placed))/>
            <Stat label="New ties" value=percent(m.new_tie_rate) note=format!("best possible {}", percent(m.best_new_tie_rate))/>
            <Stat label="Match score" value=percent(match_share(&m)) note=format!("{} of {}", m.mentor_score, m.best_mentor_score)/>
            <Stat label="Without a place" value=count(m.mentees_unplaced) note=format!("{} mentors in reserve", count(m.mentors_spare)) tone/>
        </dl>
    }
    .into_any()
}

#[component]
fn Discard(scheme: SchemeId, id: ProposalId) -> impl IntoView {
    let address = Address::here();
    let tell = tell();
    let form = Form::new("discard");
    let open = RwSignal::new(false);
    let discard = move |()| {
        form.run(async move {
            delete(format!("/proposals/{id}")).done().await?;
            open.set(false);
            tell("The proposal is put aside.");
            address.go(&format!("/schemes/{scheme}/proposals"));
            Ok(())
        });
    };
    view! {
        <button class="btn btn-ghost" on:click=move |_| open.set(true)>"Put aside"</button>
        <Confirm
            open
            title="Put this proposal aside?"
            text="Your moves in it are lost. The same seed gives the same groups again, without them."
            action="Put it aside"
            form
            on_yes=discard
        />
    }
}

use crate::client::{Query, post};
use crate::pages::recognition::staff::names::award_name;
use crate::ui::{CheckField, Dialog, Form, FormProblem, SelectField, Submit, TextArea, tell};
use cairn_domain::ids::{ParticipantId, SchemeId};
use cairn_domain::recognition::{AwardView, GrantRunView, NewGrants};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Gives an award to one person; also despite its rule, with a reason that stays with it.
#[component]
pub fn GiveDialog(
    scheme: SchemeId,
    participant: ParticipantId,
    #[prop(into)] name: Signal<String>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let title = Signal::derive(move || format!("Give {} an award", name.get()));
    view! { <Dialog title open><GiveForm scheme participant open/></Dialog> }
}

#[component]
fn GiveForm(scheme: SchemeId, participant: ParticipantId, open: RwSignal<bool>) -> impl IntoView {
    let awards = Query::new(move || format!("/awards?scheme_id={scheme}"), &[]);
    let tell = tell();
    let form = Form::new("give-one");
    let despite = RwSignal::new(false);
    let [award, reason] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let choice = move || {
        let mut options = vec![(String::new(), "Choose an award".to_owned())];
        let known = awards.value::<Vec<AwardView>>().unwrap_or_default();
        let offered = known.into_iter().filter(|a| !a.is_archived);
        options.extend(offered.map(|a| (a.id.to_string(), award_name(&a.content.name, a.content.tier))));
        view! { <SelectField form at="/award_id" label="Award" value=award options/> }
    };
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let award = award.get_untracked();
        if award.is_empty() {
            return form.refuse_field("/award_id", "Choose the award.");
        }
        let despite_rule = despite.get_untracked();
        let new = NewGrants {
            participants: vec![participant],
            despite_rule,
            reason: despite_rule.then(|| reason.get_untracked()),
        };
        form.run(async move {
            post(format!("/awards/{award}/grants"))
                .json(&new)
                .read::<GrantRunView>()
                .await?;
            tell("It is looked at now. If it can be given, it appears here in a moment.");
            let _ = open.try_set(false);
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            {choice}
            <CheckField
                label="Give it although the rule is not met"
                value=despite
                hint="For somebody who has earned it in another way. Your name and your reason stay with the award."
            />
            <Show when=move || despite.get()>
                <TextArea form at="/reason" label="Why the rule is set aside" value=reason/>
            </Show>
            <FormProblem form/>
            <Submit form label="Give the award"/>
        </form>
    }
}

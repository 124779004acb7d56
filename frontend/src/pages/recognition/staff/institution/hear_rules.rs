use crate::client::{Query, loaded, put};
use crate::pages::recognition::staff::nav::InstitutionNav;
use crate::ui::{CheckField, Field, Form, FormProblem, PageHeader, Section, Submit, UnsavedGuard, tell};
use cairn_domain::recognition::{HearSettings, HearSettingsView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/recognition-institution/hear`
#[component]
pub fn HearRulesPage() -> impl IntoView {
    let query = Query::new(|| "/hear-settings".to_owned(), &[]);
    view! {
        <PageHeader
            title="The rules of the HEAR"
            lead="Universities differ here. What you set holds for every scheme, and shows at once where an entry is held back."
        />
        <InstitutionNav/>
        {loaded(query, move |view: HearSettingsView| view! { <RulesForm view query/> }.into_any())}
    }
}

#[component]
fn RulesForm(view: HearSettingsView, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("hear-rules");
    let HearSettingsView { settings, version } = view;
    let label = RwSignal::new(settings.label.clone());
    let title_limit = RwSignal::new(settings.title_limit.to_string());
    let limit = RwSignal::new(settings.description_limit.to_string());
    let method = RwSignal::new(settings.verification_method.clone());
    let paid = RwSignal::new(settings.takes_paid_work);
    let credit = RwSignal::new(settings.takes_credit_bearing);
    // A box that holds no number reads as 0, which is refused beside it.
    let read = move || HearSettings {
        label: label.get().trim().to_owned(),
        title_limit: title_limit.get().trim().parse().unwrap_or(0),
        description_limit: limit.get().trim().parse().unwrap_or(0),
        takes_paid_work: paid.get(),
        takes_credit_bearing: credit.get(),
        verification_method: method.get().trim().to_owned(),
    };
    let saved = StoredValue::new(settings);
    let dirty = Signal::derive(move || saved.with_value(|s| read() != *s));
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let settings = untrack(read);
        form.run(async move {
            let view: HearSettingsView = put("/hear-settings")
                .json(&settings)
                .if_match(version)
                .read()
                .await?;
            query.put(&view);
            tell("The rules are saved.");
            Ok(())
        });
    };
    view! {
        <form on:submit=submit>
            <div class="grid gap-5 lg:grid-cols-2 items-start">
                <Section title="Words">
                    <Field form at="/label" label="What the record is called here" value=label hint="HEAR, unless you have another name for it."/>
                    <Field form at="/title_limit" label="Longest title, in characters" value=title_limit kind="number"/>
                    <Field form at="/description_limit" label="Longest description, in characters" value=limit kind="number" hint="Goldsmiths takes 400, Northumbria 750."/>
                    <Field form at="/verification_method" label="How entries are verified" value=method hint="Stands in every entry of the export."/>
                </Section>
                <Section title="What may be entered">
                    <CheckField label="Paid mentoring may be entered" value=paid hint="Warwick says no to work that is mainly paid; Goldsmiths takes some paid roles."/>
                    <CheckField label="Activities that earn credit may be entered" value=credit hint="The same hours never count for both, whatever you set."/>
                </Section>
            </div>
            <FormProblem form/>
            <div class="mt-5"><Submit form label="Save the rules"/></div>
        </form>
        <UnsavedGuard dirty/>
    }
}

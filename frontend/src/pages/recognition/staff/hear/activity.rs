use super::blocks_list;
use super::counted::Counted;
use crate::address::Address;
use crate::client::{Problem, Query, loaded, post, put};
use crate::pages::home::not_found;
use crate::pages::recognition::staff::names::{in_hours, minutes_from, today};
use crate::session::use_session;
use crate::ui::{
    CheckField, Field, Form, FormProblem, PageHeader, Section, SelectField, Submit, TextArea, UnsavedGuard,
    crumb, options_of, tell,
};
use cairn_domain::identity::Action;
use cairn_domain::ids::{HearActivityId, SchemeId};
use cairn_domain::recognition::hear::{HearFacts, activity_blocks};
use cairn_domain::recognition::{
    HearActivityContent, HearActivityView, HearBlock, HearCategory, HearSettings, HearSettingsView,
    NewHearActivity,
};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// `/schemes/:scheme/recognition/hear/new`
#[component]
pub fn NewActivityPage(scheme: SchemeId) -> impl IntoView {
    let settings = Query::new(|| "/hear-settings".to_owned(), &[]);
    loaded(settings, move |rules: HearSettingsView| {
        view! { <ActivityForm scheme rules=rules.settings/> }.into_any()
    })
}

/// `/schemes/:scheme/recognition/hear/:activity`
#[component]
pub fn ActivityPage(scheme: SchemeId, activity: HearActivityId) -> impl IntoView {
    let settings = Query::new(|| "/hear-settings".to_owned(), &[]);
    // No live updates: somebody is writing. Who saves second is told.
    let register = Query::new(move || format!("/hear-activities?scheme_id={scheme}"), &[]);
    loaded(settings, move |rules: HearSettingsView| {
        loaded(register, move |all: Vec<HearActivityView>| {
            let found = all.into_iter().find(|a| a.id == activity);
            let rules = rules.settings.clone();
            found.map_or_else(not_found, |saved| {
                view! { <ActivityForm scheme rules saved query=register/> }.into_any()
            })
        })
    })
}

/// An activity while it is being written.
#[derive(Clone, Copy)]
struct Draft {
    title: RwSignal<String>,
    category: RwSignal<String>,
    description: RwSignal<String>,
    provider: RwSignal<String>,
    contact: RwSignal<String>,
    verifier: RwSignal<String>,
    protocol: RwSignal<String>,
    hours: RwSignal<String>,
    paid: RwSignal<bool>,
    credit: RwSignal<bool>,
    deadline: RwSignal<String>,
}

impl Draft {
    fn of(c: Option<&HearActivityContent>) -> Self {
        let text = |of: fn(&HearActivityContent) -> String| RwSignal::new(c.map(of).unwrap_or_default());
        Self {
            title: text(|c| c.title.clone()),
            category: RwSignal::new(
                c.map_or(HearCategory::RecognisedActivity, |c| c.category)
                    .to_string(),
            ),
            description: text(|c| c.description.clone()),
            provider: text(|c| c.provider.clone()),
            contact: text(|c| c.key_contact.clone()),
            verifier: text(|c| c.verifier.clone()),
            protocol: text(|c| c.protocol.clone()),
            hours: RwSignal::new(in_hours(c.map_or(1_200, |c| c.minutes_needed))),
            paid: RwSignal::new(c.is_some_and(|c| c.is_paid)),
            credit: RwSignal::new(c.is_some_and(|c| c.is_credit_bearing)),
            deadline: text(|c| c.deadline.map(|d| d.to_string()).unwrap_or_default()),
        }
    }

    fn read(self) -> HearActivityContent {
        let line = |s: RwSignal<String>| s.get().trim().to_owned();
        HearActivityContent {
            title: line(self.title),
            category: line(self.category)
                .parse()
                .unwrap_or(HearCategory::RecognisedActivity),
            description: line(self.description),
            provider: line(self.provider),
            key_contact: line(self.contact),
            verifier: line(self.verifier),
            protocol: line(self.protocol),
            minutes_needed: minutes_from(&self.hours.get()).unwrap_or(0),
            is_paid: self.paid.get(),
            is_credit_bearing: self.credit.get(),
            deadline: line(self.deadline).parse().ok(),
        }
    }
}

/// What would stand in the way of every entry, as it is written now. A change of content takes the year's confirmation back.
fn blocks_now(
    c: &HearActivityContent,
    saved: Option<&HearActivityView>,
    rules: &HearSettings,
) -> Vec<HearBlock> {
    let unchanged = saved.filter(|s| s.content == *c);
    let facts = HearFacts {
        title: &c.title,
        description: &c.description,
        is_paid: c.is_paid,
        is_credit_bearing: c.is_credit_bearing,
        has_verifier: !c.verifier.is_empty(),
        confirmed_for: unchanged.and_then(|s| s.confirmed_for.as_deref()),
        academic_year: saved.map_or("", |s| s.academic_year.as_str()),
        deadline: c.deadline,
        minutes_needed: c.minutes_needed,
        minutes: 0,
        has_student_number: true,
    };
    activity_blocks(&facts, rules, today())
}

/// Where what is written goes: an activity that is there, at the version that was read, or a new one.
#[derive(Clone, Copy)]
struct Target {
    scheme: SchemeId,
    at: Option<(HearActivityId, i32)>,
    query: Option<Query>,
}

impl Target {
    async fn send(self, content: HearActivityContent) -> Result<&'static str, Problem> {
        let Some((id, version)) = self.at else {
            let new = NewHearActivity {
                scheme_id: self.scheme,
                content,
            };
            post("/hear-activities")
                .json(&new)
                .read::<HearActivityView>()
                .await?;
            return Ok("The activity is in the register. Confirm it for this year next.");
        };
        let call = put(format!("/hear-activities/{id}"))
            .json(&content)
            .if_match(version);
        call.read::<HearActivityView>().await?;
        if let Some(query) = self.query {
            query.reload();
        }
        Ok("The activity is saved.")
    }
}

/// The activity in boxes. Without `saved` it is a new one.
#[component]
fn ActivityForm(
    scheme: SchemeId,
    rules: HearSettings,
    #[prop(optional)] saved: Option<HearActivityView>,
    #[prop(optional)] query: Option<Query>,
) -> impl IntoView {
    let session = use_session();
    let form = Form::new("activity");
    let may_edit = untrack(|| session.may_all_of(Action::EditRecognition, scheme));
    let draft = Draft::of(saved.as_ref().map(|s| &s.content));
    let first = StoredValue::new(untrack(|| draft.read()));
    let is_kept = RwSignal::new(false);
    let now = Memo::new(move |_| draft.read());
    let dirty = Signal::derive(move || !is_kept.get() && now.with(|n| first.with_value(|f| n != f)));
    let at = saved.as_ref().map(|s| (s.id, s.version));
    let submit = save(Target { scheme, at, query }, form, draft, is_kept);
    let base = format!("/schemes/{scheme}/recognition");
    let crumbs = vec![
        crumb(base.clone(), "Recognition"),
        crumb(format!("{base}/hear"), "The HEAR"),
    ];
    let title = saved
        .as_ref()
        .map_or_else(|| "New activity".to_owned(), |s| s.content.title.clone());
    let (title_limit, limit) = (rules.title_limit as usize, rules.description_limit as usize);
    let held = StoredValue::new((saved, rules));
    let blocks = move || held.with_value(|(saved, rules)| now.with(|c| blocks_now(c, saved.as_ref(), rules)));
    view! {
        <PageHeader title crumbs/>
        <form on:submit=submit class="grid gap-5 lg:grid-cols-3 items-start">
            <fieldset disabled=!may_edit class="grid gap-5 lg:col-span-2 min-w-0">
                <legend class="sr-only">"The activity"</legend>
                <Entry draft form title_limit limit/>
                <Checking draft form/>
                <div><FormProblem form/> {may_edit.then(|| view! { <Submit form label="Save the activity"/> })}</div>
            </fieldset>
            <InTheWay blocks=Signal::derive(blocks)/>
        </form>
        <UnsavedGuard dirty/>
    }
}

fn save(to: Target, form: Form, draft: Draft, is_kept: RwSignal<bool>) -> impl Fn(SubmitEvent) {
    let address = Address::here();
    let tell = tell();
    move |ev: SubmitEvent| {
        ev.prevent_default();
        if minutes_from(&draft.hours.get_untracked()).is_none() {
            return form.refuse_field("/minutes_needed", "Enter a number of hours, like 20.");
        }
        let content = untrack(|| draft.read());
        form.run(async move {
            tell(to.send(content).await?);
            if to.at.is_none() {
                let _ = is_kept.try_set(true);
                address.go(&format!("/schemes/{}/recognition/hear", to.scheme));
            }
            Ok(())
        });
    }
}

/// What will stand in the students' records.
#[component]
fn Entry(draft: Draft, form: Form, title_limit: usize, limit: usize) -> impl IntoView {
    let hint = "Facts only: what students in this activity did. No web or email addresses.";
    view! {
        <Section title="What the record says">
            <Counted form at="/title" label="Title" value=draft.title limit=Signal::derive(move || title_limit)/>
            <SelectField form at="/category" label="Category" value=draft.category options=options_of!(HearCategory)/>
            <Counted form at="/description" label="Description" value=draft.description limit=Signal::derive(move || limit) rows=5 hint/>
            <Field form at="/provider" label="Who offers it" value=draft.provider/>
            <Field form at="/key_contact" label="Key contact" value=draft.contact hint="Name and office, for those who keep the records."/>
        </Section>
    }
}

/// How it is checked.
#[component]
fn Checking(draft: Draft, form: Form) -> impl IntoView {
    view! {
        <Section title="How it is checked">
            <Field form at="/verifier" label="Verifier" value=draft.verifier hint="Name and post of a permanent member of staff."/>
            <TextArea form at="/protocol" label="Protocol" value=draft.protocol hint="How staff make sure that the work was done. You confirm it anew each year."/>
            <Field form at="/minutes_needed" label="Hours that an entry needs" value=draft.hours hint="Like 20, or 1.5."/>
            <Field form at="/deadline" label="Entries until" value=draft.deadline kind="date" hint="Before the Board of Examiners meets. Empty: no deadline."/>
            <CheckField label="Mainly paid work" value=draft.paid/>
            <CheckField label="Earns academic credit" value=draft.credit hint="The same hours never count for both, whatever you say here."/>
        </Section>
    }
}

#[component]
fn InTheWay(blocks: Signal<Vec<HearBlock>>) -> impl IntoView {
    let said = move || {
        let blocks = blocks.get();
        blocks_list(&blocks)
            .unwrap_or_else(|| view! { <p>"Nothing stands in the way of this activity."</p> }.into_any())
    };
    view! {
        <Section title="What stands in the way">
            <p class="text-sm opacity-80">"Of every entry, as the activity is written now. A change takes this year's confirmation back."</p>
            <div role="status" class="mt-2">{said}</div>
        </Section>
    }
}

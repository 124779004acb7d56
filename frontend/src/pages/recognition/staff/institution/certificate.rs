use super::artwork::{ArtworkAt, ArtworkDraft, ArtworkField};
use super::colours::{ENOUGH, contrast};
use crate::client::{Query, loaded, put};
use crate::pages::recognition::staff::files::{PDF, save_asked};
use crate::pages::recognition::staff::nav::InstitutionNav;
use crate::ui::{Field, Form, FormProblem, PageHeader, Section, Submit, TextArea, UnsavedGuard, icon, tell};
use cairn_domain::recognition::{CertificateTemplate, CertificateTemplateView};
use icondata_lu as lu;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What the wording may hold, and what stands there in print.
const PLACEHOLDERS: [(&str, &str); 7] = [
    ("{name}", "the student's name"),
    ("{award}", "the award"),
    ("{tier}", "its tier, where it has one"),
    ("{scheme}", "the scheme"),
    ("{academic_year}", "the academic year"),
    ("{hours}", "confirmed hours"),
    ("{date}", "the day it was given"),
];

/// `/recognition-institution`
#[component]
pub fn CertificatePage() -> impl IntoView {
    let query = Query::new(|| "/certificate-template".to_owned(), &[]);
    view! {
        <PageHeader
            title="The certificate"
            lead="How certificates look in every scheme. A certificate that was given before is printed anew in this look, with the same words of the award."
        />
        <InstitutionNav/>
        {loaded(query, move |view: CertificateTemplateView| view! { <TemplateForm view query/> }.into_any())}
    }
}

/// The template while it is being written.
#[derive(Clone, Copy)]
struct Draft {
    institution: RwSignal<String>,
    title: RwSignal<String>,
    wording: RwSignal<String>,
    signatory: RwSignal<String>,
    role: RwSignal<String>,
    colour: RwSignal<String>,
    accent: RwSignal<String>,
    crest: ArtworkDraft,
    signature: ArtworkDraft,
}

impl Draft {
    fn of(t: &CertificateTemplate) -> Self {
        let text = |t: &str| RwSignal::new(t.to_owned());
        Self {
            institution: text(&t.institution),
            title: text(&t.title),
            wording: text(&t.wording),
            signatory: text(&t.signatory_name),
            role: text(&t.signatory_role),
            colour: text(&t.colour),
            accent: text(&t.accent),
            crest: ArtworkDraft::of(t.crest.as_ref()),
            signature: ArtworkDraft::of(t.signature.as_ref()),
        }
    }

    fn read(self) -> CertificateTemplate {
        let line = |s: RwSignal<String>| s.get().trim().to_owned();
        CertificateTemplate {
            institution: line(self.institution),
            title: line(self.title),
            wording: line(self.wording),
            signatory_name: line(self.signatory),
            signatory_role: line(self.role),
            colour: line(self.colour),
            accent: line(self.accent),
            crest: self.crest.read(),
            signature: self.signature.read(),
        }
    }
}

#[component]
fn TemplateForm(view: CertificateTemplateView, query: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new("template");
    let CertificateTemplateView { template, version } = view;
    let draft = Draft::of(&template);
    let first = StoredValue::new(untrack(|| draft.read()));
    let now = Memo::new(move |_| draft.read());
    let dirty = Signal::derive(move || now.with(|n| first.with_value(|f| n != f)));
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let template = now.get_untracked();
        form.run(async move {
            let view: CertificateTemplateView = put("/certificate-template")
                .json(&template)
                .if_match(version)
                .read()
                .await?;
            query.put(&view);
            tell("The certificate is saved.");
            Ok(())
        });
    };
    let preview = move |_| {
        let template = now.get_untracked();
        form.run(async move {
            save_asked(
                "/certificate-template/preview",
                &template,
                PDF,
                "certificate-preview.pdf",
            )
            .await?;
            tell("The preview is saved in your downloads.");
            Ok(())
        });
    };
    view! {
        <form on:submit=submit>
            <div class="grid gap-5 lg:grid-cols-2 items-start">
                <Words draft form/>
                <div class="grid gap-5 min-w-0"><Colours draft form/> <Pictures draft form/></div>
            </div>
            <FormProblem form/>
            <div class="mt-5 flex flex-wrap gap-2">
                <Submit form label="Save the certificate"/>
                <button type="button" class="btn" aria-disabled=move || form.is_busy().to_string() on:click=preview>
                    {icon(lu::LuFileText)} "Preview as PDF"
                </button>
            </div>
        </form>
        <UnsavedGuard dirty/>
    }
}

#[component]
fn Words(draft: Draft, form: Form) -> impl IntoView {
    let words = PLACEHOLDERS
        .into_iter()
        .map(|(word, meaning)| view! { <li><code>{word}</code> {format!(" {meaning}")}</li> })
        .collect_view();
    view! {
        <Section title="Words">
            <Field form at="/institution" label="Institution" value=draft.institution/>
            <Field form at="/title" label="Title" value=draft.title/>
            <TextArea form at="/wording" label="Wording" value=draft.wording hint="The name stands above it. Each line is a paragraph."/>
            <p class="font-semibold">"Words that are filled in"</p>
            <ul class="text-sm mb-4 mt-1 grid gap-1">{words}</ul>
            <Field form at="/signatory_name" label="Who signs" value=draft.signatory/>
            <Field form at="/signatory_role" label="Their office" value=draft.role/>
        </Section>
    }
}

#[component]
fn Colours(draft: Draft, form: Form) -> impl IntoView {
    view! {
        <Section title="Colours">
            <p class="text-sm opacity-80 mb-3">"Written like #1f5c4d. Each has to be readable on white paper."</p>
            <Field form at="/colour" label="Main colour" value=draft.colour/>
            <Swatch value=draft.colour/>
            <Field form at="/accent" label="Second colour" value=draft.accent/>
            <Swatch value=draft.accent/>
        </Section>
    }
}

/// The colour on white, and whether it can be read.
#[component]
fn Swatch(value: RwSignal<String>) -> impl IntoView {
    let said = move || match contrast(&value.get()) {
        None => "Write # and six digits or letters from a to f.".to_owned(),
        Some(c) if c >= ENOUGH => format!("{c:.1}:1 against white. It can be read."),
        Some(c) => format!("{c:.1}:1 against white. It needs 4.5:1: choose a darker one."),
    };
    view! {
        <p class="flex gap-2 items-center text-sm -mt-2 mb-4">
            <svg viewBox="0 0 48 24" class="h-6 w-12 shrink-0" aria-hidden="true">
                <rect width="48" height="24" rx="4" fill="#ffffff"></rect>
                <rect x="4" y="4" width="40" height="16" rx="3" fill=move || value.get()></rect>
            </svg>
            <span role="status">{said}</span>
        </p>
    }
}

#[component]
fn Pictures(draft: Draft, form: Form) -> impl IntoView {
    let crest = ArtworkAt {
        data: "/crest/data",
        description: "/crest/description",
    };
    let signature = ArtworkAt {
        data: "/signature/data",
        description: "/signature/description",
    };
    view! {
        <Section title="Pictures">
            <ArtworkField form at=crest label="Crest" draft=draft.crest hint="PNG, JPEG or SVG, at most 180 kB. SVG stays sharp in print."/>
            <ArtworkField form at=signature label="Signature" draft=draft.signature hint="On a white or clear ground. Leave it out where certificates are signed by hand."/>
        </Section>
    }
}

use crate::client::{Query, post};
use crate::ui::{Field, Form, FormProblem, Submit, tell};
use cairn_domain::cohorts::{Named, ProgrammeInput, TeachingGroupInput};
use cairn_domain::ids::SchemeId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Programme,
    Campus,
    TutorGroup,
    SeminarGroup,
}

impl Kind {
    const fn form(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Campus => "campus",
            Self::TutorGroup => "tutor-group",
            Self::SeminarGroup => "seminar-group",
        }
    }
    const fn label(self) -> &'static str {
        match self {
            Self::Programme => "Title of another programme",
            Self::Campus => "Another campus",
            Self::TutorGroup => "Another tutor group",
            Self::SeminarGroup => "Another seminar group",
        }
    }
}

/// One box and a button: adds a name to a list.
#[component]
pub fn AddName(kind: Kind, scheme: SchemeId, lists: Query) -> impl IntoView {
    let tell = tell();
    let form = Form::new(kind.form());
    let name = RwSignal::new(String::new());
    let code = RwSignal::new(String::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let (name, code) = (name.get_untracked(), code.get_untracked());
        let call = match kind {
            Kind::Programme => post("/programmes").json(&ProgrammeInput {
                code,
                title: name,
                school_id: None,
            }),
            Kind::Campus => post("/campuses").json(&Named { name }),
            Kind::TutorGroup | Kind::SeminarGroup => post(format!("/schemes/{scheme}/{}s", kind.form()))
                .json(&TeachingGroupInput {
                    programme_id: None,
                    name,
                }),
        };
        form.run(async move {
            call.done().await?;
            tell("It is in the list.");
            lists.reload();
            Ok(())
        });
    };
    let at = if kind == Kind::Programme {
        "/title"
    } else {
        "/name"
    };
    let code_field = (kind == Kind::Programme)
        .then(|| view! { <Field form at="/code" label="Its code" value=code required=true/> });
    view! {
        <form on:submit=submit class="mt-4 pt-4 border-t border-base-300">
            {code_field}
            <Field form at label=kind.label() value=name required=true/>
            <FormProblem form/>
            <Submit form label="Add" class="btn btn-sm"/>
        </form>
    }
}

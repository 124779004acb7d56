//! What a new module needs besides its content: a key for good, and whose it is.

use crate::address::Address;
use crate::client::{Query, post};
use crate::session::use_session;
use crate::ui::{Field, Form, FormProblem, SelectField, Submit, tell};
use cairn_domain::cohorts::SchemeLists;
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::training::{ModuleContent, ModuleView, NewModule};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Values of the owner's choice that aren't a programme's id.
const CENTRAL: &str = "central";
const SCHEME: &str = "scheme";

/// Asks for key and owner, makes the module, and leads to its editor.
#[component]
pub fn NewModuleForm(
    scheme: SchemeId,
    key: RwSignal<String>,
    /// The content, once it can be read; the form is told when not.
    content: impl Fn(Form) -> Option<ModuleContent> + Send + Sync + 'static,
    children: Children,
) -> impl IntoView {
    let session = use_session();
    let address = Address::here();
    let tell = tell();
    let form = Form::new("new-module");
    let central = untrack(|| session.may_everywhere(Action::EditTraining));
    let whole = untrack(|| session.may_all_of(Action::EditTraining, scheme));
    let owner = RwSignal::new(if whole { SCHEME } else { "" }.to_owned());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(content) = content(form) else {
            return;
        };
        let owner = owner.get_untracked();
        let new = NewModule {
            key: key.get_untracked().trim().to_owned(),
            scheme_id: (owner != CENTRAL).then_some(scheme),
            programme_id: owner.parse().ok(),
            content,
            is_compulsory: false,
            prerequisites: Vec::new(),
            valid_months: None,
        };
        form.run(async move {
            let made: ModuleView = post("/training-modules").json(&new).read().await?;
            tell("The module is there, as a draft.");
            address.go(&format!("/schemes/{scheme}/training/modules/{}", made.summary.id));
            Ok(())
        });
    };
    view! {
        <form on:submit=submit class="mt-3">
            {children()}
            <Field form at="/key" label="Key" value=key hint="Names it for good, like lab-safety: small letters, digits and hyphens." required=true/>
            <Owner scheme form owner central whole/>
            <FormProblem form/>
            <Submit form label="Make the module"/>
        </form>
    }
}

#[component]
fn Owner(scheme: SchemeId, form: Form, owner: RwSignal<String>, central: bool, whole: bool) -> impl IntoView {
    let lists = Query::new(move || format!("/schemes/{scheme}/lists"), &[]);
    move || {
        let known = lists
            .value::<SchemeLists>()
            .map(|l| l.programmes)
            .unwrap_or_default();
        let mut options = Vec::new();
        if whole {
            options.push((SCHEME.to_owned(), "Everybody in this scheme".to_owned()));
        } else {
            options.push((String::new(), "Choose a programme".to_owned()));
        }
        options.extend(
            known
                .into_iter()
                .map(|p| (p.id.to_string(), format!("Only {} {}", p.code, p.title))),
        );
        if central {
            options.push((CENTRAL.to_owned(), "Every scheme of the institution".to_owned()));
        }
        view! { <SelectField form at="/programme_id" label="For" value=owner options/> }
    }
}

/// A key from a title: `Lab safety!` is `lab-safety`.
pub fn key_from(title: &str) -> String {
    let mut key = String::new();
    for c in title.to_lowercase().chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with('-') {
            key.push('-');
        }
        if key.len() == 40 {
            break;
        }
    }
    key.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::key_from;

    #[test]
    fn a_title_makes_a_key() {
        assert_eq!(key_from("Lab safety, part 2!"), "lab-safety-part-2");
        assert_eq!(key_from("  "), "");
        assert!(key_from(&"a b ".repeat(40)).len() <= 40);
    }
}

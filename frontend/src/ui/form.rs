use super::icon;
use cairn_domain::problem::Problem;
use icondata_lu as lu;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

/// A form that is being filled in: whether it is on its way, and what the answer complained about.
#[derive(Clone, Copy)]
pub struct Form {
    /// Makes the ids of its fields unique on the page.
    pub name: &'static str,
    problem: RwSignal<Option<Problem>>,
    busy: RwSignal<bool>,
}

impl Form {
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }
    pub fn is_busy(self) -> bool {
        self.busy.get()
    }
    pub fn clear(self) {
        self.problem.set(None);
    }
    pub fn refuse(self, problem: Problem) {
        self.problem.set(Some(problem));
        let name = self.name;
        request_animation_frame(move || focus_fault(name));
    }
    /// Says before sending that a field can't be read.
    pub fn refuse_field(self, pointer: &str, detail: &str) {
        self.refuse(Problem {
            kind: "about:blank".to_owned(),
            title: "Please check the form.".to_owned(),
            status: 422,
            detail: None,
            errors: vec![cairn_domain::problem::FieldError {
                pointer: pointer.to_owned(),
                detail: detail.to_owned(),
            }],
            request_id: None,
        });
    }
    /// Does the work once, however often the button is pressed, and keeps what it complains about.
    pub fn run(self, work: impl Future<Output = Result<(), Problem>> + 'static) {
        self.start(Box::pin(work));
    }
    fn start(self, work: std::pin::Pin<Box<dyn Future<Output = Result<(), Problem>>>>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.clear();
        spawn_local(async move {
            let result = work.await;
            // The form may have left the page with its success.
            let _ = self.busy.try_set(false);
            if let Err(problem) = result {
                self.refuse(problem);
            }
        });
    }
    /// Whether the answer was this kind of problem.
    pub fn complains_of(self, kind: &str) -> bool {
        self.problem.with(|p| {
            p.as_ref()
                .is_some_and(|p| p.kind.rsplit('/').next() == Some(kind))
        })
    }
    /// What is wrong with one field.
    pub fn fault(self, pointer: &str) -> Option<String> {
        self.problem.with(|p| {
            p.as_ref()?
                .errors
                .iter()
                .find(|e| e.pointer == pointer)
                .map(|e| e.detail.clone())
        })
    }
    pub fn field_id(self, pointer: &str) -> String {
        format!("{}{}", self.name, pointer.replace('/', "-"))
    }
}

/// Puts the focus on the first field at fault, or on the form's message.
fn focus_fault(name: &str) {
    let selector = format!("[id^='{name}-'][aria-invalid='true'], #{name}-problem");
    if let Ok(Some(element)) = document().query_selector(&selector) {
        let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// What the answer complained about, above the form's button. Faults without a field of their own are listed.
#[component]
pub fn FormProblem(form: Form) -> impl IntoView {
    move || {
        form.problem.get().map(|p| {
            let faults = p.errors.into_iter().map(|e| view! { <li>{e.detail}</li> }).collect_view();
            view! {
                <div role="alert" tabindex="-1" id=format!("{}-problem", form.name) class="alert alert-error alert-soft items-start my-3">
                    {icon(lu::LuCircleAlert)}
                    <div>
                        <p class="font-semibold">{p.title}</p>
                        <p class="empty:hidden">{p.detail}</p>
                        <ul class="list-disc pl-5 empty:hidden">{faults}</ul>
                    </div>
                </div>
            }
        })
    }
}

/// The form's one button.
#[component]
pub fn Submit(
    form: Form,
    #[prop(into)] label: String,
    #[prop(default = "btn btn-primary")] class: &'static str,
) -> impl IntoView {
    view! {
        <button type="submit" class=class aria-disabled=move || form.is_busy().to_string()>
            {move || form.is_busy().then(|| view! { <span class="loading loading-spinner loading-sm" aria-hidden="true"></span> })}
            {label}
        </button>
    }
}

use super::{Dialog, Form, FormProblem};
use leptos::prelude::*;

/// Asks before something that is hard to take back. The button says what will happen.
#[component]
pub fn Confirm(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] action: String,
    form: Form,
    #[prop(into)] on_yes: Callback<()>,
) -> impl IntoView {
    let action = StoredValue::new(action);
    view! {
        <Dialog title open>
            <p class="mt-2">{move || text.get()}</p>
            <FormProblem form/>
            <div class="modal-action">
                <button class="btn" on:click=move |_| open.set(false)>"Not now"</button>
                <button class="btn btn-primary" disabled=move || form.is_busy() on:click=move |_| on_yes.run(())>
                    {action.get_value()}
                </button>
            </div>
        </Dialog>
    }
}

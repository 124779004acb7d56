use super::may_edit;
use crate::ui::icon;
use icondata_lu as lu;
use leptos::prelude::*;

/// Adds a row to a list, for those who may.
#[component]
pub fn AddButton(
    #[prop(into)] label: String,
    #[prop(default = "btn mt-4")] class: &'static str,
    #[prop(into)] on_add: Callback<()>,
) -> impl IntoView {
    may_edit().then(|| {
        view! { <button type="button" class=class on:click=move |_| on_add.run(())>{icon(lu::LuPlus)} {label}</button> }
    })
}

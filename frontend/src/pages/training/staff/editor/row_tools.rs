use super::draft::Rows;
use super::may_edit;
use crate::ui::icon;
use icondata_lu as lu;
use leptos::prelude::*;

/// Up, down and away, for a row of a list. `name` says which row, for those who can't see where the buttons stand.
#[component]
pub fn RowTools<T: Copy + Send + Sync + 'static>(
    rows: Rows<T>,
    n: ReadSignal<usize>,
    #[prop(into)] name: Signal<String>,
) -> impl IntoView {
    if !may_edit() {
        return ().into_any();
    }
    let last = move || n.get() + 1 >= rows.list.with(Vec::len);
    let button = move |up: bool| {
        let way = if up { "up" } else { "down" };
        let spot = NodeRef::<leptos::html::Button>::new();
        view! {
            <button
                type="button"
                class="btn btn-sm btn-square"
                aria-label=move || format!("Move {} {way}", name.get())
                aria-disabled=move || (if up { n.get() == 0 } else { last() }).to_string()
                node_ref=spot
                on:click=move |_| {
                    rows.shift(n.get_untracked(), up);
                    // Moving an element takes the focus from it.
                    request_animation_frame(move || {
                        if let Some(button) = spot.get_untracked() {
                            let _ = button.focus();
                        }
                    });
                }
            >
                {icon(if up { lu::LuArrowUp } else { lu::LuArrowDown })}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="flex gap-1 shrink-0">
            {button(true)} {button(false)}
            <button
                type="button"
                class="btn btn-sm btn-square"
                aria-label=move || format!("Remove {}", name.get())
                on:click=move |_| rows.remove(n.get_untracked())
            >
                {icon(lu::LuTrash2)}
            </button>
        </div>
    }
    .into_any()
}

use leptos::html;
use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    static WANTED: Cell<bool> = const { Cell::new(false) };
}

/// After a move to another page the next page's title takes the focus, so that a screen reader says where one is.
pub fn title_wants_focus() {
    WANTED.set(true);
}

/// A step on the way here: a path of the app and its name.
#[derive(Clone)]
pub struct Crumb {
    href: String,
    name: String,
}

pub fn crumb(href: impl Into<String>, name: impl Into<String>) -> Crumb {
    Crumb {
        href: href.into(),
        name: name.into(),
    }
}

/// Where one is, said in a title; the page's actions stand beside it.
#[component]
pub fn PageHeader(
    #[prop(into)] title: String,
    #[prop(optional)] crumbs: Vec<Crumb>,
    /// A line above the title, where there are no crumbs.
    #[prop(optional, into)]
    eyebrow: String,
    #[prop(optional, into)] lead: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let place = crumbs
        .last()
        .map_or_else(String::new, |c| format!(" · {}", c.name));
    document().set_title(&format!("{title}{place} · Cairn"));
    let heading = NodeRef::<html::H1>::new();
    heading.on_load(|h1| {
        if WANTED.take() {
            let _ = h1.focus();
        }
    });
    let way = (!crumbs.is_empty()).then(|| view! { <Crumbs crumbs/> });
    view! {
        <header class="sm:flex flex-wrap items-end justify-between gap-x-4 gap-y-3 mb-5">
            <div class="min-w-0">
                {way} <p class="opacity-80 empty:hidden">{eyebrow}</p>
                <h1 node_ref=heading tabindex="-1" class="text-3xl sm:text-4xl font-bold mt-1 outline-none wrap-anywhere">
                    {title}
                </h1>
                <p class="mt-2 max-w-3xl empty:hidden">{lead}</p>
            </div>
            <div class="flex flex-wrap items-center gap-2 mt-3 sm:mt-0 empty:hidden">{children.map(|c| c())}</div>
        </header>
    }
}

#[component]
fn Crumbs(crumbs: Vec<Crumb>) -> impl IntoView {
    let steps = crumbs
        .into_iter()
        .map(|c| view! { <li class="crumb"><a class="link link-hover" href=c.href>{c.name}</a></li> })
        .collect_view();
    view! {
        <nav aria-label="Where you are">
            <ol class="flex flex-wrap opacity-80">{steps}</ol>
        </nav>
    }
}

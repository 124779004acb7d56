use super::desk::Desk;
use super::tabs::Tab;
use crate::address::Address;
use crate::wording::some;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What stands in the way of publishing, each leading to its field.
#[component]
pub fn GapsCard(desk: Desk) -> impl IntoView {
    let address = Address::here();
    let gaps = Memo::new(move |_| desk.gaps());
    let item = move |(pointer, what): (String, String)| {
        let place = place(&pointer);
        let go = move |_| {
            address.set("part", Tab::of(&pointer).word());
            show(desk.id(&pointer), 20);
        };
        view! {
            <li>
                <button type="button" class="link text-start" on:click=go>{format!("{place}: {what}")}</button>
            </li>
        }
        .into_any()
    };
    let list = move || {
        let gaps = gaps.get();
        if gaps.is_empty() {
            return view! { <p role="status">"Nothing is missing. It can be published."</p> }.into_any();
        }
        let count = gaps.len() as u64;
        view! {
            <p class="font-semibold" role="status">{some(count, "thing is missing before it can be published", "things are missing before it can be published")}</p>
            <ul class="list-disc pl-5 mt-1 grid gap-1">{gaps.into_iter().map(item).collect_view()}</ul>
        }
        .into_any()
    };
    move || {
        (desk.may_edit() && (!gaps.with(Vec::is_empty) || desk.checking.get())).then(|| {
            if desk.checking.get() {
                view! { <div class="card p-5 mb-5 border-warning">{list}</div> }.into_any()
            } else {
                view! {
                    <button type="button" class="btn btn-sm mb-5" on:click=move |_| desk.checking.set(true)>
                        {move || format!("What is missing ({})", gaps.with(Vec::len))}
                    </button>
                }
                .into_any()
            }
        })
    }
}

/// A pointer as an author would say it: `/quiz/questions/3/text` is `Question 4`.
fn place(pointer: &str) -> String {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let number = |n: &str| {
        n.parse::<usize>()
            .map_or_else(|_| n.to_owned(), |n| (n + 1).to_string())
    };
    match steps.as_slice() {
        ["lessons", n, ..] => format!("Lesson {}", number(n)),
        ["lessons"] => "Lessons".to_owned(),
        ["scenario", "steps", n, "choices", c, ..] => format!("Step {}, choice {}", number(n), number(c)),
        ["scenario", "steps", n, ..] => format!("Step {}", number(n)),
        ["scenario", ..] => "Scenario".to_owned(),
        ["checklist", n, ..] => format!("Checklist item {}", number(n)),
        ["quiz", "questions", n, ..] => format!("Question {}", number(n)),
        ["quiz", ..] => "Quiz".to_owned(),
        ["title"] => "Title".to_owned(),
        ["summary"] => "Summary".to_owned(),
        ["minutes"] => "Minutes".to_owned(),
        _ => "Details".to_owned(),
    }
}

/// Puts the focus on a field, once its page is drawn; on what holds it, where it has no box of its own.
fn show(id: String, frames: u32) {
    request_animation_frame(move || {
        let mut at = id.as_str();
        loop {
            if let Some(element) = document().get_element_by_id(at) {
                open_around(&element);
                let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
                return;
            }
            match at.rsplit_once('-') {
                // The outermost holds everything: the page isn't drawn yet.
                Some((shorter, _)) if shorter.contains('-') => at = shorter,
                _ => break,
            }
        }
        if frames > 0 {
            show(id, frames - 1);
        }
    });
}

/// Opens every folded card around an element.
fn open_around(element: &web_sys::Element) {
    let mut around = element.closest("details").ok().flatten();
    while let Some(details) = around {
        let _ = details.set_attribute("open", "");
        around = details
            .parent_element()
            .and_then(|p| p.closest("details").ok().flatten());
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_pointer_is_said_as_an_author_would() {
        assert_eq!(place("/quiz/questions/3/text"), "Question 4");
        assert_eq!(place("/scenario/steps/0/choices/1/next"), "Step 1, choice 2");
        assert_eq!(place("/topic"), "Details");
    }
}

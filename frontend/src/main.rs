//! Cairn in the browser: a client-rendered app that speaks the API's own types.
//!
//! `parts` says which page an address shows. A page fetches through `client` and composes components of `ui`; a component
//! takes what it shows and never fetches. `session` knows who is signed in, `layouts` is the frame around every page.

// A problem is met once and shown: its size on the way matters less than a box at every call.
#![allow(clippy::result_large_err)]

mod address;
mod app;
mod client;
mod layouts;
mod pages;
mod parts;
mod session;
mod ui;
mod wording;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}

use crate::session::use_session;
use crate::ui::{Form, avatar, icon, tell};
use icondata_lu as lu;
use leptos::prelude::*;

/// Who is signed in, and the way out.
#[component]
pub fn AccountCard() -> impl IntoView {
    let session = use_session();
    move || {
        session.me().map(|me| {
            let name = me.profile.full_name();
            view! {
                <div class="flex items-center gap-3">
                    {avatar(&name)}
                    <div class="text-sm leading-tight min-w-0 mr-auto">
                        <div class="font-semibold truncate">{name}</div>
                        <div class="opacity-80">{session.role_label()}</div>
                    </div>
                    <SignOut class="btn btn-ghost btn-circle btn-sm" label=false/>
                </div>
            }
        })
    }
}

/// Ends the session in this browser.
#[component]
pub fn SignOut(class: &'static str, label: bool) -> impl IntoView {
    let session = use_session();
    let tell = tell();
    let form = Form::new("sign-out");
    let leave = move |_| {
        form.run(async move {
            if let Err(problem) = session.sign_out(false).await {
                tell(&problem.title);
            }
            Ok(())
        });
    };
    view! {
        <button class=class aria-label="Sign out" on:click=leave>
            {icon(lu::LuLogOut)}
            {label.then_some("Sign out")}
        </button>
    }
}

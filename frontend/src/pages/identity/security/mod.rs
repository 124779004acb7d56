mod email;
mod password;
mod sessions;

use crate::ui::PageHeader;
use leptos::prelude::*;

/// `/security`: password, address, and where one is signed in.
#[component]
pub fn SecurityPage() -> impl IntoView {
    view! {
        <PageHeader title="How you sign in"/>
        <div class="grid gap-5 lg:grid-cols-2 items-start">
            <password::PasswordCard/>
            <email::EmailCard/>
            <sessions::SessionsCard/>
        </div>
    }
}

use crate::client::Query;
use cairn_domain::operations::AboutView;
use leptos::prelude::*;

/// In a demo: somebody to be, filled in with one press.
#[component]
pub fn DemoAccounts(email: RwSignal<String>, password: RwSignal<String>) -> impl IntoView {
    let about = Query::new(|| "/about".to_owned(), &[]);
    move || {
        let accounts = about
            .value::<AboutView>()
            .map(|a| a.demo_accounts)
            .unwrap_or_default();
        (!accounts.is_empty()).then(|| {
            let choices = accounts
                .into_iter()
                .map(|account| {
                    let fill = move |_| {
                        email.set(account.email.clone());
                        password.set(account.password.clone());
                    };
                    view! { <button type="button" class="btn btn-sm" on:click=fill>{account.role.label()}</button> }
                })
                .collect_view();
            view! {
                <section class="mt-6 pt-5 border-t border-base-300">
                    <h2 class="font-bold">"This is a demo"</h2>
                    <p class="text-sm opacity-80">"Choose who to be. It fills in the form for you."</p>
                    <div class="flex flex-wrap gap-2 mt-3">{choices}</div>
                </section>
            }
        })
    }
}

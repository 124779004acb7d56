//! The demo: a scheme made from real, anonymised cohorts, and one sign-in per role.
//!
//! For trying Cairn out; never on a real installation. `load` runs at every start in demo mode and only adds what is missing.
//! The cohort is Open University data under CC BY 4.0: see `demo/oulad/README.md`. Next: `load`.

mod load;
mod recognition;
mod recruitment;
mod training;

pub use load::load;

use cairn_domain::identity::Role;
use cairn_domain::operations::DemoAccount;

/// The password of every demo account. Demo mode only.
pub const PASSWORD: &str = "demo-cairn-2026";

/// One account a role: role, given name, family name, address.
const ACCOUNTS: [(Role, &str, &str, &str); 6] = [
    (Role::InstitutionAdmin, "Ruth", "Adeyemi", "admin@demo.example"),
    (Role::SchemeLead, "Helen", "Carter", "lead@demo.example"),
    (Role::Supervisor, "Sanjay", "Rao", "supervisor@demo.example"),
    (Role::PersonalTutor, "Bronwen", "Price", "tutor@demo.example"),
    (Role::Mentor, "Amina", "Khan", "mentor@demo.example"),
    (Role::Mentee, "Daniel", "Osei", "mentee@demo.example"),
];

/// The accounts to try, as the sign-in page shows them.
pub fn accounts() -> Vec<DemoAccount> {
    ACCOUNTS
        .into_iter()
        .map(|(role, given, family, email)| DemoAccount {
            role,
            name: format!("{given} {family}"),
            email: email.into(),
            password: PASSWORD.into(),
        })
        .collect()
}

//! What holds for the whole institution: how certificates look, and the rules of the HEAR.

mod artwork;
mod certificate;
mod colours;
mod hear_rules;

pub use certificate::CertificatePage;
pub use hear_rules::HearRulesPage;

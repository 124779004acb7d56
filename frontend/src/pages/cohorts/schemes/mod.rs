mod copy;
mod draft;
mod fields;
mod list;
mod new;
mod settings;

pub use list::SchemesPage;
pub use new::NewSchemePage;
pub use settings::SchemeSettingsPage;

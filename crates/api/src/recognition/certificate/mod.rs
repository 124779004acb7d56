//! Certificates and portfolios on paper: archival, tagged PDFs set by Typst inside the process.
//!
//! An institution keeps a [`Template`] (names, wording, colours, crest); [`Press::print`] sets one
//! [`Certificate`] with it and [`Press::portfolio`] sets a [`Portfolio`]. Texts are data: the page
//! description is ours (`certificate.typ`, `portfolio.typ`), and nothing a person typed is ever read
//! as markup. A letter that no font can show is refused, not printed as a box. [`Pack`] puts many
//! PDFs into one ZIP. Setting a page is pure computing: call it from a blocking thread.

mod artwork;
mod colour;
mod error;
mod fonts;
mod letters;
mod order;
mod pack;
mod portfolio;
mod press;
mod qr;
mod record;
mod shelf;
mod template;
mod wording;
mod world;

pub use artwork::Artwork;
pub use error::{Fault, PrintError};
pub use pack::{Pack, file_name, portfolio_file_name};
pub use portfolio::{Comment, Entry, Outcome, Portfolio, SignOff, Totals};
pub use press::Press;
pub use record::{Certificate, Language};
pub use template::Template;
pub use wording::Placeholder;

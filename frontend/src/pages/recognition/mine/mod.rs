//! A student's own recognition: what they have, what is next, and what it rests on. And a mentee's thanks.

mod appeal;
mod appeals;
mod award_card;
mod choose;
mod choose_item;
mod claim;
mod credit;
mod evidence;
mod evidence_item;
mod frame;
mod grant;
mod hear;
mod home_card;
mod log;
mod meaning;
mod nav;
mod next;
mod numbers;
mod overview;
mod received;
mod skills;
mod thank;

pub use credit::CreditPage;
pub use evidence::EvidencePage;
pub use hear::HearPage;
pub use home_card::RecognitionCard;
pub use overview::OverviewPage;
pub use thank::ThankCard;

//! What people do with their accounts, one use case a function.

mod closing;
mod cohort_invitations;
mod devices;
mod email;
mod grants;
mod invitations;
mod me;
mod password;
mod people;
mod session;

pub use closing::close_account;
pub use cohort_invitations::invite_participants;
pub use devices::{end_session, sessions};
pub use email::{change_email, confirm_email};
pub use grants::{add_grant, give_role, remove_grant};
pub(super) use invitations::send_invitation;
pub use invitations::{Met, NewcomerName, accept, invite, meet, preview};
pub use me::{change_profile, change_settings, me};
pub(super) use password::fitting;
pub use password::{FORGOTTEN, answer_forgotten, change_password, forgotten_password, reset_password};
pub use people::list as list_people;
pub use session::{
    Opened, admit, open_session, prove, refresh, sign_in, sign_out, sign_out_everywhere, try_password,
};

//! The tables of recognition.

pub mod appeal;
pub mod award;
pub mod award_grant;
pub mod award_standing;
pub mod certificate_batch;
pub mod certificate_file;
pub mod evidence;
pub mod grant_run;
pub mod hear_activity;
pub mod hear_entry;
pub mod recognition_tally;
pub mod skills_statement;
pub mod wbl_claim;
pub mod wbl_comment;
pub mod wbl_outcome;

//! Use cases of recognition, a file for each kind of thing that is done.

pub mod appeals;
pub mod awards;
pub mod badges;
pub mod batches;
pub mod certificates;
pub mod dashboard;
pub mod deciding;
pub mod evidence;
pub mod external;
pub mod granting;
pub mod grants;
pub mod hear;
pub mod hours;
mod hours_said;
pub mod mine;
pub mod standing;
pub mod telling;
pub mod thanks;
pub mod verifying;
pub mod wbl;
pub mod writing;

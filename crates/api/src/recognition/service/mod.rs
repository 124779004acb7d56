//! Use cases of recognition, a file for each kind of thing that is done.

pub mod appeals;
pub mod awards;
pub mod badges;
pub mod certificates;
pub mod dashboard;
pub mod evidence;
pub mod granting;
pub mod grants;
pub mod hear;
pub mod mine;
pub mod standing;
pub mod telling;
pub mod thanks;
pub mod wbl;

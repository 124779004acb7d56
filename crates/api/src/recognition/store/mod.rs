//! Queries of recognition, a file for each thing that is asked about.

pub mod appeals;
pub mod awards;
pub mod badges;
pub mod certificates;
pub mod dashboard;
pub mod evidence;
pub mod grants;
pub mod hear;
pub mod mine;
pub mod ranking;
pub mod standing;
pub mod thanks;
pub mod wbl;

//! How dates, numbers and amounts are said.

pub mod dates;
pub mod device;
pub mod numbers;

pub use dates::{ago, day, day_and_time, long_day, today};
pub use device::device;
pub use numbers::{count, in_words, of_people, percent, some};

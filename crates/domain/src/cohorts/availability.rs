//! When somebody can usually meet: seven days, three parts of the day.

use serde::{Deserialize, Serialize};

/// A set of the week's 21 slots; bit `3 * day + part`, Monday 0, morning 0, afternoon 1, evening 2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = u32, maximum = 2097151, example = 36))]
#[serde(try_from = "u32", into = "u32")]
pub struct Availability(u32);

/// Slots in a week.
pub const SLOTS: u32 = 21;
pub const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
pub const PARTS: [&str; 3] = ["morning", "afternoon", "evening"];

impl Availability {
    pub const NONE: Self = Self(0);

    /// From the 21 bits.
    ///
    /// # Errors
    /// A sentence for a person, when a bit past the week is set.
    pub fn new(bits: u32) -> Result<Self, &'static str> {
        if bits >> SLOTS == 0 {
            Ok(Self(bits))
        } else {
            Err("Availability has 21 slots: use a number below 2097152.")
        }
    }
    pub const fn bits(self) -> u32 {
        self.0
    }
    /// How many slots two people share.
    pub const fn shared(self, other: Self) -> u32 {
        (self.0 & other.0).count_ones()
    }
    pub const fn has(self, day: u32, part: u32) -> bool {
        self.0 >> (3 * day + part) & 1 == 1
    }
    /// The same set with one slot turned on or off.
    pub const fn toggled(self, day: u32, part: u32) -> Self {
        Self(self.0 ^ (1 << (3 * day + part)))
    }
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl TryFrom<u32> for Availability {
    type Error = &'static str;
    fn try_from(bits: u32) -> Result<Self, Self::Error> {
        Self::new(bits)
    }
}
impl From<Availability> for u32 {
    fn from(a: Availability) -> u32 {
        a.0
    }
}

//! The field's words (levels, statuses, modes) as types that can't hold nonsense.

use serde::{Deserialize, Serialize};

/// Level in the Framework for Higher Education Qualifications: 3 foundation, 4 first year, 5 second, 6 final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = u8, minimum = 3, maximum = 8, example = 4))]
#[serde(try_from = "u8", into = "u8")]
pub struct FheqLevel(u8);

impl FheqLevel {
    pub const FIRST_YEAR: Self = Self(4);
    pub const SECOND_YEAR: Self = Self(5);
    /// # Errors
    /// A sentence for a person, outside 3 to 8.
    pub fn new(level: u8) -> Result<Self, &'static str> {
        if (3..=8).contains(&level) {
            Ok(Self(level))
        } else {
            Err("A level is a number from 3 (foundation) to 8.")
        }
    }
    pub const fn get(self) -> u8 {
        self.0
    }
    /// Vertical mentoring: a mentor studies at a level above the mentee's, always.
    pub const fn may_mentor(self, mentee: Self) -> bool {
        self.0 > mentee.0
    }
}
impl TryFrom<u8> for FheqLevel {
    type Error = &'static str;
    fn try_from(level: u8) -> Result<Self, Self::Error> {
        Self::new(level)
    }
}
impl From<FheqLevel> for u8 {
    fn from(level: FheqLevel) -> u8 {
        level.0
    }
}
impl std::fmt::Display for FheqLevel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Level {}", self.0)
    }
}

/// Declares an enum whose wire, column and database form is the same snake_case word.
macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:literal;)+ })*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// The word on the wire and in the database.
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
            /// The words a person reads.
            pub const fn label(self) -> &'static str { match self { $(Self::$variant => $label),+ } }
        }
        // By hand: the derive would list the variants' Rust names.
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let means = [concat!($($doc,)* ""), $(concat!("\n- `", $word, "`: ", $label),)+].concat();
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::Type::String)
                    .enum_values(Some([$($word),+]))
                    .description(Some(means.trim().to_owned()))
                    .into()
            }
        }
        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
        }
        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(s: &str) -> Result<Self, String> {
                match s {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(format!("\"{s}\" is not one of: {}.", [$($word),+].join(", "))),
                }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    )*};
}
pub(crate) use words;

words! {
    /// Which side of a mentor group somebody is on.
    ParticipantRole {
        Mentor = "mentor", "Mentor";
        Mentee = "mentee", "Mentee";
    }
    /// Where somebody is between applying and studying.
    EntryStatus {
        Applicant = "applicant", "Applicant";
        OfferHolder = "offer_holder", "Offer holder";
        Confirmed = "confirmed", "Place confirmed";
        PreEnrolled = "pre_enrolled", "Pre-enrolled";
        Enrolled = "enrolled", "Enrolled";
        Deferred = "deferred", "Deferred";
        Withdrawn = "withdrawn", "Withdrawn";
    }
    /// How somebody studies.
    StudyMode {
        FullTime = "full_time", "Full time";
        PartTime = "part_time", "Part time";
        Distance = "distance", "Distance learning";
        DegreeApprentice = "degree_apprentice", "Degree apprentice";
    }
    /// Whether a mentor may meet mentees. Dated: it can lapse.
    ClearanceStatus {
        NotStarted = "not_started", "Not started";
        InProgress = "in_progress", "In progress";
        Cleared = "cleared", "Cleared";
        Lapsed = "lapsed", "Lapsed";
    }
}

impl EntryStatus {
    /// Whether somebody with this status belongs in a mentor group.
    pub const fn is_active(self) -> bool {
        !matches!(self, Self::Deferred | Self::Withdrawn)
    }

    /// The statuses that can follow this one. Withdrawn people may come back as applicants or enrol after all.
    pub const fn may_become(self, next: Self) -> bool {
        use EntryStatus::{Applicant, Confirmed, Deferred, Enrolled, OfferHolder, PreEnrolled, Withdrawn};
        match (self, next) {
            (Withdrawn | Deferred, Applicant | OfferHolder | Confirmed | PreEnrolled | Enrolled) => true,
            (Enrolled, Deferred | Withdrawn) => true,
            (Enrolled, _) => false,
            (_, Deferred | Withdrawn) => true,
            (from, to) => (to as u8) > (from as u8),
        }
    }
}

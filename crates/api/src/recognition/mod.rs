//! Recognition: evidence, awards, certificates, HEAR, work-based learning and badges.

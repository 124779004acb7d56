//! Giving and taking back awards.

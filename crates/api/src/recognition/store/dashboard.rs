//! The recognition dashboard and its list of mentors.

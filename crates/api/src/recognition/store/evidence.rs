//! Evidence: what mentors write down, what staff say to it, what other systems report.

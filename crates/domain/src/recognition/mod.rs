//! Recognition: evidence of what mentors do, and the awards, HEAR entries, credit and badges that come from it.

//! A mentee's thanks to their mentor.

//! A mentor's own page of recognition.

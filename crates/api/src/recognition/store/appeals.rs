//! Appeals of students and their answers.

//! What is refused here already, before it is sent.

use crate::client::Problem;
use crate::client::request::plain;
use cairn_domain::problem::FieldError;

/// Faults by field, as the server would say them.
pub fn refused(faults: Vec<(String, String)>) -> Problem {
    let mut problem = plain(422, "Something has to be put right first.");
    problem.errors = faults
        .into_iter()
        .map(|(pointer, detail)| FieldError { pointer, detail })
        .collect();
    problem
}

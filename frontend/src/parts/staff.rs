//! The pages of those who run a scheme.

use crate::address::steps;
use crate::pages::{cohorts, groups, home, identity, operations, recognition, recruitment, training};
use crate::session::use_session;
use cairn_domain::ids::SchemeId;
use leptos::prelude::*;

pub fn page(path: &str) -> AnyView {
    match steps(path).as_slice() {
        [] => home::staff(),
        ["people"] => identity::people(),
        ["mail"] => operations::mail(),
        ["activity"] => operations::activity(),
        ["jobs"] => operations::jobs(),
        ["scorings", rest @ ..] => recruitment::scoring::page(rest),
        ["training-institution"] => training::staff::institution(),
        ["recognition-institution", rest @ ..] => recognition::staff::institution(rest),
        ["schemes"] => cohorts::schemes(),
        ["schemes", "new"] => cohorts::new_scheme(),
        ["schemes", id, rest @ ..] => id
            .parse()
            .map_or_else(|_| home::not_found(), |id| scheme_page(id, rest)),
        _ => home::not_found(),
    }
}

fn scheme_page(scheme: SchemeId, steps: &[&str]) -> AnyView {
    use_session().look_at(scheme);
    match steps {
        [] => home::overview(scheme),
        ["people" | "lists" | "imports" | "settings", ..] => cohorts::page(scheme, steps),
        ["groups" | "proposals" | "rematch", ..] => groups::page(scheme, steps),
        ["recruitment", rest @ ..] => recruitment::staff::page(scheme, rest),
        ["training", rest @ ..] => training::staff::page(scheme, rest),
        ["recognition", rest @ ..] => recognition::staff::page(scheme, rest),
        _ => home::not_found(),
    }
}

//! What stands after the `?` of an address: read, and refused in words where it can't be used.

use crate::problem::{Problem, Result};
use crate::shape;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use cairn_domain::text::is_line;
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};
use std::marker::PhantomData;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

/// The parameters `T` of a request. One that neither `T` nor `Beside`, which another argument of the handler reads, knows
/// is refused: a filter with a slip in its name would otherwise give everything.
pub struct Query<T, Beside = Nothing> {
    value: T,
    beside: PhantomData<Beside>,
}

/// No parameters.
pub struct Nothing;

impl IntoParams for Nothing {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![]
    }
}

impl<T, Beside> std::ops::Deref for Query<T, Beside> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T, Beside> Query<T, Beside> {
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: DeserializeOwned + IntoParams, Beside: IntoParams> FromRequest for Query<T, Beside> {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read::<T, Beside>(req.query_string()).map(|value| Self {
            value,
            beside: PhantomData,
        }))
    }
}

fn read<T: DeserializeOwned + IntoParams, Beside: IntoParams>(query: &str) -> Result<T> {
    if !query.is_empty() {
        check_names::<T, Beside>(query)?;
    }
    let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|e| {
        let name = e.path().to_string();
        let said = e.into_inner().to_string();
        match said
            .strip_prefix("missing field `")
            .and_then(|s| s.split('`').next())
        {
            Some(missing) => refuse(missing, "This is needed."),
            None => refuse(&name, &what_is_taken(&said)),
        }
    })
}

fn check_names<T: IntoParams, Beside: IntoParams>(query: &str) -> Result<()> {
    let mut known = T::into_params(|| None);
    known.append(&mut Beside::into_params(|| None));
    let mut seen = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if !known.iter().any(|p| p.name == name) {
            let names: Vec<&str> = known.iter().map(|p| p.name.as_str()).collect();
            let detail = format!("Nothing here has this name. Use: {}.", names.join(", "));
            return Err(refuse(&name, &detail));
        }
        if !is_line(&value) {
            return Err(refuse(&name, "Take out the characters that can't be seen."));
        }
        if seen.contains(&name) {
            return Err(refuse(&name, "Give this once."));
        }
        seen.push(name);
    }
    Ok(())
}

/// What a parameter takes, from what the reader of values says.
fn what_is_taken(said: &str) -> String {
    // Types of our own say it in a sentence.
    if said.ends_with('.') {
        return said.to_owned();
    }
    if said.contains("UUID") || said.starts_with("unknown variant") {
        return shape::in_words(said);
    }
    if said.contains("digit") || said.contains("integer") || said.contains("number") {
        return "Use a whole number, 0 or more.".into();
    }
    "The API's document says what this takes.".into()
}

fn refuse(name: &str, detail: &str) -> Problem {
    Problem::bad_request(format!(
        "Something after the ? of the address can't be used: {name}. {detail}"
    ))
    .error(format!("?{name}"), detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cursor::PageQuery;
    use crate::identity::search::Sought;
    use cairn_domain::identity::Role;

    #[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
    #[into_params(parameter_in = Query)]
    struct Needs {
        /// Whose.
        scheme: uuid::Uuid,
        /// Whom.
        #[param(value_type = Option<String>)]
        q: Option<Sought>,
        #[param(inline)]
        role: Option<Role>,
    }

    fn refusal(query: &str) -> (String, String) {
        let fault = read::<Needs, PageQuery>(query).unwrap_err().body().errors[0].clone();
        (fault.pointer, fault.detail)
    }

    #[test]
    fn what_is_right_is_read() {
        let needs =
            read::<Needs, PageQuery>("scheme=0192f0c1-7a10-7d42-8c55-1b6e90a3f214&role=mentor&limit=9&q=ada")
                .unwrap();
        assert_eq!(needs.role, Some(Role::Mentor));
        assert_eq!(needs.q.as_deref(), Some("ada"));
        assert_eq!(needs.scheme.get_version_num(), 7);
    }

    #[test]
    fn what_is_wrong_is_named_with_what_to_do() {
        let id = "scheme=0192f0c1-7a10-7d42-8c55-1b6e90a3f214";
        assert_eq!(refusal(""), ("?scheme".into(), "This is needed.".into()));
        assert_eq!(
            refusal("scheme=7"),
            ("?scheme".into(), "Use an id as another answer gave it.".into())
        );
        let (at, say) = refusal(&format!("{id}&role=king"));
        assert_eq!(at, "?role");
        assert!(
            say.starts_with("Use one of: ") && say.contains("mentor, ") && !say.contains('`'),
            "{say}"
        );
        assert_eq!(
            refusal(&format!("{id}&rôle=mentor")),
            (
                "?rôle".into(),
                "Nothing here has this name. Use: scheme, q, role, after, limit.".into()
            )
        );
        assert_eq!(
            refusal(&format!("{id}&{id}")),
            ("?scheme".into(), "Give this once.".into())
        );
        let long = format!("{id}&q={}", "é".repeat(201));
        assert_eq!(
            refusal(&long),
            ("?q".into(), "Use at most 200 characters.".into())
        );
        let page = read::<PageQuery, Nothing>("limit=-1").unwrap_err();
        assert_eq!(page.body().errors[0].detail, "Use a whole number, 0 or more.");
    }
}

//! Which methods an address has, for whoever used another.

use actix_web::dev::ResourceDef;
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::PathItem;

/// The addresses of the document with their methods.
#[derive(Clone)]
pub struct Methods(Vec<(ResourceDef, String)>);

impl Methods {
    pub fn new(doc: &OpenApi) -> Self {
        let paths = doc.paths.paths.iter();
        Self(
            paths
                .map(|(path, item)| (ResourceDef::new(path.as_str()), of(item)))
                .collect(),
        )
    }

    /// What `Allow` says for a path; none when nothing is there.
    pub fn at(&self, path: &str) -> Option<&str> {
        let mut fitting = self.0.iter().filter(|(at, _)| at.is_match(path));
        fitting.next().map(|(_, methods)| methods.as_str())
    }
}

fn of(item: &PathItem) -> String {
    let all = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    let there: Vec<&str> = all
        .into_iter()
        .filter_map(|(name, operation)| operation.as_ref().map(|_| name))
        .collect();
    there.join(", ")
}

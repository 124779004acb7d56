//! The browser app out of the binary: hashed assets for ever, every other address the app's own page.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, route, web};

/// What `cargo xtask bundle` made. Built without it, the server still runs, and says how to make it.
#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../frontend/dist/"]
#[allow_missing = true]
struct Dist;

#[route("/{path:.*}", method = "GET", method = "HEAD")]
pub async fn app(req: HttpRequest) -> HttpResponse {
    let path = req.match_info().query("path");
    if path.starts_with("api/") {
        return actix_web::ResponseError::error_response(&crate::problem::Problem::not_found("address"));
    }
    let is_asset = path.starts_with("assets/");
    let name = if !path.is_empty() && Dist::get(path).is_some() {
        path
    } else if is_asset {
        return HttpResponse::NotFound().finish();
    } else {
        "index.html"
    };
    let accepts_br = req
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|h| h.to_str().ok())
        .is_some_and(|h| h.contains("br"));
    let packed = accepts_br.then(|| Dist::get(&format!("{name}.br"))).flatten();
    let is_packed = packed.is_some();
    let Some(file) = packed.or_else(|| Dist::get(name)) else {
        return HttpResponse::NotFound()
            .content_type("text/plain; charset=utf-8")
            .body(
                "The browser app is not built yet: run `cargo xtask bundle`, then build the server again.\n",
            );
    };
    let etag: String = file.metadata.sha256_hash()[..12]
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    if req
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|h| h.to_str().ok())
        .is_some_and(|h| h.contains(&etag))
    {
        return HttpResponse::NotModified().finish();
    }
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let kind = if kind.type_() == "text" || kind.subtype() == "javascript" {
        format!("{kind}; charset=utf-8")
    } else {
        kind.to_string()
    };
    let mut response = HttpResponse::Ok();
    response
        .content_type(kind)
        .insert_header((header::ETAG, format!("W/\"{etag}\"")))
        .insert_header((header::VARY, "accept-encoding"))
        .insert_header((
            header::CACHE_CONTROL,
            if is_asset {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
        ));
    if is_packed {
        response.insert_header((header::CONTENT_ENCODING, "br"));
    } else {
        response.insert_header((header::CONTENT_ENCODING, "identity"));
    }
    response.body(match file.data {
        std::borrow::Cow::Borrowed(bytes) => web::Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => bytes.into(),
    })
}

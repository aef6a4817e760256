//! Files of the browser build and of `public/`: precompressed, and cached for good where the name changes with the content.

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};

/// Adds a route for every file and folder of the site root as it stands at start, so that pages cost no look at the disk.
pub fn mount<S: Clone + Send + Sync + 'static>(mut router: Router<S>, site_root: &Path) -> Router<S> {
    let Ok(entries) = std::fs::read_dir(site_root) else {
        tracing::warn!(site_root = %site_root.display(), "no browser files here");
        return router;
    };
    for entry in entries.flatten() {
        let Some(name) = entry.file_name().to_str().map(ToOwned::to_owned) else { continue };
        let precompressed = [".br", ".gz"].iter().any(|ending| name.ends_with(ending));
        let path = entry.path();
        if path.is_dir() {
            let folder =
                ServeDir::new(&path).precompressed_br().precompressed_gzip().append_index_html_on_directories(false);
            router = router.nest_service(&format!("/{name}"), folder);
        } else if !precompressed && !name.starts_with('.') {
            router = router
                .route_service(&format!("/{name}"), ServeFile::new(&path).precompressed_br().precompressed_gzip());
        }
    }
    router
}

/// A year for what carries its version in its address, an hour for the rest; and a policy of its own for the worker.
pub async fn cache(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let versioned = path.starts_with("/pkg/") || request.uri().query().is_some_and(|query| query.starts_with("v="));
    let is_program = path == "/sw.js";
    let mut response = next.run(request).await;
    if response.status().is_success() && !response.headers().contains_key(header::CACHE_CONTROL) {
        let policy = match (is_program, versioned) {
            (true, _) => "no-cache",
            (_, true) => "public, max-age=31536000, immutable",
            _ => "public, max-age=3600",
        };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(policy));
    }
    if is_program {
        // A worker obeys the policy it came with, not the page's: it fetches the pages and keeps the one for no connection.
        let policy = HeaderValue::from_static("default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

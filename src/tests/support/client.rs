//! A caller that keeps cookies, as a browser or another client does.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, header},
};
use http_body_util::BodyExt;
use serde_json::Value;
use std::{collections::BTreeMap, sync::Mutex};
use tower::ServiceExt;

pub struct Client {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    /// As it came, for answers that are no text.
    pub bytes: axum::body::Bytes,
}

/// An answer that goes on.
pub struct Stream(Body);

impl Stream {
    /// The next piece; nothing once the stream has ended. Whoever waits for what never comes fails.
    pub async fn next(&mut self) -> Option<String> {
        let frame = tokio::time::timeout(std::time::Duration::from_secs(10), self.0.frame()).await;
        let frame = frame.expect("neither a piece nor the end of the stream")?;
        Some(String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap())
    }

    /// Has anything come meanwhile?
    pub fn is_quiet(&mut self) -> bool {
        use futures::FutureExt;
        self.0.frame().now_or_never().is_none()
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }
    /// The error code of a refused call.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
    /// Names of the refused fields.
    pub fn fields(&self) -> Vec<String> {
        self.json()["fields"].as_object().map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
    }
}

impl Client {
    pub fn new(router: Router) -> Self {
        Self { router, cookies: Mutex::default() }
    }

    /// A page, as a browser asks for it.
    pub async fn page(&self, path: &str) -> Answer {
        self.send(Request::get(path).header(header::ACCEPT, "text/html")).await
    }

    /// A reading call of the API, e.g. `get("vehicles/brands")`.
    pub async fn get(&self, endpoint: &str) -> Answer {
        self.send(Request::get(format!("/api/{endpoint}"))).await
    }

    /// A writing call of the API as another client makes it; names are wrapped into `input[…]`, `ids[0]` into `input[ids][0]`.
    pub async fn post(&self, endpoint: &str, fields: &[(&str, &str)]) -> Answer {
        self.send_body(Request::post(format!("/api/{endpoint}")), fields).await
    }

    /// The same as a plain browser form on `page` sends it.
    pub async fn form(&self, page: &str, endpoint: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(format!("/api/{endpoint}"))
            .header(header::ACCEPT, "text/html,application/xhtml+xml")
            .header(header::HOST, "127.0.0.1:3000")
            .header(header::ORIGIN, "http://127.0.0.1:3000")
            .header("sec-fetch-site", "same-origin")
            .header(header::REFERER, format!("http://127.0.0.1:3000{page}"));
        self.send_body(request, fields).await
    }

    /// A form of another site's page, sent here by the browser: without our cookies, which are `Lax`.
    pub async fn post_from(&self, origin: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html,application/xhtml+xml")
            .header(header::HOST, "127.0.0.1:3000")
            .header(header::ORIGIN, origin)
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send_request(request.body(Body::from(body)).unwrap()).await
    }

    /// A body of any kind, as it is.
    pub async fn send_text(&self, request: axum::http::request::Builder, body: &'static str) -> Answer {
        self.send_request(self.with_cookies(request).body(Body::from(body)).unwrap()).await
    }

    pub async fn send_body(&self, request: axum::http::request::Builder, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields.iter().map(|(name, value)| match name.split_once('[') {
                Some((name, rest)) => (format!("input[{name}][{rest}"), *value),
                None => (format!("input[{name}]"), *value),
            }))
            .finish();
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send_request(self.with_cookies(request).body(Body::from(body)).unwrap()).await
    }

    /// A file and fields around it, as a browser's form (`plain`) or another client sends them.
    pub async fn upload(&self, path: &str, plain: bool, file: (&str, &str, &[u8]), fields: &[(&str, &str)]) -> Answer {
        let (name, kind, bytes) = file;
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--grenze\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
            );
        }
        body.extend(
            format!("--grenze\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"{name}\"\r\ncontent-type: {kind}\r\n\r\n")
                .into_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend(b"\r\n--grenze--\r\n");
        self.parts(path, plain, body).await
    }

    /// A body of parts between `--grenze`, as another client sends it.
    pub async fn multipart(&self, path: &str, body: Vec<u8>) -> Answer {
        self.parts(path, false, body).await
    }

    /// A file whose end never comes: only who reads none of it can answer.
    pub async fn endless_upload(&self, path: &str) -> Answer {
        let head = "--grenze\r\ncontent-disposition: form-data; name=\"file\"; filename=\"uzun.pdf\"\r\n\r\n%PDF-1.7";
        let head = futures::stream::iter([Ok::<_, std::io::Error>(head)]);
        let body = Body::from_stream(futures::StreamExt::chain(head, futures::stream::pending()));
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze")
            .header(header::ACCEPT, "application/json");
        let answer = self.send_request(self.with_cookies(request).body(body).unwrap());
        tokio::time::timeout(std::time::Duration::from_secs(20), answer)
            .await
            .unwrap_or_else(|_| panic!("{path} waits for the whole file"))
    }

    /// The same as a script of our own pages sends it.
    pub async fn multipart_by_script(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = Request::post(path)
            .header(header::ACCEPT, "application/json")
            .header("sec-fetch-mode", "cors")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
        self.send_request(self.with_cookies(request).body(Body::from(body)).unwrap()).await
    }

    async fn parts(&self, path: &str, plain: bool, body: Vec<u8>) -> Answer {
        let accept = if plain { "text/html,application/xhtml+xml" } else { "application/json" };
        let request = Request::post(path)
            .header(header::ACCEPT, accept)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
        self.send_request(self.with_cookies(request).body(Body::from(body)).unwrap()).await
    }

    pub async fn send(&self, request: axum::http::request::Builder) -> Answer {
        self.send_request(self.with_cookies(request).body(Body::empty()).unwrap()).await
    }

    /// A stream that stays open.
    pub async fn open(&self, path: &str) -> Stream {
        let request = self.with_cookies(Request::get(path)).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        Stream(response.into_body())
    }

    fn with_cookies(&self, request: axum::http::request::Builder) -> axum::http::request::Builder {
        let cookies = self.cookies.lock().unwrap();
        if cookies.is_empty() {
            return request;
        }
        request.header(
            header::COOKIE,
            cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; "),
        )
    }

    async fn send_request(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (pair, attributes) = cookie.to_str().unwrap().split_once(';').unwrap_or((cookie.to_str().unwrap(), ""));
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") || value.is_empty() {
                self.cookies.lock().unwrap().remove(name);
            } else {
                self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
            }
        }
        // A stream does not end; `open` reads it.
        let endless = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let bytes = if endless { axum::body::Bytes::new() } else { body.collect().await.unwrap().to_bytes() };
        // Erased views put marks between their children, which a release does not.
        let text = String::from_utf8_lossy(&bytes).replace("<!>", "");
        Answer { status: parts.status.as_u16(), headers: parts.headers, text, bytes }
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    pub fn cookie_names(&self) -> Vec<String> {
        self.cookies.lock().unwrap().keys().cloned().collect()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }
}

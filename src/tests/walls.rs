//! Cross-site requests, headers, limits, panics, outages.

use crate::support::TestApp;
use axum::http::Request;
use sqlx::PgPool;

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn writes_from_another_site_are_refused_whatever_they_look_like(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let hostile: [&[(&str, &str)]; 5] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.test")],
        &[("origin", "null")],
        &[("origin", "https://evil.test"), ("content-type", "text/plain")],
    ];
    for headers in hostile {
        let mut request = Request::post("/api/auth/sign_out").header("host", "127.0.0.1:3000");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = app.visitor().send(request).await;
        assert_eq!((answer.status, answer.code().as_str()), (403, "cross_site"), "{headers:?}");
    }
    for headers in [&[("sec-fetch-site", "same-origin")][..], &[("origin", "http://127.0.0.1:3000")], &[]] {
        let mut request = Request::post("/api/auth/sign_out").header("host", "127.0.0.1:3000");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        assert_eq!(app.visitor().send(request).await.status, 200, "{headers:?}");
    }
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn every_page_carries_the_headers_and_a_fresh_nonce(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let first = app.visitor().page("/giris").await;
    let second = app.visitor().page("/giris").await;
    for name in [
        "x-content-type-options",
        "x-frame-options",
        "referrer-policy",
        "permissions-policy",
        "cross-origin-opener-policy",
        "x-request-id",
    ] {
        assert!(!first.header(name).is_empty(), "{name}");
    }
    let policy = first.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'")
            && policy.contains("frame-ancestors 'none'")
            && !policy.contains("unsafe-inline"),
        "{policy}"
    );
    assert_ne!(policy, second.header("content-security-policy"));
    assert!(first.header("set-cookie").is_empty(), "a visitor gets no cookie");
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn https_sites_use_host_cookies_and_strict_transport(pool: PgPool) {
    let app = TestApp::with_env(pool, &[("BASE_URL", "https://usta.test")]).await;
    let ayse = app.customer("ayse").await;
    assert!(ayse.cookie("__Host-oturum").is_some());
    assert!(ayse.page("/giris").await.header("strict-transport-security").contains("max-age=63072000"));
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn unknown_addresses_are_404_in_the_readers_language(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let turkish = app.visitor().page("/boyle-bir-sey-yok").await;
    assert_eq!(turkish.status, 404);
    assert!(turkish.text.contains("lang=\"tr\"") && turkish.text.contains("Bu sayfa burada değil"));
    let english = app.visitor().page("/boyle-bir-sey-yok?lang=en").await;
    assert!(english.text.contains("lang=\"en\"") && english.text.contains("This page is not here"));
    let function = app.visitor().get("boyle/yok").await;
    assert_eq!((function.status, function.code().as_str()), (404, "not_found"));
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn too_large_null_and_unreadable_bodies_get_typed_errors(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let large = "x".repeat(300 * 1024);
    let answer = app.visitor().post("auth/sign_in", &[("email", &large)]).await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
    let answer = app.visitor().post("auth/sign_in", &[("email", "a\0b@c.co")]).await;
    assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"));
    let answer =
        app.visitor().send(Request::post("/api/auth/sign_in").header("content-type", "application/json")).await;
    assert_eq!(answer.status, 422, "{}", answer.text);
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn the_language_switch_keeps_the_page(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let visitor = app.visitor();
    let switched = visitor.page("/dil?lang=en&next=%2Fgiris%3Fyeni%3D1").await;
    assert_eq!((switched.status, switched.header("location").as_str()), (303, "/giris?yeni=1"));
    assert!(visitor.page("/giris").await.text.contains("lang=\"en\""));
    assert_eq!(visitor.page("/dil?lang=en&next=//evil.test").await.header("location"), "/");
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn without_the_database_everything_answers_503_and_recovers(pool: PgPool) {
    let app = TestApp::new(pool).await;
    let ayse = app.customer("ayse").await;
    app.wires.db.close().await;
    let call = ayse.get("auth/me").await;
    assert_eq!((call.status, call.code().as_str()), (503, "unavailable"));
    assert!(!call.header("retry-after").is_empty());
    let page = ayse.page("/giris").await;
    assert_eq!(page.status, 503);
    assert!(page.text.contains("<!DOCTYPE html>") && !page.header("retry-after").is_empty());
    assert_eq!(ayse.send(Request::get("/healthz")).await.status, 200);
    assert_eq!(ayse.send(Request::get("/readyz")).await.status, 503);
}

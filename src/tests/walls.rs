//! Cross-site requests, headers, limits, panics, outages.

mod strangers;

use crate::support::{Client, PASSWORD, PRODUCTION, TestApp};
use axum::{Router, extract::ConnectInfo, http::Request, middleware, routing::get};
use sanaiyiusta::platform::{flash, walls};
use std::time::Duration;

#[tokio::test]
async fn writes_from_another_site_are_refused_whatever_they_look_like() {
    let app = TestApp::new().await;
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

#[tokio::test]
async fn every_page_carries_the_headers_and_a_fresh_nonce() {
    let app = TestApp::new().await;
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

#[tokio::test]
async fn https_sites_use_host_cookies_and_strict_transport() {
    let app = TestApp::with_env(&[("BASE_URL", "https://usta.test")]).await;
    let ayse = app.customer("ayse").await;
    assert!(ayse.cookie("__Host-oturum").is_some());
    assert!(ayse.page("/giris").await.header("strict-transport-security").contains("max-age=63072000"));
    let again = ayse.post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await;
    let cookie = again.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap().to_owned());
    let cookie = cookie.into_iter().find(|it| it.starts_with("__Host-oturum=")).unwrap();
    for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{attribute} in {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

/// Framed by the list of the search, and by nobody else.
#[tokio::test]
async fn the_map_of_a_search_stands_in_a_frame_of_our_own_pages_only() {
    let app = TestApp::new().await;
    let map = app.visitor().page("/usta-bul/harita?il=ankara").await;
    assert_eq!(map.header("x-frame-options"), "SAMEORIGIN");
    assert!(map.header("content-security-policy").contains("frame-ancestors 'self'"));
    let list = app.visitor().page("/usta-bul?il=ankara").await;
    assert!(list.text.contains("src=\"/usta-bul/harita?il=ankara\""));
    assert!(list.header("content-security-policy").contains("frame-src 'self'"));
    // What is refused there is a page like any other.
    let refused = app.visitor().page("/usta-bul/harita/yok/yok/yok").await;
    assert_eq!((refused.status, refused.header("x-frame-options").as_str()), (404, "DENY"));
}

/// What the Observatory of MDN takes points for, one by one. Its scanner asks public hosts over their HTTPS only, and that plain
/// HTTP leads there is the work of who ends TLS, in front of the program.
#[tokio::test]
async fn nothing_that_observatories_take_points_for_is_there() {
    let app = TestApp::with_env(&PRODUCTION).await;
    let visitor = app.visitor();
    for path in ["/", "/giris", "/usta-bul", "/boyle-bir-sayfa-yok"] {
        let request = Request::get(path).header("accept", "text/html").header("origin", "https://evil.test");
        let page = visitor.send(request).await;
        let policy = page.header("content-security-policy");
        let sources = |name: &str| -> Vec<&str> {
            let directive =
                policy.split(';').map(str::trim).find_map(|part| part.strip_prefix(name)?.strip_prefix(' '));
            directive.unwrap_or_else(|| panic!("{path} says nothing of {name}")).split(' ').collect()
        };
        for name in ["default-src", "object-src", "base-uri", "frame-ancestors"] {
            assert_eq!(sources(name), ["'none'"], "{path} {name}");
        }
        assert_eq!(sources("style-src"), ["'self'"], "{path}");
        assert_eq!(sources("form-action"), ["'self'"], "{path}");
        let own = |source: &&str| ["'self'", "'wasm-unsafe-eval'"].contains(source) || source.starts_with("'nonce-");
        assert!(sources("script-src").iter().all(own), "{path}: {policy}");
        assert!(policy.contains("upgrade-insecure-requests"), "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("x-frame-options"), "DENY");
        assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(page.header("referrer-policy"), "strict-origin-when-cross-origin");
        assert_eq!(page.header("access-control-allow-origin"), "", "{path} is read by no other site");
        let transport = page.header("strict-transport-security");
        let age: u32 = transport.split(&['=', ';'][..]).nth(1).unwrap().parse().unwrap();
        assert!(age >= 180 * 24 * 3600, "{path}: {transport}");
        for script in page.text.split("<script").skip(1).filter_map(|rest| rest.split('>').next()) {
            let from = script.split("src=\"").nth(1);
            assert!(from.is_none_or(|from| from.starts_with('/') && !from.starts_with("//")), "{path}: {script}");
        }
    }
    let ayse = app.customer("ayse").await;
    let answer = ayse.post("auth/sign_in", &[("email", "ayse@ornek.test"), ("password", PASSWORD)]).await;
    let cookies: Vec<&str> = answer.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap()).collect();
    assert!(cookies.len() > 1, "{cookies:?}");
    for cookie in cookies {
        let fields: Vec<&str> = cookie.split("; ").collect();
        assert!(fields[0].starts_with("__Host-") && fields.contains(&"Path=/"), "{cookie}");
        for attribute in ["HttpOnly", "Secure", "SameSite=Lax"] {
            assert!(fields.contains(&attribute), "{attribute} in {cookie}");
        }
    }
}

#[tokio::test]
async fn whatever_is_answered_carries_the_headers_and_an_id() {
    let app = TestApp::new().await;
    let visitor = app.visitor();
    let answers = [
        ("a page that is not there", visitor.page("/yok").await),
        ("a function that is not there", visitor.get("yok/yok").await),
        ("a refused call", visitor.get("auth/me").await),
        (
            "another site's form",
            visitor.send(Request::post("/api/auth/sign_out").header("origin", "https://evil.test")).await,
        ),
        ("a file that is not there", visitor.send(Request::get("/pkg/yok.js")).await),
        ("health", visitor.send(Request::get("/healthz")).await),
        ("robots", visitor.send(Request::get("/robots.txt")).await),
    ];
    for (what, answer) in answers {
        for name in
            ["x-content-type-options", "x-frame-options", "referrer-policy", "content-security-policy", "x-request-id"]
        {
            assert!(!answer.header(name).is_empty(), "{what} lacks {name}");
        }
    }
}

#[tokio::test]
async fn addresses_with_null_bytes_lead_nowhere() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for page in
        ["/usta/a%00b", "/usta/a%00b/randevu", "/usta-bul?q=%00", "/usta-bul/ank%00ara", "/yonetim/denetim?ara=%00"]
    {
        assert_eq!(admin.page(page).await.status, 404, "{page}");
    }
    for call in
        ["mechanics/profile?slug=%00", "reviews/of?mechanic=%00", "appointments/free_slots?mechanic=%00&services="]
    {
        let answer = admin.get(call).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{call}");
    }
}

#[tokio::test]
async fn a_panic_is_answered_in_the_callers_form_and_language() {
    async fn broken() -> &'static str {
        panic!("secret inside");
    }
    let router = Router::new()
        .route("/api/broken", get(broken))
        .route("/broken", get(broken))
        .layer(middleware::from_fn(walls::catch_panics))
        .layer(middleware::from_fn(walls::measure));
    let client = Client::new(router);
    let call = client.get("broken").await;
    assert_eq!((call.status, call.code().as_str()), (500, "internal"));
    assert!(call.json()["reference"].as_str().is_some_and(|reference| reference.len() == 8));
    let page = client.page("/broken?lang=en").await;
    assert_eq!(page.status, 500);
    assert!(
        page.text.contains("lang=\"en\"") && !page.text.contains("secret") && !page.header("x-request-id").is_empty()
    );
}

#[tokio::test]
async fn nobody_waits_for_ever() {
    let router = Router::new()
        .route("/api/stuck", get(std::future::pending::<&'static str>))
        .layer(middleware::from_fn_with_state(Duration::from_millis(20), walls::bound_waiting));
    let client = Client::new(router);
    let answer = client.get("stuck").await;
    assert_eq!((answer.status, answer.header("retry-after").is_empty()), (503, false));
    let started = std::time::Instant::now();
    let upload =
        client.send(Request::get("/api/stuck").header("content-type", "multipart/form-data; boundary=x")).await;
    assert!(upload.status == 503 && started.elapsed() > Duration::from_millis(100), "files may take longer");
}

#[tokio::test]
async fn figures_are_for_holders_of_the_token() {
    let ask = |peer: &str, token: &str| {
        let peer: std::net::SocketAddr = peer.parse().unwrap();
        let request = Request::get("/metrics").extension(ConnectInfo(peer));
        if token.is_empty() { request } else { request.header("authorization", format!("Bearer {token}")) }
    };
    let app = TestApp::with_env(&crate::support::PRODUCTION).await;
    assert_eq!(app.visitor().send(ask("127.0.0.1:9", "")).await.status, 404, "a proxy is on this machine too");
    let locked = TestApp::over(app.pool.clone(), &[("METRICS_TOKEN", "a-token-of-ours")]).await;
    for (peer, token, status) in
        [("127.0.0.1:9", "", 404), ("127.0.0.1:9", "a-token-of-theirs", 404), ("192.0.2.1:9", "a-token-of-ours", 200)]
    {
        assert_eq!(locked.visitor().send(ask(peer, token)).await.status, status, "{peer} {token}");
    }
}

#[tokio::test]
async fn a_form_waits_while_its_writer_signs_in() {
    let app = TestApp::new().await;
    app.customer("ayse").await;
    let visitor = app.visitor();
    let page = "/hesap/araclar/yeni";
    let sent = visitor.form(page, "vehicles/add", &[("plate", "34 BKL 77"), ("km", "90100")]).await;
    assert_eq!((sent.status, sent.header("location").as_str()), (303, "/giris?next=%2Fhesap%2Faraclar%2Fyeni"));
    assert!(!visitor.page("/giris?next=%2Fhesap%2Faraclar%2Fyeni").await.text.contains("34 BKL 77"));
    let wrong = [("email", "ayse@ornek.test"), ("password", "yanlis-parola-1"), ("next", page)];
    visitor.form("/giris", "auth/sign_in", &wrong).await;
    visitor.page("/giris").await;
    let right = [("email", "ayse@ornek.test"), ("password", PASSWORD), ("next", page)];
    assert_eq!(visitor.form("/giris", "auth/sign_in", &right).await.header("location"), page);
    let form = visitor.page(page).await.text;
    assert!(form.contains("34 BKL 77") && form.contains("Yazdıklarınız duruyor"), "the form is as it was typed");
    assert!(!visitor.page(page).await.text.contains("34 BKL 77"), "once");
}

#[tokio::test]
async fn a_form_with_a_null_byte_is_refused_and_keeps_the_rest() {
    let app = TestApp::new().await;
    let visitor = app.visitor();
    visitor.form("/kayit", "auth/register", &[("email", "ayse@ornek.test"), ("full_name", "Ay\0şe Yılmaz")]).await;
    let page = visitor.page("/kayit").await.text;
    assert!(page.contains("ayse@ornek.test") && page.contains("Ayşe Yılmaz"));
}

#[tokio::test]
async fn unknown_addresses_are_404_in_the_readers_language() {
    let app = TestApp::new().await;
    let turkish = app.visitor().page("/boyle-bir-sey-yok").await;
    assert_eq!(turkish.status, 404);
    assert!(turkish.text.contains("lang=\"tr\"") && turkish.text.contains("Bu sayfa burada değil"));
    let english = app.visitor().page("/boyle-bir-sey-yok?lang=en").await;
    assert!(english.text.contains("lang=\"en\"") && english.text.contains("This page is not here"));
    let function = app.visitor().get("boyle/yok").await;
    assert_eq!((function.status, function.code().as_str()), (404, "not_found"));
}

#[tokio::test]
async fn too_large_null_and_unreadable_bodies_get_typed_errors() {
    let app = TestApp::new().await;
    let large = "x".repeat(300 * 1024);
    let answer = app.visitor().post("auth/sign_in", &[("email", &large)]).await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
    let answer = app.visitor().post("auth/sign_in", &[("email", "a\0b@c.co")]).await;
    assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"));
    let answer =
        app.visitor().send(Request::post("/api/auth/sign_in").header("content-type", "application/json")).await;
    assert_eq!(answer.status, 422, "{}", answer.text);
}

#[tokio::test]
async fn the_language_switch_keeps_the_page() {
    let app = TestApp::new().await;
    let visitor = app.visitor();
    let switched = visitor.page("/dil?lang=en&next=%2Fgiris%3Fyeni%3D1").await;
    assert_eq!((switched.status, switched.header("location").as_str()), (303, "/giris?yeni=1"));
    assert!(visitor.page("/giris").await.text.contains("lang=\"en\""));
    assert_eq!(visitor.page("/dil?lang=en&next=//evil.test").await.header("location"), "/");
}

#[tokio::test]
async fn without_the_database_everything_answers_503_and_recovers() {
    let app = TestApp::new().await;
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

/// Moves the due time and the last sign of work of every job that waits.
async fn age_jobs(app: &TestApp, minutes: i32) {
    sqlx::query(
        "update graphile_worker._private_jobs set run_at = now() - make_interval(mins => $1), updated_at = now() - make_interval(mins => $1)",
    )
    .bind(minutes)
    .execute(&app.pool)
    .await
    .unwrap();
}

#[tokio::test]
async fn a_site_whose_jobs_nobody_takes_is_not_ready() {
    let app = TestApp::with_env(&[("METRICS_TOKEN", "a-token-of-ours")]).await;
    let ready = async || app.visitor().send(Request::get("/readyz")).await.status;
    assert_eq!(ready().await, 200, "an empty queue");
    app.customer("ayse").await;
    assert!(app.count("select count(*) from graphile_worker._private_jobs").await > 0, "who registers gets a mail");
    age_jobs(&app, 9).await;
    assert_eq!(ready().await, 200, "busy workers may need a while");
    age_jobs(&app, 11).await;
    assert_eq!(ready().await, 503);
    let peer: std::net::SocketAddr = "192.0.2.1:9".parse().unwrap();
    let figures =
        Request::get("/metrics").extension(ConnectInfo(peer)).header("authorization", "Bearer a-token-of-ours");
    let figures = app.visitor().send(figures).await.text;
    assert!(figures.contains("jobs_due ") && figures.contains("jobs_oldest_due_seconds "), "{figures}");

    let taken = "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker', attempts = 1
                 where id = (select min(id) from graphile_worker._private_jobs)";
    sqlx::query(taken).execute(&app.pool).await.unwrap();
    assert_eq!(ready().await, 200, "a long queue that moves is only long");
    sqlx::query("update graphile_worker._private_jobs set locked_at = null, locked_by = null, run_at = now() - interval '11 minutes'")
        .execute(&app.pool)
        .await
        .unwrap();
    app.run_jobs().await;
    assert_eq!(ready().await, 200, "somebody has done them");
}

#[tokio::test]
async fn forms_wait_in_the_database_within_limits() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let waiting = "select count(*) from flashes";
    // Those of visitors: so many from one address, none of which is absurdly long.
    let visitor = app.visitor();
    let long = "ş".repeat(flash::VISITORS_MOST);
    let refused = visitor.form("/kayit", "auth/register", &[("full_name", &long)]).await;
    assert_eq!(refused.status, 303);
    assert!(!visitor.page("/kayit").await.text.contains("şşş"), "too long to be kept");
    let car = [("plate", "34 ABC 123")];
    for _ in 1..flash::WAITING_PER_ADDRESS.burst {
        assert_eq!(
            visitor.form("/hesap/araclar/yeni", "vehicles/add", &car).await.status,
            303,
            "it waits for a sign-in"
        );
    }
    assert_eq!(visitor.form("/hesap/araclar/yeni", "vehicles/add", &car).await.status, 429);
    let before = app.count(waiting).await;
    let most = flash::WAITING_PER_PERSON.burst;
    // Somebody's own.
    let ayse = app.customer("ayse").await;
    for _ in 0..most {
        let refused = ayse.form("/hesap/araclar/yeni", "vehicles/add", &[("plate", "x")]).await;
        assert_eq!(refused.status, 303);
    }
    let refused = ayse.form("/hesap/araclar/yeni", "vehicles/add", &[("plate", "x")]).await;
    assert_eq!(refused.status, 429, "{}", refused.text);
    assert_eq!(app.count(waiting).await, before + most);
    app.clock.advance_minutes(1);
    assert_eq!(
        ayse.form("/hesap/araclar/yeni", "vehicles/add", &[("plate", "x")]).await.status,
        303,
        "a little later again"
    );
}

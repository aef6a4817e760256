//! The list of people as a file.

use super::change;
use crate::support::TestApp;
use axum::{body::Body, http::Request};
use http_body_util::BodyExt;
use tower::ServiceExt;

const CSV: &str = "/yonetim/kullanicilar.csv";

#[tokio::test]
async fn the_file_holds_the_filtered_list_harmlessly_and_is_logged() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.customer("elif").await;
    app.mechanic("usta").await;
    change(
        &app,
        "elif",
        "update users set full_name = '=HYPERLINK(\"http://kotu\")', phone = '+905321234567' where email = $1 || '@ornek.test'",
    )
    .await;
    let list = admin.page("/yonetim/kullanicilar?tur=customer").await.text;
    assert!(
        list.contains("href=\"/yonetim/kullanicilar.csv?tur=customer\"") && list.contains("CSV indir (1)"),
        "{list}"
    );
    assert!(list.contains("data-sheet") && list.contains("/sheet.js?v="), "the page counts along");
    let file = admin.page(&format!("{CSV}?tur=customer")).await;
    assert_eq!(file.header("x-rows"), "1");
    assert_eq!((file.status, file.header("content-type").as_str()), (200, "text/csv; charset=utf-8"));
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"kullanicilar-2026-11-24.csv\""));
    assert_eq!(file.header("cache-control"), "private, no-store");
    assert!(file.bytes.starts_with(b"\xef\xbb\xbf\"id\",\"Ad"), "spreadsheets see UTF-8: {}", file.text);
    assert_eq!(file.text.lines().count(), 2);
    assert!(
        file.text
            .contains("\"'=HYPERLINK(\"\"http://kotu\"\")\",\"elif@ornek.test\",\"1\",\"0532 123 45 67\",\"customer\"")
    );
    assert_eq!(admin.page(CSV).await.text.lines().count(), 4);
    let logged = "select count(*) from audit_log where action = 'users.export' and detail -> 'filters' ->> 'tur' = 'customer' and detail ->> 'count' = '1'";
    assert_eq!(app.count(logged).await, 1);
}

#[tokio::test]
async fn taking_the_list_away_needs_a_fresh_proof() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    app.clock.advance_minutes(16);
    let sent = admin.page(&format!("{CSV}?tur=customer")).await;
    assert_eq!(sent.status, 303);
    assert_eq!(sent.header("location"), "/onay?next=%2Fyonetim%2Fkullanicilar%3Ftur%3Dcustomer");
    assert_eq!(app.count("select count(*) from audit_log where action = 'users.export'").await, 0);
}

#[tokio::test]
async fn a_hundred_thousand_people_come_in_small_pieces() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    sqlx::query(
        "insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
         select gen_random_uuid(), 'kisi' || n || '@ornek.test', 'Kişi Sıra' || n, 'customer', now(), '1', timestamptz '2026-01-01' + make_interval(secs => n)
         from generate_series(1, 100000) n",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    sqlx::query("analyze users").execute(&app.pool).await.unwrap();
    let router = sanaiyiusta::server::router(app.wires.clone());
    let cookie = format!("oturum={}", admin.cookie("oturum").unwrap());
    let request = Request::get(CSV).header("cookie", cookie).body(Body::empty()).unwrap();
    let answer = router.oneshot(request).await.unwrap();
    assert_eq!(answer.headers()["x-rows"], "100001", "counted beyond the limit of the page");
    sqlx::query(
        "insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
         values (gen_random_uuid(), 'sonradan@ornek.test', 'Sonradan Gelen', 'customer', now(), '1', timestamptz '2027-01-01')",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    let mut body = answer.into_body();
    let (mut pieces, mut largest, mut lines) = (0, 0, 0);
    while let Some(frame) = body.frame().await {
        let piece = frame.unwrap().into_data().unwrap();
        pieces += 1;
        largest = largest.max(piece.len());
        lines += piece.split(|byte| *byte == b'\n').count() - 1;
    }
    assert_eq!(lines, 100_002, "the head, the people, the admin, and nobody who came while it was read");
    assert!(pieces > 100 && largest < 512 * 1024, "{pieces} pieces, the largest {largest}");
}

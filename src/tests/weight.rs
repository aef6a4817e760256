//! What pages weigh, over a marketplace that is full.

use crate::support::{NOW, TestApp};
use axum::{Router, http::Request, routing::get};
use http_body_util::BodyExt;
use sanaiyiusta::{demo, kernel::time::Instant, platform::reference::import};
use sqlx::PgPool;
use tower::ServiceExt;
use tower_http::{CompressionLevel, compression::CompressionLayer};

const MECHANICS: usize = 200;
const CARDS: usize = 20;
const HTML_KB: usize = 60;

/// Bytes in brotli, as the site sends it.
async fn brotli(text: String) -> usize {
    let compression = CompressionLayer::new().br(true).quality(CompressionLevel::Precise(4));
    let router: Router = Router::new().route("/", get(async move || text)).layer(compression);
    let answer = router.oneshot(Request::get("/").header("accept-encoding", "br").body(String::new()).unwrap()).await;
    let answer = answer.unwrap();
    assert_eq!(answer.headers()["content-encoding"], "br");
    answer.into_body().collect().await.unwrap().to_bytes().len()
}

#[sqlx::test(migrator = "sanaiyiusta::platform::db::MIGRATOR")]
async fn a_full_page_of_the_search_is_light(db: PgPool) {
    let now = Instant::parse(NOW).unwrap();
    import::import(&db, now).await.unwrap();
    demo::seed_into(&db, now, MECHANICS).await.unwrap();
    let app = TestApp::over(db, &[]).await;
    // In a province two adverts and its districts stand beside the list.
    for path in [
        "/usta-bul?hizmet=on-fren-balatasi-degisimi",
        "/usta-bul?hizmet=on-fren-balatasi-degisimi&lang=en",
        "/usta-bul?il=istanbul",
        "/usta-bul",
    ] {
        let page = app.visitor().page(path).await;
        assert_eq!(page.status, 200, "{path}");
        // Adverts stand beside them.
        assert!(page.text.matches("<article").count() >= CARDS, "{path} is a full page");
        for part in ["class=\"filters\"", "sirala="] {
            assert!(page.text.contains(part), "{path} has its filters and sorts: {part}");
        }
        assert!(!page.text.contains(".wasm"), "{path} loads no program");
        let (html, sent) = (page.text.len(), brotli(page.text).await);
        assert!(html <= HTML_KB * 1024, "{path}: {html} bytes of HTML");
        assert!(sent <= 12 * 1024, "{path}: {sent} bytes in brotli");
    }
}

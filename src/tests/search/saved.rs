//! Searches that a customer saves.

use crate::support::TestApp;

const SEARCH: &str = "/usta-bul?hizmet=on-fren-balatasi-degisimi&il=ankara&puan=4";

#[tokio::test]
async fn a_search_is_saved_found_again_and_let_go() {
    let app = TestApp::new().await;
    let (ayse, stranger) = (app.customer("ayse").await, app.customer("baskasi").await);
    let query = "sonra=abc&il=ankara&puan=4&utm_source=x&hizmet=on-fren-balatasi-degisimi";
    let answer = ayse.form(SEARCH, "mechanics/save_search", &[("query", query)]).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/hesap/favoriler".to_owned()), "{}", answer.text);
    assert_eq!(ayse.post("mechanics/save_search", &[("query", query)]).await.status, 200);
    assert_eq!(app.count("select count(*) from saved_searches").await, 1, "twice is once");
    let kept: String = sqlx::query_scalar("select query from saved_searches").fetch_one(&app.pool).await.unwrap();
    assert_eq!(
        kept, "hizmet=on-fren-balatasi-degisimi&il=ankara&puan=4",
        "its first page, without what no search knows"
    );
    let page = ayse.page("/hesap/favoriler").await;
    assert!(
        page.text.contains("Kayıtlı aramalar") && page.text.contains("Ankara’da") && page.text.contains("1 süzgeçle"),
        "{}",
        page.text
    );
    assert!(page.text.contains(&SEARCH.replace('&', "&amp;")));
    assert!(ayse.page("/hesap/favoriler?lang=en").await.text.contains("Saved searches"));
    assert!(!stranger.page("/hesap/favoriler").await.text.contains("Kayıtlı aramalar"));

    let id: String = sqlx::query_scalar("select id::text from saved_searches").fetch_one(&app.pool).await.unwrap();
    assert_eq!(stranger.post("mechanics/remove_search", &[("search_id", &id)]).await.status, 404);
    assert_eq!(ayse.post("mechanics/remove_search", &[("search_id", &id)]).await.status, 200);
    assert_eq!(ayse.post("mechanics/remove_search", &[("search_id", &id)]).await.status, 404);
}

#[tokio::test]
async fn searches_for_nothing_too_long_or_too_many_are_refused() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let long = format!("q={}", "x".repeat(1_000));
    for query in ["", "utm_source=x", "sonra=abc", &long] {
        let answer = ayse.post("mechanics/save_search", &[("query", query)]).await;
        assert_eq!((answer.status, answer.fields()), (422, vec!["query".to_owned()]), "{query}");
    }
    for n in 1..=20 {
        assert_eq!(ayse.post("mechanics/save_search", &[("query", &format!("q=is{n}"))]).await.status, 200);
    }
    assert_eq!(ayse.post("mechanics/save_search", &[("query", "q=is1")]).await.status, 200, "saved already");
    assert_eq!(ayse.post("mechanics/save_search", &[("query", "q=fazla")]).await.status, 422);
    assert_eq!(app.visitor().post("mechanics/save_search", &[("query", "q=is")]).await.status, 401);
}

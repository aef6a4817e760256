//! Searches that a customer saves.

use super::{run, town};
use crate::support::{Client, EGEA_VARIANT_ID, TestApp};
use sanaiyiusta::modules::mechanics::saved::jobs::tell;

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

const DAY: i64 = 24 * 60;

/// Saves a search and lets it tell of new workshops.
async fn telling(client: &Client, app: &TestApp, query: &str) -> String {
    assert_eq!(client.post("mechanics/save_search", &[("query", query)]).await.status, 200);
    let id: String =
        sqlx::query_scalar("select id::text from saved_searches order by created_at desc, id desc limit 1")
            .fetch_one(&app.pool)
            .await
            .unwrap();
    let answer = client.post("mechanics/tell_search", &[("search_id", &id), ("tells", "true")]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    id
}

/// They are verified at this moment.
async fn verify(app: &TestApp, workshops: &[u128]) {
    for workshop in workshops {
        let now = app.clock.now().rfc3339();
        run(&app.pool, &format!("update mechanics set verified_at = '{now}' where id = $1"), *workshop).await;
    }
}

async fn mails(app: &TestApp) -> Vec<String> {
    app.run_jobs().await;
    sqlx::query_scalar("select coalesce(text_body, '') from mails where kind = 'search_news' order by created_at, id")
        .fetch_all(&app.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_saved_search_tells_of_new_workshops_once_and_in_one_mail_a_day() {
    let app = town().await;
    verify(&app, &[1, 2, 3, 4, 5]).await;
    let (ayse, stranger) = (app.customer("ayse").await, app.customer("baskasi").await);
    assert_eq!(ayse.post("mechanics/save_search", &[("query", "il=istanbul&puan=4")]).await.status, 200);
    assert_eq!(app.count("select count(told_at) from saved_searches").await, 0, "off to begin with");
    app.clock.advance_minutes(1);
    let id = telling(&ayse, &app, "il=istanbul&acik=1").await;
    app.clock.advance_minutes(1);
    telling(&ayse, &app, "hizmet=on-fren-balatasi-degisimi&il=istanbul").await;
    assert!(ayse.page("/hesap/favoriler").await.text.contains("Haber vermeyi kapat"));
    assert_eq!(stranger.post("mechanics/tell_search", &[("search_id", &id), ("tells", "true")]).await.status, 404);

    assert_eq!(tell(&app.wires).await.unwrap(), 0, "not on the day it is asked for");
    app.clock.advance_minutes(DAY);
    assert_eq!(tell(&app.wires).await.unwrap(), 2);
    assert!(mails(&app).await.is_empty(), "nothing is new");
    app.clock.advance_minutes(60);
    verify(&app, &[1, 3, 5]).await;
    run(&app.pool, "update mechanics set suspended_at = now() where id = $1", 3).await;
    assert_eq!(tell(&app.wires).await.unwrap(), 0, "once a day");
    app.clock.advance_minutes(DAY);
    assert_eq!(tell(&app.wires).await.unwrap(), 2);
    let told = mails(&app).await;
    assert_eq!(told.len(), 1, "one mail for both searches: {told:?}");
    for words in ["Işık Oto Servis · Ümraniye, İstanbul", "/usta/usta-1", "/hesap/favoriler", "/arama-haberi?kim="]
    {
        assert!(told[0].contains(words), "{words}: {}", told[0]);
    }
    assert_eq!(told[0].matches("/usta/usta-").count(), 1, "neither another place's nor a suspended one: {}", told[0]);
    app.clock.advance_minutes(DAY);
    assert_eq!(tell(&app.wires).await.unwrap(), 2);
    assert_eq!(mails(&app).await.len(), 1, "each workshop once");
}

#[tokio::test]
async fn the_mail_ends_its_kind_without_signing_in() {
    let app = town().await;
    let ayse = app.customer("ayse").await;
    telling(&ayse, &app, "ad=isik").await;
    app.clock.advance_minutes(DAY);
    verify(&app, &[1, 2]).await;
    tell(&app.wires).await.unwrap();
    let told = mails(&app).await.pop().unwrap();
    assert!(told.contains("Işık Oto Servis") && !told.contains("Çağrı Fren"), "{told}");
    assert!(told.contains("/usta-bul?ad=isik"), "a search alone is led to: {told}");
    let address = told.split("/arama-haberi").nth(1).unwrap().split_whitespace().next().unwrap();
    let address = format!("/arama-haberi{address}");
    let visitor = app.visitor();
    assert!(visitor.page(&address).await.text.contains("Haberleri kapat"));
    assert_eq!(app.count("select count(told_at) from saved_searches").await, 1, "looking changes nothing");
    assert_eq!(visitor.page(&format!("{address}x")).await.status, 404);
    let (customer, word) = address.split_once("kim=").unwrap().1.split_once("&belirtec=").unwrap();
    let wrong = [("customer_id", customer), ("token", "yok")];
    assert_eq!(visitor.post("mechanics/stop_search_news", &wrong).await.status, 404);
    let right = [("customer_id", customer), ("token", word)];
    let sent = visitor.form(&address, "mechanics/stop_search_news", &right).await;
    assert_eq!((sent.status, sent.header("location").as_str()), (303, "/"));
    assert_eq!(app.count("select count(told_at) from saved_searches").await, 0);
    assert_eq!(app.count("select count(*) from saved_searches").await, 1, "the search stays");
}

#[tokio::test]
async fn a_search_with_ones_own_car_tells_of_workshops_that_take_it() {
    let app = town().await;
    let ayse = app.customer("ayse").await;
    let car = [("plate", "06 ABC 123"), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2020"), ("km", "60000")];
    let car = ayse.post("vehicles/add", &car).await.json();
    let car = car.as_str().or_else(|| car["id"].as_str()).unwrap().to_owned();
    telling(&ayse, &app, &format!("il=istanbul&arac={car}")).await;
    let refuses = "insert into mechanic_supported_vehicles (id, mechanic_id, brand_id, includes)
         values (gen_random_uuid(), $1, '00000000-0000-5000-8000-000000000021', false)";
    run(&app.pool, refuses, 1).await;
    app.clock.advance_minutes(DAY);
    verify(&app, &[1, 2]).await;
    tell(&app.wires).await.unwrap();
    let told = mails(&app).await.pop().unwrap();
    assert!(told.contains("Çağrı Fren") && !told.contains("Işık Oto Servis"), "{told}");
}

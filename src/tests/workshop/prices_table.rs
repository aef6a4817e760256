//! All offers in one table: what is written, what is refused, and who was first.

use super::{fine, mine, opened, refused};
use crate::support::{BALATA_ID, Client, PERIODIC_ID, TestApp};

const PAGE: &str = "/atolye/fiyat-tablosu";
const FIAT: &str = "00000000-0000-5000-8000-000000000021";
const EGEA: &str = "00000000-0000-5000-8000-000000000031";

async fn site() -> (TestApp, Client) {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    let offers = [
        ("rows[0][service_id]", BALATA_ID),
        ("rows[0][price]", "1250"),
        ("rows[0][minutes]", "60"),
        ("rows[0][active]", "true"),
        ("rows[1][service_id]", PERIODIC_ID),
        ("rows[1][price]", "2000"),
        ("rows[1][minutes]", "90"),
        ("rows[1][active]", "true"),
    ];
    fine(&hasan, "save_services", &offers).await;
    (app, hasan)
}

/// A row as the page sends it.
fn row(place: usize, service: &str, was: &str, cells: [&str; 6]) -> Vec<(String, String)> {
    let [price, kind, minutes, parts, months, km] = cells;
    [
        ("service_id", service),
        ("was", was),
        ("price", price),
        ("price_kind", kind),
        ("minutes", minutes),
        ("parts_class", parts),
        ("warranty_months", months),
        ("warranty_km", km),
        ("active", "true"),
    ]
    .map(|(part, value)| (format!("rows[{place}][{part}]"), value.to_owned()))
    .to_vec()
}

fn sent(rows: &[Vec<(String, String)>]) -> Vec<(&str, &str)> {
    rows.iter().flatten().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

const BALATA_WAS: &str = "125000.fixed.60.true...";
const PERIODIC_WAS: &str = "200000.fixed.90.true...";

#[tokio::test]
async fn changed_rows_are_saved_together_and_their_old_prices_stay() {
    let (app, hasan) = site().await;
    let page = hasan.page(PAGE).await.text;
    for words in [
        BALATA_WAS,
        PERIODIC_WAS,
        "fiyat-tablosu",
        "table.js",
        "id=\"tablo-tuslari\" hidden",
        "on-fren-balatasi-degisimi#araca-gore",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(hasan.page("/atolye/hizmetler").await.text.contains(&format!("href=\"{PAGE}\"")));
    app.clock.advance_minutes(60);
    let rows = [
        row(0, BALATA_ID, BALATA_WAS, ["1.400", "from", "75", "equivalent", "12", "20000"]),
        row(1, PERIODIC_ID, PERIODIC_WAS, ["2000", "fixed", "90", "", "", ""]),
    ];
    fine(&hasan, "save_price_table", &sent(&rows)).await;
    let own = mine(&hasan).await;
    let balata = own["services"].as_array().unwrap().iter().find(|row| row["id"] == BALATA_ID).unwrap().clone();
    assert_eq!((balata["price_kurus"].as_i64(), balata["minutes"].as_i64()), (Some(140_000), Some(75)));
    assert_eq!(
        (&balata["promise"]["parts_class"], balata["promise"]["warranty_months"].as_i64()),
        (&"equivalent".into(), Some(12))
    );
    assert_eq!(app.count("select count(*) from mechanic_past_prices").await, 1, "of the one that changed");
    let since = "select count(distinct priced_at) from mechanic_services";
    assert_eq!(app.count(since).await, 2, "the other row was not written");
}

#[tokio::test]
async fn wrong_cells_are_named_nothing_is_written_and_nothing_typed_is_lost() {
    let (app, hasan) = site().await;
    let rows = [
        row(0, BALATA_ID, BALATA_WAS, ["bin", "fixed", "2", "yeni", "121", "5"]),
        row(1, PERIODIC_ID, PERIODIC_WAS, ["2500", "fixed", "90", "", "", ""]),
    ];
    let wrong =
        ["rows.0.minutes", "rows.0.parts_class", "rows.0.price", "rows.0.warranty_km", "rows.0.warranty_months"];
    assert_eq!(refused(&hasan, "save_price_table", &sent(&rows)).await, wrong);
    assert_eq!(app.count("select count(*) from mechanic_past_prices").await, 0, "all or none");
    let plain = hasan.form(PAGE, "mechanics/save_price_table", &sent(&rows)).await;
    assert_eq!((plain.status, plain.header("location")), (303, PAGE.to_owned()), "{}", plain.text);
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("value=\"bin\"") && page.contains("value=\"2500\""), "{page}");
    assert!(page.contains("f-rows-0-price-error"), "beside its cell: {page}");
}

#[tokio::test]
async fn a_row_that_changed_in_another_window_is_not_overwritten_unseen() {
    let (app, hasan) = site().await;
    let other = [
        ("rows[0][service_id]", BALATA_ID),
        ("rows[0][price]", "1300"),
        ("rows[0][minutes]", "60"),
        ("rows[0][active]", "true"),
    ];
    fine(&hasan, "save_services", &other).await;
    let untouched = [row(0, BALATA_ID, BALATA_WAS, ["1250", "fixed", "60", "", "", ""])];
    fine(&hasan, "save_price_table", &sent(&untouched)).await;
    assert_eq!(app.count("select max(price_kurus) from mechanic_services where price_kurus < 200000").await, 130_000);
    let mine = [row(0, BALATA_ID, BALATA_WAS, ["1500", "fixed", "60", "", "", ""])];
    assert_eq!(refused(&hasan, "save_price_table", &sent(&mine)).await, ["rows.0.was"]);
    let plain = hasan.form(PAGE, "mechanics/save_price_table", &sent(&mine)).await;
    assert_eq!(plain.status, 303);
    let page = hasan.page(PAGE).await.text;
    assert!(page.contains("şimdi fiyatı ₺1.300") && page.contains("value=\"1500\""), "{page}");
    let now = "130000.fixed.60.true...";
    assert!(page.contains(now), "saving once more is meant");
    let again = [row(0, BALATA_ID, now, ["1500", "fixed", "60", "", "", ""])];
    fine(&hasan, "save_price_table", &sent(&again)).await;

    fine(&hasan, "remove_service", &[("service_id", BALATA_ID)]).await;
    let gone = [row(0, BALATA_ID, now, ["1600", "fixed", "60", "", "", ""])];
    assert_eq!(
        refused(&hasan, "save_price_table", &sent(&gone)).await,
        ["rows.0.was"],
        "it is not offered anew by this"
    );
}

#[tokio::test]
async fn a_price_by_car_is_opened_and_changed_with_its_cars() {
    let (app, hasan) = site().await;
    let service = "/atolye/hizmetler/on-fren-balatasi-degisimi";
    fine(
        &hasan,
        "put_car_price",
        &[("service_id", BALATA_ID), ("brand_id", FIAT), ("model_id", EGEA), ("price", "1100")],
    )
    .await;
    let id: String =
        sqlx::query_scalar("select id::text from mechanic_service_prices").fetch_one(&app.pool).await.unwrap();
    let link = format!("{service}?fiyat={id}");
    assert!(hasan.page(service).await.text.contains(&format!("href=\"{link}#ekle\"")));
    let page = hasan.page(&link).await.text;
    assert!(page.contains(&format!("value=\"{id}\"")) && page.contains("value=\"1100\""), "{page}");

    let same = [
        ("service_id", BALATA_ID),
        ("price_id", id.as_str()),
        ("brand_id", FIAT),
        ("model_id", EGEA),
        ("price", "1200"),
    ];
    fine(&hasan, "put_car_price", &same).await;
    assert_eq!(app.count("select count(*) from mechanic_service_prices where price_kurus = 120000").await, 1);
    assert_eq!(app.count("select count(*) from mechanic_past_prices").await, 1);
    let other = [("service_id", BALATA_ID), ("price_id", id.as_str()), ("brand_id", FIAT), ("price", "1250")];
    fine(&hasan, "put_car_price", &other).await;
    assert_eq!(app.count("select count(*) from mechanic_service_prices").await, 1, "it is of other cars now");
    assert_eq!(app.count("select count(*) from mechanic_service_prices where model_id is null").await, 1);
    assert_eq!(app.count("select count(*) from mechanic_past_prices").await, 2, "the one before ended");
    assert_eq!(hasan.post("mechanics/put_car_price", &same).await.status, 404, "it is no more");
}

//! Prices by car, what is promised with an offer, all prices at once, and what prices were.

use super::{fine, mine, opened, refused};
use crate::support::{BALATA_ID, Client, PERIODIC_ID, TestApp};

const PAGE: &str = "/atolye/hizmetler/on-fren-balatasi-degisimi";
const FIAT: &str = "00000000-0000-5000-8000-000000000021";
const EGEA: &str = "00000000-0000-5000-8000-000000000031";
const CLIO: &str = "00000000-0000-5000-8000-000000000032";

async fn offers(owner: &Client, price: &str) {
    let rows = [("rows[0][service_id]", BALATA_ID), ("rows[0][price]", price), ("rows[0][active]", "true")];
    fine(owner, "save_services", &rows).await;
}

#[tokio::test]
async fn prices_for_some_cars_stand_on_the_page_of_the_service_and_on_the_profile() {
    let app = TestApp::new().await;
    let (hasan, id) = opened(&app, "hasan").await;
    assert_eq!(hasan.page(PAGE).await.status, 404, "not offered yet");
    offers(&hasan, "1250").await;
    sqlx::query("update mechanics set verified_at = created_at where id = $1")
        .bind(*id)
        .execute(&app.pool)
        .await
        .unwrap();
    let page = hasan.page(PAGE).await;
    assert!(page.text.contains("Her araca aynı fiyat") && page.text.contains("₺1.250"), "{}", page.text);
    let steps = hasan.page(&format!("{PAGE}?marka=fiat")).await;
    assert!(steps.text.contains("Egea") && steps.text.contains("name=\"input[fuel]\""), "{}", steps.text);
    let any = hasan.page(&format!("{PAGE}?marka=hepsi")).await;
    assert!(any.text.contains("Her marka") && !any.text.contains("name=\"input[model_id]\""));

    let egea =
        [("service_id", BALATA_ID), ("brand_id", "fiat"), ("model_id", EGEA), ("price", "1.100"), ("minutes", "50")];
    let answer = hasan.form(&format!("{PAGE}?marka=fiat"), "mechanics/put_car_price", &egea).await;
    assert_eq!((answer.status, answer.header("location")), (303, PAGE.to_owned()), "{}", answer.text);
    fine(
        &hasan,
        "put_car_price",
        &[
            ("service_id", BALATA_ID),
            ("fuel", "diesel"),
            ("body", "suv"),
            ("year_from", "2015"),
            ("price", "1900"),
            ("price_kind", "from"),
        ],
    )
    .await;
    let page = hasan.page(PAGE).await;
    assert!(page.text.contains("Fiat Egea") && page.text.contains("₺1.100") && page.text.contains("50 dk"));
    assert!(page.text.contains("2015 ve sonrası · dizel · SUV"), "{}", page.text);
    assert!(hasan.page("/atolye/hizmetler").await.text.contains("Araca göre 2 fiyat"));
    assert_eq!(mine(&hasan).await["services"][0]["car_prices"], 2);
    let public = app.visitor().page("/usta/isik-oto-servis-cankaya").await;
    assert!(public.text.contains("₺1.100 – ₺1.900") && public.text.contains("araca göre"), "{}", public.text);
    let english = app.visitor().page("/usta/isik-oto-servis-cankaya?lang=en").await;
    assert!(english.text.contains("₺1,100 – ₺1,900") && english.text.contains("by car"));

    let twice = [("service_id", BALATA_ID), ("brand_id", "fiat"), ("model_id", EGEA), ("price", "1.150")];
    fine(&hasan, "put_car_price", &twice).await;
    assert_eq!(app.count("select count(*) from mechanic_service_prices").await, 2, "a new price for the same cars");
    assert_eq!(app.count("select price_kurus from mechanic_past_prices where price_id is not null").await, 110_000);
    let price: String = sqlx::query_scalar("select id::text from mechanic_service_prices where model_id is not null")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    let (sinan, _) = opened(&app, "sinan").await;
    assert_eq!(sinan.post("mechanics/remove_car_price", &[("price_id", &price)]).await.status, 404);
    fine(&hasan, "remove_car_price", &[("price_id", &price)]).await;
    assert_eq!(mine(&hasan).await["services"][0]["car_prices"], 1);
}

#[tokio::test]
async fn past_prices_for_some_cars_stay_when_the_price_or_the_offer_is_taken_out() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    offers(&hasan, "1250").await;
    let put = async |fields: &[(&str, &str)], price: &str| {
        fine(&hasan, "put_car_price", &[&[("service_id", BALATA_ID), ("price", price)], fields].concat()).await;
    };
    let egea = [("brand_id", "fiat"), ("model_id", EGEA)];
    put(&egea, "1100").await;
    put(&egea, "1150").await;
    put(&[("fuel", "diesel")], "1400").await;
    let price: String = sqlx::query_scalar("select id::text from mechanic_service_prices where model_id is not null")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    fine(&hasan, "remove_car_price", &[("price_id", &price)]).await;
    let page = hasan.page(PAGE).await.text;
    for words in ["Fiat Egea", "₺1.100", "₺1.150"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        page.contains("Son 30 günün en düşük fiyatı: ₺1.250"),
        "prices for some cars are none for every car: {page}"
    );

    fine(&hasan, "remove_service", &[("service_id", BALATA_ID)]).await;
    assert_eq!(app.count("select count(*) from mechanic_service_prices").await, 0);
    offers(&hasan, "1300").await;
    let page = hasan.page(PAGE).await.text;
    for words in ["Fiat Egea", "₺1.100", "₺1.150", "dizel", "₺1.400", "en düşük fiyatı: ₺1.250"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(app.count("select count(*) from mechanic_past_prices where price_id is not null").await, 3);
    // Whatever said nothing of its cars is still no price for every car.
    sqlx::query("update mechanic_past_prices set brand_id = null, model_id = null where brand_id is not null")
        .execute(&app.pool)
        .await
        .unwrap();
    assert!(hasan.page(PAGE).await.text.contains("Bazı araçlar"));
}

#[tokio::test]
async fn wrong_prices_for_some_cars_are_refused_and_typed_text_stays() {
    let app = TestApp::new().await;
    let (hasan, id) = opened(&app, "hasan").await;
    offers(&hasan, "1250").await;
    let price =
        |fields: &[(&'static str, &'static str)]| [&[("service_id", BALATA_ID), ("price", "900")], fields].concat();
    for (fields, wrong) in [
        (price(&[]), "brand_id"),
        (price(&[("brand_id", "yok")]), "brand_id"),
        (price(&[("model_id", EGEA)]), "brand_id"),
        (price(&[("brand_id", FIAT), ("model_id", CLIO)]), "model_id"),
        (price(&[("fuel", "kömür")]), "fuel"),
        (price(&[("body", "tank")]), "body"),
        (price(&[("year_from", "2020"), ("year_to", "2019")]), "year_to"),
        (price(&[("fuel", "lpg"), ("minutes", "4")]), "minutes"),
        (price(&[("fuel", "lpg"), ("price_kind", "pazarlık")]), "price_kind"),
    ] {
        assert_eq!(refused(&hasan, "put_car_price", &fields).await, [wrong], "{fields:?}");
    }
    let free = [("service_id", BALATA_ID), ("fuel", "lpg"), ("price", "bir")];
    assert_eq!(refused(&hasan, "put_car_price", &free).await, ["price"]);
    let there = format!("{PAGE}?marka=hepsi");
    assert_eq!(hasan.form(&there, "mechanics/put_car_price", &free).await.status, 303);
    let back = hasan.page(&there).await;
    assert!(back.text.contains("value=\"bir\"") && back.text.contains("aria-invalid"), "{}", back.text);
    let foreign = [("service_id", PERIODIC_ID), ("fuel", "lpg"), ("price", "900")];
    assert_eq!(hasan.post("mechanics/put_car_price", &foreign).await.status, 404, "not offered");

    sqlx::query(
        "insert into mechanic_service_prices (id, mechanic_id, service_id, year_from, year_to, price_kurus, price_kind, priced_at)
         select gen_random_uuid(), $1, $2::text::uuid, 1000 + n / 100, 2000 + n % 100, 100, 'fixed', now() from generate_series(1, 2000) n",
    )
    .bind(*id)
    .bind(BALATA_ID)
    .execute(&app.pool)
    .await
    .unwrap();
    assert_eq!(refused(&hasan, "put_car_price", &price(&[("fuel", "lpg")])).await, ["brand_id"], "2 000 at most");
}

#[tokio::test]
async fn parts_and_warranty_are_promised_where_customers_choose() {
    let app = TestApp::new().await;
    let (hasan, id) = opened(&app, "hasan").await;
    offers(&hasan, "1250").await;
    sqlx::query("update mechanics set verified_at = created_at where id = $1")
        .bind(*id)
        .execute(&app.pool)
        .await
        .unwrap();
    let promise =
        [("service_id", BALATA_ID), ("parts_class", "equivalent"), ("warranty_months", "12"), ("warranty_km", "20000")];
    let answer = hasan.form(PAGE, "mechanics/save_promise", &promise).await;
    assert_eq!((answer.status, answer.header("location")), (303, PAGE.to_owned()), "{}", answer.text);
    let said = "Eşdeğer parça · 12 ay / 20.000 km garanti";
    for page in ["/usta/isik-oto-servis-cankaya", "/usta/isik-oto-servis-cankaya/randevu"] {
        let shown = app.visitor().page(page).await;
        assert!(shown.text.contains(said), "{page}: {}", shown.text);
    }
    let compared =
        app.visitor().page("/karsilastir?usta=isik-oto-servis-cankaya&hizmet=on-fren-balatasi-degisimi").await;
    assert!(compared.text.contains(said), "{}", compared.text);
    offers(&hasan, "1300").await;
    let own = mine(&hasan).await;
    assert_eq!(own["services"][0]["promise"]["parts_class"], "equivalent", "a new price changes no promise");
    let wrong = [("service_id", BALATA_ID), ("parts_class", "yeni"), ("warranty_months", "0"), ("warranty_km", "1")];
    assert_eq!(refused(&hasan, "save_promise", &wrong).await, ["parts_class", "warranty_km", "warranty_months"]);
    fine(&hasan, "save_promise", &[("service_id", BALATA_ID)]).await;
    assert!(
        !app.visitor().page("/usta/isik-oto-servis-cankaya").await.text.contains("garanti"),
        "nothing is promised now"
    );
}

#[tokio::test]
async fn all_prices_change_at_once_after_a_look_and_past_prices_stay() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    offers(&hasan, "1250").await;
    fine(&hasan, "put_car_price", &[("service_id", BALATA_ID), ("fuel", "diesel"), ("price", "1400")]).await;
    assert_eq!(hasan.page("/atolye/toplu-fiyat").await.status, 200);
    let wrong = hasan.page("/atolye/toplu-fiyat?yuzde=bir&yuvarla=7").await;
    assert!(wrong.text.matches("aria-invalid").count() >= 2 && wrong.text.contains("value=\"bir\""), "{}", wrong.text);
    let look = hasan.page("/atolye/toplu-fiyat?yuzde=10&yuvarla=50").await;
    assert!(
        look.text.contains("₺1.400") && look.text.contains("₺1.550") && look.text.contains("araca göre"),
        "{}",
        look.text
    );
    assert!(look.text.contains("2 fiyatı değiştir"));
    assert_eq!(mine(&hasan).await["services"][0]["price_kurus"], 125_000, "looking changes nothing");
    app.clock.advance_minutes(60);
    let raise = [("percent", "10"), ("step", "50"), ("category", "")];
    let seen = look.text.split("name=\"input[seen]\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let raise = [&raise[..], &[("seen", seen)]].concat();
    let answer = hasan.form("/atolye/toplu-fiyat", "mechanics/raise_prices", &raise).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/atolye/hizmetler".to_owned()), "{}", answer.text);
    assert_eq!(mine(&hasan).await["services"][0]["price_kurus"], 140_000);
    assert_eq!(app.count("select price_kurus from mechanic_service_prices").await, 155_000);
    assert_eq!(app.count("select count(*) from mechanic_past_prices").await, 2);
    let table = "/atolye/toplu-fiyat?yuzde=10&yuvarla=50";
    let again = hasan.form(table, "mechanics/raise_prices", &raise).await;
    assert_eq!((again.status, again.header("location").as_str()), (303, table));
    assert!(hasan.page(table).await.text.contains("Bu tabloyu gördüğünüzden beri fiyatlar değişti"));
    assert_eq!(mine(&hasan).await["services"][0]["price_kurus"], 140_000, "sent twice, it is done once");
    assert_eq!(
        refused(&hasan, "raise_prices", &[("percent", "0"), ("step", "3"), ("category", "yok")]).await,
        ["category", "percent", "step"]
    );
    assert_eq!(hasan.page("/atolye/toplu-fiyat?yuzde=0,1&yuvarla=50").await.text.matches("fiyatı değiştir").count(), 0);

    let page = hasan.page(PAGE).await;
    assert!(page.text.contains("Son 30 günün en düşük fiyatı: ₺1.250"), "{}", page.text);
    sqlx::query("update mechanic_past_prices set ended_at = ended_at - interval '31 days'")
        .execute(&app.pool)
        .await
        .unwrap();
    let page = hasan.page(PAGE).await;
    assert!(page.text.contains("Son 30 günün en düşük fiyatı: ₺1.400"), "{}", page.text);
    fine(&hasan, "remove_service", &[("service_id", BALATA_ID)]).await;
    offers(&hasan, "2000").await;
    let page = hasan.page(PAGE).await;
    assert!(page.text.contains("en düşük fiyatı: ₺1.400"), "taking it out and in again forgets nothing: {}", page.text);
}

#[tokio::test]
async fn a_new_workshop_starts_from_what_others_in_the_province_take() {
    let app = TestApp::new().await;
    let fill = "/atolye/hizmetler?kategori=fren&doldur=1";
    let (newcomer, _) = opened(&app, "yeni").await;
    assert!(newcomer.page(fill).await.text.contains("henüz yeterince fiyat yok"));
    for (name, price) in [("bir", "1000"), ("iki", "1100"), ("uc", "1200"), ("dort", "1300"), ("bes", "9000")] {
        let (owner, _) = opened(&app, name).await;
        offers(&owner, price).await;
    }
    assert!(newcomer.page(fill).await.text.contains("henüz yeterince fiyat yok"), "only verified ones count");
    sqlx::query("update mechanics set verified_at = created_at").execute(&app.pool).await.unwrap();
    let filled = newcomer.page(fill).await;
    assert!(filled.text.contains("value=\"1200\"") && filled.text.contains("en az 5 atölyenin"), "{}", filled.text);
}

#[tokio::test]
async fn a_hundred_thousand_past_prices_are_turned_page_by_page() {
    let app = TestApp::new().await;
    let (hasan, _) = opened(&app, "hasan").await;
    offers(&hasan, "1250").await;
    sqlx::query(
        "insert into mechanic_past_prices (mechanic_id, service_id, price_kurus, price_kind, priced_at, ended_at)
         select mechanic_id, service_id, n * 100, 'fixed', null, now() - make_interval(mins => 100001 - n)
         from mechanic_services, generate_series(1, 100000) n where service_id::text = $1",
    )
    .bind(BALATA_ID)
    .execute(&app.pool)
    .await
    .unwrap();
    let (mut seen, mut here) = (Vec::new(), PAGE.to_owned());
    for _ in 0..3 {
        let asked = std::time::Instant::now();
        let text = hasan.page(&here).await.text;
        assert!(asked.elapsed() < std::time::Duration::from_secs(5), "{:?}", asked.elapsed());
        let past = text.split("id=\"eski\"").nth(1).expect("past prices");
        let row = |row: &str| row.split("₺").nth(1).and_then(|price| price.split(' ').next().map(str::to_owned));
        seen.extend(past.split("<tr").filter_map(row));
        let on = past.split("href=\"").find(|link| link.contains("?eski=")).expect("more");
        here = on.split('"').next().unwrap().to_owned();
    }
    let latest = (99_851..=100_000).rev().map(|n| format!("{}.{:03}", n / 1_000, n % 1_000));
    assert_eq!(seen, latest.collect::<Vec<_>>());
    let oldest: i64 =
        sqlx::query_scalar("select min(id) from mechanic_past_prices").fetch_one(&app.pool).await.unwrap();
    let text = hasan.page(&format!("{PAGE}?eski={}", oldest + 1)).await.text;
    assert!(text.contains(">₺1 ·") && !text.contains("?eski="), "the very first price ends the list");
}

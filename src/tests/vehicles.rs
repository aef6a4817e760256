//! The catalogue, and the cars people own.

mod brands;
mod catalogue;
mod proposals;
mod sheets;
mod turning;

use crate::support::{Client, EGEA_VARIANT_ID, TestApp};
use serde_json::json;

const FIAT: &str = "00000000-0000-5000-8000-000000000021";
const EGEA: &str = "00000000-0000-5000-8000-000000000031";
const CLIO: &str = "00000000-0000-5000-8000-000000000032";
const NOBODY: &str = "00000000-0000-5000-8000-0000000000ff";

async fn add(owner: &Client, plate: &str) -> String {
    let answer = owner.post("vehicles/add", &egea(plate, "2019", "84250")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn egea<'a>(plate: &'a str, year: &'a str, km: &'a str) -> [(&'a str, &'a str); 4] {
    [("plate", plate), ("variant_id", EGEA_VARIANT_ID), ("model_year", year), ("km", km)]
}

/// Plates with the default marked, in the order of the list.
async fn plates(owner: &Client) -> Vec<String> {
    let cars = owner.get("vehicles/mine").await.json();
    let name = |car: &serde_json::Value| {
        format!("{}{}", if car["is_default"] == true { "*" } else { "" }, car["plate"].as_str().unwrap())
    };
    cars.as_array().unwrap().iter().map(name).collect()
}

#[tokio::test]
async fn anybody_walks_the_catalogue_from_brand_to_variant() {
    let app = TestApp::new().await;
    let visitor = app.visitor();
    let brands = visitor.get("vehicles/brands").await;
    assert_eq!(brands.json()[0], json!({ "id": FIAT, "name": "Fiat", "slug": "fiat" }));
    assert_eq!(brands.header("cache-control"), "public, max-age=3600");
    for brand in ["fiat", FIAT] {
        assert_eq!(
            visitor.get(&format!("vehicles/models?brand={brand}")).await.json(),
            json!([{ "id": EGEA, "name": "Egea" }])
        );
    }
    let years = visitor.get(&format!("vehicles/years?model={EGEA}")).await.json();
    assert_eq!(
        (years[0]["name"].as_str(), years[8]["year"].as_i64(), years.as_array().map(Vec::len)),
        (Some("2024"), Some(2016), Some(9))
    );
    let variants = visitor.get(&format!("vehicles/variants?model={EGEA}&year=2019")).await.json();
    assert_eq!(
        (variants[0]["id"].as_str(), variants[0]["name"].as_str()),
        (Some(EGEA_VARIANT_ID), Some("1.4 Fire 95"))
    );
    assert_eq!((variants[0]["fuel"].as_str(), variants[0]["transmission"].as_str()), (Some("petrol"), Some("manual")));
    assert_eq!(
        visitor.get(&format!("vehicles/variants?model={CLIO}&year=2022")).await.json(),
        json!([]),
        "the dCi ended in 2020"
    );
}

#[tokio::test]
async fn unknown_brands_models_and_years_are_told_apart_from_empty_ones() {
    let app = TestApp::new().await;
    let visitor = app.visitor();
    for path in [
        "models?brand=yok",
        "years?model=egea",
        &format!("years?model={NOBODY}"),
        &format!("variants?model={NOBODY}&year=2019"),
    ] {
        let answer = visitor.get(&format!("vehicles/{path}")).await;
        assert_eq!((answer.status, answer.code().as_str()), (404, "not_found"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let answer = visitor.get(&format!("vehicles/variants?model={EGEA}&year=dün")).await;
    assert_eq!((answer.status, answer.fields()), (422, vec!["year".to_owned()]));
}

#[tokio::test]
async fn the_first_car_is_the_default_and_plates_have_one_form() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34abc123").await;
    add(&ayse, "06-iz-1453").await;
    assert_eq!(plates(&ayse).await, ["*34 ABC 123", "06 IZ 1453"]);
    let car = &ayse.get("vehicles/mine").await.json()[0];
    assert_eq!(
        *car,
        json!({
            "id": id, "plate": "34 ABC 123", "label": "Fiat Egea 1.4 Fire 95", "brand_id": FIAT, "model_id": EGEA,
            "variant_id": EGEA_VARIANT_ID, "model_year": 2019, "km": 84250, "is_default": true
        })
    );
}

#[tokio::test]
async fn a_wrong_car_is_refused_field_by_field() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let fields = async |fields: &[(&str, &str)]| {
        let answer = ayse.post("vehicles/add", fields).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "invalid"), "{}", answer.text);
        answer.fields()
    };
    assert_eq!(fields(&[("plate", "")]).await, ["km", "model_year", "plate", "variant_id"]);
    assert_eq!(fields(&egea("34 QWX 1", "2019", "-5")).await, ["km", "plate"]);
    assert_eq!(fields(&egea("34 ABC 123; drop table", "2019", "1")).await, ["plate"]);
    assert_eq!(fields(&egea("34 🚗 123", "2019", "3000001")).await, ["km", "plate"]);
    assert_eq!(fields(&egea("34 ABC 123", "2015", "1")).await, ["model_year"], "before its range");
    assert_eq!(fields(&egea("34 ABC 123", "2025", "1")).await, ["model_year"], "after its range");
    assert_eq!(
        fields(&[("plate", "34 ABC 123"), ("variant_id", NOBODY), ("model_year", "2019"), ("km", "1")]).await,
        ["variant_id"]
    );
    assert_eq!(ayse.post("vehicles/add", &egea("34 \0 1", "2019", "1")).await.status, 422);
    assert_eq!(app.count("select count(*) from customer_vehicles").await, 0);
}

#[tokio::test]
async fn an_open_range_does_not_reach_beyond_the_years_of_the_model() {
    let app = TestApp::new().await;
    sqlx::query("update variants set year_to = null").execute(&app.pool).await.unwrap();
    let ayse = app.customer("ayse").await;
    assert_eq!(ayse.post("vehicles/add", &egea("34 ABC 123", "2024", "1")).await.status, 200);
    assert_eq!(ayse.post("vehicles/add", &egea("34 ABC 124", "2090", "1")).await.fields(), ["model_year"]);
}

#[tokio::test]
async fn a_plate_is_ones_own_only_once_but_not_forever() {
    let app = TestApp::new().await;
    let (ayse, fatma) = (app.customer("ayse").await, app.customer("fatma").await);
    let id = add(&ayse, "34 ABC 123").await;
    let again = ayse.post("vehicles/add", &egea("34-abc-123", "2019", "1")).await;
    assert_eq!((again.status, again.code().as_str()), (409, "plate_taken"));
    add(&fatma, "34 ABC 123").await;
    let second = add(&ayse, "06 AB 123").await;
    let renamed =
        ayse.post("vehicles/edit", &[("vehicle_id", &second), ("plate", "34 ABC 123"), ("km", "84250")]).await;
    assert_eq!((renamed.status, renamed.code().as_str()), (409, "plate_taken"));
    assert_eq!(ayse.post("vehicles/remove", &[("vehicle_id", &id)]).await.status, 200);
    add(&ayse, "34 ABC 123").await;
}

#[tokio::test]
async fn kilometres_never_go_back() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    let edit =
        async |km: &str| ayse.post("vehicles/edit", &[("vehicle_id", &id), ("plate", "34 abc 124"), ("km", km)]).await;
    let back = edit("84249").await;
    assert_eq!((back.status, back.json()["fields"]["km"]["rule"].as_str()), (422, Some("km_rollback")));
    assert_eq!(edit("84.250").await.status, 200);
    assert_eq!(edit("90 000").await.status, 200);
    let car = &ayse.get("vehicles/mine").await.json()[0];
    assert_eq!((car["plate"].as_str(), car["km"].as_i64()), (Some("34 ABC 124"), Some(90_000)));
}

#[tokio::test]
async fn a_removed_default_passes_to_the_newest_other_car() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let first = add(&ayse, "34 ABC 123").await;
    app.clock.advance_minutes(1);
    let second = add(&ayse, "06 AB 123").await;
    app.clock.advance_minutes(1);
    add(&ayse, "01 A 1234").await;
    assert_eq!(plates(&ayse).await, ["*34 ABC 123", "01 A 1234", "06 AB 123"]);
    assert_eq!(ayse.post("vehicles/remove", &[("vehicle_id", &first)]).await.status, 200);
    assert_eq!(plates(&ayse).await, ["*01 A 1234", "06 AB 123"]);
    assert_eq!(ayse.post("vehicles/make_default", &[("vehicle_id", &second)]).await.status, 200);
    assert_eq!(plates(&ayse).await, ["*06 AB 123", "01 A 1234"]);
    assert_eq!(ayse.post("vehicles/make_default", &[("vehicle_id", &first)]).await.status, 404, "removed");
    assert_eq!(ayse.post("vehicles/remove", &[("vehicle_id", &first)]).await.status, 404, "only once");
    assert_eq!(
        app.count("select count(*) from customer_vehicles where removed_at is not null").await,
        1,
        "the row stays"
    );
}

#[tokio::test]
async fn many_first_cars_at_once_leave_one_default() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let numbered: Vec<String> = (10..18).map(|number| format!("34 ABC {number}")).collect();
    let cars: Vec<_> = numbered.iter().map(|plate| egea(plate, "2019", "1")).collect();
    let answers = futures::future::join_all(cars.iter().map(|car| ayse.post("vehicles/add", car))).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    assert_eq!(app.count("select count(*) from customer_vehicles where is_default").await, 1);
}

#[tokio::test]
async fn the_cars_of_others_do_not_exist() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let id = add(&ayse, "34 ABC 123").await;
    for stranger in [app.customer("fatma").await, app.mechanic("usta").await] {
        let vehicle = ("vehicle_id", id.as_str());
        for (endpoint, fields) in [
            ("vehicles/edit", vec![vehicle, ("plate", "34 ABC 999"), ("km", "99999")]),
            ("vehicles/edit", vec![vehicle, ("plate", "yok"), ("km", "")]),
            ("vehicles/remove", vec![vehicle]),
            ("vehicles/make_default", vec![vehicle]),
            ("vehicles/remove", vec![("vehicle_id", "yok")]),
        ] {
            let answer = stranger.post(endpoint, &fields).await;
            assert_eq!((answer.status, answer.code().as_str()), (404, "not_found"), "{endpoint}");
        }
        assert_eq!(stranger.page(&format!("/hesap/araclar/{id}")).await.status, 404);
        assert!(plates(&stranger).await.is_empty());
    }
    let visitor = app.visitor();
    for endpoint in ["vehicles/add", "vehicles/edit", "vehicles/remove", "vehicles/make_default"] {
        assert_eq!(visitor.post(endpoint, &[("vehicle_id", &id)]).await.status, 401, "{endpoint}");
    }
    assert_eq!(visitor.get("vehicles/mine").await.status, 401);
    assert_eq!(plates(&ayse).await, ["*34 ABC 123"]);
}

#[tokio::test]
async fn a_car_is_chosen_step_by_step_without_a_script() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let place = "/hesap/araclar/yeni";
    let brands = ayse.page(&format!("{place}?next=/usta/demir-oto/randevu")).await;
    assert!(
        brands.text.contains(&format!("{place}?marka=fiat&amp;next=%2Fusta%2Fdemir-oto%2Frandevu")),
        "{}",
        brands.text
    );
    let searched = ayse.page(&format!("{place}?ara=REN")).await;
    assert!(searched.text.contains("marka=renault") && !searched.text.contains("marka=fiat"));
    assert!(ayse.page(&format!("{place}?marka=fiat")).await.text.contains(&format!("marka=fiat&amp;model={EGEA}")));
    assert!(
        ayse.page(&format!("{place}?marka=fiat&model={EGEA}"))
            .await
            .text
            .contains(&format!("model={EGEA}&amp;yil=2019"))
    );
    let last = format!("{place}?marka=fiat&model={EGEA}&yil=2019&next=%2Fusta%2Fdemir-oto%2Frandevu");
    let form = ayse.page(&last).await;
    assert!(form.text.contains(EGEA_VARIANT_ID) && form.text.contains("name=\"input[plate]\""));

    let mut fields = egea("34 ABC", "2019", "84.250").to_vec();
    fields.push(("next", "/usta/demir-oto/randevu"));
    let refused = ayse.form(&last, "vehicles/add", &fields).await;
    assert_eq!((refused.status, refused.header("location")), (303, last.clone()));
    let again = ayse.page(&last).await;
    assert!(
        again.text.contains("value=\"34 ABC\"")
            && again.text.contains("value=\"84.250\"")
            && again.text.contains("aria-invalid=\"true\"")
    );
    if let Some(plate) = fields.first_mut() {
        plate.1 = "34 ABC 123";
    }
    let added = ayse.form(&last, "vehicles/add", &fields).await;
    assert_eq!((added.status, added.header("location").as_str()), (303, "/usta/demir-oto/randevu"));
    assert_eq!(plates(&ayse).await, ["*34 ABC 123"]);
}

#[tokio::test]
async fn a_new_car_sends_nobody_to_another_site() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let mut fields = egea("34 ABC 123", "2019", "1").to_vec();
    fields.push(("next", "//evil.test/"));
    let added = ayse.form("/hesap/araclar/yeni", "vehicles/add", &fields).await;
    assert_eq!((added.status, added.header("location").as_str()), (303, "/hesap/araclar"));
    let page = ayse.page("/hesap/araclar/yeni?next=https://evil.test/").await;
    assert!(page.text.contains("href=\"/hesap/araclar/yeni?marka=fiat\""), "the steps drop it");
}

#[tokio::test]
async fn answers_that_fit_nothing_are_asked_again() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    for query in ["marka=yok", "marka=%01", "model=1", "marka=%3Cscript%3E"] {
        let page = ayse.page(&format!("/hesap/araclar/yeni?{query}")).await;
        assert!(page.status == 200 && page.text.contains("marka=renault"), "{query}");
    }
    for query in [format!("marka=fiat&model={CLIO}"), "marka=fiat&model=egea".to_owned()] {
        let page = ayse.page(&format!("/hesap/araclar/yeni?{query}")).await;
        assert!(page.status == 200 && page.text.contains(&format!("marka=fiat&amp;model={EGEA}")), "{query}");
    }
    let page = ayse.page(&format!("/hesap/araclar/yeni?marka=fiat&model={EGEA}&yil=1900")).await;
    assert!(page.status == 200 && page.text.contains("yil=2016"));
}

#[tokio::test]
async fn the_list_shows_cars_or_the_next_step() {
    let app = TestApp::new().await;
    let ayse = app.customer("ayse").await;
    let empty = ayse.page("/hesap/araclar").await;
    assert!(
        empty.status == 200 && empty.text.contains("Henüz aracınız yok") && empty.text.contains("/hesap/araclar/yeni")
    );
    let id = add(&ayse, "34 ABC 123").await;
    let list = ayse.page("/hesap/araclar").await;
    for part in [
        "34 ABC 123",
        "Fiat Egea 1.4 Fire 95",
        "84.250 km",
        "Varsayılan",
        &format!("/hesap/araclar/{id}"),
        "/api/vehicles/remove",
    ] {
        assert!(list.text.contains(part), "{part}");
    }
    let edit = format!("/hesap/araclar/{id}");
    assert!(ayse.page(&edit).await.text.contains("value=\"34 ABC 123\""));
    let refused = ayse.form(&edit, "vehicles/edit", &[("vehicle_id", &id), ("plate", "34 ABC 123"), ("km", "5")]).await;
    assert_eq!((refused.status, refused.header("location")), (303, edit.clone()));
    let again = ayse.page(&edit).await;
    assert!(again.text.contains("value=\"5\"") && again.text.contains("Kilometre önceki kayıttan az olamaz."));
    let saved =
        ayse.form(&edit, "vehicles/edit", &[("vehicle_id", &id), ("plate", "34 ABC 123"), ("km", "85000")]).await;
    assert_eq!((saved.status, saved.header("location").as_str()), (303, "/hesap/araclar"));
    for path in ["/hesap/araclar", "/hesap/araclar/yeni", &edit] {
        let away = app.visitor().page(path).await;
        assert!(away.status == 303 && away.header("location").starts_with("/giris?next="), "{path}");
    }
}

//! What a workshop tells about a done visit: parts and labour, which parts were put in, and its warranty.

use super::{Place, rule};
use crate::support::{Answer, BALATA_ID, PERIODIC_ID};

async fn promised(place: &Place) {
    let fields =
        [("service_id", BALATA_ID), ("parts_class", "original"), ("warranty_months", "24"), ("warranty_km", "20000")];
    let answer = place.usta.post("mechanics/save_promise", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

async fn complete(place: &Place, id: &str, told: &[(&str, &str)]) -> Answer {
    place.usta.post("appointments/complete", &[&[("appointment_id", id)][..], told].concat()).await
}

async fn said(place: &Place, visit: &str) -> (i64, i64, i64, String, String) {
    let sql = "select parts_kurus, labour_kurus, total_kurus, items::text, code from vehicle_maintenance_records
               where appointment_id = $1::text::uuid";
    sqlx::query_as(sql).bind(visit).fetch_one(&place.app.pool).await.unwrap()
}

#[tokio::test]
async fn a_bill_that_does_not_add_up_is_refused_and_kept_as_it_was_typed() {
    let place = Place::instant().await;
    promised(&place).await;
    let id = place.booked("09:00", "key-00000001").await;
    place.app.clock.advance_minutes(23 * 60);
    let page = format!("/atolye/randevular/{id}");
    let form = place.usta.page(&page).await.text;
    for part in
        ["Takılan parça ve garanti", "value=\"24\"", "value=\"20000\"", "input[done][0][parts_class]", "selected"]
    {
        assert!(form.contains(part), "{part}: {form}");
    }
    for (told, field, broken) in [
        (vec![("amount", "1.200"), ("parts", "1.000"), ("labour", "199,99")], "labour", "sum_differs"),
        (vec![("parts", "1.000")], "labour", "required"),
        (vec![("labour", "1.000")], "parts", "required"),
        (vec![("parts", "çok"), ("labour", "200")], "parts", "not_a_number"),
        (vec![("parts", "10000000"), ("labour", "1")], "labour", "out_of_range"),
        (vec![("parts", "1.000"), ("labour", "251")], "amount_reason", "required"),
        (vec![("done[0][service_id]", PERIODIC_ID)], "done.0.service_id", "unknown_choice"),
        (
            vec![("done[0][service_id]", BALATA_ID), ("done[0][parts_class]", "altın")],
            "done.0.parts_class",
            "unknown_choice",
        ),
        (
            vec![("done[0][service_id]", BALATA_ID), ("done[0][warranty_months]", "121")],
            "done.0.warranty_months",
            "out_of_range",
        ),
    ] {
        let answer = complete(&place, &id, &told).await;
        assert_eq!((answer.fields(), rule(&answer, field)), (vec![field.to_owned()], broken.to_owned()), "{told:?}");
    }
    assert_eq!(place.app.count("select count(*) from vehicle_maintenance_records").await, 0, "nothing is half done");
    let typed = [("appointment_id", id.as_str()), ("amount", "1.200"), ("parts", "1.000"), ("labour", "1")];
    let typed = [&typed[..], &[("done[0][service_id]", BALATA_ID), ("done[0][warranty_months]", "7")]].concat();
    assert_eq!(place.usta.form(&page, "appointments/complete", &typed).await.status, 303);
    let kept = place.usta.page(&page).await.text;
    for part in ["Parça ile işçilik birlikte", "value=\"7\"", "value=\"1.000\""] {
        assert!(kept.contains(part), "{part}: {kept}");
    }
}

#[tokio::test]
async fn a_bill_in_parts_and_labour_stands_so_in_the_book() {
    let place = Place::instant().await;
    let id = place.booked("09:00", "key-00000001").await;
    place.app.clock.advance_minutes(23 * 60);
    let told = [
        ("parts", "1.000"),
        ("labour", "200"),
        ("done[0][service_id]", BALATA_ID),
        ("done[0][parts_class]", "used"),
        ("done[0][warranty_months]", "6"),
    ];
    assert_eq!(complete(&place, &id, &told).await.status, 200, "together they are the amount");
    let bill: (i64, i64, i64) =
        sqlx::query_as("select final_kurus, final_parts_kurus, final_labour_kurus from appointments")
            .fetch_one(&place.app.pool)
            .await
            .unwrap();
    assert_eq!(bill, (120_000, 100_000, 20_000));
    let (parts, labour, total, items, code) = said(&place, &id).await;
    assert_eq!((parts, labour, total), (100_000, 20_000, 120_000));
    assert!(items.contains("\"parts_class\": \"used\"") && items.contains("\"warranty_months\": 6"), "{items}");
    assert!(!items.contains("warranty_km"), "what is left empty is not said: {items}");
    for (reader, page) in
        [(&place.usta, format!("/atolye/randevular/{id}")), (&place.ayse, format!("/hesap/randevular/{id}"))]
    {
        let text = reader.page(&page).await.text;
        for part in ["Anlaşılan tutar", "₺1.000", "İşçilik", "₺200", "Çıkma parça · 6 ay garanti"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    let book = format!("/hesap/araclar/{}/defter", place.car);
    let text = place.ayse.page(&book).await.text;
    let given = "Çıkma parça · 6 ay garanti · garanti bitişi 25 Mayıs 2027";
    for part in ["₺1.200 (parça ₺1.000, işçilik ₺200)", given] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("zinciri tutmuyor"), "{text}");
    assert_eq!(place.ayse.page(&format!("{book}.pdf")).await.status, 200);
    let proof = place.app.visitor().page(&format!("/defter-dogrula/{code}")).await.text;
    assert!(proof.contains(given) && proof.contains("yazıldığı gibi duruyor"), "{proof}");
    assert!(!proof.contains("1.000") && !proof.contains("1.200"), "what it cost is its owner's: {proof}");
}

#[tokio::test]
async fn one_button_is_still_enough_and_says_what_was_promised() {
    let place = Place::instant().await;
    let plain = place.booked("09:00", "key-00000001").await;
    promised(&place).await;
    let (promised, cleared) =
        (place.booked("11:00", "key-00000002").await, place.booked("15:00", "key-00000003").await);
    place.app.clock.advance_minutes(30 * 60);
    assert_eq!(complete(&place, &plain, &[]).await.status, 200);
    assert_eq!(complete(&place, &promised, &[]).await.status, 200);
    assert_eq!(complete(&place, &cleared, &[("done[0][service_id]", BALATA_ID)]).await.status, 200);
    let (parts, labour, _, items, code) = said(&place, &plain).await;
    assert_eq!((parts, labour), (0, 0), "not told apart");
    let bare: serde_json::Value = serde_json::from_str(&items).unwrap();
    assert_eq!(bare[0].as_object().map(serde_json::Map::len), Some(2), "as every line was before: {items}");
    let items = said(&place, &promised).await.3;
    for part in ["\"parts_class\": \"original\"", "\"warranty_months\": 24", "\"warranty_km\": 20000"] {
        assert!(items.contains(part), "{part}: {items}");
    }
    assert!(!said(&place, &cleared).await.3.contains("warranty"), "the workshop took it out of the form");
    let proof = place.app.visitor().page(&format!("/defter-dogrula/{code}")).await.text;
    assert!(proof.contains("yazıldığı gibi duruyor") && !proof.contains("garanti"), "{proof}");

    // Written down again out of the visits, the book says the same.
    sqlx::query("delete from vehicle_maintenance_records").execute(&place.app.pool).await.unwrap();
    let filed = place.ayse.post("appointments/file_visits", &[("vehicle_id", &place.car)]).await;
    assert_eq!(filed.status, 200, "{}", filed.text);
    assert_eq!(said(&place, &promised).await.3, items);
}

#[tokio::test]
async fn the_database_refuses_parts_that_do_not_make_the_bill() {
    let place = Place::instant().await;
    let id = place.booked("09:00", "key-00000001").await;
    place.app.clock.advance_minutes(23 * 60);
    assert_eq!(complete(&place, &id, &[("parts", "1.000"), ("labour", "200")]).await.status, 200);
    for (change, broken) in [
        ("final_labour_kurus = 1", "appointments_parts_and_labour_are_the_bill"),
        ("final_labour_kurus = null", "appointments_parts_and_labour_are_the_bill"),
        ("final_kurus = null, final_reason = ''", "appointments_parts_and_labour_are_the_bill"),
        ("final_parts_kurus = 120001, final_labour_kurus = -1", "appointments_parts_and_labour_are_not_negative"),
    ] {
        let sql = sqlx::AssertSqlSafe(format!("update appointments set {change}"));
        let error = sqlx::query(sql).execute(&place.app.pool).await.unwrap_err();
        assert!(error.to_string().contains(broken), "{change}: {error}");
    }
}

#[tokio::test]
async fn the_page_of_a_car_tells_what_is_under_warranty() {
    const TITLE: &str = "Garantisi süren işler";
    let place = Place::instant().await;
    let (by_months, by_km) = (place.booked("09:00", "key-00000001").await, place.booked("11:00", "key-00000002").await);
    place.app.clock.advance_minutes(27 * 60);
    let page = format!("/hesap/araclar/{}", place.car);
    assert!(!place.ayse.page(&page).await.text.contains(TITLE));
    let given = |months: &'static str, km: &'static str| {
        [("done[0][service_id]", BALATA_ID), ("done[0][warranty_months]", months), ("done[0][warranty_km]", km)]
    };
    assert_eq!(complete(&place, &by_months, &given("1", "")).await.status, 200);
    assert_eq!(complete(&place, &by_km, &given("6", "1000")).await.status, 200);
    let text = place.ayse.page(&page).await.text;
    for part in [TITLE, "garanti bitişi 25 Aralık 2026", "6 ay / 1.000 km garanti", "usta Oto Servis"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let drive = async |km: &str| {
        let fields = [("vehicle_id", place.car.as_str()), ("plate", "34 ABC 123"), ("km", km)];
        assert_eq!(place.ayse.post("vehicles/edit", &fields).await.status, 200);
        place.ayse.page(&page).await.text
    };
    assert!(drive("85250").await.contains("25 Mayıs 2027"), "to the kilometre");
    let text = drive("85251").await;
    assert!(!text.contains("25 Mayıs 2027") && text.contains("25 Aralık 2026"), "{text}");
    for days in [13, 13, 4] {
        place.app.clock.advance_minutes(days * 24 * 60);
        assert!(place.ayse.page(&page).await.text.contains(TITLE), "to its last day");
    }
    place.app.clock.advance_minutes(24 * 60);
    assert!(!place.ayse.page(&page).await.text.contains(TITLE), "its months are over");
}

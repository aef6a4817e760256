//! A visit costs and lasts what the workshop says for that car.

use super::{DAY, Place, at, id_of, starts};
use crate::support::BALATA_ID;

#[tokio::test]
async fn a_visit_costs_and_lasts_what_is_said_for_that_car() {
    let place = Place::instant().await;
    let clio = [
        ("plate", "06 CL 100"),
        ("variant_id", "00000000-0000-5000-8000-000000000042"),
        ("model_year", "2017"),
        ("km", "50000"),
    ];
    let clio = id_of(&place.ayse.post("vehicles/add", &clio).await);
    for (endpoint, fields) in [
        ("put_car_price", vec![("fuel", "diesel"), ("price", "1.900"), ("price_kind", "from"), ("minutes", "120")]),
        ("save_promise", vec![("parts_class", "original"), ("warranty_months", "24")]),
    ] {
        let fields = [vec![("service_id", BALATA_ID)], fields].concat();
        let answer = place.usta.post(&format!("mechanics/{endpoint}"), &fields).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    let slots = format!("appointments/free_slots?mechanic={}&services={BALATA_ID}&from={DAY}&days=1", place.mechanic);
    let for_clio = place.ayse.get(&format!("{slots}&vehicle={clio}")).await;
    assert_eq!(for_clio.json()[0]["end"], at("11:00"), "two hours: {}", for_clio.text);
    let for_egea = place.ayse.get(&format!("{slots}&vehicle={}", place.car)).await.json();
    assert_eq!(for_egea[0]["end"], at("10:00"));
    assert!(starts(&for_clio.json()).len() < starts(&for_egea).len());
    let stranger = place.app.customer("baskasi").await;
    assert_eq!(stranger.get(&format!("{slots}&vehicle={clio}")).await.status, 404);
    assert_eq!(place.app.visitor().get(&format!("{slots}&vehicle={clio}")).await.status, 401);
    assert_eq!(place.ayse.get(&format!("{slots}&vehicle=yok")).await.status, 404);

    let page = format!("/usta/usta-oto-servis-cankaya/randevu?hizmet=on-fren-balatasi-degisimi&arac={clio}");
    let shown = place.ayse.page(&page).await;
    assert!(shown.text.contains("₺1.900") && shown.text.contains("Orijinal parça · 24 ay garanti"), "{}", shown.text);
    let shown = place.ayse.page(&page.replace(&clio, &place.car)).await;
    assert!(shown.text.contains("<b class=\"num font-semibold\">₺1.250</b>"), "{}", shown.text);

    let dear = id_of(&place.book_with("09:00", "key-00000001", &[("vehicle_id", &clio)]).await);
    let plain = place.booked("13:30", "key-00000002").await;
    let mine = place.ayse.get("appointments/mine").await.json();
    let of = |id: &str| mine.as_array().unwrap().iter().find(|item| item["id"] == id).unwrap().clone();
    assert_eq!((of(&dear)["total_kurus"].as_i64(), of(&dear)["end"].clone()), (Some(190_000), at("11:00").into()));
    assert_eq!((of(&plain)["total_kurus"].as_i64(), of(&plain)["end"].clone()), (Some(125_000), at("14:30").into()));
    let fields = [("service_id", BALATA_ID), ("parts_class", "used")];
    assert_eq!(place.usta.post("mechanics/save_promise", &fields).await.status, 200);
    let own = place.ayse.page(&format!("/hesap/randevular/{dear}")).await;
    assert!(own.text.contains("Orijinal parça · 24 ay garanti"), "as promised when it was booked: {}", own.text);
}

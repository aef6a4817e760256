//! What makes no sense is refused, whoever asks for it.

use super::{Place, at, car, rule, starts, workshop};
use crate::support::BALATA_ID;
use sanaiyiusta::kernel::time::Instant;

#[tokio::test]
async fn a_car_is_in_one_place_at_a_time() {
    let place = Place::instant().await;
    let (_, other) = workshop(&place.app, "baska", "true").await;
    place.booked("09:00", "key-00000001").await;
    let there = [("mechanic_id", other.as_str())];
    let again = place.book_with("09:30", "key-00000002", &there).await;
    assert_eq!((again.status, again.code().as_str()), (409, "slot_taken"), "{}", again.text);
    assert!(again.text.contains("Aracınızın bu saatlerde başka bir randevusu var"), "{}", again.text);
    let offered = starts(&again.json()["alternatives"]);
    assert!(!offered.is_empty() && offered.iter().all(|start| start.as_str() >= "10:00"), "{offered:?}");
    assert_eq!(place.book_with("10:00", "key-00000003", &there).await.status, 200, "one after the other");

    // Both workshops have room, but the car has not.
    let (here, there) =
        tokio::join!(place.book("14:00", "key-00000004"), place.book_with("14:00", "key-00000005", &there),);
    let mut both = [here.status, there.status];
    both.sort_unstable();
    assert_eq!(both, [200, 409], "{} {}", here.text, there.text);
    let second = car(&place.ayse, "34 ABC 124").await;
    let with_it = [("mechanic_id", other.as_str()), ("vehicle_id", second.as_str())];
    assert_eq!(place.book_with("09:00", "key-00000006", &with_it).await.status, 200, "another car is another matter");
}

#[tokio::test]
async fn the_time_that_is_asked_for_is_not_offered_instead() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    let page = place.usta.page(&format!("/atolye/randevular/{id}")).await.text;
    assert!(
        !page.contains("value=\"2026-11-25T09:00:00+03:00\"") && page.contains("value=\"2026-11-25T10:00:00+03:00\"")
    );
    let start = at("09:00");
    let same = place.usta.post("appointments/propose", &[("appointment_id", &id), ("start", &start)]).await;
    assert_eq!((same.status, rule(&same, "start").as_str()), (422, "unknown_choice"), "{}", same.text);
    let later = at("10:00");
    assert_eq!(
        place.usta.post("appointments/propose", &[("appointment_id", &id), ("start", &later)]).await.status,
        200
    );
    let page = place.usta.page(&format!("/atolye/randevular/{id}")).await.text;
    assert!(page.contains("müşterinin yanıtı bekleniyor"), "the workshop knows whose turn it is");
}

#[tokio::test]
async fn nobody_goes_on_before_work_and_time_are_chosen() {
    let place = Place::new().await;
    let visitor = place.app.visitor();
    let book = "/usta/usta-oto-servis-cankaya/randevu";
    for lacking in [
        format!("{book}?devam=1"),
        format!("{book}?devam=1&saat=2026-11-25T09:00"),
        format!("{book}?devam=1&hizmet={BALATA_ID}"),
    ] {
        let page = visitor.page(&lacking).await.text;
        assert!(page.contains("Önce yapılacak işi ve saati seçin.") && !page.contains("/misafir?"), "{lacking}");
    }
    let whole = visitor.page(&format!("{book}?devam=1&saat=2026-11-25T09:00&hizmet={BALATA_ID}")).await.text;
    assert!(whole.contains("Seçiminiz hazır") && whole.contains("/misafir?"));
}

#[tokio::test]
async fn a_review_of_a_visit_that_was_over_before_it_began_waits_for_a_moderator() {
    let place = Place::instant().await;
    let (early, later) = (place.booked("09:00", "key-00000001").await, place.booked("10:00", "key-00000002").await);
    let until = async |clock: &str| {
        let start = Instant::parse(&at(clock)).unwrap();
        let now = place.app.wires.clock.now();
        place.app.clock.advance_minutes(start.seconds_since(now) / 60);
    };
    let reviewed = async |id: &str| {
        let closed = place.usta.post("appointments/complete", &[("appointment_id", id)]).await;
        assert_eq!(closed.status, 200, "{}", closed.text);
        let mut fields = vec![("appointment_id", id), ("text", "İşini düzgün yaptı, söylediği fiyatı aldı.")];
        fields.extend(["quality", "price", "punctuality", "communication", "cleanliness"].map(|name| (name, "4")));
        place.ayse.post("reviews/write", &fields).await.json()["status"].as_str().unwrap_or_default().to_owned()
    };
    until("09:14").await;
    assert_eq!(reviewed(&early).await, "pending", "fourteen minutes of sixty");
    assert_eq!(place.app.count("select count(*) from ratings_reviews where signals = '{hasty}'").await, 1);
    until("10:15").await;
    place.app.run_jobs().await;
    sqlx::query("delete from ratings_reviews").execute(&place.app.pool).await.unwrap();
    assert_eq!(reviewed(&later).await, "published", "a quarter of its time");
}

#[tokio::test]
async fn what_is_done_costs_what_it_cost() {
    let place = Place::instant().await;
    let from = [
        ("rows[0][service_id]", BALATA_ID),
        ("rows[0][price]", "1.250"),
        ("rows[0][price_kind]", "from"),
        ("rows[0][minutes]", "60"),
        ("rows[0][active]", "true"),
    ];
    assert_eq!(place.usta.post("mechanics/save_services", &from).await.status, 200);
    let free = from.map(|(name, value)| (name, if name.ends_with("[price]") { "0" } else { value }));
    assert_eq!(rule(&place.usta.post("mechanics/save_services", &free).await, "rows.0.price"), "out_of_range");
    let id = place.booked("09:00", "key-00000001").await;
    let total = async || {
        let page = place.ayse.page(&format!("/hesap/randevular/{id}")).await.text;
        page.matches("en az ₺1.250").count()
    };
    let before = total().await;
    sqlx::query(
        "update appointments set status = 'completed', closed_at = end_at, closed_by = 'mechanic', awaits = null",
    )
    .execute(&place.app.pool)
    .await
    .unwrap();
    assert!(before > total().await, "its sum is no floor any more");
}

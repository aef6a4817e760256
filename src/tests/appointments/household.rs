//! Booking with a car that another shares.

use super::{Place, at, id_of};
use crate::{
    garage::household::share,
    support::{Answer, BALATA_ID, Client},
};

const BOOKS: [(&str, &str); 2] = [("all_cars", "true"), ("book", "true")];

async fn book(place: &Place, who: &Client, start: &str, key: &str) -> Answer {
    let start = at(start);
    let fields = [
        ("mechanic_id", place.mechanic.as_str()),
        ("vehicle_id", place.car.as_str()),
        ("service_ids[0]", BALATA_ID),
        ("start", start.as_str()),
        ("note", "yalnizca-ustaya"),
        ("idempotency_key", key),
    ];
    who.post("appointments/book", &fields).await
}

fn book_of(place: &Place) -> String {
    format!("/hesap/araclar/{}/defter", place.car)
}

/// The mechanic closes a visit whose time has come.
async fn complete(place: &Place, id: &str, km: &str) {
    place.app.clock.advance_minutes(26 * 60);
    let answer = place.usta.post("appointments/complete", &[("appointment_id", id), ("km", km)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[tokio::test]
async fn a_member_books_with_a_shared_car_and_its_owner_is_told_and_keeps_the_book() {
    let place = Place::instant().await;
    let fatma = place.app.customer("fatma").await;
    share(&place.app, &place.ayse, &fatma, "fatma", &BOOKS).await;
    let page = fatma.page("/usta/usta-oto-servis-cankaya/randevu").await.text;
    assert!(page.contains(&place.car) && page.contains("2019 · ayse paylaşıyor"), "{page}");
    let search = format!("mechanics/search?service=on-fren-balatasi-degisimi&il=ankara&vehicle={}", place.car);
    assert_eq!(fatma.get(&search).await.status, 200);
    let lent = fatma.page(&format!("/hesap/aile/{}", place.car)).await.text;
    assert!(lent.contains(&format!("/usta-bul?arac={}", place.car)), "{lent}");

    let answer = book(&place, &fatma, "09:00", "key-00000001").await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let visit = id_of(&answer);
    let mine = fatma.get("appointments/mine").await.json();
    assert_eq!((mine[0]["id"].as_str(), mine[0]["customer_name"].as_str()), (Some(&*visit), Some("fatma Deneme")));
    assert_eq!(place.ayse.get("appointments/mine").await.json().as_array().map(Vec::len), Some(0), "it is fatma's");
    assert_eq!(place.ayse.page(&format!("/hesap/randevular/{visit}")).await.status, 404);
    let text = place.ayse.page(&book_of(&place)).await.text;
    for part in ["Ailenizin bu araçla randevuları", "fatma Deneme", "usta Oto Servis", "25 Kasım 2026"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("yalnizca-ustaya"), "what she wrote to the workshop is hers");
    place.app.run_jobs().await;
    let told: Vec<(String, String)> =
        sqlx::query_as("select to_email, text_body from mails where kind = 'household_booked'")
            .fetch_all(&place.app.pool)
            .await
            .unwrap();
    assert_eq!((told.len(), told[0].0.as_str()), (1, "ayse@ornek.test"));
    for part in ["fatma Deneme", "34 ABC 123", "usta Oto Servis", "25 Kasım", &book_of(&place)] {
        assert!(told[0].1.contains(part), "{part}: {}", told[0].1);
    }
    assert!(!told[0].1.contains("yalnizca-ustaya"));

    complete(&place, &visit, "85000").await;
    let text = place.ayse.page(&book_of(&place)).await.text;
    assert!(text.contains("85.000 km") && !text.contains("Ailenizin bu araçla"), "{text}");
    assert_eq!(place.ayse.get("vehicles/mine").await.json()[0]["km"], 85_000);
    assert!(fatma.page(&format!("/hesap/aile/{}", place.car)).await.text.contains("85.000 km"));
}

#[tokio::test]
async fn one_s_own_booking_tells_nobody_else() {
    let place = Place::instant().await;
    let fatma = place.app.customer("fatma").await;
    share(&place.app, &place.ayse, &fatma, "fatma", &BOOKS).await;
    place.booked("09:00", "key-00000001").await;
    assert_eq!(place.app.count("select count(*) from mails where kind = 'household_booked'").await, 0);
    assert!(!place.ayse.page(&book_of(&place)).await.text.contains("Ailenizin bu araçla"));
    assert_eq!(fatma.get("appointments/mine").await.json().as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn a_car_shared_to_be_seen_is_not_booked_with_and_a_stranger_s_is_not_found() {
    let place = Place::instant().await;
    let (fatma, veli) = (place.app.customer("fatma").await, place.app.customer("veli").await);
    let look = [("all_cars", "true"), ("pay", "true")];
    share(&place.app, &place.ayse, &fatma, "fatma", &look).await;
    let slots = format!(
        "appointments/free_slots?mechanic={}&services={BALATA_ID}&from=2026-11-25&days=1&vehicle={}",
        place.mechanic, place.car
    );
    let search = format!("mechanics/search?service=on-fren-balatasi-degisimi&il=ankara&vehicle={}", place.car);
    for (who, status) in [(&fatma, 403), (&veli, 404)] {
        assert_eq!(book(&place, who, "09:00", "key-00000001").await.status, status);
        assert_eq!(who.get(&slots).await.status, status);
        assert_eq!(who.get(&search).await.status, status);
        assert!(!who.page("/usta/usta-oto-servis-cankaya/randevu").await.text.contains(&place.car));
        assert_eq!(who.page(&format!("/usta-bul?il=ankara&arac={}", place.car)).await.status, 200, "without the car");
    }
    assert_eq!(place.rows().await, 0);
}

#[tokio::test]
async fn who_was_taken_out_keeps_what_was_booked_and_books_no_more() {
    let place = Place::instant().await;
    let fatma = place.app.customer("fatma").await;
    let membership = share(&place.app, &place.ayse, &fatma, "fatma", &BOOKS).await;
    let visit = id_of(&book(&place, &fatma, "09:00", "key-00000001").await);
    let ended = place.ayse.post("vehicles/remove_member", &[("membership_id", &membership)]).await;
    assert_eq!(ended.status, 200, "{}", ended.text);
    assert_eq!(book(&place, &fatma, "11:00", "key-00000002").await.status, 404);
    assert_eq!(fatma.page(&format!("/hesap/randevular/{visit}")).await.status, 200);
    assert!(place.ayse.page(&book_of(&place)).await.text.contains("fatma Deneme"), "the owner still sees it coming");
    complete(&place, &visit, "85000").await;
    assert!(place.ayse.page(&book_of(&place)).await.text.contains("85.000 km"), "it was done to her car");
}

#[tokio::test]
async fn a_booking_waits_for_an_ending_that_is_under_way_and_then_finds_no_car() {
    let place = Place::instant().await;
    let fatma = place.app.customer("fatma").await;
    share(&place.app, &place.ayse, &fatma, "fatma", &BOOKS).await;
    let mut ending = place.app.pool.begin().await.unwrap();
    sqlx::query("delete from household_members").execute(&mut *ending).await.unwrap();
    let commit = async {
        let waiting =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        while place.app.count(waiting).await == 0 {
            tokio::task::yield_now().await;
        }
        ending.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(book(&place, &fatma, "09:00", "key-00000001"), commit);
    assert_eq!(answer.status, 404, "{}", answer.text);
    assert_eq!(place.rows().await, 0);
}

#[tokio::test]
async fn of_an_ending_and_many_bookings_at_once_none_is_booked_after_it() {
    let place = Place::instant().await;
    let fatma = place.app.customer("fatma").await;
    let membership = share(&place.app, &place.ayse, &fatma, "fatma", &BOOKS).await;
    let fields = [("membership_id", membership.as_str())];
    let end = place.ayse.post("vehicles/remove_member", &fields);
    let starts = ["09:00", "10:00", "11:00", "14:00"];
    let keys = ["key-00000001", "key-00000002", "key-00000003", "key-00000004"];
    let bookings = starts.iter().zip(keys).map(|(start, key)| book(&place, &fatma, start, key));
    let (ended, answers) = tokio::join!(end, futures::future::join_all(bookings));
    assert_eq!(ended.status, 200, "{}", ended.text);
    assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 404)), "{answers:?}");
    let booked = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(place.rows().await, i64::try_from(booked).unwrap());
    assert_eq!(book(&place, &fatma, "15:00", "key-00000005").await.status, 404);
}

#[tokio::test]
async fn a_visit_of_the_household_before_does_not_follow_the_car_to_its_new_owner() {
    let place = Place::instant().await;
    let (fatma, veli) = (place.app.customer("fatma").await, place.app.customer("veli").await);
    share(&place.app, &place.ayse, &fatma, "fatma", &BOOKS).await;
    let visit = id_of(&book(&place, &fatma, "09:00", "key-00000001").await);
    place.app.clock.advance_minutes(1);
    sqlx::query(
        "update customer_vehicles set handed_over_at = $1, customer_id = (
             select c.id from customers c join users u on u.id = c.user_id where u.email = 'veli@ornek.test')",
    )
    .bind(place.app.clock.now())
    .execute(&place.app.pool)
    .await
    .unwrap();
    assert!(!veli.page(&book_of(&place)).await.text.contains("fatma"), "whose family that was is not theirs to know");
    complete(&place, &visit, "85000").await;
    assert_eq!(place.app.count("select count(*) from vehicle_maintenance_records").await, 0);
    assert_eq!(book(&place, &fatma, "14:00", "key-00000002").await.status, 404);
}

//! The pages, as browsers without a script see them.

use super::{DAY, Place};
use crate::support::BALATA_ID;

const BOOK: &str = "/usta/usta-oto-servis-cankaya/randevu";

#[tokio::test]
async fn the_booking_page_offers_real_times_without_a_script() {
    let place = Place::new().await;
    place.booked("09:00", "key-00000001").await;
    let page = place.ayse.page(&format!("{BOOK}?hizmet={BALATA_ID}&hafta={DAY}")).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("name=\"input[start]\"") && page.text.contains(&format!("{DAY}T10:00:00+03:00")));
    assert!(!page.text.contains(&format!("value=\"{DAY}T09:00:00+03:00\"")), "what is booked is not offered");
    assert!(page.text.contains("34 ABC 123") && page.text.contains("₺1.250"));
    let plain = place.ayse.page(BOOK).await.text;
    assert!(plain.contains("en az bir iş seçin"), "times depend on the work");
    assert_eq!(place.ayse.page("/usta/yok/randevu").await.status, 404);
}

#[tokio::test]
async fn the_booking_page_opens_in_the_week_of_the_first_free_time() {
    let place = Place::new().await;
    let page = || async { place.ayse.page(&format!("{BOOK}?hizmet={BALATA_ID}")).await.text };
    assert!(page().await.contains(&format!("value=\"{DAY}T10:00:00+03:00\"")));
    let away = [("from_on", "2026-11-24"), ("to_on", "2026-12-02"), ("reason", "Tadilat")];
    assert_eq!(place.usta.post("mechanics/add_exception", &away).await.status, 200);
    let later = page().await;
    assert!(later.contains("value=\"2026-12-03T10:00:00+03:00\"") && !later.contains("value=\"2026-11-"), "{later}");
    let asked = place.ayse.page(&format!("{BOOK}?hizmet={BALATA_ID}&hafta={DAY}")).await.text;
    assert!(!asked.contains("value=\"2026-12-0"), "who asks for a week sees that week");
}

#[tokio::test]
async fn a_visitor_keeps_the_choice_while_signing_in() {
    let place = Place::new().await;
    let visitor = place.app.visitor();
    let chosen = format!("{BOOK}?devam=1&hizmet={BALATA_ID}&saat={DAY}T10%3A00%3A00%2B03%3A00&not=Ses+var");
    let page = visitor.page(&chosen).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains("/giris?next=%2Fusta%2Fusta-oto-servis-cankaya%2Frandevu%3F"),
        "the way back holds the choice"
    );
    assert!(page.text.contains("name=\"saat\"") && !page.text.contains("api/appointments/book"));
    let back = place.ayse.page(&chosen.replace("devam=1&", "")).await.text;
    let radio = back.split("<input").find(|input| input.contains(&format!("value=\"{DAY}T10:00:00+03:00\""))).unwrap();
    assert!(radio.split('>').next().unwrap().contains("checked"), "{radio}");
    assert!(back.contains("Ses var"));
}

#[tokio::test]
async fn the_customer_sees_and_moves_their_visits() {
    let place = Place::new().await;
    assert!(place.ayse.page("/hesap/randevular").await.text.contains("Sırada randevunuz yok"));
    let id = place.booked("09:00", "key-00000001").await;
    for path in ["/hesap", "/hesap/randevular"] {
        let page = place.ayse.page(path).await;
        assert!(page.status == 200 && page.text.contains(&format!("/hesap/randevular/{id}")), "{path}");
        assert_eq!(place.app.visitor().page(path).await.status, 303, "{path}");
    }
    let page = place.ayse.page(&format!("/hesap/randevular/{id}")).await.text;
    assert!(
        page.contains("Onay bekliyor")
            && page.contains("api/appointments/cancel")
            && !page.contains("api/appointments/confirm")
    );
    let back = format!("/hesap/randevular/{id}");
    let cancelled = place.ayse.form(&back, "appointments/cancel", &[("appointment_id", &id), ("reason", "")]).await;
    assert_eq!((cancelled.status, cancelled.header("location")), (303, back.clone()));
    let page = place.ayse.page(&back).await.text;
    assert!(page.contains("Müşteri iptal etti") && !page.contains("api/appointments/cancel"));
}

#[tokio::test]
async fn the_workshop_sees_its_day_its_requests_and_its_calendar() {
    let place = Place::new().await;
    let id = place.booked("2026-11-24T14:00:00+03:00", "key-00000001").await;
    let desk = place.usta.page("/atolye").await;
    assert_eq!(desk.status, 200, "{}", desk.text);
    assert!(desk.text.contains("api/appointments/confirm") && desk.text.contains("34 ABC 123"));
    let refused = place.usta.form("/atolye", "appointments/decline", &[("appointment_id", &id), ("reason", "")]).await;
    assert_eq!((refused.status, refused.header("location")), (303, "/atolye".to_owned()));
    assert!(place.usta.page("/atolye").await.text.contains("Bu alan gerekli."));
    let confirmed = place.usta.form("/atolye", "appointments/confirm", &[("appointment_id", &id)]).await;
    assert_eq!((confirmed.status, confirmed.header("location")), (303, "/atolye".to_owned()));
    for path in [
        "/atolye",
        "/atolye/takvim",
        "/atolye/takvim?gun=2026-11-24&gorunum=gun",
        "/atolye/takvim?gun=2026-11-24&gorunum=hafta",
        "/atolye/randevular",
        "/atolye/randevular?durum=onayli",
    ] {
        let page = place.usta.page(path).await;
        assert!(page.status == 200 && page.text.contains(&format!("/atolye/randevular/{id}")), "{path}");
        assert_eq!(place.ayse.page(path).await.status, 404, "{path}");
    }
    let empty = place.usta.page("/atolye/takvim?gun=2026-12-15&gorunum=gun").await;
    assert!(empty.status == 200 && !empty.text.contains(&id));
    assert!(!place.usta.page("/atolye/randevular?durum=iptal").await.text.contains(&id));
}

#[tokio::test]
async fn a_mechanic_without_a_workshop_is_shown_the_way_to_one() {
    let app = crate::support::TestApp::new().await;
    let new = app.mechanic("yeni").await;
    for path in ["/atolye", "/atolye/takvim", "/atolye/randevular", "/atolye/yorumlar"] {
        let page = new.page(path).await;
        assert!(page.status == 200 && page.text.contains("href=\"/atolye/profil\""), "{path}");
    }
}

#[tokio::test]
async fn everything_speaks_english_too() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    place.ayse.set_cookie("dil", "en");
    place.usta.set_cookie("dil", "en");
    sqlx::query("update users set lang = 'en'").execute(&place.app.pool).await.unwrap();
    let page = place.ayse.page(&format!("/hesap/randevular/{id}")).await.text;
    assert!(page.contains("Waits for approval") && page.contains("Wednesday 25 November 09:00"));
    assert!(place.usta.page("/atolye").await.text.contains("Requests waiting for you"));
    assert!(place.ayse.page(&format!("{BOOK}?hizmet={BALATA_ID}")).await.text.contains("Arrange your appointment"));
}

/// The tag of the input with this value.
fn input<'a>(page: &'a str, value: &str) -> &'a str {
    let tag = page.split("<input").skip(1).find(|input| input.contains(&format!("value=\"{value}\"")));
    tag.unwrap_or_else(|| panic!("no input holds {value}")).split('>').next().unwrap()
}

#[tokio::test]
async fn a_time_tapped_before_any_work_is_chosen_is_kept_until_it_can_be_booked() {
    let place = Place::new().await;
    let wished = format!("{DAY}T10:00:00+03:00");
    let tapped = format!("{BOOK}?saat={DAY}T10:00");
    for (client, name) in [(&place.ayse, "input[start]"), (&place.app.visitor(), "saat")] {
        let first = client.page(&tapped).await.text;
        let hidden = input(&first, &wished);
        assert!(hidden.contains("hidden") && hidden.contains(&format!("name=\"{name}\"")), "{hidden}");
        assert!(first.contains("25 Kasım Çarşamba 10.00"), "the box at the side says it");
    }
    // What the button that shows the times sends.
    let shown =
        format!("{BOOK}?input%5Bservice_ids%5D%5B%5D={BALATA_ID}&input%5Bstart%5D={DAY}T10%3A00%3A00%2B03%3A00");
    let page = place.ayse.page(&shown).await.text;
    let radio = input(&page, &wished);
    assert!(radio.contains("radio") && radio.contains("checked"), "{radio}");
    place.booked("10:00", "key-00000001").await;
    let gone = place.ayse.page(&shown).await.text;
    assert!(!gone.contains(&format!("value=\"{wished}\"")), "a time that is gone is not carried along");
    let past = place.ayse.page(&format!("{BOOK}?saat=2026-11-23T10%3A00%3A00%2B03%3A00")).await.text;
    assert!(!past.contains("value=\"2026-11-23T10"), "nor one that is over");
}

#[tokio::test]
async fn one_form_holds_the_car_and_the_work_that_it_books() {
    let place = Place::new().await;
    let second = super::car(&place.ayse, "06 BCD 789").await;
    let page = place.ayse.page(&format!("{BOOK}?hizmet={BALATA_ID}")).await.text;
    let form = page.split("<form id=\"randevu\"").nth(1).unwrap().split("</form>").next().unwrap();
    for (value, name, kind) in [
        (place.car.as_str(), "input[vehicle_id]", "radio"),
        (second.as_str(), "input[vehicle_id]", "radio"),
        (BALATA_ID, "input[service_ids][]", "checkbox"),
    ] {
        let own = input(form, value);
        assert!(own.contains(&format!("name=\"{name}\"")) && own.contains(kind), "{own}");
        assert_eq!(page.matches(&format!("value=\"{value}\"")).count(), 1, "nothing else speaks for {value}");
    }
    assert!(form.contains("formmethod=\"get\"") && form.contains("Saatleri göster"));
    // What the form sends when the other car is chosen after the times were shown.
    let chosen = [("vehicle_id", second.as_str())];
    let answer = place.book_with("10:00", "key-00000001", &chosen).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let mine = place.ayse.get("appointments/mine").await.json();
    assert_eq!(mine[0]["plate"].as_str(), Some("06 BCD 789"));
}

#[tokio::test]
async fn adding_a_car_leads_back_to_everything_that_was_chosen() {
    let place = Place::new().await;
    let page = place.ayse.page(&format!("{BOOK}?hizmet={BALATA_ID}&saat={DAY}T10%3A00%3A00%2B03%3A00&not=Ses")).await;
    let link = page.text.split("href=\"/hesap/araclar/yeni?next=").nth(1).unwrap().split('"').next().unwrap();
    for part in [BALATA_ID, place.car.as_str(), "saat%3D2026-11-25T10%253A00", "not%3DSes"] {
        assert!(link.contains(part), "{part} is not in {link}");
    }
}

#[tokio::test]
async fn every_move_of_a_form_is_answered_by_a_notice() {
    let place = Place::new().await;
    let start = format!("{DAY}T09:00:00+03:00");
    let fields = [
        ("mechanic_id", place.mechanic.as_str()),
        ("vehicle_id", place.car.as_str()),
        ("service_ids[0]", BALATA_ID),
        ("start", start.as_str()),
        ("idempotency_key", "key-00000001"),
    ];
    let booked = place.ayse.form(BOOK, "appointments/book", &fields).await;
    let address = booked.header("location");
    assert!(place.ayse.page(&address).await.text.contains("İsteğiniz ustaya iletildi."));
    assert!(!place.ayse.page(&address).await.text.contains("İsteğiniz ustaya iletildi."), "it is said once");
    let id = address.rsplit('/').next().unwrap();
    let desk = format!("/atolye/randevular/{id}");
    for (client, page, verb, said) in [
        (&place.usta, &desk, "confirm", "Randevu onaylandı."),
        (&place.ayse, &address, "cancel", "Randevu iptal edildi."),
    ] {
        let moved =
            client.form(page, &format!("appointments/{verb}"), &[("appointment_id", id), ("reason", "Neden")]).await;
        assert_eq!((moved.status, moved.header("location")), (303, page.clone()));
        assert!(client.page(page).await.text.contains(said), "{verb}");
    }
}

#[tokio::test]
async fn the_menu_counts_the_requests_that_wait() {
    let place = Place::new().await;
    let badge = "class=\"count ml-auto\">2<";
    assert!(!place.usta.page("/atolye/calisma-saatleri").await.text.contains("count ml-auto"));
    place.booked("09:00", "key-00000001").await;
    place.booked("15:00", "key-00000002").await;
    assert!(place.usta.page("/atolye/calisma-saatleri").await.text.contains(badge));
    assert!(!place.ayse.page("/hesap").await.text.contains("count ml-auto"), "it is the workshop's count");
}

#[tokio::test]
async fn a_profile_shows_its_next_times_on_phones_too() {
    let place = Place::new().await;
    let page = place.app.visitor().page("/usta/usta-oto-servis-cankaya").await.text;
    let (within, beside) = page.split_once("<aside").unwrap();
    for part in [within, beside] {
        assert!(part.contains("randevu?saat=") && part.contains("1 saatlik iş için"), "{part}");
    }
    assert_eq!(page.matches("id=\"yorumlar\"").count(), 1);
}

#[tokio::test]
async fn admins_look_at_a_workshop_before_they_verify_it() {
    let place = Place::new().await;
    sqlx::query("update mechanics set verified_at = null").execute(&place.app.pool).await.unwrap();
    let (admin, address) = (place.app.admin().await, "/usta/usta-oto-servis-cankaya");
    for stranger in [&place.app.visitor(), &place.ayse, &place.usta] {
        assert_eq!(stranger.page(address).await.status, 404);
    }
    let page = admin.page(address).await;
    assert_eq!(page.status, 200);
    for part in ["Önizleme", "noindex", "Sanayi Sitesi No: 5", "₺1.250"] {
        assert!(page.text.contains(part), "{part}");
    }
    for part in ["cankaya/randevu", "ld+json", "Doğrulanmış<", "rel=\"canonical\""] {
        assert!(!page.text.contains(part), "{part}");
    }
    assert!(admin.page("/yonetim/ustalar").await.text.contains(&format!("href=\"{address}\"")));
    assert_eq!(admin.page(&format!("{address}/randevu")).await.status, 404);
}

//! Mails and calendar files: who gets them, when, and how often.

use super::Place;
use sanaiyiusta::modules::appointments::jobs;

/// Kind and reader of every mail about appointments, in order.
async fn mails(place: &Place) -> Vec<(String, String)> {
    sqlx::query_as(
        "select kind, split_part(to_email, '@', 1) from mails where kind like 'appointment%' order by created_at, id",
    )
    .fetch_all(&place.app.pool)
    .await
    .unwrap()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(kind, reader)| (format!("appointment_{kind}"), (*reader).to_owned())).collect()
}

async fn act(place: &Place, verb: &str, id: &str) {
    let client = if matches!(verb, "accept_proposal") { &place.ayse } else { &place.usta };
    let answer = client.post(&format!("appointments/{verb}"), &[("appointment_id", id), ("reason", "Neden")]).await;
    assert_eq!(answer.status, 200, "{verb}: {}", answer.text);
}

async fn sequence(place: &Place) -> i64 {
    place.app.count("select ics_sequence::bigint from appointments order by created_at limit 1").await
}

#[tokio::test]
async fn every_move_writes_one_mail_to_whom_it_concerns() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    let mut expected = vec![("requested", "usta"), ("requested", "ayse")];
    assert_eq!(mails(&place).await, pairs(&expected));
    place.book("09:00", "key-00000001").await;
    assert_eq!(mails(&place).await.len(), 2, "the second click writes nothing");
    let offer = [("appointment_id", id.as_str()), ("start", "2026-11-25T16:00:00+03:00"), ("reason", "")];
    assert_eq!(place.usta.post("appointments/propose", &offer).await.status, 200);
    expected.extend([("changed", "usta"), ("changed", "ayse")]);
    act(&place, "accept_proposal", &id).await;
    expected.extend([("confirmed", "usta"), ("confirmed", "ayse")]);
    act(&place, "cancel", &id).await;
    expected.extend([("cancelled", "usta"), ("cancelled", "ayse")]);
    assert_eq!(mails(&place).await, pairs(&expected));
    place.app.run_jobs().await;
    assert_eq!(
        place.app.count("select count(*) from mails where kind like 'appointment%' and sent_at is null").await,
        0
    );
    assert_eq!(
        place
            .app
            .count("select count(*) from mails where kind like 'appointment%' and ics like '%BEGIN:VEVENT%'")
            .await,
        8
    );
}

/// The newest calendar file that this reader was sent, its folded lines joined.
async fn newest_ics(place: &Place, reader: &str) -> String {
    let file: String = sqlx::query_scalar(
        "select ics from mails where ics is not null and to_email = $1 || '@ornek.test' order by created_at desc, id desc limit 1",
    )
    .bind(reader)
    .fetch_one(&place.app.pool)
    .await
    .unwrap();
    file.replace("\r\n ", "")
}

#[tokio::test]
async fn both_calendars_say_the_same_whoever_moved_it() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    let other = place.booked("15:00", "key-00000002").await;
    place.app.run_jobs().await;
    for (verb, id, method, status) in [
        ("confirm", &id, "REQUEST", "CONFIRMED"),
        ("decline", &other, "CANCEL", "CANCELLED"),
        ("cancel", &id, "CANCEL", "CANCELLED"),
    ] {
        place.app.clock.advance_minutes(1);
        act(&place, verb, id).await;
        place.app.run_jobs().await;
        for (reader, strange) in [("usta", "ayse@"), ("ayse", "usta@")] {
            let file = newest_ics(&place, reader).await;
            for line in [format!("METHOD:{method}\r\n"), format!("STATUS:{status}\r\n"), format!("UID:{id}@")] {
                assert!(file.contains(&line), "{verb} {reader}: {line} is not in {file}");
            }
            assert!(file.contains("ORGANIZER;CN=\"Sana İyi Usta\":mailto:bilgi@"), "{file}");
            assert!(file.contains(&format!(":mailto:{reader}@ornek.test")), "{file}");
            assert!(!file.contains(strange), "nobody learns the other's address: {file}");
        }
    }
}

#[tokio::test]
async fn mails_and_pages_of_a_demo_workshop_say_so() {
    let place = Place::new().await;
    let page = "/usta/usta-oto-servis-cankaya/randevu";
    assert!(!place.ayse.page(page).await.text.contains("Demo işletme"));
    sqlx::query("update mechanics set is_demo = true").execute(&place.app.pool).await.unwrap();
    assert!(place.ayse.page(page).await.text.contains("Demo işletme"));
    place.booked("09:00", "key-00000001").await;
    place.app.run_jobs().await;
    assert_eq!(
        place
            .app
            .count("select count(*) from mails where kind like 'appointment%' and text_body like '%demo randevusu%' and html_body like '%demo randevusu%'")
            .await,
        2
    );
}

#[tokio::test]
async fn an_island_that_books_lets_the_next_page_say_so() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    let (page, confirm) = (format!("/atolye/randevular/{id}"), "/api/appointments/confirm");
    let fields = [("appointment_id", id.as_str())];
    let said = "Randevu onaylandı.";
    let by_island = axum::http::Request::post(confirm).header("sec-fetch-mode", "cors");
    assert_eq!(place.usta.send_body(by_island, &fields).await.status, 200);
    assert!(place.usta.page(&page).await.text.contains(said));
    assert!(!place.usta.page(&page).await.text.contains(said), "once");
    let other = place.booked("11:00", "key-00000002").await;
    let answer = place.usta.post("appointments/confirm", &[("appointment_id", &other)]).await;
    assert!(answer.status == 200 && answer.header("set-cookie").is_empty(), "other clients get no cookie");
}

#[tokio::test]
async fn a_refused_booking_writes_no_mail() {
    let place = Place::new().await;
    place.booked("09:00", "key-00000001").await;
    place.book("09:00", "key-00000002").await;
    place.book("09:10", "key-00000003").await;
    assert_eq!(mails(&place).await.len(), 2);
}

#[tokio::test]
async fn the_calendar_file_keeps_its_name_and_its_sequence_grows() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    let address = format!("/hesap/randevular/{id}/takvim.ics");
    let first = place.ayse.page(&address).await;
    assert_eq!(first.status, 200);
    assert!(first.header("content-type").starts_with("text/calendar"), "{}", first.header("content-type"));
    assert!(first.text.contains("SEQUENCE:0\r\n") && first.text.contains(&format!("UID:{id}@")), "{}", first.text);
    act(&place, "confirm", &id).await;
    assert_eq!(sequence(&place).await, 1);
    let second = place.ayse.page(&address).await.text;
    assert!(
        second.contains("SEQUENCE:1\r\n")
            && second.contains("STATUS:CONFIRMED")
            && second.contains(&format!("UID:{id}@"))
    );
    act(&place, "cancel", &id).await;
    let last = place.ayse.page(&address).await.text;
    assert!(last.contains("SEQUENCE:2\r\n") && last.contains("METHOD:CANCEL"), "{last}");
    assert_eq!(place.usta.page(&address).await.status, 200, "the workshop has a calendar too");
}

#[tokio::test]
async fn a_visit_is_reminded_of_once_the_day_before() {
    let place = Place::instant().await;
    place.booked("2026-11-26T15:00:00+03:00", "key-00000001").await;
    let remind = async || jobs::send_reminders(&place.app.wires).await.unwrap();
    assert_eq!(remind().await, 0, "two days before is too early");
    place.app.clock.advance_minutes(30 * 60);
    let (first, second) = tokio::join!(remind(), remind());
    assert_eq!(first + second, 1, "two workers at once remind once");
    assert_eq!(remind().await, 0);
    assert_eq!(place.app.count("select count(*) from mails where kind = 'appointment_reminder'").await, 1);
}

#[tokio::test]
async fn a_reminder_that_has_waited_is_dropped_when_the_visit_has_moved_meanwhile() {
    let place = Place::instant().await;
    let kept = place.booked("2026-11-26T09:00:00+03:00", "key-00000001").await;
    let called_off = place.booked("2026-11-26T15:00:00+03:00", "key-00000002").await;
    place.app.run_jobs().await;
    place.app.clock.advance_minutes(30 * 60);
    assert_eq!(jobs::send_reminders(&place.app.wires).await.unwrap(), 2);
    // The mail server was down until then.
    let cancelled =
        place.ayse.post("appointments/cancel", &[("appointment_id", &called_off), ("reason", "Hastayım")]).await;
    assert_eq!(cancelled.status, 200, "{}", cancelled.text);
    place.app.run_jobs().await;
    let told: Vec<String> = sqlx::query_scalar(
        "select payload ->> 'id' from mails where kind = 'appointment_reminder' and sent_at is not null",
    )
    .fetch_all(&place.app.pool)
    .await
    .unwrap();
    assert_eq!(told, [kept]);
    let waiting = "select count(*) from mails where kind = 'appointment_reminder' and sent_at is null";
    assert_eq!(place.app.count(waiting).await, 0, "nor does it wait any longer");
}

#[tokio::test]
async fn reminders_are_sent_after_a_long_stop_but_never_for_what_has_begun() {
    let place = Place::instant().await;
    place.booked("2026-11-26T09:00:00+03:00", "key-00000001").await;
    place.booked("2026-11-26T15:00:00+03:00", "key-00000002").await;
    // The house was down until the first of them had begun.
    place.app.clock.advance_minutes(2 * 24 * 60);
    assert_eq!(jobs::send_reminders(&place.app.wires).await.unwrap(), 1);
    let start: String = sqlx::query_scalar("select payload ->> 'start' from mails where kind = 'appointment_reminder'")
        .fetch_one(&place.app.pool)
        .await
        .unwrap();
    assert_eq!(start, "2026-11-26T12:00:00Z");
}

#[tokio::test]
async fn requests_and_fresh_bookings_are_not_reminded_of() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    place.app.clock.advance_minutes(2 * 60);
    assert_eq!(jobs::send_reminders(&place.app.wires).await.unwrap(), 0, "not confirmed");
    act(&place, "confirm", &id).await;
    assert_eq!(jobs::send_reminders(&place.app.wires).await.unwrap(), 0, "the confirmation has just gone out");
    place.app.clock.advance_minutes(61);
    assert_eq!(jobs::send_reminders(&place.app.wires).await.unwrap(), 1);
}

#[tokio::test]
async fn kept_mails_are_shown_as_their_readers_see_them() {
    let place = Place::new().await;
    place.booked("09:00", "key-00000001").await;
    place.app.run_jobs().await;
    let visitor = place.app.visitor();
    let list = visitor.page("/gelistirme/posta").await.text;
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from mails where kind = 'appointment_requested' and to_email like 'ayse@%'")
            .fetch_one(&place.app.pool)
            .await
            .unwrap();
    let address = format!("/gelistirme/posta/{id}");
    assert!(list.contains(&format!("href=\"{address}\"")) && list.contains(&format!("href=\"{address}/takvim.ics\"")));
    let html = visitor.page(&address).await;
    assert_eq!(html.status, 200);
    assert!(html.header("content-security-policy").contains("sandbox"), "{}", html.header("content-security-policy"));
    for part in [">Kasım<", ">25<", "₺1.250", "ücretsiz iptal"] {
        assert!(html.text.contains(part), "{part} is not in {}", html.text);
    }
    let ics = visitor.page(&format!("{address}/takvim.ics")).await;
    assert!(ics.status == 200 && ics.text.contains("BEGIN:VEVENT"));
    assert_eq!(visitor.page("/gelistirme/posta/yok").await.status, 404);
}

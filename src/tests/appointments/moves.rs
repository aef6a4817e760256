//! Confirm, decline, cancel, complete, no-show, propose, accept: by the right side, in the right order.

use super::{Place, at, rule, starts, workshop};
use crate::support::{Answer, Client};

async fn act(client: &Client, verb: &str, id: &str, reason: &str) -> Answer {
    client.post(&format!("appointments/{verb}"), &[("appointment_id", id), ("reason", reason)]).await
}

fn outcome(answer: &Answer) -> (u16, String) {
    let body = answer.json();
    let word = body["status"].as_str().or(body["code"].as_str()).unwrap_or_default();
    (answer.status, word.to_owned())
}

fn is(status: u16, word: &str) -> (u16, String) {
    (status, word.to_owned())
}

#[tokio::test]
async fn a_visit_is_confirmed_completed_and_then_closed_for_good() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    assert_eq!(outcome(&act(&place.usta, "complete", &id, "").await), is(409, "wrong_status"));
    assert_eq!(outcome(&act(&place.usta, "confirm", &id, "").await), is(200, "confirmed"));
    assert_eq!(outcome(&act(&place.usta, "confirm", &id, "").await), is(409, "wrong_status"));
    assert_eq!(outcome(&act(&place.usta, "complete", &id, "").await), is(409, "wrong_status"), "not before its start");
    place.app.clock.advance_minutes(23 * 60);
    assert_eq!(outcome(&act(&place.ayse, "cancel", &id, "").await), is(409, "wrong_status"), "not after its start");
    assert_eq!(outcome(&act(&place.usta, "complete", &id, "").await), is(200, "completed"));
    for verb in ["confirm", "decline", "cancel", "complete", "no_show"] {
        assert_eq!(outcome(&act(&place.usta, verb, &id, "neden").await), is(409, "wrong_status"), "{verb}");
    }
    assert_eq!(place.app.count("select completed_count::bigint from mechanics").await, 1);
    assert_eq!(place.app.count("select count(*) from appointment_moves").await, 3);
}

#[tokio::test]
async fn strangers_find_nothing_visitors_sign_in_and_the_wrong_side_is_forbidden() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    let (other_usta, _) = workshop(&place.app, "diger", "false").await;
    let (ali, visitor) = (place.app.customer("ali").await, place.app.visitor());
    for verb in ["confirm", "decline", "cancel", "complete", "no_show", "propose", "accept_proposal"] {
        assert_eq!(act(&visitor, verb, &id, "neden").await.status, 401, "{verb}");
        for stranger in [&ali, &other_usta] {
            assert_eq!(
                outcome(&act(stranger, verb, &id, "neden").await).0,
                if verb == "propose" { 422 } else { 404 },
                "{verb}"
            );
        }
        assert_eq!(act(&place.usta, verb, "x", "neden").await.status, 404, "{verb}");
    }
    for verb in ["confirm", "decline", "complete", "no_show"] {
        assert_eq!(outcome(&act(&place.ayse, verb, &id, "neden").await), is(403, "forbidden"), "{verb}");
    }
    assert_eq!(outcome(&act(&place.usta, "accept_proposal", &id, "").await), is(403, "forbidden"));
    for path in [
        format!("/hesap/randevular/{id}"),
        format!("/atolye/randevular/{id}"),
        format!("/hesap/randevular/{id}/takvim.ics"),
    ] {
        assert_eq!(ali.page(&path).await.status, 404, "{path}");
    }
    assert_eq!(
        place.usta.page(&format!("/hesap/randevular/{id}")).await.status,
        404,
        "the customer's page is the customer's"
    );
    assert_eq!(
        place.ayse.page(&format!("/atolye/randevular/{id}")).await.status,
        404,
        "and the desk is the workshop's"
    );
    assert_eq!(place.app.count("select count(*) from appointment_moves").await, 1, "nothing moved");
}

#[tokio::test]
async fn a_workshop_that_says_no_says_why_and_the_time_is_free_again() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    let silent = act(&place.usta, "decline", &id, "  ").await;
    assert_eq!((silent.status, rule(&silent, "reason").as_str()), (422, "required"));
    let long = act(&place.usta, "decline", &id, &"x".repeat(501)).await;
    assert_eq!(rule(&long, "reason"), "too_long");
    assert!(!place.free(super::DAY).await.contains(&"09:00".to_owned()));
    assert_eq!(outcome(&act(&place.usta, "decline", &id, "O gün kapalıyız").await), is(200, "declined"));
    assert!(place.free(super::DAY).await.contains(&"09:00".to_owned()));
    let reason: String =
        sqlx::query_scalar("select reason from appointments").fetch_one(&place.app.pool).await.unwrap();
    assert_eq!(reason, "O gün kapalıyız");
}

#[tokio::test]
async fn a_customer_cancels_without_a_reason_and_the_workshop_with_one() {
    let place = Place::instant().await;
    let first = place.booked("09:00", "key-00000001").await;
    let second = place.booked("10:00", "key-00000002").await;
    assert_eq!(outcome(&act(&place.ayse, "cancel", &first, "").await), is(200, "cancelled"));
    assert_eq!(act(&place.usta, "cancel", &second, "").await.status, 422);
    assert_eq!(outcome(&act(&place.usta, "cancel", &second, "Lift bozuldu").await), is(200, "cancelled"));
    let closed: Vec<String> = sqlx::query_scalar("select closed_by from appointments order by start_at")
        .fetch_all(&place.app.pool)
        .await
        .unwrap();
    assert_eq!(closed, ["customer", "mechanic"]);
}

#[tokio::test]
async fn an_offered_time_is_held_until_the_customer_accepts() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    place.booked("15:00", "key-00000002").await;
    let propose = async |start: &str| {
        let start = at(start);
        place
            .usta
            .post("appointments/propose", &[("appointment_id", &id), ("start", &start), ("reason", "Sabah doluyuz")])
            .await
    };
    let taken = propose("15:00").await;
    assert_eq!((taken.status, taken.code().as_str()), (409, "slot_taken"));
    assert_eq!(starts(&taken.json()["alternatives"]).len(), 3);
    assert_eq!(rule(&propose("12:00").await, "start"), "outside_hours");
    assert_eq!(outcome(&act(&place.ayse, "accept_proposal", &id, "").await), is(409, "wrong_status"));
    // Half an hour later overlaps the booking's own time, which is no obstacle.
    assert_eq!(outcome(&propose("09:30").await), is(200, "requested"));
    assert_eq!(outcome(&propose("16:00").await), is(200, "requested"));
    let free = place.free(super::DAY).await;
    assert!(free.contains(&"09:00".to_owned()) && !free.contains(&"16:00".to_owned()), "{free:?}");
    assert_eq!(
        outcome(&act(&place.usta, "confirm", &id, "").await),
        is(409, "wrong_status"),
        "it is the customer's turn"
    );
    assert!(place.ayse.page("/hesap").await.text.contains("Usta yeni bir saat önerdi"));
    assert_eq!(outcome(&act(&place.ayse, "accept_proposal", &id, "").await), is(200, "confirmed"));
    assert_eq!(place.ayse.get("appointments/mine").await.json()[1]["start"], at("16:00"));
}

#[tokio::test]
async fn who_did_not_come_is_noted_after_the_start_only() {
    let place = Place::instant().await;
    let id = place.booked("09:00", "key-00000001").await;
    assert_eq!(outcome(&act(&place.usta, "no_show", &id, "").await), is(409, "wrong_status"));
    place.app.clock.advance_minutes(24 * 60);
    assert_eq!(outcome(&act(&place.usta, "no_show", &id, "").await), is(200, "no_show"));
}

#[tokio::test]
async fn of_two_answers_at_once_one_counts() {
    let place = Place::new().await;
    let id = place.booked("09:00", "key-00000001").await;
    let (confirm, cancel) = tokio::join!(act(&place.usta, "confirm", &id, ""), act(&place.ayse, "cancel", &id, ""));
    let won = [confirm.status, cancel.status].iter().filter(|status| **status == 200).count();
    // Cancelling a visit that was just confirmed is fine; confirming a cancelled one is not.
    assert!(won == 2 && outcome(&cancel) == is(200, "cancelled") || won == 1, "{} {}", confirm.text, cancel.text);
    assert_eq!(place.app.count("select count(*) from appointments where status = 'cancelled'").await, 1);
}

#[tokio::test]
async fn every_change_keeps_the_next_free_slot_true() {
    let place = Place::new().await;
    let next = async || -> Option<String> {
        let at: Option<sanaiyiusta::kernel::time::Instant> =
            sqlx::query_scalar("select next_slot_at from mechanics").fetch_one(&place.app.pool).await.unwrap();
        at.map(sanaiyiusta::kernel::time::Instant::rfc3339)
    };
    let recomputed = async || -> Option<String> {
        let call = format!(
            "appointments/free_slots?mechanic={}&services={}&days=30",
            place.mechanic,
            crate::support::BALATA_ID
        );
        place.app.visitor().get(&call).await.json()[0]["start"].as_str().map(ToOwned::to_owned)
    };
    place.app.run_jobs().await;
    assert_eq!(next().await.as_deref(), Some("2026-11-24T11:00:00+03:00"));
    let id = place.booked("2026-11-24T11:00:00+03:00", "key-00000001").await;
    assert_eq!((next().await, next().await.is_some()), (recomputed().await, true));
    assert_ne!(next().await.as_deref(), Some("2026-11-24T11:00:00+03:00"));
    act(&place.usta, "decline", &id, "Olmaz").await;
    assert_eq!(next().await.as_deref(), Some("2026-11-24T11:00:00+03:00"));
    // A card shows the first three of that day.
    let page = place.app.visitor().page("/usta-bul?il=ankara").await.text;
    for clock in ["11:00", "11:30"] {
        assert!(page.contains(&format!("randevu?saat=2026-11-24T{clock}")), "{clock}");
    }
    assert_eq!(page.matches("randevu?saat=").count(), 3, "and no more");
    assert_eq!(
        place.usta.post("mechanics/add_exception", &[("from_on", "2026-11-24"), ("to_on", "2026-11-25")]).await.status,
        200
    );
    assert_eq!(next().await, recomputed().await);
    assert_eq!(next().await.as_deref(), Some("2026-11-26T09:00:00+03:00"));
    place.app.clock.advance_minutes(3 * 24 * 60);
    sanaiyiusta::modules::appointments::jobs::refresh_next_slots(&place.app.wires).await.unwrap();
    assert_eq!(next().await, recomputed().await);
    assert_eq!(next().await.as_deref(), Some("2026-11-27T11:00:00+03:00"));
}

#[tokio::test]
async fn a_request_that_nobody_answers_is_closed_when_its_time_comes() {
    let place = Place::new().await;
    place.booked("09:00", "key-00000001").await;
    let expire = async || sanaiyiusta::modules::appointments::jobs::expire_requests(&place.app.wires).await.unwrap();
    assert_eq!(expire().await, 0);
    place.app.clock.advance_minutes(24 * 60);
    assert_eq!((expire().await, expire().await), (1, 0));
    assert_eq!(
        place.app.count("select count(*) from appointments where status = 'cancelled' and closed_by = 'system'").await,
        1
    );
    assert_eq!(place.app.count("select count(*) from mails where kind = 'appointment_cancelled'").await, 2);
}

//! What can be booked, what cannot, and who wins.

use super::{DAY, PERIODIC_ID, Place, at, car, id_of, rule, starts, workshop};
use crate::support::{Answer, BALATA_ID, Client, EGEA_VARIANT_ID, TestApp};
use sanaiyiusta::platform::session::token_hash;
use std::collections::BTreeMap;
use tower_sessions::session::Id;

#[tokio::test]
async fn a_request_copies_what_must_not_change_and_waits_for_the_mechanic() {
    let place = Place::new().await;
    let answer = place.book("09:00", "key-00000001").await;
    assert_eq!((answer.status, answer.json()["status"].as_str()), (200, Some("requested")), "{}", answer.text);
    let mine = place.ayse.get("appointments/mine").await.json();
    assert_eq!(mine[0]["start"], at("09:00"));
    assert_eq!(mine[0]["end"], at("10:00"));
    assert_eq!(mine[0]["awaits"], "mechanic");
    assert_eq!(mine[0]["total_kurus"], 125_000);
    assert_eq!(mine[0]["plate"], "34 ABC 123");
    assert_eq!(mine[0]["mechanic_name"], "usta Oto Servis");
    let raised = [
        ("rows[0][service_id]", BALATA_ID),
        ("rows[0][price]", "9.999"),
        ("rows[0][minutes]", "60"),
        ("rows[0][active]", "true"),
    ];
    assert_eq!(place.usta.post("mechanics/save_services", &raised).await.status, 200);
    assert_eq!(
        place.ayse.get("appointments/mine").await.json()[0]["total_kurus"],
        125_000,
        "the price of the day it was booked"
    );
    assert_eq!(place.usta.get("appointments/mine?as=workshop").await.json()[0]["id"], mine[0]["id"]);
}

#[tokio::test]
async fn an_instant_workshop_confirms_at_once() {
    let place = Place::instant().await;
    assert_eq!(place.book("09:00", "key-00000001").await.json()["status"], "confirmed");
}

#[tokio::test]
async fn free_slots_leave_out_what_is_booked_and_name_the_workshop_by_id_or_slug() {
    let place = Place::new().await;
    assert_eq!(place.free(DAY).await.len(), 14);
    place.booked("09:30", "key-00000001").await;
    let free = place.free(DAY).await;
    assert!(
        !free.contains(&"09:00".to_owned())
            && !free.contains(&"10:00".to_owned())
            && free.contains(&"10:30".to_owned()),
        "{free:?}"
    );
    let by_slug =
        format!("appointments/free_slots?mechanic=usta-oto-servis-cankaya&services={BALATA_ID}&from={DAY}&days=1");
    assert_eq!(starts(&place.app.visitor().get(&by_slug).await.json()), free);
    let first = place.app.visitor().get(&by_slug).await.json()[0].clone();
    assert!(first["start"].as_str().unwrap().ends_with("+03:00") && first["end"].as_str().unwrap().ends_with("+03:00"));
}

#[tokio::test]
async fn unreadable_questions_for_free_slots_are_refused_by_field() {
    let place = Place::new().await;
    let visitor = place.app.visitor();
    let mechanic = &place.mechanic;
    for (query, field) in [
        (format!("mechanic={mechanic}&services=&from={DAY}&days=1"), "services"),
        (format!("mechanic={mechanic}&services=x&from={DAY}&days=1"), "services"),
        (format!("mechanic={mechanic}&services={PERIODIC_ID}&from={DAY}&days=1"), "services"),
        (format!("mechanic={mechanic}&services={BALATA_ID}&from=yarin&days=1"), "from"),
        (format!("mechanic={mechanic}&services={BALATA_ID}&from={DAY}&days=63"), "days"),
        (format!("mechanic={mechanic}&services={BALATA_ID}&from={DAY}&days=bir"), "days"),
    ] {
        let answer = visitor.get(&format!("appointments/free_slots?{query}")).await;
        assert_eq!((answer.status, answer.fields()), (422, vec![field.to_owned()]), "{query}");
    }
    let nobody = visitor.get(&format!("appointments/free_slots?mechanic=yok&services={BALATA_ID}")).await;
    assert_eq!(nobody.status, 404);
}

#[tokio::test]
async fn every_wrong_booking_is_refused_with_its_rule_and_books_nothing() {
    let place = Place::new().await;
    for (start, expected) in [
        ("2026-11-24T09:00:00+03:00", "in_the_past"),
        ("2026-11-24T10:30:00+03:00", "too_soon"),
        ("2027-03-01T09:00:00+03:00", "too_far_ahead"),
        ("08:00", "outside_hours"),
        ("12:00", "outside_hours"),
        ("17:30", "outside_hours"),
        ("2026-11-29T10:00:00+03:00", "outside_hours"),
        ("09:10", "off_the_grid"),
        ("2026-11-25Tdokuz", "unknown_choice"),
    ] {
        let answer = place.book(start, "key-00000001").await;
        assert_eq!((answer.status, rule(&answer, "start").as_str()), (422, expected), "{start}: {}", answer.text);
    }
    let nobody = "00000000-0000-5000-8000-0000000000ff";
    let long = "ş".repeat(10_000);
    for (name, value, expected) in [
        ("service_ids[0]", nobody, "unknown_choice"),
        ("service_ids[0]", PERIODIC_ID, "service_not_offered"),
        ("note", long.as_str(), "too_long"),
        ("idempotency_key", "", "required"),
        ("vehicle_id", "1 or 1=1", "unknown_choice"),
    ] {
        let answer = place.book_with("09:00", "key-00000001", &[(name, value)]).await;
        let field = name.split('[').next().unwrap();
        assert_eq!((answer.status, rule(&answer, field).as_str()), (422, expected), "{name}: {}", answer.text);
    }
    for (name, value) in [("vehicle_id", nobody), ("mechanic_id", nobody)] {
        assert_eq!(place.book_with("09:00", "key-00000001", &[(name, value)]).await.status, 404, "{name}");
    }
    assert_eq!(place.rows().await, 0);
}

#[tokio::test]
async fn somebody_elses_car_and_a_hidden_workshop_are_not_found() {
    let place = Place::new().await;
    let ali = place.app.customer("ali").await;
    let his = car(&ali, "06 ALI 06").await;
    assert_eq!(place.book_with("09:00", "key-00000001", &[("vehicle_id", &his)]).await.status, 404);
    sqlx::query("update mechanics set verified_at = null").execute(&place.app.pool).await.unwrap();
    assert_eq!(place.book("09:00", "key-00000001").await.status, 404);
    assert_eq!(place.rows().await, 0);
}

#[tokio::test]
async fn a_car_that_the_workshop_does_not_take_is_refused() {
    let place = Place::new().await;
    assert_eq!(
        place.usta.post("mechanics/add_vehicle_rule", &[("brand_id", "renault"), ("includes", "true")]).await.status,
        200
    );
    let answer = place.book("09:00", "key-00000001").await;
    assert_eq!((answer.status, rule(&answer, "vehicle_id").as_str()), (422, "vehicle_not_taken"));
}

#[tokio::test]
async fn emoji_right_to_left_text_sql_and_html_are_kept_as_they_were_typed() {
    let place = Place::new().await;
    let note = "🔧 مرحبا '; drop table appointments; -- </textarea><script>alert(1)</script>";
    let answer = place.book_with("09:00", "key-00000001", &[("note", note)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let kept: String = sqlx::query_scalar("select note from appointments").fetch_one(&place.app.pool).await.unwrap();
    assert_eq!(kept, note);
    for (client, path) in [(&place.ayse, "/hesap/randevular"), (&place.usta, "/atolye/randevular")] {
        let page = client.page(&format!("{path}/{}", id_of(&answer))).await;
        assert!(page.status == 200 && page.text.contains("مرحبا") && !page.text.contains("<script>alert(1)"), "{path}");
    }
    assert_eq!(place.usta.page("/atolye").await.status, 200);
}

#[tokio::test]
async fn a_taken_slot_is_refused_with_the_three_nearest_free_ones() {
    let place = Place::new().await;
    place.booked("10:00", "key-00000001").await;
    let answer = place.book("10:00", "key-00000002").await;
    assert_eq!((answer.status, answer.code().as_str()), (409, "slot_taken"), "{}", answer.text);
    assert_eq!(starts(&answer.json()["alternatives"]), ["09:00", "11:00", "11:30"]);
    assert_eq!(place.rows().await, 1);
}

#[tokio::test]
async fn a_double_click_books_once_and_both_clicks_get_the_same_answer() {
    let place = Place::new().await;
    let (first, second) = tokio::join!(place.book("09:00", "key-00000001"), place.book("09:00", "key-00000001"));
    assert_eq!((first.status, second.status), (200, 200), "{} {}", first.text, second.text);
    assert_eq!(first.json(), second.json());
    let confirmed = place.usta.post("appointments/confirm", &[("appointment_id", &id_of(&first))]).await;
    assert_eq!(confirmed.status, 200);
    assert_eq!(place.book("09:00", "key-00000001").await.json(), first.json(), "the same answer, also later");
    assert_eq!(place.rows().await, 1);
}

#[tokio::test]
async fn a_key_with_another_body_is_refused_and_a_key_is_ones_own() {
    let place = Place::new().await;
    place.booked("09:00", "key-00000001").await;
    let other = place.book_with("09:00", "key-00000001", &[("note", "başka")]).await;
    assert_eq!((other.status, other.code().as_str()), (409, "key_reused"));
    let ali = place.app.customer("ali").await;
    let his = car(&ali, "06 ALI 06").await;
    let start = at("15:00");
    let fields = [
        ("mechanic_id", place.mechanic.as_str()),
        ("vehicle_id", &his),
        ("service_ids[0]", BALATA_ID),
        ("start", &start),
        ("idempotency_key", "key-00000001"),
    ];
    assert_eq!(ali.post("appointments/book", &fields).await.status, 200);
}

/// So many people with a car of their own, signed in; each with the id of the car.
async fn crowd(app: &TestApp, size: i64) -> Vec<(Client, String)> {
    let tokens: Vec<Id> = (1..=size).map(|number| Id(number.into())).collect();
    let hashes: Vec<Vec<u8>> = tokens.iter().map(token_hash).collect();
    let cars: Vec<String> = sqlx::query_scalar(
        "with numbered as (select gen_random_uuid() as user_id, gen_random_uuid() as customer_id, hash, n from unnest($1::bytea[]) with ordinality as given (hash, n)),
              people as (insert into users (id, email, full_name, kind, terms_accepted_at, terms_version, created_at)
                  select user_id, 'kisi' || n || '@ornek.test', 'Kişi ' || n, 'customer', $2, '1', $2 from numbered),
              roles as (insert into user_roles (user_id, role, granted_at) select user_id, 'customer', $2 from numbered),
              owners as (insert into customers (id, user_id, created_at) select customer_id, user_id, $2 from numbered),
              sessions as (insert into user_sessions (id, token_hash, user_id, auth_time, created_at, last_seen_at, idle_expires_at, expires_at)
                  select gen_random_uuid(), hash, user_id, $2, $2, $2, $2 + interval '14 days', $2 + interval '90 days' from numbered)
         insert into customer_vehicles (id, customer_id, plate, variant_id, model_year, km, is_default, created_at, updated_at)
         select gen_random_uuid(), customer_id, '34 KS ' || (1000 + n), $3::uuid, 2019, 84250, true, $2, $2 from numbered order by n
         returning id::text",
    )
    .bind(&hashes)
    .bind(app.clock.now())
    .bind(EGEA_VARIANT_ID)
    .fetch_all(&app.pool)
    .await
    .unwrap();
    let signed_in = |(token, car): (&Id, String)| {
        let client = app.visitor();
        client.set_cookie("oturum", &token.to_string());
        (client, car)
    };
    tokens.iter().zip(cars).map(signed_in).collect()
}

#[tokio::test]
async fn of_two_hundred_who_want_one_slot_exactly_one_gets_it() {
    let place = Place::new().await;
    let crowd = crowd(&place.app, 200).await;
    // All at once, each of them somebody else with another car.
    let wishes = crowd.iter().map(|(client, car)| {
        let place = &place;
        async move { place.book_by(client, "10:00", "key-00000001", &[("vehicle_id", car)]).await }
    });
    let answers: Vec<Answer> = futures::future::join_all(wishes).await;
    let mut codes: BTreeMap<(u16, String), usize> = BTreeMap::new();
    for answer in &answers {
        *codes.entry((answer.status, answer.code())).or_default() += 1;
    }
    let expected = BTreeMap::from([((200, String::new()), 1), ((409, "slot_taken".to_owned()), 199)]);
    assert_eq!(codes, expected);
    for loser in answers.iter().filter(|answer| answer.status == 409) {
        assert_eq!(starts(&loser.json()["alternatives"]), ["09:00", "11:00", "11:30"]);
    }
    assert_eq!(place.rows().await, 1);
}

#[tokio::test]
async fn a_second_bay_takes_a_second_car_and_the_constraint_holds_without_our_code() {
    let place = Place::new().await;
    let bays = [
        ("lead_minutes", "60"),
        ("window_days", "30"),
        ("buffer_minutes", "0"),
        ("bays[0][name]", "Lift A"),
        ("bays[1][name]", "Lift B"),
    ];
    assert_eq!(place.usta.post("mechanics/save_booking_settings", &bays).await.status, 200);
    let id = place.booked("10:00", "key-00000001").await;
    place.booked_apart("10:00", "key-00000002").await;
    assert_eq!(place.book("10:00", "key-00000003").await.code(), "slot_taken");
    let forced = sqlx::query(
        "update appointments a set bay_id = (select b.bay_id from appointments b where b.id <> a.id) where a.id = $1::text::uuid",
    )
    .bind(&id)
    .execute(&place.app.pool)
    .await;
    let refused = forced.unwrap_err();
    assert_eq!(refused.as_database_error().and_then(|e| e.constraint()), Some("appointments_bay_is_free"));
}

#[tokio::test]
async fn several_services_make_one_visit() {
    let place = Place::new().await;
    let more = [
        ("rows[0][service_id]", PERIODIC_ID),
        ("rows[0][price]", "2.400"),
        ("rows[0][minutes]", "90"),
        ("rows[0][active]", "true"),
    ];
    assert_eq!(place.usta.post("mechanics/save_services", &more).await.status, 200);
    let answer = place.book_with("09:30", "key-00000001", &[("service_ids[1]", PERIODIC_ID)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let mine = place.ayse.get("appointments/mine").await.json();
    assert_eq!((mine[0]["end"].as_str(), mine[0]["total_kurus"].as_i64()), (Some(at("12:00").as_str()), Some(365_000)));
    assert_eq!(mine[0]["services"].as_array().unwrap().len(), 2);
    let spans_break = place.book_with("11:00", "key-00000002", &[("service_ids[1]", PERIODIC_ID)]).await;
    assert_eq!(rule(&spans_break, "start"), "outside_hours");
    assert!(spans_break.text.contains("moladan ya da kapanıştan önce bitmez"), "{}", spans_break.text);
}

#[tokio::test]
async fn a_plain_form_books_and_a_refused_one_keeps_what_was_typed() {
    let place = Place::new().await;
    let page = format!("/usta/usta-oto-servis-cankaya/randevu?hizmet={BALATA_ID}");
    let start = at("10:00");
    let mut fields = vec![
        ("mechanic_id", place.mechanic.as_str()),
        ("vehicle_id", place.car.as_str()),
        ("service_ids[]", BALATA_ID),
        ("start", start.as_str()),
        ("note", "Yalnızca <soğukken>"),
        ("idempotency_key", "key-00000001"),
    ];
    let booked = place.ayse.form(&page, "appointments/book", &fields).await;
    assert_eq!(booked.status, 303, "{}", booked.text);
    assert!(booked.header("location").starts_with("/hesap/randevular/"), "{}", booked.header("location"));
    fields[5].1 = "key-00000002";
    let refused = place.ayse.form(&page, "appointments/book", &fields).await;
    assert_eq!((refused.status, refused.header("location")), (303, page.clone()));
    let again = place.ayse.page(&page).await.text;
    assert!(again.contains("Yalnızca &lt;soğukken&gt;"), "the note is still there");
    assert!(again.contains(&at("11:00")) && again.contains("En yakın boş saatler"), "other times are offered");
    let (other, _) = workshop(&place.app, "diger", "false").await;
    assert_eq!(other.get("appointments/mine").await.json(), serde_json::json!([]));
}

#[tokio::test]
async fn nobody_books_where_they_work() {
    let place = Place::instant().await;
    let own = car(&place.usta, "06 ABC 123").await;
    let start = at("09:00");
    let fields = |who: &str| {
        vec![
            ("mechanic_id", place.mechanic.clone()),
            ("vehicle_id", own.clone()),
            ("service_ids[0]", BALATA_ID.to_owned()),
            ("start", start.clone()),
            ("idempotency_key", format!("key-of-{who}")),
        ]
    };
    let fields = fields("usta");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = place.usta.post("appointments/book", &fields).await;
    assert_eq!((answer.status, rule(&answer, "mechanic_id").as_str()), (422, "own_workshop"), "{}", answer.text);
    assert_eq!(place.rows().await, 0);
    // Who works there in whatever post, as little as its owner.
    let join = "insert into mechanic_staff (mechanic_id, user_id, post, joined_at)
        select m.id, u.id, 'mechanic', now() from mechanics m, users u where u.email = 'ayse@ornek.test'";
    sqlx::query(join).execute(&place.app.pool).await.unwrap();
    let answer = place.book("09:00", "key-00000001").await;
    assert_eq!((answer.status, rule(&answer, "mechanic_id").as_str()), (422, "own_workshop"), "{}", answer.text);
}

#[tokio::test]
async fn one_person_does_not_fill_the_calendars_of_a_town() {
    let app = TestApp::with_env(&[("RATE_LIMIT_FACTOR", "1")]).await;
    let (usta, mechanic) = workshop(&app, "usta", "true").await;
    let ayse = app.customer("ayse").await;
    let car = car(&ayse, "34 ABC 123").await;
    let place = Place { app, usta, mechanic, ayse, car };
    let hours = ["09:00", "10:00", "11:00", "14:00", "15:00", "16:00"];
    let starts: Vec<String> = ["2026-11-25", "2026-11-26", "2026-11-27"]
        .iter()
        .flat_map(|day| hours.map(|hour| format!("{day}T{hour}:00+03:00")))
        .collect();
    for (number, start) in starts.iter().take(12).enumerate() {
        let answer = place.book(start, &format!("key-{number:08}")).await;
        assert_eq!(answer.status, 200, "{start}: {}", answer.text);
    }
    let answer = place.book(&starts[12], "key-00000012").await;
    assert_eq!((answer.status, answer.code().as_str()), (429, "too_many"), "{}", answer.text);
    assert_eq!(place.rows().await, 12);
    assert_eq!(place.book(&starts[0], "key-00000000").await.status, 200, "what was booked is answered again");
    // A refused booking costs nothing, and after two hours there is room for one more.
    place.app.clock.advance_minutes(2 * 60);
    assert_eq!(place.book(&starts[0], "key-00000099").await.code(), "slot_taken");
    assert_eq!(place.book(&starts[12], "key-00000013").await.status, 200);
}

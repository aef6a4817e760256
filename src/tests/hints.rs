//! `/canli`: what changes is hinted to those whose pages it changes, and a session that ends takes its streams along.

use crate::support::{BALATA_ID, Client, EGEA_VARIANT_ID, Stream, TestApp};
use sanaiyiusta::platform::hints::{self, SEATS_PER_SESSION};
use std::time::{Duration, Instant};

const HINT: &str = "event: degisti";

/// A site that hears what is told in its database.
async fn site() -> TestApp {
    let app = TestApp::new().await;
    hears(&app).await;
    app
}

async fn hears(app: &TestApp) {
    hints::follow(&app.wires);
    app.wires.hints.heard_from_now().await;
}

/// A stream whose greeting has come.
async fn listening(client: &Client) -> Stream {
    let mut stream = client.open("/canli").await;
    let greeting = stream.next().await.unwrap();
    assert!(greeting.contains("retry: "), "{greeting}");
    stream
}

/// A workshop that is open and has a bay, and a car of Ayşe's; what she books with.
struct Booking {
    usta: Client,
    ayse: Client,
    mechanic: String,
    car: String,
}

impl Booking {
    async fn new(app: &TestApp) -> Self {
        let (usta, mechanic) = crate::appointments::workshop(app, "usta", "false").await;
        let ayse = app.customer("ayse").await;
        let fields =
            [("plate", "34 ABC 123"), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2020"), ("km", "61000")];
        let added = ayse.post("vehicles/add", &fields).await;
        let car = added.json()["id"].as_str().unwrap().to_owned();
        Self { usta, ayse, mechanic, car }
    }

    async fn book(&self) -> String {
        let fields = [
            ("mechanic_id", self.mechanic.as_str()),
            ("vehicle_id", self.car.as_str()),
            ("service_ids[0]", BALATA_ID),
            ("start", "2026-11-25T10:00:00+03:00"),
            ("note", ""),
            ("idempotency_key", "ipucu-0001"),
        ];
        let booked = self.ayse.post("appointments/book", &fields).await;
        assert_eq!(booked.status, 200, "{}", booked.text);
        booked.json()["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn both_sides_of_a_visit_are_hinted_at_and_nobody_else() {
    let app = site().await;
    let place = Booking::new(&app).await;
    let (mut shop, mut customer) = (listening(&place.usta).await, listening(&place.ayse).await);
    let mut stranger = listening(&app.customer("elif").await).await;
    let id = place.book().await;
    for stream in [&mut shop, &mut customer] {
        let hint = stream.next().await.unwrap();
        assert!(hint.contains(HINT) && !hint.contains(&id), "a hint says nothing by itself: {hint}");
    }
    let confirmed = place.usta.post("appointments/confirm", &[("appointment_id", &id)]).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text);
    for stream in [&mut shop, &mut customer] {
        assert!(stream.next().await.unwrap().contains(HINT));
    }
    assert!(stranger.is_quiet());
}

#[tokio::test]
async fn what_is_rolled_back_is_not_hinted_at() {
    let app = site().await;
    let place = Booking::new(&app).await;
    let mut shop = listening(&place.usta).await;
    let id = place.book().await;
    assert!(shop.next().await.unwrap().contains(HINT));
    let refused = place.ayse.post("appointments/confirm", &[("appointment_id", &id)]).await;
    assert_ne!(refused.status, 200);
    // Whatever that had told would come before this.
    let declined =
        place.usta.post("appointments/decline", &[("appointment_id", &id), ("reason", "O gün kapalıyız")]).await;
    assert_eq!(declined.status, 200, "{}", declined.text);
    assert!(shop.next().await.unwrap().contains(HINT));
    assert!(shop.is_quiet());
}

#[tokio::test]
async fn another_process_hears_it_too() {
    let app = site().await;
    let twin = TestApp::over(app.pool.clone(), &[]).await;
    hears(&twin).await;
    let place = Booking::new(&app).await;
    let there = twin.visitor();
    let cookie = place.usta.cookie("oturum").unwrap();
    there.set_cookie("oturum", &cookie);
    let mut stream = listening(&there).await;
    place.book().await;
    assert!(stream.next().await.unwrap().contains(HINT));
}

/// Streams of Ayşe's two browsers, and a third that stays.
async fn two_and_one(app: &TestApp) -> (Client, Client, [Stream; 3]) {
    let (one, other) = (app.customer("ayse").await, app.visitor());
    let fields = [("email", "ayse@ornek.test"), ("password", crate::support::PASSWORD)];
    assert_eq!(other.post("auth/sign_in", &fields).await.status, 200);
    let stays = listening(&app.customer("elif").await).await;
    let streams = [listening(&one).await, listening(&other).await, stays];
    (one, other, streams)
}

#[tokio::test]
async fn who_signs_out_hears_no_more_within_two_seconds() {
    let app = site().await;
    let (one, _other, [mut mine, mut second, mut stays]) = two_and_one(&app).await;
    let asked = Instant::now();
    assert_eq!(one.post("auth/sign_out", &[]).await.status, 200);
    assert_eq!(mine.next().await, None);
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    assert!(second.is_quiet() && stays.is_quiet(), "other devices and people go on");
    assert_eq!(one.page("/canli").await.status, 401);
}

#[tokio::test]
async fn every_way_a_session_ends_ends_its_streams() {
    for why in ["ended_by_owner", "ended_by_admin", "password_changed", "disabled", "role_lost", "not_me", "deleted"] {
        let app = site().await;
        let (_one, _other, [mut mine, mut second, mut stays]) = two_and_one(&app).await;
        sqlx::query(
            "update user_sessions set ended_at = now(), ended_why = $1
             where user_id = (select id from users where email = 'ayse@ornek.test')",
        )
        .bind(why)
        .execute(&app.pool)
        .await
        .unwrap();
        assert_eq!((mine.next().await, second.next().await), (None, None), "{why}");
        assert!(stays.is_quiet(), "{why}");
    }
}

#[tokio::test]
async fn who_is_suspended_hears_no_more() {
    let app = site().await;
    let (_one, _other, [mut mine, mut second, _stays]) = two_and_one(&app).await;
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from users where email = 'ayse@ornek.test'").fetch_one(&app.pool).await.unwrap();
    let admin = app.admin().await;
    let fields = [("user_id", id.to_string()), ("reason", "Sahte yorumlar yazdı.".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(admin.post("users/suspend", &fields).await.status, 200);
    assert_eq!((mine.next().await, second.next().await), (None, None));
}

#[tokio::test]
async fn who_leaves_a_workshop_hears_no_more_of_it() {
    let app = site().await;
    let place = Booking::new(&app).await;
    let elif = app.customer("elif").await;
    sqlx::query(
        "insert into mechanic_staff (mechanic_id, user_id, post, joined_at)
         select $1, id, 'mechanic', now() from users where email = 'elif@ornek.test'",
    )
    .bind(uuid::Uuid::parse_str(&place.mechanic).unwrap())
    .execute(&app.pool)
    .await
    .unwrap();
    let mut stream = listening(&elif).await;
    place.book().await;
    assert!(stream.next().await.unwrap().contains(HINT), "staff hear of visits");
    sqlx::query("delete from mechanic_staff").execute(&app.pool).await.unwrap();
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn a_session_holds_so_many_streams_and_no_more() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    let mut streams = Vec::new();
    for _ in 0..SEATS_PER_SESSION {
        streams.push(listening(&ayse).await);
    }
    let refused = ayse.page("/canli").await;
    assert_eq!((refused.status, refused.header("retry-after").as_str()), (429, "30"));
    streams.pop();
    streams.push(listening(&ayse).await);
    assert_eq!(app.wires.hints.open(), SEATS_PER_SESSION);
}

#[tokio::test]
async fn streams_end_with_the_process_and_with_the_line_to_the_database() {
    let app = site().await;
    let ayse = app.customer("ayse").await;
    let mut stream = listening(&ayse).await;
    let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity
               where datname = current_database() and application_name = 'sanaiyiusta hints'";
    assert_eq!(app.count(cut).await, 1);
    assert_eq!(stream.next().await, None, "hints were missed: the browser comes again and looks");
    let mut stream = listening(&ayse).await;
    app.wires.stopping.cancel();
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn pages_of_visits_listen_and_the_rest_does_not() {
    let app = TestApp::new().await;
    let place = Booking::new(&app).await;
    let id = place.book().await;
    let listens = async |client: &Client, path: &str| {
        let page = client.page(path).await;
        assert_eq!(page.status, 200, "{path}");
        page.text.contains("data-hints=\"/canli\"") && page.text.contains("/fresh.js")
    };
    for path in ["/hesap/randevular", &format!("/hesap/randevular/{id}")] {
        assert!(listens(&place.ayse, path).await, "{path}");
    }
    for path in ["/atolye", "/atolye/takvim", "/atolye/randevular", &format!("/atolye/randevular/{id}")] {
        assert!(listens(&place.usta, path).await, "{path}");
    }
    for path in ["/", "/hesap/ayarlar", "/hesap/araclar"] {
        assert!(!listens(&place.ayse, path).await, "{path}");
    }
}

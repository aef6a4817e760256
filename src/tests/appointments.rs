//! Booking and what becomes of it, on a real database through the router.

mod bill;
mod book;
mod booking;
mod by_car;
mod clients;
mod contract;
mod earnings;
mod figures;
mod guest_address;
mod guest_limits;
pub mod guests;
mod hostile;
mod household;
mod kept_out;
mod moves;
mod next_slots;
mod notices;
mod pages;
pub mod papers;
mod people;
mod sense;

use crate::support::{Answer, BALATA_ID, Client, EGEA_VARIANT_ID, PERIODIC_ID, TestApp};
use serde_json::Value;

/// Wednesday, the day after the clock of the tests.
const DAY: &str = "2026-11-25";

/// A workshop with one bay that confirms by itself or by hand, and a customer with a car.
pub struct Place {
    pub app: TestApp,
    pub usta: Client,
    mechanic: String,
    pub ayse: Client,
    car: String,
}

impl Place {
    async fn new() -> Self {
        Self::with("false").await
    }

    async fn instant() -> Self {
        Self::with("true").await
    }

    async fn with(instantly: &str) -> Self {
        Self::on(TestApp::new().await, instantly).await
    }

    pub async fn on(app: TestApp, instantly: &str) -> Self {
        let (usta, mechanic) = workshop(&app, "usta", instantly).await;
        let ayse = app.customer("ayse").await;
        let car = car(&ayse, "34 ABC 123").await;
        Self { app, usta, mechanic, ayse, car }
    }

    /// Books brake pads (60 minutes) under a key.
    async fn book(&self, start: &str, key: &str) -> Answer {
        self.book_with(start, key, &[]).await
    }

    /// The same with some fields changed.
    async fn book_with(&self, start: &str, key: &str, changed: &[(&str, &str)]) -> Answer {
        self.book_by(&self.ayse, start, key, changed).await
    }

    /// The same by somebody else.
    async fn book_by(&self, customer: &Client, start: &str, key: &str, changed: &[(&str, &str)]) -> Answer {
        let start = at(start);
        let mut fields = vec![
            ("mechanic_id", self.mechanic.as_str()),
            ("vehicle_id", self.car.as_str()),
            ("service_ids[0]", BALATA_ID),
            ("start", start.as_str()),
            ("note", "Ses var"),
            ("idempotency_key", key),
        ];
        for (name, value) in changed {
            match fields.iter_mut().find(|(known, _)| known == name) {
                Some(field) => field.1 = value,
                None => fields.push((name, value)),
            }
        }
        customer.post("appointments/book", &fields).await
    }

    async fn booked(&self, start: &str, key: &str) -> String {
        let answer = self.book(start, key).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        id_of(&answer)
    }

    /// So many more cars of the same customer.
    async fn cars(&self, count: i32) -> Vec<String> {
        let sql = "insert into customer_vehicles
                   select (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'plate', '34 ZZZ ' || n, 'is_default', false))).*
                   from customer_vehicles v, (select 100 + count(*)::int as first from customer_vehicles) known,
                        generate_series(first, first + $2 - 1) n
                   where v.id = $1::text::uuid returning id::text";
        sqlx::query_scalar(sql).bind(&self.car).bind(count).fetch_all(&self.app.pool).await.unwrap()
    }

    /// [`Self::booked`] with a car of its own, so that visits may lie beside each other.
    async fn booked_apart(&self, start: &str, key: &str) -> String {
        let car = self.cars(1).await.remove(0);
        let answer = self.book_with(start, key, &[("vehicle_id", &car)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        id_of(&answer)
    }

    async fn free(&self, day: &str) -> Vec<String> {
        let call = format!("appointments/free_slots?mechanic={}&services={BALATA_ID}&from={day}&days=1", self.mechanic);
        let answer = self.app.visitor().get(&call).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        starts(&answer.json())
    }

    async fn rows(&self) -> i64 {
        self.app.count("select count(*) from appointments").await
    }
}

fn id_of(answer: &Answer) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn at(clock: &str) -> String {
    if clock.contains('T') { clock.to_owned() } else { format!("{DAY}T{clock}:00+03:00") }
}

fn starts(slots: &Value) -> Vec<String> {
    slots.as_array().unwrap().iter().map(|slot| slot["start"].as_str().unwrap()[11..16].to_owned()).collect()
}

/// Opened by its owner, verified, with brake pads (60 minutes) and a periodic service (90 minutes).
pub async fn workshop(app: &TestApp, name: &str, instantly: &str) -> (Client, String) {
    let owner = app.mechanic(name).await;
    let fine = async |endpoint: &str, fields: &[(&str, &str)]| {
        let answer = owner.post(&format!("mechanics/{endpoint}"), fields).await;
        assert_eq!(answer.status, 200, "{endpoint}: {}", answer.text);
        answer.json()
    };
    let shop = format!("{name} Oto Servis");
    let place = [
        ("name", shop.as_str()),
        ("phone", "0532 000 00 01"),
        ("address", "Sanayi Sitesi No: 5"),
        ("il", "ankara"),
        ("ilce", "ankara-cankaya"),
    ];
    let id = fine("open", &place).await["id"].as_str().unwrap().to_owned();
    sqlx::query("update mechanics set verified_at = created_at where id = $1::text::uuid")
        .bind(&id)
        .execute(&app.pool)
        .await
        .unwrap();
    let offers = [
        ("rows[0][service_id]", BALATA_ID),
        ("rows[0][price]", "1.250"),
        ("rows[0][minutes]", "60"),
        ("rows[0][active]", "true"),
    ];
    fine("save_services", &offers).await;
    let settings =
        [("books_instantly", instantly), ("lead_minutes", "60"), ("window_days", "30"), ("buffer_minutes", "0")];
    fine("save_booking_settings", &settings).await;
    (owner, id)
}

async fn car(owner: &Client, plate: &str) -> String {
    let fields = [("plate", plate), ("variant_id", EGEA_VARIANT_ID), ("model_year", "2019"), ("km", "84250")];
    let answer = owner.post("vehicles/add", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    id_of(&answer)
}

/// The rule of one refused field.
fn rule(answer: &Answer, field: &str) -> String {
    answer.json()["fields"][field]["rule"].as_str().unwrap_or_default().to_owned()
}

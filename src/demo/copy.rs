//! Writing rows for `COPY … FROM STDIN` in its text format.

use crate::kernel::time::{Day, Instant};
use sqlx::PgConnection;
use std::fmt::Write as _;
use uuid::Uuid;

/// A value in a column.
pub trait Cell {
    fn write(&self, out: &mut String);
}

macro_rules! plain_cells {
    ($($type:ty),+) => {$(
        impl Cell for $type {
            fn write(&self, out: &mut String) {
                // Writing to a String does not fail.
                let _ = write!(out, "{self}");
            }
        }
    )+};
}
plain_cells!(i16, i32, i64, usize, f64, Uuid, Day);

impl Cell for Instant {
    fn write(&self, out: &mut String) {
        let _ = write!(out, "{}", self.0);
    }
}
impl Cell for bool {
    fn write(&self, out: &mut String) {
        out.push(if *self { 't' } else { 'f' });
    }
}
impl Cell for str {
    fn write(&self, out: &mut String) {
        for letter in self.chars() {
            match letter {
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                other => out.push(other),
            }
        }
    }
}
impl Cell for String {
    fn write(&self, out: &mut String) {
        self.as_str().write(out);
    }
}
impl Cell for &str {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
}
impl<T: Cell> Cell for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("\\N"),
        }
    }
}

/// Rows of one table that wait to be sent.
#[derive(Debug)]
pub struct Sheet {
    statement: String,
    text: String,
}

impl Sheet {
    pub fn new(table: &str, columns: &str) -> Self {
        Self { statement: format!("copy {table} ({columns}) from stdin"), text: String::new() }
    }

    pub fn row(&mut self, cells: &[&dyn Cell]) {
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.text.push('\t');
            }
            cell.write(&mut self.text);
        }
        self.text.push('\n');
    }

    pub async fn send(&mut self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        if self.text.is_empty() {
            return Ok(());
        }
        let mut copy = connection.copy_in_raw(&self.statement).await?;
        copy.send(self.text.as_bytes()).await?;
        copy.finish().await?;
        self.text.clear();
        Ok(())
    }
}

/// All tables that the demo marketplace writes, in the order in which they refer to each other.
#[derive(Debug)]
pub struct Sheets {
    pub users: Sheet,
    pub roles: Sheet,
    pub auth: Sheet,
    pub customers: Sheet,
    pub vehicles: Sheet,
    pub mechanics: Sheet,
    pub offers: Sheet,
    pub supported: Sheet,
    pub hours: Sheet,
    pub exceptions: Sheet,
    pub bays: Sheet,
    pub seasons: Sheet,
    pub season_hours: Sheet,
    pub people: Sheet,
    pub appointments: Sheet,
    pub appointment_services: Sheet,
    pub moves: Sheet,
    pub reviews: Sheet,
}

impl Sheets {
    pub fn new() -> Self {
        Self {
            users: Sheet::new(
                "users",
                "id, email, full_name, phone, kind, is_demo, terms_accepted_at, terms_version, created_at",
            ),
            roles: Sheet::new("user_roles", "user_id, role, granted_at"),
            auth: Sheet::new("user_auth", "user_id, password_hash, password_changed_at"),
            customers: Sheet::new("customers", "id, user_id, created_at"),
            vehicles: Sheet::new(
                "customer_vehicles",
                "id, customer_id, plate, variant_id, model_year, km, is_default, created_at, updated_at",
            ),
            mechanics: Sheet::new(
                "mechanics",
                "id, owner_user_id, slug, name, story, phone, address, province_id, district_id, lat, lon, verified_at, is_demo, \
                 books_instantly, works_on_holidays, lead_minutes, window_days, buffer_minutes, visits_within_km, created_at, updated_at",
            ),
            offers: Sheet::new("mechanic_services", "mechanic_id, service_id, price_kurus, price_kind, minutes"),
            supported: Sheet::new("mechanic_supported_vehicles", "id, mechanic_id, brand_id, includes"),
            hours: Sheet::new(
                "working_hours",
                "mechanic_id, weekday, opens_min, closes_min, break_from_min, break_to_min",
            ),
            exceptions: Sheet::new(
                "working_exceptions",
                "id, mechanic_id, from_on, to_on, opens_min, closes_min, reason",
            ),
            bays: Sheet::new("bays", "id, mechanic_id, name, position"),
            seasons: Sheet::new("working_seasons", "id, mechanic_id, name, from_on, to_on, every_year"),
            season_hours: Sheet::new("working_season_hours", "season_id, weekday, opens_min, closes_min"),
            people: Sheet::new("mechanic_people", "id, mechanic_id, name, position"),
            appointments: Sheet::new(
                "appointments",
                "id, mechanic_id, customer_id, vehicle_id, bay_id, status, awaits, start_at, end_at, busy_until, note, \
                 mechanic_name, mechanic_address, customer_name, customer_phone, plate, vehicle_label, km, total_kurus, \
                 closed_by, reason, idempotency_key, idempotency_hash, created_at, confirmed_at, closed_at, final_kurus, final_reason, person_id",
            ),
            appointment_services: Sheet::new(
                "appointment_services",
                "appointment_id, position, service_id, name_tr, name_en, price_kurus, price_kind, minutes",
            ),
            moves: Sheet::new(
                "appointment_moves",
                "appointment_id, at, by_user_id, by_role, from_status, to_status, start_at, reason",
            ),
            reviews: Sheet::new(
                "ratings_reviews",
                "id, appointment_id, mechanic_id, customer_id, author_name, vehicle_label, services_tr, services_en, \
                 quality, price, punctuality, communication, cleanliness, text, status, signals, reply, replied_at, \
                 visited_at, created_at",
            ),
        }
    }

    pub async fn send(&mut self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let all = [
            &mut self.users,
            &mut self.roles,
            &mut self.auth,
            &mut self.customers,
            &mut self.vehicles,
            &mut self.mechanics,
            &mut self.offers,
            &mut self.supported,
            &mut self.hours,
            &mut self.exceptions,
            &mut self.bays,
            &mut self.seasons,
            &mut self.season_hours,
            &mut self.people,
            &mut self.appointments,
            &mut self.appointment_services,
            &mut self.moves,
            &mut self.reviews,
        ];
        for sheet in all {
            sheet.send(&mut *connection).await?;
        }
        Ok(())
    }
}

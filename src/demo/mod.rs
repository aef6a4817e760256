//! The demo marketplace: a whole made-up Türkiye of workshops, customers, visits and reviews.
//!
//! A room of its own, beside `server`: it composes all tables at once and is the one place that writes the tables of other
//! modules, by `COPY`, because 100 000 workshops through the services would take hours. Nothing imports it but `server` and
//! the tests. It may speak `sqlx` and owns no table.
//!
//! It is deterministic: every thing has its own dice, ids are `UUIDv5` of kind and number, and the only time is the day it is
//! given. So two seeds of one day are equal, and a benchmark of today can be repeated tomorrow. It is made once, in an
//! empty database (fact `demo`), in one transaction: a half-made marketplace is never seen.
//!
//! Everybody in it is marked `is_demo`. All share one password, published in the README, which is why production refuses it.
//! The next free slots are left open; the job of `appointments` computes them.

mod adverts;
mod calendar;
mod copy;
mod dice;
mod names;
mod people;
mod prices;
mod store;
mod trades;
mod visits;
mod words;
mod workshops;
mod world;

use crate::{
    kernel::time::{Day, Instant},
    platform::Wires,
};
use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher};
use copy::Sheets;
use people::{Customer, Person};
use sqlx::{PgConnection, PgPool};
use std::{collections::HashSet, fmt};
use uuid::Uuid;
use visits::Scene;
use world::World;

/// The password of every demo account.
pub const PASSWORD: &str = "usta-demo-2026";
/// Their addresses: `musteri@`, `usta@`, `yonetici@` and `demo+<n>@`.
pub const DOMAIN: &str = "demo.test";
/// The accounts a newcomer tries, with what they are: car owner, workshop, admin.
pub const ACCOUNTS: [(&str, &str); 3] = [
    ("musteri@demo.test", "car owner"),
    ("usta@demo.test", "workshop in Ankara, books on approval"),
    ("yonetici@demo.test", "admin"),
];
/// Fewest and most customers; between them one for two workshops.
const CUSTOMERS: (usize, usize) = (20, 20_000);
/// Rows of so many workshops go to the database together.
const CHUNK: usize = 500;
/// Beyond this many workshops each has a shorter history: the size lies in their number.
const LARGE: usize = 20_000;

const NAMESPACE: Uuid = Uuid::from_u128(0x3b1e_94a7_60cd_5f28_b2d1_0c7e_8f43_a956);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Made,
    /// It was made before.
    AlreadyThere,
    /// The database has people of its own.
    NotEmpty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoReport {
    pub outcome: Outcome,
    pub mechanics: usize,
    pub customers: usize,
    pub appointments: usize,
    pub reviews: usize,
}

impl fmt::Display for DemoReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { outcome, mechanics, customers, appointments, reviews } = self;
        match outcome {
            Outcome::Made => write!(
                f,
                "demo marketplace: {mechanics} workshops, {customers} customers, {appointments} appointments, {reviews} reviews"
            ),
            Outcome::AlreadyThere => write!(f, "demo marketplace: already there"),
            Outcome::NotEmpty => write!(f, "demo marketplace: not made, the database has people of its own"),
        }
    }
}

impl DemoReport {
    /// A sentence for whoever asked for another size than the marketplace has.
    pub fn unlike(&self, wanted: usize) -> Option<String> {
        (self.outcome == Outcome::AlreadyThere && self.mechanics != wanted).then(|| {
            format!(
                "the demo marketplace was made with {} workshops and stays so; {wanted} are made only in an empty database",
                self.mechanics
            )
        })
    }
}

#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("the database refused the demo marketplace: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the reference data has to be imported first")]
    NoReference,
    #[error("the demo password cannot be hashed")]
    Password,
}

/// Makes the demo marketplace, once, with so many workshops.
///
/// # Errors
/// When the database is away or has no reference data; then nothing has changed.
pub async fn seed(wires: &Wires, mechanics: usize) -> Result<DemoReport, DemoError> {
    seed_into(&wires.db, wires.clock.now(), mechanics).await
}

/// As [`seed`], for a pool and a time of one's own. Of the time only the day counts.
///
/// # Errors
/// As [`seed`].
pub async fn seed_into(db: &PgPool, now: Instant, mechanics: usize) -> Result<DemoReport, DemoError> {
    let nothing = |outcome| DemoReport { outcome, mechanics: 0, customers: 0, appointments: 0, reviews: 0 };
    let password_hash = tokio::task::spawn_blocking(hash_password).await.ok().flatten().ok_or(DemoError::Password)?;
    let mut transaction = db.begin().await?;
    match store::prepare(&mut transaction).await? {
        Outcome::Made => {}
        Outcome::AlreadyThere => {
            let mechanics = store::remembered(&mut transaction).await?;
            return Ok(DemoReport { mechanics, ..nothing(Outcome::AlreadyThere) });
        }
        Outcome::NotEmpty => return Ok(nothing(Outcome::NotEmpty)),
    }
    let world = World::read(&mut transaction, now.day()).await?;
    let mut report = nothing(Outcome::Made);
    let mut sheets = Sheets::new();
    admin(&mut sheets, world.today, &password_hash);
    let customers = write_customers(&mut transaction, &world, &mut sheets, mechanics, &password_hash).await?;
    report.customers = customers.len();
    write_workshops(&mut transaction, &world, &customers, &mut sheets, (mechanics, &password_hash), &mut report)
        .await?;
    store::recompute(&mut transaction).await?;
    store::write_car_histories(&mut transaction, world.today).await?;
    adverts::write(&mut transaction, world.today).await?;
    store::remember(&mut transaction, now, mechanics).await?;
    store::analyze(&mut transaction).await?;
    transaction.commit().await?;
    Ok(report)
}

async fn write_customers(
    connection: &mut PgConnection,
    world: &World,
    sheets: &mut Sheets,
    mechanics: usize,
    password_hash: &str,
) -> Result<Vec<Customer>, DemoError> {
    let wanted = (mechanics / 2).clamp(CUSTOMERS.0, CUSTOMERS.1);
    let mut customers = Vec::with_capacity(wanted);
    for number in 0..wanted {
        customers.push(people::customer(world, sheets, number, password_hash));
        if number % (CHUNK * 4) == 0 {
            sheets.send(connection).await?;
        }
    }
    sheets.send(connection).await?;
    Ok(customers)
}

async fn write_workshops(
    connection: &mut PgConnection,
    world: &World,
    customers: &[Customer],
    sheets: &mut Sheets,
    (mechanics, password_hash): (usize, &str),
    report: &mut DemoReport,
) -> Result<(), DemoError> {
    let most = if mechanics > LARGE { 12 } else { 40 };
    let mut slugs = HashSet::new();
    let mut scene = Scene { world, customers, sheets, count: 0, reviews: 0 };
    for number in 0..mechanics {
        let Some(mut workshop) = workshops::make(world, number) else { continue };
        let slug = workshops::slug_of(&workshop, &mut slugs);
        workshops::write(world, scene.sheets, &workshop, &slug, customers.len() + number, password_hash);
        visits::make(&mut scene, &mut workshop, most);
        report.mechanics += 1;
        if number % CHUNK == CHUNK - 1 {
            scene.sheets.send(connection).await?;
        }
    }
    scene.sheets.send(connection).await?;
    (report.appointments, report.reviews) = (scene.count, scene.reviews);
    Ok(())
}

fn admin(sheets: &mut Sheets, today: Day, password_hash: &str) {
    let email = format!("yonetici@{DOMAIN}");
    let person = Person {
        id: id_of("user/admin", 0),
        email: &email,
        name: "Deniz Yönetici",
        phone: None,
        kind: "admin",
        roles: &["admin", "customer", "moderator"],
        created_at: today.plus(-900).at(540),
    };
    people::write(sheets, &person, password_hash);
}

/// One hash for all: the salt is fixed, since the password is published anyway.
fn hash_password() -> Option<String> {
    let params = Params::new(19_456, 2, 1, None).ok()?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_with_salt(PASSWORD.as_bytes(), b"sana-iyi-usta-16").ok().map(|hash| hash.to_string())
}

/// The id of thing `number` of a kind.
fn id_of(kind: &str, number: usize) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{kind}/{number}").as_bytes())
}

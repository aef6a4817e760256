//! Importing the shipped reference data: places, the taxonomy of work, the vehicle catalogue, holidays.
//!
//! Runs at every start and is idempotent: ids are `UUIDv5` of natural keys, and a set whose files are the same as at the last
//! import (hash in `app_facts`) is not even read. When a file did change, rows are added or changed, never removed: others
//! refer to them. What an administrator edited (`updated_at` is not the time of one of our imports, or `edited_at` is set) is
//! kept, and `is_active` is never touched.
//!
//! A row that cannot be read is refused with its line and the reason; all others go in. One transaction for everything.

mod catalogue;
mod csv_file;
mod holidays;
pub mod keys;
mod places;
mod report;
mod taxonomy;

pub use catalogue::{FUELS, TRANSMISSIONS};
pub use report::{ImportError, ImportReport, Refused, Tally};

use crate::kernel::time::Instant;
use keys::id_of;
use report::Written;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgPool};

/// The texts to import; tests hand in their own.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    pub provinces: &'a str,
    pub districts: &'a str,
    pub services: &'a str,
    pub vehicles: &'a str,
    pub vehicle_aliases: &'a str,
    pub brand_icons: &'a str,
    pub religious_holidays: &'a str,
}

impl Sources<'static> {
    /// The files of `src/platform/reference/data`, embedded in the binary.
    pub const SHIPPED: Self = Self {
        provinces: include_str!("../data/provinces.csv"),
        districts: include_str!("../data/districts.csv"),
        services: include_str!("../data/services.csv"),
        vehicles: include_str!("../data/vehicles.csv"),
        vehicle_aliases: include_str!("../data/vehicle_aliases.csv"),
        brand_icons: include_str!("../data/brand_icons.txt"),
        religious_holidays: include_str!("../data/religious_holidays.csv"),
    };
}

/// What `app_facts` remembers about one set.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Fact {
    hash: String,
    /// The times of all imports that wrote: a row with another `updated_at` was edited by somebody.
    written_at: Vec<Instant>,
}

/// One import run: its transaction, its time, and what came of it so far.
struct Run<'c> {
    connection: &'c mut PgConnection,
    now: Instant,
    report: ImportReport,
}

/// Imports the shipped data.
///
/// # Errors
/// When the database is away or refuses; then nothing has changed.
pub async fn import(db: &PgPool, now: Instant) -> Result<ImportReport, ImportError> {
    import_from(db, now, &Sources::SHIPPED).await
}

/// Imports other texts of the same form.
///
/// # Errors
/// As [`import`].
pub async fn import_from(db: &PgPool, now: Instant, from: &Sources<'_>) -> Result<ImportReport, ImportError> {
    let mut transaction = db.begin().await?;
    // Two processes that start at once import one after the other; the second waits longer than a request may.
    sqlx::query!("select set_config('statement_timeout', '0', true) as timeout").fetch_one(&mut *transaction).await?;
    sqlx::query!("select pg_advisory_xact_lock(hashtext('reference import'))").fetch_one(&mut *transaction).await?;
    let mut run = Run { connection: &mut transaction, now, report: ImportReport::default() };

    if let Some(fact) = run.due("places", &[from.provinces, from.districts]).await? {
        places::import(&mut run, from.provinces, from.districts).await?;
        run.remember("places", fact).await?;
    }
    if let Some(fact) = run.due("taxonomy", &[from.services]).await? {
        taxonomy::import(&mut run, from.services, &fact.written_at).await?;
        run.remember("taxonomy", fact).await?;
    }
    // Open year ranges end next year, so a new year is a change too.
    let last_year = now.day().year() + 1;
    let vehicles = [from.vehicles, from.vehicle_aliases, from.brand_icons, &last_year.to_string()];
    if let Some(fact) = run.due("catalogue", &vehicles).await? {
        catalogue::import(&mut run, from, last_year).await?;
        run.remember("catalogue", fact).await?;
    }
    if let Some(fact) = run.due("holidays", &[holidays::RULES, from.religious_holidays]).await? {
        holidays::import(&mut run, from.religious_holidays).await?;
        run.remember("holidays", fact).await?;
    }

    let report = run.report;
    if report.wrote() {
        sqlx::query!("select pg_notify('reference_changed', '')").fetch_one(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(report)
}

impl Run<'_> {
    /// The fact to keep when the set has to be imported; `None` when its files are those of the last time.
    async fn due(&mut self, set: &'static str, texts: &[&str]) -> Result<Option<Fact>, ImportError> {
        let hash = hash(texts);
        let known = sqlx::query_scalar!("select value from app_facts where key = $1", key(set))
            .fetch_optional(&mut *self.connection)
            .await?;
        let mut fact: Fact = known.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default();
        if fact.hash == hash {
            self.report.skipped.push(set);
            return Ok(None);
        }
        fact.hash = hash;
        Ok(Some(fact))
    }

    async fn remember(&mut self, set: &'static str, mut fact: Fact) -> Result<(), ImportError> {
        fact.written_at.push(self.now);
        sqlx::query!(
            "insert into app_facts (key, value, updated_at) values ($1, $2, $3)
             on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at",
            key(set),
            serde_json::to_value(&fact)?,
            self.now
        )
        .execute(&mut *self.connection)
        .await?;
        Ok(())
    }

    fn tally(&mut self, table: &'static str, given: usize, written: &Written) {
        self.report.tables.push((table, Tally::of(given, written)));
    }
}

fn key(set: &str) -> String {
    format!("reference.{set}")
}

/// SHA-256 over the texts; each is closed by its length, so that moving a line between files is a change.
fn hash(texts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.as_bytes());
        hasher.update(text.len().to_be_bytes());
    }
    format!("{:x}", hasher.finalize())
}

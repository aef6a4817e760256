//! SQL of `vehicle_maintenance_records`, and of the seals at their ends, which cars carry.

/// An entry out of a row of any query that reads its columns; inside a function that may fail.
macro_rules! entry {
    ($row:ident) => {
        Entry {
            record_id: $row.record_id.into(),
            version: $row.version,
            is_declared: $row.is_declared,
            is_own: $row.is_own,
            done_on: $row.done_on,
            km: $row.km,
            workshop: $row.workshop,
            items: items($row.items)?,
            parts: own($row.is_own, Money($row.parts_kurus)),
            labour: own($row.is_own, Money($row.labour_kurus)),
            total: own($row.is_own, Money($row.total_kurus)),
            note: own($row.is_own, $row.note),
            created_at: $row.created_at,
            code: $row.code,
            files: own($row.is_own, $row.files),
        }
    };
}

pub mod files;
pub mod visits;
pub mod warranty;

use super::{
    chain::{Link, START, Said, Seal},
    model::Item,
};
use crate::{
    kernel::{
        error::{Code, Result},
        ids::{RecordId, VehicleId},
        money::Money,
        time::{Day, Instant},
    },
    modules::vehicles::policy::Owner,
    platform::{Scope, db::internal},
};
use serde_json::Value;
use uuid::Uuid;

/// The newest version of a record that was not taken back.
#[derive(Clone, Debug)]
pub struct Entry {
    pub record_id: RecordId,
    pub version: i32,
    pub is_declared: bool,
    /// Written while the car was its owner's of today; what others paid and noted is left out.
    pub is_own: bool,
    pub done_on: Day,
    pub km: Option<i32>,
    pub workshop: String,
    pub items: Vec<Item>,
    pub parts: Money,
    pub labour: Money,
    pub total: Money,
    pub note: String,
    pub created_at: Instant,
    pub code: String,
    /// SHA-256 of the papers it comes with, in hexadecimal digits.
    pub files: Vec<String>,
}

/// What a reader asks of a book; empty lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// `visit` or `owner`.
    pub origin: String,
    pub year: Option<i16>,
    /// The last row seen: its day and record.
    pub after: Option<(Day, Uuid)>,
}

fn items(value: Value) -> Result<Vec<Item>> {
    serde_json::from_value(value).map_err(|error| internal(&error))
}

/// The last row of a car's chain: its place and hash. The car must be locked.
pub async fn end_of_chain(scope: &mut Scope, id: VehicleId) -> Result<(i32, Vec<u8>)> {
    let row = sqlx::query!(
        "select seq, hash from vehicle_maintenance_records where vehicle_id = $1 order by seq desc limit 1",
        *id
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row.map_or((0, START.to_vec()), |row| (row.seq, row.hash)))
}

/// Its hash; a visit that is in the book already stays as it is.
pub async fn insert(scope: &mut Scope, said: &Said, previous: &[u8], code: &str) -> Result<Option<Vec<u8>>> {
    let (id, hash) = (RecordId::fresh(), said.hash(previous));
    let items = serde_json::to_value(&said.items).map_err(|error| internal(&error))?;
    let inserted = sqlx::query!(
        "insert into vehicle_maintenance_records (id, vehicle_id, seq, record_id, version, origin, appointment_id, is_withdrawn,
             done_on, km, workshop, items, parts_kurus, labour_kurus, total_kurus, note, created_at, code, previous_hash, hash, files)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
         on conflict on constraint vehicle_maintenance_records_visit_once do nothing",
        *id,
        *said.vehicle_id,
        said.seq,
        *said.record_id,
        said.version,
        said.origin,
        said.appointment_id.map(|id| *id),
        said.is_withdrawn,
        said.done_on,
        said.km,
        said.workshop,
        items,
        said.parts_kurus.0,
        said.labour_kurus.0,
        said.total_kurus.0,
        said.note,
        said.created_at,
        code,
        previous,
        hash,
        &said.files
    )
    .execute(scope.conn().await?)
    .await?;
    Ok((inserted.rows_affected() == 1).then_some(hash))
}

/// The seals of a car and of those that were joined to it.
pub async fn seals(scope: &mut Scope, id: VehicleId) -> Result<Vec<Seal>> {
    let seals = sqlx::query_as!(
        Seal,
        r#"select id as vehicle_id, book_rows as rows, book_sealed_at as "since!: Instant", book_seal as "mac!"
           from customer_vehicles where (id = $1 or joined_to = $1) and book_seal is not null"#,
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(seals)
}

/// Seals of one moment, of cars that are locked or that nobody writes about yet.
pub async fn save_seals(scope: &mut Scope, seals: &[Seal], since: Instant) -> Result<()> {
    let ids: Vec<Uuid> = seals.iter().map(|seal| *seal.vehicle_id).collect();
    let rows: Vec<i32> = seals.iter().map(|seal| seal.rows).collect();
    let macs: Vec<Vec<u8>> = seals.iter().map(|seal| seal.mac.clone()).collect();
    sqlx::query!(
        "update customer_vehicles v set book_rows = s.rows, book_seal = s.mac, book_sealed_at = $4
         from unnest($1::uuid[], $2::integer[], $3::bytea[]) as s (id, rows, mac) where v.id = s.id",
        &ids,
        &rows,
        &macs,
        since as Instant
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Is any book sealed? Who asks is alone until the transaction ends.
pub async fn is_any_sealed(scope: &mut Scope) -> Result<bool> {
    sqlx::query!(r#"select pg_advisory_xact_lock(hashtextextended('seal_books', 0)) as "locked: ()""#)
        .fetch_one(scope.conn().await?)
        .await?;
    let is =
        sqlx::query_scalar!(r#"select exists (select from customer_vehicles where book_seal is not null) as "is!""#)
            .fetch_one(scope.conn().await?)
            .await?;
    Ok(is)
}

/// The ends of the chains of cars after one of them.
pub async fn ends(scope: &mut Scope, after: Uuid, limit: i64) -> Result<Vec<(VehicleId, i32, Vec<u8>)>> {
    let rows = sqlx::query!(
        "select distinct on (vehicle_id) vehicle_id, seq, hash from vehicle_maintenance_records
         where vehicle_id > $1 order by vehicle_id, seq desc limit $2",
        after,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.vehicle_id.into(), row.seq, row.hash)).collect())
}

/// What an owner before has paid and noted is nobody else's.
fn own<T: Default>(is_own: bool, value: T) -> T {
    if is_own { value } else { T::default() }
}

/// A page of a car's book, the latest day first; one more than asked for when there is more.
pub async fn list(scope: &mut Scope, id: VehicleId, filter: &Filter, limit: i64) -> Result<Vec<Entry>> {
    let (day, record) = filter.after.unzip();
    let rows = sqlx::query!(
        r#"select record_id, version, origin = 'owner' as "is_declared!", done_on, r.km, workshop, items, parts_kurus, labour_kurus,
                  total_kurus, note, r.created_at, code, files, r.created_at >= coalesce(v.handed_over_at, r.created_at) as "is_own!"
           from vehicle_maintenance_records r join customer_vehicles v on v.id = r.vehicle_id
           where (v.id = $1 or v.joined_to = $1) and not is_withdrawn
             and not exists (select from vehicle_maintenance_records n where n.record_id = r.record_id and n.version > r.version)
             and ($2 = '' or origin = $2) and ($3::smallint is null or extract(year from done_on) = $3)
             and ($4::date is null or (done_on, record_id) < ($4, $5))
           order by done_on desc, record_id desc limit $6"#,
        *id,
        filter.origin,
        filter.year,
        day as _,
        record,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    rows.into_iter().map(|row| Ok(entry!(row))).collect()
}

/// Has a workshop written into the book of a car?
pub async fn is_signed(scope: &mut Scope, id: VehicleId) -> Result<bool> {
    let is = sqlx::query_scalar!(
        r#"select exists (select from vehicle_maintenance_records r join customer_vehicles v on v.id = r.vehicle_id
                          where (v.id = $1 or v.joined_to = $1) and r.origin = 'visit') as "is!""#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(is)
}

/// Every version of one record of the owner's car, the newest first. Empty for those of others and of removed cars.
pub async fn versions(scope: &mut Scope, owner: Owner, record: RecordId) -> Result<Vec<(VehicleId, bool, Entry)>> {
    let rows = sqlx::query!(
        r#"select k.id as vehicle_id, r.is_withdrawn, r.record_id, r.version, r.origin = 'owner' as "is_declared!", r.done_on, r.km, r.workshop,
                  r.items, r.parts_kurus, r.labour_kurus, r.total_kurus, r.note, r.created_at, r.code, r.files,
                  r.created_at >= coalesce(v.handed_over_at, r.created_at) as "is_own!"
           from vehicle_maintenance_records r join customer_vehicles v on v.id = r.vehicle_id
           join customer_vehicles k on k.id = coalesce(v.joined_to, v.id)
           where k.customer_id = $1 and k.removed_at is null and r.record_id = $2 order by r.version desc"#,
        *owner.id(),
        *record
    )
    .fetch_all(scope.conn().await?)
    .await?;
    rows.into_iter()
        .map(|row| {
            let (car, is_withdrawn) = (row.vehicle_id.into(), row.is_withdrawn);
            Ok((car, is_withdrawn, entry!(row)))
        })
        .collect()
}

/// What its owner of today has spent on a car by year, the earliest first.
pub async fn cost_by_year(scope: &mut Scope, id: VehicleId) -> Result<Vec<(i16, Money)>> {
    let rows = sqlx::query!(
        r#"select extract(year from done_on)::smallint as "year!", sum(total_kurus)::bigint as "total!"
           from vehicle_maintenance_records r join customer_vehicles v on v.id = r.vehicle_id
           where (v.id = $1 or v.joined_to = $1) and not is_withdrawn and r.created_at >= coalesce(v.handed_over_at, r.created_at)
             and not exists (select from vehicle_maintenance_records n where n.record_id = r.record_id and n.version > r.version)
           group by 1 order by 1"#,
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(rows.into_iter().map(|row| (row.year, Money(row.total))).collect())
}

/// The whole chain of a car, and after it those of cars that were joined to it. Bounded by the rows that a book may have.
pub async fn chain(scope: &mut Scope, id: VehicleId) -> Result<Vec<Link>> {
    let rows = sqlx::query!(
        "select vehicle_id, seq, record_id, version, origin, appointment_id, is_withdrawn, done_on, km, workshop, items, parts_kurus,
                labour_kurus, total_kurus, note, created_at, previous_hash, hash, files
         from vehicle_maintenance_records
         where vehicle_id = $1 or vehicle_id in (select id from customer_vehicles where joined_to = $1)
         order by vehicle_id = $1 desc, vehicle_id, seq",
        *id
    )
    .fetch_all(scope.conn().await?)
    .await?;
    rows.into_iter()
        .map(|row| {
            let said = Said {
                vehicle_id: row.vehicle_id.into(),
                seq: row.seq,
                record_id: row.record_id.into(),
                version: row.version,
                origin: row.origin,
                appointment_id: row.appointment_id.map(Into::into),
                is_withdrawn: row.is_withdrawn,
                done_on: row.done_on,
                km: row.km,
                workshop: row.workshop,
                items: items(row.items)?,
                parts_kurus: Money(row.parts_kurus),
                labour_kurus: Money(row.labour_kurus),
                total_kurus: Money(row.total_kurus),
                note: row.note,
                created_at: row.created_at,
                files: row.files,
            };
            Ok(Link { said, previous_hash: row.previous_hash, hash: row.hash })
        })
        .collect()
}

/// A row as whoever knows its code may see it.
#[derive(Clone, Debug)]
pub struct Known {
    pub vehicle_id: VehicleId,
    pub plate: String,
    pub label: String,
    pub model_year: i16,
    pub seq: i32,
    pub version: i32,
    /// Versions that came after this one.
    pub newer: i64,
}

/// # Errors
/// `not_found` for a code that no row has.
pub async fn find_by_code(scope: &mut Scope, code: &str) -> Result<Known> {
    let known = sqlx::query_as!(
        Known,
        r#"select r.vehicle_id, v.plate, b.name || ' ' || m.name || ' ' || t.name as "label!", v.model_year, r.seq, r.version,
                  (select count(*) from vehicle_maintenance_records n where n.record_id = r.record_id and n.version > r.version) as "newer!"
           from vehicle_maintenance_records r join customer_vehicles v on v.id = r.vehicle_id
           join variants t on t.id = v.variant_id join models m on m.id = t.model_id join brands b on b.id = m.brand_id
           where r.code = $1"#,
        code
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    known.ok_or_else(|| Code::NotFound.into())
}

//! SQL of `vehicle_record_files`. Writers hold the lock of the car's row.

use crate::{
    kernel::{
        error::Result,
        ids::{FileId, RecordId, VehicleId},
        time::Instant,
    },
    modules::vehicles::policy::Owner,
    platform::{
        Scope,
        media::{Document, Medium},
    },
};

/// A paper as pages list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    pub id: FileId,
    pub name: String,
    /// Bytes.
    pub size: i32,
    pub created_at: Instant,
}

/// A paper that is handed out.
#[derive(Clone, Debug)]
pub struct Opened {
    pub name: String,
    pub medium: Medium,
    pub bytes: Vec<u8>,
}

/// A paper, and what it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Belonging {
    pub vehicle_id: VehicleId,
    pub record_id: RecordId,
}

/// In the order they came.
pub async fn list(scope: &mut Scope, record: RecordId) -> Result<Vec<Paper>> {
    let papers = sqlx::query_as!(
        Paper,
        r#"select id, name, octet_length(bytes) as "size!", created_at from vehicle_record_files where record_id = $1 order by id"#,
        *record
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(papers)
}

/// The same, for the car's owner of today alone; empty for everybody else.
pub async fn seen(scope: &mut Scope, owner: Owner, record: RecordId) -> Result<Vec<Paper>> {
    let papers = sqlx::query_as!(
        Paper,
        r#"select f.id, f.name, octet_length(f.bytes) as "size!", f.created_at
           from vehicle_record_files f
           join vehicle_maintenance_records r on r.record_id = f.record_id and r.version = f.version
           join customer_vehicles v on v.id = r.vehicle_id join customer_vehicles k on k.id = coalesce(v.joined_to, v.id)
           where f.record_id = $2 and k.customer_id = $1 and k.removed_at is null order by f.id"#,
        *owner.id(),
        *record
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(papers)
}

/// `version` is the one of the record that comes with the paper; a nameless one is called by it.
pub async fn insert(
    scope: &mut Scope,
    record: RecordId,
    version: i32,
    name: &str,
    hash: &[u8],
    document: &Document,
) -> Result<FileId> {
    let (id, now) = (FileId::fresh(), scope.now);
    let name = if name.is_empty() { format!("{version}.{}", document.medium.word()) } else { name.to_owned() };
    sqlx::query!(
        "insert into vehicle_record_files (id, record_id, version, name, medium, hash, bytes, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        *id,
        *record,
        version,
        name,
        document.medium.word(),
        hash,
        document.bytes,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(id)
}

/// `not_found` for the papers of others, of removed cars and of owners before.
pub async fn belonging(scope: &mut Scope, owner: Owner, id: FileId) -> Result<Belonging> {
    let found = sqlx::query_as!(
        Belonging,
        "select k.id as vehicle_id, r.record_id
         from vehicle_record_files f
         join vehicle_maintenance_records r on r.record_id = f.record_id and r.version = f.version
         join customer_vehicles v on v.id = r.vehicle_id join customer_vehicles k on k.id = coalesce(v.joined_to, v.id)
         where f.id = $2 and k.customer_id = $1 and k.removed_at is null",
        *owner.id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(found)
}

/// Deletes a paper; its hash in hexadecimal digits. `not_found` when somebody did so meanwhile.
pub async fn delete(scope: &mut Scope, id: FileId) -> Result<String> {
    let hash = sqlx::query_scalar!(
        r#"delete from vehicle_record_files where id = $1 returning encode(hash, 'hex') as "hash!""#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(hash)
}

/// Deletes the papers of one record.
pub async fn forget(scope: &mut Scope, record: RecordId) -> Result<()> {
    sqlx::query!("delete from vehicle_record_files where record_id = $1", *record).execute(scope.conn().await?).await?;
    Ok(())
}

/// Deletes the papers of a whole book: they name its car's owner of until now.
pub async fn forget_all(scope: &mut Scope, car: VehicleId) -> Result<()> {
    sqlx::query!(
        "delete from vehicle_record_files f using vehicle_maintenance_records r, customer_vehicles v
         where r.record_id = f.record_id and r.version = f.version and v.id = r.vehicle_id and (v.id = $1 or v.joined_to = $1)",
        *car
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// `not_found` as [`belonging`].
pub async fn open(scope: &mut Scope, owner: Owner, id: FileId) -> Result<Opened> {
    let row = sqlx::query!(
        "select f.name, f.medium, f.bytes
         from vehicle_record_files f
         join vehicle_maintenance_records r on r.record_id = f.record_id and r.version = f.version
         join customer_vehicles v on v.id = r.vehicle_id join customer_vehicles k on k.id = coalesce(v.joined_to, v.id)
         where f.id = $2 and k.customer_id = $1 and k.removed_at is null",
        *owner.id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    let medium = Medium::parse(&row.medium).unwrap_or(Medium::Pdf);
    Ok(Opened { name: row.name, medium, bytes: row.bytes })
}

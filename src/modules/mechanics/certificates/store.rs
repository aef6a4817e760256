//! SQL of `mechanic_certificates`. Owners who write hold the lock of their workshop's row.

use super::model::{CertificateKind, NewCertificate};
use crate::{
    kernel::{
        error::Result,
        ids::{BrandId, CertificateId, DocumentId, MechanicId},
        time::Day,
    },
    modules::{
        mechanics::policy::{Desk, Owner, Papers},
        vehicles::BrandsMerged,
    },
    platform::{
        Scope,
        media::{self, Medium},
    },
};

#[derive(Clone, Debug)]
pub struct Certificate {
    pub id: CertificateId,
    pub document_id: DocumentId,
    /// A word of [`CertificateKind`].
    pub kind: String,
    pub brand_id: Option<BrandId>,
    pub number: String,
    pub issuer: String,
    pub issued_on: Day,
    pub expires_on: Option<Day>,
    /// `waiting`, `checked`, `refused`.
    pub state: String,
    pub reason: String,
    /// `pdf` or `jpeg`.
    pub medium: String,
}

impl Certificate {
    pub fn kind(&self) -> CertificateKind {
        CertificateKind::parse(&self.kind).unwrap_or(CertificateKind::Myk)
    }

    /// What nobody can read is handed out as a file.
    pub fn medium(&self) -> Medium {
        Medium::parse(&self.medium).unwrap_or(Medium::Pdf)
    }

    /// Is the last day over?
    pub fn has_run_out(&self, today: Day) -> bool {
        self.expires_on.is_some_and(|day| day < today)
    }
}

/// Newest first; as many as the limit allows.
pub async fn list(scope: &mut Scope, papers: Papers) -> Result<Vec<Certificate>> {
    let certificates = sqlx::query_as!(
        Certificate,
        r#"select c.id, c.document_id, c.kind, c.brand_id as "brand_id: _", c.number, c.issuer, c.issued_on, c.expires_on, c.state,
                  c.reason, d.medium
           from mechanic_certificates c join mechanic_documents d on d.id = c.document_id
           where c.mechanic_id = $1 order by c.created_at desc, c.id desc"#,
        *papers.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(certificates)
}

/// With its paper.
pub async fn insert(
    scope: &mut Scope,
    owner: Owner,
    certificate: &NewCertificate,
    brand: Option<BrandId>,
    paper: &media::Document,
) -> Result<CertificateId> {
    let (id, document, now) = (CertificateId::fresh(), DocumentId::fresh(), scope.now);
    sqlx::query!(
        "insert into mechanic_documents (id, mechanic_id, kind, medium, bytes, created_at) values ($1, $2, 'certificate', $3, $4, $5)",
        *document,
        *owner.id(),
        paper.medium.word(),
        paper.bytes,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "insert into mechanic_certificates (id, mechanic_id, document_id, kind, brand_id, number, issuer, issued_on, expires_on, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        *id,
        *owner.id(),
        *document,
        certificate.kind.word(),
        brand.map(|brand| *brand),
        certificate.number,
        certificate.issuer,
        certificate.issued_on,
        certificate.expires_on as _,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(id)
}

/// With its paper; `false` for the certificates of others.
pub async fn delete(scope: &mut Scope, owner: Owner, id: CertificateId) -> Result<bool> {
    let deleted = sqlx::query!(
        "delete from mechanic_documents d using mechanic_certificates c
         where c.id = $2 and c.mechanic_id = $1 and d.id = c.document_id",
        *owner.id(),
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(deleted.rows_affected() > 0)
}

/// A certificate about to be decided upon, locked until the transaction ends.
#[derive(Clone, Debug)]
pub struct Decided {
    pub mechanic_id: MechanicId,
    pub workshop: String,
    pub kind: String,
    pub brand_id: Option<BrandId>,
    pub number: String,
    pub state: String,
}

pub async fn decided(scope: &mut Scope, _desk: Desk, id: CertificateId) -> Result<Decided> {
    let row = sqlx::query_as!(
        Decided,
        r#"select c.mechanic_id, m.name as workshop, c.kind, c.brand_id as "brand_id: _", c.number, c.state
           from mechanic_certificates c join mechanics m on m.id = c.mechanic_id where c.id = $1 for no key update of c"#,
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(row)
}

pub async fn decide(scope: &mut Scope, _desk: Desk, id: CertificateId, state: &str, reason: &str) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update mechanic_certificates set state = $2, reason = $3, decided_at = $4 where id = $1",
        *id,
        state,
        reason,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// What everybody sees of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    pub kind: String,
    pub brand_id: Option<BrandId>,
    pub number: String,
    pub issuer: String,
    pub expires_on: Option<Day>,
}

/// Checked and in force today.
pub async fn badges(scope: &mut Scope, id: MechanicId) -> Result<Vec<Badge>> {
    let today = scope.now.day();
    let badges = sqlx::query_as!(
        Badge,
        r#"select kind, brand_id as "brand_id: _", number, issuer, expires_on from mechanic_certificates
           where mechanic_id = $1 and state = 'checked' and coalesce(expires_on, $2) >= $2 order by created_at, id"#,
        *id,
        today
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(badges)
}

/// A certificate in force that runs out soon, and the step of warning that counts now.
#[derive(Clone, Debug)]
pub struct Expiring {
    pub id: CertificateId,
    pub mechanic_id: MechanicId,
    pub kind: String,
    pub brand_id: Option<BrandId>,
    pub number: String,
    pub expires_on: Day,
    pub step: i16,
}

/// Those that were not told at this step yet, locked.
pub async fn expiring(scope: &mut Scope, limit: i64) -> Result<Vec<Expiring>> {
    let today = scope.now.day();
    let certificates = sqlx::query_as!(
        Expiring,
        r#"select c.id, c.mechanic_id, c.kind, c.brand_id as "brand_id: _", c.number, c.expires_on as "expires_on!", s.step as "step!"
           from mechanic_certificates c
           cross join lateral (select min(step) as step from unnest('{60,30,7}'::smallint[]) step where c.expires_on - $1 <= step) s
           where c.state = 'checked' and c.expires_on between $1 and $1 + 60 and s.step < coalesce(c.warned_days, 1000)
           order by c.expires_on, c.id limit $2 for update of c skip locked"#,
        today,
        limit
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(certificates)
}

pub async fn note_warned(scope: &mut Scope, told: &[(CertificateId, i16)]) -> Result<()> {
    let (ids, steps): (Vec<_>, Vec<_>) = told.iter().map(|(id, step)| (**id, *step)).unzip();
    sqlx::query!(
        "update mechanic_certificates c set warned_days = t.step from unnest($1::uuid[], $2::smallint[]) as t (id, step) where c.id = t.id",
        &ids,
        &steps
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Authorisations of a brand that became another one.
pub async fn rename_brand(scope: &mut Scope, event: &BrandsMerged) -> Result<()> {
    let (from, into) = (*event.from, *event.into);
    sqlx::query!("update mechanic_certificates set brand_id = $2 where brand_id = $1", from, into)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

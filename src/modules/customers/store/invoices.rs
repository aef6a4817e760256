//! SQL of `customer_invoice_profiles`. Writers hold the lock, so that there is one default at every moment.

use crate::{
    kernel::{error::Result, ids::InvoiceProfileId},
    modules::customers::{
        model::{InvoiceKind, NewInvoiceProfile},
        policy::Own,
    },
    platform::Scope,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceProfile {
    pub id: InvoiceProfileId,
    /// A word of [`InvoiceKind`].
    pub kind: String,
    pub title: String,
    pub tax_number: String,
    pub tax_office: String,
    pub address: String,
    pub is_default: bool,
}

impl InvoiceProfile {
    pub fn kind(&self) -> InvoiceKind {
        InvoiceKind::parse(&self.kind).unwrap_or_default()
    }
}

pub async fn lock(scope: &mut Scope, own: Own) -> Result<()> {
    sqlx::query!("select id from customers where id = $1 for no key update", *own.id())
        .fetch_one(scope.conn().await?)
        .await?;
    Ok(())
}

/// The default first, then the newest.
pub async fn list(scope: &mut Scope, own: Own) -> Result<Vec<InvoiceProfile>> {
    let profiles = sqlx::query_as!(
        InvoiceProfile,
        "select id, kind, title, tax_number, tax_office, address, is_default from customer_invoice_profiles
         where customer_id = $1 order by is_default desc, created_at desc, id desc",
        *own.id()
    )
    .fetch_all(scope.conn().await?)
    .await?;
    Ok(profiles)
}

/// `not_found` for the profiles of others.
pub async fn get(scope: &mut Scope, own: Own, id: InvoiceProfileId) -> Result<InvoiceProfile> {
    let profile = sqlx::query_as!(
        InvoiceProfile,
        "select id, kind, title, tax_number, tax_office, address, is_default from customer_invoice_profiles
         where id = $2 and customer_id = $1",
        *own.id(),
        *id
    )
    .fetch_one(scope.conn().await?)
    .await?;
    Ok(profile)
}

pub async fn insert(
    scope: &mut Scope,
    own: Own,
    profile: &NewInvoiceProfile,
    is_default: bool,
) -> Result<InvoiceProfileId> {
    let (id, now) = (InvoiceProfileId::fresh(), scope.now);
    sqlx::query!(
        "insert into customer_invoice_profiles (id, customer_id, kind, title, tax_number, tax_office, address, is_default, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        *id,
        *own.id(),
        profile.kind.word(),
        profile.title,
        profile.tax_number,
        profile.tax_office,
        profile.address,
        is_default,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(id)
}

pub async fn save(scope: &mut Scope, own: Own, id: InvoiceProfileId, profile: &NewInvoiceProfile) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "update customer_invoice_profiles set kind = $3, title = $4, tax_number = $5, tax_office = $6, address = $7, updated_at = $8
         where id = $2 and customer_id = $1",
        *own.id(),
        *id,
        profile.kind.word(),
        profile.title,
        profile.tax_number,
        profile.tax_office,
        profile.address,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

/// Two statements, since an index knows one default at every moment.
pub async fn make_default(scope: &mut Scope, own: Own, id: InvoiceProfileId) -> Result<()> {
    sqlx::query!(
        "update customer_invoice_profiles set is_default = false where customer_id = $1 and is_default and id <> $2",
        *own.id(),
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "update customer_invoice_profiles set is_default = true where customer_id = $1 and id = $2",
        *own.id(),
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn delete(scope: &mut Scope, own: Own, id: InvoiceProfileId) -> Result<()> {
    sqlx::query!("delete from customer_invoice_profiles where id = $2 and customer_id = $1", *own.id(), *id)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

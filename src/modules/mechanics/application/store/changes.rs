//! SQL of what waits beside what was checked: another identity, newer papers; and of names and addresses that changed unseen.

use super::{approve, identity_in, note};
use crate::{
    kernel::{error::Result, ids::MechanicId, time::Instant},
    modules::mechanics::{
        application::model::{Identity, LegalKind},
        policy::{Desk, Owner, Papers},
    },
    platform::Scope,
};

identity_in!("mechanic_identity_changes");

/// It became again what was checked.
pub async fn forget_identity(scope: &mut Scope, owner: Owner) -> Result<()> {
    sqlx::query!("delete from mechanic_identity_changes where mechanic_id = $1", *owner.id())
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

/// Takes the change back; where it was sent, the application is again as it was decided, and the thread says so.
pub async fn withdraw(scope: &mut Scope, owner: Owner) -> Result<()> {
    let now = scope.now;
    forget_identity(scope, owner).await?;
    sqlx::query!("delete from mechanic_documents where mechanic_id = $1 and is_change", *owner.id())
        .execute(scope.conn().await?)
        .await?;
    let sent = sqlx::query!(
        "update mechanic_applications set state = 'approved', decided_at = $2 where mechanic_id = $1 and state <> 'approved'",
        *owner.id(),
        now
    )
    .execute(scope.conn().await?)
    .await?;
    if sent.rows_affected() > 0 { note(scope, owner.id(), "withdrawn", "").await } else { Ok(()) }
}

/// What waited takes the place of what was checked: the identity, and of the papers those of the same kinds.
pub async fn adopt(scope: &mut Scope, desk: Desk, id: MechanicId) -> Result<()> {
    sqlx::query!(
        "with new as (delete from mechanic_identity_changes where mechanic_id = $1 returning *)
         insert into mechanic_identities (mechanic_id, kind, title, tax_number, tax_office, mersis, updated_at)
         select mechanic_id, kind, title, tax_number, tax_office, mersis, updated_at from new
         on conflict on constraint mechanic_identities_one_per_mechanic
         do update set kind = excluded.kind, title = excluded.title, tax_number = excluded.tax_number,
                       tax_office = excluded.tax_office, mersis = excluded.mersis, updated_at = excluded.updated_at",
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "delete from mechanic_documents d where mechanic_id = $1 and not is_change and kind <> 'certificate'
         and exists (select from mechanic_documents n where n.mechanic_id = $1 and n.is_change and n.kind = d.kind)",
        *id
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!("update mechanic_documents set is_change = false where mechanic_id = $1 and is_change", *id)
        .execute(scope.conn().await?)
        .await?;
    approve(scope, desk, id).await
}

/// What the desk saw last of a verified workshop whose name or address changed since.
#[derive(Clone, Debug)]
pub struct Unseen {
    pub name: String,
    pub address: String,
    pub changed_at: Instant,
}

pub async fn unseen(scope: &mut Scope, papers: Papers) -> Result<Option<Unseen>> {
    let row = sqlx::query_as!(
        Unseen,
        r#"select name, address, changed_at as "changed_at: _" from mechanic_unseen_changes where mechanic_id = $1"#,
        *papers.id()
    )
    .fetch_optional(scope.conn().await?)
    .await?;
    Ok(row)
}

/// Name and address, whole.
pub type Face = (String, String);

/// Keeps what the desk saw last; what became again what it saw needs no look.
pub async fn note_unseen(scope: &mut Scope, owner: Owner, before: &Face, after: &Face) -> Result<()> {
    let now = scope.now;
    sqlx::query!(
        "insert into mechanic_unseen_changes (mechanic_id, name, address, changed_at) values ($1, $2, $3, $4)
         on conflict on constraint mechanic_unseen_changes_one_per_mechanic do update set changed_at = excluded.changed_at",
        *owner.id(),
        before.0,
        before.1,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    sqlx::query!(
        "delete from mechanic_unseen_changes where mechanic_id = $1 and name = $2 and address = $3",
        *owner.id(),
        after.0,
        after.1
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(())
}

pub async fn acknowledge(scope: &mut Scope, _desk: Desk, id: MechanicId) -> Result<()> {
    sqlx::query!("delete from mechanic_unseen_changes where mechanic_id = $1", *id)
        .execute(scope.conn().await?)
        .await?;
    Ok(())
}

//! SQL of `mechanic_payout_accounts`. Every function demands the permit.

use crate::{kernel::error::Result, modules::mechanics::policy::Owner, platform::Scope};

pub struct Kept {
    pub iban: String,
    pub holder: String,
}

pub async fn get(scope: &mut Scope, owner: Owner) -> Result<Option<Kept>> {
    let kept =
        sqlx::query_as!(Kept, "select iban, holder from mechanic_payout_accounts where mechanic_id = $1", *owner.id())
            .fetch_optional(scope.conn().await?)
            .await?;
    Ok(kept)
}

/// Whether anything changed.
pub async fn save(scope: &mut Scope, owner: Owner, iban: &str, holder: &str) -> Result<bool> {
    let now = scope.now;
    let saved = sqlx::query!(
        "insert into mechanic_payout_accounts as a (mechanic_id, iban, holder, updated_at) values ($1, $2, $3, $4)
         on conflict on constraint mechanic_payout_accounts_one_per_mechanic
         do update set iban = $2, holder = $3, updated_at = $4 where (a.iban, a.holder) <> ($2, $3)",
        *owner.id(),
        iban,
        holder,
        now
    )
    .execute(scope.conn().await?)
    .await?;
    Ok(saved.rows_affected() > 0)
}

/// Whether there was one.
pub async fn delete(scope: &mut Scope, owner: Owner) -> Result<bool> {
    let deleted = sqlx::query!("delete from mechanic_payout_accounts where mechanic_id = $1", *owner.id())
        .execute(scope.conn().await?)
        .await?;
    Ok(deleted.rows_affected() > 0)
}
